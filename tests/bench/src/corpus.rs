//! The entries that are written: line i of the corpus is entry i.

use std::{
    fs::File,
    io::{BufRead as _, BufReader},
};

use kecuali_domain::{DocumentId, OfficeId, content::SALT};
use kecuali_encoding::{Frame, canonical_json};
use kecuali_testkit::sample;
use serde_json::{Map, Value};

use crate::{config, error::BenchError};

/// Content of an entry: keys with their values.
pub(crate) type Fields = Vec<(String, String)>;

/// The key that the workloads change.
pub(crate) const STATUS: &str = "status";

/// When every entry was written, by its writer's clock.
const WRITTEN: u64 = 1_790_000_000_000;

/// Entries `from..from + n` of the harness's corpus.
pub(crate) fn read(from: usize, n: usize) -> Result<Vec<Fields>, BenchError> {
    let path = config::corpus().ok_or_else(|| BenchError::odd("BENCH_CORPUS is not set"))?;
    let lines = BufReader::new(File::open(path)?).lines();
    let read = |line: Result<String, _>| Ok(fields(&serde_json::from_str(&line?)?));
    let read: Result<Vec<Fields>, BenchError> = lines.skip(from).take(n).map(read).collect();
    let read = read?;
    if read.len() == n { Ok(read) } else { Err(BenchError::odd("the corpus is too short")) }
}

/// An entry like those of the corpus, for measurements without a harness. About 1,400 bytes.
pub(crate) fn make(index: usize) -> Fields {
    let line = |name: &str, bytes: usize| {
        let words: Vec<&str> = (0_u64..).map(|n| word(name, index, n)).take(bytes / 8).collect();
        (name.to_owned(), words.join(" "))
    };
    let mut fields = vec![
        line("title", 100),
        line("summary", 300),
        line("consequence_if_open", 225),
        line("consequence_if_closed", 225),
        line("doc_type", 16),
        line("unit", 24),
        line("legal_basis", 60),
        line("storage", 80),
        line("history", 180),
        ("period_until".to_owned(), "2030-12-31".to_owned()),
        (STATUS.to_owned(), "draf".to_owned()),
        (
            SALT.to_owned(),
            Frame::new("kecuali/bench/salt").number(number(index)).digest().to_string(),
        ),
    ];
    fields.sort();
    fields
}

/// The name of entry `index` of an office.
pub(crate) fn document(office: &OfficeId, index: usize) -> DocumentId {
    let digest =
        Frame::new("kecuali/bench/document").text(office.as_str()).number(number(index)).digest();
    let mut random = [0; 10];
    random.copy_from_slice(&digest.0[..10]);
    DocumentId::new(written(index), random)
}

/// When entry `index` was written, by its writer's clock.
pub(crate) fn written(index: usize) -> u64 {
    WRITTEN + number(index)
}

/// Which k of n entries an edit touches: spread evenly.
pub(crate) fn spread(n: usize, k: usize) -> impl Iterator<Item = usize> {
    (0..k).map(move |j| j * n / k)
}

/// Text as it is; anything else as its canonical JSON. An entry begins with a salt.
fn fields(entry: &Map<String, Value>) -> Fields {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            canonical_json(value)
        }
    };
    let mut fields: Fields = entry.iter().map(|(key, value)| (key.clone(), text(value))).collect();
    let salt = Frame::new("kecuali/bench/salt").text(&canonical_json(entry)).digest();
    fields.push((SALT.to_owned(), salt.to_string()));
    fields.sort();
    fields
}

fn word(name: &str, index: usize, n: u64) -> &'static str {
    let digest = Frame::new("kecuali/bench/word").text(name).number(number(index)).number(n);
    WORDS[usize::from(digest.digest().0[0]) % WORDS.len()]
}

fn number(index: usize) -> u64 {
    u64::try_from(index).expect("an index fits in 64 bits")
}

const WORDS: [&str; 24] = [
    "data",
    "laporan",
    "kegiatan",
    "pemilih",
    "bakal",
    "calon",
    "kesehatan",
    "berkas",
    "dokumen",
    "surat",
    "keputusan",
    "anggaran",
    "kontrak",
    "penyedia",
    "logistik",
    "kotak",
    "suara",
    "rekapitulasi",
    "pengadaan",
    "pegawai",
    "sengketa",
    "arsip",
    "pemeriksaan",
    "kampanye",
];

/// An entry with the fields that offices fill in.
pub(crate) fn make_office_entry(index: usize) -> Fields {
    let renamed = |name: &str| match name {
        "title" => Some("information"),
        "summary" => Some("description"),
        "consequence_if_open" => Some("consequence_if_opened"),
        "consequence_if_closed" => Some("consequence_if_closed"),
        "doc_type" => Some("document_type"),
        "unit" => Some("owning_unit"),
        "history" => Some("note"),
        _ => None,
    };
    let fields = make(index).into_iter();
    fields.filter_map(|(name, value)| Some((renamed(&name)?.to_owned(), value))).collect()
}

/// An entry that may be submitted and determined: an application of an item in force. Salted.
pub(crate) fn make_application(index: usize) -> Fields {
    let mut fields = make_office_entry(index);
    let more = [
        ("legal_basis/uu-14-2008:17.b", "persaingan usaha tidak sehat"),
        ("period", sample::UNTIL),
        ("responsible_position", "Sekretaris"),
    ];
    fields.extend(more.map(|(name, value)| (name.to_owned(), value.to_owned())));
    fields.extend(make(index).into_iter().filter(|(name, _)| name == SALT));
    fields.sort();
    fields
}
