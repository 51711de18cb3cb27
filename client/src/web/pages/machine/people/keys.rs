//! A key under a passphrase: put there, put under another one, or taken from it.

use askama::Template;
use axum::extract::Path;

use crate::{
    catalogue::{self, pages::people as words},
    error::{KeyError, OfficeError, Sought},
    office::{Office, keyring::Keyring, sealed_key::Passphrase},
    web::{
        answers::Answers,
        fault::Fault,
        layout::Section,
        pages::machine::newcomer::{Wrong, is_typed, new_passphrase},
        threads::apart,
        visit::{Answer, Hand, Visit},
    },
};

#[derive(Template)]
#[template(path = "orang-sandi.html")]
struct Page {
    key: String,
    name: String,
    is_sealed: bool,
    wrong: Vec<Wrong>,
}

impl Page {
    /// What is said at a field, if anything is.
    fn at(&self, field: &str) -> Option<&str> {
        Wrong::said(&self.wrong, field)
    }
}

/// The fields of the passphrase that a key is under: where it gets another, and where it is taken.
const OLD: &str = "lama";
const TAKEN: &str = "lepas";

pub(in crate::web::pages::machine) async fn ask(visit: Visit, Path(key): Path<String>) -> Answer {
    page(&visit, key, Vec::new()).await
}

async fn page(visit: &Visit, key: String, wrong: Vec<Wrong>) -> Answer {
    visit
        .page(Section::People, "Frasa sandi", move |hand| {
            let name = name_of(hand.office, &key)?;
            let is_sealed = hand.office.sealed_key(&key)?.is_some();
            Ok(Page { key, name, is_sealed, wrong })
        })
        .await
}

/// Puts a key under a passphrase. Who has one already says the old one, too.
pub(in crate::web::pages::machine) async fn set(
    visit: Visit,
    Path(key): Path<String>,
    form: Answers,
) -> Answer {
    if is_anothers(&visit, &key).await? {
        let said = catalogue::key::SEALED_BY_ITS_HOLDER.to_owned();
        return page(&visit, key, vec![Wrong::at("", said)]).await;
    }
    let done = match new_passphrase(&form) {
        Ok(Some(new)) => seal(&visit, &key, form.passphrase("sandi_lama"), new).await,
        Ok(None) => {
            return page(&visit, key, vec![Wrong::at("sandi", words::NO_PASSPHRASE)]).await;
        }
        Err(error) => Err(error.into()),
    };
    match done {
        Ok(name) => Ok(visit.go("/orang", format!("Kunci {name} kini dijaga frasa sandi."))),
        Err(Fault::Office(error)) if is_shown_again(&error) => {
            page(&visit, key, vec![wrong(&error, OLD)]).await
        }
        Err(fault) => Err(fault),
    }
}

/// A key that is open asks nobody: another's would be out of its holder's reach for ever.
async fn is_anothers(visit: &Visit, key: &str) -> Result<bool, Fault> {
    let named = key.to_owned();
    let is_anothers = move |hand: Hand<'_>| {
        Ok(hand.office.sealed_key(&named)?.is_none() && hand.typist() != named)
    };
    visit.office(is_anothers).await
}

/// What the office says, at the field it is about.
fn wrong(error: &OfficeError, old: &'static str) -> Wrong {
    let is_old =
        matches!(error, OfficeError::Key(KeyError::WrongPassphrase(_)) | OfficeError::Input(_));
    if is_old { Wrong::at(old, said_in_form(error)) } else { Wrong::of(error) }
}

/// Why a passphrase opened nothing, where it is typed: it was another, or guesses come too fast.
pub(in crate::web::pages) fn said_in_form(error: &OfficeError) -> String {
    if matches!(error, OfficeError::Key(KeyError::WrongPassphrase(_))) {
        return words::NOT_THIS_PASSPHRASE.to_owned();
    }
    error.to_string()
}

/// Whether there is such a key, so that its form can be shown once more.
const fn is_shown_again(error: &OfficeError) -> bool {
    !matches!(error, OfficeError::NotFound { .. })
}

async fn seal(
    visit: &Visit,
    key: &str,
    old: Option<Passphrase>,
    new: Passphrase,
) -> Result<String, Fault> {
    let opened = open(visit, key, old).await?;
    let (named, keys) = (key.to_owned(), opened.clone());
    let name = visit
        .office(move |hand| {
            let name = name_of(hand.office, &named)?;
            hand.office.with_keys(&keys, |office| office.seal_key(&named, &new))?;
            Ok(name)
        })
        .await?;
    if visit.acting() == Some(key) && opened.is_empty() {
        // Whoever acts on says the passphrase first, as from now on always.
        visit.lock();
    } else if visit.acting() == Some(key) {
        visit.act_as(key.to_owned(), opened);
    }
    Ok(name)
}

/// Takes a key from under its passphrase.
pub(in crate::web::pages::machine) async fn remove(
    visit: Visit,
    Path(key): Path<String>,
    form: Answers,
) -> Answer {
    match unseal(&visit, &key, form.passphrase("sandi_lama")).await {
        Ok(name) => {
            Ok(visit.warn("/orang", format!("Kunci {name} tidak lagi dijaga frasa sandi.")))
        }
        Err(Fault::Office(error)) if is_shown_again(&error) => {
            page(&visit, key, vec![wrong(&error, TAKEN)]).await
        }
        Err(fault) => Err(fault),
    }
}

async fn unseal(visit: &Visit, key: &str, old: Option<Passphrase>) -> Result<String, Fault> {
    let opened = open(visit, key, old).await?;
    let key = key.to_owned();
    visit
        .office(move |hand| {
            let name = name_of(hand.office, &key)?;
            hand.office.with_keys(&opened, |office| office.unseal_key(&key))?;
            Ok(name)
        })
        .await
}

/// Opens a key with its passphrase, while nobody waits for the office. One that is under none
/// needs no ring.
pub(in crate::web::pages) async fn open(
    visit: &Visit,
    key: &str,
    passphrase: Option<Passphrase>,
) -> Result<Keyring, Fault> {
    let named = key.to_owned();
    let Some(sealed) = visit.office(move |hand| hand.office.sealed_key(&named)).await? else {
        return Ok(Keyring::default());
    };
    let passphrase =
        passphrase.ok_or_else(|| OfficeError::from(KeyError::WrongPassphrase(key.to_owned())))?;
    let guess = visit.app().guess(key)?;
    let opened = apart(move || sealed.open(&passphrase)).await.map_err(|_| Fault::Broken)?;
    guess.came_out(opened.is_ok());
    let mut keys = Keyring::default();
    keys.add(opened.map_err(OfficeError::from)?);
    Ok(keys)
}

pub(in crate::web::pages) fn is_said_in_form(error: &OfficeError) -> bool {
    is_typed(error) || matches!(error, OfficeError::Key(KeyError::WrongPassphrase(_)))
}

fn name_of(office: &Office, key: &str) -> Result<String, OfficeError> {
    let person = office.people().iter().find(|one| one.key == key);
    let person = person.ok_or_else(|| OfficeError::not_found(Sought::Person, key))?;
    Ok(person.name.clone())
}
