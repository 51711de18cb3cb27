//! N-import: `kecuali import` of a list as offices have them, as a process: the child that reads
//! the file, rules and neighbours of every row, and as many signed drafts on the disk.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufWriter, Write as _},
    path::Path,
    process::{Command, Output},
};

use kecuali_publication::format::{Cell, Column, Kind, XlsxWriter};
use serde_json::Value;
use tempfile::TempDir;

use super::{
    Target::{AtMost, None as Untold},
    count, office, row,
};
use crate::{Done, corpus, error::BenchError, time::Stopwatch};

/// So many rows may take so many seconds, and each process so many MiB.
const ROWS: usize = 10_000;
const SECONDS: f64 = 5.0;
const MEMORY: f64 = 100.0;
/// Words in a cell, at most, and sentences of what would come of it.
const WORDS: usize = 12;
const SENTENCES: usize = 16;

pub(super) fn measure(quick: bool) -> Done {
    let rows = if quick { 500 } else { ROWS };
    let folder = TempDir::new()?;
    office::set_up(folder.path(), 0).map_err(|error| BenchError::odd(error.to_string()))?;
    let list = folder.path().join("daftar.xlsx");
    let bytes = write(&list, rows)?;
    let say = |what: &str, value, unit, target| {
        row("N-import", &format!("{rows} rows of XLSX: {what}"), value, unit, target)
    };
    say("the file", bytes, "B", Untold)?;
    let looked = import(folder.path(), &list, false)?;
    say("a look", looked.seconds, "s", Untold)?;
    say("a look: memory", looked.own, "MiB", AtMost(MEMORY))?;
    let imported = import(folder.path(), &list, true)?;
    if imported.entries != rows {
        return Err(BenchError::odd(format!("{} of {rows} rows were imported", imported.entries)));
    }
    let seconds = SECONDS * count(rows) / count(ROWS);
    say("signed drafts", imported.seconds, "s", AtMost(seconds))?;
    say("signed drafts: memory", imported.own, "MiB", AtMost(MEMORY))?;
    say("the child that reads the file: memory", imported.child, "MiB", AtMost(MEMORY))
}

/// One run of the command.
struct Run {
    seconds: f64,
    /// The most memory of the command, and of its child, in MiB.
    own: f64,
    child: f64,
    entries: usize,
}

fn import(folder: &Path, list: &Path, yes: bool) -> Result<Run, BenchError> {
    let (said, data) = (folder.join("peak"), folder.join("3604"));
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["office", "--", "--data"]).arg(data).arg("import").arg(list);
    // People look; what was imported is counted in what programs are told.
    let how: &[&str] = if yes { &["--yes", "--json"] } else { &["--dry-run"] };
    command.args(how).env(office::PEAK, &said);
    let watch = Stopwatch::start();
    let Output { status, stdout, stderr } = command.output()?;
    let seconds = watch.seconds();
    let complaint = String::from_utf8_lossy(&stderr);
    if !status.success() {
        return Err(BenchError::odd(format!("kecuali import: {complaint}")));
    }
    let imported: Value = serde_json::from_slice(&stdout).unwrap_or_default();
    let entries = imported["entries"].as_array().map_or(0, Vec::len);
    let peak = |text: &str| text.trim().rsplit(' ').next()?.parse().ok();
    let missing = || BenchError::odd("a process did not say how much memory it took");
    let own = peak(&complaint).ok_or_else(missing)?;
    let child = peak(&std::fs::read_to_string(said)?).ok_or_else(missing)?;
    Ok(Run { seconds, own, child, entries })
}

type Cells = BTreeMap<String, String>;

/// One row as offices write them: what it is differs, and what would come of it is said in the same
/// few sentences all over the list.
fn cells(index: usize) -> Cells {
    let entry = |index| corpus::make_office_entry(index).into_iter();
    let mut cells: Cells = entry(index).collect();
    cells.extend(entry(index % SENTENCES).filter(|(name, _)| name.starts_with("consequence")));
    for text in cells.values_mut() {
        *text = text.split(' ').take(WORDS).collect::<Vec<_>>().join(" ");
    }
    let same = [
        ("legal_basis", "Pasal 17 huruf h angka 2 UU Nomor 14 Tahun 2008"),
        ("period", "5 tahun"),
        ("responsible_position", "Sekretaris"),
    ];
    cells.extend(same.map(|(name, text)| (name.to_owned(), text.to_owned())));
    cells
}

/// Writes a list of an office, and says how long it is.
fn write(path: &Path, rows: usize) -> Result<f64, BenchError> {
    let file = BufWriter::new(File::create(path)?);
    let mut list = XlsxWriter::<Cells, _>::new(COLUMNS, "Daftar", None, file)?;
    for index in 0..rows {
        list.row(&cells(index))?;
    }
    list.finish()?.flush()?;
    let bytes = usize::try_from(path.metadata()?.len()).unwrap_or(usize::MAX);
    Ok(count(bytes))
}

const COLUMNS: &[Column<Cells>] = &[
    column("information", "Informasi"),
    column("description", "Uraian informasi"),
    column("document_type", "Jenis dokumen"),
    column("legal_basis", "Dasar hukum"),
    column("consequence_if_opened", "Konsekuensi bila dibuka"),
    column("consequence_if_closed", "Konsekuensi bila ditutup"),
    column("period", "Jangka waktu"),
    column("responsible_position", "Penanggung jawab"),
];

const fn column(name: &'static str, title: &'static str) -> Column<Cells> {
    Column { name, title, kind: Kind::Text, width: 20, read: cell }
}

fn cell<'a>(cells: &'a Cells, name: &str) -> Cell<'a> {
    cells.get(name).map_or(Cell::Empty, |text| Cell::text(text.as_str()))
}
