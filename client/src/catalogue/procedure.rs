//! What pages of the procedure say where code chooses between sentences.

use kecuali_domain::{act::Position, coverage::How, status::Course};
use kecuali_encoding::Digest;

use super::{screen, written_day};
use crate::office::{at_stake::AtStake, on_paper::OnPaper, procedure::Stage};

/// Nothing was ticked.
pub(crate) const NOTHING_CHOSEN: &str = "Belum ada entri yang dipilih. Centang entrinya dahulu.";

/// What stands on a page that nobody has decided about.
pub(crate) const NOT_DETERMINED: &str = "RANCANGAN – belum ditetapkan";
/// What stands on a page of what has ended.
pub(crate) const NOT_IN_FORCE: &str = "TIDAK BERLAKU LAGI";

/// A step of the procedure.
pub(crate) const fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Ask => "Minta persetujuan",
        Stage::Submit => "Siap diajukan",
        Stage::Sent => "Sudah diajukan",
        Stage::Returned => "Dikembalikan",
    }
}

/// What became of what was written since the version that was determined.
pub(crate) const fn since_determined(course: Option<&Course>) -> &'static str {
    match course {
        Some(Course::Draft | Course::Withdrawn | Course::ConcludedOpen) => {
            "Yang terbit tetap yang ditetapkan; perubahan ini tidak sedang diajukan."
        }
        Some(Course::Declined) => {
            "Yang terbit tetap yang ditetapkan; perubahan ini tidak disetujui pejabat kantor."
        }
        Some(Course::Endorsed) => {
            "Yang terbit tetap yang ditetapkan; perubahan ini sudah disetujui dan belum diajukan."
        }
        Some(Course::AtProvince | Course::AtNational) => {
            "Yang terbit tetap yang ditetapkan; perubahan sudah diajukan dan menunggu keputusan."
        }
        Some(Course::Returned) => {
            "Yang terbit tetap yang ditetapkan; perubahan sudah diajukan dan dikembalikan dengan \
             alasan."
        }
        None => "Penetapannya tidak berlaku lagi atau berselisih.",
    }
}

/// What a change of an entry would leave behind, before it is saved.
pub(crate) fn would_be_left(stake: &AtStake) -> Vec<String> {
    let mut all = Vec::new();
    if !stake.agreed.is_empty() {
        let agreed = stake.agreed.join(", ");
        all.push(format!(
            "Yang menyetujui versi ini: {agreed}; perubahan yang disimpan memerlukan persetujuan baru."
        ));
    }
    if stake.is_sent {
        all.push(
            "Entri ini sudah diajukan: yang ditelaah tetap versi yang diajukan, sampai perubahannya \
             disetujui dan diajukan."
                .to_owned(),
        );
    }
    all.extend(stake.is_determined.then(|| STAYS_PUBLIC.to_owned()));
    all
}

/// What a change that was saved left behind.
pub(crate) fn was_left(stake: &AtStake) -> Vec<String> {
    let mut all = Vec::new();
    if !stake.agreed.is_empty() {
        let agreed = stake.agreed.join(", ");
        all.push(format!(
            "Persetujuan {agreed} hanya untuk versi sebelumnya: versi ini memerlukan persetujuan baru."
        ));
    }
    if stake.is_sent {
        all.push("Yang ditelaah tetap versi yang diajukan.".to_owned());
    }
    all.extend(stake.is_determined.then(|| STAYS_PUBLIC.to_owned()));
    all
}

const STAYS_PUBLIC: &str =
    "Yang terbit tetap versi yang ditetapkan, sampai KPU RI menetapkan yang baru.";

/// By what an item was found to cover an entry, and whether it is in force.
pub(crate) const fn covered(how: Option<How>, in_force: bool) -> &'static str {
    match (how, in_force) {
        (None, _) => "tidak tercakup",
        (Some(_), false) => "butirnya tidak berlaku lagi",
        (Some(How::Same), true) => "nama sama",
        (Some(How::Cited), true) => "menyebut keputusannya",
        (Some(How::Alike), true) => "nama mirip",
    }
}

/// Where what was signed is now.
const KEPT: &str = "Tersimpan di komputer ini; dikirim saat sinkron berikutnya.";

/// Approvals on paper were copied.
pub(crate) fn recorded(entries: usize, positions: &[Position]) -> String {
    let all: Vec<&str> = positions.iter().map(|one| screen::position(*one)).collect();
    format!("Persetujuan {} atas {entries} entri dicatat. {KEPT}", all.join(", "))
}

/// What a word on paper is called in a history.
pub(crate) const fn on_paper(agrees: bool) -> &'static str {
    if agrees { "Disetujui di atas kertas" } else { "Tidak disetujui di atas kertas" }
}

/// What stands on the paper, and who copied it.
pub(crate) fn copied_from_paper(by: &str, paper: &OnPaper) -> String {
    let OnPaper { agrees, position, letter, day, .. } = paper;
    let word = if *agrees { "disetujui" } else { "tidak disetujui" };
    let day = written_day(*day);
    format!("Dicatat dari kertas oleh {by}: {word} {position}, surat nomor {letter}, tanggal {day}")
}

/// A word was given with an own key.
pub(crate) fn word_given(entries: usize, agrees: bool) -> String {
    let what = if agrees { "disetujui" } else { "ditolak dengan catatan" };
    format!("{entries} entri {what}. {KEPT}")
}

/// Entries were submitted.
pub(crate) fn submitted(entries: usize) -> String {
    format!("{entries} entri diajukan ke KPU RI. {KEPT}")
}

/// Submissions were taken back.
pub(crate) fn withdrawn(entries: usize) -> String {
    format!("Pengajuan {entries} entri ditarik. {KEPT}")
}

/// Some of what was signed decides nothing, and why.
pub(crate) fn without_effect(entries: &[String], why: &str) -> String {
    format!("Tercatat tanpa akibat untuk {}: {why}", entries.join(", "))
}

pub(crate) fn no_position_chosen() -> String {
    "Centang jabatan yang sudah menandatangani.".to_owned()
}

/// The paper is about another list.
pub(crate) fn not_the_list_on_paper(paper: &str, now: &str) -> String {
    format!(
        "Tanda isi yang diketik ({paper}) berbeda dari daftar ini ({now}). Periksa dahulu \
         ketikannya. Bila pada kertas memang tertulis begitu, isi atau pilihan entrinya sudah berubah \
         sejak dicetak: cetak lagi dan mintakan tanda tangan untuk yang baru."
    )
}

pub(crate) fn no_item_chosen() -> String {
    "Pilih butir penetapan yang diterapkan.".to_owned()
}

/// The version that an act is about, by the beginning of its name.
pub(crate) fn version(content: &Digest) -> String {
    format!("versi {}", content.to_string().chars().take(16).collect::<String>())
}
