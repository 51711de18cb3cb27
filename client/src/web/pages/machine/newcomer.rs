//! The form for someone who is to get a key.

use askama::Template;
use clap::ValueEnum as _;
use kecuali_domain::act::Position;

use crate::{
    catalogue::{
        authority::duty,
        pages::{advice, people as words},
        screen,
    },
    error::{Exit, KeyError, OfficeError},
    office::{Office, directory::key_name, people::Newcomer, role::Role, sealed_key::Passphrase},
    web::{answers::Answers, fault::Fault},
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
    pub(crate) wrong: Vec<Wrong>,
}

/// What is wrong with what was typed, said where it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wrong {
    /// The field; empty where it is about none of them.
    pub(crate) field: &'static str,
    pub(crate) sentence: String,
}

impl Wrong {
    pub(crate) fn at(field: &'static str, sentence: impl Into<String>) -> Self {
        Self { field, sentence: sentence.into() }
    }

    /// What the office says about a form in which a new passphrase may have been typed.
    pub(crate) fn of(error: &OfficeError) -> Self {
        let is_phrase = matches!(error, OfficeError::Key(KeyError::Weak(_) | KeyError::Retyped));
        let field = if is_phrase { "sandi" } else { "" };
        let told = advice::sentence(error);
        let next = advice::next(error).map(|next| format!(" {next}")).unwrap_or_default();
        Self::at(field, format!("{told}{next}"))
    }

    /// What is said at a field, if anything is.
    pub(crate) fn said<'a>(all: &'a [Self], field: &str) -> Option<&'a str> {
        all.iter().find(|one| one.field == field).map(|one| one.sentence.as_str())
    }
}

/// Nobody was added.
#[derive(Debug)]
pub(crate) enum NotAdded {
    /// What was typed is shown again, with what is wrong.
    Again(Typed),
    /// Nothing more can be shown.
    Failed(Fault),
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

    /// What is said at a field, if anything is.
    fn at(&self, field: &str) -> Option<&str> {
        Wrong::said(&self.wrong, field)
    }

    /// The same form with what is wrong with it.
    pub(crate) fn again(self, wrong: Vec<Wrong>) -> Self {
        Self { wrong, ..self }
    }

    /// The person that was meant; or everything that is wrong at once.
    pub(crate) fn person(&self, form: &Answers) -> Result<Person, Vec<Wrong>> {
        let mut wrong = Vec::new();
        for (field, text, said) in
            [("nama", &self.name, words::NO_NAME), ("jabatan", &self.position, words::NO_POST)]
        {
            if text.is_empty() {
                wrong.push(Wrong::at(field, said));
            }
        }
        let role = Role::from_str(&self.role, false).ok();
        if role.is_none() {
            wrong.push(Wrong::at("peran", words::NO_ROLE));
        }
        let position = Position::ALL.into_iter().find(|one| one.as_str() == self.endorses_as);
        let endorses_as = position.filter(|_| role == Some(Role::Endorser));
        if role == Some(Role::Endorser) && endorses_as.is_none() {
            wrong.push(Wrong::at("sebagai", words::NO_POSITION));
        }
        let passphrase = new_passphrase(form);
        wrong.extend(passphrase.as_ref().err().map(Wrong::of));
        match (role, passphrase) {
            (Some(role), Ok(passphrase)) if wrong.is_empty() => {
                let (name, position) = (self.name.clone(), self.position.clone());
                let newcomer = Newcomer { key: String::new(), name, position, role, endorses_as };
                Ok(Person { newcomer, passphrase })
            }
            (Some(_) | None, Ok(_) | Err(_)) => Err(wrong),
        }
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
