//! Setting up an office: KPU RI makes the trust root, everyone else takes it over.

use std::{path::Path, sync::Arc};

use kecuali_domain::{
    Day, Kind, OfficeId, Scope,
    act::{Act, Grant, Holder, Position, SetDay, SetPolicy},
};
use kecuali_encoding::KeyId;
use kecuali_ledger::{Endorsements, Route};
use kecuali_protocol::request::to_hex;
use kecuali_sync::Saying;
use kecuali_trust::{RootFile, SigningKey};
use serde_json::Value;

use super::{
    Office,
    folder::{Folder, INSTALLATION_KEY, Installation, own_folder, read_root},
    people::{Newcomer, Signer},
    role::Role,
};
use crate::{
    catalogue::input,
    error::OfficeError,
    machine::{Machine, random},
};

/// The name of the key that signs for the trust root.
pub const ROOT_KEY: &str = "root";

/// How KPU RI begins.
#[derive(Debug, Clone)]
pub struct Founding {
    /// The people who begin, an administrator among them.
    pub people: Vec<Newcomer>,
    /// The first day of the log; absent for the machine's date.
    pub day: Option<Day>,
    /// The server's log key, when it is known already.
    pub server_key: Option<KeyId>,
    /// Where the server is.
    pub server: Option<String>,
}

impl Office {
    /// Makes a trust root and KPU RI's own office: first grants, first policies, first day.
    ///
    /// All of it waits here until the first sync brings it to the server.
    pub fn found(
        path: &Path,
        founding: &Founding,
        mut machine: Box<dyn Machine>,
    ) -> Result<Self, OfficeError> {
        let administrator = founding.people.iter().any(|one| one.role == Role::Administrator);
        if !administrator {
            return Err(OfficeError::Input(input::no_administrator()));
        }
        let folder = fresh(path)?;
        let root_key = folder.new_key(ROOT_KEY, machine.as_mut())?;
        let root = RootFile::first([root_key.public()])?;
        let server = founding.server.clone();
        begin(&folder, &root, OfficeId::national(), server, machine.as_mut())?;
        let mut office = Self::open(path, machine)?;
        office.add_people(&founding.people)?;
        office.in_turn(|office| office.first_acts(root_key, founding))?;
        Ok(office)
    }

    /// Sets up an office under a trust root that someone handed over. Whether KPU RI has such an
    /// office is known only when its log has been read: a policy may have added one.
    pub fn set_up(
        path: &Path,
        root: &Path,
        office: OfficeId,
        server: Option<String>,
        machine: Box<dyn Machine>,
    ) -> Result<Self, OfficeError> {
        Self::set_up_under(path, &read_root(root)?, office, server, machine)
    }

    /// The same under a trust root that was read, and shown, before.
    pub(crate) fn set_up_under(
        path: &Path,
        root: &RootFile,
        office: OfficeId,
        server: Option<String>,
        mut machine: Box<dyn Machine>,
    ) -> Result<Self, OfficeError> {
        begin(&fresh(path)?, root, office, server, machine.as_mut())?;
        Self::open(path, machine)
    }

    /// Changes where the server is.
    pub fn set_server(&mut self, server: Option<String>) -> Result<(), OfficeError> {
        self.in_turn(|office| {
            office.installation.server = server;
            office.folder.set_installation(&office.installation)
        })
    }

    /// The trust root as a file to hand out.
    pub fn root_text(&self) -> String {
        self.national().root().to_text()
    }

    fn first_acts(&mut self, root_key: SigningKey, founding: &Founding) -> Result<(), OfficeError> {
        let root = Signer { name: ROOT_KEY.to_owned(), endorses_as: None, key: Arc::new(root_key) };
        let request = self.join_request(true)?;
        let of_administrator =
            |asked: &&super::people::AskedKey| asked.role == Some(Role::Administrator);
        for asked in request.keys.iter().filter(of_administrator) {
            self.grant_key(&root, &request.office, asked)?;
        }
        let first = self.people().iter().find(|one| one.role == Role::Administrator);
        let first = first.expect("asked for before").key.clone();
        let key = self.secret_key(&first)?;
        let administrator = Signer { name: first, endorses_as: None, key };
        for asked in request.keys.iter().filter(|asked| !of_administrator(asked)) {
            self.grant_key(&administrator, &request.office, asked)?;
        }
        if let Some(key) = founding.server_key {
            self.grant(&administrator, &Scope::National, server_grant(key))?;
        }
        let day = founding.day.unwrap_or_else(|| super::jakarta_day(self.machine.now()));
        self.national_act(&administrator, Kind::Policy, &Act::SetDay(SetDay { day }))?;
        for (name, value) in first_policies() {
            let policy = SetPolicy { name: name.to_owned(), from: day, value };
            self.national_act(&administrator, Kind::Policy, &Act::SetPolicy(policy))?;
        }
        Ok(())
    }

    /// Signs an act that opens a document of its own in `national`.
    pub(crate) fn national_act(
        &mut self,
        signer: &Signer,
        kind: Kind,
        act: &Act,
    ) -> Result<(), OfficeError> {
        let name = (Scope::National, self.new_id());
        self.say(signer, &name, kind, Saying::Act(act), None).map(drop)
    }
}

/// The grant of a server's key: marks and checkpoints, nothing else.
pub(crate) fn server_grant(key: KeyId) -> Grant {
    Grant {
        key,
        holder: Holder::Server("server".to_owned()),
        office: OfficeId::national(),
        position: "Server".to_owned(),
        endorses_as: None,
        capabilities: [kecuali_domain::Capability::Log.to_string()].into(),
        delegable: std::collections::BTreeSet::new(),
        until: None,
        replaces: None,
        recipient: None,
    }
}

/// Endorsed by patron, advisory team and superior; applications of an item in force go straight to
/// KPU RI, new substance through the province (PKPU 22/2023 Pasal 25(2)).
fn first_policies() -> [(&'static str, Value); 2] {
    let endorsements = Endorsements(Position::ALL.into_iter().collect());
    let route = Route { application_via_province: false, new_substance_via_province: true };
    [("endorsements", endorsements.to_value()), ("route", route.to_value())]
}

fn fresh(path: &Path) -> Result<Folder, OfficeError> {
    let folder = Folder::new(path);
    if folder.is_set_up() {
        return Err(OfficeError::OfficeExists(path.to_owned()));
    }
    own_folder(path)?;
    Ok(folder)
}

fn begin(
    folder: &Folder,
    root: &RootFile,
    office: OfficeId,
    server: Option<String>,
    machine: &mut dyn Machine,
) -> Result<(), OfficeError> {
    folder.new_key(INSTALLATION_KEY, machine)?;
    super::bundle::new_identity(folder)?;
    drop(folder.new_store()?);
    let id = to_hex(&random::<16>(machine));
    folder.begin(root, &Installation { office, id, server, whereabouts: None, people: Vec::new() })
}
