// An office's list as a browser prints it: A4 across, under the office's letterhead, numbered.
import { spawnSync } from "node:child_process";
import { place } from "./picture.mjs";

const A4_ACROSS = /^Page +\d+ size: +841\.\d+ x 59[45]\.\d+ pts/;

export async function printed(page) {
  await page.emulateMedia({ media: "print" });
  const letterhead = (await page.locator(".kop").innerText()).split("\n").map((line) => line.trim()).filter(Boolean);
  const title = await page.locator(".judul-cetak").innerText();
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  await page.emulateMedia({ media: "screen" });
  const picture = place("kantor-kertas");
  if (picture) {
    const whole = ["-jpeg", "-jpegopt", "quality=60", "-r", "84", "-singlefile", "-", picture.replace(/\.jpg$/, "")];
    poppler("pdftoppm", whole, pdf);
  }

  const sizes = poppler("pdfinfo", ["-l", "999", "-"], pdf).split("\n").filter((line) => /^Page +\d+ size/.test(line));
  const sheets = poppler("pdftotext", ["-layout", "-", "-"], pdf).split("\f").slice(0, -1);
  const wrong = sizes.filter((size) => !A4_ACROSS.test(size)).map((size) => `not A4 across: ${size}`);
  if (sizes.length === 0 || sizes.length !== sheets.length) wrong.push(`${sizes.length} sheets, ${sheets.length} with words`);
  const lines = (sheets[0] ?? "").split("\n").map((line) => line.trim()).filter(Boolean);
  const expected = [...letterhead, ...title.split("\n")].map((line) => line.trim());
  if (letterhead.length === 0 || expected.some((line, at) => lines[at] !== line)) {
    wrong.push(`it does not begin with the letterhead and its title: ${lines.slice(0, 6).join(" / ")}`);
  }
  sheets.forEach((sheet, at) => {
    if (!sheet.includes(`Halaman ${at + 1} dari ${sheets.length}`)) wrong.push(`sheet ${at + 1} does not say which it is`);
  });
  return wrong;
}

function poppler(program, words, input) {
  const ran = spawnSync(program, words, { input, maxBuffer: 64 * 1024 * 1024 });
  if (ran.status !== 0) throw new Error(`${program}: ${ran.stderr}`);
  return ran.stdout.toString("utf8");
}
