//! Rows for a public list without logs: what is measured is finding them, not making them.

use kecuali_domain::{
    article17::Article17,
    office::{Level, Offices},
};
use kecuali_encoding::canonical_json;
use kecuali_publication::PublicRow;
use kecuali_server::publisher::Publisher;
use kecuali_storage::{Commit, Event, Row, RowStatus, Store};
use serde_json::{Value, json};

use crate::{Done, error::BenchError};

/// Rows in one commit.
const BATCH: usize = 500;
const OFFICES: usize = 514;
const ISSUE: &str = "5642000000000000000000000000000000000000000000000000000000000001";
const EPOCH: &str = "00000000000000aa";

/// Puts so many rows into a store, in turn over all offices.
pub(super) fn fill(store: &dyn Store, rows: usize) -> Done {
    for start in (0..rows).step_by(BATCH) {
        // As if they had been made from logs: a server that starts leaves them as they are.
        let mut commit = Commit { values: vec![Publisher::format()], ..Commit::default() };
        for index in start..rows.min(start + BATCH) {
            let body = body(index)?;
            let text = canonical_json(&body);
            let seq = u64::try_from(index).unwrap_or_default() + 1;
            let of =
                |at: &str| body.pointer(at).and_then(Value::as_str).unwrap_or_default().to_owned();
            commit.rows.push(Row {
                id: of("/id"),
                office: of("/office/id"),
                issue: [0; 32],
                item: 1,
                ends: None,
                status: RowStatus::InForce,
                event: seq,
                body: text.clone().into_bytes(),
            });
            commit.events.push(Event {
                seq,
                name: of("/event"),
                kind: "published".to_owned(),
                row: of("/id"),
                office: of("/office/id"),
                day: "2026-11-23".to_owned(),
                reason: None,
                body: Some(text.into_bytes()),
            });
        }
        store.commit(&commit)?;
    }
    Ok(())
}

/// One of them, as the index takes it.
pub(super) fn public(index: usize) -> Result<PublicRow, BenchError> {
    Ok(serde_json::from_value(body(index)?)?)
}

/// Something that is asked for.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) address: String,
    /// By someone who has an answer already, and asks whether it is the newest.
    pub(super) again: bool,
}

/// What people and machines ask for, in turn: the API, pages, feeds and a file of the list; and by
/// turns the same once more, as caches do.
pub(super) fn asked(rows: usize) -> Vec<Asked> {
    let row = |index: usize| body(index % rows).ok()?["id"].as_str().map(str::to_owned);
    let ids = (0..10).filter_map(|n| row(n * 97));
    let of_rows = ids.flat_map(|id| [format!("/api/v1/entries/{id}"), format!("/informasi/{id}")]);
    let all = ADDRESSES.map(str::to_owned).into_iter().chain(of_rows);
    let both =
        |address: String| [false, true].map(|again| Asked { address: address.clone(), again });
    all.flat_map(both).collect()
}

const ADDRESSES: [&str; 20] = [
    "/api/v1/entries",
    "/api/v1/entries?q=bakala",
    "/api/v1/entries?q=ktp%20kabupaten&basis=17.h",
    "/api/v1/entries?group=item",
    "/api/v1/entries?province=36&limit=50",
    "/api/v1/offices",
    "/api/v1/offices/3604/entries",
    "/api/v1/determinations",
    "/api/v1/events?limit=20",
    "/api/v1/codes/bases",
    "/",
    "/daftar",
    "/daftar?q=bakala&tampil=baris",
    "/kantor",
    "/kantor/3604",
    "/penetapan",
    "/perubahan",
    "/unduh",
    "/umpan.atom",
    CSV,
];

/// A file of the list, as it was printed.
pub(super) const CSV: &str = "/api/v1/snapshots/latest/daftar.csv";

fn body(index: usize) -> Result<Value, BenchError> {
    let offices = Offices::bundled().iter().filter(|one| one.level == Level::RegencyCity);
    let office = offices.map(|office| &office.id).nth(index % OFFICES);
    let office = office.ok_or_else(|| BenchError::odd("there are 514 offices"))?;
    let basis = Article17::all().nth(index % 37).map(|basis| basis.to_string());
    let basis = basis.unwrap_or_default();
    let line = |name: &str, words: u64| {
        let words: Vec<String> = (0..words).map(|n| word(name, index, n)).collect();
        words.join(" ")
    };
    Ok(json!({
        "id": format!("{office}-01a0c450-6c2b-7000-8000-{index:012x}"),
        "kind": "office",
        "handle": format!("{office}-{index:06}"),
        "office": { "id": office, "name": format!("KPU Kabupaten {}", word("office", index % OFFICES, 0)) },
        "information": line("information", 12),
        "description": line("description", 40),
        "document_type": word("type", index % 40, 0),
        "legal_basis": [{ "id": format!("uu-14-2008:{basis}"), "text": format!("UU 14/2008 Pasal {basis}") }],
        "consequence_if_opened": line("opened", 30),
        "consequence_if_closed": line("closed", 30),
        "determination": {
            "number": "731",
            "year": 2025,
            "day": "2025-08-21",
            "authority": "RI",
            "issue": ISSUE,
            "item": index % 16 + 1,
            "text": "Keputusan KPU Nomor 731 Tahun 2025 tanggal 21 Agustus 2025",
        },
        "status": { "code": "in_force", "text": "Berlaku" },
        "status_since": "2026-11-23",
        "updated": "2026-11-23",
        "event": format!("{EPOCH}.{}", index + 1),
    }))
}

/// One of some five thousand words; every fifth is one of few, as in prose.
fn word(name: &str, index: usize, n: u64) -> String {
    let index = u64::try_from(index).unwrap_or_default();
    let name = name.bytes().fold(0_u64, |all, byte| all * 31 + u64::from(byte));
    let mixed = (name << 40) ^ (index << 8) ^ n;
    // The mixing of SplitMix64: cheap, and the same everywhere.
    let mixed = mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let digits = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb).to_be_bytes();
    if digits[0] < 51 {
        return ["dan", "yang", "kabupaten", "data", "ktp"][usize::from(digits[1]) % 5].to_owned();
    }
    let syllable = |byte: u8| SYLLABLES[usize::from(byte) % SYLLABLES.len()];
    [syllable(digits[1]), syllable(digits[2]), syllable(digits[3])].concat()
}

const SYLLABLES: [&str; 17] = [
    "ba", "ka", "la", "per", "men", "si", "tu", "ri", "sa", "du", "ko", "ngan", "pe", "mi", "lih",
    "ra", "han",
];
