//! Bundles: what a USB stick or an e-mail carries instead of the network, encrypted to those who
//! may read it (`PROTOCOL` 8.6).

use std::{
    collections::BTreeSet,
    io::{Read as _, Write as _},
    path::Path,
    str::FromStr as _,
};

use age::{
    Decryptor, Encryptor,
    secrecy::ExposeSecret as _,
    x25519::{Identity, Recipient},
};
use kecuali_domain::{
    OfficeId, Scope,
    act::{Act, Holder, ReadAct},
};
use kecuali_encoding::Digest;
use kecuali_ledger::{ChangedOffices, OfficeTree as _};
use kecuali_protocol::{
    bundle::{Bundle, BundleError, Sender},
    limits,
    sync::{LogPart, PushedRecord, SyncRequest, SyncResponse, VERSION},
};
use kecuali_storage::Store as _;
use kecuali_sync::read_record;
use serde::Serialize;

use super::{
    Office,
    exchange::Synced,
    folder::{Folder, INSTALLATION_KEY, write},
};
use crate::{
    catalogue::input,
    error::{BundleFault, FileKind, OfficeError},
};

mod carry;

/// The file of the secret that opens bundles.
const IDENTITY: &str = "bundle.age";
/// How a sealed file begins, and what one says near its beginning that a passphrase opens.
const SEALED: &[u8] = b"age-encryption.org/v1";
const PHRASED: &[u8] = b"\n-> scrypt ";
const HEAD: usize = 64;
/// Room for what is not log members.
const ROOM: usize = limits::BUNDLE / 2;

/// What a bundle holds, or what came of one.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Carried {
    /// Records that no log holds yet.
    pub records: usize,
    /// Members of logs, with the server's word for them.
    pub members: usize,
    /// Records that were left out, because not everyone it is for may read them, or because they
    /// may not stand in their log by what is known here.
    pub left_out: usize,
    /// How many it is encrypted to.
    pub recipients: usize,
}

/// Whom a bundle is for.
#[derive(Debug, Clone)]
pub enum For {
    /// All installations of an office, as granted.
    Office(OfficeId),
    /// One age recipient, who is to read what is national and one's own pending work.
    Recipient(String),
}

impl Office {
    /// Writes a bundle: what waits here, and the logs that those it is for may read.
    pub fn export_bundle(&mut self, path: &Path, to: &[For]) -> Result<Carried, OfficeError> {
        let mut recipients = Vec::new();
        let mut offices = BTreeSet::new();
        let mut anyone = false;
        for one in to {
            match one {
                For::Office(office) => {
                    recipients.extend(self.recipients_of(office)?);
                    offices.insert(office.clone());
                }
                For::Recipient(text) => {
                    recipients.push(read_recipient(text)?);
                    anyone = true;
                }
            }
        }
        if recipients.is_empty() {
            return Err(OfficeError::Input(input::no_recipient()));
        }
        // What all of them open is what each of them may read.
        if anyone {
            offices.clear();
        }
        let (bundle, mut carried) = self.bundle(&offices)?;
        carried.recipients = recipients.len();
        let sealed = encrypt(&bundle.to_bytes(), &recipients)
            .map_err(|_| OfficeError::content(path, input::NOT_SEALED))?;
        self.remember_carried_out(&bundle.records)?;
        write(path, &sealed)?;
        Ok(carried)
    }

    /// Reads a bundle: log members are taken as from a server, records wait here for the next hop.
    pub fn import_bundle(&mut self, path: &Path) -> Result<(Synced, Carried), OfficeError> {
        let bundle = self.open_bundle(path)?;
        if bundle.root_id != self.national().root_id().0 {
            return Err(OfficeError::WrongRoot);
        }
        let mut synced = Synced::default();
        let (national, others): (Vec<_>, Vec<_>) =
            bundle.parts.into_iter().partition(|part| part.log == "national");
        for part in national.into_iter().chain(others) {
            self.take_part(part, &mut synced)?;
        }
        let carried = self.carry(&bundle.records)?;
        synced.sealed = self.seal()?;
        Ok((synced, carried))
    }

    /// Opens what is sealed to this installation.
    fn open_bundle(&self, path: &Path) -> Result<Bundle, OfficeError> {
        let bytes = std::fs::read(path).map_err(OfficeError::file(path))?;
        is_sealed(&bytes)?;
        let secret = self.folder.secret(IDENTITY)?.ok_or(BundleFault::NoOpener)?;
        let identity = Identity::from_str(secret.trim()).map_err(|_| BundleFault::NoOpener)?;
        // Meant for someone else, or changed where it says for whom: one looks like the other.
        let for_another = |error: &_| matches!(error, age::DecryptError::NoMatchingKeys);
        let opened = decrypt(&bytes, &identity).map_err(|error| {
            if for_another(&error) { BundleFault::ForAnother } else { BundleFault::Broken }
        })?;
        Bundle::read(&opened).map_err(|error| match error {
            BundleError::Magic => BundleFault::NotOne(FileKind::of(&opened)).into(),
            BundleError::Content(_) => BundleFault::Broken.into(),
        })
    }

    /// Takes what is new in a part of a log, with the server's word that closes it.
    fn take_part(&mut self, mut part: LogPart, synced: &mut Synced) -> Result<(), OfficeError> {
        let Ok(scope) = part.log.parse::<Scope>() else { return Ok(()) };
        let request = || {
            let have = kecuali_protocol::sync::Have::Vector(Vec::new());
            SyncRequest { version: VERSION, have, push: Vec::new(), want_bytes: 0, given: None }
        };
        self.in_turn(|office| {
            let here = office.desk.book().head(&scope).position;
            let known = usize::try_from(here.saturating_sub(part.after)).unwrap_or(usize::MAX);
            if known >= part.members.len() {
                return Ok(());
            }
            part.members.drain(..known);
            part.after = here.max(part.after);
            let response = SyncResponse { parts: vec![part], ..SyncResponse::default() };
            let received = office.desk.receive(&request(), &response)?;
            synced.add(received);
            Ok(())
        })
    }

    fn bundle(&mut self, offices: &BTreeSet<OfficeId>) -> Result<(Bundle, Carried), OfficeError> {
        let tree = self.national().now().offices();
        let mut carried = Carried::default();
        let mut room = ROOM;
        let mut records = Vec::new();
        for pending in self.store.pending(None)?.into_iter().filter(|one| one.parked.is_none()) {
            let sealed = read_record(&pending.bytes).map(|record| record.sealed);
            let signed = sealed.as_ref().is_ok_and(|sealed| sealed.grant != Digest([0; 32]));
            let readable = sealed.is_ok_and(|sealed| may_all_read(&tree, offices, &sealed.scope));
            let size = pending.bytes.len() + pending.attachment.as_ref().map_or(0, Vec::len);
            if !(signed && readable && size <= room) {
                carried.left_out += 1;
                continue;
            }
            room -= size;
            records.push(PushedRecord { record: pending.bytes, attachment: pending.attachment });
        }
        let mut parts = Vec::new();
        for scope in self.desk.book().logs() {
            if may_all_read(&tree, offices, &scope)
                && let Some(spans) = self.desk.book().carried(&scope, &mut room)?
            {
                carried.members += spans.iter().map(|part| part.members.len()).sum::<usize>();
                parts.extend(spans);
            }
        }
        carried.records = records.len();
        let installation = self.folder.key(INSTALLATION_KEY)?.public().0;
        let from = Sender { office: self.id().to_string(), installation };
        let created = self.day().to_string();
        let root_id = self.national().root_id().0;
        Ok((Bundle { root_id, from, created, records, parts }, carried))
    }

    fn recipients_of(&mut self, office: &OfficeId) -> Result<Vec<Recipient>, OfficeError> {
        let mut found = Vec::new();
        for id in self.desk.documents(&Scope::National)? {
            let Some(document) = self.desk.document(&Scope::National, id)? else { continue };
            for record in document.acts() {
                let ReadAct::Known(act) = &record.act else { continue };
                let Act::Grant(grant) = act.as_ref() else { continue };
                let installation = matches!(grant.holder, Holder::Installation(_));
                if grant.office == *office && installation {
                    found.extend(grant.recipient.clone().map(|text| (grant.key, text)));
                }
            }
        }
        found.retain(|(key, _)| self.standing(*key, &Scope::National).is_ok());
        found.iter().map(|(_, text)| read_recipient(text)).collect()
    }

    /// Where bundles for this installation are encrypted to.
    pub(crate) fn recipient(&self) -> Result<Option<String>, OfficeError> {
        let secret = self.folder.secret(IDENTITY)?;
        let identity = secret.and_then(|text| Identity::from_str(text.trim()).ok());
        Ok(identity.map(|identity| identity.to_public().to_string()))
    }
}

/// Makes the secret that opens bundles. Its randomness is age's own.
pub(crate) fn new_identity(folder: &Folder) -> Result<(), OfficeError> {
    let identity = Identity::generate().to_string();
    folder.keep_secret(IDENTITY, identity.expose_secret())
}

/// The next hop of an office: KPU RI, which reads everything.
pub fn next_hop() -> For {
    For::Office(OfficeId::national())
}

/// Whether installations of all these offices may read a log; without any, only what is national.
fn may_all_read(tree: &ChangedOffices, offices: &BTreeSet<OfficeId>, scope: &Scope) -> bool {
    let Some(about) = scope.office() else { return true };
    let may =
        |office: &OfficeId| office == about || office.is_national() || tree.is_below(about, office);
    !offices.is_empty() && offices.iter().all(may)
}

/// That a file begins as one that is sealed to keys; one that ends before that was cut off.
fn is_sealed(bytes: &[u8]) -> Result<(), BundleFault> {
    let begins = &bytes[..bytes.len().min(SEALED.len())];
    if !SEALED.starts_with(begins) {
        return Err(BundleFault::NotOne(FileKind::of(bytes)));
    }
    let head = &bytes[..bytes.len().min(HEAD)];
    let is_copy = head.windows(PHRASED.len()).any(|part| part == PHRASED);
    if is_copy { Err(BundleFault::Copy) } else { Ok(()) }
}

fn read_recipient(text: &str) -> Result<Recipient, OfficeError> {
    Recipient::from_str(text).map_err(|_| OfficeError::Input(input::not_a_recipient(text)))
}

fn encrypt(bytes: &[u8], to: &[Recipient]) -> Result<Vec<u8>, age::EncryptError> {
    let to = to.iter().map(|one| -> &dyn age::Recipient { one });
    let mut sealed = Vec::with_capacity(bytes.len());
    let mut writer = Encryptor::with_recipients(to)?.wrap_output(&mut sealed)?;
    writer.write_all(bytes)?;
    writer.finish()?;
    Ok(sealed)
}

/// Opens a bundle no further than any bundle may be long.
fn decrypt(sealed: &[u8], identity: &Identity) -> Result<Vec<u8>, age::DecryptError> {
    let most = u64::try_from(limits::BUNDLE + 1).unwrap_or(u64::MAX);
    let identity: &dyn age::Identity = identity;
    let reader = Decryptor::new_buffered(sealed)?.decrypt(std::iter::once(identity))?;
    let mut opened = Vec::new();
    reader.take(most).read_to_end(&mut opened)?;
    Ok(opened)
}
