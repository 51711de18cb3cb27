//! What was typed and not saved, of entries and of determinations, as pages offer it to who typed it.

use std::cmp::Reverse;

use kecuali_domain::handle;

use super::register::entry::{changes::Of, edit::NEW};
use crate::{
    error::OfficeError,
    office::{
        Name, Office,
        scratch::{Scratch, Scratches},
    },
    web::{
        answers::{ACTOR, Answers},
        text,
        visit::Hand,
    },
};

pub(crate) use crate::web::answers::OPEN_FORM;

/// So many forms are offered on a page; who goes on with these or erases them sees the next.
const MOST: usize = 20;

/// Forms that were left, the one typed in last first.
#[derive(Debug)]
pub(crate) struct Unsaved {
    pub(crate) shown: Vec<Typed>,
    /// How many more there are.
    pub(crate) more: usize,
}

/// One of them.
#[derive(Debug)]
pub(crate) struct Typed {
    /// What it is of.
    pub(crate) what: &'static str,
    /// Where it is gone on with.
    pub(crate) to: String,
    /// Where it is erased.
    pub(crate) erase: &'static str,
    pub(crate) form: String,
    /// The name of the information, or the title of the determination.
    pub(crate) called: String,
    /// When it was typed last.
    pub(crate) time: String,
}

impl Of {
    pub(crate) fn scratches(self, office: &Office) -> Scratches {
        match self {
            Self::Entry => office.scratches(),
            Self::Determination => office.determination_scratches(),
        }
    }
}

impl Unsaved {
    /// Everything that the person who acts typed.
    pub(crate) fn all(hand: &Hand<'_>) -> Result<Self, OfficeError> {
        let mut all = Vec::new();
        for of in [Of::Entry, Of::Determination] {
            let typed = of.scratches(hand.office).of(hand.typist())?;
            all.extend(typed.into_iter().map(|one| (of, one)));
        }
        all.sort_by_key(|(_, one)| Reverse(one.time));
        Ok(Self::list(&all))
    }

    /// The same, of determinations alone.
    pub(crate) fn of_determinations(hand: &Hand<'_>) -> Result<Self, OfficeError> {
        let of = Of::Determination;
        let all = of.scratches(hand.office).of(hand.typist())?;
        Ok(Self::list(&all.into_iter().map(|one| (of, one)).collect::<Vec<_>>()))
    }

    /// What the person typed about this one in other windows than the one that is open.
    pub(crate) fn beside(
        hand: &Hand<'_>,
        of: Of,
        name: Option<&Name>,
        open_form: &str,
    ) -> Result<Self, OfficeError> {
        let mut all = of.scratches(hand.office).about(hand.typist(), name)?;
        all.retain(|one| one.form != open_form);
        Ok(Self::list(&all.into_iter().map(|one| (of, one)).collect::<Vec<_>>()))
    }

    fn list(all: &[(Of, Scratch)]) -> Self {
        let shown = all.iter().take(MOST).map(|(of, one)| Typed::new(*of, one));
        Self { shown: shown.collect(), more: all.len().saturating_sub(MOST) }
    }
}

impl Typed {
    fn new(of: Of, scratch: &Scratch) -> Self {
        let about = scratch.about.as_ref().map(|(scope, id)| handle(scope, *id));
        let (about, form) = (about.as_deref().unwrap_or(NEW), &scratch.form);
        let (what, to, erase) = match of {
            Of::Entry => ("entri", format!("/entri/{about}/ubah?borang={form}"), "/ketikan/buang"),
            Of::Determination => (
                "penetapan",
                format!("/penetapan/draf/{about}?borang={form}"),
                "/penetapan/ketikan/buang",
            ),
        };
        Self {
            what,
            to,
            erase,
            form: form.clone(),
            called: text::shortened(scratch.called(), 200),
            time: text::moment(scratch.time),
        }
    }
}

/// Keeps what stands in a form. Says when.
pub(crate) fn keep(
    hand: &mut Hand<'_>,
    of: Of,
    name: Option<&Name>,
    answers: &Answers,
) -> Result<u64, OfficeError> {
    let fields = answers.fields().map(|(key, value)| (key.to_owned(), value.to_owned()));
    let scratch = Scratch {
        form: answers.get(OPEN_FORM).to_owned(),
        person: answers.filled(ACTOR).unwrap_or_else(|| hand.typist()).to_owned(),
        about: name.cloned(),
        base: name.map(|name| hand.office.version(name)).transpose()?,
        time: hand.office.now(),
        fields: fields.collect(),
    };
    of.scratches(hand.office).save(&scratch)?;
    Ok(scratch.time)
}

/// What the person who acts typed in a form that was left. Its address stands in the history of a
/// browser that several people use.
pub(crate) fn left(
    hand: &Hand<'_>,
    of: Of,
    form: Option<&str>,
) -> Result<Option<Answers>, OfficeError> {
    let Some(form) = form else { return Ok(None) };
    let left = of.scratches(hand.office).read_of(hand.typist(), form)?;
    Ok(left.map(|left| Answers::kept(left.fields)))
}
