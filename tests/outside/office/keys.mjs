import { actAs, go, look, press, says, visit } from "./hand.mjs";

export const TITLE = "A key is kept under a passphrase, locked and opened; the machine is well";

const PASSPHRASE = "kapal rotan senja meluncur";

export async function play(world, seats) {
  const seat = seats.serang;
  const { page } = seat;
  await actAs(seat, "Siti Aminah");
  await visit(seat, "Orang dan kunci");
  await page.getByRole("region", { name: "Siti Aminah" })
    .getByRole("link", { name: "Jaga dengan frasa sandi" }).click();
  await look(seat, "orang-sandi", "Frasa sandi");
  await page.getByLabel("Frasa sandi", { exact: true }).fill(PASSPHRASE);
  await page.getByLabel("Frasa sandi sekali lagi").fill(PASSPHRASE);
  await press(seat, "Jaga kunci ini");
  await says(seat, "Kunci Siti Aminah kini dijaga frasa sandi.");
  const lock = page.getByRole("banner").getByRole("button", { name: "Kunci sekarang" });
  if (await lock.count() === 0) await unlock(seat);
  await lock.click();
  await says(seat, "Terkunci.");
  await page.getByRole("link", { name: /dengan frasa sandi/ }).click();
  await look(seat, "siapa-buka", "Siti Aminah");
  await page.getByLabel("Frasa sandi").fill("salah sama sekali");
  await press(seat, "Buka kunci");
  await says(seat, "Belum terbuka.");
  await look(seat, "siapa-sandi", "Siti Aminah");
  await page.getByLabel("Frasa sandi").fill(PASSPHRASE);
  await press(seat, "Buka kunci");
  await says(seat, "Anda bekerja sebagai Siti Aminah");
  await go(seat, "/orang/tambah");
  await look(seat, "orang-tambah", "Tambah orang");
  await visit(seat, "Kesehatan");
  await look(seat, "kesehatan", "Kesehatan");
}

async function unlock(seat) {
  await go(seat, "/siapa");
  await seat.page.getByRole("link", { name: /dengan frasa sandi/ }).click();
  await seat.page.getByLabel("Frasa sandi").fill(PASSPHRASE);
  await press(seat, "Buka kunci");
  await says(seat, "Anda bekerja sebagai Siti Aminah");
}
