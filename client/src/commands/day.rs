use kecuali_domain::Day as LogDay;
use serde_json::json;

use crate::{
    catalogue::{question, written_day},
    cli::{Consent, Context, day_argument},
    error::{Exit, OfficeError},
    office::policy::DayView,
    ui::table,
};

/// Show the day of the log, the one date that decides anything, and set it
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Day {
    /// Show the day of the log beside the date of this machine
    Show,
    /// KPU RI: set the day of the log, back or over a jump that the server does not make by itself
    Set {
        /// The day
        #[arg(value_parser = day_argument)]
        day: LogDay,
        #[command(flatten)]
        consent: Consent,
    },
}

impl Day {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let mut office = context.office()?;
        match self {
            Self::Show => context.ui.show(&office.day_view(), view),
            Self::Set { day, consent } => {
                office.day_is_news(day)?;
                let now = office.day_view();
                let look = json!({ "now": now, "day": day });
                let text = |_: &_| format!("{}\nMenjadi        {}", view(&now), written_day(day));
                let question = question::DAY_JUMPS;
                let asks = office.is_jump(day) || consent.is_look();
                if asks && !consent.given(context, question, || Ok(look), text)? {
                    return Ok(Exit::Success);
                }
                office.set_day(context.acting(), day)?;
                context
                    .ui
                    .show(&json!({ "day": day }), |_| format!("Hari log: {}", written_day(day)));
                context.ui.remark("\npetunjuk: kirim dengan `kecuali sync`");
            }
        }
        Ok(Exit::Success)
    }
}

fn view(view: &DayView) -> String {
    let day = view.day.map_or_else(|| "belum ada".to_owned(), written_day);
    let mut rows = vec![
        vec!["Hari log".to_owned(), day],
        vec!["Komputer ini".to_owned(), written_day(view.machine)],
    ];
    if let Some(until) = view.server_until {
        rows.push(vec!["Server sampai".to_owned(), written_day(until)]);
    }
    table(&rows)
}
