import { actAs, giveBack, go, look, press, recordPaper, says, submit, sync, tick, visit, write } from "./hand.mjs";

export const TITLE = "The province passes on what is new in substance, and returns what is not ready";

const REASON = "Lampirkan berita acara rapatnya";

export async function play(world, { banten, ri, serang }) {
  const unready = await write(serang, "Risalah rapat pleno tertutup");
  await recordPaper(serang, [unready], "minta", "21/PPID/2026");
  await press(serang, "Catat persetujuan 1 entri");
  await submit(serang, [unready]);
  await sync(serang);
  await sync(banten);
  await actAs(banten, "Ratna Sari");
  await visit(banten, "Antrean");
  await look(banten, "antrean-provinsi", "Antrean");
  await banten.page.getByRole("link", { name: world.entry }).click();
  await look(banten, "periksa-provinsi", "Rekam medis");
  await banten.page.getByLabel("Catatan untuk KPU RI").fill("Sudah diperiksa, lengkap");
  await press(banten, "Teruskan");
  await go(banten, "/antrean");
  await tick(banten, [world.second]);
  await press(banten, "Teruskan sekaligus");
  await look(banten, "putuskan-provinsi", "Teruskan");
  await press(banten, /^Teruskan 1 entri/);
  await says(banten, "diteruskan ke KPU RI");
  await sync(banten, ri);
  await go(ri, "/antrean");
  await says(ri, world.second);
  await returned({ banten, serang }, unready);
}

async function returned({ banten, serang }, entry) {
  await go(banten, `/antrean/${entry}`);
  await giveBack(banten, REASON);
  await sync(banten, serang);
  await go(serang, "/persetujuan?langkah=dikembalikan");
  await says(serang, REASON);
  await says(serang, "PPID Provinsi");
  await look(serang, "persetujuan-dikembalikan-provinsi", "Persetujuan");
}
