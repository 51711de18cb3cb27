//! What was changed in a form, of an entry or of a determination that is being prepared.
//!
//! Each box carries what stood in it when the form was made. Only what a person changed is
//! written, and where someone else changed the same field meanwhile, nothing is: that is said, and
//! the person decides.

use kecuali_domain::{
    content::Content,
    determination::determination_field,
    field::{FIELDS, Field},
    legal_basis::COLLECTION,
};

use super::{
    field::typed,
    grounds::{OTHER, PICKED},
};
use crate::{
    error::OfficeError,
    office::{
        determination::read_determination_field,
        input::{Fields, read_change},
        standing::label_of,
        whole::fits,
    },
    web::answers::Answers,
};

/// What stood in a box when the form was made is in a field of this name before its own.
pub(crate) const BEFORE: &str = "semula.";

/// What a form is of: that says how its boxes are called and read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    /// An entry.
    Entry,
    /// A determination, with its items.
    Determination,
}

impl Of {
    fn field(self, name: &str) -> Option<&'static Field> {
        match self {
            Self::Entry => FIELDS.iter().find(|field| field.name == name),
            Self::Determination => determination_field(name),
        }
    }

    fn read(
        self,
        name: &str,
        value: &str,
        there: &Content,
    ) -> Result<(String, String), OfficeError> {
        match self {
            Self::Entry => read_change(&format!("{name}={value}"), there),
            Self::Determination => read_determination_field(name, value),
        }
    }
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
    pub(crate) fn read(of: Of, answers: &Answers, there: &Content) -> Self {
        let mut changes = Self::default();
        for (name, value) in answers.fields() {
            if let Some(name) = name.strip_prefix(BEFORE) {
                changes.compare(of, (name, value, answers.get(name)), there);
            }
            if let Some(name) = added_to(name).filter(|_| !value.trim().is_empty()) {
                changes.add(of, name, value.trim(), there);
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

    fn compare(&mut self, of: Of, (name, before, new): (&str, &str, &str), there: &Content) {
        if same_text(new, before) {
            return;
        }
        let first = there.values(name).first().map_or("", String::as_str);
        let now = of.field(name).map_or_else(|| first.to_owned(), |field| typed(field, first));
        if same_text(&now, before) {
            self.put(of, name, new, there);
        } else if !same_text(&now, new) {
            self.meanwhile.push((name.to_owned(), now));
        }
        // Else it is there already: written by someone else, or by this form that was sent twice.
    }

    /// A basis that is there already stands there in the words that somebody gave it.
    fn add(&mut self, of: Of, name: &str, value: &str, there: &Content) {
        let read = of.read(name, value, there);
        let stands = |key: &str| there.values(key).iter().any(|value| !value.is_empty());
        if !read.is_ok_and(|(key, _)| stands(&key)) {
            self.put(of, name, value, there);
        }
    }

    fn put(&mut self, of: Of, name: &str, value: &str, there: &Content) {
        let read = of.read(name, &value.replace("\r\n", "\n"), there);
        let read = read.and_then(|field| fits(name, &field.1).map(|()| field));
        match read {
            Ok(field) => self.fields.push(field),
            Err(error) => {
                // The command line names a field as it is typed there; a page, as it stands there.
                let called = format!("“{}”", label_of(name));
                let sentence = error.to_string().replace(&format!("`{name}`"), &called);
                self.wrong.push((name.to_owned(), sentence));
            }
        }
    }
}

/// The legal bases that a box adds something to, if it does.
fn added_to(name: &str) -> Option<&str> {
    let picked = name.split_once(PICKED).filter(|(_, ground)| {
        // A box for all of them, or for one.
        ground.is_empty() || ground.starts_with('.')
    });
    let name = picked.map(|(name, _)| name).or_else(|| name.strip_suffix(OTHER))?;
    (name.rsplit('/').next() == Some(COLLECTION)).then_some(name)
}

/// A browser ends lines in its own way.
fn same_text(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
    plain(one) == plain(other)
}
