use kecuali_domain::{OfficeId, act::KeyEnd, office::Offices as Table};
use serde::Serialize;

use crate::{
    catalogue::{authority, oversight as words, screen, written_day},
    cli::Context,
    error::{Exit, OfficeError, Sought},
    office::{
        Office,
        below::{Below, State},
        directory::find_offices,
        roster::Granted,
    },
    ui::table,
};

/// Offices: how far each below this one has come, who holds a key there, and what they are called
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Offices {
    /// List the offices below: what has come from each, and what waits for a decision
    List(List),
    /// Show one office: how far it has come, its keys and how they ended
    Show {
        /// The office, by its code; without, this one
        #[arg(value_name = "OFFICE")]
        office: Option<String>,
    },
    /// Find offices in the table of this program by words or a code; needs no data folder
    Find {
        /// Words of a name, or the beginning of a code
        #[arg(value_name = "WORDS", required = true)]
        words: Vec<String>,
    },
}

/// Which offices are listed.
#[derive(Debug, clap::Args)]
pub(crate) struct List {
    /// Only offices of this province, and the province
    #[arg(long, value_name = "CODE")]
    province: Option<String>,
    /// Only offices with this in their names
    #[arg(long, value_name = "WORDS")]
    search: Option<String>,
    /// Only offices that are so
    #[arg(long, value_name = "STATE")]
    only: Option<State>,
}

/// An office below, with its name and what is counted of it.
#[derive(Debug, Serialize)]
struct Row {
    name: String,
    /// How many entries wait for a decision.
    waiting: usize,
    /// How many are determined.
    determined: usize,
    /// How many there are.
    total: usize,
    #[serde(flatten)]
    below: Below,
}

/// One office with its keys.
#[derive(Debug, Serialize)]
struct Shown {
    office: OfficeId,
    name: String,
    /// How far it has come; none for this office itself.
    below: Option<Row>,
    keys: Vec<Key>,
}

/// A key, and how it was ended.
#[derive(Debug, Serialize)]
struct Key {
    #[serde(flatten)]
    grant: Granted,
    end: Option<KeyEnd>,
}

/// An office of the table.
#[derive(Debug, Serialize)]
struct Found {
    office: &'static OfficeId,
    code: Option<&'static str>,
    name: &'static str,
    above: Option<&'static OfficeId>,
}

impl Offices {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        match self {
            Self::List(command) => command.run(context),
            Self::Show { office } => show(context, office.as_deref()),
            Self::Find { words } => {
                find(context, &words.join(" "));
                Ok(Exit::Success)
            }
        }
    }
}

impl List {
    fn run(&self, context: &Context) -> Result<Exit, OfficeError> {
        let mut office = context.office()?;
        office.refresh()?;
        let province = self.province.as_deref().map(|code| office.office_by_code(code));
        let province = province.transpose()?;
        let mut rows: Vec<Row> = office.below()?.into_iter().map(Row::of).collect();
        let all = rows.len();
        let silent = rows.iter().filter(|row| row.below.is(State::Silent)).count();
        let keyless = rows.iter().filter(|row| row.below.is(State::WithoutKey)).count();
        let search = self.search.as_deref().unwrap_or_default().trim().to_lowercase();
        rows.retain(|row| {
            province.as_ref().is_none_or(|province| row.below.province == *province)
                && row.name.to_lowercase().contains(&search)
                && self.only.is_none_or(|state| row.below.is(state))
        });
        context
            .ui
            .show(&rows, |rows| context.ui.list(&rows.iter().map(Row::cells).collect::<Vec<_>>()));
        context.ui.remark(&words::offices(rows.len(), all, silent, keyless));
        Ok(Exit::Success)
    }
}

impl Row {
    fn of(below: Below) -> Self {
        Self {
            name: name(&below.office),
            waiting: below.waiting(),
            determined: below.determined(),
            total: below.total(),
            below,
        }
    }

    fn cells(&self) -> Vec<String> {
        let Self { name, waiting, determined, total, below } = self;
        let last = below.last_day.map(written_day);
        vec![
            below.office.to_string(),
            name.clone(),
            words::keys(below.keys),
            words::come(below.records, last.as_deref()),
            words::entries(*total, *waiting, *determined),
        ]
    }
}

fn show(context: &Context, typed: Option<&str>) -> Result<Exit, OfficeError> {
    let mut office = context.office()?;
    office.refresh()?;
    let id = match typed {
        Some(code) => office.office_by_code(code)?,
        None => office.id().clone(),
    };
    let below = office.below()?.into_iter().find(|one| one.office == id).map(Row::of);
    if below.is_none() && id != *office.id() {
        return Err(OfficeError::not_found(Sought::Office, id.as_str()));
    }
    let shown = Shown { name: name(&id), below, keys: keys(&mut office, &id)?, office: id };
    context.ui.show(&shown, Shown::text);
    Ok(Exit::Success)
}

fn keys(office: &mut Office, id: &OfficeId) -> Result<Vec<Key>, OfficeError> {
    let ends = office.key_ends(id)?;
    let key = |grant: Granted| Key { end: ends.get(&grant.key).cloned(), grant };
    Ok(office.keys_of(id)?.into_iter().map(key).collect())
}

impl Shown {
    fn text(&self) -> String {
        let mut parts = vec![format!("{}  {}", self.office, self.name)];
        if let Some(row) = &self.below {
            let last = row.below.last_day.map(written_day);
            parts.push(words::come(row.below.records, last.as_deref()));
            let counts = row.below.entries.iter();
            let counts = counts.map(|(status, count)| {
                vec![format!("  {}", status.row().label), count.to_string()]
            });
            parts.push(table(&counts.collect::<Vec<_>>()));
        }
        parts.push(table(&self.keys.iter().map(Key::cells).collect::<Vec<_>>()));
        parts.retain(|part| !part.is_empty());
        parts.join("\n")
    }
}

impl Key {
    fn cells(&self) -> Vec<String> {
        let grant = &self.grant;
        let state = match (&self.end, grant.without, grant.received) {
            (Some(end), ..) => words::key_end(end),
            (None, Some(code), _) => screen::without(code),
            (None, None, true) => "berlaku".to_owned(),
            (None, None, false) => screen::NOT_RECEIVED.to_owned(),
        };
        vec![
            format!("  {}", authority::holder(grant.holder)),
            grant.position.clone(),
            authority::by_names(&grant.capabilities),
            state,
            grant.fingerprint.clone(),
        ]
    }
}

fn find(context: &Context, typed: &str) {
    let of = |office: &'static kecuali_domain::office::Office| Found {
        office: &office.id,
        code: office.kemendagri_code.as_deref(),
        name: office.local_name(),
        above: office.parent.as_ref(),
    };
    let found: Vec<Found> = find_offices(typed).into_iter().map(of).collect();
    context.ui.show(&found, |found| {
        let row = |one: &Found| {
            let code = one.code.unwrap_or_default().to_owned();
            vec![one.office.to_string(), code, one.name.to_owned()]
        };
        context.ui.list(&found.iter().map(row).collect::<Vec<_>>())
    });
}

/// What an office is called; its id where the table of this program does not have it.
fn name(id: &OfficeId) -> String {
    let known = Table::bundled().get(id);
    known.map_or_else(|| id.to_string(), |office| office.local_name().to_owned())
}
