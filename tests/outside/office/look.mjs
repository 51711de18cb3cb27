// What is asked of every page that the story comes by: axe-core finds nothing, nothing is wider
// than the screen, also where it is magnified, whatever has the focus is seen, and it is small.
// Where a folder for pictures is named, it is drawn, too.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { draw } from "./picture.mjs";
import { magnified, resize, tooWide, unseenFocus } from "./sight.mjs";

const required = createRequire(`${process.env.OUTSIDE_WORK}/node_modules/`);
const axe = readFileSync(required.resolve("axe-core/axe.min.js"), "utf8");

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const WIDE = { width: 1366, height: 768 };
const NARROW = { width: 390, height: 844 };
const MOST_BYTES = 100 * 1024;

export const wrong = [];
export const looked = [];
// The addresses that were looked at.
export const paths = new Set();

// Looks at the page that stands under `title`; paper has none. `name` is that of its picture.
export async function look(seat, name, title) {
  const { page } = seat;
  if (title) await page.getByRole("heading", { level: 1, name: title }).waitFor();
  await page.waitForLoadState();
  const path = new URL(page.url()).pathname;
  looked.push(name);
  paths.add(path);
  const bytes = (await page.content()).length;
  if (bytes > MOST_BYTES) wrong.push(`${name} ${path}: ${bytes} bytes`);
  await draw(page, name);
  for (const size of [NARROW, WIDE]) {
    await resize(page, size);
    const sight = [...await tooWide(page, size), ...await unseenFocus(page, size)];
    wrong.push(...sight.map((what) => `${name} ${path}: ${what}`));
    // axe is put in from outside, past the policy of the page.
    await page.evaluate(axe);
    const found = await page.evaluate((values) => axe.run({ runOnly: { type: "tag", values } }), RULES);
    for (const { id, impact, help, nodes } of found.violations) {
      wrong.push(`${name} ${path} at ${size.width}: ${impact} ${id}: ${help}: ${nodes[0].html.slice(0, 160)}`);
    }
  }
  wrong.push(...(await magnified(page)).map((what) => `${name} ${path}: ${what}`));
  await resize(page, WIDE);
}
