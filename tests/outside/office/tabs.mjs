import { wrong } from "./look.mjs";
import { fill, go, look, press, says } from "./hand.mjs";

export const TITLE = "Two tabs at one entry";

export async function play(world, { serang: seat }) {
  const address = `/entri/${world.entry}/ubah`;
  await go(seat, address);
  const other = { ...seat, page: await seat.context.newPage() };
  await go(other, address);
  await fill(other, { quantity: "12 berkas" });
  await press(other, "Simpan");
  await says(other, "Tersimpan di komputer ini.");
  await fill(seat, { quantity: "14 berkas", note: "Ditulis di jendela pertama" });
  await press(seat, "Simpan");
  await says(seat, "Sementara Anda mengetik, isian ini diubah di tempat lain menjadi");
  await look(seat, "entri-dua-jendela", "Ubah");
  await press(seat, "Simpan");
  await says(seat, "14 berkas");
  await says(seat, "Ditulis di jendela pertama");
  await other.page.close();
  await go(seat, "/");
  if (await seat.page.getByText("Ketikan yang belum disimpan").count() > 0) {
    wrong.push("what was saved is still offered as unsaved");
  }
}
