// The whole way of an entry in browsers that run no script: an office, and KPU RI.
import { withoutScripts } from "./plain.mjs";
import { actAs, fill, giveBack, go, press, recordPaper, says, submitUnder, sync, write } from "./hand.mjs";

export const TITLE = "Without scripts: KPU RI returns with a note on a field, the office mends it, KPU RI determines";

const REASON = "Uraian belum menyebut berkasnya";
const NOTE = "Sebutkan berkas apa saja";

export async function play(world, seats) {
  const [kudus, ri] = [await withoutScripts(seats.kudus), await withoutScripts(seats.ri)];
  const entry = await write(kudus, "Rekam medis tenaga pendukung");
  await recordPaper(kudus, [entry], "minta", "41/PPID/2026");
  await press(kudus, "Catat persetujuan 1 entri");
  await submitUnder(kudus, entry);
  await sync(kudus, ri);
  await actAs(ri, "Rina Kusuma");
  await go(ri, `/antrean/${entry}?isian=description`);
  await ri.page.getByRole("textbox", { name: "Komentar" }).fill(NOTE);
  await press(ri, "Simpan komentar");
  await giveBack(ri, REASON);
  await sync(ri, kudus);
  await mend(kudus, entry);
  await sync(kudus, ri);
  await actAs(ri, "Iman Prakoso");
  await go(ri, `/antrean/${entry}`);
  await press(ri, /^Tetapkan di bawah/);
  await says(ri, "Dikirim saat sinkron berikutnya.");
  await sync(ri, kudus);
  await go(kudus, `/entri/${entry}`);
  await says(kudus, "Ditetapkan");
  await kudus.context.close();
  await ri.context.close();
}

async function mend(seat, entry) {
  await go(seat, "/persetujuan?langkah=dikembalikan");
  await says(seat, REASON);
  await says(seat, NOTE);
  await seat.page.getByRole("link", { name: "Perbaiki isian" }).first().click();
  await fill(seat, { description: "Riwayat kesehatan tenaga pendukung dalam berkas cuti sakit" });
  await press(seat, "Simpan");
  await says(seat, "Tersimpan di komputer ini.");
  await recordPaper(seat, [entry], "dikembalikan", "42/PPID/2026");
  await press(seat, "Catat persetujuan 1 entri");
  await submitUnder(seat, entry);
}
