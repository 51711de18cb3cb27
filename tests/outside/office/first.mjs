// The first time: from a program that was opened to a first entry that is saved.
import { wrong } from "./look.mjs";
import { says } from "./hand.mjs";

export const TITLE = "Someone new opens the program and saves a first entry";

// A person who never saw it should need no more: each click, and each box that is filled.
const MOST_STEPS = 25;

export async function play(world) {
  const began = Date.now();
  const seat = await world.sitDown("3602");
  const { page } = seat;
  const pages = new Set([new URL(page.url()).pathname]);
  page.on("framenavigated", (frame) => pages.add(new URL(frame.url()).pathname));
  let clicks = 0;
  let boxes = 0;
  const click = async (role, name) => {
    clicks += 1;
    await page.getByRole(role, { name }).first().click();
  };
  const write = async (label, text) => {
    boxes += 1;
    await page.getByLabel(label).fill(text);
  };

  await write("1. Kantor mana ini?", "Lebak");
  await click("button", "Cari");
  await click("link", /Kabupaten Lebak/);
  boxes += 1;
  await page.getByLabel(/^Berkas akar kepercayaan/).setInputFiles(world.path("root.json"));
  await write("Alamat server (boleh dikosongkan)", world.address);
  await click("button", "Lanjutkan");
  await click("button", "Sidiknya sama, siapkan kantor");
  await write(/^Nama/, "Nurhayati");
  await write(/^Jabatan/, "PPID");
  clicks += 1;
  await page.locator("input[name=peran][value=ppid]").check();
  await click("button", "Tambahkan");
  await click("link", "Lanjutkan ke langkah 3");
  await click("link", "Tulis entri pertama");
  await write(/^Nama informasi/, "Rekam medis pegawai");
  await click("button", "Simpan");
  await says(seat, "Tersimpan di komputer ini.");

  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.error(`office: a first entry after ${clicks} clicks and ${boxes} boxes on ${pages.size} pages, ${seconds} s without a person`);
  if (clicks + boxes > MOST_STEPS) wrong.push(`a first entry takes ${clicks + boxes} steps, more than ${MOST_STEPS}`);
  await world.stop(seat);
}
