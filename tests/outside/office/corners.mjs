import { go, look, press, says } from "./hand.mjs";

export const TITLE = "What one seldom comes by: the other ways to begin, nobody yet, the bin, an error";

export async function play(world, seats) {
  await beginnings(world);
  await nobody(world);
  await bin(world, seats.serang);
  await go(seats.serang, "/entri/3604-TIDAKADA");
  await look(seats.serang, "masalah");
}

// KPU RI of another folder begins in the browser, and is not restored from what is no backup.
async function beginnings(world) {
  const seat = await world.sitDown("kosong");
  await go(seat, "/mulai/pulihkan");
  await look(seat, "mulai-pulihkan", "Pulihkan dari cadangan");
  await seat.page.getByLabel("Folder cadangan").fill(world.path("tidak-ada"));
  await press(seat, "Pulihkan dari folder");
  await says(seat, "Belum dipulihkan.");
  await go(seat, "/mulai/ri");
  await look(seat, "mulai-ri", "KPU RI memulai");
  await seat.page.getByLabel("Nama").fill("Adi Nugroho");
  await seat.page.getByLabel("Jabatan", { exact: true }).fill("Kepala Biro");
  await press(seat, "Buat akar kepercayaan");
  await says(seat, "Bagikan akar kepercayaan");
  await look(seat, "mulai-ri-selesai", "Bagikan akar kepercayaan");
  await world.stop(seat);
}

// An office that was set up by command, and has no people yet.
async function nobody(world) {
  world.run("3601", "init", "--trust-root", world.path("root.json"), "--office", "3601");
  const seat = await world.sitDown("3601");
  await go(seat, "/siapa");
  await look(seat, "siapa-kosong", "Siapa yang bekerja");
  await seat.page.getByRole("link", { name: "Tambahkan orang" }).click();
  await seat.page.getByRole("heading", { level: 1, name: "Tambah orang" }).waitFor();
  await world.stop(seat);
}

// Only what was never sent is thrown away, so the server is away.
async function bin(world, seat) {
  await world.stopServer();
  await go(seat, "/entri/baru");
  await seat.page.getByLabel("Nama informasi").fill("Salah tulis");
  await press(seat, "Simpan");
  await seat.page.getByRole("link", { name: /^Buang/ }).click();
  await look(seat, "entri-buang", /^Buang/);
  await press(seat, "Buang");
  await go(seat, "/sampah");
  await says(seat, "Salah tulis");
  await look(seat, "sampah", "Sampah");
  await press(seat, /^Kembalikan/);
  await says(seat, "Salah tulis");
  await world.startServer();
}
