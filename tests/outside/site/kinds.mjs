// The pages that must have been looked at, one of each kind, by what the API says there is. Each has
// a name, what makes it one of its kind, what is to be opened in it, its status where that is not 200,
// and whether there is no picture of it, since it looks like another.

export async function kinds(base) {
  const value = async (path) => (await fetch(base + path)).json();
  const { entries } = await value("/api/v1/entries?status=all&limit=500");
  const { offices } = await value("/api/v1/offices");
  const { determinations } = await value("/api/v1/determinations");
  return [...rows(entries), ...ofOffices(offices), ...ofDeterminations(determinations), ...fixed(entries), ...refused()];
}

function rows(entries) {
  const isInForce = (row) => row.status.code === "in_force";
  const isWithheld = (row) => Object.values(row).some((value) => value?.withheld);
  const isWhole = (row) => isInForce(row) && !isWithheld(row);
  const row = (name, is, shows, opened) => {
    const found = entries.find(is);
    return { name, path: found && `/informasi/${found.id}`, shows, opened };
  };
  return [
    row("informasi-kantor", (one) => isWhole(one) && one.kind === "office", ".keadaan.berlaku"),
    row("informasi-nasional", (one) => isWhole(one) && one.kind === "national", ".keadaan.berlaku"),
    row("informasi-dibatalkan", (one) => one.status.reason === "revoked", ".keadaan.berakhir"),
    row("informasi-ditahan", (one) => isInForce(one) && isWithheld(one), ".kolom .ditahan"),
    row("informasi-dari-kertas", (one) => isWhole(one) && one.gaps, "details.catatan[open] li", "details.catatan summary"),
  ];
}

function ofOffices(offices) {
  const office = (name, reporting, end = "") => {
    const found = offices.find((one) => one.reporting === reporting && one.id !== "RI");
    return { name, path: found && `/kantor/${found.id}${end}`, shows: ".dik", isUndrawn: end !== "" };
  };
  return [
    office("kantor", "listed"),
    office("kantor-cetak", "listed", "/cetak"),
    office("kantor-nihil", "nothing_listed"),
    office("kantor-belum-melapor", "not_reported"),
  ];
}

function ofDeterminations(all) {
  const determination = (name, is, shows) => {
    const found = all.find(is);
    return { name, path: found && `/penetapan/${found.issue}`, shows };
  };
  return [
    determination("penetapan", (one) => one.items_in_force > 0, "main h1"),
    determination("penetapan-dibatalkan", (one) => one.items_in_force === 0, "main h1"),
  ];
}

function fixed(entries) {
  // A word of some information, so that the search finds it.
  const word = entries.find((one) => one.status.code === "in_force").information.split(/\W+/).find((part) => part.length > 4);
  return [
    { name: "beranda", path: "/", shows: ".angka" },
    { name: "daftar", path: "/daftar", shows: ".saring" },
    { name: "daftar-baris", path: "/daftar?tampil=baris", shows: ".kartu, .tabel" },
    { name: "daftar-cari", path: `/daftar?q=${encodeURIComponent(word)}`, shows: ".saring" },
    { name: "daftar-tidak-ada", path: "/daftar?q=zzzz", shows: ".saring" },
    { name: "daftar-berakhir", path: "/daftar?status=berakhir", shows: ".saring" },
    { name: "nasional", path: "/daftar/nasional", shows: ".dik" },
    { name: "nasional-cetak", path: "/daftar/nasional/cetak", shows: ".dik", isUndrawn: true },
    { name: "daftar-kantor", path: "/kantor", shows: ".wilayah" },
    { name: "cari-kantor", path: "/kantor?q=serang", shows: ".wilayah a" },
    { name: "daftar-penetapan", path: "/penetapan", shows: "main a" },
    { name: "perubahan", path: "/perubahan", shows: ".perubahan" },
    { name: "unduh", path: "/unduh", shows: ".unduhan" },
    { name: "verifikasi", path: "/verifikasi", shows: "pre" },
    { name: "tentang", path: "/tentang", shows: "main h2" },
  ];
}

function refused() {
  return [
    { name: "salah-saringan", path: "/daftar?kantor=zz", shows: ".bantuan", status: 400 },
    { name: "salah-nama", path: "/daftar?warna=merah", shows: ".bantuan", status: 400, isUndrawn: true },
    { name: "tidak-ada", path: "/informasi/RI-tidak-ada", shows: ".bantuan", status: 404 },
    { name: "kantor-tidak-ada", path: "/kantor/9999", shows: ".bantuan", status: 404, isUndrawn: true },
  ];
}
