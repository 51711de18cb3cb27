import { go, look, says, sync, write, press } from "./hand.mjs";

export const TITLE = "The server is away: work goes on, and is sent when it is back";

// The sync of the background waits longer each time it finds nobody.
const UNTIL_BACK = 180_000;

export async function play(world, seats) {
  const seat = seats.serang;
  await world.stopServer();
  world.third = await write(seat, "Berkas pemeriksaan kesehatan bakal calon");
  await go(seat, "/sinkron");
  await press(seat, "Sinkronkan sekarang");
  await seat.page.locator(".pesan").first().waitFor();
  await go(seat, "/sinkron");
  await says(seat, "Ini bukan kesalahan");
  await look(seat, "sinkron-luring", "Sinkron");
  await world.startServer();
  await seat.page.locator("#keadaan", { hasText: "semua terkirim" }).waitFor({ timeout: UNTIL_BACK });
  await sync(seat, seats.ri);
  await look(seat, "sinkron", "Sinkron");
}
