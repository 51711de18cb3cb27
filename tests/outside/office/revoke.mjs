import { wrong } from "./look.mjs";
import { NUMBER } from "./determine.mjs";
import { actAs, go, look, press, says, sync, visit } from "./hand.mjs";

export const TITLE = "A determination is revoked as previewed, and the public list drops it";

export async function play(world, seats) {
  const { ri, serang } = seats;
  await actAs(ri, "Iman Prakoso");
  await visit(ri, "Penetapan");
  await look(ri, "penetapan", "Penetapan");
  await ri.page.getByRole("link", { name: NUMBER, exact: true }).click();
  await go(ri, `/penetapan/turunkan?nomor=${NUMBER}`);
  await look(ri, "penetapan-turunkan", "Turunkan");
  await go(ri, `/penetapan/lihat?nomor=${NUMBER}`);
  await ri.page.getByRole("link", { name: "Cabut", exact: true }).first().click();
  await says(ri, "1 baris nasional, 3 baris kantor");
  await look(ri, "penetapan-cabut", "Cabut");
  await ri.page.getByLabel(/^Alasan/).fill("Data contoh: dicabut untuk ditata ulang");
  await press(ri, "Cabut 1 butir");
  await says(ri, "Dicabut. Keluar dari daftar publik setelah sinkron.");
  await sync(ri, serang);
  const rows = await world.published();
  for (const entry of [world.entry, world.second, world.kudus]) {
    if (rows.includes(entry)) wrong.push(`the public list still shows ${entry}`);
  }
  await go(serang, `/entri/${world.entry}`);
  await says(serang, "Dicabut");
  await look(serang, "entri-dicabut", "Rekam medis");
}
