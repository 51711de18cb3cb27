import { wrong } from "./look.mjs";
import { returnByKeys } from "./keyboard.mjs";
import { actAs, go, look, press, recordPaper, says, submitUnder, sync, visit, write } from "./hand.mjs";

export const TITLE = "Two machines of KPU RI decide unseen of each other, and a third decision settles it";

export async function play(world, seats) {
  const { kudus, riKedua } = seats;
  const entry = await write(kudus, "Hasil wawancara calon anggota PPS");
  await recordPaper(kudus, [entry], "minta", "8/PPID/2026");
  await press(kudus, "Catat persetujuan 1 entri");
  await submitUnder(kudus, entry);
  await sync(kudus, seats.ri, riKedua);
  await actAs(seats.ri, "Iman Prakoso");
  await actAs(riKedua, "Dian Permata");
  await world.stopServer();
  await determine(seats.ri, entry);
  await returnByKeys(riKedua, entry, "Belum jelas pertanyaan mana yang dikecualikan");
  // What comes first to the server is known when the other machine is off meanwhile.
  await world.stop(seats.ri);
  await world.startServer();
  await sync(riKedua);
  seats.ri = await world.sitDown("RI");
  const { ri } = seats;
  await actAs(ri, "Iman Prakoso");
  await sync(ri, riKedua, ri);
  await visit(ri, "Berselisih");
  await says(ri, "Belum jelas pertanyaan mana yang dikecualikan");
  await look(ri, "berselisih", "Berselisih");
  await ri.page.getByRole("link", { name: "Putuskan lagi" }).click();
  await look(ri, "periksa-berselisih", "Hasil wawancara");
  await determine(ri, entry);
  await sync(ri, riKedua);
  await go(riKedua, "/berselisih");
  await says(riKedua, "Tidak ada keputusan yang berselisih.");
  await look(riKedua, "berselisih-kosong", "Berselisih");
  if (!(await world.published()).includes(entry)) wrong.push(`the public list does not show ${entry}`);
}

async function determine(seat, entry) {
  await go(seat, `/antrean/${entry}`);
  await press(seat, /^Tetapkan di bawah/);
  await says(seat, "Dikirim saat sinkron berikutnya.");
}
