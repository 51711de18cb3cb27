// The pictures of the guide, drawn where a folder for them is named: each page as it stands on the
// screen of an office, and beside it as it stands on a phone.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { resize } from "./sight.mjs";

const folder = process.env.KECUALI_PICTURES;
const SCREEN = { sizes: [{ width: 1366, height: 768 }], scale: 0.75, gap: 0, quality: 60 };
// Of both together, as much of the page as one sees without much scrolling.
const BOTH = { sizes: [{ width: 1366, height: 1024 }, { width: 390, height: 1024 }], scale: 0.5, gap: 24, quality: 46 };

export async function draw(page, name) {
  if (!folder) return;
  mkdirSync(join(folder, "halaman"), { recursive: true });
  await shoot(page, SCREEN, join(folder, `${name}.jpg`));
  await shoot(page, BOTH, join(folder, "halaman", `${name}.jpg`));
}

// The page at one size or several, side by side on a board.
async function shoot(page, { sizes, scale, gap, quality }, path) {
  const parts = [];
  for (const size of sizes) {
    await resize(page, size);
    await page.evaluate(() => window.scrollTo(0, 0));
    const bytes = await page.screenshot({ type: "png" });
    parts.push({ width: size.width * scale, source: `data:image/png;base64,${bytes.toString("base64")}` });
  }
  const wide = parts.reduce((sum, part) => sum + part.width + gap, gap);
  const board = await page.context().browser().newPage({
    viewport: { width: Math.round(wide), height: Math.round(sizes[0].height * scale + 2 * gap) },
  });
  await board.setContent(`<style>
    body { margin: 0; padding: ${gap}px; display: flex; gap: ${gap}px; background: #d8d4d0; }
    img { box-shadow: 0 0 0 1px #a9a29c; }
    </style>${parts.map(({ width, source }) => `<img width="${width}" src="${source}">`).join("")}`);
  await board.screenshot({ path, type: "jpeg", quality });
  await board.close();
}

// Not for the guide: what one looks at when a page is changed.
export async function drawForced(page, path) {
  if (!folder) return;
  const name = path.replace(/\W+/g, "-").replace(/^-|-$/g, "") || "beranda";
  await page.screenshot({ path: join(folder, `warna-${name}.jpg`), type: "jpeg", quality: 70 });
}

// The page as its printer gets it; the picture is of its first sheet. Gives the text of each sheet.
export async function print(page, name) {
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  if (folder) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${name}.pdf`), pdf);
    poppler("pdftoppm", ["-jpeg", "-jpegopt", "quality=60", "-r", "72", "-singlefile", "-", join(folder, name)], pdf);
  }
  const text = poppler("pdftotext", ["-layout", "-", "-"], pdf);
  return text.split("\f").slice(0, -1);
}

function poppler(program, words, input) {
  const ran = spawnSync(program, words, { input, maxBuffer: 64 * 1024 * 1024 });
  if (ran.status !== 0) throw new Error(`${program}: ${ran.stderr}`);
  return ran.stdout.toString("utf8");
}
