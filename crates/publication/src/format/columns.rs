//! The columns of the public list in table formats. The exact values are those of the JSON.

use std::borrow::Cow;

use super::table::{Cell, Column, Kind, Read};
use crate::{
    column::Shown,
    row::{PublicRow, RowKind},
};

/// Between the texts of a list.
const TEXTS: Kind = Kind::List("; ");
/// Between the codes of a list, which hold no space.
const CODES: Kind = Kind::List(" ");

/// Every column, in their order.
pub const COLUMNS: &[Column<PublicRow>] = &[
    text("id", "Nomor tetap", 32, |row, _| Cell::text(row.facts.id.to_string())),
    text("kind", "Jenis", 10, |row, _| Cell::text(kind(row.facts.kind))),
    text("handle", "Sebutan", 14, |row, _| Cell::text(&row.facts.handle)),
    text("office", "Kode kantor", 10, |row, _| Cell::text(row.facts.office.id.as_str())),
    text("region_code", "Kode wilayah", 10, |row, _| {
        Cell::text(row.facts.office.code.as_deref().unwrap_or_default())
    }),
    text("office_name", "Kantor", 24, |row, _| Cell::text(&row.facts.office.name)),
    text("information", "Informasi", 40, |row, _| shown(row.facts.information.as_ref(), string)),
    text("description", "Uraian informasi", 40, |row, _| {
        shown(row.facts.description.as_ref(), string)
    }),
    text("document_type", "Jenis dokumen", 16, |row, _| {
        shown(row.facts.document_type.as_ref(), string)
    }),
    column("legal_basis", "Dasar hukum", TEXTS, 40, |row, _| {
        shown(row.facts.legal_basis.as_ref(), |all| {
            joined(TEXTS, all.iter().map(|basis| basis.text.as_str()))
        })
    }),
    column("legal_basis_id", "Dasar hukum (kode)", CODES, 24, |row, _| {
        shown(row.facts.legal_basis.as_ref(), |all| {
            joined(CODES, all.iter().filter_map(|basis| basis.id.as_deref()))
        })
    }),
    text("consequence_if_opened", "Konsekuensi bila dibuka", 40, |row, _| {
        shown(row.facts.consequence_if_opened.as_ref(), string)
    }),
    text("consequence_if_closed", "Konsekuensi bila ditutup", 40, |row, _| {
        shown(row.facts.consequence_if_closed.as_ref(), string)
    }),
    text("period", "Jangka waktu", 24, |row, _| {
        shown(row.facts.period.as_ref(), |period| Cell::text(&period.text))
    }),
    column("ends", "Hari terakhir berlaku", Kind::Day, 12, |row, _| {
        shown(row.facts.period.as_ref(), |period| period.ends.map_or(Cell::Empty, Cell::Day))
    }),
    column("exceptions", "Tidak dikecualikan bila", TEXTS, 30, |row, _| {
        shown(row.facts.exceptions.as_ref(), |all| {
            joined(TEXTS, all.iter().map(|chosen| chosen.text.as_str()))
        })
    }),
    column("exceptions_id", "Tidak dikecualikan bila (kode)", CODES, 20, |row, _| {
        shown(row.facts.exceptions.as_ref(), |all| {
            joined(CODES, all.iter().map(|chosen| chosen.id.as_str()))
        })
    }),
    text("determination", "Keputusan", 40, |row, _| Cell::text(&row.facts.determination.text)),
    text("determination_number", "Nomor keputusan", 14, |row, _| {
        Cell::text(&row.facts.determination.number)
    }),
    column("determination_year", "Tahun keputusan", Kind::Number, 8, |row, _| {
        Cell::Number(row.facts.determination.year.into())
    }),
    column("determination_day", "Tanggal keputusan", Kind::Day, 12, |row, _| {
        Cell::Day(row.facts.determination.day)
    }),
    text("determination_authority", "Kode kantor yang menetapkan", 10, |row, _| {
        Cell::text(row.facts.determination.authority.as_str())
    }),
    text("determination_issue", "Catatan keputusan", 20, |row, _| {
        Cell::text(row.facts.determination.issue.to_string())
    }),
    column("determination_item", "Butir", Kind::Number, 8, |row, _| {
        Cell::Number(row.facts.determination.item.into())
    }),
    text("determination_title", "Judul keputusan", 40, |row, _| {
        shown(row.facts.determination.title.as_ref(), string)
    }),
    text("responsible_position", "Penanggung jawab", 24, |row, _| {
        shown(row.facts.responsible_position.as_ref(), string)
    }),
    column("gaps", "Kekurangan pencatatan dari kertas", TEXTS, 30, |row, _| {
        joined(TEXTS, row.facts.gaps.iter().map(|gap| gap.text.as_str()))
    }),
    text("status", "Status", 12, |row, _| Cell::text(&row.status.text)),
    column("status_since", "Status dalam daftar sejak", Kind::Day, 12, |row, _| {
        Cell::Day(row.status_since)
    }),
    column("updated", "Diperbarui", Kind::Day, 12, |row, _| Cell::Day(row.updated)),
    text("event", "Peristiwa", 22, |row, _| Cell::text(row.event.to_string())),
];

const fn text(
    name: &'static str,
    title: &'static str,
    width: u8,
    read: Read<PublicRow>,
) -> Column<PublicRow> {
    column(name, title, Kind::Text, width, read)
}

const fn column(
    name: &'static str,
    title: &'static str,
    kind: Kind,
    width: u8,
    read: Read<PublicRow>,
) -> Column<PublicRow> {
    Column { name, title, kind, width, read }
}

fn shown<'a, T>(value: Option<&'a Shown<T>>, read: impl FnOnce(&'a T) -> Cell<'a>) -> Cell<'a> {
    match value {
        None => Cell::Empty,
        Some(Shown::Withheld(_)) => Cell::Withheld,
        Some(Shown::Open(value)) => read(value),
    }
}

#[expect(clippy::ptr_arg, reason = "it reads a `Shown<String>`")]
fn string(text: &String) -> Cell<'_> {
    Cell::text(text.as_str())
}

fn joined<'a>(kind: Kind, texts: impl Iterator<Item = &'a str>) -> Cell<'a> {
    let Kind::List(separator) = kind else { return Cell::Empty };
    let texts: Vec<&str> = texts.collect();
    match texts.as_slice() {
        [one] => Cell::text(*one),
        several => Cell::text(Cow::Owned(several.join(separator))),
    }
}

const fn kind(kind: RowKind) -> &'static str {
    match kind {
        RowKind::National => "Nasional",
        RowKind::Office => "Kantor",
    }
}
