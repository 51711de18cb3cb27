// A browser that runs no script.
import { actAs, go, press, recordPaper, says, submit, write } from "./hand.mjs";

export const TITLE = "Without scripts: writing, saving, recording what was signed, submitting, searching";

export async function play(world, { serang }) {
  const seat = await withoutScripts(serang);
  await actAs(seat, "Siti Aminah");
  const entry = await write(seat, "Ditulis tanpa skrip");
  await recordPaper(seat, [entry], "minta", "31/PPID/2026");
  await press(seat, "Catat persetujuan 1 entri");
  await submit(seat, [entry]);
  await go(seat, "/persetujuan?langkah=diajukan");
  await says(seat, entry);
  await go(seat, "/daftar?cari=tanpa+skrip");
  await says(seat, "1 entri");
  await seat.context.close();
}

// The same session, in a context of its own that runs no script.
export async function withoutScripts(seat) {
  const context = await seat.browser.newContext({ javaScriptEnabled: false,
    locale: "id-ID", viewport: seat.page.viewportSize(), storageState: await seat.context.storageState() });
  context.setDefaultTimeout(30_000);
  return { ...seat, context, page: await context.newPage() };
}
