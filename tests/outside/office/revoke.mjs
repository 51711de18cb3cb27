import { wrong } from "./look.mjs";
import { NUMBER } from "./determine.mjs";
import { actAs, go, look, press, says, sync, visit } from "./hand.mjs";

export const TITLE = "What may not be shown is taken down; a determination is revoked as previewed, and the public list drops it";

export async function play(world, seats) {
  const { ri, serang } = seats;
  await actAs(ri, "Iman Prakoso");
  await visit(ri, "Penetapan");
  await look(ri, "penetapan", "Penetapan");
  await ri.page.getByRole("link", { name: NUMBER, exact: true }).click();
  await takeDown(world, ri);
  await go(ri, `/penetapan/lihat?nomor=${NUMBER}`);
  await ri.page.getByRole("link", { name: "Cabut", exact: true }).first().click();
  await says(ri, "1 baris nasional, 4 baris kantor");
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

// A field of the row of the item, and the whole row of an office, are shown no more; the
// determination stands.
async function takeDown(world, seat) {
  const { page } = seat;
  await go(seat, `/penetapan/turunkan?nomor=${NUMBER}&butir=1`);
  await page.locator("input[name=isian][value=consequence_if_opened]").check();
  await press(seat, "Hanya isian yang dicentang");
  await look(seat, "penetapan-turunkan", "Turunkan");
  await page.getByLabel(/^Alasan/).fill("Data contoh: memuat data pribadi");
  await press(seat, "Turunkan 1 isian");
  await says(seat, "Diturunkan.");
  await go(seat, `/antrean/putuskan?tindakan=turunkan&entri=${world.second}`);
  await look(seat, "putuskan-turunkan", "Turunkan");
  await page.getByLabel(/^Alasan/).fill("Data contoh: memuat data pribadi");
  await press(seat, /^Turunkan 1 entri/);
  await sync(seat);
  const rows = await world.rows();
  const national = rows.find((row) => row.id.startsWith("RI-"));
  if (!national?.consequence_if_opened?.withheld) wrong.push("the public list still shows a field that was taken down");
  if (rows.some((row) => row.entry === world.second)) wrong.push(`the public list still shows ${world.second}`);
}
