// What is asked of every page that the story comes by: axe-core finds nothing, nothing is wider
// than the screen, also where it is magnified, whatever has the focus is seen, it is small, and it
// says nothing in English. Where a folder for pictures is named, it is drawn, too.
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

// Words that sentences of programs have, and none of Bahasa Indonesia.
const ENGLISH = new Set(("the is are was were be not of to with from this that these which what who cannot could should "
  + "must may will would invalid unknown missing expected unexpected failed failure found error null undefined none true false "
  + "entry entries record records signature granted refused denied allowed required optional key keys value field file click "
  + "please your you has have been at position line column bytes parse parsing because").split(" "));

export const wrong = [];
export const looked = [];
// The addresses that were looked at.
export const paths = new Set();

// The English words that a person reads there. What is to be typed as it stands is left out.
async function english(page) {
  const text = await page.evaluate(() => {
    const read = document.body.cloneNode(true);
    for (const typed of read.querySelectorAll("code, pre, kbd, textarea, script, style")) typed.remove();
    return read.textContent;
  });
  // Handles and fingerprints are capital letters and digits.
  const words = (text.match(/\b[A-Z]?[a-z]+\b/g) ?? []).map((word) => word.toLowerCase());
  return new Set(words.filter((word) => ENGLISH.has(word)));
}

// Looks at the page that stands under `title`; paper has none. `name` is that of its picture.
export async function look(seat, name, title) {
  const { page } = seat;
  if (title) await page.getByRole("heading", { level: 1, name: title }).waitFor();
  await page.waitForLoadState();
  const path = new URL(page.url()).pathname;
  looked.push(name);
  paths.add(path);
  wrong.push(...[...await english(page)].map((word) => `${name} ${path}: "${word}" is English`));
  const bytes = Buffer.byteLength(await page.content());
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
