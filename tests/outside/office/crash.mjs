// Killed at any moment of typing, the browser or the program loses at most two seconds of it.
import { wrong } from "./look.mjs";
import { actAs, go, unfold } from "./hand.mjs";

export const TITLE = "The browser and the program are killed at random moments of typing";

const MOST_LOST = 2000;
// More rounds find more; these take half a minute.
const ROUNDS = Number(process.env.KECUALI_KILLS ?? 6);
const SEED = Number(process.env.KECUALI_SEED ?? Date.now() % 1_000_000);
const LONGEST = 6000;

export async function play(world) {
  console.error(`office: kills with KECUALI_SEED=${SEED}`);
  const random = mulberry(SEED);
  world.run("3603", "init", "--trust-root", world.path("root.json"), "--office", "3603");
  world.run("3603", "join", "--out", world.path("3603.json"), "--person", "tuti:Tuti Herawati:PPID:ppid");
  let worst = 0;
  let seat = await world.sitDown("3603");
  for (let round = 1; round <= ROUNDS; round += 1) {
    const killed = round % 2 === 0 ? "program" : "browser";
    await actAs(seat, "Tuti Herawati");
    const typed = await typeUntil(world, seat, killed, round, random);
    seat = await (killed === "program" ? world.sitDown("3603")
      : world.another("3603").then((again) => ({ ...again, program: seat.program })));
    const lost = typed.lost(await kept(seat, typed.begins));
    worst = Math.max(worst, lost);
    if (lost > MOST_LOST) wrong.push(`seed ${SEED}, round ${round}: ${lost} ms of typing were lost with the ${killed}`);
  }
  console.error(`office: ${ROUNDS} kills lost ${worst} ms of typing at most`);
  await world.stop(seat);
}

// Types into two boxes until it is killed, and gives what had been typed at what time.
async function typeUntil(world, seat, killed, round, random) {
  const { page } = seat;
  await go(seat, "/entri/baru");
  const begins = `Percobaan ${round}:`;
  await page.getByLabel("Nama informasi").pressSequentially(begins);
  await unfold(box(page));
  await box(page).focus();
  const moments = [[Date.now(), ""]];
  let alive = true;
  const writing = (async () => {
    for (let text = ""; alive;) {
      // No spaces: those around a text are not kept.
      const key = String.fromCharCode(97 + Math.floor(random() * 26));
      await page.keyboard.type(key, { delay: random() * 60 });
      text += key;
      moments.push([Date.now(), text]);
    }
  })().catch(() => {});
  await new Promise((resolve) => { setTimeout(resolve, 500 + random() * (LONGEST - 500)); });
  const end = Date.now();
  await (killed === "program" ? world.killProgram(seat) : world.kill(seat));
  alive = false;
  await writing;
  if (killed === "program") {
    // Whoever goes on typing is told that nothing is kept any more.
    await page.keyboard.type("x");
    await page.locator("#pantau").getByText("Ketikan TIDAK dijaga").waitFor();
    await world.kill(seat);
  }
  const known = moments.filter(([time]) => time <= end);
  // How long before the end the first key was typed that is not kept.
  const lost = (text) => {
    const first = known.find(([, typed]) => text === null || (typed.length > text.length || !text.startsWith(typed)));
    return first ? end - first[0] : 0;
  };
  return { begins, lost };
}

// What is offered to go on with, as it reads in the form; nothing where nothing is.
async function kept(seat, begins) {
  await go(seat, "/");
  const link = seat.page.getByRole("link", { name: begins });
  if (await link.count() === 0) return null;
  await link.first().click();
  return box(seat.page).inputValue();
}

const box = (page) => page.locator("form [name=description]");

// A small generator whose numbers follow from a seed.
function mulberry(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
