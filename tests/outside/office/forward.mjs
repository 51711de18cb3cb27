import { actAs, go, look, press, says, sync, tick, visit } from "./hand.mjs";

export const TITLE = "The province passes on what is new in substance";

export async function play(world, { banten, ri }) {
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
}
