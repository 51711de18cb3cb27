//! The lines that commands print.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_domain::{
    Day, OfficeId,
    act::Position,
    coverage::How,
    status::{ACTS, Status},
};

use super::{key, refusal, written_day};
use crate::office::{
    bundle::Carried,
    comparison::Version,
    exchange::{Alarm, Synced},
    expiry::Expiring,
    verify::Proven,
};

/// What people call an act; one that this program does not know keeps its name.
pub(crate) fn act(id: &str) -> &str {
    ACTS.iter().find(|row| row.id == id).map_or(id, |row| row.label)
}

/// What people call a position that endorses.
pub(crate) const fn position(position: Position) -> &'static str {
    match position {
        Position::Patron => "Pembina PPID",
        Position::AdvisoryTeam => "Tim Pertimbangan",
        Position::PpidSuperior => "Atasan PPID",
    }
}

/// Why an entry is not part of what is signed, where rules stand in the way.
pub(crate) const FINDINGS_IN_THE_WAY: &str = "Masih ada temuan yang menghalangi.";
/// The same where values wait for a person.
pub(crate) const CONFLICT_IN_THE_WAY: &str = "Masih ada isian yang bentrok.";

/// An error, with its code for whoever is asked about it.
pub(crate) fn error(sentence: &str, code: &str) -> String {
    format!("galat: {sentence} [{code}]")
}

/// The next thing to do.
pub(crate) fn hint(hint: &str) -> String {
    format!("\npetunjuk: {hint}")
}

/// What is wrong in one row of a list; in the whole row where there is no field.
pub(crate) fn row_problem(row: usize, field: &str, message: &str) -> String {
    let place = if field.is_empty() { String::new() } else { format!(", {field}") };
    format!("  ! baris {row}{place}: {message}")
}

/// An office was set up.
pub(crate) fn office_ready(office: &OfficeId, root: &str) -> String {
    format!("Kantor {office} siap.\nAkar kepercayaan: {root}")
}

/// Who reads what is drafted here.
pub(crate) const WHO_READS: &str =
    "\nKonsep dan catatan kantor ini dibaca juga oleh KPU Provinsi dan KPU RI.";

/// A join request was written.
pub(crate) fn request_written(keys: usize) -> String {
    format!("Permohonan untuk {keys} kunci ditulis.")
}

/// Entries were added.
pub(crate) fn added(count: usize) -> String {
    format!("{count} entri tersimpan di sini.")
}

/// A form of an entry that is not there yet.
pub(crate) const NEW_ENTRY: &str = "entri baru";
/// A form was erased.
pub(crate) const SCRATCH_ERASED: &str = "\nDihapus. Teks di atas tidak tersimpan lagi di sini.";

/// A ground of Pasal 17 with what it protects.
pub(crate) fn ground(article: kecuali_domain::article17::Article17) -> String {
    format!("{}: {}", article.label(), article.text())
}

/// Not all that was found is listed.
pub(crate) fn part_of(shown: usize, total: usize) -> String {
    format!("\n{shown} dari {total} entri; lainnya dengan `--offset` dan `--limit`.")
}

/// An entry was erased that only this machine had.
pub(crate) fn entry_discarded(entry: &str, until: &str) -> String {
    format!(
        "{entry} dihapus. Sampai {until} dapat dikembalikan dengan `kecuali entry restore {entry}`."
    )
}
/// The same, for good.
pub(crate) fn entry_erased(entry: &str) -> String {
    format!("{entry} tidak tersimpan lagi di sini.")
}
/// How long something lies in the trash.
pub(crate) fn kept_until(day: &str) -> String {
    format!("sampai {day}")
}

/// What was written apart and went together.
pub(crate) fn beside(fields: usize) -> String {
    format!(
        "{fields} isian ditulis sejajar dan sudah tergabung; tidak ada yang perlu diputuskan (`kecuali entry conflicts --parallel`)."
    )
}
/// How to settle a conflict.
pub(crate) const RESOLVE: &str = "kecuali entry resolve ENTRI --field ISIAN --value NILAI";
/// Above what the rules found.
pub(crate) const FOUND: &str = "Temuan:";
/// Between the values of a conflict.
pub(crate) const OR: &str = "atau: ";
/// What a change of fields is called in a history.
pub(crate) const EDITED: &str = "Ubah isian";
/// What the end of the item of a decision is called in a history.
pub(crate) const ITEM_REVOKED: &str = "Butir dicabut";
/// The items of a determination that are meant.
pub(crate) fn items(all: &BTreeSet<u32>) -> String {
    format!("Butir {}", all.iter().map(u32::to_string).collect::<Vec<_>>().join(", "))
}
/// Entries that stood under a determination.
pub(crate) const FORMERLY_UNDER: &str = "Dulu di bawahnya:";
/// The same where a later determination ended it.
pub(crate) const ITEM_SUPERSEDED: &str = "Butir digantikan";
/// What continues an item that a later determination ended.
pub(crate) fn continued_by(next: Option<&str>) -> String {
    next.map_or_else(|| "tanpa pengganti".to_owned(), |next| format!("dilanjutkan {next}"))
}
/// Where a change has no place in a log yet.
pub(crate) const NOT_RECEIVED: &str = "belum diterima";

/// The fields of a determination, for the help.
pub(crate) fn determination_fields(own: &str, items: &str) -> String {
    format!(
        "Isian keputusan:\n{own}\n\nIsian setiap butir, ditulis `item/NOMOR/ISIAN`:\n{items}\n\n\
         {SEVERAL}"
    )
}

/// How fields are written, for the help of the commands that take them.
pub(crate) const SEVERAL: &str = "Beberapa pilihan ditulis satu per satu, dan dikosongkan satu per \
     satu:\n  --set exceptions=written_consent --set exceptions=public_office\n  \
     --set exceptions/public_office=\nTanggal ditulis 2025-08-21 atau 21 Agustus 2025. Keterangan \
     setiap isian: `kecuali entry fields`.";

/// How many rows leave the list.
pub(crate) fn leaving(items: usize, entries: usize) -> String {
    format!("{items} butir nasional dan {entries} baris kantor akan keluar dari daftar.")
}
/// Above rows that become public.
pub(crate) const PUBLIC_ROWS: &str = "Yang menjadi publik:";

/// How to sign exactly what is shown.
pub(crate) fn seen(token: &str) -> String {
    format!("Untuk menandatangani tepat yang ditampilkan ini: `--seen {token}`")
}

/// How to see what was changed after a submission.
pub(crate) const COMPARE: &str = "kecuali review diff ENTRI";
/// Above a submission that is not what is there now any more.
pub(crate) fn edited_since(edits: usize) -> String {
    format!("Entri ini diubah {edits} kali sesudah diajukan; perubahan itu tidak ikut diputuskan.")
}

/// What a submission applies.
pub(crate) fn submitted_under(item: Option<&str>) -> String {
    item.map_or_else(|| "substansi baru".to_owned(), |item| format!("penerapan {item}"))
}

/// By what an item was found to cover an entry, and whether it is in force.
pub(crate) const fn covered(found: Option<(How, bool)>, taken: bool) -> &'static str {
    match found {
        None => "tidak tercakup",
        Some((_, false)) => "butirnya tidak berlaku lagi",
        Some((How::Same, true)) => "nama sama",
        Some((How::Cited, true)) => "menyebut keputusannya",
        Some((How::Alike, true)) if taken => "nama mirip",
        Some((How::Alike, true)) => "nama mirip; diajukan hanya dengan `--likely`",
    }
}

/// How much of the measure an item reaches.
pub(crate) fn likeness(thousandths: u32) -> String {
    if thousandths == 0 { String::new() } else { format!("{}%", thousandths / 10) }
}

/// How much of an entry was written after what was decided, or waits for a decision.
pub(crate) fn later_edits(edits: usize) -> String {
    format!("berubah {edits} kali sesudahnya")
}

/// Between which versions an entry differs.
pub(crate) fn difference(from: Version, to: Version) -> String {
    let name = |version| match version {
        Version::Determined => "Yang ditetapkan",
        Version::SubmittedBefore => "Yang diajukan sebelumnya",
        Version::Submitted => "Yang diajukan",
        Version::Current => "Isi sekarang",
    };
    format!("- {}\n+ {}", name(from), name(to))
}

/// Two versions are the same.
pub(crate) const NOTHING_DIFFERS: &str = "Tidak ada yang berubah.";

/// A letter that an endorsement was copied from.
pub(crate) fn letter(number: &str, day: Day) -> String {
    format!("surat {number} ({})", written_day(day))
}

/// What a bundle holds.
pub(crate) fn carried(carried: &Carried) -> String {
    format!(
        "Catatan: {}. Anggota log: {}. Tidak disertakan: {}.",
        carried.records, carried.members, carried.left_out
    )
}

/// What came out of a bundle.
pub(crate) fn unpacked(arrived: usize, all: &Carried) -> String {
    format!("Datang: {arrived}.\n{}", carried(all))
}

/// A list could be added.
pub(crate) fn would_add(count: usize) -> String {
    format!("{count} entri akan ditambahkan; belum ada yang disimpan.")
}

/// A copy was written.
pub(crate) fn copied(folder: &str) -> String {
    format!("Salinan ditulis: {folder}")
}

/// What a copy holds.
pub(crate) const COPY_IS_SECRET: &str =
    "Salinan ini memuat kunci rahasia; simpan di tempat yang aman.";

/// A copy was put in its place.
pub(crate) fn restored(folder: &str) -> String {
    format!("Dipulihkan ke {folder}")
}

/// Logs that are what was signed.
pub(crate) fn proven(proven: &Proven) -> String {
    format!(
        "Sah: {} log, {} anggota, {} tanda tangan server, {} dokumen dibandingkan.",
        proven.logs, proven.members, proven.checkpoints, proven.documents
    )
}

/// Something published that is what was signed.
pub(crate) fn valid(facts: &serde_json::Value) -> String {
    format!("Sah.\n{facts:#}")
}

/// A key that may do nothing, and why.
pub(crate) fn without(code: &str) -> String {
    format!("tanpa wewenang ({code})")
}

/// Keys got what was asked for; some had it.
pub(crate) fn granted(granted: usize, before: usize) -> String {
    let had = if before == 0 { String::new() } else { format!(" {before} sudah berwenang.") };
    format!("{granted} kunci diberi wewenang.{had} Kirim dengan `kecuali sync`.")
}

/// The installation of an office, among its people.
pub(crate) fn installation(office: &OfficeId) -> String {
    format!("kantor {office}")
}

/// The rows of an office in numbers.
pub(crate) mod overview {
    pub(crate) const OFFICE: &str = "Kantor";
    pub(crate) const DAY: &str = "Hari log";
    pub(crate) const LAST_SYNC: &str = "Sinkronisasi terakhir";
    pub(crate) const NEVER: &str = "belum pernah";
    pub(crate) const READY: &str = "Menunggu dikirim";
    pub(crate) const UNSEALED: &str = "Menunggu wewenang";
    pub(crate) const LOCKED: &str = "Menunggu frasa sandi";
    pub(crate) const PARKED: &str = "Ditolak, disimpan di sini";
    pub(crate) const CONFLICTS: &str = "Isian bentrok";

    pub(crate) fn entries(status: &str) -> String {
        format!("Entri: {status}")
    }
}

/// A field that only the office, its province and KPU RI see.
pub(crate) const INTERNAL: &str = "internal";

/// A field that everyone sees once it is determined.
pub(crate) fn public_as(column: &str) -> String {
    format!("publik, kolom {column}")
}

/// The first act that waits for a field.
pub(crate) fn needed_for(gate: &str) -> String {
    format!("; wajib sebelum tindakan \"{}\"", act(gate))
}

/// What the values of a field look like.
pub(crate) fn kind(kind: &str) -> &str {
    match kind {
        "text" => "satu baris teks",
        "long_text" => "teks",
        "day" => "tanggal, misalnya 2026-11-23",
        "period" => "jangka waktu, misalnya 5 tahun",
        "whole_number" => "bilangan bulat",
        "choice" => "satu pilihan",
        "choice_set" => "beberapa pilihan",
        "legal_basis_set" => "dasar hukum, misalnya uu-14-2008:17.h.2; boleh beberapa",
        other => other,
    }
}

/// While a program stays connected.
pub(crate) const FOLLOWING: &str = "Tetap tersambung; hentikan dengan Ctrl-C.";

/// What an exchange came to. Thousands of records may be refused for one reason, so reasons are
/// counted.
pub(crate) fn synced(synced: &Synced) -> String {
    let mut text = format!(
        "Diterima nasional: {}. Datang: {}. Ditandatangani: {}. Ditolak: {}.",
        synced.received,
        synced.arrived,
        synced.sealed,
        synced.refused.len()
    );
    let mut reasons: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for refused in &synced.refused {
        *reasons.entry((&refused.code, &refused.sentence)).or_default() += 1;
    }
    let refused = |((code, sentence), count)| format!("\n  ! {count} × {sentence} [{code}]");
    let notice = |code: &String| format!("\n  server: {} [{code}]", refusal::sentence(code));
    text.extend(reasons.into_iter().map(refused));
    text.extend(synced.alarms.iter().map(alarm));
    text.extend(synced.notice.iter().map(notice));
    let locked = (synced.locked > 0).then(|| format!("\n  ! {}", key::waits(synced.locked)));
    text.extend(locked);
    text
}

/// An alarm, and what to do next.
pub(crate) fn alarm(one: &Alarm) -> String {
    let hint = one.hint.map(|hint| format!("\n     petunjuk: {hint}"));
    format!("\n  !! {} [{}]{}", one.sentence, one.code, hint.unwrap_or_default())
}

/// Where an entry stands whose period is over.
pub(crate) const LAPSED: &str = "Jangka waktu berakhir";

/// Where to see what was refused for good.
pub(crate) const SEE_PARKED: &str = "Lihat dengan `kecuali parked list`.";

/// What comes next for an entry, with the last day of its exemption.
pub(crate) fn next(status: Status, ends: Option<Day>, lapsed: bool) -> String {
    let next = status.row().next;
    match ends {
        None => next.to_owned(),
        Some(last) if lapsed => format!(
            "Jangka waktu pengecualian berakhir pada {}. Sejak hari berikutnya informasi ini terbuka \
             dengan sendirinya menurut PP 61/2010; layani permohonan sebagaimana informasi publik \
             lainnya.",
            written_day(last)
        ),
        Some(last) => format!("{next} Jangka waktunya berakhir pada {}.", written_day(last)),
    }
}

/// What ends soon, a line each.
pub(crate) fn expiring(all: &[Expiring]) -> String {
    let line = |one: &Expiring| {
        format!(
            "\n  {}  {}  {} (dinyatakan terbuka paling lambat {})",
            one.entry,
            one.information,
            written_day(one.ends),
            written_day(one.open_by)
        )
    };
    if all.is_empty() {
        return String::new();
    }
    let lines: String = all.iter().map(line).collect();
    let unknown: BTreeSet<String> =
        all.iter().flat_map(|one| &one.unknown_years).map(ToString::to_string).collect();
    let unknown: Vec<String> = unknown.into_iter().collect();
    let counted = match unknown.as_slice() {
        [] => String::new(),
        years => {
            format!("; hari libur {} belum tercatat, jadi dihitung lebih awal", years.join(" dan "))
        }
    };
    format!("\n\nSegera berakhir, lalu terbuka dengan sendirinya (30 hari kerja{counted}):{lines}")
}
