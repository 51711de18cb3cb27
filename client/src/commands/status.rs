use kecuali_domain::status::Status as Standing;
use serde::Serialize;

use crate::{
    catalogue::{
        screen::{
            self,
            overview::{
                CONFLICTS, DAY, LAST_SYNC, LOCKED, NEVER, OFFICE, PARKED, READY, UNSEALED, entries,
            },
        },
        written_day,
    },
    cli::Context,
    commands::agenda::section_text,
    error::{Exit, OfficeError},
    office::{
        agenda::{Agenda, Section, Task},
        standing::Overview,
    },
    ui::{table, time},
};

/// Show the office in numbers: what stands where, what waits for whom, when the server last answered
#[derive(Debug, clap::Args)]
pub(crate) struct Status {}

impl Status {
    #[expect(clippy::unused_self, reason = "every command runs alike")]
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let mut office = context.office()?;
        let overview = office.overview()?;
        let agenda = office.agenda(context.acting(), FIRST)?;
        let shown = Shown { overview, agenda };
        context.ui.show(&shown, |shown| format!("{}{}", text(shown), waits(&shown.agenda)));
        Ok(Exit::Success)
    }
}

/// So many of each task are named.
const FIRST: usize = 5;

/// The office in numbers, and what waits.
#[derive(Debug, Serialize)]
struct Shown {
    #[serde(flatten)]
    overview: Overview,
    agenda: Agenda,
}

/// What waits, but for what stands above it already.
fn waits(agenda: &Agenda) -> String {
    let told = |section: &&Section| section.task != Task::Unpark;
    let section = |section: &Section| format!("\n\n{}", section_text(section));
    agenda.sections.iter().filter(told).map(section).collect()
}

fn text(Shown { overview, agenda }: &Shown) -> String {
    let last = overview.last_sync.map_or_else(|| NEVER.to_owned(), time);
    let mut rows = vec![
        vec![OFFICE.to_owned(), format!("{} {}", overview.office, overview.name)],
        vec![DAY.to_owned(), written_day(overview.day)],
        vec![LAST_SYNC.to_owned(), last],
        vec![READY.to_owned(), overview.ready.to_string()],
        vec![UNSEALED.to_owned(), overview.unsealed.to_string()],
        vec![PARKED.to_owned(), overview.parked.len().to_string()],
        vec![CONFLICTS.to_owned(), overview.conflicts.to_string()],
    ];
    for status in Standing::ALL {
        if let Some(count) = overview.entries.get(status.id()) {
            rows.push(vec![entries(status.row().label), count.to_string()]);
        }
    }
    if overview.lapsed > 0 {
        rows.push(vec![screen::LAPSED.to_owned(), overview.lapsed.to_string()]);
    }
    if overview.locked > 0 {
        rows.push(vec![LOCKED.to_owned(), overview.locked.to_string()]);
    }
    let parked = overview.parked.iter();
    let parked = parked.map(|one| format!("\n  ! {} {} {}", one.document, one.code, one.sentence));
    let alarms = overview.alarms.iter().map(screen::alarm);
    // Who keeps the register finds it among what waits, by stage.
    let waits = agenda.sections.iter().any(|section| section.task == Task::Expire);
    let expiring = if waits { String::new() } else { screen::expiring(&overview.expiring) };
    let hint =
        if overview.parked.is_empty() { String::new() } else { screen::hint(screen::SEE_PARKED) };
    let (parked, alarms) = (parked.collect::<String>(), alarms.collect::<String>());
    format!("{}{parked}{hint}{alarms}{expiring}", table(&rows))
}
