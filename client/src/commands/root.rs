use std::path::{Path, PathBuf};

use kecuali_encoding::KeyId;
use serde_json::json;

use crate::{
    catalogue::question,
    cli::{Consent, Context, Overwriting},
    error::{Exit, OfficeError},
    office::{
        folder::read_root,
        root::{RootChange, RootKey, RootView, root_fingerprint},
    },
    ui::table,
};

/// The trust root: the few keys that everything else is granted from
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Root {
    /// Show its version and its keys
    Show {
        /// Write its file there too, for others
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        #[command(flatten)]
        over: Overwriting,
    },
    /// Show the fingerprint of a file, to be compared by telephone before it is trusted
    Check {
        /// The file
        file: PathBuf,
    },
    /// Make a secret key for a coming version, and keep it on this machine
    NewKey {
        /// What the key file is called
        name: String,
    },
    /// Make its next version, signed with a key of this one, and write the file for everyone
    ///
    /// A key that is left out still appoints administrators until it is ended with
    /// `roster revoke`. Offices and the server take the new file up with `root take`.
    Successor {
        /// A key of the next version; all others are left out; may be repeated
        #[arg(long, value_name = "KEY", required = true)]
        key: Vec<KeyId>,
        /// Where to write the file
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        #[command(flatten)]
        over: Overwriting,
        #[command(flatten)]
        consent: Consent,
    },
    /// Take up a later version of the trust root that this office has
    Take {
        /// The file
        file: PathBuf,
    },
}

impl Root {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        if let Self::Check { file } = &self {
            return check(context, file);
        }
        let mut office = context.office()?;
        match self {
            Self::Check { .. } => {}
            Self::Show { out, over } => {
                if let Some(path) = out {
                    over.allows(&path)?;
                    let text = office.root_text();
                    std::fs::write(&path, text).map_err(OfficeError::file(&path))?;
                }
                context.ui.show(&office.root()?, view);
            }
            Self::NewKey { name } => {
                context.ui.show(&office.new_root_key(&name)?, |made| {
                    format!("{}\nSidik kunci: {}", made.key, made.fingerprint)
                });
                context.ui.remark("\npetunjuk: kecuali root successor --key KUNCI --out BERKAS");
            }
            Self::Successor { key, out, over, consent } => {
                over.allows(&out)?;
                let question = question::ROOT_CHANGES;
                let look = || office.root_change(&key);
                if !consent.given(context, question, look, difference)? {
                    return Ok(Exit::Success);
                }
                context.ui.show(&office.root_successor(&key, &out)?, view);
                context.ui.remark(
                    "\npetunjuk: bagikan berkas itu; kantor lain: `kecuali root take BERKAS`",
                );
            }
            Self::Take { file } => context.ui.show(&office.take_root(&file)?, view),
        }
        Ok(Exit::Success)
    }
}

/// No office is needed: it may be about to be set up.
fn check(context: &Context, path: &Path) -> Result<Exit, OfficeError> {
    let root = read_root(path)?;
    let (id, fingerprint, version) = (root.id(), root_fingerprint(&root), root.version());
    let shown = json!({ "root": id, "fingerprint": fingerprint, "version": version });
    context.ui.show(&shown, |_| {
        format!("Akar kepercayaan {id}\nSidik akar {fingerprint}\nVersi {version}")
    });
    Ok(Exit::Success)
}

fn view(view: &RootView) -> String {
    let rows: Vec<_> = view.keys.iter().map(|key| row(" ", key)).collect();
    let (root, fingerprint, version) = (view.root, &view.fingerprint, view.version);
    format!("Akar kepercayaan {root}\nSidik akar {fingerprint}\nVersi {version}\n{}", table(&rows))
}

fn row(mark: &str, key: &RootKey) -> Vec<String> {
    let here = key.here.clone().map_or_else(String::new, |name| format!("di sini: {name}"));
    vec![mark.to_owned(), key.fingerprint.clone(), key.key.to_string(), here]
}

/// Keys that stay, that come and that go.
fn difference(change: &RootChange) -> String {
    let (before, after) = (&change.before, &change.after);
    let gone = before.keys.iter().filter(|key| !after.keys.contains(key));
    let next = after.keys.iter();
    let next = next.map(|key| row(if before.keys.contains(key) { " " } else { "+" }, key));
    let rows: Vec<_> = next.chain(gone.map(|key| row("-", key))).collect();
    format!("Versi {} menjadi {}\n{}", before.version, after.version, table(&rows))
}
