//! What each column of a table becomes: by what a person says, what was kept from the last time,
//! its heading, or what stands in it.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_domain::{
    field::{FIELDS, FieldKind},
    legal_basis::LegalText,
    period::PeriodText,
    similarity::normalise,
};
use kecuali_encoding::{Digest, Frame};
use serde::Serialize;

use super::{
    super::{input::OWN, nearest::nearest},
    header::Section,
    headings::{Bound, Meaning, Other, Sure, bound, meaning, speaks_of_two},
};
use crate::{catalogue::import as words, error::OfficeError};

/// So many rows are looked at where a heading says nothing.
const SAMPLE: usize = 40;
/// So many examples are shown of a column.
const EXAMPLES: usize = 3;

/// What a column becomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Becomes {
    /// A field of the entry, or internal text below `import/`.
    Field(String),
    /// The number of the row, by which a person finds it again.
    Number,
    /// Nothing of the entry: it is kept beside the batch, in this office.
    Kept(Option<Other>),
}

/// How that was found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// A person said so.
    Said,
    /// A person let it be so the last time.
    Before,
    /// From the heading, or from what stands in the column.
    Guessed(Sure),
    /// No other column names the information.
    Only,
    /// Another column is this field already.
    Taken,
    /// Nothing tells.
    Unknown,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Its place, from 0.
    #[serde(skip)]
    pub place: u32,
    /// Its letter, as a spreadsheet shows it.
    pub letter: String,
    /// Its heading.
    pub heading: String,
    /// What it becomes.
    pub becomes: Becomes,
    /// How that was found out.
    pub how: How,
    /// Whether its heading speaks of two fields, of which it can be but one.
    pub two_fields: bool,
    /// The first different values in it.
    pub examples: Vec<String>,
}

/// What a person says about a column: its heading, letter or number, and what it becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saying {
    /// The column as it was typed.
    pub column: String,
    /// What it becomes.
    pub becomes: Becomes,
}

/// Reads `COLUMN=FIELD`, or `COLUMN=-` for a column that becomes nothing.
pub fn read_saying(text: &str) -> Result<Saying, OfficeError> {
    let bad = || OfficeError::Input(words::not_a_mapping(text));
    let (column, becomes) = text.rsplit_once('=').ok_or_else(bad)?;
    let (column, name) = (column.trim().to_owned(), becomes.trim());
    if column.is_empty() {
        return Err(bad());
    }
    let becomes = match name {
        "-" => Becomes::Kept(None),
        "#" => Becomes::Number,
        name if FIELDS.iter().any(|field| field.name == name) => Becomes::Field(name.to_owned()),
        name if name.strip_prefix(OWN).is_some_and(|own| !own.is_empty()) => {
            Becomes::Field(name.to_owned())
        }
        name => {
            let near = nearest(&name.to_lowercase(), FIELDS.iter().map(|field| field.name));
            let sentence = crate::catalogue::input::unknown_field(name, near);
            return Err(OfficeError::Input(sentence));
        }
    };
    Ok(Saying { column, becomes })
}

/// What was kept of the last time: what each heading became.
pub(crate) type Kept = BTreeMap<String, String>;

/// By what the headings of a table are known again.
pub(crate) fn signature(section: &Section) -> Digest {
    let headings = section.headings.values().map(|heading| normalise(heading));
    Frame::new("kecuali/import/headings").list(headings.collect::<Vec<_>>()).digest()
}

/// What each column becomes. What is said of a column that is not here is passed over: a file may
/// have several tables. The places of what was heeded are added to `heeded`.
pub(crate) fn columns(
    section: &Section,
    kept: &Kept,
    said: &[Saying],
    heeded: &mut BTreeSet<usize>,
) -> Result<Vec<Column>, OfficeError> {
    let mut places: BTreeSet<u32> = section.headings.keys().copied().collect();
    let filled = section.rows.iter().flat_map(|(row, _)| &row.cells).map(|cell| cell.column);
    places.extend(filled);
    let mut all: Vec<Column> = places.into_iter().map(|place| column(section, place)).collect();
    for column in &mut all {
        let before = kept.get(&normalise(&column.heading)).and_then(|text| read_kept(text));
        // Nor because it once was: that may have been nobody's decision.
        let begins = bound(&column.heading) == Some(Bound::Begin);
        if let Some(becomes) = before.filter(|before| !begins || *before != period()) {
            (column.becomes, column.how) = (becomes, How::Before);
        }
    }
    for (number, saying) in said.iter().enumerate() {
        if let Some(place) = find(&all, &saying.column)? {
            (all[place].becomes, all[place].how) = (saying.becomes.clone(), How::Said);
            heeded.insert(number);
        }
    }
    settle(&mut all);
    Ok(all)
}

/// What a column becomes, as it is kept for the next time.
pub(crate) fn kept_as(becomes: &Becomes) -> String {
    match becomes {
        Becomes::Field(name) => name.clone(),
        Becomes::Number => "#".to_owned(),
        Becomes::Kept(_) => "-".to_owned(),
    }
}

fn period() -> Becomes {
    Becomes::Field("period".to_owned())
}

fn read_kept(text: &str) -> Option<Becomes> {
    read_saying(&format!("x={text}")).ok().map(|saying| saying.becomes)
}

fn column(section: &Section, place: u32) -> Column {
    let heading = section.headings.get(&place).cloned().unwrap_or_default();
    let cells = section.rows.iter().flat_map(|(row, _)| &row.cells);
    let texts: Vec<&str> = cells
        .filter(|cell| cell.column == place && cell.merged.is_none())
        .map(|cell| cell.text.trim())
        .take(SAMPLE)
        .collect();
    let by_part = || heading.rsplit(" / ").find_map(meaning);
    let by_heading = meaning(&heading).or_else(by_part);
    let by_contents = || contents(&texts).map(|meaning| (meaning, Sure::Contents));
    let (becomes, how) = match by_heading.or_else(by_contents) {
        Some((Meaning::Field(name), sure)) => (Becomes::Field(name.to_owned()), How::Guessed(sure)),
        Some((Meaning::Number, sure)) => (Becomes::Number, How::Guessed(sure)),
        Some((Meaning::Other(other), sure)) => (Becomes::Kept(Some(other)), How::Guessed(sure)),
        None => (Becomes::Kept(None), How::Unknown),
    };
    let mut examples: Vec<String> = Vec::new();
    for text in &texts {
        if examples.len() < EXAMPLES && !examples.iter().any(|one| one == text) {
            examples.push((*text).to_owned());
        }
    }
    let two_fields = speaks_of_two(&heading);
    Column { place, letter: letters(place), heading, becomes, how, two_fields, examples }
}

/// What most cells of a column without a telling heading are.
fn contents(texts: &[&str]) -> Option<Meaning> {
    let most = |fits: &dyn Fn(&str) -> bool| {
        let fitting = texts.iter().filter(|text| fits(text)).count();
        fitting > 0 && fitting * 5 >= texts.len() * 3
    };
    let in_order = texts
        .iter()
        .zip(1_usize..)
        .all(|(text, place)| text.trim_end_matches('.').parse() == Ok(place));
    if texts.len() >= 2 && in_order {
        return Some(Meaning::Number);
    }
    let cites = |text: &str| !LegalText::read(text).bases().is_empty();
    if most(&cites) {
        return Some(Meaning::Field("legal_basis"));
    }
    let lasts = |text: &str| {
        let read = PeriodText::read(text);
        read.doubts.is_empty() && text.chars().count() < 200
    };
    most(&lasts).then_some(Meaning::Field("period"))
}

/// One field has one column, the surest; and something must name the information.
fn settle(columns: &mut [Column]) {
    let rank = |how: How| match how {
        How::Said => 5,
        How::Before => 4,
        How::Guessed(Sure::Known) => 3,
        How::Guessed(Sure::Likely) => 2,
        How::Guessed(Sure::Contents) | How::Only => 1,
        How::Taken | How::Unknown => 0,
    };
    for place in 0..columns.len() {
        let Becomes::Field(name) = columns[place].becomes.clone() else { continue };
        let surer = |(other, column): (usize, &Column)| {
            let same = column.becomes == columns[place].becomes && other != place;
            let (mine, theirs) = (rank(columns[place].how), rank(column.how));
            same && (theirs > mine || theirs == mine && other < place)
        };
        if !holds_several(&name) && columns.iter().enumerate().any(surer) {
            (columns[place].becomes, columns[place].how) = (Becomes::Kept(None), How::Taken);
        }
    }
    let is = |column: &Column, name: &str| column.becomes == Becomes::Field(name.to_owned());
    if columns.iter().any(|column| is(column, "information")) {
        return;
    }
    let names = ["description", "document_type"];
    let by_name = names.iter().find_map(|name| columns.iter().position(|one| is(one, name)));
    if let Some(place) = by_name.filter(|place| rank(columns[*place].how) < 4) {
        columns[place].becomes = Becomes::Field("information".to_owned());
        columns[place].how = How::Only;
    }
}

fn holds_several(name: &str) -> bool {
    let field = FIELDS.iter().find(|field| field.name == name);
    field.is_some_and(|field| {
        matches!(field.kind, FieldKind::LegalBasisSet | FieldKind::ChoiceSet(_))
    })
}

/// The column that a person means: by heading, letter, or number from 1.
fn find(columns: &[Column], typed: &str) -> Result<Option<usize>, OfficeError> {
    let plain = normalise(typed);
    let by_heading: Vec<usize> = (0..columns.len())
        .filter(|place| normalise(&columns[*place].heading) == plain && !plain.is_empty())
        .collect();
    let by_letter = || columns.iter().position(|one| one.letter.eq_ignore_ascii_case(typed));
    let number = typed.parse::<u32>().ok();
    let by_number = || columns.iter().position(|one| number == one.place.checked_add(1));
    match by_heading.as_slice() {
        [one] => Ok(Some(*one)),
        [] => Ok(by_letter().or_else(by_number)),
        several => {
            let all = several.iter().map(|place| columns[*place].letter.clone()).collect();
            Err(OfficeError::Ambiguous { name: typed.to_owned(), all })
        }
    }
}

/// The letters of a column, from 0.
pub(crate) fn letters(place: u32) -> String {
    let last = char::from(b'A' + u8::try_from(place % 26).expect("below 26"));
    if place < 26 { last.to_string() } else { format!("{}{last}", letters(place / 26 - 1)) }
}

/// What people call a field.
pub(crate) fn label(name: &str) -> String {
    let known = FIELDS.iter().find(|field| field.name == name);
    known.map_or_else(|| name.to_owned(), |field| field.label.to_owned())
}
