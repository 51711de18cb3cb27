import { fileURLToPath } from "node:url";
import { actAs, go, look, press, says, visit } from "./hand.mjs";

export const TITLE = "Lists that offices published come in";

const list = (name) => fileURLToPath(new URL(`../../demo/data/lists/${name}.json`, import.meta.url));

export async function play(world, seats) {
  const seat = seats.serang;
  await visit(seat, "Impor");
  await look(seat, "impor", "Impor");
  await bring(seat, list("kemenhub_pktj_tegal_dik_2025"));
  await look(seat, "impor-lihat", "Lihat sebelum diimpor");
  await press(seat, "Impor baris yang dipilih");
  await says(seat, /konsep/);
  await look(seat, "impor-kumpulan", "pktj_tegal");
  await seat.page.getByRole("link", { name: /, asal / }).first().click();
  await look(seat, "impor-asal", "Asal");
  await visit(seat, "Daftar");
  await look(seat, "daftar", "Daftar");
  await seat.page.getByLabel("Cari nama, kolom, atau nomor entri").fill("kata yang tidak ada");
  await says(seat, "Tidak ada entri yang cocok.");
  await actAs(seats.kudus, "Wati Susilo");
  await bring(seats.kudus, list("kpu_kudus_dik"));
  await press(seats.kudus, "Impor baris yang dipilih");
  await says(seats.kudus, /Diimpor/);
}

async function bring(seat, file) {
  await go(seat, "/impor");
  await seat.page.getByLabel("Berkas daftar").setInputFiles(file);
  await press(seat, "Lihat isinya");
  await says(seat, "Lihat sebelum diimpor");
}
