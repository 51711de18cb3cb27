//! A determination while it is being prepared: the content of a `draft_determination` document.

use std::collections::BTreeMap;

use crate::{
    content::Content,
    field::{self, Column, FIELDS, Field, FieldKind, Gate, InConflict, Visibility},
    ids::{Day, OfficeId},
};

/// Every field of a determination itself. Beside them it has the fields of a test sheet that all
/// its items share, and below `item/<n>/` those of [`FIELDS`] that are in items.
///
/// Number, year, authority, place, day and signatory are public too: they stand in the signed
/// `issue` itself, so they are not repeated in its row.
pub const DETERMINATION_FIELDS: &[Field] = &[
    required("number", "Nomor keputusan", FieldKind::Text)
        .help("Tulis nomor persis seperti pada keputusan."),
    required("year", "Tahun keputusan", FieldKind::WholeNumber)
        .help("Tulis tahun dengan empat angka."),
    Field {
        column: Some(Column::Decision),
        ..required("title", "Judul keputusan", FieldKind::LongText)
    }
    .help("Tulis judul keputusan tanpa nama orang."),
    required("classification_kind", "Jenis klasifikasi", FieldKind::Text)
        .help("Tulis jenis klasifikasi informasi menurut surat penetapan (PP 61/2010)."),
    required("work_unit", "Badan publik dan unit kerja", FieldKind::Text)
        .help("Tulis badan publik dan unit kerja yang menetapkan."),
    required("authority", "Kantor yang menetapkan", FieldKind::Text)
        .help("Tulis kode kantor yang menetapkan; RI untuk KPU RI."),
    required("signatory", "Jabatan penanda tangan", FieldKind::Text)
        .help("Tulis jabatan penanda tangan, bukan nama orang."),
    required("place", "Tempat penetapan", FieldKind::Text).help("Tulis tempat penetapan."),
    required("day", "Tanggal penetapan", FieldKind::Day).help("Tulis tanggal penetapan."),
];

const fn required(name: &'static str, label: &'static str, kind: FieldKind) -> Field {
    field::internal(name, label, kind).needed_for(Gate::Issue)
}

/// What the content of a `draft_determination` says, as far as it can be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeterminationDraft {
    /// The decision's number, verbatim.
    pub number: Option<String>,
    /// Its year.
    pub year: Option<u16>,
    /// Its title.
    pub title: Option<String>,
    /// The kind of classification.
    pub classification_kind: Option<String>,
    /// The public body and its unit.
    pub work_unit: Option<String>,
    /// The office that decides.
    pub authority: Option<OfficeId>,
    /// The position of who signs.
    pub signatory: Option<String>,
    /// Where it is signed.
    pub place: Option<String>,
    /// The day it is signed.
    pub day: Option<Day>,
    /// The test sheet that the items share, with the names of an entry's fields.
    pub sheet: Content,
    /// Its items by number, each with the names of an entry's fields.
    pub items: BTreeMap<u32, Content>,
}

impl DeterminationDraft {
    /// Reads content; what is absent, in conflict or not readable is `None`.
    pub fn read(content: &Content) -> Self {
        let text = |name| content.one(name).map(str::to_owned);
        let shared = |key: &str| key.starts_with("test_");
        let sheet = content.iter().filter(|(key, _)| shared(key));
        Self {
            number: text("number"),
            year: content.one("year").and_then(|year| year.parse().ok()),
            title: text("title"),
            classification_kind: text("classification_kind"),
            work_unit: text("work_unit"),
            authority: content.one("authority").and_then(|office| office.parse().ok()),
            signatory: text("signatory"),
            place: text("place"),
            day: content.one("day").and_then(|day| day.parse().ok()),
            sheet: sheet.map(|(key, values)| (key.to_owned(), values.to_vec())).collect(),
            items: items(content),
        }
    }

    /// The names of the required fields that it has no readable value for, in the table's order.
    pub fn missing(&self) -> Vec<&'static str> {
        let has = [
            ("number", self.number.is_some()),
            ("year", self.year.is_some()),
            ("title", self.title.is_some()),
            ("classification_kind", self.classification_kind.is_some()),
            ("work_unit", self.work_unit.is_some()),
            ("authority", self.authority.is_some()),
            ("signatory", self.signatory.is_some()),
            ("place", self.place.is_some()),
            ("day", self.day.is_some()),
        ];
        has.into_iter().filter(|(_, has)| !has).map(|(name, _)| name).collect()
    }
}

/// The field that a content key of a `draft_determination` belongs to, if this program knows it.
pub fn determination_field(key: &str) -> Option<&'static Field> {
    if let Some(rest) = key.strip_prefix("item/") {
        let (number, key) = rest.split_once('/')?;
        item_number(number)?;
        return field::field(key).filter(|field| field.in_item);
    }
    let of_sheet = || field::field(key).filter(|field| field.in_item && key.starts_with("test_"));
    DETERMINATION_FIELDS.iter().find(|field| field.name == key).or_else(of_sheet)
}

/// Who sees a content key of a `draft_determination` once it is issued; an unknown one is internal.
pub fn determination_visibility(key: &str) -> Visibility {
    determination_field(key).map_or(Visibility::Internal, Field::visibility)
}

/// The public rows of a determination: by label, `determination` and `item/<n>`.
pub fn determination_rows(
    content: &Content,
) -> Result<BTreeMap<String, BTreeMap<&'static str, String>>, InConflict> {
    let own = field::row(content, DETERMINATION_FIELDS.iter())?;
    let mut rows = BTreeMap::from([("determination".to_owned(), own)]);
    for (number, item) in items(content) {
        let label = format!("item/{number}");
        let row = field::row(&item, FIELDS.iter().filter(|field| field.in_item))
            .map_err(|error| InConflict { key: format!("{label}/{}", error.key) })?;
        rows.insert(label, row);
    }
    Ok(rows)
}

fn items(content: &Content) -> BTreeMap<u32, Content> {
    let mut items: BTreeMap<u32, Content> = BTreeMap::new();
    for (member, values) in content.set("item") {
        let split = member.split_once('/').and_then(|(n, key)| Some((item_number(n)?, key)));
        if let Some((number, key)) = split {
            items.entry(number).or_default().put(key, values.to_vec());
        }
    }
    items
}

/// Item numbers have one spelling and begin with 1.
fn item_number(text: &str) -> Option<u32> {
    text.parse().ok().filter(|number: &u32| *number > 0 && number.to_string() == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content() -> Content {
        Content::of([
            ("number", "731"),
            ("year", "2025"),
            ("title", "Dokumen persyaratan"),
            ("day", "2025-08-21"),
            ("authority", "RI"),
            ("test_harm", "rahasia"),
            ("item/2/information", "SKCK"),
            ("item/2/legal_basis/uu-14-2008:17.h", "x"),
            ("item/2/responsible_position", "Ketua"),
            ("item/2/note", "rahasia"),
            ("item/02/information", "bukan butir"),
            ("item/0/information", "bukan butir"),
            ("item/10/information", "Ijazah"),
        ])
    }

    #[test]
    fn content_is_read_with_its_items_by_number() {
        let draft = DeterminationDraft::read(&content());
        assert_eq!((draft.year, draft.authority), (Some(2025), Some(OfficeId::national())));
        assert_eq!(draft.items.keys().copied().collect::<Vec<_>>(), [2, 10]);
        assert_eq!(draft.sheet, Content::of([("test_harm", "rahasia")]));
    }

    #[test]
    fn every_required_field_is_asked_for() {
        let names: Vec<_> = DETERMINATION_FIELDS.iter().map(|field| field.name).collect();
        assert_eq!(DeterminationDraft::default().missing(), names);
        let full = Content::of(names.iter().map(|name| match *name {
            "year" => (*name, "2025"),
            "day" => (*name, "2025-08-21"),
            "authority" => (*name, "RI"),
            other => (other, "x"),
        }));
        assert!(DeterminationDraft::read(&full).missing().is_empty());
    }

    #[test]
    fn rows_hold_public_values_only() {
        let rows = determination_rows(&content()).unwrap();
        assert_eq!(rows.keys().collect::<Vec<_>>(), ["determination", "item/10", "item/2"]);
        assert_eq!(
            rows["determination"],
            BTreeMap::from([("title", "Dokumen persyaratan".to_owned())])
        );
        let item = &rows["item/2"];
        assert_eq!(item.keys().copied().collect::<Vec<_>>(), ["information", "legal_basis"]);
        assert!(rows.values().flat_map(BTreeMap::values).all(|value| !value.contains("rahasia")));
    }

    #[test]
    fn a_conflict_is_named_by_its_whole_key() {
        let mut content = content();
        content.put("item/2/information", vec!["SKCK".to_owned(), "Ijazah".to_owned()]);
        assert_eq!(determination_rows(&content).unwrap_err().key, "item/2/information");
    }

    #[test]
    fn a_key_is_public_only_where_the_tables_say_so() {
        for key in ["title", "item/2/period", "item/2/exceptions/court_or_ki"] {
            assert_eq!(determination_visibility(key), Visibility::Public, "{key}");
        }
        for key in ["number", "item/2/responsible_position", "item/0/period", "period", "test_harm"]
        {
            assert_eq!(determination_visibility(key), Visibility::Internal, "{key}");
        }
        assert_eq!(determination_field("test_harm").unwrap().name, "test_harm");
        assert!(determination_field("information").is_none());
        for field in DETERMINATION_FIELDS {
            assert!(!field.label.is_empty() && field.help.ends_with('.'), "{}", field.name);
        }
    }
}
