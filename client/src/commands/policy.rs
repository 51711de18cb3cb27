use clap::ValueEnum;
use kecuali_domain::{Day, act::Position, office::Level};
use kecuali_ledger::{Endorsements, Route};
use serde_json::{Value, json};

use crate::{
    catalogue::{input, question, written_day},
    cli::{Consent, Context, day_argument},
    commands::join::read_position,
    error::{Exit, OfficeError},
    office::policy::{
        ENDORSEMENTS, HOLIDAYS, OFFICES, OfficeChange, PolicyChange, PolicyView, ROUTE,
    },
    ui::table,
};

/// Show what holds for all offices, and set it
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Policy {
    /// Show every policy: what holds, what held, what comes
    Show {
        /// The day to look at; without, that of the log
        #[arg(long, value_name = "DAY", value_parser = day_argument)]
        day: Option<Day>,
    },
    /// KPU RI: set a policy for all offices; what was submitted before is judged as before
    #[command(subcommand)]
    Set(Set),
}

/// A policy that can be set.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Set {
    /// Whose endorsement a submission needs
    Endorsements {
        /// `patron`, `advisory_team` or `ppid_superior`; may be repeated
        #[arg(
            value_name = "POSITION",
            value_parser = |text: &str| read_position(text),
            required_unless_present = "none"
        )]
        positions: Vec<Position>,
        /// Nobody's
        #[arg(long, conflicts_with = "positions")]
        none: bool,
        #[command(flatten)]
        when: When,
    },
    /// Which way submissions go to KPU RI
    Route {
        /// Those that apply an item in force
        #[arg(long, value_enum)]
        application: Way,
        /// Those of new substance
        #[arg(long, value_enum)]
        new_substance: Way,
        #[command(flatten)]
        when: When,
    },
    /// The public holidays of a year, and its days of joint leave
    Holidays {
        /// Every such day of the year, weekends left out or not; more than one year may be said
        #[arg(value_name = "DAY", required = true, value_parser = day_argument)]
        days: Vec<Day>,
        #[command(flatten)]
        when: When,
    },
    /// Move offices, or add new ones
    Offices {
        /// An office and where it stands: `OFFICE=regency_city:PROVINCE` or `OFFICE=province:RI`
        #[arg(value_name = "CHANGE", required = true, value_parser = read_change)]
        changes: Vec<OfficeChange>,
        #[command(flatten)]
        when: When,
    },
}

/// From when on, and whether to go on.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct When {
    /// The first day it holds; without, that of the log
    #[arg(long, value_name = "DAY", value_parser = day_argument)]
    from: Option<Day>,
    #[command(flatten)]
    consent: Consent,
}

/// The way of a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Way {
    /// Straight to KPU RI
    Direct,
    /// Through KPU Provinsi
    Province,
}

impl Policy {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        match self {
            Self::Show { day } => {
                let mut office = context.office()?;
                context.ui.show(&office.policies(day), |all| lines(all));
                context.ui.remark("\npetunjuk: `kecuali policy set` mengubahnya (KPU RI)");
                Ok(Exit::Success)
            }
            Self::Set(set) => set.run(context),
        }
    }
}

impl Set {
    fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let mut office = context.office()?;
        let (name, value, when) = match self {
            Self::Endorsements { positions, when, .. } => {
                let required = Endorsements(positions.into_iter().collect());
                (ENDORSEMENTS, required.to_value(), when)
            }
            Self::Route { application, new_substance, when } => {
                let route = Route {
                    application_via_province: application == Way::Province,
                    new_substance_via_province: new_substance == Way::Province,
                };
                (ROUTE, route.to_value(), when)
            }
            Self::Holidays { days, when } => {
                let days = days.into_iter().collect();
                (HOLIDAYS, office.holidays_with(&days, when.from), when)
            }
            Self::Offices { changes, when } => {
                (OFFICES, office.offices_with(&changes, when.from)?, when)
            }
        };
        set(context, &mut office, name, &value, when)
    }
}

fn set(
    context: &Context,
    office: &mut crate::office::Office,
    name: &str,
    value: &Value,
    when: When,
) -> Result<Exit, OfficeError> {
    let change = office.policy_change(name, when.from, value)?;
    let question = question::POLICY_HOLDS;
    if !when.consent.given(context, question, || Ok(&change), |change| difference(change))? {
        return Ok(Exit::Success);
    }
    office.set_policy(context.acting(), name, when.from, value)?;
    context.ui.show(&json!({ "policy": name, "from": change.from }), |_| {
        format!("Kebijakan `{name}` berlaku mulai {}.", written_day(change.from))
    });
    context.ui.remark("\npetunjuk: kirim dengan `kecuali sync`");
    Ok(Exit::Success)
}

fn lines(policies: &[PolicyView]) -> String {
    let row = |one: &PolicyView| {
        let mark = if one.holds { "berlaku" } else { "" };
        vec![one.name.clone(), written_day(one.from), mark.to_owned(), one.text.clone()]
    };
    table(&policies.iter().map(row).collect::<Vec<_>>())
}

fn difference(change: &PolicyChange) -> String {
    let PolicyChange { name, from, before, after } = change;
    format!("{name} mulai {}\n- {before}\n+ {after}", written_day(*from))
}

fn read_change(text: &str) -> Result<OfficeChange, OfficeError> {
    let bad = || OfficeError::Input(input::not_an_office_change(text));
    let (office, place) = text.split_once('=').ok_or_else(bad)?;
    let (level, parent) = place.split_once(':').ok_or_else(bad)?;
    let level = match level.trim() {
        "province" => Level::Province,
        "regency_city" => Level::RegencyCity,
        _ => return Err(bad()),
    };
    Ok(OfficeChange {
        office: office.trim().parse().map_err(|_| bad())?,
        level,
        parent: parent.trim().parse().map_err(|_| bad())?,
    })
}
