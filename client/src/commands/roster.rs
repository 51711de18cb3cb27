mod invite;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use kecuali_domain::{Day, act::Holder};
use kecuali_encoding::{Digest, KeyId};
use kecuali_trust::fingerprint_words;
use serde::Serialize;
use serde_json::json;

use crate::{
    catalogue::{authority, falling, input, invitation, question, screen},
    cli::{Consent, Context, Previewed, day_argument},
    error::{Exit, OfficeError, Sought},
    office::{
        Office,
        falling::Falling,
        invitation::Proven,
        people::{AskedKey, JoinRequest},
        role::roles_help,
        roster::{End, Granted},
    },
    ui::table,
};

/// Give keys their capabilities, and end keys
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Roster {
    /// Give offices one-time codes: letters to print, with what to do
    ///
    /// A request that was made with such a code shows who sent it, and no fingerprint has to be
    /// read aloud. A province gives codes to its regencies and cities, KPU RI to every office.
    Invite(invite::Invite),
    /// List the codes that were given out, without the codes
    Invitations,
    /// Show what a request asks for, with fingerprints to compare
    Requests {
        /// Request files
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Grant what requests ask for
    ///
    /// A server's key is granted with `--yes` only, after its fingerprint was compared; so is a
    /// request whose one-time code does not hold.
    #[command(after_help = roles_help())]
    Grant {
        /// Request files
        files: Vec<PathBuf>,
        /// Only these of the keys that are asked for; may be repeated
        #[arg(long, value_name = "KEY")]
        only: Vec<KeyId>,
        /// The key of the same person that the new one follows
        #[arg(long, value_name = "KEY")]
        replaces: Option<KeyId>,
        /// The public log key of a server
        #[arg(long, value_name = "KEY")]
        server: Option<KeyId>,
        #[command(flatten)]
        consent: Consent,
    },
    /// End a key for good
    Revoke {
        /// The public key or its fingerprint, or the beginning of one
        key: String,
        /// Its holder left; older work is admitted until a day, none once that day is over
        #[arg(long, requires = "until", conflicts_with = "lost")]
        left: bool,
        /// The last day on which older work is admitted
        #[arg(long, value_name = "DAY", value_parser = day_argument, conflicts_with = "lost")]
        until: Option<Day>,
        /// It may be in wrong hands: everything after the cuts is void; KPU RI alone says so
        #[arg(long, required_unless_present = "left")]
        lost: bool,
        /// The last record in a log that stands, as LOG=HASH; a log not named is cut whole
        #[arg(long, value_name = "LOG=HASH", conflicts_with = "left")]
        cut: Vec<String>,
        /// Each log is cut where it ends here: what the key signed up to now stands
        #[arg(long, conflicts_with_all = ["left", "cut"])]
        cut_here: bool,
        #[command(flatten)]
        previewed: Previewed,
    },
    /// List every key that was ever granted something
    List,
}

impl Roster {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        match self {
            Self::Invite(command) => command.run(context),
            Self::Invitations => invite::list(context),
            Self::Requests { files } => requests(context, &files),
            Self::Grant { files, only, replaces, server, consent } => {
                let mut all =
                    files.iter().map(|file| read_request(file)).collect::<Result<Vec<_>, _>>()?;
                all.iter().try_for_each(JoinRequest::is_grantable)?;
                keep_only(&mut all, &only)?;
                grant(context, all, replaces, server, consent)
            }
            Self::Revoke { key, until, cut, cut_here, previewed, .. } => {
                let end = match until {
                    Some(until) => End::Left(until),
                    None if cut_here => End::Lost(context.office()?.log_heads()?),
                    None => End::Lost(cuts(&cut)?),
                };
                revoke(context, &key, &end, &previewed)
            }
            Self::List => list(context),
        }
    }
}

fn requests(context: &Context, files: &[PathBuf]) -> Result<Exit, OfficeError> {
    let all = files.iter().map(|file| read_request(file)).collect::<Result<Vec<_>, _>>()?;
    // Where no office is, no code was given out either.
    let mut office = context.office().ok();
    let all = all.iter().map(|request| Asked::of(request, office.as_mut()));
    let all = all.collect::<Result<Vec<_>, _>>()?;
    context.ui.show(&all, |all| asked(all));
    let proven = all.iter().all(|one| one.proven == Proven::Verified);
    context.ui.remark(if proven { invitation::ALL_PROVEN } else { COMPARE });
    Ok(Exit::Success)
}

const COMPARE: &str = "\nBacakan setiap sidik kunci bersama pemegangnya sebelum memberi wewenang.";

/// A request with the fingerprints of its keys, and whether its sender had a code.
#[derive(Debug, Serialize)]
struct Asked<'a> {
    #[serde(flatten)]
    request: &'a JoinRequest,
    /// In the order of the keys.
    fingerprints: Vec<String>,
    proven: Proven,
}

impl<'a> Asked<'a> {
    fn of(request: &'a JoinRequest, office: Option<&mut Office>) -> Result<Self, OfficeError> {
        let fingerprints = request.keys.iter().map(|asked| fingerprint_words(asked.key)).collect();
        let unknown = if request.proof.is_some() { Proven::Unknown } else { Proven::NoCode };
        let proven = office.map_or(Ok(unknown), |office| office.proven(request))?;
        Ok(Self { request, fingerprints, proven })
    }
}

/// Keys that are asked for, a line each, with what is read aloud to compare them.
fn asked(requests: &[Asked<'_>]) -> String {
    let row = |one: &Asked<'_>, asked: &AskedKey| {
        let code = if one.proven == Proven::NoCode { "" } else { one.proven.label() };
        vec![
            one.request.office.to_string(),
            holder(asked),
            asked.position.clone(),
            asked.role.map(|role| role.label().to_owned()).unwrap_or_default(),
            fingerprint_words(asked.key),
            code.to_owned(),
        ]
    };
    let rows = |one| move |asked| row(one, asked);
    let rows = requests.iter().flat_map(|one| one.request.keys.iter().map(rows(one)));
    table(&rows.collect::<Vec<_>>())
}

/// A person by the name that is asked under; a machine never by one.
fn holder(asked: &AskedKey) -> String {
    match asked.holder {
        Holder::Person(_) => asked.name.clone().unwrap_or_else(|| "(tanpa nama)".to_owned()),
        Holder::Installation(_) => "(pemasangan)".to_owned(),
        Holder::Server(_) => "(server)".to_owned(),
    }
}

/// Leaves the keys that were named; each of them is asked for.
fn keep_only(all: &mut [JoinRequest], only: &[KeyId]) -> Result<(), OfficeError> {
    let asked = |key: &KeyId| all.iter().flat_map(|one| &one.keys).any(|asked| asked.key == *key);
    if let Some(key) = only.iter().find(|key| !asked(key)) {
        return Err(OfficeError::not_found(Sought::Key, key.to_string()));
    }
    if !only.is_empty() {
        for one in all {
            one.keys.retain(|asked| only.contains(&asked.key));
        }
    }
    Ok(())
}

fn grant(
    context: &Context,
    mut all: Vec<JoinRequest>,
    replaces: Option<KeyId>,
    server: Option<KeyId>,
    consent: Consent,
) -> Result<Exit, OfficeError> {
    if all.is_empty() && server.is_none() {
        return Err(OfficeError::Input(input::no_request()));
    }
    let mut office = context.office()?;
    all.extend(server.map(|key| office.server_request(key)));
    let shown = all.iter().map(|request| Asked::of(request, Some(&mut office)));
    let shown = shown.collect::<Result<Vec<_>, _>>()?;
    let of_server = |asked: &AskedKey| matches!(asked.holder, Holder::Server(_));
    let server_asks = all.iter().flat_map(|one| &one.keys).any(of_server);
    let doubtful = shown.iter().any(|one| one.proven.is_doubtful());
    let question = if doubtful { invitation::DOUBTFUL } else { question::SERVER_KEY };
    let asks = server_asks || doubtful || consent.is_look();
    if asks && !consent.given(context, question, || Ok(&shown), |all| asked(all))? {
        return Ok(Exit::Success);
    }
    let mut granted = 0;
    for request in &all {
        granted += office.grant_request(context.acting(), request, replaces)?;
    }
    if granted == 0 {
        return Err(OfficeError::AlreadyGranted);
    }
    let asked_for: usize = all.iter().map(|request| request.keys.len()).sum();
    let fingerprints: Vec<&String> = shown.iter().flat_map(|one| &one.fingerprints).collect();
    context.ui.show(&json!({ "granted": granted, "fingerprints": fingerprints }), |_| {
        format!("{}\n{}", asked(&shown), screen::granted(granted, asked_for - granted))
    });
    Ok(Exit::Success)
}

fn revoke(
    context: &Context,
    key: &str,
    end: &End,
    previewed: &Previewed,
) -> Result<Exit, OfficeError> {
    let mut office = context.office()?;
    office.may_end(end)?;
    let key = office.key_by(key)?;
    let look = |office: &mut Office| office.falling(key, end);
    if !previewed.given(context, &mut office, question::KEY_ENDS, look, falling_text)? {
        return Ok(Exit::Success);
    }
    let logs = office.revoke_key(context.acting(), key, end)?;
    context.ui.show(&json!({ "logs": logs }), |_| "Kunci dicabut.".to_owned());
    context.ui.remark("\npetunjuk: kirim dengan `kecuali sync`");
    Ok(Exit::Success)
}

/// What ends with a key: what it was given, what of its signatures stands, and what falls.
fn falling_text(all: &Falling) -> String {
    let grants = granted_lines(&all.grants);
    let mut parts = vec![format!("{}\n{grants}", all.fingerprint).trim_end().to_owned()];
    parts.push(falling::sentences(all).join("\n"));
    parts.push(table(&all.entries.iter().map(falling::entry_row).collect::<Vec<_>>()));
    parts.push(all.items.iter().map(|item| falling::item(item)).collect::<Vec<_>>().join("\n"));
    parts.push(table(&all.keys.iter().map(falling::key_row).collect::<Vec<_>>()));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

fn list(context: &Context) -> Result<Exit, OfficeError> {
    context.ui.show(&context.office()?.roster()?, |roster| granted_lines(roster));
    Ok(Exit::Success)
}

fn granted_lines(roster: &[Granted]) -> String {
    let row = |one: &Granted| {
        let state = match (one.without, one.received) {
            (Some(code), _) => screen::without(code),
            (None, true) => "berlaku".to_owned(),
            (None, false) => "belum diterima".to_owned(),
        };
        vec![
            one.office.to_string(),
            authority::holder(one.holder).to_owned(),
            one.position.clone(),
            authority::by_names(&one.capabilities),
            state,
            one.fingerprint.clone(),
            one.key.to_string(),
        ]
    };
    table(&roster.iter().map(row).collect::<Vec<_>>())
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
