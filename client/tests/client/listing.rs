//! The register as a list: what is found, in which order, and what each filter would leave.

use kecuali_client::office::{
    Name, Office,
    input::Fields,
    register::{Facet, Query, Sort},
};
use kecuali_domain::{handle, status::Status};
use proptest::prelude::*;

use crate::{
    desk::Desk,
    world::{World, complete, fields},
};

fn with(information: &str, changes: &[&str]) -> Fields {
    let mut all = complete(information);
    for (key, value) in fields(changes) {
        let name = key.split('/').next().unwrap().to_owned();
        all.retain(|(key, _)| key.split('/').next() != Some(&name));
        all.push((key, value));
    }
    all
}

fn names(office: &mut Office, query: &Query) -> Vec<String> {
    let page = office.register(query).unwrap();
    assert_eq!(page.total, page.rows.len(), "no limit was asked for");
    page.rows.into_iter().map(|row| row.summary.information).collect()
}

fn search(text: &str) -> Query {
    Query { text: Some(text.to_owned()), ..Query::default() }
}

fn pairs(facets: &[Facet]) -> Vec<(&str, usize)> {
    facets.iter().map(|facet| (facet.value.as_str(), facet.count)).collect()
}

/// Three entries, the first of them determined under 12/2026.
fn three() -> (World, Vec<Name>) {
    let mut world = World::with("3604");
    world.issue();
    let determined = world.draft("3604");
    world.endorse("3604", &determined);
    let item = world.office("3604").item("12/1").unwrap();
    let one = [determined.clone()];
    world.office("3604").submit(None, &one, Some(item), None).unwrap();
    world.sync("3604");
    world.sync("RI");
    world.office("RI").determine(None, &one, None, None).unwrap();
    world.sync("RI");
    world.sync("3604");
    let rest = [
        with("Berita acara pleno", &["document_type=Berita acara", "legal_basis=uu-14-2008:17.i"]),
        with("Arsip kepegawaian", &["register_number=7", "register_year=2024"]),
    ];
    let mut all = one.to_vec();
    all.extend(world.office("3604").add_entries(None, &rest).unwrap());
    (world, all)
}

#[test]
fn a_row_has_the_columns_of_the_list_and_is_found_by_each_of_them() {
    let (mut world, all) = three();
    let office = world.office("3604");
    let rows = office.register(&Query::default()).unwrap().rows;
    let first = &rows[0];
    assert_eq!(first.determination.as_deref(), Some("12/2026"));
    assert_eq!((first.year, rows[1].year, rows[2].year), (Some(2026), None, Some(2024)));
    assert_eq!(first.legal_basis, ["UU 14/2008 Pasal 17 huruf h angka 2"]);
    assert_eq!((first.period.as_str(), first.responsible.as_str()), ("5 tahun", "Sekretaris"));
    let found = |office: &mut Office, text: &str| names(office, &search(text));
    assert_eq!(found(office, "acara pleno"), ["Berita acara pleno"]);
    assert_eq!(found(office, "huruf i"), ["Berita acara pleno"]);
    assert_eq!(found(office, "kepegawian"), ["Arsip kepegawaian"], "one slip is forgiven");
    assert_eq!(found(office, &handle(&all[2].0, all[2].1)), ["Arsip kepegawaian"]);
    assert_eq!(found(office, "sekretaris").len(), 3);
    assert!(found(office, "anggaran").is_empty());
}

#[test]
fn each_filter_keeps_what_it_says() {
    let (mut world, _) = three();
    let office = world.office("3604");
    let only = |office: &mut Office, query: Query| names(office, &query);
    let ground = |text: &str| Query { basis: Some(text.parse().unwrap()), ..Query::default() };
    assert_eq!(only(office, ground("17.i")), ["Berita acara pleno"]);
    assert_eq!(only(office, ground("17.h")).len(), 2, "a letter with all of its numbers");
    assert!(only(office, ground("17.h.3")).is_empty());
    let status = Query { status: Some(Status::Determined), ..Query::default() };
    assert_eq!(only(office, status), ["Rekam medis pegawai"]);
    for name in ["12/2026", "12/2026/1", " 12 / 2026"] {
        let determination = Query { determination: Some(name.to_owned()), ..Query::default() };
        assert_eq!(only(office, determination), ["Rekam medis pegawai"], "{name}");
    }
    let year = Query { year: Some(2024), ..Query::default() };
    assert_eq!(only(office, year), ["Arsip kepegawaian"]);
    let kind = Query { document_type: Some("berita  ACARA".to_owned()), ..Query::default() };
    assert_eq!(only(office, kind), ["Berita acara pleno"]);
    assert!(only(office, Query { conflict: Some(true), ..Query::default() }).is_empty());
    let other = Query { office: Some("3605".parse().unwrap()), ..Query::default() };
    assert!(only(office, other).is_empty());
}

#[test]
fn facets_say_what_a_filter_would_leave_with_all_others_as_they_are() {
    let (mut world, _) = three();
    let query = Query { document_type: Some("surat keterangan".to_owned()), ..Query::default() };
    let facets = world.office("3604").register(&query).unwrap().facets;
    assert_eq!(pairs(&facets.status), [("draft", 1), ("determined", 1)]);
    assert_eq!(pairs(&facets.document_type), [("berita acara", 1), ("surat keterangan", 2)]);
    assert_eq!(facets.document_type[0].label, "Berita acara");
    assert_eq!(pairs(&facets.basis), [("17.h", 2), ("17.h.2", 2)]);
    assert_eq!(pairs(&facets.determination), [("12/2026", 1)]);
    assert_eq!(pairs(&facets.year), [("2026", 1), ("2024", 1)]);
    assert_eq!(pairs(&facets.office), [("3604", 2)]);
}

#[test]
fn pages_of_any_order_come_to_the_whole_list() {
    let (mut world, _) = three();
    let office = world.office("3604");
    for sort in [Sort::Entry, Sort::Name, Sort::Status, Sort::Ends, Sort::Changed] {
        let query = Query { sort, ..Query::default() };
        let whole = names(office, &query);
        let page = |office: &mut Office, offset| {
            office.register(&Query { offset, limit: Some(1), ..query.clone() }).unwrap()
        };
        let pages: Vec<_> = (0..3).map(|offset| page(office, offset)).collect();
        assert!(pages.iter().all(|page| page.total == 3 && page.rows.len() == 1));
        let joined = pages.iter().map(|page| page.rows[0].summary.information.clone());
        assert_eq!(joined.collect::<Vec<_>>(), whole, "{sort:?}");
        assert!(page(office, 3).rows.is_empty());
    }
    let by_name = names(office, &Query { sort: Sort::Name, ..Query::default() });
    assert_eq!(by_name, ["Arsip kepegawaian", "Berita acara pleno", "Rekam medis pegawai"]);
    let last = Query { sort: Sort::Ends, ..Query::default() };
    assert_eq!(names(office, &last)[0], "Rekam medis pegawai", "what has no end comes last");
    let newest = Query { sort: Sort::Changed, descending: true, ..Query::default() };
    let rows = office.register(&newest).unwrap().rows;
    assert!(rows.windows(2).all(|two| two[0].changed > two[1].changed));
}

/// One step of an office and of those around it.
fn step(world: &mut World, all: &mut Vec<Name>, what: u8) {
    let last = all[usize::from(what / 8) % all.len()].clone();
    match what % 8 {
        0 => all.extend([world.draft("3604")]),
        1 => {
            let change = fields(&["information=Nama baru", "legal_basis=uu-14-2008:17.a"]);
            world.office("3604").edit(Some("siti"), &last, &change).unwrap();
        }
        2 => drop(world.sync("3604")),
        3 => drop(world.sync("RI")),
        4 => {
            let mut other = world.second("3604");
            other.edit(Some("siti"), &last, &fields(&["document_type=Peta"])).unwrap();
        }
        5 => world.endorse("3604", &last),
        6 => {
            let mut other = world.second("3604");
            all.extend(other.add_entries(None, &[complete("Dari jendela lain")]).unwrap());
        }
        _ => {
            let item = world.office("3604").item("12/1").unwrap();
            drop(world.office("3604").submit(None, &[last], Some(item), None));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn what_was_kept_is_never_shown_for_what_is_there(steps in prop::collection::vec(0_u8..64, 1..14)) {
        let mut world = World::with("3604");
        world.issue();
        let mut all = vec![world.draft("3604")];
        for what in steps {
            step(&mut world, &mut all, what);
            for office in ["3604", "RI"] {
                let kept = world.office(office).register(&Query::default()).unwrap();
                let fresh = world.second(office).register(&Query::default()).unwrap();
                let text = |page| serde_json::to_string(&page).unwrap();
                prop_assert_eq!(text(kept), text(fresh), "after {}", what);
            }
        }
    }
}

#[test]
fn a_command_finds_what_a_page_finds() {
    let mut desk = Desk::with_office();
    for set in ["information=Rekam medis pegawai", "information=Berita acara pleno"] {
        let kind = ["--set", "document_type=Berita acara", "--set", "legal_basis=uu-14-2008:17.i"];
        desk.done("3604", &[&["entry", "add", "--set", set][..], &kind].concat());
    }
    let mut run = |arguments: &[&str]| desk.run("3604", &[&["entry", "list"], arguments].concat());
    insta::assert_snapshot!(run(&["--search", "rekma"]), @r"
    exit 0
     3604-4DKE2K  Konsep  tersimpan di sini    Rekam medis pegawai
    --
    ");
    insta::assert_snapshot!(run(&["--sort", "name", "--limit", "1"]), @r"
    exit 0
     3604-5C4M24  Konsep  tersimpan di sini    Berita acara pleno
    --

    1 dari 2 entri; lainnya dengan `--offset` dan `--limit`.
    ");
    insta::assert_snapshot!(run(&["--basis", "17.i", "--facets"]), @r"
    exit 0
    --status         draft         2  Konsep
    --office         3604          2
    --document-type  berita acara  2  Berita acara
    --basis          17.i          2  Pasal 17 huruf i: memorandum atau surat antar-Badan Publik atau intra-Badan Publik yang menurut sifatnya dirahasiakan, kecuali atas putusan Komisi Informasi atau pengadilan
    --conflicts                    0
    --
    ");
    insta::assert_snapshot!(run(&["--basis", "18"]), @r"
    exit 2
    --
    galat: `18` bukan dasar Pasal 17; tulis seperti `17.h` atau `17.h.2`. [input]
    ");
}
