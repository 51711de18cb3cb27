//! What stands around every page: where one is, who acts, and how far the work has come.

use askama::Template;
use kecuali_domain::{Capability, office::Level};

use super::{
    assets,
    carrier::State,
    session::{Notice, Seat},
    text,
    visit::with_token,
};
use crate::{
    error::OfficeError,
    office::{Office, exchange::Alarm},
};

/// The parts of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    Home,
    Register,
    Conflicts,
    Approval,
    Archive,
    Import,
    Export,
    Queue,
    Determinations,
    Contests,
    Offices,
    Sync,
    People,
    Health,
    /// None of them.
    Apart,
}

/// A way to a part.
#[derive(Debug)]
pub(crate) struct Way {
    pub(crate) label: &'static str,
    pub(crate) to: &'static str,
    pub(crate) here: bool,
    /// How much waits there.
    pub(crate) count: usize,
    /// What is counted, for those who do not see where the number stands.
    pub(crate) counted: &'static str,
}

/// Everything around a page.
#[derive(Debug)]
pub(crate) struct Layout {
    pub(crate) title: String,
    pub(crate) office: String,
    pub(crate) ways: Vec<Way>,
    /// Who acts: name and position.
    pub(crate) person: Option<(String, String)>,
    pub(crate) saving: Saving,
    pub(crate) alarms: Vec<Alarm>,
    pub(crate) assets: assets::Addresses,
}

/// How far the work of this machine has come, and the sync that takes it further.
#[derive(Debug, Clone)]
pub(crate) struct Saving {
    /// Signed here, and not confirmed by the national server yet.
    pub(crate) waiting: usize,
    /// Refused for good.
    pub(crate) parked: usize,
    pub(crate) state: State,
    /// When the server last answered, in words.
    pub(crate) last: Option<String>,
    pub(crate) has_server: bool,
}

impl Saving {
    pub(crate) fn of(office: &mut Office, state: State) -> Result<Self, OfficeError> {
        let waiting = office.waiting()?;
        Ok(Self {
            waiting: waiting.ready + waiting.unsealed,
            parked: waiting.parked,
            last: waiting.last_sync.map(text::moment),
            has_server: office.server().is_some(),
            state,
        })
    }
}

impl Layout {
    pub(crate) fn new(
        office: &mut Office,
        acting: Option<&str>,
        section: Section,
        title: &str,
        state: State,
    ) -> Result<Self, OfficeError> {
        let people = office.people();
        let person = acting
            .and_then(|key| people.iter().find(|one| one.key == key))
            .or_else(|| people.first().filter(|_| people.len() == 1))
            .map(|one| (one.name.clone(), one.position.clone()));
        let saving = Saving::of(office, state)?;
        Ok(Self {
            title: title.to_owned(),
            office: text::office_name(office.id()),
            ways: ways(office, acting, section, &saving)?,
            person,
            alarms: office.day_alarm().into_iter().collect(),
            saving,
            assets: assets::addresses(),
        })
    }
}

/// The ways of an office: those that decide about others see more.
fn ways(
    office: &mut Office,
    acting: Option<&str>,
    section: Section,
    saving: &Saving,
) -> Result<Vec<Way>, OfficeError> {
    let level = office.level(office.id());
    let decides = matches!(level, Some(Level::National | Level::Province));
    let national = office.id().is_national();
    let mut conflicts = office.conflict_count()?;
    // It waits for who can settle it, as Beranda says.
    if conflicts > 0 {
        let held = office.held_by(acting)?;
        let settles = held.is_empty() || held.contains(&Capability::Draft);
        conflicts = if settles { conflicts } else { 0 };
    }
    let queue = if decides { office.queue_count()? } else { 0 };
    let mut ways = Vec::new();
    let mut way = |shown: bool, of: Section, label, to, count, counted| {
        if shown {
            ways.push(Way { label, to, here: of == section, count, counted });
        }
    };
    way(true, Section::Home, "Beranda", "/", 0, "");
    way(decides, Section::Queue, "Antrean", "/antrean", queue, "menunggu");
    way(true, Section::Register, "Daftar", "/daftar", 0, "");
    way(true, Section::Conflicts, "Konflik", "/konflik", conflicts, "bentrok");
    way(true, Section::Approval, "Persetujuan", "/persetujuan", 0, "");
    way(true, Section::Determinations, "Penetapan", "/penetapan", 0, "");
    way(national, Section::Contests, "Berselisih", "/berselisih", 0, "");
    way(decides, Section::Offices, "Kantor", "/kantor", 0, "");
    way(true, Section::Archive, "Arsip", "/arsip", 0, "");
    way(true, Section::Import, "Impor", "/impor", 0, "");
    way(true, Section::Export, "Ekspor dan cetak", "/ekspor", 0, "");
    way(true, Section::Sync, "Sinkron", "/sinkron", saving.parked, "tertahan");
    way(true, Section::People, "Orang dan kunci", "/orang", 0, "");
    way(true, Section::Health, "Kesehatan", "/kesehatan", 0, "");
    Ok(ways)
}

/// A whole page.
#[derive(Template)]
#[template(path = "kerangka.html")]
pub(crate) struct Frame<'a> {
    pub(crate) layout: Layout,
    pub(crate) notices: Vec<Notice>,
    pub(crate) seat: &'a Seat,
    pub(crate) content: &'a str,
    /// Whether a key under a passphrase is open in this session.
    pub(crate) has_open_keys: bool,
}

impl Frame<'_> {
    /// The page, every form of it with the token of the session.
    pub(crate) fn seal(&self) -> String {
        with_token(&self.render().unwrap_or_default(), self.seat)
    }
}
