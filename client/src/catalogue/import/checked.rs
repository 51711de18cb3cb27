//! What was imported, to be held against its file.

use super::left_out;
use crate::office::import::{
    aside::Left,
    checked::{Fate, Omission, Told},
    columns::label,
};

/// What became of a draft since it was imported.
pub(crate) const fn fate(fate: Fate) -> &'static str {
    match fate {
        Fate::Unsent => "belum terkirim",
        Fate::Edited => "sudah diubah",
        Fate::Sent => "sudah terkirim",
        Fate::Gone => "tidak ada lagi di sini",
    }
}

/// Why a row of the file became no draft.
pub(crate) const fn omitted(why: Omission) -> &'static str {
    match why {
        Omission::Said => left_out(Left::Said),
        Omission::Empty => left_out(Left::Empty),
        Omission::Total => left_out(Left::Total),
        Omission::Signature => left_out(Left::Signature),
        Omission::Heading => "judul kolom",
        Omission::Title => "judul bagian daftar",
    }
}

/// What was told of a row before it was imported.
pub(crate) fn told(told: &Told) -> String {
    let field = label(told.field.split('/').next().unwrap_or_default());
    let field = if field.is_empty() { field } else { format!("{field}: ") };
    let detail = told.detail.as_ref().map(|detail| format!(" ({detail})")).unwrap_or_default();
    format!("{field}{}{detail}", told.sentence)
}

/// How many rows became no draft.
pub(crate) fn rows_left_out(rows: Option<&usize>) -> String {
    rows.map_or_else(
        || "Baris yang tidak menjadi konsep tidak dicatat pada impor ini.".to_owned(),
        |rows| format!("{rows} baris tidak menjadi konsep."),
    )
}

/// How much there is to look at in a draft.
pub(crate) fn to_look_at(all: usize) -> String {
    if all == 0 { "tidak ada".to_owned() } else { format!("{all} hal") }
}

/// So many fields are named of those with findings.
const NAMED: usize = 3;

/// How many findings there are, and in which fields.
pub(crate) fn found(findings: usize, fields: &[String]) -> String {
    let some: Vec<&str> = fields.iter().take(NAMED).map(String::as_str).collect();
    let more = if fields.len() > NAMED { ", dan lain-lain" } else { "" };
    let of = if some.is_empty() { String::new() } else { format!(": {}{more}", some.join(", ")) };
    format!("{findings} temuan{of}")
}
