import { wrong } from "./look.mjs";
import { actAs, fill, go, handle, look, press, says, WHOLE, TEST } from "./hand.mjs";

export const TITLE = "An office drafts, and its browser dies in the middle of a sentence";

export async function play(world, seats) {
  const seat = seats.serang;
  await go(seat, "/siapa");
  await look(seat, "siapa", "Siapa yang bekerja");
  await actAs(seat, "Siti Aminah");
  await seat.page.getByRole("link", { name: "Daftar", exact: true }).click();
  await look(seat, "daftar-kosong", "Daftar");
  await seat.page.getByRole("link", { name: "Entri baru" }).click();
  await seat.page.getByLabel("Nama informasi").fill("Rekam medis pegawai KPU Kabupaten Serang");
  await seat.page.getByLabel("Jangka waktu pengecualian").fill("5 tahun");
  await says(seat, "Dipahami sebagai: 5 tahun");
  await says(seat, "Ketikan dijaga di komputer ini");
  await look(seat, "entri-baru", "Entri baru");

  await world.kill(seat);
  const again = await world.another("3604");
  seats.serang = { ...again, program: seat.program };
  await actAs(seats.serang, "Siti Aminah");
  const { page } = seats.serang;
  await look(seats.serang, "beranda-ketikan", "Beranda");
  await page.getByRole("link", { name: "Rekam medis pegawai KPU Kabupaten Serang" }).click();
  const typed = await page.getByLabel("Jangka waktu pengecualian").inputValue();
  if (typed !== "5 tahun") wrong.push(`what was typed before the browser died reads ${typed}`);
  await page.keyboard.press("Control+s");
  await says(seats.serang, "Tersimpan di komputer ini.");
  world.entry = handle(seats.serang);
  await look(seats.serang, "entri", "Rekam medis");
  await complete(seats.serang, world.entry);
}

async function complete(seat, entry) {
  await go(seat, `/entri/${entry}/ubah`);
  await fill(seat, { ...WHOLE, ...TEST });
  await press(seat, "Simpan");
  await says(seat, "Tersimpan di komputer ini.");
  await look(seat, "entri-lengkap", "Rekam medis");
}
