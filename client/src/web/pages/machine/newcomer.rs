//! The form for someone who is to get a key.

use askama::Template;
use clap::ValueEnum as _;
use kecuali_domain::act::Position;

use crate::{
    catalogue::{authority::duty, screen},
    error::{Exit, KeyError, OfficeError},
    office::{Office, directory::key_name, people::Newcomer, role::Role, sealed_key::Passphrase},
    web::answers::Answers,
};

/// What was typed of someone, and what is to be typed again.
#[derive(Debug, Default, Template)]
#[template(path = "orang-form.html")]
pub(crate) struct Typed {
    pub(crate) name: String,
    pub(crate) position: String,
    pub(crate) role: String,
    pub(crate) endorses_as: String,
    /// Which roles there are to choose from; none where it is said already.
    pub(crate) roles: Vec<Choice>,
    pub(crate) positions: Vec<Choice>,
    /// Why nobody was added yet.
    pub(crate) wrong: Option<String>,
}

/// One of several.
#[derive(Debug)]
pub(crate) struct Choice {
    pub(crate) value: &'static str,
    pub(crate) label: &'static str,
    /// What that is, where the label does not say it.
    pub(crate) what: &'static str,
}

/// Someone new, and the passphrase that they chose.
#[derive(Debug)]
pub(crate) struct Person {
    pub(crate) newcomer: Newcomer,
    pub(crate) passphrase: Option<Passphrase>,
}

impl Typed {
    /// An empty form, with the roles that an office has.
    pub(crate) fn empty(national: bool) -> Self {
        Self { roles: roles(national), positions: positions(), ..Self::default() }
    }

    /// What a form says.
    pub(crate) fn of(form: &Answers, national: bool) -> Self {
        Self {
            name: form.get("nama").to_owned(),
            position: form.get("jabatan").to_owned(),
            role: form.get("peran").to_owned(),
            endorses_as: form.get("sebagai").to_owned(),
            ..Self::empty(national)
        }
    }

    /// The person that was meant.
    pub(crate) fn person(&self, form: &Answers) -> Result<Person, OfficeError> {
        let missing = |what: &str| OfficeError::Input(what.to_owned());
        if self.name.is_empty() || self.position.is_empty() {
            return Err(missing(NAME_AND_POSITION));
        }
        let role = Role::from_str(&self.role, false).map_err(|_| missing(NO_ROLE))?;
        let position = Position::ALL.into_iter().find(|one| one.as_str() == self.endorses_as);
        let endorses_as = position.filter(|_| role == Role::Endorser);
        if role == Role::Endorser && endorses_as.is_none() {
            return Err(missing(NO_POSITION));
        }
        let newcomer = Newcomer {
            key: String::new(),
            name: self.name.clone(),
            position: self.position.clone(),
            role,
            endorses_as,
        };
        Ok(Person { newcomer, passphrase: new_passphrase(form)? })
    }
}

impl Person {
    /// Gives them a key. Says what it is called.
    pub(crate) fn add(mut self, office: &mut Office) -> Result<String, OfficeError> {
        let taken = office.key_names()?;
        let is_taken = |name: &str| taken.iter().any(|one| one == name);
        self.newcomer.key = key_name(&self.newcomer.name, is_taken);
        match &self.passphrase {
            Some(passphrase) => office.add_person(&self.newcomer, passphrase)?,
            None => office.add_people(std::slice::from_ref(&self.newcomer))?,
        }
        Ok(self.newcomer.key)
    }
}

/// The passphrase that was typed twice; none where none was.
pub(crate) fn new_passphrase(form: &Answers) -> Result<Option<Passphrase>, OfficeError> {
    let (first, second) = (form.passphrase("sandi"), form.passphrase("sandi_lagi"));
    match (first, second) {
        (None, None) => Ok(None),
        (Some(first), Some(second)) if first.text() == second.text() => Ok(Some(first)),
        (Some(_) | None, Some(_) | None) => Err(KeyError::Retyped.into()),
    }
}

/// Whether what is wrong was typed, so that it is said in the form.
pub(crate) fn is_typed(error: &OfficeError) -> bool {
    error.exit() == Exit::Usage
}

const NAME_AND_POSITION: &str = "Isilah nama dan jabatan.";
const NO_ROLE: &str = "Pilihlah tugasnya.";
const NO_POSITION: &str = "Pilihlah untuk jabatan apa ia menyetujui.";

fn roles(national: bool) -> Vec<Choice> {
    let of_ri = |role: &&Role| national || !matches!(role, Role::Reviewer | Role::Issuer);
    let choice =
        |role: &Role| Choice { value: role.name(), label: role.label(), what: duty(*role) };
    Role::value_variants().iter().filter(of_ri).map(choice).collect()
}

fn positions() -> Vec<Choice> {
    let choice =
        |one: Position| Choice { value: one.as_str(), label: screen::position(one), what: "" };
    Position::ALL.into_iter().map(choice).collect()
}
