// What people do on many pages.
import { look, wrong } from "./look.mjs";
import { print } from "./picture.mjs";

export async function go(seat, path) {
  await seat.page.goto(`${seat.base}${path}`);
}

export async function says(seat, text) {
  await seat.page.getByText(text).filter({ visible: true }).first().waitFor();
}

// By a place in the menu, as a person goes there.
export async function visit(seat, label) {
  await seat.page.getByRole("navigation", { name: "Utama" })
    .getByRole("link", { name: label, exact: label !== "Antrean" && label !== "Konflik" }).click();
  await seat.page.getByRole("heading", { level: 1, name: label }).waitFor();
}

export async function click(seat, name) {
  await seat.page.getByRole("button", { name }).filter({ visible: true }).first().click();
}

// Presses a button that leads to a page, and waits for that: what is said on the page one leaves
// may read alike.
export async function press(seat, name) {
  await seat.page.evaluate(() => document.body.setAttribute("data-semula", ""));
  await click(seat, name);
  await seat.page.locator("body:not([data-semula])").waitFor();
}

export async function actAs(seat, name) {
  await go(seat, "/siapa");
  await seat.page.getByRole("button", { name }).click();
  await says(seat, `Anda bekerja sebagai ${name}`);
}

// Sends and receives now. The page answers when the server did.
export async function sync(...seats) {
  for (const seat of seats) {
    await go(seat, "/sinkron");
    await press(seat, "Sinkronkan sekarang");
    await seat.page.locator(".pesan[role=status]").first().waitFor();
  }
}

// Opens what a box is folded into.
export async function unfold(box) {
  const folded = box.locator("xpath=ancestor::details[not(@open)]/summary");
  while (await folded.count() > 0) await folded.first().click();
}

// Fills boxes by the name they are sent under: labels repeat in a form of many items.
export async function fill(seat, values) {
  for (const [name, value] of Object.entries(values)) {
    const box = seat.page.locator(`form [name="${name}"]`);
    await unfold(box);
    const kind = await box.evaluate((node) => (node.tagName === "SELECT" ? "select" : node.type));
    if (kind === "select") await box.selectOption(value);
    else if (kind === "checkbox") await box.check();
    else await box.fill(value);
  }
}

// What an entry needs before it is submitted. Data contoh.
export const WHOLE = {
  description: "Riwayat kesehatan pegawai yang disimpan kantor",
  document_type: "Berkas kepegawaian",
  "legal_basis.pasal.uu-14-2008:17.h.2": "ya",
  consequence_if_opened: "Mengungkap rahasia pribadi pegawai",
  consequence_if_closed: "Melindungi rahasia pribadi pegawai",
  "exceptions/written_consent": "ya",
  "exceptions/public_office": "ya",
  responsible_position: "Sekretaris KPU Kabupaten/Kota",
  owning_unit: "Subbagian Hukum dan SDM",
};

export const TEST = {
  test_trigger: "ex_ante",
  test_date: "2026-01-12",
  test_place: "Serang",
  test_participants: "PPID, Subbagian Hukum dan SDM, dan Tim Pertimbangan",
  test_material: "Data pribadi dalam berkas",
  test_scope: "Seluruh berkas",
  test_harm: "Terbukanya rahasia pribadi",
  test_laws: "UU 14/2008 Pasal 17 huruf h angka 2",
  test_public_interest: "Publik berkepentingan atas kinerja, bukan atas kesehatan pegawai",
  test_balancing: "Bahaya bagi pegawai lebih besar daripada manfaat bagi publik",
  test_conclusion: "exempt",
};

// The handle in the address of an entry's page.
export function handle(seat) {
  return new URL(seat.page.url()).pathname.split("/")[2];
}

// Writes an entry in the form, and gives its handle.
export async function write(seat, information, more = {}) {
  await go(seat, "/entri/baru");
  await fill(seat, { information, period: "5 tahun", ...WHOLE, ...TEST, ...more });
  await press(seat, "Simpan");
  await says(seat, "Tersimpan di komputer ini.");
  return handle(seat);
}

// Ticks entries in a list.
export async function tick(seat, entries) {
  for (const entry of entries) await seat.page.locator(`input[name=entri][value="${entry}"]`).check();
}

// The signed paper of a list is copied into the register.
export async function recordPaper(seat, entries, step, letter) {
  await go(seat, `/persetujuan?langkah=${step}`);
  await tick(seat, entries);
  await press(seat, "Catat yang sudah ditandatangani");
  await seat.page.getByLabel("Nomor surat").fill(letter);
  await seat.page.getByLabel("Tanggal pada kertas").fill("2026-02-03");
  for (const position of ["Pembina", "Tim Pertimbangan", "Atasan PPID"]) {
    await seat.page.getByLabel(position).check();
  }
}

export async function submit(seat, entries, way = "baru") {
  await go(seat, `/persetujuan/ajukan?cara=${way}&entri=${entries.join(",")}`);
  await press(seat, `Ajukan ${entries.length} entri`);
  await seat.page.locator(".pesan[role=status]").first().waitFor();
}

// An entry is submitted under the item that covers it, the first of the list.
export async function chooseItem(seat, entry) {
  await go(seat, `/persetujuan/ajukan?cara=butir&entri=${entry}`);
  await seat.page.getByLabel("Butir penetapan", { exact: true }).selectOption({ index: 1 });
  await press(seat, "Tampilkan daftarnya");
}

export async function submitUnder(seat, entry) {
  await chooseItem(seat, entry);
  await press(seat, "Ajukan 1 entri");
  await seat.page.locator(".pesan[role=status]").first().waitFor();
}

// Returns the entry whose page of review is open.
export async function giveBack(seat, reason) {
  const { page } = seat;
  const form = page.locator("form", { has: page.getByRole("button", { name: /^Kembalikan/, includeHidden: true }) });
  await unfold(form.getByRole("textbox", { includeHidden: true }));
  await form.getByRole("textbox").fill(reason);
  await press(seat, /^Kembalikan/);
  await says(seat, /dikembalikan/);
}

// On paper the menu and what is said around the sheet are gone; the office stands on the first
// sheet, and none is empty.
export async function paper(seat, name, title) {
  const { page } = seat;
  await look(seat, name, title);
  await page.emulateMedia({ media: "print" });
  await page.getByRole("navigation", { name: "Utama" }).waitFor({ state: "hidden" });
  await page.getByRole("heading", { level: 1 }).waitFor({ state: "hidden" });
  await page.locator("article.kertas").waitFor();
  await page.emulateMedia({ media: null });
  const sheets = await print(page, `kertas-${name}`);
  if (sheets.some((text) => text.trim() === "")) wrong.push(`${name}: a printed sheet is empty`);
  if (!/kabupaten serang/i.test(sheets[0])) wrong.push(`${name}: the first printed sheet does not name the office`);
}

export { look };
