import { wrong } from "./look.mjs";
import { actAs, go, look, press, says, sync, visit } from "./hand.mjs";

export const TITLE = "An office is set up in the browser, and KPU RI grants what it asks for";

// Name, position, role, and for whom one endorses.
const PEOPLE = [
  ["Siti Aminah", "PPID", "ppid"],
  ["Hasan Basri", "Ketua KPU Kabupaten", "endorser", "patron"],
  ["Dewi Lestari", "Tim Pertimbangan", "endorser", "advisory_team"],
  ["Budi Santoso", "Sekretaris", "endorser", "ppid_superior"],
];

export async function play(world, seats) {
  const seat = await world.sitDown("3604");
  seats.serang = seat;
  const { page } = seat;
  await look(seat, "mulai", "Siapkan kantor");
  await page.getByLabel("Kantor mana ini?").fill("Serang");
  await page.keyboard.press("Enter");
  await look(seat, "mulai-cari", "Siapkan kantor");
  await page.getByRole("link", { name: /kode 36\.?04$/ }).click();
  await look(seat, "mulai-kantor", "KPU Kabupaten Serang");
  await page.getByLabel("Berkas akar kepercayaan").setInputFiles(world.path("root.json"));
  await page.getByLabel("Alamat server").fill(world.address);
  await press(seat, "Lanjutkan");
  await says(seat, "Bandingkan sidik dengan KPU RI");
  await look(seat, "mulai-sidik", "Bandingkan sidik");
  await press(seat, "Sidiknya sama, siapkan kantor");
  for (const [name, position, role, endorses] of PEOPLE) {
    await page.getByLabel("Nama").fill(name);
    await page.getByLabel("Jabatan", { exact: true }).fill(position);
    await page.locator(`input[name=peran][value=${role}]`).check();
    if (endorses) await page.getByLabel("Menyetujui untuk jabatan").selectOption(endorses);
    if (!endorses) await look(seat, "mulai-orang", "Siapa yang bekerja di sini");
    await press(seat, "Tambahkan");
    await says(seat, `${name} ditambahkan.`);
  }
  await page.getByRole("link", { name: "Lanjutkan ke langkah 3" }).click();
  await look(seat, "mulai-selesai", "Kirim permohonan bergabung");
  const words = await page.locator(".sidik-kecil").allInnerTexts();
  const [download] = await Promise.all([page.waitForEvent("download"),
    page.getByRole("link", { name: "Unduh permohonan" }).click()]);
  await download.saveAs(world.path("3604.json"));
  await grant(world, seats.ri, words);
  await sync(seats.ri, seat);
  await go(seat, "/orang");
  await says(seat, "Semua kunci di komputer ini sudah pernah diberi wewenang");
  await look(seat, "orang", "Orang dan kunci");
  await go(seat, "/orang/lembar");
  await look(seat, "orang-lembar", "Lembar pemulihan");
}

async function grant(world, seat, words) {
  await actAs(seat, "Adi Nugroho");
  await visit(seat, "Kantor");
  await look(seat, "kantor", "Kantor");
  await seat.page.getByText("Beri wewenang kepada kantor yang baru bergabung").click();
  await seat.page.getByLabel("Berkas permohonan bergabung").setInputFiles(world.path("3604.json"));
  await press(seat, "Perlihatkan permohonan");
  await says(seat, "Permohonan bergabung: KPU Kabupaten Serang");
  const shown = await seat.page.locator("td .sidik-kecil").allInnerTexts();
  if ([...shown].sort().join() !== [...words].sort().join()) {
    wrong.push(`fingerprints read ${shown.join(" | ")} here and ${words.join(" | ")} there`);
  }
  await look(seat, "kantor-permintaan", "Permohonan bergabung");
  await seat.page.getByLabel("Sidik setiap kunci yang dicentang").check();
  await press(seat, "Beri wewenang");
  await seat.page.getByRole("heading", { level: 1, name: "KPU Kabupaten Serang" }).waitFor();
  await says(seat, "5 kunci diberi wewenang.");
  await look(seat, "kantor-satu", "KPU Kabupaten Serang");
  await invite(seat);
}

// Offices that have not joined yet get letters with codes, for their province to hand on.
async function invite(seat) {
  await go(seat, "/kantor");
  await seat.page.getByText("Beri wewenang kepada kantor yang baru bergabung").click();
  await seat.page.getByRole("link", { name: "Buat surat undangan dengan kode satu kali" }).click();
  await seat.page.getByLabel("Kode kantor, satu per baris").fill("36.01\n36.02");
  await press(seat, "Tampilkan daftarnya");
  await says(seat, "2 surat akan dibuat");
  await look(seat, "kantor-undang", "Surat undangan dengan kode");
  await press(seat, "Buat 2 surat");
  await look(seat, "kantor-surat");
  await go(seat, "/kantor");
}
