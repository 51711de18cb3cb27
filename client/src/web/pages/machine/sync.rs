//! Sinkron: what waits, when the server last answered, syncing now, and by file.

mod bundle;
mod parked;

use askama::Template;
use axum::{
    Router,
    routing::{get, post},
};
use kecuali_domain::office::{Level, Offices};

use crate::{
    catalogue::{agenda as words, pages::advice},
    error::{Exit, OfficeError},
    office::{
        Office, agenda::Agenda, directory::read_address, exchange::Alarm, parked::ParkedView,
        waiting::WaitingDocument,
    },
    remote::RemoteError,
    web::{
        answers::Answers,
        app::App,
        carrier::State,
        fault::Fault,
        layout::{Saving, Section},
        text,
        threads::apart,
        visit::{Answer, Visit},
    },
};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/sinkron", get(show))
        .route("/sinkron/sekarang", post(now))
        .route("/sinkron/keadaan", get(state))
        .route("/sinkron/server", post(server))
        .route("/sinkron/berkas", post(bundle::export))
        .route("/sinkron/tertahan/{change}", get(parked::show))
        .route("/sinkron/tertahan/{change}/tulis", post(parked::rewrite))
        .route("/sinkron/tertahan/{change}/buang", post(parked::discard))
}

/// Forms that bring files.
pub(super) fn files() -> Router<App> {
    Router::new().route("/sinkron/berkas/terima", post(bundle::import))
}

/// So many documents are shown one by one.
const MOST: usize = 100;

#[derive(Template)]
#[template(path = "sinkron.html")]
struct Page {
    saving: Saving,
    alarms: Vec<Alarm>,
    /// Which days come near: how many, and how soon.
    coming: Vec<Coming>,
    server: Option<String>,
    waiting: Vec<Row>,
    /// How much waits for a passphrase alone.
    locked: usize,
    more: usize,
    parked: Vec<ParkedRow>,
    hops: Vec<Hop>,
    decides: bool,
    refused: Refused,
}

/// What was typed in one of the forms and not done, to be shown there once more.
#[derive(Debug, Default)]
pub(super) struct Refused {
    /// The field.
    at: &'static str,
    typed: String,
    sentence: String,
}

impl Refused {
    /// What the office says of it, and what to do next.
    fn of(at: &'static str, typed: impl Into<String>, error: &OfficeError) -> Self {
        let next = advice::next(error).map(|next| format!(" {next}")).unwrap_or_default();
        Self { at, typed: typed.into(), sentence: format!("{}{next}", advice::sentence(error)) }
    }

    fn is_at(&self, field: &str) -> bool {
        self.at == field
    }
}

impl Page {
    /// What stands in a field: what was typed there, where it was refused.
    fn typed<'a>(&'a self, field: &str, kept: &'a str) -> &'a str {
        if self.refused.is_at(field) { &self.refused.typed } else { kept }
    }
}

/// Exemptions to which the same happens soon.
#[derive(Debug)]
struct Coming {
    label: &'static str,
    stages: String,
}

/// A document of which something waits.
#[derive(Debug)]
struct Row {
    document: WaitingDocument,
    what: String,
    why: &'static str,
}

/// What was refused for good.
#[derive(Debug)]
struct ParkedRow {
    view: ParkedView,
    when: String,
    is_entry: bool,
}

/// Whom a file may be for.
#[derive(Debug)]
struct Hop {
    id: String,
    name: String,
}

/// The state of saving, as it stands in the head of every page.
#[derive(Template)]
#[template(path = "keadaan.html")]
struct Head {
    saving: Saving,
}

pub(super) async fn show(visit: Visit) -> Answer {
    shown(&visit, Refused::default()).await
}

/// The page, with what was refused in one of its forms.
async fn shown(visit: &Visit, refused: Refused) -> Answer {
    let carrier = visit.app().carrier();
    let (state, alarms) = (carrier.state(), carrier.alarms());
    visit
        .page(Section::Sync, "Sinkron", |hand| {
            let coming = coming(hand.office.agenda(hand.acting, 0)?);
            Ok(Page { refused, ..page(hand.office, coming, state, alarms)? })
        })
        .await
}

/// What the calendar asks for: whoever carries work to the server is told of it, too.
fn coming(agenda: Agenda) -> Vec<Coming> {
    let near = agenda.sections.into_iter().filter(|section| !section.stages.is_empty());
    near.map(|one| Coming { label: one.label, stages: words::stages(&one.stages) }).collect()
}

fn page(
    office: &mut Office,
    coming: Vec<Coming>,
    state: State,
    alarms: Vec<Alarm>,
) -> Result<Page, OfficeError> {
    let all = office.waiting_documents();
    let is_waiting = |one: &&WaitingDocument| {
        one.done.iter().map(|(_, count)| count).sum::<usize>() > one.parked
    };
    let waiting: Vec<Row> = all.iter().filter(is_waiting).map(Row::of).collect();
    let more = waiting.len().saturating_sub(MOST);
    let entries: Vec<&str> =
        all.iter().filter(|one| one.is_entry).map(|one| one.document.as_str()).collect();
    let parked = office.parked()?.into_iter().map(|view| ParkedRow {
        when: text::moment(view.time),
        is_entry: entries.contains(&view.document.as_str()),
        view,
    });
    let level = office.level(office.id());
    Ok(Page {
        parked: parked.collect(),
        saving: Saving::of(office, state)?,
        alarms,
        coming,
        server: office.server().map(str::to_owned),
        waiting: waiting.into_iter().take(MOST).collect(),
        locked: office.locked_work(),
        more,
        hops: hops(office),
        decides: matches!(level, Some(Level::National | Level::Province)),
        refused: Refused::default(),
    })
}

/// Those above, who take work along to the server.
fn hops(office: &Office) -> Vec<Hop> {
    let table = Offices::bundled();
    let mut hops: Vec<Hop> =
        std::iter::successors(table.parent(office.id()), |above| table.parent(&above.id))
            .map(|above| Hop { id: above.id.to_string(), name: above.local_name().to_owned() })
            .collect();
    hops.reverse();
    hops
}

impl Row {
    fn of(one: &WaitingDocument) -> Self {
        let said = |(label, count): &(String, usize)| {
            if *count == 1 { label.clone() } else { format!("{label} ({count} kali)") }
        };
        let what = one.done.iter().map(said).collect::<Vec<_>>().join(", ");
        let why = if one.unsealed > 0 { WITHOUT_GRANT } else { NEXT_SYNC };
        Self { document: one.clone(), what, why }
    }
}

const WITHOUT_GRANT: &str = "menunggu wewenang kuncinya";
const NEXT_SYNC: &str = "dikirim pada sinkron berikutnya";

/// What the head of every page asks for by itself now and then.
pub(super) async fn state(visit: Visit) -> Answer {
    let carrier = visit.app().carrier().state();
    visit.piece(|hand| Ok(Head { saving: Saving::of(hand.office, carrier)? })).await
}

/// Exchanges now. Being offline is no error: it is said, and what waits goes later.
pub(super) async fn now(visit: Visit, _form: Answers) -> Answer {
    let carrier = visit.app().carrier().clone();
    let done = apart(move || carrier.exchange_now()).await;
    // What waited for a grant that has come now is signed with the keys that are open here.
    visit.office(|hand| hand.office.seal()).await?;
    match done.map_err(|_| Fault::Broken)? {
        Ok((synced, words)) if synced.exit() == Exit::Success => Ok(visit.go("/sinkron", words)),
        Ok((_, words)) => Ok(visit.warn("/sinkron", words)),
        Err(OfficeError::Remote(RemoteError::NoServer)) => Ok(visit.warn("/sinkron", NO_SERVER)),
        Err(error) if error.exit() == Exit::Offline => {
            Ok(visit.warn("/sinkron", format!("{error} {KEPT}")))
        }
        Err(error) => Err(error.into()),
    }
}

const NO_SERVER: &str =
    "Alamat server belum diisi. Isilah di bawah, atau bawa pekerjaan dengan berkas.";
const KEPT: &str = "Semua pekerjaan tetap tersimpan di sini dan dikirim nanti.";

/// Says where the server is. What is no address does not take the place of one that was good.
pub(super) async fn server(visit: Visit, form: Answers) -> Answer {
    let typed = form.get("server").to_owned();
    let address = if typed.is_empty() {
        None
    } else {
        match read_address(&typed) {
            Ok(address) => Some(address),
            Err(error) => {
                let sentence = format!("{error} {NOT_CHANGED}");
                return shown(&visit, Refused { at: "server", typed, sentence }).await;
            }
        }
    };
    let said = address.clone().map_or_else(
        || "Alamat server dikosongkan; pekerjaan dibawa dengan berkas.".to_owned(),
        |address| format!("Server: {address}"),
    );
    visit.office(move |hand| hand.office.set_server(address)).await?;
    visit.app().carrier().turn_to_another();
    Ok(visit.go("/sinkron", said))
}

const NOT_CHANGED: &str = "Alamatnya tidak diubah.";
