//! The form of an entry: its boxes, and what is to be looked at in them.

use kecuali_domain::{
    Day,
    content::Content,
    field::{Choice, FIELDS, Field, FieldKind},
    period::{Doubt, PeriodText},
};

use super::{
    changes::Changes,
    field::{bases, typed},
    grounds::{Bases, before},
    trouble::{Trouble, troubles},
};
use crate::{
    office::{
        comments::CommentView,
        input::OWN,
        standing::{FindingView, label_of},
    },
    web::{answers::Answers, text::called},
};

/// A form.
#[derive(Debug)]
pub(crate) struct Form {
    pub(crate) groups: Vec<Group>,
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
    /// Each basis that is there, and those that may be added.
    Bases(Bases),
}

/// One of several choices.
#[derive(Debug)]
pub(crate) struct Tick {
    pub(crate) key: String,
    pub(crate) label: &'static str,
    pub(crate) is_ticked: bool,
    /// What stood there when the form was made first.
    pub(crate) before: String,
}

/// What a box that is ticked says.
const TICKED: &str = "ya";

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
        let own = content.iter().filter(|(key, _)| key.starts_with(OWN));
        let own = own.map(|(key, values)| own_cell(key, values)).collect();
        Self { groups, own }.folded()
    }

    /// The same with what is not needed yet folded away, where nothing stands in it.
    fn folded(mut self) -> Self {
        for group in &mut self.groups {
            let is_quiet = group.boxes.iter().all(Cell::is_quiet);
            group.is_folded = matches!(group.id, "uji" | "arsip") && is_quiet;
        }
        self
    }

    /// The same with what was typed in it, so that nothing has to be typed again.
    pub(crate) fn with(mut self, answers: &Answers) -> Self {
        let all = self.groups.iter_mut().flat_map(|group| &mut group.boxes).chain(&mut self.own);
        all.for_each(|cell| cell.take(answers));
        self.folded()
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
                cell.changed_meanwhile(name, now);
            }
        }
        self.folded()
    }

    /// What has to be looked at, in the order of the form.
    pub(crate) fn troubles(&self) -> Vec<Trouble> {
        troubles(self.groups.iter().flat_map(|group| &group.boxes).chain(&self.own))
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
            group.is_folded &= group.boxes.iter().all(Cell::is_quiet);
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
    /// Takes over what was typed in its box, with what stood there when the form was made first.
    pub(crate) fn take(&mut self, answers: &Answers) {
        if answers.has(&self.name) {
            answers.get(&self.name).clone_into(&mut self.value);
        }
        before(&self.name, answers, &mut self.before);
        match &mut self.kind {
            Way::Ticks(ticks) => {
                for tick in ticks {
                    tick.is_ticked = answers.has(&tick.key);
                    before(&tick.key, answers, &mut tick.before);
                }
            }
            Way::Bases(bases) => bases.take(&self.name, answers),
            Way::Period => self.understood = understood(&self.value),
            Way::Day => self.understood = in_words(&self.value),
            Way::Line | Way::Text | Way::Number | Way::Choice(_) => (),
        }
    }

    /// Somebody else wrote something there: that is what the next change is compared with.
    pub(crate) fn changed_meanwhile(&mut self, key: &str, now: &str) {
        self.meanwhile = Some(now.to_owned());
        match &mut self.kind {
            Way::Ticks(ticks) => {
                let ticks = ticks.iter_mut().filter(|tick| tick.key == key);
                ticks.for_each(|tick| now.clone_into(&mut tick.before));
            }
            Way::Bases(bases) => {
                let there = bases.there.iter_mut().filter(|basis| basis.key == key);
                there.for_each(|basis| now.clone_into(&mut basis.before));
            }
            Way::Line | Way::Text | Way::Day | Way::Number | Way::Period | Way::Choice(_) => {
                now.clone_into(&mut self.before);
            }
        }
    }

    /// Whether a content key is that of this box, or of a member of its collection.
    pub(crate) fn is_named(&self, key: &str) -> bool {
        let rest = key.strip_prefix(self.name.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// Whether what is typed has to be looked at before it is saved.
    pub(crate) const fn is_wrong(&self) -> bool {
        self.wrong.is_some() || self.meanwhile.is_some()
    }

    /// Whether a browser can show what stands there as a day; it leaves anything else out.
    pub(crate) fn is_day(&self) -> bool {
        matches!(self.kind, Way::Day) && (self.value.is_empty() || day(&self.value).is_some())
    }

    /// Whether figures are typed there.
    pub(crate) const fn is_number(&self) -> bool {
        matches!(self.kind, Way::Number)
    }

    /// Whether nothing stands there and nothing is said of it.
    fn is_quiet(&self) -> bool {
        let is_empty = match &self.kind {
            Way::Ticks(ticks) => !ticks.iter().any(|tick| tick.is_ticked),
            Way::Bases(bases) => bases.is_empty(),
            Way::Line | Way::Text | Way::Day | Way::Number | Way::Period | Way::Choice(_) => {
                self.value.is_empty()
            }
        };
        is_empty && self.findings.is_empty() && self.remarks.is_empty() && !self.is_wrong()
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
        understood: said_back(field, &value),
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
        label: label_of(key),
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
                let is_ticked = content.has(&key);
                let before = if is_ticked { TICKED.to_owned() } else { String::new() };
                Tick { is_ticked, key, label: choice.label, before }
            };
            Way::Ticks(choices.iter().map(tick).collect())
        }
        FieldKind::LegalBasisSet => Way::Bases(Bases::of(bases(content))),
    }
}

/// What is understood of what stands in a box, where that is more than the words.
pub(crate) fn said_back(field: &Field, typed: &str) -> Option<String> {
    match field.kind {
        FieldKind::Period => understood(typed),
        FieldKind::Day => in_words(typed),
        FieldKind::Text
        | FieldKind::LongText
        | FieldKind::WholeNumber
        | FieldKind::Choice(_)
        | FieldKind::ChoiceSet(_)
        | FieldKind::LegalBasisSet => None,
    }
}

/// A day in words: a browser writes it in the order of its own language.
fn in_words(typed: &str) -> Option<String> {
    day(typed).map(Day::written_out)
}

fn day(typed: &str) -> Option<Day> {
    typed.trim().parse().ok()
}

/// What a period comes to in the words of the law, with what is in doubt about it.
fn understood(typed: &str) -> Option<String> {
    let text = PeriodText::read(typed);
    if typed.trim().is_empty() {
        return None;
    }
    if text.doubts.contains(&Doubt::NotUnderstood) {
        return Some(format!("Belum dipahami: {}", Doubt::NotUnderstood.sentence()));
    }
    let label = text.period.limit.label();
    let doubts: Vec<&str> = text.doubts.iter().map(|doubt| doubt.sentence()).collect();
    let said = [&[label.as_str()][..], &doubts].concat().join(" ");
    Some(format!("Dipahami sebagai: {said}"))
}
