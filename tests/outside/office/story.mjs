// `node story.mjs PROGRAMS`: two offices and KPU RI work in their pages, in headless Chromium, with
// a real server that comes and goes. Prints what is wrong, a line each; exit code 1 if anything is.
import { World } from "./world.mjs";
import { looked, wrong } from "./look.mjs";
import * as begin from "./begin.mjs";
import * as draft from "./draft.mjs";

const SCENES = [begin, draft];

const world = new World(process.argv[2]);
let scene = "";
try {
  const seats = {};
  for (const one of SCENES) {
    scene = one.TITLE;
    await one.play(world, seats);
    console.error(`office: ${scene}`);
  }
  for (const seat of world.seats) wrong.push(...seat.wrong);
} catch (error) {
  wrong.push(`${scene}: ${error.stack}`);
} finally {
  await world.end();
}
for (const sentence of wrong) console.log(sentence);
console.error(`${looked.length} looks at ${new Set(looked).size} pages`);
process.exitCode = wrong.length > 0 ? 1 : 0;
