//! What holds for every office: national policies by day, and the day of the log.

use std::collections::BTreeSet;

use kecuali_domain::{
    Capability, Day, Kind, OfficeId, Scope,
    act::{Act, Position, SetDay, SetPolicy},
    office::Level,
    working_day::Holidays,
};
use kecuali_ledger::{
    ChangedOffices, Endorsements, LONGEST_STEP, OfficeTree as _, Route, holidays,
};
use serde::Serialize;
use serde_json::{Value, json};

use super::{Office, jakarta_day};
use crate::{
    catalogue::{input, screen},
    error::OfficeError,
};

/// The policies whose shape this program knows.
pub const ENDORSEMENTS: &str = "endorsements";
/// Which way submissions go.
pub const ROUTE: &str = "route";
/// What changed in the table of offices.
pub const OFFICES: &str = "offices";
/// The days that are no working days though they are no weekends.
pub const HOLIDAYS: &str = "holidays";

/// A policy as it is shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PolicyView {
    /// Which policy.
    pub name: String,
    /// The first day it holds.
    pub from: Day,
    /// Whether it is the one that holds on the day that was asked for.
    pub holds: bool,
    /// What it says, as it was signed.
    pub value: Value,
    /// The same in words.
    pub text: String,
}

/// What a policy would say from a day on, beside what it says there now.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PolicyChange {
    /// Which policy.
    pub name: String,
    /// The first day it would hold.
    pub from: Day,
    /// What holds on that day otherwise, in words.
    pub before: String,
    /// What would hold, in words.
    pub after: String,
}

/// The day of the log, beside that of this machine.
#[derive(Debug, Clone, Serialize)]
pub struct DayView {
    /// The day of the log; none before its first.
    pub day: Option<Day>,
    /// The date of this machine, in Jakarta.
    pub machine: Day,
    /// The last day to which the server goes on by itself.
    pub server_until: Option<Day>,
}

/// An office that is moved or added: where it stands from then on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeChange {
    /// The office.
    pub office: OfficeId,
    /// Its level: a province, or a regency or city.
    pub level: Level,
    /// The office above it.
    pub parent: OfficeId,
}

impl Office {
    /// Every policy, marked where it holds on a day; on that of the log when none is said.
    pub fn policies(&mut self, day: Option<Day>) -> Vec<PolicyView> {
        let day = day.unwrap_or_else(|| self.day());
        let all = self.national().now().policies();
        let holds = |place: usize, name: &str, from: Day| {
            let rest = all.iter().skip(place + 1);
            from <= day && !rest.into_iter().any(|(n, from, _)| *n == name && *from <= day)
        };
        let view = |(place, (name, from, value)): (usize, &(&str, Day, &Value))| PolicyView {
            name: (*name).to_owned(),
            from: *from,
            holds: holds(place, name, *from),
            value: (*value).clone(),
            text: in_words(name, Some(value)),
        };
        all.iter().enumerate().map(view).collect()
    }

    /// What setting a policy would change; what holds already is not set again.
    pub fn policy_change(
        &mut self,
        name: &str,
        from: Option<Day>,
        value: &Value,
    ) -> Result<PolicyChange, OfficeError> {
        let from = from.unwrap_or_else(|| self.day());
        if self.national().now().policy_on(name, from) == Some(value) {
            return Err(OfficeError::Input(input::policy_holds(name, from)));
        }
        Ok(PolicyChange {
            name: name.to_owned(),
            from,
            before: in_words(name, self.national().now().policy_on(name, from)),
            after: in_words(name, Some(value)),
        })
    }

    /// As KPU RI's administrator: sets a policy for all offices, from a day on.
    pub fn set_policy(
        &mut self,
        acting: Option<&str>,
        name: &str,
        from: Option<Day>,
        value: &Value,
    ) -> Result<(), OfficeError> {
        let signer = self.signer(acting, &[Capability::Administer], &Scope::National)?;
        self.in_turn(|office| {
            let from = office.policy_change(name, from, value)?.from;
            let policy = SetPolicy { name: name.to_owned(), from, value: value.clone() };
            office.national_act(&signer, Kind::Policy, &Act::SetPolicy(policy))
        })
    }

    /// The value of the policy `holidays`, with the years of these days said anew: a decree of
    /// ministers sets them for one year at a time.
    pub fn holidays_with(&mut self, days: &BTreeSet<Day>, from: Option<Day>) -> Value {
        let from = from.unwrap_or_else(|| self.day());
        let before = holidays(self.national().now().policy_on(HOLIDAYS, from));
        json!(before.with(days))
    }

    /// The value of the policy `offices` with these changes on top of what holds on that day.
    pub fn offices_with(
        &mut self,
        changes: &[OfficeChange],
        from: Option<Day>,
    ) -> Result<Value, OfficeError> {
        let from = from.unwrap_or_else(|| self.day());
        let before = self.national().now().policy_on(OFFICES, from);
        let mut members = before.and_then(Value::as_object).cloned().unwrap_or_default();
        for change in changes {
            let level = match change.level {
                Level::Province => "province",
                Level::RegencyCity => "regency_city",
                Level::National => return Err(misplaced(change)),
            };
            let value = json!({ "level": level, "parent": change.parent });
            members.insert(change.office.to_string(), value);
        }
        let value = Value::Object(members);
        let tree = ChangedOffices::read(&value);
        let stands = |change: &&OfficeChange| {
            let above = match change.level {
                Level::National | Level::Province => Level::National,
                Level::RegencyCity => Level::Province,
            };
            !change.office.is_national() && tree.level(&change.parent) == Some(above)
        };
        changes.iter().find(|change| !stands(change)).map_or(Ok(value), |bad| Err(misplaced(bad)))
    }

    /// The day of the log.
    pub fn day_view(&mut self) -> DayView {
        let machine = jakarta_day(self.machine.now());
        let day = self.national().now().day();
        DayView { day, machine, server_until: day.map(|day| later(day, LONGEST_STEP)) }
    }

    /// Whether setting this day takes a person's yes: it goes back, jumps further than a server
    /// goes by itself, or runs ahead of this machine.
    pub fn is_jump(&mut self, day: Day) -> bool {
        let view = self.day_view();
        let step = view.day.map(|now| now.days_until(day));
        step.is_some_and(|days| !(0..=LONGEST_STEP).contains(&days)) || day > view.machine
    }

    /// That the day of the log is another one.
    pub fn day_is_news(&self, day: Day) -> Result<(), OfficeError> {
        let same = self.national().now().day() == Some(day);
        if same { Err(OfficeError::Input(input::day_is_set(day))) } else { Ok(()) }
    }

    /// As KPU RI's administrator: sets the day of the log.
    pub fn set_day(&mut self, acting: Option<&str>, day: Day) -> Result<(), OfficeError> {
        let signer = self.signer(acting, &[Capability::Administer], &Scope::National)?;
        self.in_turn(|office| {
            office.day_is_news(day)?;
            office.national_act(&signer, Kind::Policy, &Act::SetDay(SetDay { day }))
        })
    }
}

fn misplaced(change: &OfficeChange) -> OfficeError {
    let OfficeChange { office, parent, .. } = change;
    OfficeError::Input(input::not_below(office, parent))
}

fn later(day: Day, days: i32) -> Day {
    let span = jiff::Span::new().try_days(days).unwrap_or_default();
    Day(day.0.checked_add(span).unwrap_or(jiff::civil::Date::MAX))
}

/// What a policy says in words; a policy that is not there or not readable is the stricter way.
fn in_words(name: &str, value: Option<&Value>) -> String {
    let strict = |text: String| match value {
        None => format!("(belum diatur) {text}"),
        Some(_) => format!("(tidak terbaca) {text}"),
    };
    match name {
        ENDORSEMENTS => match value.and_then(Endorsements::read) {
            Some(Endorsements(required)) => positions(&required),
            None => strict(positions(&Endorsements::default().0)),
        },
        ROUTE => match value.and_then(Route::read) {
            Some(route) => ways(route),
            None => strict(ways(Route::default())),
        },
        HOLIDAYS => years(&holidays(value)),
        _ => value.map_or_else(|| "(belum diatur)".to_owned(), ToString::to_string),
    }
}

fn positions(required: &BTreeSet<Position>) -> String {
    let labels: Vec<&str> = required.iter().map(|one| screen::position(*one)).collect();
    match labels.as_slice() {
        [] => "pengajuan tidak memerlukan persetujuan".to_owned(),
        labels => format!("pengajuan disetujui oleh {}", labels.join(", ")),
    }
}

fn years(holidays: &Holidays) -> String {
    let year = |(year, days): (i16, &BTreeSet<Day>)| {
        let own = format!(" {year}");
        let days = days.iter().map(|day| day.written_out().trim_end_matches(&own).to_owned());
        let days: Vec<String> = days.collect();
        format!("{year} ({} hari): {}", days.len(), days.join(", "))
    };
    let years: Vec<String> = holidays.years().map(year).collect();
    if years.is_empty() { "hari libur belum tercatat".to_owned() } else { years.join("; ") }
}

fn ways(route: Route) -> String {
    let way = |province: bool| if province { "melalui KPU Provinsi" } else { "langsung ke KPU RI" };
    format!(
        "penerapan butir yang berlaku {}; substansi baru {}",
        way(route.application_via_province),
        way(route.new_substance_via_province)
    )
}
