//! What was not done, as pages say it: no command stands in it, and what to do next is a page.

use kecuali_domain::{Kind, field::Gate, fold::Reason};
use kecuali_sync::ComposeError;

use crate::{
    catalogue::{
        hint,
        input::{self, not_now},
    },
    error::{KeyError, OfficeError, Sought, StoreError},
    office::{exchange::Alarm, import::apart::Unreadable},
    remote::RemoteError,
};

/// What happened.
pub(crate) fn sentence(error: &OfficeError) -> String {
    if let OfficeError::NotNow { handle, why } = error {
        return format!("{handle}: {}", plain(why));
    }
    if let OfficeError::Ambiguous { name, all } = error
        && name == "--as"
    {
        return format!("Beberapa orang di komputer ini dapat melakukannya: {}.", all.join(", "));
    }
    if matches!(error, OfficeError::NotAsSeen { .. }) {
        return "Yang dilihat sudah berubah; belum ada yang ditandatangani.".to_owned();
    }
    if let OfficeError::NotFound { what, name } = error {
        return format!("Tidak ada {} {name} di sini.", thing(*what));
    }
    // What a command takes as an option is a box on a page.
    let OfficeError::Input(said) = error else { return error.to_string() };
    let boxes = [(input::note_missing(), NO_REASON), (input::position_missing(), NO_POSITION)];
    let of_page = boxes.into_iter().find(|(typed, _)| typed == said);
    of_page.map_or_else(|| said.clone(), |(_, page)| page.to_owned())
}

const NO_REASON: &str = "Alasannya belum ditulis.";
const NO_POSITION: &str = "Kunci ini tidak menyetujui untuk jabatan mana pun. Tambahkan orangnya \
                           sekali lagi dengan jabatannya di halaman Orang dan kunci.";

/// What someone looked for, as people call it.
const fn thing(what: Sought) -> &'static str {
    match what {
        Sought::Entry | Sought::Trash => "entri",
        Sought::Draft => "konsep",
        Sought::Determination => "penetapan",
        Sought::Person => "orang",
        Sought::Office => "kantor",
        Sought::Key => "kunci",
        Sought::Parked => "yang tertahan bernama",
        Sought::Field => "isian",
        Sought::Import => "impor",
        Sought::Form => "ketikan",
        Sought::Piece => "dokumen atau boks",
        Sought::Softcopy => "salinan digital",
    }
}

const LOOK_AGAIN: &str = "Kembali, muat ulang halamannya, dan periksa lagi sebelum menandatangani.";

const CHOOSE: &str = "Pilih siapa yang bekerja, buka halamannya lagi, lalu ulangi. Yang sudah diketik \
                      dalam entri atau penetapan tetap dijaga dan ditawarkan di Beranda.";

/// What to do next.
pub(crate) fn next(error: &OfficeError) -> Option<&'static str> {
    match error {
        OfficeError::NotFound { what, .. } => Some(listed(*what)),
        OfficeError::Ambiguous { name, .. } if name == "--as" => Some(WHO_ACTS),
        OfficeError::Ambiguous { .. } => Some("Tulis nama yang lebih lengkap."),
        OfficeError::Blocked { gate, .. } => Some(mend(*gate)),
        OfficeError::Rows { .. } => Some("Perbaiki berkasnya, lalu pilih sekali lagi."),
        OfficeError::InConflict { kind: Kind::DraftDetermination, .. } => {
            Some("Buka konsepnya di halaman Penetapan, dan tulis satu nilai.")
        }
        OfficeError::InConflict { .. } => Some("Pilih satu nilai di halaman Konflik."),
        OfficeError::WithoutEffect { reason, .. } => without_effect(*reason),
        OfficeError::Unconfirmed(_) => Some("Kembali, baca yang ditampilkan, lalu ulangi."),
        OfficeError::NotAsSeen { .. } => Some(LOOK_AGAIN),
        OfficeError::AlreadyIssued(_) => Some(
            "Lihat keputusan itu di halaman Penetapan. Koreksi dibuat sebagai penetapan baru dengan \
             nomor baru, yang menggantikan butirnya.",
        ),
        OfficeError::AlreadyGranted => {
            Some("Wewenangnya ada di halaman Kantor; yang belum terkirim dibawa sinkron.")
        }
        OfficeError::NoKey(_) | OfficeError::Compose(ComposeError::Refused(_)) => Some(
            "Pilih orang lain yang bekerja. Wewenang setiap kunci ada di halaman Orang dan kunci.",
        ),
        OfficeError::NobodyHere => {
            Some("Tambahkan orang di halaman Orang dan kunci, lalu kirim permohonan bergabung.")
        }
        OfficeError::NobodyChosen | OfficeError::OtherActor => Some(CHOOSE),
        OfficeError::LostByOffice => Some(
            "Akhiri kunci itu sekarang juga di halaman Kantor dengan tanggal kemarin, lalu laporkan \
             kehilangannya kepada KPU RI.",
        ),
        OfficeError::Unreadable { why: Unreadable::NoList, .. } => {
            Some("Pilih lembarnya, atau tulis baris judul kolomnya, di halaman Impor.")
        }
        OfficeError::FileExists(_) => Some("Pilih nama lain."),
        OfficeError::Bundle(why) => Some(crate::catalogue::bundle::on_page(*why)),
        OfficeError::OfficeStore(error) => store(error),
        OfficeError::Broken(_) => Some(RESTORE),
        OfficeError::Key(error) => key(error),
        OfficeError::Remote(error) => remote(error),
        OfficeError::Partly { error, .. } => next(error),
        // These name no command, or are no answer to what a page asks.
        OfficeError::NoOffice(_)
        | OfficeError::OfficeExists(_)
        | OfficeError::Usage { .. }
        | OfficeError::Locked
        | OfficeError::NotOwn(_)
        | OfficeError::Unreadable { .. }
        | OfficeError::Damaged { .. }
        | OfficeError::File { .. }
        | OfficeError::Content { .. }
        | OfficeError::Root(_)
        | OfficeError::WrongRoot
        | OfficeError::Secret(_)
        | OfficeError::Input(_)
        | OfficeError::NotNow { .. }
        | OfficeError::Compose(_)
        | OfficeError::Book(_)
        | OfficeError::Integrity(_) => hint::of(error).filter(|text| is_plain(text)),
    }
}

/// What an alarm tells to do; its commands are for the terminal.
pub(crate) fn of_alarm(alarm: &Alarm) -> Option<&'static str> {
    match alarm.code {
        "day_ahead" => Some(
            "Periksa jam komputer ini; bila benar, administrator KPU RI menetapkan hari yang benar, \
             dan operator memeriksa jam server.",
        ),
        _ => alarm.hint.map(|told| if is_plain(told) { told } else { LEAVE_AS_IT_IS }),
    }
}

const WHO_ACTS: &str = "Pilih siapa yang bekerja, lalu ulangi.";
const LEAVE_AS_IT_IS: &str = "Simpan data di sini apa adanya, laporkan ke operator server, lalu sinkronkan lagi di halaman \
     Sinkron.";
const RESTORE: &str = "Simpan folder ini apa adanya. Jalankan program ini dengan folder baru, pilih Pulihkan dari \
     cadangan, lalu sinkronkan.";
const KEPT: &str = "Semua pekerjaan tetap tersimpan di sini. Ulangi nanti di halaman Sinkron, atau bawa dengan \
     berkas.";

fn is_plain(text: &str) -> bool {
    !text.contains("`kecuali") && !text.contains("`--")
}

/// Where to see what there is.
const fn listed(what: Sought) -> &'static str {
    match what {
        Sought::Entry | Sought::Field => "Yang ada tercantum di halaman Daftar.",
        Sought::Draft | Sought::Determination => "Yang ada tercantum di halaman Penetapan.",
        Sought::Person => "Orang di komputer ini tercantum di halaman Orang dan kunci.",
        Sought::Office => {
            "Tulis kode Kemendagri atau kode kantor, misalnya 36.04 atau 3604; semua kantor tercantum \
             di halaman Kantor."
        }
        Sought::Key => "Semua kunci tercantum pada kantornya di halaman Kantor.",
        Sought::Parked => "Yang ditolak tercantum di halaman Sinkron.",
        Sought::Import => "Yang pernah diimpor tercantum di halaman Impor.",
        Sought::Form => "Ketikan yang belum disimpan tercantum di Beranda.",
        Sought::Trash => "Yang dapat dikembalikan tercantum di halaman Sampah.",
        Sought::Piece | Sought::Softcopy => "Yang dicatat tercantum di halaman Arsip.",
    }
}

/// How to mend what the rules found.
const fn mend(gate: Gate) -> &'static str {
    match gate {
        Gate::Endorse | Gate::Submit => "Buka entrinya dan perbaiki isian yang disebut.",
        Gate::Determine => "Kembalikan di halaman Antrean agar kantornya memperbaiki.",
        Gate::Issue => "Buka konsepnya di halaman Penetapan dan perbaiki isian yang disebut.",
    }
}

/// What to do about an act that would decide nothing.
const fn without_effect(reason: Reason) -> Option<&'static str> {
    match reason {
        Reason::NotForwarded => Some(
            "Yang sudah diteruskan provinsi datang dengan sinkron; selain itu mintalah KPU Provinsi \
             meneruskannya di halaman Antrean.",
        ),
        Reason::EndorsementMissing => {
            Some("Siapa yang sudah menyetujui ada di halaman Persetujuan; lengkapi di sana.")
        }
        Reason::CoversConflict => Some("Semua yang bentrok ada di halaman Konflik."),
        Reason::NotInForce => Some("Butir yang berlaku ada di halaman Penetapan."),
        Reason::Void
        | Reason::CoversMismatch
        | Reason::Final
        | Reason::UnknownSubmission
        | Reason::AlreadyEnded
        | Reason::Determined
        | Reason::NoOpenSubmission
        | Reason::NothingInForce
        | Reason::Contesting
        | Reason::SameDecision => Some("Yang sudah terjadi ada di Riwayat entri."),
        Reason::WrongKind | Reason::Request => None,
    }
}

fn store(error: &StoreError) -> Option<&'static str> {
    let told = crate::catalogue::store::hint(error);
    told.map(|text| if is_plain(text) { text } else { RESTORE })
}

const fn key(error: &KeyError) -> Option<&'static str> {
    match error {
        KeyError::Locked(_) => {
            Some("Pilih siapa yang bekerja dan buka kuncinya dengan frasa sandi, lalu ulangi.")
        }
        KeyError::WrongPassphrase(_) => Some(
            "Periksa huruf besar dan tata letak papan ketik, lalu ulangi. Frasa yang terlupa tidak \
             dapat dipulihkan: tambahkan orangnya sekali lagi di halaman Orang dan kunci, lalu \
             mintalah administrator mengganti kunci lamanya.",
        ),
        KeyError::NotSealed(_) => Some("Semua kunci ada di halaman Orang dan kunci."),
        KeyError::Weak(_) | KeyError::Retyped | KeyError::Installation => {
            crate::catalogue::key::hint(error)
        }
    }
}

const fn remote(error: &RemoteError) -> Option<&'static str> {
    match error {
        RemoteError::NoServer | RemoteError::Address(_) => {
            Some("Tulis alamat server di halaman Sinkron.")
        }
        RemoteError::OtherRoot => Some("Periksa alamat server di halaman Sinkron."),
        RemoteError::Unreachable(_)
        | RemoteError::Machine(_)
        | RemoteError::Refused { status: 408 | 429 | 500..=599, .. } => Some(KEPT),
        RemoteError::Refused { status: 401 | 403, .. } => {
            Some("Wewenang komputer ini ada di halaman Orang dan kunci.")
        }
        RemoteError::Stranger
        | RemoteError::Refused { .. }
        | RemoteError::TooLong
        | RemoteError::Frame(_)
        | RemoteError::Wire(_) => hint::of_remote(error),
    }
}

/// Why an act has no place now, where the sentence for the terminal names a command.
fn plain(why: &'static str) -> &'static str {
    match why {
        not_now::NOT_COVERED => "Tidak ada butir berlaku yang mencakup entri ini.",
        not_now::NEW_SUBSTANCE => "Ini substansi baru: pilih dulu butir yang menjadi dasarnya.",
        not_now::RECEIVED => {
            "Entri ini sudah diterima nasional, jadi tidak dapat dihapus. Tarik pengajuannya di \
             halaman Persetujuan."
        }
        not_now::RECEIVED_DRAFT => {
            "Konsep ini sudah terkirim, jadi tidak dapat dihapus lagi. Ubah isinya, atau biarkan \
             sebagai konsep: yang tidak diajukan tidak pernah menjadi publik."
        }
        not_now::CARRIED_OUT => {
            "Entri ini sudah dibawa keluar dengan berkas, jadi dapat berada di tempat lain dan tidak \
             dapat dihapus."
        }
        not_now::SEEN_BY_THE_SERVER => {
            "Sebagian entri ini sudah dikirim dan ditolak; buang dulu yang ditolak di halaman Sinkron."
        }
        not_now::OF_ANOTHER_MACHINE => {
            "Entri ini ditulis juga di komputer lain, jadi tidak dapat dihapus dari sini saja."
        }
        not_now::ENDED_ALREADY => "Butir yang hendak diakhiri tidak sedang berlaku.",
        not_now::NO_SUCH_ITEM => "Butir pengganti yang disebut tidak ada dalam keputusan ini.",
        _ => why,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn handle() -> String {
        "3604-ABCDEF".to_owned()
    }

    fn refused(status: u16) -> RemoteError {
        RemoteError::Refused { status, code: "x".to_owned(), title: "X.".to_owned() }
    }

    fn mean_something() -> Vec<OfficeError> {
        let sought = [
            Sought::Entry,
            Sought::Draft,
            Sought::Determination,
            Sought::Person,
            Sought::Office,
            Sought::Key,
            Sought::Parked,
            Sought::Field,
            Sought::Import,
            Sought::Form,
            Sought::Trash,
            Sought::Piece,
            Sought::Softcopy,
        ];
        let mut all: Vec<_> =
            sought.into_iter().map(|what| OfficeError::not_found(what, "x")).collect();
        let reasons = Reason::ALL.into_iter();
        all.extend(reasons.map(|reason| OfficeError::WithoutEffect { handle: handle(), reason }));
        let gates = [Gate::Endorse, Gate::Submit, Gate::Determine, Gate::Issue].into_iter();
        let findings = Vec::new;
        all.extend(gates.map(|gate| OfficeError::Blocked {
            handle: handle(),
            gate,
            findings: findings(),
        }));
        let kinds = [Kind::Entry, Kind::DraftDetermination].into_iter();
        all.extend(kinds.map(|kind| OfficeError::InConflict {
            handle: handle(),
            kind,
            key: "period".to_owned(),
        }));
        let remotes = [RemoteError::NoServer, RemoteError::OtherRoot, RemoteError::Stranger];
        all.extend(remotes.into_iter().chain([refused(403), refused(503)]).map(Into::into));
        let keys = [
            KeyError::Locked("siti".to_owned()),
            KeyError::WrongPassphrase("siti".to_owned()),
            KeyError::NotSealed("siti".to_owned()),
            KeyError::Retyped,
        ];
        all.extend(keys.map(Into::into));
        all.extend([
            OfficeError::AlreadyGranted,
            OfficeError::AlreadyIssued("12/2026".to_owned()),
            OfficeError::LostByOffice,
            OfficeError::NoKey("menetapkan".to_owned()),
            OfficeError::NotAsSeen { seen: "a".to_owned(), now: "b".to_owned() },
            OfficeError::Ambiguous { name: "--as".to_owned(), all: Vec::new() },
            OfficeError::Rows { path: "x".into(), problems: Vec::new() },
            OfficeError::Unreadable { path: "x".into(), why: Unreadable::NoList },
            OfficeError::OfficeStore(StoreError::Missing("x".into())),
        ]);
        all
    }

    #[test]
    fn what_the_terminal_tells_to_do_a_page_tells_too_and_names_no_command() {
        for error in mean_something() {
            let told = next(&error);
            assert_eq!(told.is_some(), error.hint().is_some(), "{error:?}");
            let said = [sentence(&error), told.unwrap_or_default().to_owned()].concat();
            assert!(is_plain(&said), "{said}");
        }
    }

    #[test]
    fn why_an_act_has_no_place_now_names_no_command() {
        for why in [
            not_now::NOT_COVERED,
            not_now::NEW_SUBSTANCE,
            not_now::RECEIVED,
            not_now::RECEIVED_DRAFT,
            not_now::CARRIED_OUT,
            not_now::SEEN_BY_THE_SERVER,
            not_now::OF_ANOTHER_MACHINE,
            not_now::ENDED_ALREADY,
            not_now::NO_SUCH_ITEM,
        ] {
            assert!(!is_plain(why), "it stands here in vain: {why}");
            let said = sentence(&OfficeError::NotNow { handle: handle(), why });
            assert!(is_plain(&said), "{said}");
        }
    }

    #[test]
    fn an_alarm_names_no_command() {
        let day = "2026-11-26".parse().unwrap();
        let (_, hint) = crate::catalogue::refusal::day_ahead(day);
        let alarm = |code, hint| Alarm { code, sentence: String::new(), hint };
        let commands = [("day_ahead", hint), ("log_forked", "ulangi: `kecuali sync`")];
        for (code, hint) in commands {
            assert!(of_alarm(&alarm(code, Some(hint))).is_some_and(is_plain), "{code}");
        }
        assert_eq!(of_alarm(&alarm("log_forked", None)), None);
    }
}
