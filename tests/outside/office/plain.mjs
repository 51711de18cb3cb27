// A browser that runs no script.
import { actAs, go, press, recordPaper, says, submit, write } from "./hand.mjs";

export const TITLE = "Without scripts: writing, saving, recording what was signed, submitting, searching";

export async function play(world, { serang }) {
  // The same session, in a context of its own.
  const context = await serang.browser.newContext({ javaScriptEnabled: false,
    locale: "id-ID", viewport: serang.page.viewportSize(), storageState: await serang.context.storageState() });
  context.setDefaultTimeout(30_000);
  const seat = { ...serang, context, page: await context.newPage() };
  await actAs(seat, "Siti Aminah");
  const entry = await write(seat, "Ditulis tanpa skrip");
  await recordPaper(seat, [entry], "minta", "31/PPID/2026");
  await press(seat, "Catat persetujuan 1 entri");
  await submit(seat, [entry]);
  await go(seat, "/persetujuan?langkah=diajukan");
  await says(seat, entry);
  await go(seat, "/daftar?cari=tanpa+skrip");
  await says(seat, "1 entri");
  await context.close();
}
