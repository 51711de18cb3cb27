//! What the measure of likeness makes of real lists.

use kecuali_domain::similarity::{ALIKE, Names, similarity};

use crate::lists::{rows, text};

fn names(list: &str) -> Vec<String> {
    rows(Some(list)).iter().map(|row| text(row, "information")).collect()
}

/// The pairs of names that reach the value, by their likeness, the likest first.
fn pairs(all: &[String]) -> Vec<u32> {
    let mut found: Vec<u32> = (0..all.len())
        .flat_map(|i| (0..i).map(move |j| (i, j)))
        .map(|(i, j)| similarity(&all[i], &all[j]))
        .collect();
    found.sort_unstable_by(|a, b| b.cmp(a));
    found
}

#[test]
fn the_near_duplicates_of_a_real_list_are_shown_and_little_else() {
    let all = names("PKTJ Tegal 2025");
    let with = |beginning: &str| {
        let found: Vec<&String> = all.iter().filter(|name| name.starts_with(beginning)).collect();
        let [a, b] = found.as_slice() else { panic!("two rows begin with {beginning}") };
        similarity(a, b)
    };
    assert_eq!(with("Hasil Proses Penjatuhan Hukuman"), 828, "near-duplicate");
    assert_eq!(with("Rekam Medis"), 425, "near-duplicate");
    assert_eq!(with("Analisis dan Hasil Audit"), 777, "two matters that read alike");
    assert_eq!(with("Nilai Tes"), 451, "two matters that read alike");
    assert_eq!(with("Realisasi"), 344, "two matters");
    let reaching = pairs(&all).into_iter().filter(|likeness| *likeness >= ALIKE);
    assert_eq!(reaching.collect::<Vec<_>>(), [828, 777, 451, 425]);
}

#[test]
fn of_three_hundred_pairs_of_three_lists_five_are_shown() {
    let lists = ["PKTJ Tegal 2025", "PKTJ Tegal 2026", "UPBU Tardamu 2025"];
    let all: Vec<String> = lists.into_iter().flat_map(names).collect();
    let pairs = pairs(&all);
    assert_eq!(pairs.len(), 300);
    assert_eq!(pairs[..6], [828, 777, 451, 425, 401, 365]);
}

#[test]
fn the_same_matter_in_the_list_of_another_year_is_found() {
    let before: Names<String> =
        names("PKTJ Tegal 2025").into_iter().map(|name| (name.clone(), name)).collect();
    let later = names("PKTJ Tegal 2026");
    let scores = later.iter().find(|name| name.contains("SIPENCATAR")).unwrap();
    let found = before.find(scores);
    assert_eq!(found.len(), 1);
    assert!(found[0].key.starts_with("Dokumen Hasil Penilaian Proses Penetapan Seleksi"));
    assert!(!found[0].same);
}
