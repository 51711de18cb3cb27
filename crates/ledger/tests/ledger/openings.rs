//! What becomes public is what was signed, and it still proves itself when a field is withheld.

use std::collections::BTreeMap;

use kecuali_domain::{
    act::{Act, Determine, ItemRef},
    content::SALT,
    field::public_row,
    fold::{Outcome, Reason},
};
use kecuali_ledger::{Attached, Judgement, Opening, Rows, admit, row_hash, withhold};
use kecuali_testkit::{Doc, Parcel, Says, Scene, cast, sample};

use crate::{
    admission::{changed_determine, signed_act},
    says::nothing,
};

fn code(scene: &Scene, parcel: &Parcel) -> &'static str {
    scene.judge(parcel).map_or_else(|refusal| refusal.code(), |_| "ok")
}

fn submitted(fields: &[(&str, &str)]) -> (Scene, Doc, ItemRef) {
    let mut scene = Scene::new();
    let item = scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
    let doc = scene.draft(&cast::PPID, fields);
    scene.endorse_by_all(&doc);
    scene.submit(&cast::PPID, &doc, Some(item));
    (scene, doc, item)
}

fn with(parcel: &Parcel, change: impl FnOnce(&mut Rows)) -> Parcel {
    let mut parcel = parcel.clone();
    change(parcel.openings.as_mut().expect("it has openings"));
    parcel
}

#[test]
fn a_determine_signs_the_row_that_its_openings_come_to() {
    let (mut scene, doc, item) = submitted(sample::ENTRY);
    let honest = scene.write_determine(&cast::DETERMINER, &doc, item);
    let open =
        |value: Option<&str>| Opening::Open { salt: [9; 32], value: value.map(str::to_owned) };
    let entry = |parcel: &Parcel, name: &str, opening: Option<Opening>| {
        with(parcel, |rows| {
            let row = rows.get_mut("entry").expect("an entry has a row");
            match opening {
                Some(opening) => drop(row.insert(name.to_owned(), opening)),
                None => drop(row.remove(name)),
            }
        })
    };
    let none = Parcel { openings: None, ..honest.clone() };
    let two_rows = with(&honest, |rows| drop(rows.insert("item/1".to_owned(), BTreeMap::new())));
    let no_row = with(&honest, Rows::clear);
    for (what, parcel, right) in [
        ("no openings", none, "openings_misplaced"),
        ("a second row", two_rows, "openings_misplaced"),
        ("no row", no_row, "openings_misplaced"),
        ("another salt", entry(&honest, "period", Some(open(None))), "openings_mismatch"),
        ("a field less", entry(&honest, "period", None), "openings_mismatch"),
        ("a field more", entry(&honest, "note", Some(open(Some("x")))), "openings_mismatch"),
        ("a value twice", entry(&honest, "period", Some(open(Some("x")))), "openings_mismatch"),
        ("an absent value", entry(&honest, "exceptions", Some(open(None))), "openings_mismatch"),
    ] {
        assert_eq!(code(&scene, &parcel), right, "{what}");
    }
    let row = changed_determine(&mut scene, &doc, &honest, |act| act.row = nothing());
    assert_eq!(code(&scene, &row), "openings_mismatch");
    let ends = changed_determine(&mut scene, &doc, &honest, |act| act.ends = None);
    assert_eq!(code(&scene, &ends), "ends_mismatch");
    assert_eq!(code(&scene, &honest), "ok");
}

#[test]
fn openings_of_one_version_do_not_open_another() {
    let (mut scene, doc, item) = submitted(sample::ENTRY);
    let earlier = scene.write_determine(&cast::DETERMINER, &doc, item);
    scene.edit(&cast::PPID, &doc, &[("description", "Diubah sesudahnya")]);
    let later = scene.write_determine(&cast::DETERMINER, &doc, item);
    let swapped = Parcel { openings: earlier.openings.clone(), ..later.clone() };
    assert_eq!(code(&scene, &swapped), "openings_mismatch");
    assert_eq!(code(&scene, &earlier), "ok", "what she saw is still there");
    assert_eq!(code(&scene, &later), "ok");
}

#[test]
fn the_last_day_follows_from_the_period_and_the_day_of_the_decision() {
    let fields: Vec<_> =
        sample::ENTRY.iter().filter(|(name, _)| *name != "period").copied().collect();
    let five: Vec<_> = fields.iter().copied().chain([("period", sample::FIVE_YEARS)]).collect();
    let (mut scene, doc, item) = submitted(&five);
    let honest = scene.write_determine(&cast::DETERMINER, &doc, item);
    assert_eq!(code(&scene, &honest), "ok");
    let longer = |act: &mut Determine| {
        assert_eq!(act.ends.unwrap().to_string(), "2031-11-19", "five years from 20 November 2026");
        act.ends = Some("2031-11-20".parse().unwrap());
    };
    let longer = changed_determine(&mut scene, &doc, &honest, longer);
    assert_eq!(code(&scene, &longer), "ends_mismatch");

    let (mut scene, doc, item) = submitted(&fields);
    let honest = scene.write_determine(&cast::DETERMINER, &doc, item);
    assert_eq!(code(&scene, &honest), "ok");
    let made_up = |act: &mut Determine| act.ends = "2030-12-31".parse().ok();
    let made_up = changed_determine(&mut scene, &doc, &honest, made_up);
    assert_eq!(code(&scene, &made_up), "ends_mismatch");
}

#[test]
fn an_issue_signs_its_own_row_and_one_for_each_item() {
    let mut scene = Scene::new();
    let honest = scene.write_issue(&cast::ISSUER, "731", &[sample::ITEM, sample::ITEM], &[]);
    assert_eq!(code(&scene, &honest), "ok");
    let swapped = with(&honest, |rows| {
        let (one, two) = (rows["item/1"].clone(), rows["item/2"].clone());
        rows.extend([("item/1".to_owned(), two), ("item/2".to_owned(), one)]);
    });
    assert_eq!(code(&scene, &swapped), "openings_mismatch");
    for label in ["determination", "item/1", "item/2"] {
        let less = with(&honest, |rows| drop(rows.remove(label)));
        assert_eq!(code(&scene, &less), "openings_misplaced", "{label}");
        let renamed = with(&honest, |rows| {
            let row = rows.remove(label).expect("it is there");
            rows.insert("item/3".to_owned(), row);
        });
        assert_eq!(code(&scene, &renamed), "openings_misplaced", "{label}");
    }
    let none = Parcel { openings: None, ..honest };
    assert_eq!(code(&scene, &none), "openings_misplaced");
}

#[test]
fn an_item_without_a_period_has_no_last_day() {
    let mut scene = Scene::new();
    let until: Vec<_> = sample::ITEM.to_vec();
    let without: Vec<_> = until.iter().filter(|(name, _)| *name != "period").copied().collect();
    let honest = scene.write_issue(&cast::ISSUER, "731", &[&without], &[]);
    assert_eq!(code(&scene, &honest), "ok");
    let Act::Issue(mut issue) = signed_act(&scene, &honest) else { panic!("an issue") };
    issue.items.get_mut(&1).unwrap().ends = "2099-12-31".parse().ok();
    let act = Act::Issue(issue);
    let doc = honest.doc();
    let lying = scene.write(&cast::ISSUER, &doc, Says::Act(&act));
    let lying = Parcel { openings: honest.openings, ..lying };
    assert_eq!(code(&scene, &lying), "ends_mismatch");
}

#[test]
fn what_makes_no_row_brings_no_openings() {
    let (mut scene, doc, _) = submitted(sample::ENTRY);
    let says = Says::Content(&[("note", "x")]);
    let edit = scene.write(&cast::PPID, &doc, says);
    let edit = Parcel { openings: Some(Rows::new()), ..edit };
    assert_eq!(code(&scene, &edit), "openings_misplaced");
}

#[test]
fn a_row_still_proves_itself_when_a_field_was_taken_down() {
    let (mut scene, doc, item) = submitted(sample::ENTRY);
    let parcel = scene.write_determine(&cast::DETERMINER, &doc, item);
    let Act::Determine(determine) = signed_act(&scene, &parcel) else { panic!("a determine") };
    let values = public_row(&scene.document(&doc).content()).unwrap();
    let values: BTreeMap<_, _> =
        values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let whole = &parcel.openings.as_ref().unwrap()["entry"];
    let gone = |field: &str| field == "description";
    let mut left = withhold(&doc.scope, doc.id, "entry", whole, &values, gone);
    let hash = |openings: &_| row_hash(&doc.scope, doc.id, "entry", openings, &values);
    assert_eq!(hash(&left), Ok(determine.row));
    left.insert("description".to_owned(), Opening::Withheld(nothing()));
    assert_ne!(hash(&left), Ok(determine.row), "nothing else can be put in its place");

    let withheld = with(&parcel, |rows| {
        let row = withhold(&doc.scope, doc.id, "entry", whole, &values, gone);
        rows.insert("entry".to_owned(), row);
    });
    assert_eq!(code(&scene, &withheld), "openings_mismatch", "its signer withholds nothing");
}

/// They lie outside all signatures, so whoever carries them could otherwise stop a log.
#[test]
fn openings_never_stop_a_log() {
    let (mut scene, doc, item) = submitted(sample::ENTRY);
    let parcel = scene.write_determine(&cast::DETERMINER, &doc, item);
    let judged = scene.national().head();
    let judgement = Judgement { national: scene.national(), judged, position: 99, stamped: true };
    let empty = Rows::new();
    for attached in [Attached::Nothing, Attached::Left(&empty)] {
        assert!(admit(&judgement, scene.document(&doc), &parcel.record, attached).is_ok());
    }
}

#[test]
fn an_entry_without_salt_is_not_determined() {
    let (mut scene, doc, item) = submitted(sample::ENTRY);
    for salt in ["", "0123"] {
        scene.edit(&cast::PPID, &doc, &[(SALT, salt)]);
        let parcel = scene.write_determine(&cast::DETERMINER, &doc, item);
        assert_eq!(code(&scene, &parcel), "entry_unsalted");
    }
}

#[test]
fn a_row_holds_what_the_office_wrote_and_nothing_else() {
    let (mut scene, doc, item) = submitted(sample::ENTRY);
    let honest = scene.write_determine(&cast::DETERMINER, &doc, item);
    let values = public_row(&scene.document(&doc).content()).unwrap();
    let values: BTreeMap<_, _> =
        values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let more = Opening::Open { salt: [9; 32], value: Some("ditambahkan".to_owned()) };
    let more = with(&honest, |rows| {
        rows.get_mut("entry").unwrap().insert("exceptions".to_owned(), more);
    });
    let openings = &more.openings.as_ref().unwrap()["entry"];
    let row = row_hash(&doc.scope, doc.id, "entry", openings, &values).unwrap();
    let signed = changed_determine(&mut scene, &doc, &honest, |act| act.row = row);
    let signed = Parcel { openings: more.openings.clone(), ..signed };
    assert_eq!(code(&scene, &signed), "openings_mismatch");
}

#[test]
fn an_item_says_nothing_that_is_not_public() {
    let mut scene = Scene::new();
    for field in ["note", "test_harm", "responsible_position", "title", "unknown"] {
        let fields = [("information", "Ijazah"), (field, "x")];
        let parcel = scene.write_issue(&cast::ISSUER, "731", &[&fields], &[]);
        assert_eq!(code(&scene, &parcel), "openings_mismatch", "{field}");
    }
}

#[test]
fn a_determine_of_a_version_it_had_not_seen_proves_nothing_and_decides_nothing() {
    let (mut scene, doc, item) = submitted(sample::ENTRY);
    let heads = scene.version(&doc).heads;
    let honest = scene.write_determine(&cast::DETERMINER, &doc, item);
    scene.edit(&cast::PPID, &doc, &[("description", "Diubah tanpa dilihat")]);
    let unseen = scene.version(&doc).heads;
    let Act::Determine(mut determine) = signed_act(&scene, &honest) else { panic!("a determine") };
    determine.covers.heads = unseen;
    let act = Act::Determine(determine);
    let blind = scene.write_at(&cast::DETERMINER, &doc, &heads, Says::Act(&act));
    let blind = Parcel { openings: honest.openings, ..blind };
    let id = scene.send(&blind);
    assert_eq!(scene.outcome(&doc, &id), Some(Outcome::NoEffect(Reason::CoversMismatch)));
}
