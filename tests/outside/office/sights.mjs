// What a browser is told of its person: colours of their own, no movement.
import { wrong } from "./look.mjs";
import { actAs, go } from "./hand.mjs";
import { drawForced } from "./picture.mjs";
import { unseenFocus } from "./sight.mjs";

export const TITLE = "With the colours that a person forces, and without movement";

const PAGES = ["/", "/daftar", "/entri/baru", "/persetujuan", "/sinkron", "/kesehatan", "/siapa", "/ekspor"];

export async function play(world, { kudus, ri }) {
  await actAs(ri, "Rina Kusuma");
  for (const [seat, paths] of [[kudus, PAGES], [ri, ["/antrean", "/penetapan", "/kantor"]]]) {
    for (const path of paths) {
      await go(seat, path);
      await forced(seat, path);
      await still(seat, path);
    }
  }
}

// Backgrounds are gone: what is pressed or filled needs a border, and a mark of colour alone its own.
async function forced({ page }, path) {
  await page.emulateMedia({ forcedColors: "active" });
  const unmarked = await page.evaluate(() => {
    const edges = ["Top", "Right", "Bottom", "Left"];
    const hasEdge = (style) => edges.some((edge) => style[`border${edge}Style`] !== "none"
      && parseFloat(style[`border${edge}Width`]) > 0);
    const marked = "button, .tombol, input:not([type=hidden], [type=checkbox], [type=radio]), select, textarea, .titik, .tanda, .hitung, .pesan, .menu [aria-current]";
    return [...document.querySelectorAll(marked)].filter((node) => node.checkVisibility())
      .filter((node) => !hasEdge(getComputedStyle(node))).map((node) => node.outerHTML.slice(0, 140));
  });
  wrong.push(...unmarked.map((what) => `${path}: with forced colours there is no edge around ${what}`));
  const hidden = await unseenFocus(page, page.viewportSize());
  wrong.push(...hidden.map((what) => `${path}: with forced colours ${what}`));
  await drawForced(page, path);
  await page.emulateMedia({ forcedColors: null });
}

async function still({ page }, path) {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const moving = await page.evaluate(() => [...document.querySelectorAll("*")].filter((node) => {
    const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(node);
    return transitionDuration.split(",").some((time) => parseFloat(time) > 0) || animationName !== "none"
      || scrollBehavior === "smooth";
  }).map((node) => node.outerHTML.slice(0, 100)));
  wrong.push(...moving.map((what) => `${path}: moves though no movement is wanted: ${what}`));
  await page.emulateMedia({ reducedMotion: null });
}
