import { click, go, look, paper, press, says, visit, write } from "./hand.mjs";

export const TITLE = "A USB stick both ways, the archive, and what is printed";

export async function play(world, seats) {
  await stick(world, seats);
  await archive(world, seats.serang);
  await printed(world, seats.serang);
}

// Without the server: what one page downloads, another takes in, and the answer comes back.
async function stick(world, { serang, ri }) {
  await world.stopServer();
  const entry = await write(serang, "Ditulis tanpa jaringan dan dibawa dengan USB");
  await go(serang, "/sinkron");
  const away = await carry(world, serang, "keluar.kecuali");
  await take(ri, away);
  await go(ri, `/entri/${entry}`);
  await says(ri, "Ditulis tanpa jaringan dan dibawa dengan USB");
  await go(ri, "/sinkron");
  await ri.page.getByLabel(/Kode kantor yang membukanya|untuk kantor di bawah/).first().fill("3604");
  await take(serang, await carry(world, ri, "kembali.kecuali"));
  await look(serang, "sinkron-usb", "Sinkron");
  await world.startServer();
}

async function carry(world, seat, name) {
  const [download] = await Promise.all([seat.page.waitForEvent("download"),
    click(seat, /^Unduh berkas/)]);
  await download.saveAs(world.path(name));
  return world.path(name);
}

async function take(seat, file) {
  await go(seat, "/sinkron");
  await seat.page.getByLabel("Berkas yang diterima").setInputFiles(file);
  await press(seat, "Baca berkas");
  await seat.page.locator(".pesan.beres").first().waitFor();
}

async function archive(world, seat) {
  const { page } = seat;
  await visit(seat, "Arsip");
  await look(seat, "arsip-kosong", "Arsip");
  await page.getByRole("link", { name: "Catat dokumen", exact: true }).click();
  await look(seat, "arsip-baru", "Catat dokumen");
  await page.getByLabel("Nomor entri").fill(world.entry);
  await page.getByLabel("Nama dokumen").fill("Berkas cuti sakit 2025");
  await page.getByLabel("Boks").fill("B-07");
  await page.getByLabel("Ruang").fill("Ruang arsip");
  await page.getByLabel("Salinan digital").setInputFiles(world.write("cuti-sakit.txt", "Data contoh"));
  await press(seat, "Catat");
  await look(seat, "arsip-berkas", "Berkas cuti sakit 2025");
  await visit(seat, "Arsip");
  await page.getByLabel(/^Cari nama dokumen/).fill("B-07");
  await says(seat, "Berkas cuti sakit 2025");
  await look(seat, "arsip", "Arsip");
  await go(seat, "/arsip/label?boks=B-07");
  await paper(seat, "arsip-label", "Label boks");
  await go(seat, `/arsip/entri/${world.entry}`);
  await says(seat, "Berkas cuti sakit 2025");
  await look(seat, "arsip-entri", "Arsip");
}

async function printed(world, seat) {
  await visit(seat, "Ekspor dan cetak");
  await look(seat, "ekspor", "Ekspor dan cetak");
  const [download] = await Promise.all([seat.page.waitForEvent("download"),
    click(seat, "Unduh")]);
  await download.saveAs(world.path("daftar-unduhan"));
  await go(seat, "/ekspor/cetak");
  await paper(seat, "ekspor-cetak", "Cetak daftar");
  await go(seat, `/ekspor/lembar?entri=${world.entry}`);
  await says(seat, "12 Januari 2026");
  await paper(seat, "ekspor-lembar", "Bahan Permohonan Pengujian Konsekuensi");
}
