use kecuali_domain::status::Status as Standing;

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
    error::{Exit, OfficeError},
    office::standing::Overview,
    ui::{table, time},
};

/// Show the office in numbers: what stands where, what waits, when the server last answered
#[derive(Debug, clap::Args)]
pub(crate) struct Status {}

impl Status {
    #[expect(clippy::unused_self, reason = "every command runs alike")]
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let overview = context.office()?.overview()?;
        context.ui.show(&overview, text);
        Ok(Exit::Success)
    }
}

fn text(overview: &Overview) -> String {
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
    let expiring = screen::expiring(&overview.expiring);
    let hint =
        if overview.parked.is_empty() { String::new() } else { screen::hint(screen::SEE_PARKED) };
    let (parked, alarms) = (parked.collect::<String>(), alarms.collect::<String>());
    format!("{}{parked}{hint}{alarms}{expiring}", table(&rows))
}
