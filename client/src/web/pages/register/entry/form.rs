//! The form of an entry: its boxes, and what was changed in them.
//!
//! Each box carries what stood in it when the form was made. Only what a person changed is
//! written, and where someone else changed the same field meanwhile, nothing is: that is said, and
//! the person decides.

use kecuali_domain::{
    article17::Article17,
    content::Content,
    field::{Choice, FIELDS, Field, FieldKind},
    legal_basis::{COLLECTION, LegalBasis},
    period::PeriodText,
};

use super::field::{bases, typed};
use crate::{
    error::OfficeError,
    office::{
        comments::CommentView,
        input::{Fields, OWN, read_change},
        standing::FindingView,
    },
    web::{answers::Answers, text::called},
};

/// What stood in a box when the form was made is in a field of this name before its own.
const BEFORE: &str = "semula.";
/// New legal bases: one chosen from Pasal 17, and one in words.
const NEW_GROUND: &str = "legal_basis.pasal";
const NEW_BASIS: &str = "legal_basis.lain";

/// A form.
#[derive(Debug)]
pub(crate) struct Form {
    pub(crate) groups: Vec<Group>,
    /// Every ground of Pasal 17, to be chosen from.
    pub(crate) grounds: Vec<(String, String)>,
    /// What an import kept under headings of its own.
    pub(crate) own: Vec<Cell>,
}

/// Boxes that belong together.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    pub(crate) boxes: Vec<Cell>,
    /// Not needed before a determination, so folded away while nothing stands in it.
    pub(crate) is_folded: bool,
}

/// One field.
#[derive(Debug)]
pub(crate) struct Cell {
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) help: &'static str,
    pub(crate) kind: Way,
    /// What stands in the box.
    pub(crate) value: String,
    /// What stood in it when the form was made first.
    pub(crate) before: String,
    pub(crate) public: bool,
    pub(crate) needed: bool,
    pub(crate) in_conflict: bool,
    pub(crate) findings: Vec<FindingView>,
    /// What reviewers and colleagues said about it.
    pub(crate) remarks: Vec<Remark>,
    /// What someone else wrote there meanwhile.
    pub(crate) meanwhile: Option<String>,
    /// What was wrong with what was typed.
    pub(crate) wrong: Option<String>,
    /// What was understood of what is typed, where that is more than the words.
    pub(crate) understood: Option<String>,
}

/// What someone said, of a field or of the whole.
#[derive(Debug, Clone)]
pub(crate) struct Remark {
    pub(crate) by: String,
    pub(crate) text: String,
}

impl From<&CommentView> for Remark {
    fn from(said: &CommentView) -> Self {
        Self { by: called(&said.event.by), text: said.text.clone() }
    }
}

/// How a field is typed.
#[derive(Debug)]
pub(crate) enum Way {
    Line,
    Text,
    Day,
    Number,
    Period,
    Choice(&'static [Choice]),
    /// Each choice with whether it is ticked.
    Ticks(Vec<Tick>),
    /// Each basis that is there: its key and its words.
    Bases(Vec<(String, String)>),
}

/// One of several choices.
#[derive(Debug)]
pub(crate) struct Tick {
    pub(crate) key: String,
    pub(crate) label: &'static str,
    pub(crate) is_ticked: bool,
}

/// The groups of the form, by the first field of each.
const GROUPS: [(&str, &str, &str); 5] = [
    ("information", "informasi", "Informasi"),
    ("legal_basis", "dasar", "Dasar hukum dan konsekuensi"),
    ("period", "jangka", "Jangka waktu dan penanggung jawab"),
    ("similar_checked", "uji", "Uji konsekuensi"),
    ("quantity", "arsip", "Arsip dan register"),
];

impl Form {
    /// The form of what is there.
    pub(crate) fn of(content: &Content, findings: &[FindingView]) -> Self {
        let mut groups: Vec<Group> = Vec::new();
        for field in FIELDS {
            if let Some((_, id, title)) = GROUPS.iter().find(|(first, _, _)| *first == field.name) {
                groups.push(Group { id, title, boxes: Vec::new(), is_folded: false });
            }
            let cell = cell(field, content, findings);
            if let Some(group) = groups.last_mut() {
                group.boxes.push(cell);
            }
        }
        for group in &mut groups {
            let said = |one: &Cell| !one.value.is_empty() || !one.findings.is_empty();
            group.is_folded = matches!(group.id, "uji" | "arsip") && !group.boxes.iter().any(said);
        }
        let own = content.iter().filter(|(key, _)| key.starts_with(OWN));
        let own = own.map(|(key, values)| own_cell(key, values)).collect();
        Self { groups, grounds: grounds(), own }
    }

    /// The same with what was typed in it, so that nothing has to be typed again.
    pub(crate) fn with(mut self, answers: &Answers) -> Self {
        let all = self.groups.iter_mut().flat_map(|group| &mut group.boxes).chain(&mut self.own);
        for cell in all {
            if answers.has(&cell.name) {
                answers.get(&cell.name).clone_into(&mut cell.value);
            }
            let before = format!("{BEFORE}{}", cell.name);
            if answers.has(&before) {
                answers.get(&before).clone_into(&mut cell.before);
            }
            if let Way::Period = cell.kind {
                cell.understood = understood(&cell.value);
            }
            if let Way::Ticks(ticks) = &mut cell.kind {
                for tick in ticks {
                    tick.is_ticked = answers.has(&tick.key);
                }
            }
            if let Way::Bases(bases) = &mut cell.kind {
                for (key, text) in bases.iter_mut().filter(|(key, _)| answers.has(key)) {
                    answers.get(key).clone_into(text);
                }
            }
        }
        self
    }

    /// The same with what has to be looked at marked.
    pub(crate) fn marked(mut self, changes: &Changes) -> Self {
        for (name, sentence) in &changes.wrong {
            if let Some(cell) = self.cell(name) {
                cell.wrong = Some(sentence.clone());
            }
        }
        for (name, now) in &changes.meanwhile {
            if let Some(cell) = self.cell(name) {
                cell.meanwhile = Some(now.clone());
                cell.before.clone_from(now);
            }
        }
        self
    }

    /// The same with what was said about each field beside it. Says what is about none of them.
    pub(crate) fn beside(&mut self, remarks: &[CommentView]) -> Vec<Remark> {
        let mut apart = Vec::new();
        for said in remarks {
            match said.field.as_deref().and_then(|field| self.cell(field)) {
                Some(cell) => cell.remarks.push(said.into()),
                None => apart.push(said.into()),
            }
        }
        for group in &mut self.groups {
            group.is_folded &= group.boxes.iter().all(|cell| cell.remarks.is_empty());
        }
        apart
    }

    /// Findings that belong to no box.
    pub(crate) fn apart(&self, findings: &[FindingView]) -> Vec<FindingView> {
        let boxes = || self.groups.iter().flat_map(|group| &group.boxes);
        let in_form = |finding: &&FindingView| boxes().any(|cell| cell.is_named(&finding.field));
        findings.iter().filter(|finding| !in_form(finding)).cloned().collect()
    }

    fn cell(&mut self, name: &str) -> Option<&mut Cell> {
        let mut all =
            self.groups.iter_mut().flat_map(|group| &mut group.boxes).chain(&mut self.own);
        all.find(|cell| cell.is_named(name))
    }
}

impl Cell {
    /// Whether a content key is that of this box, or of a member of its collection.
    fn is_named(&self, key: &str) -> bool {
        let rest = key.strip_prefix(self.name.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

pub(crate) fn cell(field: &Field, content: &Content, findings: &[FindingView]) -> Cell {
    let values = content.values(field.name);
    let first = values.first().map_or("", String::as_str);
    let value = typed(field, first);
    let about = |finding: &&FindingView| {
        finding.field == field.name || finding.field.starts_with(&format!("{}/", field.name))
    };
    Cell {
        name: field.name.to_owned(),
        label: field.label.to_owned(),
        help: field.help,
        kind: kind(field, content),
        before: value.clone(),
        understood: (field.kind == FieldKind::Period).then(|| understood(&value)).flatten(),
        value,
        public: field.column.is_some(),
        needed: field.required_for.is_some(),
        in_conflict: values.len() > 1,
        findings: findings.iter().filter(about).cloned().collect(),
        remarks: Vec::new(),
        meanwhile: None,
        wrong: None,
    }
}

/// A heading that only the list of the office had.
fn own_cell(key: &str, values: &[String]) -> Cell {
    let value = values.first().cloned().unwrap_or_default();
    Cell {
        name: key.to_owned(),
        label: key.strip_prefix(OWN).unwrap_or(key).to_owned(),
        help: "Kolom ini berasal dari daftar yang diimpor.",
        kind: Way::Text,
        before: value.clone(),
        value,
        public: false,
        needed: false,
        in_conflict: values.len() > 1,
        findings: Vec::new(),
        remarks: Vec::new(),
        meanwhile: None,
        wrong: None,
        understood: None,
    }
}

fn kind(field: &Field, content: &Content) -> Way {
    match field.kind {
        FieldKind::Text => Way::Line,
        FieldKind::LongText => Way::Text,
        FieldKind::Day => Way::Day,
        FieldKind::WholeNumber => Way::Number,
        FieldKind::Period => Way::Period,
        FieldKind::Choice(choices) => Way::Choice(choices),
        FieldKind::ChoiceSet(choices) => {
            let tick = |choice: &Choice| {
                let key = format!("{}/{}", field.name, choice.value);
                Tick { is_ticked: content.has(&key), key, label: choice.label }
            };
            Way::Ticks(choices.iter().map(tick).collect())
        }
        FieldKind::LegalBasisSet => Way::Bases(bases(content)),
    }
}

pub(crate) fn grounds() -> Vec<(String, String)> {
    let all = Article17::all().map(LegalBasis::Article17);
    all.map(|basis| (basis.to_string(), basis.label().unwrap_or_default())).collect()
}

/// What a period comes to in the words of the law, with what is in doubt about it.
pub(crate) fn understood(typed: &str) -> Option<String> {
    let text = PeriodText::read(typed);
    if typed.trim().is_empty() {
        return None;
    }
    let label = text.period.limit.label();
    let doubts: Vec<&str> = text.doubts.iter().map(|doubt| doubt.sentence()).collect();
    Some([&[label.as_str()][..], &doubts].concat().join(" "))
}

/// What was changed in a form.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    /// What is to be written.
    pub(crate) fields: Fields,
    /// What was typed and cannot be written: the field and why.
    pub(crate) wrong: Vec<(String, String)>,
    /// What someone else changed meanwhile: the field and what stands there now.
    pub(crate) meanwhile: Vec<(String, String)>,
}

impl Changes {
    /// What a person changed, against what stood in the form and what is there now.
    pub(crate) fn read(answers: &Answers, there: &Content) -> Self {
        let mut changes = Self::default();
        for (name, value) in answers.fields() {
            if let Some(name) = name.strip_prefix(BEFORE) {
                changes.compare(answers, name, value, there);
            }
        }
        for name in [NEW_GROUND, NEW_BASIS] {
            for text in answers.all(name).filter(|text| !text.is_empty()) {
                changes.put(COLLECTION, text, there);
            }
        }
        changes
    }

    /// What would be there if it were saved, as far as it can be.
    pub(crate) fn applied(&self, there: &Content) -> Content {
        let mut content = there.clone();
        for (key, value) in &self.fields {
            content.put(key.clone(), vec![value.clone()]);
        }
        content
    }

    /// Whether there is something that a person has to look at first.
    pub(crate) const fn needs_a_look(&self) -> bool {
        !self.wrong.is_empty() || !self.meanwhile.is_empty()
    }

    fn compare(&mut self, answers: &Answers, name: &str, before: &str, there: &Content) {
        let new = answers.get(name);
        if same_text(new, before) {
            return;
        }
        let now = now(name, there);
        if !same_text(&now, before) && !same_text(&now, new) {
            self.meanwhile.push((name.to_owned(), now));
        } else {
            self.put(name, new, there);
        }
    }

    fn put(&mut self, name: &str, value: &str, there: &Content) {
        let value = value.replace("\r\n", "\n");
        match read_change(&format!("{name}={value}"), there) {
            Ok(field) => self.fields.push(field),
            Err(error) => self.wrong.push((name.to_owned(), sentence(&error))),
        }
    }
}

fn sentence(error: &OfficeError) -> String {
    error.to_string()
}

/// A browser ends lines in its own way.
pub(crate) fn same_text(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
    plain(one) == plain(other)
}

/// What stands in the box of a field now.
fn now(name: &str, there: &Content) -> String {
    let first = there.values(name).first().map_or("", String::as_str);
    FIELDS
        .iter()
        .find(|field| field.name == name)
        .map_or_else(|| first.to_owned(), |field| typed(field, first))
}
