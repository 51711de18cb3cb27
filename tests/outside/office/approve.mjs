import { actAs, go, look, paper, press, recordPaper, says, submit, sync, tick, visit, write } from "./hand.mjs";

export const TITLE = "Lists are approved on paper and by own keys, and submitted";

export async function play(world, seats) {
  const seat = seats.serang;
  await onPaper(world, seat);
  world.second = await write(seat, "Hasil tes psikologi calon pegawai");
  for (const name of ["Hasan Basri", "Dewi Lestari", "Budi Santoso"]) {
    await actAs(seat, name);
    await byKey(world, seat, name);
  }
  await actAs(seat, "Siti Aminah");
  await go(seat, "/persetujuan?langkah=ajukan");
  await look(seat, "persetujuan-ajukan-langkah", "Persetujuan");
  await tick(seat, [world.entry, world.second]);
  await press(seat, "Ajukan ke KPU RI");
  await seat.page.getByLabel("Substansi baru").check();
  await press(seat, "Tampilkan daftarnya");
  await look(seat, "persetujuan-ajukan", "Ajukan ke KPU RI");
  await press(seat, "Ajukan 2 entri");
  await go(seat, "/persetujuan?langkah=diajukan");
  await says(seat, world.entry);
  await look(seat, "persetujuan-diajukan", "Persetujuan");
  await tick(seat, [world.second]);
  await press(seat, "Tarik pengajuan");
  await look(seat, "persetujuan-tarik", "Tarik pengajuan");
  await seat.page.getByLabel("Alasan").fill("Masih dilengkapi");
  await press(seat, "Tarik 1 pengajuan");
  await submit(seat, [world.second]);
  await sync(seat);

  const { kudus } = seats;
  world.kudus = await write(kudus, "Rekam medis pegawai KPU Kabupaten Kudus");
  await recordPaper(kudus, [world.kudus], "minta", "3/PPID/2026");
  await press(kudus, "Catat persetujuan 1 entri");
  await sync(kudus);
}

async function onPaper(world, seat) {
  await visit(seat, "Persetujuan");
  await look(seat, "persetujuan", "Persetujuan");
  await tick(seat, [world.entry]);
  await press(seat, "Cetak untuk ditandatangani");
  await paper(seat, "persetujuan-cetak", "Cetak untuk ditandatangani");
  await recordPaper(seat, [world.entry], "minta", "12/PPID/2026");
  await look(seat, "persetujuan-catat", "Catat yang sudah");
  await press(seat, "Catat persetujuan 1 entri");
  await seat.page.locator(".pesan.beres").first().waitFor();
}

async function byKey(world, seat, name) {
  await go(seat, "/persetujuan");
  await tick(seat, [world.second]);
  await press(seat, "Setujui");
  await says(seat, "Setujui daftar");
  if (name === "Hasan Basri") await look(seat, "persetujuan-nyatakan", "Setujui daftar");
  await press(seat, "Setujui 1 entri");
  await seat.page.locator(".pesan.beres").first().waitFor();
}
