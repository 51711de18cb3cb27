import { walkByKeys } from "./keyboard.mjs";
import { wrong } from "./look.mjs";
import { actAs, chooseItem, fill, go, look, press, says, sync, tick, TEST, visit } from "./hand.mjs";

export const TITLE = "KPU RI issues a new determination, determines one and many, and the public sees them";

export const NUMBER = "12/2026";

const DECISION = {
  number: "12",
  year: "2026",
  title: "Penetapan Rekam Medis Pegawai sebagai Informasi yang Dikecualikan",
  classification_kind: "Rahasia pribadi",
  work_unit: "KPU RI, Biro Hukum",
  authority: "RI",
  signatory: "Ketua KPU",
  place: "Jakarta",
  day: "2026-02-10",
};

export async function play(world, seats) {
  const { ri, serang, kudus } = seats;
  await prepare(world, ri);
  await issue(world, ri);
  await one(world, ri);
  await apply(world, seats);
  await many(world, ri);
  await sync(ri, serang, kudus);
  const rows = await world.published();
  for (const entry of [world.entry, world.second, world.kudus]) {
    if (!rows.includes(entry)) wrong.push(`the public list does not show ${entry}`);
  }
  await go(serang, `/entri/${world.entry}`);
  await says(serang, "Ditetapkan");
  await look(serang, "entri-ditetapkan", "Rekam medis");
  await visit(serang, "Penetapan");
  await look(serang, "penetapan-kantor", "Penetapan");
}

async function prepare(world, seat) {
  await actAs(seat, "Rina Kusuma");
  await visit(seat, "Penetapan");
  await look(seat, "penetapan-kosong", "Penetapan");
  await go(seat, `/antrean/${world.entry}`);
  await seat.page.getByText("Belum ada butirnya?").click();
  await press(seat, "Siapkan penetapan baru");
  await says(seat, "1 butir disalin dari 1 entri.");
  await fill(seat, { ...DECISION, ...TEST });
  await look(seat, "penetapan-draf");
  await press(seat, "Simpan");
  await says(seat, "Tersimpan di komputer ini. Belum ada yang diterbitkan.");
}

async function issue(world, seat) {
  await actAs(seat, "Iman Prakoso");
  await visit(seat, "Penetapan");
  await seat.page.getByRole("link", { name: DECISION.title }).click();
  await seat.page.getByRole("link", { name: "Perlihatkan yang akan terbit" }).click();
  await seat.page.getByRole("heading", { level: 1, name: "Terbitkan penetapan" }).waitFor();
  const paper = seat.page.getByLabel(/sudah dibuat di atas kertas/);
  if (await paper.isChecked()) {
    await paper.uncheck();
    await press(seat, "Perlihatkan");
  }
  await says(seat, `Yang menjadi publik: ${NUMBER}`);
  await look(seat, "penetapan-terbit", "Terbitkan penetapan");
  await press(seat, `Terbitkan ${NUMBER}`);
  await says(seat, `${NUMBER} diterbitkan.`);
  await look(seat, "penetapan-lihat", NUMBER);
}

async function one(world, seat) {
  await go(seat, `/antrean/${world.entry}`);
  await seat.page.getByLabel("Di bawah butir").selectOption({ index: 1 });
  await press(seat, "Perlihatkan");
  await says(seat, "Yang menjadi publik");
  await look(seat, "periksa-tetapkan", "Rekam medis");
  await press(seat, /^Tetapkan di bawah/);
  await says(seat, "Dikirim saat sinkron berikutnya.");
}

// An office submits what the new item covers, as its application.
async function apply(world, { ri, kudus }) {
  await sync(ri, kudus);
  await chooseItem(kudus, world.kudus);
  await look(kudus, "persetujuan-ajukan-butir", "Ajukan ke KPU RI");
  await press(kudus, "Ajukan 1 entri");
  await sync(kudus, ri);
}

async function many(world, seat) {
  await walkByKeys(seat);
  await go(seat, "/antrean");
  await tick(seat, [world.second, world.kudus]);
  await press(seat, "Jadikan butir penetapan baru");
  await look(seat, "penetapan-dari", "Siapkan penetapan baru");
  await go(seat, "/antrean");
  await press(seat, "Tetapkan semua");
  await look(seat, "sekaligus", /^Tetapkan \d+ entri/);
  await go(seat, "/antrean");
  await tick(seat, [world.second, world.kudus]);
  await press(seat, "Tetapkan sekaligus");
  await seat.page.getByLabel("Di bawah butir").selectOption({ index: 1 });
  await press(seat, "Perlihatkan");
  await look(seat, "putuskan", "Tetapkan");
  await press(seat, /^Tetapkan 2 entri/);
  await look(seat, "hasil", "Hasil");
}
