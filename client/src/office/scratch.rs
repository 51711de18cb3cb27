//! What a person types in a form, kept before it is signed, so that neither a closed browser nor a
//! dead machine loses it. It stays on this machine: no log, no bundle and no backup has it.
//!
//! A form is one open window: each has a slip of its own. Two windows on one entry therefore never
//! take the place of each other's text; the one typed in last comes first.

use std::collections::BTreeMap;

use kecuali_domain::{DocumentId, act::Covers, handle};
use kecuali_encoding::Digest;
use kecuali_protocol::request::to_hex;
use serde::{Deserialize, Serialize};

use super::{Name, Office, input::Fields, slips::Slips};
use crate::{
    catalogue::input,
    error::{OfficeError, Sought},
    machine::random,
};

/// What one form may hold, names of fields included. More than an entry can, so that a text which is
/// too long to be saved is kept all the same, to be shortened.
pub const FORM_BYTES: usize = 1 << 20;
/// How many forms are kept for one person; before another is begun, one must be saved or erased.
pub const FORMS: usize = 200;

/// What was typed in one form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scratch {
    /// The form: [`Office::new_form`] makes one for each window.
    pub form: String,
    /// Who types: the name of the key; empty while nobody was chosen among several.
    pub person: String,
    /// The entry; none for a new one.
    pub about: Option<Name>,
    /// The version of the entry that the form was opened on ([`Office::version`]).
    pub base: Option<Covers>,
    /// When it was typed last, in milliseconds since 1970.
    pub time: u64,
    /// What stands in each field, as it was typed, whether it can be read or not.
    pub fields: BTreeMap<String, String>,
}

/// The same in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScratchView {
    /// The form.
    pub form: String,
    /// Who types.
    pub person: String,
    /// The handle of the entry; none for a new one.
    pub entry: Option<String>,
    /// When it was typed last, in milliseconds since 1970.
    pub time: u64,
    /// The name of the information as it was typed; empty where that was not.
    pub information: String,
    /// How many fields it has.
    pub fields: usize,
}

/// The forms of an office. It needs no turn and no office that is open, so that typing is kept
/// while a sync runs.
#[derive(Debug, Clone)]
pub struct Scratches(Slips<Scratch>);

impl Scratches {
    /// Keeps what stands in a form. When it returns, it is on the disk. A form that is there stays
    /// that of whoever began it; one that nobody was chosen for becomes that of who goes on with it.
    pub fn save(&self, scratch: &Scratch) -> Result<(), OfficeError> {
        let typed = scratch.fields.iter().map(|(key, value)| key.len() + value.len());
        if typed.sum::<usize>() > FORM_BYTES {
            return Err(OfficeError::Input(input::form_too_long(FORM_BYTES)));
        }
        let there = self.0.read(&scratch.form)?;
        // A form that is there already is kept on, however many there are.
        if there.is_none() && self.of(&scratch.person)?.len() >= FORMS {
            return Err(OfficeError::Input(input::too_many_forms(FORMS)));
        }
        let began = there.map(|there| there.person).filter(|person| !person.is_empty());
        match began {
            Some(person) => self.0.write(&scratch.form, &Scratch { person, ..scratch.clone() }),
            None => self.0.write(&scratch.form, scratch),
        }
    }

    /// What stands in a form, if anything is kept of it.
    pub fn read(&self, form: &str) -> Result<Option<Scratch>, OfficeError> {
        self.0.read(form)
    }

    /// All forms of a person, and those that were typed in while nobody was chosen, the one typed in
    /// last first.
    pub fn of(&self, person: &str) -> Result<Vec<Scratch>, OfficeError> {
        let mut all = self.all()?;
        all.retain(|one| one.person == person || one.person.is_empty());
        Ok(all)
    }

    /// A person's forms on one entry, or those of new entries, the one typed in last first.
    pub fn about(&self, person: &str, about: Option<&Name>) -> Result<Vec<Scratch>, OfficeError> {
        let mut all = self.of(person)?;
        all.retain(|one| one.about.as_ref() == about);
        Ok(all)
    }

    /// The forms of everyone who works on this machine, the one typed in last first.
    pub fn all(&self) -> Result<Vec<Scratch>, OfficeError> {
        let mut all = self.0.all()?;
        all.sort_by(|one, other| (other.time, &other.form).cmp(&(one.time, &one.form)));
        Ok(all)
    }

    /// What stands in a form, where that person typed it, or nobody was chosen who did.
    pub fn read_of(&self, person: &str, form: &str) -> Result<Option<Scratch>, OfficeError> {
        let theirs = |one: &Scratch| one.person == person || one.person.is_empty();
        Ok(self.read(form)?.filter(theirs))
    }

    /// Erases a form; says whether anything was kept of it.
    pub fn erase(&self, form: &str) -> Result<bool, OfficeError> {
        self.0.erase(form)
    }

    /// The form that a person means by the beginning of its name.
    pub fn find(&self, typed: &str) -> Result<Scratch, OfficeError> {
        let mut all = self.all()?;
        all.retain(|one| !typed.is_empty() && one.form.starts_with(&typed.to_lowercase()));
        match all.len() {
            1 => Ok(all.remove(0)),
            0 => Err(OfficeError::not_found(Sought::Form, typed)),
            _ => {
                let all = all.into_iter().map(|one| one.form).collect();
                Err(OfficeError::Ambiguous { name: typed.to_owned(), all })
            }
        }
    }
}

impl Scratch {
    /// The name of the information, or the title of the determination, as it was typed.
    pub fn called(&self) -> &str {
        let typed = ["information", "title"].into_iter().find_map(|field| self.fields.get(field));
        typed.map_or("", String::as_str)
    }

    /// What a list shows of it.
    pub fn view(&self) -> ScratchView {
        ScratchView {
            form: self.form.clone(),
            person: self.person.clone(),
            entry: self.about.as_ref().map(|(scope, id)| handle(scope, *id)),
            time: self.time,
            information: self.called().to_owned(),
            fields: self.fields.len(),
        }
    }
}

impl Office {
    /// The forms that are open on this machine, or were when it stopped.
    pub fn scratches(&self) -> Scratches {
        Scratches(Slips::new(self.folder.path().join("scratch")))
    }

    /// The same of determinations that are being prepared: no list of entries shows them.
    pub fn determination_scratches(&self) -> Scratches {
        Scratches(Slips::new(self.folder.path().join("scratch-determinations")))
    }

    /// The name of a new form. It says which entry becomes of it, if a new one does.
    pub fn new_form(&mut self) -> String {
        let time = self.machine.now().to_be_bytes();
        to_hex(&[&time[2..], &random::<16>(self.machine.as_mut())].concat())
    }

    /// The entry that became of a form already: it was sent twice, or the program was killed after
    /// it had signed the entry and before it forgot what was typed.
    pub fn became_of(&mut self, form: &str) -> Result<Option<Name>, OfficeError> {
        let Some(id) = entry_of(form) else { return Ok(None) };
        let scope = self.scope();
        Ok(self.desk.document(&scope, id)?.is_some().then_some((scope, id)))
    }

    /// The version of an entry that is shown here: what a form is opened on.
    pub fn version(&mut self, name: &Name) -> Result<Covers, OfficeError> {
        Ok(self.document(name)?.version())
    }

    /// The fields that hold something else now than in the version a form was opened on, so that
    /// saving the form would take the place of what someone else wrote meanwhile.
    pub fn changed_since(
        &mut self,
        name: &Name,
        base: &Covers,
    ) -> Result<Vec<String>, OfficeError> {
        let document = self.document(name)?;
        let (now, then) = (document.content(), document.content_at(&base.heads));
        let then = then.unwrap_or_default();
        let all = now.iter().chain(then.iter()).map(|(key, _)| key);
        let all: std::collections::BTreeSet<&str> = all.collect();
        let differs = |key: &&str| now.values(key) != then.values(key);
        Ok(all.into_iter().filter(differs).map(str::to_owned).collect())
    }

    /// Signs what a form came to, as a new entry or as one change of its entry on top of what the
    /// form was drawn from ([`Office::drawn`]), and erases the form.
    pub fn save_form(
        &mut self,
        acting: Option<&str>,
        form: &str,
        about: Option<(&Name, &[Digest])>,
        fields: &Fields,
    ) -> Result<Name, OfficeError> {
        let name = if let Some((name, drawn)) = about {
            self.edit_drawn(acting, (name, drawn), fields)?;
            name.clone()
        } else {
            let id = entry_of(form).filter(|id| !self.is_in_trash(*id));
            self.add_as(acting, id, std::slice::from_ref(fields))?.remove(0)
        };
        self.scratches().erase(form)?;
        Ok(name)
    }
}

/// The entry that a new one of a form is: the same however often it is saved. Forms that an earlier
/// program began have shorter names, without a time in them.
fn entry_of(form: &str) -> Option<DocumentId> {
    if form.len() != 2 * (6 + 16) {
        return None;
    }
    let time = u64::from_str_radix(form.get(..12)?, 16).ok()?;
    let mut random = [0; 10];
    for (place, byte) in random.iter_mut().enumerate() {
        let digits = form.get(12 + 2 * place..14 + 2 * place)?;
        *byte = u8::from_str_radix(digits, 16).ok()?;
    }
    Some(DocumentId::new(time, random))
}
