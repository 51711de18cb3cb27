//! Writing an entry: a new one, or what is there. *Simpan* makes one signed change.

use askama::Template;
use axum::extract::{Path, Query};
use kecuali_domain::{Capability, Kind, content::Content, handle};
use kecuali_encoding::Digest;
use serde::Deserialize;

use super::{
    changes::{Changes, Of},
    form::{Form, Remark, Way},
    trouble::Trouble,
};
use crate::{
    catalogue::{pages::advice, procedure},
    error::OfficeError,
    office::{
        Name, Office,
        procedure::{Opinion, Returned},
        standing::FindingView,
    },
    web::{
        answers::Answers,
        layout::Section,
        pages::{
            decision::hands::May,
            unsaved::{OPEN_FORM, Unsaved, keep, left},
        },
        text,
        visit::{Answer, Hand, Visit},
    },
};

/// The field of a form that says which version it was drawn from.
const DRAWN: &str = "versi";
/// The name of an entry that is not there yet, in addresses.
pub(crate) const NEW: &str = "baru";

const SAVED: &str = "Tersimpan di komputer ini. Dikirim saat sinkron berikutnya.";
/// After what was not saved, where what was typed is on the disk.
const KEPT: &str = "; yang Anda ketik dijaga di komputer ini";
const NOTHING: &str = "Tidak ada yang diubah.";

#[derive(Template)]
#[template(path = "entri-ubah.html")]
struct Page {
    /// The handle; none for a new entry.
    entry: Option<String>,
    information: String,
    form: Form,
    /// The name under which what is typed is kept.
    open_form: String,
    /// What it is drawn from: of an entry that is there, its version.
    drawn: String,
    /// Whether it is of the register of this office.
    is_own: bool,
    /// Why who acts does not write it, where that is so.
    whose: Option<String>,
    /// What was typed in other windows and not saved.
    kept: Unsaved,
    /// Why it came back, where nobody sent it in again.
    returned: Option<Returned>,
    /// Who declined it as it is.
    declined: Vec<Opinion>,
    /// What a change would leave behind.
    at_stake: Vec<String>,
    /// What was said of it as a whole.
    remarks: Vec<Remark>,
    /// Findings that belong to no box.
    apart: Vec<FindingView>,
    /// Whether something has to be looked at before it can be saved.
    needs_a_look: bool,
    /// What that is, and where.
    troubles: Vec<Trouble>,
}

impl Page {
    fn address(&self) -> &str {
        self.entry.as_deref().unwrap_or(NEW)
    }

    fn called(by: &str) -> String {
        text::called(by)
    }
}

/// Which form is opened: a new one, or one that was left.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    borang: Option<String>,
}

pub(crate) async fn begin(visit: Visit, asked: Query<Asked>) -> Answer {
    edit(visit, Path(NEW.to_owned()), asked).await
}

pub(crate) async fn edit(
    visit: Visit,
    Path(entry): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let title = title(&entry);
    visit
        .page(Section::Register, &title, move |mut hand| {
            let answers = left(&hand, Of::Entry, asked.borang.as_deref())?;
            let name = find(hand.office, &entry)?;
            if answers.is_none() {
                name.as_ref().map(|name| hand.office.may_be_written(name)).transpose()?;
            }
            match answers {
                Some(answers) => {
                    let there = content(hand.office, name.as_ref())?;
                    let changes = Changes::read(Of::Entry, &answers, &there);
                    page(&mut hand, name, Some((&answers, &changes)))
                }
                None => page(&mut hand, name, None),
            }
        })
        .await
}

pub(crate) async fn save(visit: Visit, Path(entry): Path<String>, answers: Answers) -> Answer {
    let title = title(&entry);
    match visit.office(move |mut hand| write(&mut hand, &entry, &answers)).await? {
        Outcome::Saved { handle, left } => {
            Ok(visit
                .go(&format!("/entri/{handle}"), [&[SAVED.to_owned()], &*left].concat().join(" ")))
        }
        Outcome::Nothing(to) => Ok(visit.go(&to, NOTHING)),
        Outcome::NotYours { to, whose } => Ok(visit.warn(&to, whose)),
        Outcome::Look(page) => visit.page(Section::Register, &title, move |_| Ok(*page)).await,
    }
}

/// What saving came to.
enum Outcome {
    Saved {
        handle: String,
        /// What it left behind.
        left: Vec<String>,
    },
    Nothing(String),
    /// Something is to be looked at first; all that was typed is in the form.
    Look(Box<Page>),
    /// It is another person's turn; the form is where it leads.
    NotYours {
        to: String,
        whose: String,
    },
}

fn title(entry: &str) -> String {
    if entry == NEW { "Entri baru".to_owned() } else { format!("Ubah {entry}") }
}

/// The entry of an address; none for a new one.
pub(crate) fn find(office: &mut Office, entry: &str) -> Result<Option<Name>, OfficeError> {
    if entry == NEW { Ok(None) } else { office.find(entry, Kind::Entry).map(Some) }
}

/// Why who acts does not write an entry, or a new one; nothing where they do.
pub(crate) fn whose(hand: &Hand<'_>, name: Option<&Name>) -> Result<Option<String>, OfficeError> {
    let other = name.filter(|name| name.0 != hand.office.scope());
    if let Some(office) = other.and_then(|(scope, _)| scope.office()) {
        let office = text::office_name(office);
        return Ok(Some(format!("Entri ini milik {office}; hanya kantor itu yang mengubahnya.")));
    }
    // A key that nobody granted anything yet drafts all the same, as does who is chosen later.
    May::kept_from(hand, &[Capability::Draft])
}

/// What is there before anything is written.
pub(crate) fn content(office: &mut Office, name: Option<&Name>) -> Result<Content, OfficeError> {
    name.map_or_else(|| Ok(Content::default()), |name| office.content(name))
}

fn write(hand: &mut Hand<'_>, entry: &str, answers: &Answers) -> Result<Outcome, OfficeError> {
    let form = answers.get(OPEN_FORM);
    let name = match find(hand.office, entry)? {
        None => hand.office.became_of(form)?,
        name @ Some(_) => name,
    };
    let there = content(hand.office, name.as_ref())?;
    let changes = Changes::read(Of::Entry, answers, &there);
    if changes.needs_a_look() {
        return page(hand, name, Some((answers, &changes))).map(Box::new).map(Outcome::Look);
    }
    if changes.fields.is_empty() {
        hand.office.scratches().erase(form)?;
        let to = |(scope, id): &Name| format!("/entri/{}", handle(scope, *id));
        return Ok(Outcome::Nothing(name.as_ref().map_or_else(|| "/daftar".to_owned(), to)));
    }
    let drawn = match &name {
        Some(name) => drawn_from(answers, hand.office.drawn(name)?),
        None => Vec::new(),
    };
    let stake = name.as_ref().map(|name| hand.office.at_stake(name)).transpose()?;
    let about = name.as_ref().map(|name| (name, drawn.as_slice()));
    let saved = match answers.of(hand.acting) {
        Ok(()) => hand.office.save_form(hand.acting, form, about, &changes.fields),
        Err(error) => Err(error),
    };
    let (scope, id) = match saved {
        Ok(saved) => saved,
        Err(error) => return not_saved(hand, (entry, name.as_ref()), answers, error),
    };
    let left = stake.as_ref().map(procedure::was_left).unwrap_or_default();
    Ok(Outcome::Saved { handle: handle(&scope, id), left })
}

/// Nothing was written: what was typed is kept, and where it is only another's turn, the form stays.
fn not_saved(
    hand: &mut Hand<'_>,
    (entry, name): (&str, Option<&Name>),
    answers: &Answers,
    error: OfficeError,
) -> Result<Outcome, OfficeError> {
    let form = answers.get(OPEN_FORM);
    let is_kept = !form.is_empty() && keep(hand, Of::Entry, name, answers).is_ok();
    if !is_anothers(&error) {
        return Err(error);
    }
    let may = May::of(hand, &[Capability::Draft])?;
    let is_other = matches!(error, OfficeError::OtherActor);
    let whose = may.refusal().filter(|_| !may.who.is_empty() && !is_other);
    let whose = whose.unwrap_or_else(|| advice::sentence(&error));
    let (kept, form) =
        if is_kept { (KEPT, format!("?borang={form}")) } else { ("", String::new()) };
    let whose = format!("Belum disimpan{kept}. {whose}");
    Ok(Outcome::NotYours { to: format!("/entri/{entry}/ubah{form}"), whose })
}

/// Whether another person may do it, or somebody is to be chosen first.
const fn is_anothers(error: &OfficeError) -> bool {
    use OfficeError as E;
    matches!(error, E::NoKey(_) | E::NobodyHere | E::NobodyChosen | E::OtherActor)
}

/// The version that a form is drawn from, as the form carries it.
pub(crate) fn drawn(office: &mut Office, name: Option<&Name>) -> Result<String, OfficeError> {
    let drawn = name.map(|name| office.drawn(name)).transpose()?.unwrap_or_default();
    Ok(drawn.iter().map(Digest::to_string).collect::<Vec<_>>().join(" "))
}

/// The version that a form was drawn from; where it does not say that, what it was compared with.
pub(crate) fn drawn_from(answers: &Answers, compared: Vec<Digest>) -> Vec<Digest> {
    let said = answers.get(DRAWN).split(' ').map(str::parse).collect::<Result<_, _>>();
    said.unwrap_or(compared)
}

/// The form, with what was typed in it and what is to be looked at.
fn page(
    hand: &mut Hand<'_>,
    name: Option<Name>,
    typed: Option<(&Answers, &Changes)>,
) -> Result<Page, OfficeError> {
    let content = content(hand.office, name.as_ref())?;
    // What was typed is shown all the same where it can be saved no more, so that it can be taken.
    let ended = name.as_ref().and_then(|name| hand.office.may_be_written(name).err());
    let whose = whose(hand, name.as_ref())?.or_else(|| ended.map(|error| error.to_string()));
    let is_own = name.as_ref().is_none_or(|name| name.0 == hand.office.scope());
    let (findings, said, returned) = match &name {
        Some(name) => {
            let findings = hand.office.entry(name)?.findings;
            (findings, hand.office.remarks(name)?, hand.office.returned(name)?)
        }
        None => Default::default(),
    };
    let stake = name.as_ref().map(|name| hand.office.at_stake(name)).transpose()?;
    let declined = name.as_ref().map(|name| hand.office.declines(name)).transpose()?;
    let mut form = Form::of(&content, &findings);
    let remarks = form.beside(&said);
    let mut open_form = String::new();
    if let Some((answers, changes)) = typed {
        form = form.with(answers).marked(changes);
        answers.get(OPEN_FORM).clone_into(&mut open_form);
    }
    if open_form.is_empty() {
        open_form = hand.office.new_form();
    }
    // What somebody wrote since it was drawn first is marked, so this page is of what is there now.
    let drawn = drawn(hand.office, name.as_ref())?;
    Ok(Page {
        kept: Unsaved::beside(hand, Of::Entry, name.as_ref(), &open_form)?,
        entry: name.map(|(scope, id)| handle(&scope, id)),
        information: content.one("information").unwrap_or_default().to_owned(),
        returned,
        declined: declined.unwrap_or_default(),
        at_stake: stake.as_ref().map(procedure::would_be_left).unwrap_or_default(),
        remarks,
        apart: form.apart(&findings),
        needs_a_look: typed.is_some_and(|(_, changes)| changes.needs_a_look()),
        troubles: form.troubles(),
        is_own,
        whose,
        form,
        open_form,
        drawn,
    })
}
