import { look } from "./look.mjs";

export const TITLE = "KPU RI begins with a server; a province, an office and KPU RI's own second machine join";

// Who works where, as the command line takes them.
const PEOPLE = {
  RI: ["adi:Adi Nugroho:Kepala Biro:administrator", "rina:Rina Kusuma:Penelaah:reviewer",
    "iman:Iman Prakoso:Ketua Divisi Hukum:issuer"],
  36: ["ratna:Ratna Sari:PPID Provinsi:ppid"],
  3319: ["wati:Wati Susilo:PPID:ppid"],
  "3319-kedua": ["joko:Joko Santoso:Kepala Subbagian Hukum:ppid", "lina:Lina Marlina:PPID Pelaksana:ppid"],
  "RI-kedua": ["dian:Dian Permata:Penelaah:reviewer", "eko:Eko Prasetyo:Anggota KPU:issuer"],
};

export async function play(world, seats) {
  const people = (folder) => PEOPLE[folder].flatMap((person) => ["--person", person]);
  world.run("RI", "init", "--root-out", world.path("root.json"), ...people("RI"));
  const key = world.initServer();
  world.address = await world.startServer();
  world.run("RI", "--as", "adi", "roster", "grant", "--server", key, "--yes");
  world.run("RI", "sync", "--server", world.address);
  for (const folder of ["36", "3319", "3319-kedua", "RI-kedua"]) {
    const office = folder.split("-")[0];
    world.run(folder, "init", "--trust-root", world.path("root.json"), "--office", office);
    world.run(folder, "join", "--out", world.path(`${folder}.json`), ...people(folder));
    world.run("RI", "--as", "adi", "roster", "grant", world.path(`${folder}.json`));
    world.run("RI", "sync");
    world.run(folder, "sync", "--server", world.address);
  }
  seats.banten = await world.sitDown("36");
  seats.kudus = await world.sitDown("3319");
  seats.kedua = await world.sitDown("3319-kedua");
  seats.riKedua = await world.sitDown("RI-kedua");
  seats.ri = await world.sitDown("RI");
  await look(seats.ri, "beranda-kosong", "Beranda");
}
