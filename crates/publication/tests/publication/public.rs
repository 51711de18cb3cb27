//! A country of the testkit, seen by the public.

use kecuali_document::guard;
use kecuali_domain::{
    DocumentId, Scope,
    act::{Act, Issue, ItemRef, ReadAct, Registered},
    field::FIELDS,
};
use kecuali_encoding::Digest;
use kecuali_ledger::{Record, Rows};
use kecuali_publication::{
    BuildError, Decided, Draft, EventName, Moment, ProofError, PublicRow, RowProof, diff,
    effective, national_rows, office_row,
};
use kecuali_testkit::{Doc, Parcel, Says, Scene, cast, sample};

/// Stands in every internal field, and nowhere else.
pub(crate) const CANARY: &str = "RAHASIA";
/// The same in the hexadecimal digits of a change.
pub(crate) const CANARY_HEX: &str = "52414841534941";

pub(crate) const FIRST: &[(&str, &str)] = &[
    ("consequence_if_closed", "Rahasia pribadi terlindungi."),
    ("consequence_if_opened", "Rahasia pribadi terungkap."),
    ("description", "Uraian butir pertama"),
    ("exceptions", r#"["public_office","written_consent"]"#),
    ("information", "Butir pertama"),
    ("legal_basis", r#"["uu-14-2008:17.h.2","uu-14-2008:17.h.3"]"#),
    ("period", sample::FIVE_YEARS),
];
pub(crate) const SECOND: &[(&str, &str)] =
    &[("information", "Butir kedua"), ("period", sample::UNTIL)];

/// A determination of two items, registered from paper that has a gap.
pub(crate) fn issue(scene: &mut Scene) -> ItemRef {
    let parcel = scene.write_issue(&cast::ISSUER, "731", &[FIRST, SECOND], &[]);
    let gaps = ["R03".to_owned()].into();
    let issue = Issue { registered: Some(Registered { scan: None, gaps }), ..issued(&parcel) };
    let act = Act::Issue(Box::new(issue));
    let record = scene.write(&cast::ISSUER, &parcel.doc(), Says::Act(&act)).record;
    ItemRef { issue: scene.send(&Parcel { record, ..parcel }), item: 1 }
}

pub(crate) fn issued(parcel: &Parcel) -> Issue {
    let outline = guard(&parcel.record.change).unwrap();
    let read = Act::read(&outline.puts[0].1).unwrap();
    let ReadAct::Known(act) = read else { panic!("{read:?} is not known") };
    let Act::Issue(issue) = *act else { panic!("{act:?} is no issue") };
    *issue
}

/// An entry with a canary in every internal field, determined.
pub(crate) fn determined(scene: &mut Scene, under: ItemRef) -> Doc {
    let canaries = FIELDS.iter().filter(|field| field.column.is_none());
    let mut fields: Vec<(&str, &str)> = canaries.map(|field| (field.name, CANARY)).collect();
    fields
        .extend(sample::ENTRY.iter().filter(|(name, _)| *name != "note" && *name != "owning_unit"));
    fields.push(("newer_field", CANARY));
    scene.determined(&fields, under)
}

pub(crate) fn moment(n: u64) -> Moment {
    Moment { day: "2026-11-23".parse().unwrap(), name: EventName { epoch: [0xab; 8], n } }
}

pub(crate) fn published(draft: Option<Draft>) -> PublicRow {
    diff(None, draft, moment(1)).unwrap().row
}

pub(crate) fn record(scene: &Scene, scope: &Scope, change: &Digest) -> Option<Record> {
    find(scene, scope, change).map(|(record, _)| record.clone())
}

fn find<'a>(
    scene: &'a Scene,
    scope: &Scope,
    change: &Digest,
) -> Option<(&'a Record, Option<&'a Rows>)> {
    let (_, log) = scene.logs().find(|(name, _)| *name == scope)?;
    let found = log.records().find(|(record, ..)| record.sealed.change == *change)?;
    Some((found.0, found.1))
}

pub(crate) fn decided<'a>(scene: &'a Scene, issue: &Digest) -> Decided<'a> {
    let document = scene.document(&scene.determination(issue));
    let rows = find(scene, &Scope::National, issue).unwrap().1.unwrap();
    Decided::read(scene.national(), document, rows).unwrap()
}

pub(crate) fn items(scene: &Scene, issue: &Digest) -> Vec<Draft> {
    national_rows(&decided(scene, issue), scene.national()).unwrap()
}

/// The rows of openings that an entry's row is made from.
pub(crate) fn openings<'a>(scene: &'a Scene, entry: &Doc) -> &'a Rows {
    let found = effective(scene.document(entry), scene.national()).unwrap().unwrap();
    find(scene, &entry.scope, &found.determine).unwrap().1.unwrap()
}

pub(crate) fn row_with(
    scene: &Scene,
    entry: &Doc,
    openings: Option<&Rows>,
) -> Result<Option<Draft>, BuildError> {
    let found = effective(scene.document(entry), scene.national()).unwrap().unwrap();
    let decided = decided(scene, &found.item.issue);
    office_row(scene.document(entry), openings, &decided, scene.national())
}

pub(crate) fn row(scene: &Scene, entry: &Doc) -> Option<Draft> {
    effective(scene.document(entry), scene.national()).unwrap()?;
    row_with(scene, entry, Some(openings(scene, entry))).unwrap()
}

pub(crate) fn entry_proof(scene: &Scene, entry: &Doc) -> Result<String, ProofError> {
    let document = scene.document(entry);
    let found = effective(document, scene.national()).unwrap().unwrap();
    let decided = decided(scene, &found.item.issue);
    let records = |scope: &Scope, change: &Digest| record(scene, scope, change);
    let rows = openings(scene, entry);
    let proof = RowProof::of_entry(document, rows, &decided, scene.national(), &records)?;
    Ok(proof.to_text())
}

pub(crate) fn item_proof(scene: &Scene, item: ItemRef) -> String {
    proof_from(scene, item, &|scope, change| record(scene, scope, change))
}

/// A proof by someone whose records are others than the logs'.
pub(crate) fn proof_from(
    scene: &Scene,
    item: ItemRef,
    records: &dyn Fn(&Scope, &Digest) -> Option<Record>,
) -> String {
    let decided = decided(scene, &item.issue);
    let proof = RowProof::of_item(&decided, item.item, scene.national(), records);
    proof.unwrap().to_text()
}

pub(crate) const fn no_document() -> DocumentId {
    DocumentId([1; 16])
}

/// The text with the lowest bit of one byte flipped, where that is text still.
pub(crate) fn flipped(text: &str, place: usize) -> Option<String> {
    let mut bytes = text.as_bytes().to_vec();
    bytes[place] ^= 1;
    String::from_utf8(bytes).ok()
}
