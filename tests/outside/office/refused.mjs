import { actAs, fill, go, look, press, recordPaper, says, sync, write } from "./hand.mjs";

export const TITLE = "The key of someone who left ends; what was written with it since is held back";

const DAY = 24 * 60 * 60 * 1000;

export async function play(world, seats) {
  await endKey(world, seats);
  const seat = seats.kedua;
  const { page } = seat;
  await go(seat, "/sinkron");
  await says(seat, "Server menolak yang berikut untuk seterusnya.");
  await look(seat, "sinkron-tertahan", "Sinkron");
  await row(seat, world.kudus).getByRole("link", { name: /^Putuskan/ }).click();
  await says(seat, "Rak nomor sembilan");
  await look(seat, "tertahan", "Tertahan");
  const address = page.url();
  await actAs(seat, "Lina Marlina");
  await page.goto(address);
  await press(seat, "Tulis lagi");
  await says(seat, "Ditulis lagi; dikirim pada sinkron berikutnya.");
  await row(seat, world.abandoned).getByRole("link", { name: /^Putuskan/ }).first().click();
  await look(seat, "tertahan-buang", "Tertahan");
  await press(seat, "Buang untuk selamanya");
  await says(seat, /perubahan yang ditolak dibuang/);
  await sync(seat, seats.ri);
  await go(seats.ri, `/entri/${world.kudus}`);
  await says(seats.ri, "Rak nomor sembilan");
}

const row = (seat, entry) => seat.page.getByRole("row", { name: new RegExp(entry) });

// The machine is off while the word of the end arrives, and on again after that.
async function endKey(world, seats) {
  const { ri } = seats;
  await sync(seats.kedua, ri);
  await world.stopServer();
  await actAs(seats.kedua, "Joko Santoso");
  await go(seats.kedua, `/entri/${world.kudus}/ubah`);
  await fill(seats.kedua, { note: "Rak nomor sembilan" });
  await press(seats.kedua, "Simpan");
  world.abandoned = await write(seats.kedua, "Daftar hadir rapat tertutup");
  await recordPaper(seats.kedua, [world.abandoned], "minta", "9/PPID/2026");
  await press(seats.kedua, "Catat persetujuan 1 entri");
  await world.stop(seats.kedua);

  await actAs(ri, "Adi Nugroho");
  await go(ri, "/kantor/3319");
  await look(ri, "kantor-satu-lain", "KPU Kabupaten Kudus");
  await ri.page.getByRole("row", { name: /Kepala Subbagian Hukum/ }).getByRole("link", { name: "Akhiri" }).click();
  await ri.page.getByLabel(/Pemegangnya pindah/).check();
  await ri.page.getByLabel("Diterima sampai dengan").fill(new Date(Date.now() - 2 * DAY).toISOString().slice(0, 10));
  await press(ri, "Perlihatkan yang berubah");
  await look(ri, "kantor-kunci", "Akhiri kunci");
  await says(ri, "Tidak ada tanda tangan yang batal.");
  await press(ri, "Akhiri kunci");
  await says(ri, "Kunci diakhiri.");
  await world.startServer();
  await sync(ri);
  seats.kedua = await world.sitDown("3319-kedua");
  await sync(seats.kedua);
}
