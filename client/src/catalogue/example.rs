//! How commands are used, for the head of their help. A test reads each as the program does.

use std::collections::BTreeSet;

/// What stands above them.
const HEADING: &str = "Contoh:";

/// So many of the commands below are shown.
const MOST: usize = 5;

/// Examples of a command, by the words that name it. A group of commands, and the program, begin
/// with some of what is below them.
pub(crate) fn of(path: &str) -> Option<String> {
    let mut all: Vec<_> = EXAMPLES.iter().filter(|(known, _)| *known == path).collect();
    if all.is_empty() || path.is_empty() {
        all.extend(below(path));
    }
    let line = |(known, rest): &&(&str, &str)| format!("{known} {rest}").trim().to_owned();
    let lines = all.iter().map(line).map(|line| format!("  kecuali {line}").trim_end().to_owned());
    let lines: Vec<String> = lines.collect();
    (!lines.is_empty()).then(|| format!("{HEADING}\n{}", lines.join("\n")))
}

/// The first example of each command below, in the order of an office's work.
fn below(path: &str) -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    let mut known_words = BTreeSet::new();
    let first_of_its_command = move |(known, _): &&'static (&'static str, &'static str)| {
        let rest = known.strip_prefix(path).filter(|rest| path.is_empty() || rest.starts_with(' '));
        let word = rest.and_then(|rest| rest.split_whitespace().next());
        word.is_some_and(|word| known_words.insert(word))
    };
    EXAMPLES.iter().filter(first_of_its_command).take(MOST)
}

/// The words of a command, and what follows them; in the order of an office's work.
pub(crate) const EXAMPLES: &[(&str, &str)] = &[
    ("", ""),
    ("", "--data E:\\kecuali"),
    ("serve", ""),
    ("serve", "--no-browser --no-sync"),
    ("init", "--trust-root root.json --office 36.04 --server https://dik.example.go.id"),
    ("join", "--person \"siti:Siti Aminah:PPID:ppid\" --out join-3604.json"),
    ("whoami", ""),
    ("key list", ""),
    ("key seal", "siti"),
    ("key unseal", "siti"),
    ("roster invite", "--csv kantor.csv --out surat"),
    ("roster invite", "--province 36 --until 2026-12-31 --out surat"),
    ("roster invitations", "--plain"),
    ("roster requests", "join-3604.json"),
    ("roster grant", "join-3604.json"),
    ("roster revoke", "KUNCI --left --until 2026-12-31 --dry-run"),
    ("roster revoke", "KUNCI --lost --cut-here --dry-run"),
    ("roster list", ""),
    ("root show", "--out root.json"),
    ("root check", "root.json"),
    ("root new-key", "root-2"),
    (
        "root successor",
        "--key 7777777777777777777777777777777777777777777777777777777777777777 --out root-2.json --dry-run",
    ),
    ("root take", "root-2.json"),
    ("policy show", ""),
    ("policy set endorsements", "patron ppid_superior --from 2027-01-01 --dry-run"),
    ("policy set route", "--application direct --new-substance province --dry-run"),
    ("policy set holidays", "2027-01-01 2027-03-20 --dry-run"),
    ("policy set offices", "9601=province:RI --dry-run"),
    ("day show", ""),
    ("day set", "2026-11-23 --dry-run"),
    ("entry add", "--set \"information=Rekam medis pegawai\" --set \"period=5 tahun\""),
    ("entry add", "--from daftar.json --dry-run"),
    ("entry fields", "legal_basis"),
    ("entry edit", "3604-K7QF --set \"owning_unit=Subbagian SDM\""),
    ("entry show", "3604-K7QF"),
    ("entry list", "--search \"rekam medis\" --status draft"),
    ("entry list", "--plain"),
    ("entry alike", "3604-K7QF"),
    ("entry discard", "3604-K7QF --dry-run"),
    ("entry trash", ""),
    ("entry restore", "3604-K7QF"),
    ("entry history", "3604-K7QF"),
    ("entry changes", "3604-K7QF --since-determined"),
    ("entry conflicts", ""),
    ("entry resolve", "3604-K7QF --field period --value \"5 tahun\""),
    ("import", "daftar.xlsx"),
    ("import", "daftar.xlsx --map \"Dasar=legal_basis\" --yes"),
    ("import list", ""),
    ("import show", "KUMPULAN"),
    ("import undo", "KUMPULAN --dry-run"),
    ("import origin", "3604-K7QF"),
    ("scratch list", ""),
    ("scratch show", "4f2a"),
    ("scratch drop", "4f2a --dry-run"),
    ("approval list", "--stage ask"),
    ("approval show", "3604-K7QF"),
    ("endorse", "--all-with draft --fitting --dry-run"),
    ("endorse", "3604-K7QF --recorded --letter 7/PPID/2026 --day 2026-11-20 --position patron"),
    ("decline", "3604-K7QF --note \"Alasan belum cukup\""),
    ("submit", "3604-K7QF"),
    ("submit", "--all-with endorsed --covered --dry-run"),
    ("withdraw", "3604-K7QF --reason \"Salah unggah\""),
    ("comment", "3604-K7QF \"Mohon dicek lagi\" --field period"),
    ("review list", "--kind new --age 14"),
    ("review show", "3604-K7QF"),
    ("review diff", "3604-K7QF"),
    ("review diff", "3604-K7QF --words"),
    ("review forward", "3604-K7QF"),
    ("review return", "3604-K7QF --reason \"Lengkapi dasar hukum\""),
    ("review determine", "3604-K7QF --under 731/3 --dry-run"),
    ("review open", "3604-K7QF --reason \"Tidak lagi rahasia\" --dry-run"),
    ("review takedown", "3604-K7QF --field description --reason \"Memuat nama\" --dry-run"),
    ("review revoke", "3604-K7QF --reason \"Putusan KI\" --decision 12/2026 --dry-run"),
    ("contest list", ""),
    ("contest show", "3604-K7QF"),
    ("determination draft", "--set number=12 --set year=2026"),
    ("determination draft", "--from-entry 3604-K7QF"),
    ("determination issue", "RI-K7QF --dry-run"),
    ("determination issue", "RI-K7QF --yes --seen a80db69644e06683"),
    ("determination register", "RI-K7QF --scan sk-12.pdf --dry-run"),
    ("determination discard", "RI-K7QF --dry-run"),
    ("determination show", "12/2026"),
    ("determination list", ""),
    ("determination revoke", "12/2026 --item 3 --reason \"Putusan KI\" --dry-run"),
    ("determination takedown", "12/2026 --item 3 --reason \"Memuat nama\" --dry-run"),
    ("sync", "--server https://dik.example.go.id"),
    ("sync", "--watch"),
    ("sync", "--dry-run"),
    ("server show", ""),
    ("server set", "https://dik.example.go.id"),
    ("server forget", ""),
    ("parked list", ""),
    ("parked rewrite", "3604-K7QF --dry-run"),
    ("parked discard", "4f2a --dry-run"),
    ("bundle export", "untuk-ri.age --to RI"),
    ("bundle import", "dari-ri.age"),
    ("export", "--format xlsx --out daftar.xlsx"),
    ("export evidence", "3604-K7QF --out bukti.json"),
    ("archive add", "3604-K7QF --document \"Rekam medis\" --room Arsip --box 12"),
    ("archive show", "3604-K7QF"),
    ("archive find", "rekam medis"),
    ("archive move", "1 2 --box 13"),
    ("archive attach", "1 pindaian.pdf"),
    ("archive get", "1 pindaian.pdf --out pindaian.pdf"),
    ("archive remove", "1 --reason dimusnahkan"),
    ("archive label", "12 --html label.html"),
    ("print list", "--out daftar.pdf"),
    ("print test", "3604-K7QF --out uji.docx"),
    ("print minutes", "3604-K7QF --out berita-acara.docx"),
    ("print cover", "--out surat-pengantar.docx"),
    ("print letterhead", "--address \"Jl. Raya Serang 1\" --place Serang"),
    ("print approval", "--all-with draft --fitting --out usulan.pdf"),
    ("office list", "--only silent"),
    ("office show", "3604"),
    ("office find", "serang"),
    ("agenda", "--as siti"),
    ("status", ""),
    ("doctor", "--online --json"),
    ("verify office", ""),
    ("verify row", "bukti.json --trust-root root.json"),
    ("verify list", "list.json --checkpoint checkpoint --trust-root root.json"),
    ("verify records", "bukti.json --trust-root root.json"),
    ("verify files", "dik.csv dik.json --manifest manifest.json --trust-root root.json"),
    ("backup", "salinan-2026-11-23"),
    ("backup", "/media/usb --daily"),
    ("backup", "salinan-2026-11-23.kecuali --file"),
    ("restore", "salinan-2026-11-23"),
    ("completions", "bash"),
    ("man", "man1"),
];
