//! The index against the plain way: every row looked at, and everything built anew.

use kecuali_domain::similarity::{fold, normalise};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::publisher::Heard;

const OFFICES: [&str; 5] = ["1101", "3604", "36", "9301", "RI"];
const NAMES: [&str; 4] =
    ["Hasil pemeriksaan KTP", "Kartu tanda penduduk", "Rekening bank", "Rékam médis"];
const TYPES: [&str; 3] = ["Formulir", "formulir", "Berita acara"];
const BASES: [&str; 4] =
    ["uu-14-2008:17.h.2", "uu-14-2008:17.h", "uu-14-2008:17.b", "uu-27-2022:4"];

/// What may be said about a row.
#[derive(Debug, Clone)]
struct Said {
    row: (usize, usize),
    name: usize,
    kind: usize,
    bases: Vec<usize>,
    issue: usize,
    in_force: bool,
    withheld: bool,
}

fn said() -> impl Strategy<Value = Said> {
    let bases = prop::collection::vec(0..BASES.len(), 0..3);
    let row = (0..OFFICES.len(), 0_usize..4);
    let values = (0..NAMES.len(), 0..TYPES.len(), bases, 0_usize..3);
    (row, values, any::<bool>(), prop::bool::weighted(0.2)).prop_map(
        |(row, (name, kind, bases, issue), in_force, withheld)| Said {
            row,
            name,
            kind,
            bases,
            issue,
            in_force,
            withheld,
        },
    )
}

fn body(said: &Said, n: usize) -> Value {
    let office = OFFICES[said.row.0];
    let entry = format!("01a0c450-6c2b-7000-8000-{:012x}", said.row.1);
    let national = office == "RI" && said.row.1 > 1;
    let id = if national { format!("RI-{entry}.1") } else { format!("{office}-{entry}") };
    let information = if said.withheld {
        json!({ "withheld": "ab".repeat(32) })
    } else {
        json!(NAMES[said.name])
    };
    let bases = said.bases.iter().map(|basis| json!({ "id": BASES[*basis], "text": "Dasar" }));
    json!({
        "id": id,
        "kind": if national { "national" } else { "office" },
        "handle": "X-1",
        "office": { "id": office, "name": "KPU" },
        "information": information,
        "document_type": TYPES[said.kind],
        "legal_basis": bases.collect::<Vec<_>>(),
        "determination": {
            "number": (700 + said.issue).to_string(),
            "year": 2024 + said.issue,
            "day": format!("{}-05-01", 2024 + said.issue),
            "authority": "RI",
            "issue": format!("{:064x}", said.issue),
            "item": 1,
            "text": "Keputusan",
        },
        "status": { "code": if said.in_force { "in_force" } else { "withdrawn" }, "text": "x" },
        "status_since": "2026-11-23",
        "updated": "2026-11-23",
        "event": format!("0000000000000001.{n}"),
    })
}

fn country() -> Country {
    let root = kecuali_testkit::Scene::empty().national().root().clone();
    let store = Arc::new(kecuali_storage::MemoryStore::default());
    let book = kecuali_sync::Book::open(root, store).unwrap();
    Country::of(&book, &Heard::read(&book).unwrap())
}

/// Everything an index holds, words spelled out.
fn told(index: &Index) -> Vec<String> {
    let line = |row: &Arc<Entry>| {
        let words = index.words.spelled(&row.words);
        format!("{:?} {words:?}", Entry { words: Box::default(), ..Entry::clone(row) })
    };
    index.rows().map(line).collect()
}

fn asked() -> impl Strategy<Value = Query> {
    let office = prop::option::of(0..OFFICES.len());
    let choices = (prop::option::of(0_usize..3), prop::option::of(0_usize..3), 0_usize..3);
    let words = prop::option::of(0_usize..5);
    (office, any::<bool>(), choices, words, prop::option::of(0_usize..4)).prop_map(
        |(office, with_national, (issue, kind, standing), word, basis)| Query {
            office: office.map(|at| OFFICES[at].parse().unwrap()),
            with_national,
            determination: issue.map(|at| match at {
                0 => DeterminationName::Issue(format!("{at:064x}").parse().unwrap()),
                _ => DeterminationName::Number(format!("{} {}", 700 + at, 2024 + at)),
            }),
            document_type: kind.map(|at| fold(TYPES[at])),
            standing: [Standing::InForce, Standing::Withdrawn, Standing::All][standing],
            text: word.map(|at| ["ktp", "KARTU penduduk", "medis", "an", ""][at].to_owned()),
            basis: basis.map(|at| match at {
                0 => Ground::Any,
                1 => Ground::Article("17.h".parse().unwrap()),
                2 => Ground::Article("17.h.2".parse().unwrap()),
                _ => Ground::Article("17.b".parse().unwrap()),
            }),
            ..Query::default()
        },
    )
}

/// The same question asked of a row's JSON, in the plainest way.
fn answers(query: &Query, row: &Value) -> bool {
    let text = |at: &str| row.pointer(at).and_then(Value::as_str).unwrap_or_default();
    let office = query.office.as_ref().is_none_or(|office| {
        text("/office/id") == office.as_str()
            || (query.with_national && text("/kind") == "national")
    });
    let standing = match query.standing {
        Standing::InForce => text("/status/code") == "in_force",
        Standing::Withdrawn => text("/status/code") == "withdrawn",
        Standing::All => true,
    };
    let issue = text("/determination/issue");
    let name = format!("{} {}", text("/determination/number"), row["determination"]["year"]);
    let determination = query.determination.as_ref().is_none_or(|asked| match asked {
        DeterminationName::Issue(digest) => digest.to_string() == issue,
        DeterminationName::Number(number) => *number == name,
    });
    let kind = query.document_type.as_ref();
    let kind = kind.is_none_or(|code| fold(text("/document_type")) == *code);
    let starts = |ground: Ground| match ground {
        Ground::Any => "uu-14-2008:17".to_owned(),
        Ground::Article(article) => format!("uu-14-2008:{article}"),
    };
    let basis = query.basis.is_none_or(|ground| {
        let listed = row["legal_basis"].as_array().unwrap().iter();
        let mut ids = listed.map(|basis| basis["id"].as_str().unwrap().to_owned());
        ids.any(|id| format!("{id}.").starts_with(&format!("{}.", starts(ground))))
    });
    let own = [
        text("/information"),
        text("/document_type"),
        text("/handle"),
        text("/office/name"),
        text("/determination/text"),
        &"Dasar".repeat(row["legal_basis"].as_array().unwrap().len().min(1)),
    ]
    .map(|text| format!("{} {}", fold(text), normalise(text)))
    .join(" ");
    let found = query.text.as_deref().is_none_or(|asked| {
        fold(asked).split(' ').all(|word| {
            own.contains(word) || normalise(word).split(' ').all(|word| own.contains(word))
        })
    });
    office && standing && determination && kind && basis && found
}

proptest! {
    #[test]
    fn step_by_step_comes_to_the_same_as_from_scratch_and_finds_what_a_look_at_every_row_finds(
        steps in prop::collection::vec(prop::collection::vec(said(), 1..5), 1..8),
        queries in prop::collection::vec(asked(), 8),
    ) {
        let mut index = Index::empty(country());
        let mut rows: BTreeMap<String, Value> = BTreeMap::new();
        for (n, step) in steps.iter().enumerate() {
            let bodies: Vec<Value> = step.iter().map(|said| body(said, n)).collect();
            let read = |body: &Value| serde_json::from_value::<PublicRow>(body.clone()).unwrap();
            let before = told(&index);
            let next = index.with(&bodies.iter().map(read).collect::<Vec<_>>());
            prop_assert_eq!(told(&index), before, "a snapshot does not change");
            index = next;
            rows.extend(bodies.into_iter().map(|row| (row["id"].as_str().unwrap().to_owned(), row)));
        }
        let all: Vec<PublicRow> =
            rows.values().map(|row| serde_json::from_value(row.clone()).unwrap()).collect();
        prop_assert_eq!(told(&index), told(&Index::empty(country()).with(&all)));

        for query in &queries {
            let expected: Vec<&str> =
                rows.iter().filter(|(_, row)| answers(query, row)).map(|(id, _)| &**id).collect();
            let (mut found, mut after) = (Vec::new(), None::<Box<str>>);
            loop {
                let hits = index.search(query, after.as_deref(), 3);
                prop_assert_eq!(hits.total, expected.len());
                found.extend(hits.ids);
                if !hits.more { break }
                after = found.last().cloned();
            }
            prop_assert_eq!(found.iter().map(|id| &**id).collect::<Vec<_>>(), expected.clone());
            let groups = index.groups(query);
            prop_assert_eq!(groups.iter().map(|group| group.rows).sum::<usize>(), expected.len());
            let once = |offices: &[OfficeId]| offices.windows(2).all(|two| two[0] < two[1]);
            prop_assert!(groups.iter().all(|group| once(&group.offices)), "{:?}", groups);
            let years = index.facets(query).years;
            prop_assert_eq!(years.values().sum::<usize>(), expected.len());
        }
    }
}

#[test]
fn a_province_is_its_offices_and_a_code_of_2022_still_names_its_office() {
    let country = country();
    let id = |text: &str| text.parse::<OfficeId>().unwrap();
    assert_eq!(country.by_code("91.01"), Some(id("9301")));
    assert_eq!(country.province(&id("9301")), Some(id("93")));
    assert_eq!(country.province(&OfficeId::national()), None);
    assert_eq!((country.ids().len(), country.provinces().count()), (553, 38));
}
