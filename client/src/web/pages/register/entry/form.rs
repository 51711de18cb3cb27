//! The form of an entry: its boxes, and what is to be looked at in them.

use kecuali_domain::{
    article17::Article17,
    content::Content,
    field::{Choice, FIELDS, Field, FieldKind},
    legal_basis::LegalBasis,
    period::PeriodText,
};

use super::{
    changes::{BEFORE, Changes},
    field::{bases, typed},
};
use crate::{
    office::{comments::CommentView, input::OWN, standing::FindingView},
    web::{answers::Answers, text::called},
};

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
