use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use kecuali_domain::{Day, Kind, handle};
use serde_json::json;

use crate::{
    catalogue::input,
    cli::Context,
    commands::{endorse::hash_file, entry::lines, show_done},
    error::{Exit, OfficeError},
    office::{
        Office,
        determination::{DeterminationView, read_determination, read_determination_field},
        input::Fields,
        standing::FindingView,
    },
    ui::{findings_text, table},
};

/// KPU RI: prepare, issue, register and end determinations
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Determination {
    /// Prepare a determination, or change one that is being prepared
    Draft {
        /// The one to change; without, a new one begins
        draft: Option<String>,
        /// A field and its value, items as `item/1/information=…`; may be repeated
        #[arg(long, value_name = "FIELD=VALUE")]
        set: Vec<String>,
        /// A JSON object of fields, its `items` a list of objects
        #[arg(long, value_name = "FILE")]
        from: Option<PathBuf>,
    },
    /// Issue what was prepared
    Issue {
        /// The one that was prepared
        draft: String,
        /// An item that ends, and its successor here: OLD/ITEM=NEW, or OLD/ITEM; may be repeated
        #[arg(long, value_name = "OLD/ITEM=NEW")]
        supersedes: Vec<String>,
    },
    /// Enter a decision that was made on paper before; what it lacks is shown to the public
    Register {
        /// The one that was prepared
        draft: String,
        /// An item that ends, and its successor here; may be repeated
        #[arg(long, value_name = "OLD/ITEM=NEW")]
        supersedes: Vec<String>,
        /// A scan of the paper; its hash is kept
        #[arg(long, value_name = "FILE")]
        scan: Option<PathBuf>,
    },
    /// Show a determination with its items
    Show {
        /// Its number, with the year when several have it
        number: String,
    },
    /// List every determination
    List,
    /// End a determination or some of its items; final, and public at once
    Revoke {
        /// Its number, with the year when several have it
        number: String,
        /// An item; without, all of them; may be repeated
        #[arg(long, value_name = "ITEM")]
        item: Vec<u32>,
        /// Why, in words for the public
        #[arg(long)]
        reason: String,
        /// The number of the decision that revokes
        #[arg(long, value_name = "NUMBER")]
        decision: Option<String>,
        /// The day of that decision
        #[arg(long, value_name = "DAY", requires = "decision")]
        day: Option<Day>,
        /// Show which public rows would leave the list, and do nothing
        #[arg(long)]
        dry_run: bool,
        /// Yes, end it
        #[arg(long)]
        yes: bool,
    },
}

impl Determination {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let mut office = context.office()?;
        let acting = context.acting();
        match self {
            Self::Draft { draft, set, from } => {
                return prepare(context, &mut office, draft.as_deref(), &set, from.as_deref());
            }
            Self::Issue { draft, supersedes } => {
                let name = office.find(&draft, Kind::DraftDetermination)?;
                let supersedes = successions(&office, &supersedes)?;
                let done = office.issue(acting, &name, &supersedes, None)?;
                show_done(context, &[done]);
            }
            Self::Register { draft, supersedes, scan } => {
                let name = office.find(&draft, Kind::DraftDetermination)?;
                let supersedes = successions(&office, &supersedes)?;
                let scan = scan.as_deref().map(hash_file).transpose()?;
                let done = office.issue(acting, &name, &supersedes, Some(scan))?;
                show_done(context, &[done]);
            }
            Self::Show { number } => context.ui.show(&office.determination_by(&number)?, view),
            Self::List => context.ui.show(&office.determinations()?, |all| {
                all.iter().map(view).collect::<Vec<_>>().join("\n\n")
            }),
            Self::Revoke { number, item, reason, decision, day, dry_run, yes } => {
                let items: BTreeSet<u32> = item.into_iter().collect();
                if dry_run {
                    return standing(context, &mut office, &number, &items);
                }
                if !yes {
                    return Err(OfficeError::Unconfirmed);
                }
                let decision = decision.map(|decision| (decision, day));
                let done =
                    office.revoke_determination(acting, &number, &items, &reason, decision)?;
                show_done(context, &[done]);
            }
        }
        Ok(Exit::Success)
    }
}

fn prepare(
    context: &Context,
    office: &mut Office,
    draft: Option<&str>,
    set: &[String],
    from: Option<&Path>,
) -> Result<Exit, OfficeError> {
    let mut fields = from.map(read_determination).transpose()?.unwrap_or_default();
    for text in set {
        let (name, value) = text
            .split_once('=')
            .ok_or_else(|| OfficeError::Input(input::not_an_assignment(text)))?;
        fields.push(read_determination_field(name.trim(), value.trim())?);
    }
    let name = match draft {
        Some(draft) => {
            let name = office.find(draft, Kind::DraftDetermination)?;
            write(context, office, &name, &fields)?;
            name
        }
        None => office.draft_determination(context.acting(), &fields)?,
    };
    let findings = office.determination_findings(&name)?;
    let findings: Vec<FindingView> = findings.iter().map(FindingView::from).collect();
    let handle = handle(&name.0, name.1);
    context.ui.show(&json!({ "draft": handle, "findings": findings }), |_| {
        format!("{handle}\n{}", findings_text(&findings))
    });
    Ok(Exit::Success)
}

fn write(
    context: &Context,
    office: &mut Office,
    name: &crate::office::Name,
    fields: &Fields,
) -> Result<(), OfficeError> {
    if fields.is_empty() { Ok(()) } else { office.edit(context.acting(), name, fields) }
}

fn standing(
    context: &Context,
    office: &mut Office,
    number: &str,
    items: &BTreeSet<u32>,
) -> Result<Exit, OfficeError> {
    let names = office.standing_under(number, items)?;
    let all: Result<Vec<_>, _> = names.iter().map(|name| office.summary(name)).collect();
    context.ui.show(&all?, |all| lines(all));
    context.ui.remark(&format!("{} baris kantor akan keluar dari daftar.", names.len()));
    Ok(Exit::Success)
}

fn successions(
    office: &Office,
    texts: &[String],
) -> Result<Vec<kecuali_domain::act::Succession>, OfficeError> {
    texts.iter().map(|text| office.succession(text)).collect()
}

fn view(one: &DeterminationView) -> String {
    let marks = [
        (one.registered, "didaftarkan dari kertas"),
        (one.contested, "tidak berlaku: nomor berselisih"),
    ];
    let marks: Vec<&str> = marks.iter().filter(|(is, _)| *is).map(|(_, text)| *text).collect();
    let head = format!("{}  {}  {}  {}", one.number, one.day, one.title, marks.join(", "));
    let rows: Vec<Vec<String>> = one
        .items
        .iter()
        .map(|item| {
            let standing = if item.in_force { "berlaku" } else { "tidak berlaku" };
            let ends = item.ends.map_or_else(String::new, |day| format!("s.d. {day}"));
            vec![format!("  {}", item.item), standing.to_owned(), ends, item.information.clone()]
        })
        .collect();
    format!("{}\n{}", head.trim_end(), table(&rows))
}
