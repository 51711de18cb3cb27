use std::path::PathBuf;

use kecuali_domain::{Day, Kind};

use crate::{
    catalogue::paper as words,
    cli::{Context, day_argument, entry, read_status, tell_left_out},
    error::{Exit, OfficeError},
    office::{
        Name, Office,
        folder::Whereabouts,
        paper::{Order, Signer, Signing, What},
        select::Selection,
    },
};

/// Write what goes to superiors on paper: as PDF, DOCX or HTML, by the end of the file's name
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Print {
    /// The list of exempted information; without entries, all of this office that are exempted now
    List {
        #[command(flatten)]
        chosen: Chosen,
        #[command(flatten)]
        page: Page,
    },
    /// The consequence test of an entry or of an item of a determination; internal fields are on it
    ///
    /// KPU RI tests; of another office's entry it is what that office brings along for the test.
    Test {
        /// The handle of an entry or of a determination that is being prepared; or NUMBER/ITEM
        #[arg(value_name = "ENTRY|NUMBER/ITEM|DRAFT")]
        tested: String,
        #[command(flatten)]
        page: Page,
    },
    /// A letter that asks for approval, the list, and the sheet that is signed
    ///
    /// What comes back signed is recorded with `endorse --recorded --seen TOKEN`; the token is on
    /// the sheet.
    Approval {
        #[command(flatten)]
        chosen: Chosen,
        /// Leave out what rules or conflicts keep from being endorsed, and say why
        #[arg(long)]
        fitting: bool,
        #[command(flatten)]
        page: Page,
    },
    /// The minutes of the consequence tests of entries; who took part is on it
    Minutes {
        #[command(flatten)]
        chosen: Chosen,
        #[command(flatten)]
        page: Page,
    },
    /// What every paper of this office says of where it is: show it, or say it
    Letterhead {
        /// A line below the name of the office, once for each
        #[arg(long, value_name = "LINE")]
        address: Vec<String>,
        /// Where papers are signed
        #[arg(long, value_name = "PLACE")]
        place: Option<String>,
        /// Say nothing of it from now on
        #[arg(long, conflicts_with_all = ["address", "place"])]
        forget: bool,
    },
    /// The letter to KPU RI with what was submitted; without entries, all that waits for a decision
    Cover {
        #[command(flatten)]
        chosen: Chosen,
        #[command(flatten)]
        page: Page,
    },
}

/// Which entries.
#[derive(Debug, clap::Args)]
pub(crate) struct Chosen {
    /// Handles of entries, or the beginning of one
    #[arg(value_name = "ENTRY")]
    named: Vec<String>,
    /// All entries with this status, for example `draft`
    #[arg(long, value_name = "STATUS")]
    all_with: Option<String>,
}

/// What a paper needs beside its entries.
#[derive(Debug, clap::Args)]
pub(crate) struct Page {
    /// Where to write it; it must not be there yet
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Who signs, once for each; a position that endorses by its name, such as `patron`
    #[arg(long, value_name = "POSITION=NAME", value_parser = signer)]
    signer: Vec<Signer>,
    /// Where it is signed; without, as `print letterhead` says
    #[arg(long)]
    place: Option<String>,
    /// When it is signed
    #[arg(long, value_name = "DAY", value_parser = day_argument)]
    day: Option<Day>,
    /// The number of the letter
    #[arg(long, value_name = "NUMBER")]
    letter: Option<String>,
    /// Where the office is, for the letterhead; without, as `print letterhead` says
    #[arg(long)]
    address: Option<String>,
}

impl Print {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let mut office = context.office()?;
        let (what, page) = match self {
            Self::List { chosen, page } if chosen.is_empty() => {
                let all = office.in_force()?;
                if all.is_empty() {
                    return Err(OfficeError::Input(words::nothing_in_force()));
                }
                (What::List(all), page)
            }
            Self::List { chosen, page } => (What::List(chosen.names(&mut office)?), page),
            Self::Test { tested, page } => (test(&mut office, &tested)?, page),
            Self::Approval { chosen, fitting, page } => {
                let mut names = chosen.names(&mut office)?;
                if fitting {
                    let (printable, hindered) = office.printable(&names)?;
                    tell_left_out(context, &printable, &hindered)?;
                    names = printable;
                }
                (What::Approval(names), page)
            }
            Self::Minutes { chosen, page } => (What::Minutes(chosen.names(&mut office)?), page),
            Self::Letterhead { address, place, forget } => {
                return letterhead(context, &mut office, &address, place, forget);
            }
            Self::Cover { chosen, page } if chosen.is_empty() => {
                (What::Cover(office.all_submitted()?), page)
            }
            Self::Cover { chosen, page } => (What::Cover(chosen.names(&mut office)?), page),
        };
        let Page { out, signer, place, day, letter, address } = page;
        let signing = Signing { place, day, letter, address, signers: signer };
        let printed = office.print(&Order { what, signing }, &out)?;
        context.ui.show(&printed, |one| {
            words::printed(&one.file, one.entries, one.internal, &one.seen, &one.strange)
        });
        Ok(Exit::Success)
    }
}

/// The test that is meant: of an item, of an entry, or of what is being prepared.
fn test(office: &mut Office, typed: &str) -> Result<What, OfficeError> {
    if typed.contains('/') {
        return Ok(What::ItemTests(vec![office.item(typed)?]));
    }
    match entry(office, typed) {
        Err(error @ OfficeError::NotFound { .. }) => {
            let draft = office.find(typed, Kind::DraftDetermination).map_err(|_| error)?;
            Ok(What::DraftTests(draft))
        }
        found => Ok(What::Test(found?)),
    }
}

/// What is not said stays as it is.
fn letterhead(
    context: &Context,
    office: &mut Office,
    address: &[String],
    place: Option<String>,
    forget: bool,
) -> Result<Exit, OfficeError> {
    let known = office.whereabouts();
    if forget {
        office.set_whereabouts(Whereabouts::default())?;
    } else if !address.is_empty() || place.is_some() {
        let address = if address.is_empty() { &known.address } else { address };
        let place = place.or(known.place).unwrap_or_default();
        office.set_whereabouts(Whereabouts::read(&address.join("\n"), &place)?)?;
    }
    let said = office.whereabouts();
    context.ui.show(&said, |said| words::whereabouts(&said.address, said.place.as_deref()));
    Ok(Exit::Success)
}

impl Chosen {
    const fn is_empty(&self) -> bool {
        self.named.is_empty() && self.all_with.is_none()
    }

    /// The entries; by status those of this office alone, whoever else's are read here.
    fn names(self, office: &mut Office) -> Result<Vec<Name>, OfficeError> {
        let own = office.scope();
        let all_with = self.all_with.as_deref().map(read_status).transpose()?;
        let mut chosen = Vec::new();
        if all_with.is_some() {
            chosen = office.select(&Selection { names: Vec::new(), all_with })?;
            chosen.retain(|(scope, _)| *scope == own);
        }
        if chosen.is_empty() || !self.named.is_empty() {
            chosen.extend(office.select(&Selection { names: self.named, all_with: None })?);
        }
        chosen.sort();
        chosen.dedup();
        Ok(chosen)
    }
}

fn signer(text: &str) -> Result<Signer, OfficeError> {
    let parts = text.split_once('=').map(|(position, name)| (position.trim(), name.trim()));
    let parts = parts.filter(|(position, name)| !position.is_empty() && !name.is_empty());
    let (position, name) = parts.ok_or_else(|| OfficeError::Input(words::not_a_signer(text)))?;
    Ok(Signer { position: position.to_owned(), name: name.to_owned() })
}
