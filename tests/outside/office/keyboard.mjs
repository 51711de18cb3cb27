// An officer and a reviewer who have no mouse.
import { wrong } from "./look.mjs";
import { go, handle, says } from "./hand.mjs";
import { focusNow } from "./sight.mjs";

export const TITLE = "By keyboard alone: choosing who works, drafting, saving, searching";

const MOST_TABS = 150;
const NAME = "Ditulis dengan papan ketik saja";

export async function play(world, { serang }) {
  const { page } = serang;
  await pastTheMenu(serang);
  await follow(serang, page.getByRole("banner").getByRole("link", { name: "Siti Aminah" }));
  await follow(serang, page.getByRole("button", { name: "Siti Aminah" }));
  await says(serang, "Anda bekerja sebagai Siti Aminah");
  await follow(serang, page.getByRole("link", { name: "Daftar", exact: true }));
  await follow(serang, page.getByRole("link", { name: "Entri baru" }));
  await type(serang, page.getByLabel("Nama informasi"), NAME);
  await type(serang, page.getByLabel("Jangka waktu pengecualian"), "3 tahun");
  await page.keyboard.press("Control+s");
  await says(serang, "Tersimpan di komputer ini.");
  const entry = handle(serang);
  await follow(serang, page.getByRole("link", { name: "Daftar", exact: true }));
  await page.keyboard.press("/");
  await page.keyboard.type("papan ketik");
  await page.getByRole("status").filter({ hasText: "1 entri" }).waitFor();
  await follow(serang, page.getByRole("link", { name: NAME }).or(page.getByRole("link", { name: entry })).first());
  await page.getByRole("heading", { level: 1, name: NAME }).waitFor();
}

// The first Tab leads past the menu, and the next one goes on from there.
async function pastTheMenu({ page, base }) {
  await page.goto(`${base}/`);
  await page.keyboard.press("Tab");
  if (await page.evaluate(() => document.activeElement.innerText) !== "Langsung ke isi") {
    wrong.push("the first Tab does not lead past the menu");
  }
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  if (!await page.evaluate(() => document.activeElement.closest("main"))) {
    wrong.push("what leads past the menu does not lead into the page");
  }
  await page.goto(`${base}/`);
}

// A reviewer goes on to what was submitted next, and back, by keys; not while something is typed.
export async function walkByKeys(seat) {
  const { page } = seat;
  await go(seat, "/antrean");
  await leap(seat, "Control+Enter");
  const first = page.url();
  await says(seat, /^1 dari/);
  await leap(seat, "Control+Enter");
  await says(seat, /^2 dari/);
  await leap(seat, "Control+Shift+Enter");
  if (page.url() !== first) wrong.push(`Ctrl+Shift+Enter leads to ${page.url()}, not to ${first}`);
  const folded = page.locator("summary", { hasText: "Tulis komentar" });
  await tabTo(seat, folded);
  await page.keyboard.press("Enter");
  await type(seat, page.getByRole("textbox", { name: "Komentar" }), "Sedang ditulis");
  await page.keyboard.press("Control+Enter");
  const kept = await page.getByRole("textbox", { name: "Komentar" }).inputValue();
  if (kept !== "Sedang ditulis" || page.url() !== first) wrong.push("Ctrl+Enter leaves what is being typed");
}

async function leap(seat, keys) {
  await seat.page.evaluate(() => document.body.setAttribute("data-semula", ""));
  await seat.page.keyboard.press(keys);
  await seat.page.locator("body:not([data-semula])").waitFor();
}

// A reviewer goes to an entry in the queue and returns it.
export async function returnByKeys(seat, entry, reason) {
  const { page } = seat;
  await go(seat, "/");
  await follow(seat, page.getByRole("navigation", { name: "Utama" }).getByRole("link", { name: /^Antrean/ }));
  await follow(seat, page.getByRole("link", { name: entry }));
  const button = page.getByRole("button", { name: /^Kembalikan/ }).last();
  if (await button.isHidden()) {
    await tabTo(seat, page.locator("summary", { hasText: /^Kembalikan/ }));
    await page.keyboard.press("Enter");
  }
  await type(seat, page.locator("form", { has: button }).getByRole("textbox"), reason);
  await follow(seat, button);
  await says(seat, /dikembalikan/);
}

// Goes there by Tab and presses Enter, which leads to a page.
async function follow(seat, target) {
  await tabTo(seat, target);
  await seat.page.evaluate(() => document.body.setAttribute("data-semula", ""));
  await seat.page.keyboard.press("Enter");
  await seat.page.locator("body:not([data-semula])").waitFor();
}

async function type(seat, target, text) {
  await tabTo(seat, target);
  await seat.page.keyboard.type(text);
}

// Tab, and again, until it has the focus; wherever that is on the way is to be seen.
async function tabTo({ page }, target) {
  await target.waitFor();
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    await page.keyboard.press("Tab");
    const hidden = await focusNow(page);
    if (hidden) wrong.push(`${new URL(page.url()).pathname}: ${hidden}`);
    if (await target.evaluate((node) => node === document.activeElement)) return;
  }
  throw new Error(`no Tab leads to ${target}`);
}
