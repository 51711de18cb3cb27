mod draft;

use std::{collections::BTreeSet, path::PathBuf};

use kecuali_domain::{Day, Kind};
use kecuali_encoding::Digest;
use serde::Serialize;
use serde_json::{Value, json};

use crate::{
    catalogue::{draft as words, question, screen, written_day},
    cli::{Consent, Context, Previewed, day_argument},
    commands::{
        entry::{event_line, lines},
        show_done,
    },
    error::{Exit, OfficeError},
    office::{
        Office,
        determination::{DeterminationView, ItemView, Leaving},
        draft::DraftSummary,
        preview::{EndingItem, IssuePreview, PublicRow},
        scan::hash_file,
        standing::EntrySummary,
    },
    ui::{findings_text, public_rows, table},
};

/// KPU RI: prepare, issue, register and end determinations
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Determination {
    /// Prepare a determination, or change one that is being prepared
    #[command(after_help = draft::fields_help())]
    Draft {
        /// The one to change; without, a new one begins
        draft: Option<String>,
        /// A field and its value, items as `item/1/information=…`; may be repeated
        #[arg(long, value_name = "FIELD=VALUE")]
        set: Vec<String>,
        /// A JSON object of fields, its `items` a list of objects
        #[arg(long, value_name = "FILE")]
        from: Option<PathBuf>,
        /// An entry as it was submitted, as an item; may be repeated, and each name is one item
        #[arg(long, value_name = "ENTRY", conflicts_with = "draft")]
        from_entry: Vec<String>,
    },
    /// Issue what was prepared; what is shown first becomes public
    Issue {
        /// The one that was prepared
        draft: String,
        /// An item that ends, and its successor here: OLD/ITEM=NEW, or OLD/ITEM; may be repeated
        #[arg(long, value_name = "OLD/ITEM=NEW")]
        supersedes: Vec<String>,
        #[command(flatten)]
        consent: Previewed,
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
        #[command(flatten)]
        consent: Previewed,
    },
    /// Throw away what is being prepared; its fields are shown once more
    Discard {
        /// The one that was prepared
        draft: String,
        #[command(flatten)]
        consent: Consent,
    },
    /// Show a determination with its items, or one that is being prepared with its fields
    Show {
        /// Its number, with the year when several have it; or the name of a draft
        number: String,
    },
    /// List every determination, and what is being prepared
    List {
        /// What ends first before the others
        #[arg(long)]
        by_end: bool,
    },
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
        #[arg(long, value_name = "DAY", value_parser = day_argument, requires = "decision")]
        day: Option<Day>,
        #[command(flatten)]
        consent: Previewed,
    },
    /// Take the row of an item, or the determination's own, off the list at once; final
    ///
    /// Rows of offices under the item stay on the list; `determination revoke` ends those.
    Takedown {
        /// Its number, with the year when several have it
        number: String,
        /// The item; without, the determination's own row
        #[arg(long, value_name = "ITEM")]
        item: Option<u32>,
        /// A field to withhold; without, the whole row; may be repeated
        #[arg(long, value_name = "FIELD")]
        field: Vec<String>,
        /// Why, in words for the public
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        consent: Previewed,
    },
}

impl Determination {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let mut office = context.office()?;
        match self {
            Self::Draft { draft, set, from, from_entry } => {
                let mut fields = draft::fields(&set, from.as_deref())?;
                if !from_entry.is_empty() {
                    fields.extend(draft::from_entries(context, &mut office, &from_entry)?);
                }
                return draft::prepare(context, &mut office, draft.as_deref(), &fields);
            }
            Self::Issue { draft, supersedes, consent } => {
                Prepared { draft, supersedes, past: false, scan: None }.sign(
                    context,
                    &mut office,
                    &consent,
                )?;
            }
            Self::Register { draft, supersedes, scan, consent } => {
                let scan = scan.as_deref().map(hash_file).transpose()?;
                Prepared { draft, supersedes, past: true, scan }.sign(
                    context,
                    &mut office,
                    &consent,
                )?;
            }
            Self::Discard { draft, consent } => {
                return draft::discard(context, &mut office, &draft, consent);
            }
            Self::Show { number } => show(context, &mut office, &number)?,
            Self::List { by_end } => {
                let mut determinations = office.determinations()?;
                if by_end {
                    determinations.sort_by_key(|one| (one.ends().is_none(), one.ends()));
                }
                let listed = Listed { determinations, drafts: office.drafts()? };
                context.ui.show_rows(&listed, &listed.rows(), list);
            }
            Self::Revoke { number, item, reason, decision, day, consent } => {
                let decision = decision.map(|decision| (decision, day));
                let items = item.into_iter().collect();
                let revoke = Revoke { number, items, reason, decision };
                revoke.run(context, &mut office, &consent)?;
            }
            Self::Takedown { number, item, field, reason, consent } => {
                let fields = field.into_iter().collect();
                let take_down = TakeDown { number, item, fields, reason };
                take_down.run(context, &mut office, &consent)?;
            }
        }
        Ok(Exit::Success)
    }
}

/// Determinations, and what is being prepared.
#[derive(Debug, Serialize)]
struct Listed {
    determinations: Vec<DeterminationView>,
    drafts: Vec<DraftSummary>,
}

impl Listed {
    /// All of them, one beside the other.
    fn rows(&self) -> Vec<Value> {
        let issued = self.determinations.iter().map(|one| json!(one));
        issued.chain(self.drafts.iter().map(|one| json!(one))).collect()
    }
}

fn list(listed: &Listed) -> String {
    let issued = listed.determinations.iter().map(view);
    issued.chain(listed.drafts.iter().map(draft::line)).collect::<Vec<_>>().join("\n\n")
}

/// By its number; what has none yet, by its name.
fn show(context: &Context, office: &mut Office, number: &str) -> Result<(), OfficeError> {
    match office.determination_by(number) {
        Err(error @ OfficeError::NotFound { .. }) => {
            let name = office.find(number, Kind::DraftDetermination).map_err(|_| error)?;
            context.ui.show(&office.draft(&name)?, draft::view);
        }
        found => context.ui.show(&found?, view),
    }
    Ok(())
}

/// What a revocation names.
struct Revoke {
    number: String,
    items: BTreeSet<u32>,
    reason: String,
    decision: Option<(String, Option<Day>)>,
}

impl Revoke {
    fn run(
        self,
        context: &Context,
        office: &mut Office,
        consent: &Previewed,
    ) -> Result<(), OfficeError> {
        let look = |office: &mut Office| office.leaving(&self.number, &self.items);
        let text = |Leaving { items, entries }: &Leaving| {
            let row = |item: &ItemView| vec![format!("  {}", item.item), item.information.clone()];
            let national = table(&items.iter().map(row).collect::<Vec<_>>());
            let counted = screen::leaving(items.len(), entries.len());
            let mut parts = vec![national, lines(entries), counted];
            parts.retain(|part| !part.is_empty());
            parts.join("\n")
        };
        if !consent.given(context, office, question::LEAVES_THE_LIST, look, text)? {
            return Ok(());
        }
        let acting = context.acting();
        let Self { number, items, reason, decision } = self;
        let done = office.revoke_determination(acting, &number, &items, &reason, decision)?;
        show_done(context, &[done]);
        Ok(())
    }
}

/// What a take-down names.
struct TakeDown {
    number: String,
    item: Option<u32>,
    fields: BTreeSet<String>,
    reason: String,
}

impl TakeDown {
    fn run(
        self,
        context: &Context,
        office: &mut Office,
        consent: &Previewed,
    ) -> Result<(), OfficeError> {
        let Self { number, item, fields, reason } = self;
        let look = |office: &mut Office| office.row_to_take_down(&number, item, &fields);
        let text = |row: &PublicRow| {
            format!("Yang tidak diperlihatkan lagi:\n\n{}", public_rows(std::slice::from_ref(row)))
        };
        if !consent.given(context, office, question::LEAVES_THE_LIST, look, text)? {
            return Ok(());
        }
        let done = office.take_down_row(context.acting(), &number, item, &fields, &reason)?;
        show_done(context, &[done]);
        Ok(())
    }
}

/// What was prepared, to be issued or, when it was made on paper before, registered.
struct Prepared {
    draft: String,
    supersedes: Vec<String>,
    past: bool,
    scan: Option<Digest>,
}

impl Prepared {
    fn sign(
        self,
        context: &Context,
        office: &mut Office,
        consent: &Previewed,
    ) -> Result<(), OfficeError> {
        let name = office.find(&self.draft, Kind::DraftDetermination)?;
        let supersedes = successions(office, &self.supersedes)?;
        let look = |office: &mut Office| office.issue_preview(&name, &supersedes, self.past);
        let question = question::DECISION_BECOMES_PUBLIC;
        if !consent.given(context, office, question, look, becomes_public)? {
            return Ok(());
        }
        let registered = self.past.then_some(self.scan);
        let done = office.issue(context.acting(), &name, &supersedes, registered)?;
        show_done(context, &[done]);
        Ok(())
    }
}

fn becomes_public(preview: &IssuePreview) -> String {
    let IssuePreview { number, place, day, signatory, authority, .. } = preview;
    let mut parts = vec![
        format!(
            "Yang menjadi publik: {number}, {place}, {}, {signatory} ({authority})",
            written_day(*day)
        ),
        public_rows(&preview.rows),
    ];
    let ending = |one: &EndingItem| {
        let goes = match one.successor {
            Some(item) => format!("dilanjutkan butir {item}"),
            None => "keluar dari daftar".to_owned(),
        };
        format!("Berakhir: {}, {goes}; {} baris kantor", one.item, one.entries.len())
    };
    parts.extend(preview.ends.iter().map(ending));
    if let Some(gaps) = &preview.gaps {
        parts.push(words::gaps(gaps));
    }
    parts.push(findings_text(&preview.warnings));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
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
    let day = written_day(one.day);
    let head = format!("{}  {day}  {}  {}", one.number, one.title, marks.join(", "));
    let rows: Vec<Vec<String>> = one
        .items
        .iter()
        .map(|item| {
            let standing = if item.in_force { "berlaku" } else { "tidak berlaku" };
            let ends = item
                .ends
                .filter(|_| item.in_force)
                .map_or_else(String::new, |day| format!("s.d. {}", written_day(day)));
            vec![format!("  {}", item.item), standing.to_owned(), ends, item.information.clone()]
        })
        .collect();
    let mut parts = vec![head.trim_end().to_owned(), table(&rows)];
    parts.extend(one.endings.iter().map(|ending| {
        format!("\n  ! {}\n{}", screen::items(&ending.items), event_line(&ending.event))
    }));
    if !one.formerly.is_empty() {
        let entries: Vec<EntrySummary> =
            one.formerly.iter().map(|one| one.summary.clone()).collect();
        parts.push(format!("\n{}\n{}", screen::FORMERLY_UNDER, lines(&entries)));
    }
    parts.join("\n")
}
