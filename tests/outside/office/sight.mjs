// What someone who magnifies a page, or goes through it by keys alone, must find on every one.

// 1366 x 768 at 200 %, and 1280 x 1024 at 400 % (WCAG 2.2, 1.4.10).
const ZOOMED = [{ width: 683, height: 384 }, { width: 320, height: 256 }];
// Where one thing is wrong on a page, many are.
const MOST_SAID = 3;

// Says what is wider than a magnified screen, and what cannot be seen there when it has the focus.
export async function magnified(page) {
  const wrong = [];
  for (const size of ZOOMED) {
    await resize(page, size);
    wrong.push(...await tooWide(page, size), ...await unseenFocus(page, size));
  }
  return wrong;
}

// As if the page had been opened at that size: a narrow one has its menu folded.
export async function resize(page, size) {
  await page.setViewportSize(size);
  await page.evaluate((isWide) => {
    const menu = document.querySelector(".menu");
    if (menu) menu.open = isWide;
  }, size.width >= 960);
}

export async function tooWide(page, { width }) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  return wide > width ? [`${wide} px wide at ${width}`] : [];
}

// Gives everything on the page the focus, one after the other, and says where that is not seen.
export async function unseenFocus(page, { width }) {
  // After a key of the keyboard a browser shows the focus.
  await page.keyboard.press("Shift");
  const found = await page.evaluate(`(${sweep})(${judge})`);
  return found.slice(0, MOST_SAID).map((what) => `at ${width}: ${what}`);
}

// The same of what has the focus now; nothing where all is well.
export function focusNow(page) {
  return page.evaluate(`(${judge})(document.activeElement)`);
}

// In the page: all that Tab reaches.
function sweep(judged) {
  const reached = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const before = document.activeElement;
  const wrong = [];
  // What the rules find while someone types stands in the foot of a form: as much as there may be.
  const found = document.getElementById("pantau");
  const said = found?.innerHTML;
  if (found) found.innerHTML = `<p>${"Temuan atas yang diketik. ".repeat(60)}</p>`;
  for (const node of document.querySelectorAll(reached)) {
    if (!node.checkVisibility({ visibilityProperty: true }) || node.disabled) continue;
    node.focus();
    wrong.push(judged(node));
  }
  if (found) found.innerHTML = said;
  before.focus();
  if (document.activeElement !== before) document.activeElement.blur();
  window.scrollTo(0, 0);
  return wrong.filter(Boolean);
}

// In the page: the focus is drawn, and not all of what has it lies beyond the screen or under what
// stays in its place (2.4.7, 2.4.11).
function judge(node) {
  const { outlineStyle, outlineWidth } = getComputedStyle(node);
  const what = node.outerHTML.replace(/\s+/g, " ").slice(0, 140);
  if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) return `the focus is not drawn on ${what}`;
  const parts = [0.02, 0.25, 0.5, 0.75, 0.98];
  const seen = [...node.getClientRects()].some((box) => parts.some((across) => parts.some((down) => {
    const top = document.elementFromPoint(box.left + box.width * across, box.top + box.height * down);
    return top && (node.contains(top) || top.contains(node));
  })));
  return seen ? null : `covered when it has the focus: ${what}`;
}
