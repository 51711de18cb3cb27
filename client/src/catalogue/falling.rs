//! What ends with a key, in words.

use std::collections::BTreeMap;

use super::{authority, written_day};
use crate::office::falling::{Falling, FallingEntry, FallingKey, RowThen};

/// What someone signed, as a noun; by the name of the act.
fn signed(act: &str) -> &str {
    match act {
        "endorse" => "persetujuan",
        "decline" => "penolakan",
        "submit" => "pengajuan",
        "withdraw" => "penarikan",
        "forward" => "penerusan ke KPU RI",
        "return" => "pengembalian",
        "determine" => "penetapan entri",
        "open" => "pernyataan terbuka",
        "take_down" => "penurunan dari daftar",
        "comment" => "komentar",
        "seen" => "tanda sudah dibaca",
        "issue" => "keputusan penetapan",
        "revoke" => "pencabutan",
        "set_policy" => "kebijakan",
        "set_day" => "penetapan hari log",
        "grant" => "pemberian wewenang",
        "revoke_key" => "pengakhiran kunci",
        other => other,
    }
}

fn counted(acts: &BTreeMap<&'static str, usize>) -> String {
    let all: Vec<String> =
        acts.iter().map(|(act, count)| format!("{count} {}", signed(act))).collect();
    all.join(", ")
}

/// Acts of one entry: each name once, with how often it stands there.
pub(crate) fn acts(all: &[&'static str]) -> String {
    let mut counts = BTreeMap::new();
    for act in all {
        *counts.entry(*act).or_insert(0) += 1;
    }
    counted(&counts)
}

/// What ends, what stands and what falls, a sentence each.
pub(crate) fn sentences(all: &Falling) -> Vec<String> {
    let mut said = vec![public(all), falls(all), stands(all)];
    if all.waiting > 0 {
        said.push(format!(
            "{} entri yang menunggu putusan memuat tanda tangannya yang tetap sah, dan tetap berjalan.",
            all.waiting
        ));
    }
    if !all.keys.is_empty() {
        said.push(format!(
            "{} kunci orang atau komputer lain, yang wewenangnya diberikan dengan kunci ini, ikut tidak \
             berwenang lagi.",
            all.keys.len()
        ));
    }
    said.extend(unsent(all));
    said
}

fn falls(all: &Falling) -> String {
    if all.falls.is_empty() {
        return "Tidak ada tanda tangan yang batal.".to_owned();
    }
    format!("Batal: {}.", counted(&all.falls))
}

fn stands(all: &Falling) -> String {
    if all.stands.is_empty() {
        return "Tidak ada tanda tangan kunci ini yang masih berlaku sesudahnya.".to_owned();
    }
    format!("Tetap sah: {}.", counted(&all.stands))
}

fn public(all: &Falling) -> String {
    let changes = all.entries.iter().filter(|entry| entry.row == RowThen::Changes).count();
    match (all.leaving(), changes) {
        (0, 0) => "Daftar publik tidak berubah.".to_owned(),
        (leaving, 0) => format!("{leaving} baris keluar dari daftar publik."),
        (0, changes) => format!("{changes} baris daftar publik berubah."),
        (leaving, changes) => {
            format!("{leaving} baris keluar dari daftar publik, dan {changes} baris berubah.")
        }
    }
}

fn unsent(all: &Falling) -> Option<String> {
    let count = all.unsent;
    (count > 0).then(|| match all.until {
        Some(until) => format!(
            "{count} pekerjaan yang ditandatangani dengan kunci ini di komputer ini belum terkirim; \
             kirimkan sebelum {} berakhir.",
            written_day(until)
        ),
        None => format!(
            "{count} pekerjaan yang ditandatangani dengan kunci ini di komputer ini belum terkirim dan \
             tidak akan diterima lagi."
        ),
    })
}

/// What becomes of the public row of an entry; nothing where it stays as it is.
pub(crate) const fn row(entry: &FallingEntry) -> &'static str {
    match entry.row {
        RowThen::Same => "",
        RowThen::Leaves => "keluar dari daftar publik",
        RowThen::Changes => "baris publiknya berubah",
    }
}

/// From where to where an entry goes.
pub(crate) fn way(entry: &FallingEntry) -> String {
    let (from, to) = (entry.from.row().label, entry.to.row().label);
    if from == to { from.to_owned() } else { format!("{from} → {to}") }
}

/// An entry in a line.
pub(crate) fn entry_row(one: &FallingEntry) -> Vec<String> {
    let (entry, information) = (one.entry.clone(), one.information.clone());
    vec![entry, information, acts(&one.acts), way(one), row(one).to_owned()]
}

/// An item that is in force no more.
pub(crate) fn item(cited: &str) -> String {
    format!("{cited} tidak berlaku lagi")
}

/// Who holds the key of another: a position, or a machine.
pub(crate) fn holder(one: &FallingKey) -> String {
    let position = one.position.as_str();
    if position.is_empty() { authority::holder(one.holder) } else { position }.to_owned()
}

/// The key of another in a line.
pub(crate) fn key_row(one: &FallingKey) -> Vec<String> {
    vec![one.office.to_string(), holder(one), one.fingerprint.clone()]
}

/// What is said where a choice is none, and once it is done.
pub(crate) const NO_DAY: &str = "Isi tanggal terakhir pemegangnya bekerja.";
pub(crate) const NO_REASON: &str = "Pilih dulu sebabnya.";
pub(crate) const ENDED: &str = "Kunci diakhiri. Berlaku di mana-mana setelah sinkron.";
