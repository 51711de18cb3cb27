// Real installations, a real server, and browsers that people sit at. Everything lives in one
// folder and on loopback, and ends with the story.
import { spawn, spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const required = createRequire(`${process.env.OUTSIDE_WORK}/node_modules/`);
const { chromium } = required("playwright-core");

const BROWSER = {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
};

// A machine that checks may be slow, and nothing waits longer than it has to.
const WAIT = Number(process.env.KECUALI_WAIT ?? 60) * 1000;

export class World {
  constructor(programs) {
    this.programs = programs;
    this.folder = mkdtempSync(join(tmpdir(), "kecuali-office-"));
    this.running = new Set();
    this.browsers = new Set();
    this.seats = [];
  }

  path(name) {
    return join(this.folder, name);
  }

  write(name, text) {
    writeFileSync(this.path(name), text);
    return this.path(name);
  }

  // Runs a command of the office program, and gives what it says as JSON.
  run(office, ...words) {
    const ran = spawnSync(join(this.programs, "kecuali"),
      ["--json", "--data", this.path(office), ...words], { encoding: "utf8" });
    if (ran.status !== 0) throw new Error(`kecuali ${words.join(" ")}: ${ran.stderr || ran.stdout}`);
    return ran.stdout ? JSON.parse(ran.stdout) : null;
  }

  // Sets the server up, and gives its public key.
  initServer() {
    const words = ["--data", this.path("server"), "init", "--trust-root", this.path("root.json")];
    const ran = spawnSync(join(this.programs, "kecuali-server"), words, { encoding: "utf8" });
    if (ran.status !== 0) throw new Error(`kecuali-server init: ${ran.stderr}`);
    return JSON.parse(ran.stdout).key;
  }

  // Starts a program, and gives what `find` finds in one of its lines.
  async start(program, words, stream, find, env = {}) {
    const child = spawn(join(this.programs, program), words, { env: { ...process.env, ...env } });
    this.running.add(child);
    const ended = new Promise((resolve) => child.once("exit", () => {
      this.running.delete(child);
      resolve();
    }));
    const other = stream === "stdout" ? child.stderr : child.stdout;
    let said = "";
    other.on("data", (data) => { said += data; });
    const found = await new Promise((resolve, reject) => {
      const lines = createInterface({ input: child[stream] });
      lines.on("line", (line) => {
        said += `${line}\n`;
        const value = find(line);
        if (value) resolve(value);
      });
      ended.then(() => reject(new Error(`${program} ended: ${said}`)));
    });
    return { child, found, ended };
  }

  async startServer() {
    const began = await this.start("kecuali-server",
      ["--data", this.path("server"), "serve", "--listen", this.listen ?? "127.0.0.1:0"], "stderr",
      (line) => (line.startsWith("{") ? JSON.parse(line).fields?.address : null),
      { KECUALI_SERVER_LOG_FORMAT: "json" });
    this.server = began;
    // Back on the same port, so that offices find it again.
    this.listen = began.found;
    return `http://${began.found}`;
  }

  async stopServer() {
    this.server.child.kill("SIGKILL");
    await this.server.ended;
  }

  // Serves the pages of an office, and logs a browser in.
  async sitDown(office, ...words) {
    const began = await this.start("kecuali",
      ["--data", this.path(office), "serve", "--no-browser", ...words], "stdout",
      (line) => line.match(/http:\/\/127\.0\.0\.1:\d+\/masuk\S*/)?.[0]);
    return this.open(office, began.found, began);
  }

  // Another window at the same office, as a second start of the program opens it.
  async another(office) {
    const ran = spawnSync(join(this.programs, "kecuali"),
      ["--data", this.path(office), "serve", "--no-browser"], { encoding: "utf8" });
    return this.open(office, ran.stdout.match(/http:\/\/127\.0\.0\.1:\d+\/masuk\S*/)[0], null);
  }

  async open(office, link, program) {
    const browser = await chromium.launch(BROWSER);
    this.browsers.add(browser);
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 },
      acceptDownloads: true, locale: "id-ID", timezoneId: "Asia/Jakarta" });
    context.setDefaultTimeout(WAIT);
    const page = await context.newPage();
    const { processInfo } = await (await browser.newBrowserCDPSession()).send("SystemInfo.getProcessInfo");
    const { id: pid } = processInfo.find((process) => process.type === "browser");
    const seat = { office, browser, pid, context, page, program, base: new URL(link).origin, wrong: [] };
    this.seats.push(seat);
    page.on("pageerror", (error) => seat.wrong.push(`${page.url()}: ${error.message}`));
    page.on("console", (message) => {
      if (/Content.Security.Policy/i.test(message.text())) seat.wrong.push(`${page.url()}: ${message.text()}`);
    });
    await page.goto(link);
    await page.waitForURL((url) => !url.pathname.startsWith("/masuk"));
    return seat;
  }

  // The browser dies as it stands: nothing is said to its pages.
  async kill(seat) {
    this.browsers.delete(seat.browser);
    const gone = new Promise((resolve) => seat.browser.once("disconnected", resolve));
    process.kill(seat.pid, "SIGKILL");
    await gone;
  }

  // So does the program.
  async killProgram(seat) {
    seat.program.child.kill("SIGKILL");
    await seat.program.ended;
  }

  // Ends the program of an office as Ctrl-C does.
  async stop(seat) {
    await this.kill(seat);
    seat.program.child.kill("SIGINT");
    await seat.program.ended;
  }

  // The public list as everyone reads it.
  async published() {
    const answer = await fetch(`${this.address}/api/v1/entries`);
    return answer.text();
  }

  // Its rows.
  async rows() {
    return JSON.parse(await this.published()).entries;
  }

  // What stands on the pages, for whoever reads why a scene did not go on.
  async standing() {
    const pages = this.seats.filter((seat) => !seat.page.isClosed()).map(async (seat) => {
      const said = await seat.page.locator("h1, .pesan, .keliru, .kosong, .temuan").allInnerTexts();
      return `  ${seat.office} at ${seat.page.url()}: ${said.join(" | ").slice(0, 1500)}`;
    });
    return Promise.all(pages);
  }

  async end() {
    for (const browser of this.browsers) await browser.close();
    for (const child of this.running) child.kill("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }
}
