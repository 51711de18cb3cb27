// `node pages.mjs URL`: follows every link of the site from its first page, and on each page, at
// two widths, asks axe-core. Prints what is wrong, one line each; exit code 1 if anything is.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const required = createRequire(`${process.env.OUTSIDE_WORK}/node_modules/`);
const { chromium } = required("playwright-core");
const axe = readFileSync(required.resolve("axe-core/axe.min.js"), "utf8");

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const WIDTHS = [1366, 390];
// One page of each kind is enough: rows and offices look alike.
const OF_A_KIND = 3;
const MOST_PAGES = 60;
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

const kind = (path) => path.replace(/\?.*/, "?").replace(/\/[^/]*\d[^/?]*/g, "/*");
const waiting = ["/"];
const seen = new Set(waiting);
const looked = new Map();
let pages = 0;

while (waiting.length > 0 && pages < MOST_PAGES) {
  const path = waiting.shift();
  const alike = looked.get(kind(path)) ?? 0;
  if (alike >= OF_A_KIND) continue;
  const answer = await page.goto(base + path);
  if (!(answer.headers()["content-type"] ?? "").startsWith("text/html")) continue;
  looked.set(kind(path), alike + 1);
  pages += 1;
  if (answer.status() !== 200) wrong.push(`${path}: ${answer.status()}`);
  const bytes = (await answer.body()).length;
  if (bytes > MOST_BYTES) wrong.push(`${path}: ${bytes} bytes`);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 768 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) wrong.push(`${path}: ${wide} px wide at ${width}`);
    await page.evaluate(axe);
    const found = await page.evaluate((values) => axe.run({ runOnly: { type: "tag", values } }), RULES);
    for (const { id, impact, help, nodes } of found.violations) {
      wrong.push(`${path} at ${width}: ${impact} ${id}: ${help}: ${nodes[0].html.slice(0, 160)}`);
    }
  }
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
await browser.close();

if (pages < 5) wrong.push(`only ${pages} pages were found`);
for (const sentence of wrong) console.log(sentence);
console.error(`${pages} pages of ${looked.size} kinds`);
process.exitCode = wrong.length > 0 ? 1 : 0;
