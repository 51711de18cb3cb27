import { wrong } from "./look.mjs";
import { actAs, fill, go, look, press, says, sync, visit } from "./hand.mjs";

export const TITLE = "Later edits are compared word by word, and two machines of an office disagree";

export async function play(world, seats) {
  await compared(world, seats.serang);
  await conflict(world, seats);
}

async function compared(world, seat) {
  await go(seat, `/entri/${world.entry}/ubah`);
  await fill(seat, { description: "Riwayat kesehatan pegawai tetap dalam berkas cuti sakit dan asuransi" });
  await press(seat, "Simpan");
  await says(seat, "Berubah 1 kali");
  await look(seat, "entri-berubah", "Rekam medis");
  await seat.page.getByRole("link", { name: "Lihat perubahannya" }).click();
  await says(seat, "Berubah sejak ditetapkan");
  const added = await seat.page.locator("section ins").first().innerText();
  if (added.trim() !== "tetap") wrong.push(`the comparison marks ${added} as added`);
  await look(seat, "riwayat", "Riwayat");
}

// Neither machine hears of the other while the server is away.
async function conflict(world, { kudus, kedua, ri }) {
  await sync(kudus, kedua);
  await actAs(kedua, "Joko Santoso");
  await world.stopServer();
  for (const [seat, place] of [[kudus, "Lemari arsip ruang PPID"], [kedua, "Lemari arsip subbagian hukum"]]) {
    await go(seat, `/entri/${world.kudus}/ubah`);
    await fill(seat, { note: place });
    await press(seat, "Simpan");
    await says(seat, "Tersimpan di komputer ini.");
  }
  await world.startServer();
  await sync(kudus, kedua, kudus);
  await visit(kudus, "Konflik");
  await says(kudus, "Lemari arsip ruang PPID");
  await says(kudus, "Lemari arsip subbagian hukum");
  await look(kudus, "konflik", "Konflik");
  await kudus.page.getByText("Tulis nilai lain").click();
  await kudus.page.getByLabel(/^Nilai baru untuk/).fill("Lemari arsip lantai dua");
  await press(kudus, "Pakai yang ditulis ini");
  await says(kudus, "sudah diselesaikan");
  await sync(kudus, kedua, ri);
  await go(kedua, `/entri/${world.kudus}`);
  await says(kedua, "Lemari arsip lantai dua");
}
