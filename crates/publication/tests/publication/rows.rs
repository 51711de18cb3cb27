//! Which rows there are, and what they say.

use kecuali_domain::act::{Act, ItemRef, Revoke, Succession, TakeDown};
use kecuali_encoding::Digest;
use kecuali_publication::{Draft, EventKind, PublicRow, Reason, Shown, StatusCode, diff};
use kecuali_testkit::{Doc, Scene, cast, sample};

use crate::public::{
    CANARY, CANARY_HEX, FIRST, SECOND, determined, entry_proof, issue, item_proof, items, moment,
    openings, published, row, row_with,
};

fn story() -> (Scene, ItemRef, Doc) {
    let mut scene = Scene::new();
    let item = issue(&mut scene);
    let entry = determined(&mut scene, item);
    (scene, item, entry)
}

fn reason(row: &Draft) -> Option<(Reason, &str)> {
    row.status.reason.map(|reason| (reason, row.status.reason_text.as_deref().unwrap()))
}

fn is_in_force(row: &Draft) -> bool {
    row.status.code == StatusCode::InForce
}

fn take_down_item(scene: &mut Scene, item: ItemRef, fields: &[&str]) {
    let take_down = TakeDown {
        fields: fields.iter().map(ToString::to_string).collect(),
        item: Some(item.item),
        reason: "Memuat nama orang".to_owned(),
    };
    let doc = scene.determination(&item.issue);
    scene.act(&cast::DETERMINER, &doc, &Act::TakeDown(take_down));
}

#[test]
fn a_national_and_an_office_row_are_what_the_golden_files_say() {
    let (scene, item, entry) = story();
    let rows =
        [published(items(&scene, &item.issue).into_iter().next()), published(row(&scene, &entry))];
    // Names that follow from the testkit's clock and keys are not what this is about.
    let text = |row: &PublicRow| {
        let value: serde_json::Value = serde_json::from_str(&row.to_text()).unwrap();
        let facts = &row.facts;
        format!("{value:#}\n")
            .replace(&facts.document().to_string(), "<document>")
            .replace(&facts.handle, "<handle>")
            .replace(&item.issue.to_string(), "<issue>")
    };
    let now: Vec<String> = rows.iter().map(text).collect();
    let golden = [include_str!("golden/national.json"), include_str!("golden/office.json")];
    assert!(now == golden, "the rows are now:\n{}====\n{}", now[0], now[1]);
    for row in rows {
        assert_eq!(serde_json::from_str::<PublicRow>(&row.to_text()).unwrap(), row);
    }
}

#[test]
fn nothing_internal_is_in_any_output() {
    let (mut scene, item, entry) = story();
    scene.comment(&cast::DETERMINER, &entry, CANARY);
    let event = diff(None, row(&scene, &entry), moment(1)).unwrap();
    let outputs = [
        event.row.to_text(),
        serde_json::to_string(&event).unwrap(),
        entry_proof(&scene, &entry).unwrap(),
        item_proof(&scene, item),
    ];
    for output in outputs {
        assert!(!output.contains(CANARY) && !output.contains(CANARY_HEX), "{output}");
    }
}

#[test]
fn what_was_only_submitted_has_no_row() {
    let mut scene = Scene::new();
    let item = issue(&mut scene);
    let entry = scene.draft(&cast::PPID, sample::ENTRY);
    scene.endorse_by_all(&entry);
    scene.submit(&cast::PPID, &entry, Some(item));
    assert_eq!(row(&scene, &entry), None);
}

#[test]
fn a_row_leaves_the_list_the_day_after_the_earlier_of_two_last_days() {
    let (mut scene, item, by_its_own) = story();
    let mut fields = sample::ENTRY.to_vec();
    fields.retain(|(name, _)| *name != "period");
    fields.push(("period", sample::FIVE_YEARS));
    let by_its_item = scene.determined(&fields, ItemRef { item: 2, ..item });
    scene.set_day("2030-12-31");
    assert!(is_in_force(&row(&scene, &by_its_own).unwrap()));
    assert!(is_in_force(&row(&scene, &by_its_item).unwrap()));
    scene.set_day("2031-01-01");
    for entry in [&by_its_own, &by_its_item] {
        let row = row(&scene, entry).unwrap();
        let words = "Jangka waktu berakhir pada 31 Desember 2030.";
        assert_eq!(reason(&row), Some((Reason::Lapsed, words)));
        assert!(row.facts.information.is_some());
    }
    let items = items(&scene, &item.issue);
    assert!(is_in_force(&items[0]));
    assert_eq!(items[1].status.reason, Some(Reason::Lapsed));
}

#[test]
fn what_ends_an_item_ends_the_rows_under_it() {
    let (mut scene, item, entry) = story();
    scene.revoke_items(&cast::DETERMINER, &item.issue, &[1]);
    let own = row(&scene, &entry).unwrap();
    assert_eq!(reason(&own), Some((Reason::Revoked, "Dibatalkan")));
    let items = items(&scene, &item.issue);
    assert_eq!(items[0].status.reason, Some(Reason::Revoked));
    assert!(is_in_force(&items[1]));
}

#[test]
fn who_revokes_by_a_decision_has_it_named_with_its_day_and_nothing_else_names_one() {
    let (mut scene, item, entry) = story();
    let own = determined(&mut scene, ItemRef { item: 2, ..item });
    let revoke = |number: Option<&str>| Revoke {
        items: [1].into(),
        reason: "Dibatalkan".to_owned(),
        decision: number.map(str::to_owned),
        day: Some("2025-09-16".parse().unwrap()),
    };
    let doc = scene.determination(&item.issue);
    scene.act(&cast::DETERMINER, &doc, &Act::Revoke(revoke(Some("805"))));
    let of_entry = Revoke { items: [].into(), ..revoke(None) };
    scene.act(&cast::DETERMINER, &own, &Act::Revoke(of_entry));
    let named = |row: &Draft| row.status.revoked_by.as_ref().map(|by| by.text.clone());
    let items = items(&scene, &item.issue);
    let whole = "Keputusan Nomor 805 tanggal 16 September 2025";
    assert_eq!(named(&items[0]).as_deref(), Some(whole));
    assert_eq!(named(&row(&scene, &entry).unwrap()).as_deref(), Some(whole), "with its item");
    let own = row(&scene, &own).unwrap();
    assert_eq!(named(&own).as_deref(), Some("Keputusan tanggal 16 September 2025"));
    assert_eq!((own.status.reason, named(&items[1])), (Some(Reason::Revoked), None));
    let body = kecuali_encoding::canonical_json(&items[0].status);
    let member = r#""revoked_by":{"day":"2025-09-16","number":"805","text":""#;
    assert!(body.contains(member), "{body}");
}

#[test]
fn what_ends_an_entry_ends_its_row_in_the_words_of_the_act() {
    type End = fn(&mut Scene, &Doc) -> Digest;
    let cases: [(End, Reason, &str, bool); 3] = [
        (|s, e| s.revoke(&cast::DETERMINER, e), Reason::Revoked, "Dibatalkan", true),
        (
            |s, e| s.open(&cast::DETERMINER, e),
            Reason::Opened,
            "Tidak termasuk informasi yang dikecualikan",
            true,
        ),
        (
            |s, e| s.take_down(&cast::DETERMINER, e, &[]),
            Reason::TakenDown,
            "Memuat nama orang",
            false,
        ),
    ];
    for (end, why, words, shows) in cases {
        let (mut scene, _, entry) = story();
        end(&mut scene, &entry);
        let row = row(&scene, &entry).unwrap();
        assert_eq!(reason(&row), Some((why, words)));
        assert_eq!(row.facts.information.is_some(), shows);
        assert_eq!(row.facts.determination.title.is_some(), shows);
    }
}

#[test]
fn a_row_whose_item_is_continued_moves_on_and_the_old_item_leaves() {
    let (mut scene, item, entry) = story();
    let before = published(row(&scene, &entry));
    let supersedes = [
        Succession { old: item, new: Some(2) },
        Succession { old: ItemRef { item: 2, ..item }, new: None },
    ];
    let newer = scene.supersede(&cast::ISSUER, "9", &[SECOND, FIRST], &supersedes);
    let event = diff(Some(&before), row(&scene, &entry), moment(2)).unwrap();
    assert_eq!(event.kind, EventKind::Amended);
    let decision = &event.row.facts.determination;
    assert_eq!((decision.issue, decision.item, &*decision.number), (newer.issue, 2, "9"));
    assert_eq!(event.row.status_since, before.status_since);

    let old = items(&scene, &item.issue);
    let successor = items(&scene, &newer.issue).remove(1).facts.id;
    assert_eq!(old[0].status.successor.as_ref(), Some(&successor));
    assert_eq!(old[1].status.successor, None);
    assert!(old.iter().all(|row| row.status.reason == Some(Reason::Superseded)));
}

#[test]
fn a_field_that_was_taken_down_is_withheld_everywhere() {
    let (mut scene, item, entry) = story();
    scene.take_down(&cast::DETERMINER, &entry, &["description"]);
    take_down_item(&mut scene, item, &["information"]);
    let determination = scene.determination(&item.issue);
    scene.take_down(&cast::DETERMINER, &determination, &["title"]);
    let (own, rows) = (row(&scene, &entry).unwrap(), items(&scene, &item.issue));
    assert!(matches!(own.facts.description, Some(Shown::Withheld(_))));
    assert!(matches!(own.facts.information, Some(Shown::Open(_))));
    assert!(matches!(own.facts.determination.title, Some(Shown::Withheld(_))));
    assert!(matches!(rows[0].facts.information, Some(Shown::Withheld(_))));
    assert!(matches!(rows[1].facts.information, Some(Shown::Open(_))));
    let proofs = entry_proof(&scene, &entry).unwrap() + &item_proof(&scene, item);
    for gone in ["bakal calon bupati", "Butir pertama", sample::TITLE] {
        assert!(!proofs.contains(gone), "{gone}");
    }
}

#[test]
fn an_item_that_was_taken_down_shows_nothing_and_leaves_the_rows_under_it() {
    let (mut scene, item, entry) = story();
    take_down_item(&mut scene, item, &[]);
    let rows = items(&scene, &item.issue);
    assert_eq!(reason(&rows[0]), Some((Reason::TakenDown, "Memuat nama orang")));
    assert!(rows[0].facts.information.is_none() && rows[0].facts.determination.title.is_none());
    assert!(is_in_force(&rows[1]) && is_in_force(&row(&scene, &entry).unwrap()));
}

#[test]
fn what_stands_on_a_lost_key_is_void_and_shows_nothing() {
    let (mut scene, item, entry) = story();
    let before = published(row(&scene, &entry));
    scene.lost(&cast::NATIONAL_ADMIN, "national", &cast::ISSUER, &[]);
    let rows = [items(&scene, &item.issue).remove(0), row(&scene, &entry).unwrap()];
    for row in rows {
        assert_eq!(row.status.reason, Some(Reason::Void));
        assert!(row.facts.information.is_none() && row.facts.gaps.is_empty());
    }
    scene.lost(&cast::NATIONAL_ADMIN, "national", &cast::DETERMINER, &[]);
    let event = diff(Some(&before), row(&scene, &entry), moment(2)).unwrap();
    assert_eq!((event.kind, event.reason()), (EventKind::Withdrawn, Some(Reason::Void)));
}

#[test]
fn what_a_lost_key_took_down_does_not_come_back() {
    let mut scene = Scene::new();
    let item = issue(&mut scene);
    take_down_item(&mut scene, item, &["information"]);
    take_down_item(&mut scene, ItemRef { item: 2, ..item }, &[]);
    scene.lost(&cast::NATIONAL_ADMIN, "national", &cast::DETERMINER, &[]);
    let rows = items(&scene, &item.issue);
    assert!(is_in_force(&rows[0]), "its issuer's key was not lost");
    assert!(matches!(rows[0].facts.information, Some(Shown::Withheld(_))));
    assert_eq!(rows[1].status.reason, Some(Reason::TakenDown));
}

#[test]
fn missing_openings_stop_a_publication_and_never_a_withdrawal() {
    let (mut scene, _, entry) = story();
    assert_eq!(row_with(&scene, &entry, None).unwrap_err().code(), "row_openings_missing");
    scene.revoke(&cast::DETERMINER, &entry);
    let row = row_with(&scene, &entry, None).unwrap().unwrap();
    assert_eq!(row.status.reason, Some(Reason::Revoked));
    assert!(row.facts.information.is_none());
}

#[test]
fn openings_that_were_changed_are_not_published() {
    let (scene, _, entry) = story();
    let mut rows = openings(&scene, &entry).clone();
    let row = rows.get_mut("entry").unwrap();
    let other = row["period"].clone();
    row.insert("information".to_owned(), other);
    assert_eq!(row_with(&scene, &entry, Some(&rows)).unwrap_err().code(), "row_mismatch");
}
