import { wrong } from "./look.mjs";
import { fill, go, look, press, says } from "./hand.mjs";

export const TITLE = "Two tabs at one entry, the keyboard alone, and a browser without scripts";

export async function play(world, seats) {
  await twoTabs(world, seats.serang);
  await keyboard(seats.serang);
  await withoutScripts(seats.serang);
}

async function twoTabs(world, seat) {
  const address = `/entri/${world.entry}/ubah`;
  await go(seat, address);
  const other = { ...seat, page: await seat.context.newPage() };
  await go(other, address);
  await fill(other, { quantity: "12 berkas" });
  await press(other, "Simpan");
  await says(other, "Tersimpan di komputer ini.");
  await fill(seat, { quantity: "14 berkas", note: "Ditulis di jendela pertama" });
  await press(seat, "Simpan");
  await says(seat, "Sementara Anda mengetik, isian ini diubah orang lain menjadi");
  await look(seat, "entri-dua-jendela", "Ubah");
  await press(seat, "Simpan");
  await says(seat, "14 berkas");
  await says(seat, "Ditulis di jendela pertama");
  await other.page.close();
}

// Only keys: the list is searched by `/`, the form filled by Tab and saved by Ctrl+S.
async function keyboard(seat) {
  const { page } = seat;
  await go(seat, "/daftar");
  await page.keyboard.press("/");
  await page.keyboard.type("rekam");
  await page.getByRole("status").filter({ hasText: "1 entri" }).waitFor();
  await go(seat, "/");
  await page.keyboard.press("Tab");
  if (await focused(page) !== "Langsung ke isi") wrong.push("the first Tab does not lead past the menu");
  await page.keyboard.press("Enter");
  await go(seat, "/daftar");
  for (let tab = 0; await focused(page) !== "Entri baru"; tab += 1) {
    if (tab > 60) throw new Error("no Tab leads to Entri baru");
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await page.waitForURL("**/entri/baru*");
  const name = page.getByLabel("Nama informasi");
  for (let tab = 0; !(await name.evaluate((node) => node === document.activeElement)); tab += 1) {
    if (tab > 60) throw new Error("no Tab leads to Nama informasi");
    await page.keyboard.press("Tab");
  }
  await page.keyboard.type("Ditulis dengan papan ketik saja");
  await page.keyboard.press("Control+s");
  await says(seat, "Tersimpan di komputer ini.");
}

const focused = (page) => page.evaluate(() => document.activeElement.innerText?.trim());

// The same session in a context that runs no script.
async function withoutScripts(seat) {
  const context = await seat.browser.newContext({ javaScriptEnabled: false,
    storageState: await seat.context.storageState() });
  context.setDefaultTimeout(30_000);
  const plain = { ...seat, context, page: await context.newPage() };
  await go(plain, "/entri/baru");
  await plain.page.getByLabel("Nama informasi").fill("Ditulis tanpa skrip");
  await press(plain, "Simpan");
  await says(plain, "Tersimpan di komputer ini.");
  await go(plain, "/daftar?cari=tanpa+skrip");
  await says(plain, "1 entri");
  await context.close();
}
