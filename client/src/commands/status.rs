use kecuali_domain::status::Status as Standing;

use crate::{
    cli::Context,
    commands::sync::alarm,
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
    let last = overview.last_sync.map_or_else(|| "belum pernah".to_owned(), time);
    let mut rows = vec![
        vec!["Kantor".to_owned(), format!("{} {}", overview.office, overview.name)],
        vec!["Hari log".to_owned(), overview.day.to_string()],
        vec!["Sinkronisasi terakhir".to_owned(), last],
        vec!["Menunggu dikirim".to_owned(), overview.ready.to_string()],
        vec!["Menunggu wewenang".to_owned(), overview.unsealed.to_string()],
        vec!["Ditolak, disimpan di sini".to_owned(), overview.parked.len().to_string()],
        vec!["Isian berselisih".to_owned(), overview.conflicts.to_string()],
    ];
    for status in Standing::ALL {
        if let Some(count) = overview.entries.get(status.id()) {
            rows.push(vec![format!("Entri: {}", status.row().label), count.to_string()]);
        }
    }
    let parked = overview.parked.iter();
    let parked = parked.map(|one| format!("\n  ! {} {} {}", one.document, one.code, one.sentence));
    let alarms = overview.alarms.iter().map(alarm);
    format!("{}{}{}", table(&rows), parked.collect::<String>(), alarms.collect::<String>())
}
