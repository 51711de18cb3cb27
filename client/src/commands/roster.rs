use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use kecuali_domain::{Day, act::Holder};
use kecuali_encoding::{Digest, KeyId};
use kecuali_trust::fingerprint_words;
use serde_json::json;

use crate::{
    catalogue::input,
    cli::Context,
    error::{Exit, OfficeError},
    office::{
        people::{AskedKey, JoinRequest},
        role::roles_help,
        roster::{End, Granted},
    },
    ui::table,
};

/// Give keys their capabilities, and end keys
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Roster {
    /// Show what a request asks for, with fingerprints to compare
    Requests {
        /// Request files
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Grant what requests ask for
    #[command(after_help = roles_help())]
    Grant {
        /// Request files
        files: Vec<PathBuf>,
        /// The key of the same person that the new one follows
        #[arg(long, value_name = "KEY")]
        replaces: Option<KeyId>,
        /// The public log key of a server
        #[arg(long, value_name = "KEY")]
        server: Option<KeyId>,
    },
    /// End a key for good
    Revoke {
        /// The public key
        key: KeyId,
        /// Its holder left; older work is admitted until a day
        #[arg(long, requires = "until", conflicts_with = "lost")]
        left: bool,
        /// The last day on which older work is admitted
        #[arg(long, value_name = "DAY")]
        until: Option<Day>,
        /// It may be in wrong hands: everything after the cuts is void
        #[arg(long, required_unless_present = "left")]
        lost: bool,
        /// The last record in a log that stands, as LOG=HASH; a log not named is cut whole
        #[arg(long, value_name = "LOG=HASH")]
        cut: Vec<String>,
        /// Yes, end it
        #[arg(long)]
        yes: bool,
    },
    /// List every key that was ever granted something
    List,
}

impl Roster {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        match self {
            Self::Requests { files } => requests(context, &files),
            Self::Grant { files, replaces, server } => grant(context, &files, replaces, server),
            Self::Revoke { key, until, lost, cut, yes, .. } => {
                if !yes {
                    return Err(OfficeError::Unconfirmed);
                }
                let end = match until {
                    Some(until) if !lost => End::Left(until),
                    Some(_) | None => End::Lost(cuts(&cut)?),
                };
                let logs = context.office()?.revoke_key(context.acting(), key, &end)?;
                context.ui.show(&json!({ "logs": logs }), |_| "Kunci dicabut.".to_owned());
                Ok(Exit::Success)
            }
            Self::List => list(context),
        }
    }
}

fn requests(context: &Context, files: &[PathBuf]) -> Result<Exit, OfficeError> {
    let all = files.iter().map(|file| read_request(file)).collect::<Result<Vec<_>, _>>()?;
    context.ui.show(&all, |all| {
        let row = |request: &JoinRequest, asked: &AskedKey| {
            vec![
                request.office.to_string(),
                asked.name.clone().unwrap_or_else(|| machine(&asked.holder).to_owned()),
                asked.position.clone(),
                asked.role.map(|role| role.label().to_owned()).unwrap_or_default(),
                fingerprint_words(asked.key),
            ]
        };
        let rows = all.iter().flat_map(|one| one.keys.iter().map(move |asked| row(one, asked)));
        table(&rows.collect::<Vec<_>>())
    });
    Ok(Exit::Success)
}

fn machine(holder: &Holder) -> &'static str {
    match holder {
        Holder::Person(_) => "(tanpa nama)",
        Holder::Installation(_) => "(pemasangan)",
        Holder::Server(_) => "(server)",
    }
}

fn grant(
    context: &Context,
    files: &[PathBuf],
    replaces: Option<KeyId>,
    server: Option<KeyId>,
) -> Result<Exit, OfficeError> {
    if files.is_empty() && server.is_none() {
        return Err(OfficeError::Input(input::no_request()));
    }
    let mut office = context.office()?;
    let mut granted = 0;
    for file in files {
        granted += office.grant_request(context.acting(), &read_request(file)?, replaces)?;
    }
    if let Some(key) = server {
        office.grant_server(context.acting(), key)?;
        granted += 1;
    }
    context.ui.show(&json!({ "granted": granted }), |_| {
        format!("{granted} kunci diberi wewenang. Kirim dengan `kecuali sync`.")
    });
    Ok(Exit::Success)
}

fn list(context: &Context) -> Result<Exit, OfficeError> {
    let roster = context.office()?.roster()?;
    context.ui.show(&roster, |roster| {
        let row = |one: &Granted| {
            let capabilities: Vec<&str> = one.capabilities.iter().map(String::as_str).collect();
            let state = match (one.without, one.received) {
                (Some(code), _) => code,
                (None, true) => "berlaku",
                (None, false) => "belum diterima",
            };
            vec![
                one.office.to_string(),
                one.holder.to_owned(),
                one.position.clone(),
                capabilities.join(", "),
                state.to_owned(),
                one.key.to_string(),
            ]
        };
        table(&roster.iter().map(row).collect::<Vec<_>>())
    });
    Ok(Exit::Success)
}

fn read_request(path: &Path) -> Result<JoinRequest, OfficeError> {
    let text = std::fs::read_to_string(path).map_err(OfficeError::file(path))?;
    JoinRequest::read(&text).map_err(|_| OfficeError::content(path, input::NOT_A_REQUEST))
}

fn cuts(texts: &[String]) -> Result<BTreeMap<String, Digest>, OfficeError> {
    let read = |text: &String| {
        let (log, hash) = text.split_once('=')?;
        Some((log.to_owned(), hash.parse().ok()?))
    };
    let bad = |text: &String| OfficeError::Input(input::not_a_cut(text));
    texts.iter().map(|text| read(text).ok_or_else(|| bad(text))).collect()
}
