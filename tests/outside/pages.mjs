// `node pages.mjs URL`: opens a page of each kind (`site/kinds.mjs`), follows every link from them,
// and on each page, at two widths, asks axe-core; those of each kind are magnified, too, and gone
// through by keys. Prints what is wrong, one line each; exit code 1 if anything is.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { magnified } from "./office/sight.mjs";
import { kinds } from "./site/kinds.mjs";
import { printed } from "./site/paper.mjs";
import { draw } from "./site/picture.mjs";

const required = createRequire(`${process.env.OUTSIDE_WORK}/node_modules/`);
const { chromium } = required("playwright-core");
const axe = readFileSync(required.resolve("axe-core/axe.min.js"), "utf8");

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const WIDTHS = [1366, 390];
// Beside one page of each kind, of what only links lead to: rows and offices look alike.
const OF_A_KIND = 3;
const MOST_PAGES = 80;
const MOST_BYTES = 100 * 1024;

const base = process.argv[2];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const wrong = [];
const page = await browser.newPage({ javaScriptEnabled: true, bypassCSP: true });
page.on("pageerror", (error) => wrong.push(`${page.url()}: ${error.message}`));

const alike = (path) => path.replace(/\?.*/, "?").replace(/\/[^/]*\d[^/?]*/g, "/*");
const waiting = [];
const seen = new Set();
const looked = new Map();
let pages = 0;

for (const kind of await kinds(base)) {
  if (!kind.path) {
    wrong.push(`there is no page of the kind ${kind.name}`);
    continue;
  }
  seen.add(kind.path);
  if (!await look(kind.path, kind.status ?? 200, kind.opened)) continue;
  const shown = await page.locator(kind.shows).count();
  if (shown === 0) wrong.push(`${kind.path} is not of the kind ${kind.name}: it has no ${kind.shows}`);
  wrong.push(...(await magnified(page)).map((what) => `${kind.path}: ${what}`));
  if (!kind.isUndrawn) await draw(page, kind.name);
  if (kind.name === "kantor-cetak") wrong.push(...(await printed(page)).map((what) => `${kind.path} on paper: ${what}`));
}
const fixed = pages;
while (waiting.length > 0 && pages < MOST_PAGES) {
  const path = waiting.shift();
  if ((looked.get(alike(path)) ?? 0) < OF_A_KIND) await look(path, 200);
}
await browser.close();

if (pages <= fixed) wrong.push("no link led anywhere else");
for (const sentence of wrong) console.log(sentence);
console.error(`${fixed} pages by kind, ${pages - fixed} by links`);
process.exitCode = wrong.length > 0 ? 1 : 0;

// Opens a page and says what is wrong with it; whether it is one.
async function look(path, status, opened) {
  const answer = await page.goto(base + path);
  const isPage = (answer.headers()["content-type"] ?? "").startsWith("text/html");
  if (answer.status() !== status) wrong.push(`${path}: ${answer.status()}`);
  if (!isPage) return false;
  if (opened) await page.locator(opened).click();
  looked.set(alike(path), (looked.get(alike(path)) ?? 0) + 1);
  pages += 1;
  const bytes = (await answer.body()).length;
  if (bytes > MOST_BYTES) wrong.push(`${path}: ${bytes} bytes`);
  for (const width of WIDTHS) await ask(path, width);
  await remember(path);
  return true;
}

async function ask(path, width) {
  await page.setViewportSize({ width, height: 768 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > width) wrong.push(`${path}: ${wide} px wide at ${width}`);
  await page.evaluate(axe);
  const found = await page.evaluate((values) => axe.run({ runOnly: { type: "tag", values } }), RULES);
  for (const { id, impact, help, nodes } of found.violations) {
    wrong.push(`${path} at ${width}: ${impact} ${id}: ${help}: ${nodes[0].html.slice(0, 160)}`);
  }
}

// The pages that it leads to and that were not met before.
async function remember(path) {
  const links = await page.$$eval("a[href]", (all) => all.map((one) => one.getAttribute("href")));
  for (const link of links) {
    const to = new URL(link, base + path);
    const inside = to.origin === base && !to.pathname.startsWith("/api/");
    const next = to.pathname + to.search;
    if (inside && !seen.has(next) && !/\.(atom|json|jsonld|xml|txt)$/.test(to.pathname)) {
      seen.add(next);
      waiting.push(next);
    }
  }
}
