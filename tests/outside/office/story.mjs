// `node story.mjs PROGRAMS`: offices, a province and KPU RI work in their pages, in headless Chromium,
// with a real server that comes and goes. Prints what is wrong, a line each; exit code 1 if anything is.
//
// KECUALI_SCENES names the scenes to play, KECUALI_PICTURES a folder to draw in; KECUALI_KILLS and
// KECUALI_SEED say how often and at which moments `crash.mjs` kills.
import { World } from "./world.mjs";
import { looked, paths, wrong } from "./look.mjs";
import { unseen } from "./routes.mjs";

const SCENES = process.env.KECUALI_SCENES?.split(",") ?? ["begin", "first", "start", "draft", "tabs",
  "keyboard", "crash", "lists", "approve", "plain", "offline", "review", "forward", "determine", "unscripted", "later",
  "disagree", "refused", "files", "keys", "sights", "revoke", "corners"];

const world = new World(process.argv[2]);
let scene = "";
try {
  const seats = {};
  for (const name of SCENES) {
    const one = await import(`./${name}.mjs`);
    scene = one.TITLE;
    const began = Date.now();
    await one.play(world, seats);
    console.error(`office: ${scene} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  }
  if (!process.env.KECUALI_SCENES) wrong.push(...unseen(paths));
} catch (error) {
  wrong.push(`${scene}: ${error.stack}`, ...(await world.standing()));
} finally {
  for (const seat of world.seats) wrong.push(...seat.wrong);
  await world.end();
}
for (const sentence of wrong) console.log(sentence);
console.error(`${looked.length} looks at ${new Set(looked).size} pages`);
process.exitCode = wrong.length > 0 ? 1 : 0;
