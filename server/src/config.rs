//! Configuration: file, then environment, then flags; the later wins, and a name that nobody
//! knows is an error. None of it is secret.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
};

use serde::Deserialize;

use crate::{
    hub::Share,
    observe::LogFormat,
    press::Keep,
    site::{Contact, PublicUrl, Site},
};

const MIB: u64 = 1 << 20;

/// What the variables of the environment begin with: `KECUALI_SERVER_LISTEN`.
pub const PREFIX: &str = "KECUALI_SERVER_";

/// Settings that were made somewhere; what is absent was not set there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, clap::Args)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The folder with trust root, store and log key.
    #[arg(long, value_name = "DIR", global = true)]
    pub data: Option<PathBuf>,
    /// Where to listen; port 0 takes any that is free.
    #[arg(long, value_name = "ADDRESS:PORT", global = true)]
    pub listen: Option<SocketAddr>,
    /// What to log, such as `info` or `kecuali_server=debug`.
    #[arg(long, value_name = "FILTER", global = true)]
    pub log: Option<String>,
    /// How to log.
    #[arg(skip)]
    pub log_format: Option<LogFormat>,
    /// How many public requests are worked on at once.
    #[arg(skip)]
    pub public_requests: Option<usize>,
    /// How many sync requests are worked on at once.
    #[arg(skip)]
    pub syncs: Option<usize>,
    /// How many installations may wait for news at once.
    #[arg(skip)]
    pub waits: Option<usize>,
    /// How many MiB one office may bring in a day.
    #[arg(skip)]
    pub office_day_mib: Option<usize>,
    /// How many MiB of the disk are kept for KPU RI's records and `national`.
    #[arg(skip)]
    pub free_mib: Option<usize>,
    /// How many of the newest editions of the list's files are kept.
    #[arg(skip)]
    pub snapshots: Option<usize>,
    /// Of how many days the last edition is kept.
    #[arg(skip)]
    pub snapshot_days: Option<usize>,
    /// Under which address the world reaches this server, such as `https://dik.example.go.id`.
    #[arg(long, value_name = "URL", global = true)]
    pub public_url: Option<PublicUrl>,
    /// Who is written to about what stands on the list: an e-mail address or a page.
    #[arg(skip)]
    pub contact: Option<Contact>,
}

/// The configuration in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The folder with trust root, store and log key.
    pub data: PathBuf,
    /// Where to listen.
    pub listen: SocketAddr,
    /// What to log.
    pub log: String,
    /// How to log.
    pub log_format: LogFormat,
    /// How many requests are worked on at once.
    pub bounds: Bounds,
    /// What offices may take of the disk.
    pub share: Share,
    /// Which editions of the list's files are kept.
    pub keep: Keep,
    /// What the public site says of itself.
    pub site: Site,
}

/// How many requests are worked on at once; what comes beyond is told to try again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Of the public interface.
    pub public_requests: usize,
    /// Syncs.
    pub syncs: usize,
    /// Installations that wait for news.
    pub waits: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { public_requests: 64, syncs: 16, waits: 2_048 }
    }
}

/// A configuration that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A name or a value that is not one of a setting.
    #[error("{place}: {what}")]
    Setting {
        /// Where it stands.
        place: String,
        /// What is wrong.
        what: String,
    },
    /// A number that leaves no room for a request.
    #[error("`{0}` must be at least 1")]
    TooLow(&'static str),
    /// Nobody said where the data lie.
    #[error("no data folder: set `data` in the file, {PREFIX}DATA, or --data")]
    NoData,
}

impl Config {
    /// Puts the three layers together.
    pub fn load(
        file: Option<&Path>,
        environment: impl Iterator<Item = (String, String)>,
        flags: &Settings,
    ) -> Result<Self, ConfigError> {
        let file = file.map(read_file).transpose()?.unwrap_or_default();
        let environment = read_environment(environment)?;
        finish(flags.clone().over(environment).over(file))
    }
}

/// The environment of this process.
pub fn environment() -> impl Iterator<Item = (String, String)> {
    let text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
        Some((name.into_string().ok()?, value.to_string_lossy().into_owned()))
    };
    std::env::vars_os().filter_map(text)
}

impl Settings {
    fn over(self, below: Self) -> Self {
        Self {
            data: self.data.or(below.data),
            listen: self.listen.or(below.listen),
            log: self.log.or(below.log),
            log_format: self.log_format.or(below.log_format),
            public_requests: self.public_requests.or(below.public_requests),
            syncs: self.syncs.or(below.syncs),
            waits: self.waits.or(below.waits),
            office_day_mib: self.office_day_mib.or(below.office_day_mib),
            free_mib: self.free_mib.or(below.free_mib),
            snapshots: self.snapshots.or(below.snapshots),
            snapshot_days: self.snapshot_days.or(below.snapshot_days),
            public_url: self.public_url.or(below.public_url),
            contact: self.contact.or(below.contact),
        }
    }
}

fn read_file(path: &Path) -> Result<Settings, ConfigError> {
    let read = std::fs::read_to_string(path);
    let text = read.map_err(|source| ConfigError::File { path: path.to_owned(), source })?;
    let setting = |error: toml::de::Error| ConfigError::Setting {
        place: path.display().to_string(),
        what: error.to_string().trim().to_owned(),
    };
    toml::from_str(&text).map_err(setting)
}

fn read_environment(
    variables: impl Iterator<Item = (String, String)>,
) -> Result<Settings, ConfigError> {
    let mut table = toml::Table::new();
    for (name, value) in variables {
        let Some(name) = name.strip_prefix(PREFIX).filter(|name| *name != "CONFIG") else {
            continue;
        };
        let value = value.parse().map_or_else(|_| value.into(), toml::Value::Integer);
        table.insert(name.to_ascii_lowercase(), value);
    }
    let setting = |error: toml::de::Error| ConfigError::Setting {
        place: format!("{PREFIX}*"),
        what: error.to_string().trim().to_owned(),
    };
    table.try_into().map_err(setting)
}

fn finish(settings: Settings) -> Result<Config, ConfigError> {
    let least = |name, set: Option<usize>, otherwise| match set.unwrap_or(otherwise) {
        0 => Err(ConfigError::TooLow(name)),
        enough => Ok(enough),
    };
    let usual = Bounds::default();
    let keep = Keep::default();
    let share = Share::default();
    let bytes = |mib: usize| u64::try_from(mib).unwrap_or(u64::MAX).saturating_mul(MIB);
    Ok(Config {
        data: settings.data.ok_or(ConfigError::NoData)?,
        listen: settings.listen.unwrap_or_else(|| (Ipv4Addr::LOCALHOST, 8080).into()),
        log: settings.log.unwrap_or_else(|| "info".to_owned()),
        log_format: settings.log_format.unwrap_or_default(),
        bounds: Bounds {
            public_requests: least(
                "public_requests",
                settings.public_requests,
                usual.public_requests,
            )?,
            syncs: least("syncs", settings.syncs, usual.syncs)?,
            waits: least("waits", settings.waits, usual.waits)?,
        },
        share: Share {
            office_day: match settings.office_day_mib {
                Some(0) => return Err(ConfigError::TooLow("office_day_mib")),
                set => set.map_or(share.office_day, bytes),
            },
            free: settings.free_mib.map_or(share.free, bytes),
        },
        keep: Keep {
            newest: least("snapshots", settings.snapshots, keep.newest)?,
            days: settings.snapshot_days.unwrap_or(keep.days),
        },
        site: Site { public_url: settings.public_url, contact: settings.contact },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(file: &str, environment: &[(&str, &str)], flags: &Settings) -> Result<Config, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("server.toml");
        std::fs::write(&path, file).unwrap();
        let owned = environment.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
        Config::load(Some(&path), owned, flags).map_err(|error| error.to_string())
    }

    #[test]
    fn a_flag_wins_over_the_environment_and_that_over_the_file() {
        let file = "data = \"/a\"\nlisten = \"127.0.0.1:1\"\nsyncs = 5";
        let environment = [("KECUALI_SERVER_LISTEN", "127.0.0.1:2"), ("KECUALI_SERVER_DATA", "/b")];
        let flags = Settings { data: Some("/c".into()), ..Settings::default() };
        let config = load(file, &environment, &flags).unwrap();
        assert_eq!(config.data, PathBuf::from("/c"));
        assert_eq!(config.listen.port(), 2);
        assert_eq!(config.bounds, Bounds { syncs: 5, ..Bounds::default() });
    }

    #[test]
    fn what_offices_may_take_is_said_in_mebibytes() {
        let none = Settings::default();
        let file = "data = \"/a\"\noffice_day_mib = 3\nfree_mib = 0";
        let share = load(file, &[], &none).unwrap().share;
        assert_eq!(share, Share { office_day: 3 * MIB, free: 0 });
        assert_eq!(load("data = \"/a\"", &[], &none).unwrap().share, Share::default());
    }

    #[test]
    fn it_listens_on_loopback_unless_told_otherwise() {
        let config = load("data = \"/a\"", &[("HOME", "/x")], &Settings::default()).unwrap();
        assert!(config.listen.ip().is_loopback());
    }

    #[test]
    fn the_site_lives_and_is_written_to_where_its_operator_says() {
        let none = Settings::default();
        let file = "data = \"/a\"\npublic_url = \"https://dik.example.go.id/\"";
        let environment = [("KECUALI_SERVER_CONTACT", "ppid@example.go.id")];
        let site = load(file, &environment, &none).unwrap().site;
        assert_eq!(site.public_url, "https://dik.example.go.id".parse().ok());
        assert_eq!(site.contact, "ppid@example.go.id".parse().ok());
        assert_eq!(load("data = \"/a\"", &[], &none).unwrap().site, Site::default());
        let wrong = load("data = \"/a\"\npublic_url = \"https://a.b/c\"", &[], &none);
        assert!(wrong.unwrap_err().contains("public_url"));
    }

    #[test]
    fn a_name_that_nobody_knows_is_an_error() {
        let none = Settings::default();
        assert!(load("data = \"/a\"\nlitsen = 1", &[], &none).unwrap_err().contains("litsen"));
        let environment = [("KECUALI_SERVER_LITSEN", "1")];
        assert!(load("data = \"/a\"", &environment, &none).unwrap_err().contains("litsen"));
        assert!(load("", &[], &none).unwrap_err().contains("--data"));
        assert!(load("data = \"/a\"\noffice_day_mib = 0", &[], &none).is_err());
        assert!(load("data = \"/a\"\nsyncs = 0", &[], &none).unwrap_err().contains("syncs"));
    }
}
