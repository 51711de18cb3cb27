//! What commands decide about: a determination that is prepared, an entry on its way.

use crate::desk::Desk;

const SHEET: [&str; 8] = [
    "test_date=2026-11-20",
    "test_material=Rekam medis",
    "test_scope=Seluruh berkas",
    "test_harm=Terbukanya rahasia pribadi",
    "test_laws=UU 14/2008",
    "test_public_interest=Rendah",
    "test_balancing=Bahaya lebih besar",
    "test_conclusion=exempt",
];

/// What an item and an entry both hold.
const SUBSTANCE: [&str; 8] = [
    "information=Rekam medis",
    "description=Catatan kesehatan pegawai",
    "document_type=Surat keterangan",
    "legal_basis=Pasal 17 huruf h angka 2",
    "consequence_if_opened=Mengungkap riwayat kesehatan seseorang",
    "consequence_if_closed=Melindungi rahasia pribadi",
    "period=5 tahun",
    "responsible_position=Sekretaris",
];

const OWN: [&str; 9] = [
    "number=12",
    "year=2026",
    "title=Penetapan Informasi yang Dikecualikan",
    "classification_kind=Rahasia pribadi",
    "work_unit=KPU RI, Biro Hukum",
    "authority=RI",
    "signatory=Ketua KPU",
    "place=Jakarta",
    "day=2026-11-22",
];

/// KPU RI with someone who issues, and what is in its first list.
pub(crate) fn issuer() -> (Desk, String) {
    issuer_and(&[])
}

/// The same, and KPU RI begins with more.
pub(crate) fn issuer_and(founding: &[&str]) -> (Desk, String) {
    let mut desk = Desk::with_issuer_and(founding);
    let below = |field: &str| format!("item/1/{field}");
    let exceptions = ["exceptions=written_consent", "exceptions=public_office"];
    let items = SUBSTANCE.iter().chain(&exceptions).filter(|set| !set.starts_with("responsible"));
    let items: Vec<String> =
        items.map(|set| below(set)).chain([below("owning_unit=SDM")]).collect();
    let mut draft = vec!["determination", "draft"];
    for set in OWN.iter().chain(&SHEET) {
        draft.extend(["--set", set]);
    }
    for set in &items {
        draft.extend(["--set", set]);
    }
    let drafted = desk.done("RI", &draft);
    let draft = drafted.lines().next().unwrap().to_owned();
    (desk, draft)
}

/// 3604 submits an entry under 12/2026, which reaches KPU RI on a stick.
pub(crate) fn submitted() -> (Desk, String) {
    let (mut desk, entry) = endorsed();
    desk.done("3604", &["submit", &entry, "--under", "12/1"]);
    carry(&mut desk, "3604", "RI");
    (desk, entry)
}

/// 3604 has an entry that everyone endorsed on paper.
pub(crate) fn endorsed() -> (Desk, String) {
    let (mut desk, entry) = drafted();
    for position in ["patron", "advisory_team", "ppid_superior"] {
        let paper = ["--recorded", "--letter", "7/PPID/2026", "--day", "2026-11-20"];
        let word = ["endorse", entry.as_str(), "--position", position];
        desk.done("3604", &[&word[..], &paper].concat());
    }
    (desk, entry)
}

/// 3604 has an entry that no rule forbids to be submitted.
pub(crate) fn drafted() -> (Desk, String) {
    let (mut desk, draft) = issuer();
    desk.done("RI", &["determination", "issue", &draft, "--yes"]);
    desk.done("3604", &["init", "--trust-root", "root.json", "--office", "36.04"]);
    desk.done("3604", &["join", "--person", "siti:Siti:PPID:ppid", "--out", "join.json"]);
    desk.done("RI", &["roster", "grant", "join.json"]);
    carry(&mut desk, "RI", "3604");
    let entry = desk.done("3604", &complete());
    (desk, entry)
}

/// The command that adds an entry which no rule forbids to be submitted.
pub(crate) fn complete() -> Vec<&'static str> {
    let mut add = vec!["entry", "add", "--set", "owning_unit=SDM"];
    for set in SUBSTANCE.iter().chain(&["exceptions=written_consent", "exceptions=public_office"]) {
        add.extend(["--set", set]);
    }
    add
}

/// Takes what one office has to another, on a stick.
pub(crate) fn carry(desk: &mut Desk, from: &str, to: &str) {
    desk.done(from, &["bundle", "export", "stick.kecuali", "--to", to, "--force"]);
    desk.done(to, &["bundle", "import", "stick.kecuali"]);
}
