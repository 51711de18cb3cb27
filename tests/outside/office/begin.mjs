import { look } from "./look.mjs";

export const TITLE = "KPU RI begins with a server, and two offices join";

// Who works where, as the command line takes them.
const PEOPLE = {
  RI: ["adi:Adi Nugroho:Kepala Biro:administrator", "rina:Rina Kusuma:Penelaah:reviewer",
    "iman:Iman Prakoso:Ketua Divisi Hukum:issuer"],
  3604: ["siti:Siti Aminah:PPID:ppid", "hasan:Hasan Basri:Ketua KPU Kabupaten:endorser:patron",
    "dewi:Dewi Lestari:Tim Pertimbangan:endorser:advisory_team",
    "budi:Budi Santoso:Sekretaris:endorser:ppid_superior"],
  3319: ["wati:Wati Susilo:PPID:ppid"],
};

export async function play(world, seats) {
  const people = (office) => PEOPLE[office].flatMap((person) => ["--person", person]);
  world.run("RI", "init", "--root-out", world.path("root.json"), ...people("RI"));
  const key = world.initServer();
  const address = await world.startServer();
  world.run("RI", "--as", "adi", "roster", "grant", "--server", key, "--yes");
  world.run("RI", "sync", "--server", address);
  for (const office of ["3604", "3319"]) {
    world.run(office, "init", "--trust-root", world.path("root.json"), "--office", office);
    world.run(office, "join", "--out", world.path(`${office}.json`), ...people(office));
    world.run("RI", "--as", "adi", "roster", "grant", world.path(`${office}.json`));
    world.run("RI", "sync");
    world.run(office, "sync", "--server", address);
  }
  seats.serang = await world.sitDown("3604");
  seats.kudus = await world.sitDown("3319");
  seats.ri = await world.sitDown("RI");
  await look(seats.serang, "beranda-kosong");
}
