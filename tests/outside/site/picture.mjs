// The pictures of `docs/pictures`, drawn where a folder for them is named: each page as it stands on
// a screen and, beside it, on a phone.
import { mkdirSync } from "node:fs";
import { join } from "node:path";

const folder = process.env.KECUALI_PICTURES;
const SIZES = [{ width: 1366, height: 1024 }, { width: 390, height: 1024 }];
const SCALE = 0.5;
const GAP = 24;
const QUALITY = 55;

// Where the picture of that name goes; nothing where none is asked for.
export function place(name) {
  if (!folder) return null;
  mkdirSync(folder, { recursive: true });
  return join(folder, `${name}.jpg`);
}

export async function draw(page, name) {
  const path = place(name);
  if (!path) return;
  const parts = [];
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await page.evaluate(() => window.scrollTo(0, 0));
    const bytes = await page.screenshot({ type: "png" });
    parts.push(`<img width="${size.width * SCALE}" src="data:image/png;base64,${bytes.toString("base64")}">`);
  }
  const widths = SIZES.map(({ width }) => width * SCALE + GAP);
  const board = await page.context().browser().newPage({
    viewport: { width: widths.reduce((sum, width) => sum + width, GAP), height: SIZES[0].height * SCALE + 2 * GAP },
  });
  await board.setContent(`<style>
    body { margin: 0; padding: ${GAP}px; display: flex; gap: ${GAP}px; background: #d8d4d0; }
    img { box-shadow: 0 0 0 1px #a9a29c; }
    </style>${parts.join("")}`);
  await board.screenshot({ path, type: "jpeg", quality: QUALITY });
  await board.close();
}
