use std::fmt::Write as _;

use super::{Gate, KeptBy, Rule, Severity};

/// What the office can mend before anyone signs.
const ALL: &[Gate] = &[Gate::Endorse, Gate::Submit, Gate::Determine, Gate::Issue];
/// What only KPU RI can complete.
const DECISION: &[Gate] = &[Gate::Determine, Gate::Issue];
const ISSUE: &[Gate] = &[Gate::Issue];
const ONLY_ONE: &[Gate] = &[Gate::Submit, Gate::Issue];
const NOT_OPEN: &[Gate] = &[Gate::Submit, Gate::Determine, Gate::Issue];
const UNDER_ITEM: &[Gate] = &[Gate::Submit, Gate::Determine];
const NONE: &[Gate] = &[];

/// Makes the checks and the table of rules out of one list.
macro_rules! rules {
    ($($check:ident = $id:literal $code:literal $severity:ident $fields:tt $blocks:ident $kept_by:ident $message:literal;)*) => {
        /// One thing that a rule looks for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Check {
            $(#[doc = $message] $check,)*
        }

        impl Check {
            /// Its row in the table.
            pub const fn rule(self) -> &'static Rule {
                match self {
                    $(Self::$check => &Rule {
                        id: $id,
                        code: $code,
                        severity: Severity::$severity,
                        message: $message,
                        fields: &$fields,
                        blocks: $blocks,
                        kept_by: KeptBy::$kept_by,
                    },)*
                }
            }
        }

        /// Every rule, in order.
        pub const RULES: &[&Rule] = &[$(Check::$check.rule(),)*];
    };
}

rules! {
    LegalBasisMissing = "R01" "legal_basis_missing" Error ["legal_basis"] ALL Check
        "Pilih sekurang-kurangnya satu dasar hukum yang dikenali.";
    Article17Invalid = "R01" "article_17_invalid" Error ["legal_basis"] ALL Check
        "Pasal 17 UU 14/2008 harus dikutip dengan huruf, dan angkanya harus ada pada huruf itu.";
    Article17Absent = "R01" "article_17_absent" Error ["legal_basis"] ISSUE Check
        "Tidak ada huruf Pasal 17 UU 14/2008 yang dikutip, padahal pengecualian hanya dapat didasarkan pada pasal itu.";
    BasisNotOfItem = "R01" "basis_not_of_item" Error ["legal_basis"] UNDER_ITEM Check
        "Huruf Pasal 17 ini tidak menjadi dasar butir penetapannya; betulkan dasarnya, atau ajukan sebagai informasi baru dengan ujinya sendiri.";
    Article17WithoutNumber = "R01" "article_17_without_number" Warning ["legal_basis"] NONE Check
        "Huruf ini mempunyai angka; kutip angkanya bila dapat.";
    LegalBasisNotUnderstood = "R01" "legal_basis_not_understood" Warning ["legal_basis"] NONE Check
        "Dasar hukum ini belum dikenali; ganti dengan pilihan dari tabel.";
    OtherLawMissing = "R02" "other_law_missing" Error ["legal_basis"] ALL Check
        "Pasal 17 huruf j memerlukan undang-undang lain yang melarang pembukaan; peraturan di bawahnya tidak cukup.";
    OnlySubLaw = "R02" "only_sub_law" Warning ["legal_basis"] NONE Check
        "Hanya peraturan di bawah undang-undang yang dikutip.";
    ConsequenceMissing = "R03" "consequence_missing" Error ["consequence_if_opened", "consequence_if_closed"] ALL Check
        "Jelaskan konsekuensi bila informasi dibuka dan bila ditutup.";
    ConsequencesSame = "R03" "consequences_same" Warning ["consequence_if_opened", "consequence_if_closed"] NONE Check
        "Konsekuensi bila dibuka dan bila ditutup ditulis sama.";
    HarmOfAnotherLetter = "R03" "harm_of_another_letter" Warning ["consequence_if_opened", "legal_basis"] NONE Check
        "Bahaya yang ditulis tampaknya milik huruf Pasal 17 lain, yang tidak dikutip.";
    TestIncomplete = "R04" "test_incomplete" Error ["test_date", "test_material", "test_scope", "test_harm", "test_laws", "test_public_interest", "test_balancing", "test_conclusion"] DECISION Check
        "Lembar uji konsekuensi belum lengkap; pengecualian tanpa uji tidak sah, termasuk penghitaman sebagian.";
    TestUnattended = "R04" "test_unattended" Warning ["test_participants", "test_place", "test_trigger"] NONE Check
        "Lembar uji belum menyebut peserta, tempat, atau pemicunya; unit kerja yang menguasai informasi ikut menguji.";
    TestConcludedOpen = "R04" "test_concluded_open" Error ["test_conclusion"] DECISION Check
        "Uji konsekuensi menyimpulkan bahwa informasi terbuka.";
    TestDatedLater = "R04" "test_dated_later" Error ["test_date"] DECISION Check
        "Uji konsekuensi bertanggal setelah penetapan.";
    PeriodMissing = "R05" "period_missing" Error ["period"] ALL Check
        "Tentukan jangka waktu pengecualian.";
    PeriodNotReadable = "R05" "period_not_readable" Error ["period"] ALL Check
        "Jangka waktu tidak dapat dibaca; pilih lagi bentuknya.";
    PeriodOver30Years = "R05" "period_over_30_years" Error ["period"] ALL Check
        "Jangka waktu pengecualian menurut Pasal 17 huruf a paling lama 30 tahun.";
    PeriodWithoutDate = "R05" "period_without_date" Warning ["period"] NONE Check
        "Pengecualian menurut Pasal 17 huruf a paling lama 30 tahun, juga bila peristiwa yang mengakhirinya belum terjadi; tulis batas tanggalnya.";
    PeriodWithoutEnd = "R05" "period_without_end" Error ["period"] ALL Check
        "Pengecualian menurut Pasal 17 huruf a sampai f tidak bersifat permanen; tentukan batasnya.";
    PeriodEnded = "R05" "period_ended" Error ["period"] ALL Check
        "Akhir jangka waktu ini sudah lewat, jadi informasinya langsung terbuka. Betulkan tanggalnya, atau jangan kecualikan.";
    PeriodVeryLong = "R05" "period_very_long" Warning ["period"] NONE Check
        "Jangka waktu ini lebih dari 30 tahun, waktu terlama yang disebut peraturan (untuk Pasal 17 huruf a). Pastikan angkanya benar dan ada dasarnya.";
    PeriodNotUnderstood = "R05" "period_not_understood" Warning ["period"] NONE Check
        "Jangka waktu ini tidak dipahami sebagai batas: hanya kata-katanya yang terbit, dan akhirnya mengikuti butir penetapan. Tulis misalnya `5 tahun`.";
    ExceptionMissing = "R05" "exception_missing" Error ["exceptions"] ALL Check
        "Huruf g dan h memerlukan pengecualian persetujuan tertulis dan jabatan publik; huruf i memerlukan putusan Komisi Informasi atau pengadilan.";
    RequiredFieldMissing = "R06" "required_field_missing" Error ["information", "description", "document_type", "responsible_position", "owning_unit"] ALL Check
        "Isian ini wajib sebelum diajukan.";
    DeterminationFieldMissing = "R06" "determination_field_missing" Error ["number", "year", "title", "classification_kind", "work_unit", "authority", "signatory", "place", "day"] ISSUE Check
        "Isian penetapan ini wajib dan belum ada atau tidak terbaca.";
    ItemsMissing = "R06" "items_missing" Error ["item"] ISSUE Check
        "Penetapan harus memuat sekurang-kurangnya satu informasi.";
    UnauthorisedLocal = "R07" "unauthorised_local" Error ["authority"] ISSUE Check
        "Kantor ini tidak berwenang menetapkan; hanya KPU RI, atau KPU Provinsi dengan delegasi.";
    DelegationMissing = "R07" "delegation_missing" Error ["authority", "day"] ISSUE Check
        "KPU Provinsi hanya dapat menetapkan dengan delegasi KPU RI yang berlaku pada hari itu, sejak 29 Desember 2025.";
    NotForwarded = "R08" "not_forwarded" Error ["under"] NONE Fold
        "Usulan kabupaten/kota diajukan melalui KPU Provinsi; penetapan tidak berlaku sebelum diteruskan.";
    SameAsItem = "R09" "same_as_item" Error ["information"] ONLY_ONE Check
        "Informasi yang sama sudah ditetapkan; terapkan butir itu, jangan mengusulkan lagi.";
    SameAsProposal = "R09" "same_as_proposal" Error ["information"] ONLY_ONE Check
        "Informasi yang sama sedang diusulkan; lanjutkan usulan itu.";
    SimilarToItem = "R09" "similar_to_item" Warning ["information", "similar_checked"] NONE Check
        "Informasi yang mirip sudah ditetapkan; terapkan butir itu, atau jelaskan mengapa tidak mencakup informasi ini.";
    SimilarToProposal = "R09" "similar_to_proposal" Warning ["information", "similar_checked"] NONE Check
        "Informasi yang mirip sedang diusulkan; periksa apakah itu hal yang sama.";
    InOpenList = "R10" "in_open_list" Error ["information"] NOT_OPEN Check
        "Informasi yang sama sudah dinyatakan terbuka; tidak dapat sekaligus dikecualikan.";
    OpenByLaw = "R10" "open_by_law" Warning ["information", "document_type"] NONE Check
        "Tampaknya termasuk informasi yang menurut Pasal 18 ayat (1) UU 14/2008 tidak dapat dikecualikan.";
    ExpirySoon = "R11" "expiry_soon" Warning ["period"] NONE Check
        "Jangka waktu segera berakhir: KPU RI menyatakannya terbuka, atau ada uji konsekuensi baru. Kantor memintanya dengan Minta ditarik.";
    ExpiryDue = "R11" "expiry_due" Warning ["period"] NONE Check
        "Batas 30 hari kerja sebelum jangka waktu berakhir sudah tiba: KPU RI menyatakannya terbuka, kantor memintanya dengan Minta ditarik.";
    Expired = "R11" "expired" Warning ["period"] NONE Check
        "Jangka waktu sudah berakhir; informasi terbuka demi hukum.";
    ExpiredPublished = "R11" "expired_published" Error ["period"] NONE Publication
        "Informasi yang jangka waktunya berakhir keluar dari daftar sejak hari berikutnya.";
    ItemNotInForce = "R12" "item_not_in_force" Error ["under"] UNDER_ITEM Check
        "Penetapan yang dirujuk sudah dicabut, berakhir, atau diganti.";
    RevokedPublished = "R12" "revoked_published" Error ["under"] NONE Publication
        "Penetapan yang dicabut keluar dari daftar sejak hari pencabutan dan tetap ada dalam riwayat.";
    UndeterminedPublished = "R13" "undetermined_published" Error ["under"] NONE Publication
        "Hanya penetapan yang berlaku dan informasi yang ditetapkan di bawahnya masuk ke daftar publik.";
    InstrumentRepealed = "R14" "instrument_repealed" Warning ["legal_basis"] NONE Check
        "Peraturan ini sudah dicabut pada hari itu.";
    InstrumentNotYet = "R14" "instrument_not_yet" Warning ["legal_basis"] NONE Check
        "Peraturan ini belum berlaku pada hari itu.";
    NotVerified = "R15" "not_verified" Warning ["information"] NONE Check
        "Entri ini tidak diperiksa lebih dari enam bulan; pastikan isinya masih benar.";
    SecurityLevelTooLow = "R16" "security_level_too_low" Warning ["records_security_level"] NONE Check
        "Arsip yang memuat informasi yang dikecualikan tidak patut berklasifikasi biasa/terbuka.";
    HardcopyWithoutPlace = "R16" "hardcopy_without_place" Warning ["media"] NONE Check
        "Arsip cetak belum mempunyai boks dan folder.";
    NumberTaken = "R17" "number_taken" Warning ["register_number", "register_year", "number", "year"] NONE Check
        "Nomor ini sudah dipakai oleh kantor yang sama pada tahun yang sama.";
    PersonalData = "R18" "personal_data" Warning ["information", "description", "document_type", "legal_basis", "consequence_if_opened", "consequence_if_closed", "period", "responsible_position", "title"] NONE Check
        "Teks yang akan terbit tampaknya memuat data pribadi; hapus sebelum diajukan.";
    PersonalDataInternal = "R18" "personal_data_internal" Warning ["owning_unit", "similar_checked", "test_case", "test_place", "test_participants", "test_material", "test_scope", "test_harm", "test_laws", "test_public_interest", "test_balancing", "quantity", "years_covered", "condition", "note"] NONE Check
        "Isian internal ini tampaknya memuat nomor pribadi. Tidak terbit, tetapi ikut terkirim dengan konsepnya ke KPU Provinsi dan KPU RI; hapus bila tidak perlu.";
    HolidaysUnknown = "R19" "holidays_unknown" Warning ["period", "test_due"] NONE Check
        "Hari libur tahun ini belum tercatat; batas waktu dihitung lebih awal.";
    OrderedTestUndated = "R20" "ordered_test_undated" Warning ["test_ordered_on", "test_due"] NONE Check
        "Tulis tanggal perintah Majelis Komisioner, atau batas waktu yang ditentukannya.";
    OrderedTestDue = "R20" "ordered_test_due" Warning ["test_due"] NONE Check
        "Uji konsekuensi diperintahkan Majelis Komisioner; selesaikan sebelum batas waktunya.";
    OrderedTestOverdue = "R20" "ordered_test_overdue" Warning ["test_due"] NONE Check
        "Batas waktu uji konsekuensi yang diperintahkan sudah lewat; laporkan segera kepada atasan PPID dan KPU RI.";
}

/// The table of rules as a page of Markdown.
pub fn rules_table() -> String {
    let mut page = String::from(
        "# Rules\n\n\
         Made from the table in `crates/domain/src/rules/table.rs`; a test compares the two. A draft is never blocked.\n\n\
         What a check needs beside the document comes from its caller, which reads it out of the logs:\n\n\
         - `check_entry`, `check_determination` (before an act is signed): the day of the log, the office, what the entry applies, the numbers of its other documents, the delegations in policy.\n\
         - `check_neighbours` (R09, R10; before submit and issue): names. An office takes those of the items in force from the openings in the national log, the others from its own register; KPU RI takes all registers that it reads. Proposed is what was submitted and waits for a decision; an import is held against drafts as well, so that doubles are told before they are in. An issue is not held against what is proposed: it answers that. The document itself, and what it supersedes, is left out.\n\
         - `check_upkeep` (R11, R15, R16, R19, R20; any day): the day of the log, the `holidays` of national policy, the last day of the decision in force, the log's day when someone last signed something about the entry, and in the office whether the hardcopy has its place.\n\n\
         | rule | check | severity | message | fields | blocks | kept by |\n\
         |---|---|---|---|---|---|---|\n",
    );
    for rule in RULES {
        let severity = match rule.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let kept_by = match rule.kept_by {
            KeptBy::Check => "check",
            KeptBy::Fold => "fold",
            KeptBy::Publication => "publication",
        };
        let blocks: Vec<_> = rule.blocks.iter().map(|gate| gate.as_str()).collect();
        let fields: Vec<_> = rule.fields.iter().map(|field| format!("`{field}`")).collect();
        let (id, code, message) = (rule.id, rule.code, rule.message);
        let (fields, blocks) = (fields.join(", "), blocks.join(", "));
        writeln!(
            page,
            "| {id} | `{code}` | {severity} | {message} | {fields} | {blocks} | {kept_by} |"
        )
        .expect("writing to a text cannot fail");
    }
    page
}
