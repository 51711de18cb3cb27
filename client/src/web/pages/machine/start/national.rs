//! KPU RI begins: a trust root, the first administrator, the first day.

use askama::Template;

use super::office::address;
use crate::{
    error::OfficeError,
    office::{Office, directory::key_name, found::Founding, keyring::Keyring, role::Role},
    web::{
        answers::Answers,
        app::App,
        arrival::Arrival,
        fault::Fault,
        pages::machine::newcomer::{Person, Typed, Wrong},
        visit::Answer,
    },
};

#[derive(Template)]
#[template(path = "mulai-ri.html")]
struct Page {
    form: Typed,
    server: String,
    at_server: Option<String>,
}

pub(crate) async fn ask(arrival: Arrival) -> Answer {
    let page = Page { form: Typed::default(), server: String::new(), at_server: None };
    Ok(arrival.page("KPU RI memulai", &page))
}

/// Makes the trust root, the office and the key of its first administrator.
pub(crate) async fn found(arrival: Arrival, form: Answers) -> Answer {
    let typed = Typed {
        name: form.get("nama").to_owned(),
        position: form.get("jabatan").to_owned(),
        role: Role::Administrator.name().to_owned(),
        ..Typed::default()
    };
    let server = form.get("server").to_owned();
    let app = arrival.app().clone();
    let done = match read(&typed, &form, &server) {
        Ok((person, server)) => {
            let done = tokio::task::spawn_blocking(move || begin(&app, person, server));
            done.await.map_err(|_| Fault::Broken)?.map_err(|error| vec![Wrong::of(&error)])
        }
        Err(wrong) => Err(wrong),
    };
    match done {
        Ok((key, keys)) => {
            arrival.act_as(key, keys);
            Ok(arrival.go("/mulai/selesai", "Akar kepercayaan dan kantor KPU RI siap."))
        }
        Err(wrong) => {
            let at_server = Wrong::said(&wrong, SERVER).map(str::to_owned);
            let form = typed.again(wrong);
            Ok(arrival.page("KPU RI memulai", &Page { form, server, at_server }))
        }
    }
}

/// The field of the server's address.
const SERVER: &str = "server";

/// What was typed; or everything that is wrong with it at once.
fn read(
    typed: &Typed,
    form: &Answers,
    server: &str,
) -> Result<(Person, Option<String>), Vec<Wrong>> {
    let server = address(server).map_err(|error| Wrong::at(SERVER, error.to_string()));
    match (typed.person(form), server) {
        (Ok(person), Ok(server)) => Ok((person, server)),
        (Ok(_), Err(wrong)) => Err(vec![wrong]),
        (Err(wrong), server) => Err(wrong.into_iter().chain(server.err()).collect()),
    }
}

/// Says what the key of the administrator is called, and opens it: its passphrase was just said.
fn begin(
    app: &App,
    person: Person,
    server: Option<String>,
) -> Result<(String, Keyring), OfficeError> {
    let Person { mut newcomer, passphrase } = person;
    newcomer.key = key_name(&newcomer.name, |name| matches!(name, "root" | "installation"));
    if let Some(passphrase) = &passphrase {
        Office::judge_first(&newcomer, passphrase)?;
    }
    let key = newcomer.key.clone();
    let founding = Founding { people: vec![newcomer], day: None, server_key: None, server };
    let mut office = Office::found(app.folder(), &founding, app.machine())?;
    let mut keys = Keyring::default();
    if let Some(passphrase) = &passphrase {
        office.seal_key(&key, passphrase)?;
        if let Some(sealed) = office.sealed_key(&key)? {
            keys.add(sealed.open(passphrase)?);
        }
    }
    app.begin(office);
    app.carrier().start();
    Ok((key, keys))
}
