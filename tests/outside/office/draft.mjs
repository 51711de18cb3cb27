import { look, wrong } from "./look.mjs";

export const TITLE = "An office drafts, and its browser dies in the middle of a sentence";

export async function actAs(seat, name) {
  await seat.page.goto(`${seat.base}/siapa`);
  await seat.page.getByRole("button", { name }).click();
  await seat.page.getByText(`Anda bekerja sebagai ${name}`).waitFor();
}

export async function play(world, seats) {
  const seat = seats.serang;
  await seat.page.goto(`${seat.base}/siapa`);
  await look(seat, "siapa");
  await actAs(seat, "Siti Aminah");
  await seat.page.getByRole("link", { name: "Daftar", exact: true }).click();
  await seat.page.getByRole("link", { name: "Entri baru" }).click();
  await seat.page.getByLabel("Nama informasi").fill("Rekam medis pegawai KPU Kabupaten Serang");
  await seat.page.getByLabel("Jangka waktu pengecualian").fill("5 tahun");
  await seat.page.getByText("Dipahami sebagai: 5 tahun").waitFor();
  await seat.page.getByText("Ketikan dijaga di komputer ini").waitFor();
  await look(seat, "entri-baru");

  await world.kill(seat);
  const again = await world.another("3604");
  seats.serang = { ...again, program: seat.program };
  await actAs(seats.serang, "Siti Aminah");
  const { page } = seats.serang;
  await look(seats.serang, "beranda-ketikan");
  await page.getByRole("link", { name: "Rekam medis pegawai KPU Kabupaten Serang" }).click();
  const typed = await page.getByLabel("Jangka waktu pengecualian").inputValue();
  if (typed !== "5 tahun") wrong.push(`what was typed before the browser died reads ${typed}`);
  await page.keyboard.press("Control+s");
  await page.getByText("Tersimpan di komputer ini.").waitFor();
  world.entry = new URL(page.url()).pathname.split("/").pop();
  await look(seats.serang, "entri");
}
