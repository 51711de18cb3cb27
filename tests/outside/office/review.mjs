import { actAs, fill, giveBack, go, look, press, recordPaper, says, submit, sync, visit } from "./hand.mjs";

export const TITLE = "KPU RI reviews and returns with reasons; the office amends and submits again";

const REASON = "Uraian belum menyebut dokumen yang memuatnya";

export async function play(world, seats) {
  const { ri, serang } = seats;
  await actAs(ri, "Rina Kusuma");
  await sync(ri);
  await visit(ri, "Antrean");
  await says(ri, world.entry);
  await look(ri, "antrean", "Antrean");
  await ri.page.getByRole("link", { name: world.entry }).click();
  await look(ri, "periksa", "Rekam medis");
  await comment(ri);
  await giveBack(ri, REASON);
  await sync(ri, serang);
  await seeReasons(world, serang);
  await sync(serang, ri);
  await go(ri, `/antrean/${world.entry}`);
  await says(ri, "Riwayat kesehatan pegawai dalam berkas cuti sakit dan asuransi");
  await look(ri, "periksa-lagi", "Rekam medis");
}

async function comment(seat) {
  await seat.page.getByText("Tulis komentar").click();
  await seat.page.getByLabel("Tentang").selectOption("description");
  await seat.page.getByRole("textbox", { name: "Komentar" }).fill("Sebutkan berkas apa saja");
  await press(seat, "Simpan komentar");
  await says(seat, "Komentar tersimpan");
}

async function seeReasons(world, seat) {
  await go(seat, "/");
  await says(seat, world.entry);
  await look(seat, "beranda-dikembalikan", "Beranda");
  await go(seat, "/persetujuan?langkah=dikembalikan");
  await says(seat, REASON);
  await says(seat, "Sebutkan berkas apa saja");
  await look(seat, "persetujuan-dikembalikan", "Persetujuan");
  await seat.page.getByRole("link", { name: "Perbaiki isian" }).click();
  await look(seat, "entri-ubah", "Ubah");
  await fill(seat, { description: "Riwayat kesehatan pegawai dalam berkas cuti sakit dan asuransi" });
  await press(seat, "Simpan");
  await says(seat, "Tersimpan di komputer ini.");
  await recordPaper(seat, [world.entry], "dikembalikan", "19/PPID/2026");
  await press(seat, "Catat persetujuan 1 entri");
  await submit(seat, [world.entry]);
}
