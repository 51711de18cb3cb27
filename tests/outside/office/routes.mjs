// The pages of the program, read from its source: each was looked at, or is no page to look at.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";

const PAGES = fileURLToPath(new URL("../../../client/src/web", import.meta.url));

// Addresses that answer GET and are not looked at, each with its reason.
const NO_PAGES = {
  "/aset/{file}": "a file",
  "/masuk": "logs in by the link of the program, and leads on",
  "/sinkron/keadaan": "a piece of every page",
  "/orang/permohonan": "a file",
  "/orang/akar": "a file",
  "/ekspor/unduh": "a file",
  "/ekspor/bukti": "a file",
  "/ekspor/kertas": "a file",
  "/arsip/berkas/{number}/salinan/{hash}": "a file",
};

// What was not looked at though it is a page, and what is excused though it is none any more.
export function unseen(paths) {
  const routes = pages();
  const seen = new Set([...paths].map((path) => routeOf(path, routes)));
  const wrong = routes.filter((route) => !seen.has(route) && !NO_PAGES[route])
    .map((route) => `no scene looks at ${route}`);
  const excused = Object.keys(NO_PAGES).filter((route) => !routes.includes(route) || seen.has(route));
  return [...wrong, ...excused.map((route) => `${route} needs no excuse`)];
}

function pages() {
  const files = readdirSync(PAGES, { recursive: true }).filter((name) => name.endsWith(".rs"));
  const routed = files.flatMap((name) => readFileSync(join(PAGES, name), "utf8").split(".route(").slice(1));
  const got = routed.filter((text) => /^\s*"[^"]+",\s*(?:post\([^)]*\)\s*\.)?get\(/.test(text));
  return got.map((text) => text.match(/"([^"]+)"/)[1]);
}

// The address that answers a path: of several that fit, the one with the fewest gaps.
function routeOf(path, routes) {
  const gaps = (route) => route.split("{").length;
  const fits = (route) => new RegExp(`^${route.replace(/\{[^}]+\}/g, "[^/]+")}$`).test(path);
  return routes.filter(fits).sort((one, other) => gaps(one) - gaps(other))[0];
}
