use std::path::PathBuf;

use serde_json::json;

use crate::{
    catalogue::{authority, key, screen},
    cli::Context,
    error::{Exit, OfficeError},
    office::staff::PersonView,
    ui::table,
};

/// Keys on this machine, and the passphrases that they are under
///
/// A key under a passphrase signs only after it was typed, or read by `--passphrase-file`. Nobody
/// can find out a passphrase that was forgotten: the person gets a new key then, and
/// `kecuali roster grant --replaces OLD_KEY` lets it follow the old one.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Key {
    /// List the people of this machine: what each may do, and whether their key is sealed
    List,
    /// Put a key under a passphrase, or under another one
    Seal {
        /// The name of the key
        key: String,
        /// The passphrase that is to be, in the first line of a file; asked for without it
        #[arg(long, value_name = "FILE")]
        new_passphrase_file: Option<PathBuf>,
    },
    /// Take a key from under its passphrase: whoever has this folder can sign with it
    Unseal {
        /// The name of the key
        key: String,
    },
}

impl Key {
    pub(crate) fn run(self, context: &Context) -> Result<Exit, OfficeError> {
        let mut office = context.office()?;
        match self {
            Self::List => context.ui.show(&office.staff()?, |all| lines(all)),
            Self::Seal { key, new_passphrase_file } => {
                office.unlock_by_asking(&key)?;
                let file = new_passphrase_file.as_deref();
                let passphrase = context.door().new_passphrase(&key, file)?;
                office.seal_key(&key, &passphrase)?;
                context.ui.show(&json!({ "key": key, "sealed": true }), |_| key::sealed(&key));
                context.ui.remark(key::SEALED_REMARK);
            }
            Self::Unseal { key } => {
                office.unseal_key(&key)?;
                context.ui.show(&json!({ "key": key, "sealed": false }), |_| key::unsealed(&key));
            }
        }
        Ok(Exit::Success)
    }
}

fn lines(all: &[PersonView]) -> String {
    let row = |one: &PersonView| {
        let may = match one.without {
            Some(code) => screen::without(code),
            None => authority::capabilities(one.grants.iter().flat_map(|g| g.capabilities.clone())),
        };
        let sealed = if one.sealed { key::LOCKED } else { key::OPEN };
        vec![
            one.key.clone(),
            one.name.clone(),
            one.position.clone(),
            one.role_label.to_owned(),
            sealed.to_owned(),
            may,
            one.fingerprint.clone(),
        ]
    };
    table(&all.iter().map(row).collect::<Vec<_>>())
}
