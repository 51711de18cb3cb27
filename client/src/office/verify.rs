//! Proving: that what is here is what was signed, and that what was published is.

mod log;

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use kecuali_document::{content_version, plain};
use kecuali_domain::{Capability, Scope, handle};
use kecuali_encoding::KeyId;
use kecuali_ledger::log_start;
use kecuali_publication::{
    ProofError, SignedChange,
    format::{Sum, verify_manifest},
    verify_document, verify_list, verify_row,
};
use kecuali_storage::Store as _;
use kecuali_sync::read_record;
use serde::Serialize;
use serde_json::Value;

use self::log::{Checkpoints, follow};
use super::{Office, folder::read_root};
use crate::{
    catalogue::refusal,
    error::{Broken, OfficeError},
};

/// What was proven.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Proven {
    /// Logs whose running digests come out.
    pub logs: usize,
    /// Members read, each signature verified by itself.
    pub members: usize,
    /// Checkpoints of the server that are kept, each signed and met by its log.
    pub checkpoints: usize,
    /// Documents that plain Automerge makes into the same content.
    pub documents: usize,
}

/// How many members are read at a time.
const PAGE: usize = 512;
const PAGE_BYTES: usize = 4 << 20;

impl Office {
    /// Reads every log from its start: each signature of a record or mark, each running digest, and
    /// each checkpoint that is kept; with `documents`, builds each document a second time with Automerge alone and compares.
    pub fn verify(&mut self, documents: bool) -> Result<Proven, OfficeError> {
        self.refresh()?;
        let mut proven = Proven::default();
        for scope in self.desk.book().logs() {
            self.verify_log(&scope, &mut proven)?;
            proven.logs += 1;
        }
        if documents {
            proven.documents = self.verify_documents()?;
        }
        Ok(proven)
    }

    fn verify_log(&mut self, scope: &Scope, proven: &mut Proven) -> Result<(), OfficeError> {
        let log = scope.to_string();
        let mut checkpoints = self.checkpoints(scope)?;
        let national = self.national();
        let mut point = log_start(&national.root_id(), scope);
        loop {
            let page = self.store.members(&log, point.position, PAGE, PAGE_BYTES)?;
            if page.is_empty() {
                checkpoints.are_met(scope)?;
                return Ok(());
            }
            for member in page {
                point = follow(national, scope, point, &member)?;
                proven.members += 1;
                proven.checkpoints += checkpoints.meet(scope, point)?;
            }
        }
    }

    /// The checkpoints of a log that the desk keeps: the last one, and those of earlier spans.
    fn checkpoints(&mut self, scope: &Scope) -> Result<Checkpoints, OfficeError> {
        let log_keys = self.log_keys()?;
        let newest = format!("checkpoint/{scope}");
        let closed = (0_u64..).map(|number| format!("{newest}/{number}"));
        let mut all = Checkpoints::default();
        for name in std::iter::once(newest.clone()).chain(closed) {
            match self.store.value(&name)? {
                Some(bytes) => all.add(self.national(), scope, &bytes, &log_keys)?,
                // Before the first part of a log was taken there is none at all.
                None => return Ok(all),
            }
        }
        Ok(all)
    }

    /// Every key that was ever granted to sign for the server.
    fn log_keys(&mut self) -> Result<BTreeSet<KeyId>, OfficeError> {
        let log = Capability::Log.as_str();
        let granted = self.roster_of(&Scope::National)?.into_iter();
        Ok(granted.filter(|one| one.capabilities.contains(log)).map(|one| one.key).collect())
    }

    fn verify_documents(&mut self) -> Result<usize, OfficeError> {
        let mut count = 0;
        for scope in self.desk.book().logs() {
            let end = self.desk.book().head(&scope).position;
            for id in self.desk.book().store().documents(&scope.to_string())? {
                let id = kecuali_domain::DocumentId(id);
                let members = self.store.document(&scope.to_string(), &id.0)?;
                let members = members.iter().take_while(|member| member.position <= end);
                let records = members.filter_map(|member| read_record(&member.bytes).ok());
                let changes: Vec<Vec<u8>> = records.map(|record| record.change).collect();
                let Some(document) = self.desk.logged(&scope, id)? else { continue };
                let ours = document.version().content;
                let wrong = || Broken::Document { handle: handle(&scope, id) };
                let (_, view) = plain(changes.iter().map(Vec::as_slice)).map_err(|_| wrong())?;
                if ours != content_version(&view) {
                    return Err(wrong().into());
                }
                count += 1;
            }
        }
        Ok(count)
    }
}

/// Verifies the proof of one published row with a trust root alone. Gives what was proven.
pub fn verify_row_file(root: &Path, proof: &Path) -> Result<Value, OfficeError> {
    let root = read_root(root)?;
    let row = verify_row(&root, &read(proof)?).map_err(|error| refused(&error))?;
    Ok(serde_json::json!({
        "facts": row.facts,
        "determined_by": row.determined_by,
        "issued_by": row.issued_by,
    }))
}

/// Verifies a whole published list with its checkpoint and a trust root alone.
pub fn verify_list_files(
    root: &Path,
    list: &Path,
    checkpoint: &Path,
) -> Result<Value, OfficeError> {
    let root = read_root(root)?;
    let verified = verify_list(&root, &read(list)?, &read(checkpoint)?);
    let verified = verified.map_err(|error| refused(&error))?;
    Ok(serde_json::json!({
        "rows": verified.state.rows,
        "day": verified.state.day,
        "event": verified.state.event.to_string(),
    }))
}

/// Verifies all that was signed about one document with a trust root alone. Gives who signed what.
pub fn verify_records(root: &Path, records: &Path) -> Result<Value, OfficeError> {
    let root = read_root(root)?;
    let signed = verify_document(&root, &read(records)?).map_err(|error| refused(&error))?;
    let one = |signed: &SignedChange| {
        serde_json::json!({
            "change": signed.change,
            "signer": signed.signer,
            "act": signed.act.as_ref().map(kecuali_domain::act::Act::name),
        })
    };
    Ok(serde_json::json!({ "records": signed.iter().map(one).collect::<Vec<_>>() }))
}

/// Verifies files of a list with their manifest and a trust root alone.
pub fn verify_files(root: &Path, manifest: &Path, files: &[PathBuf]) -> Result<Value, OfficeError> {
    let root = read_root(root)?;
    let (edition, key) =
        verify_manifest(&root, &read(manifest)?).map_err(|error| refused(&error))?;
    let mut names = Vec::with_capacity(files.len());
    for path in files {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = name.unwrap_or_default();
        let mut sum = Sum::new(io::sink());
        fs::File::open(path)
            .and_then(|mut file| io::copy(&mut file, &mut sum))
            .map_err(OfficeError::file(path))?;
        let (bytes, sha256, _) = sum.finish();
        let wrong =
            |error: ProofError| OfficeError::Integrity(refusal::of_file(&name, error.code()));
        edition.check(&name, bytes, sha256).map_err(wrong)?;
        names.push(name);
    }
    Ok(serde_json::json!({
        "files": names,
        "rows": edition.rows,
        "day": edition.day,
        "event": edition.event.to_string(),
        "list_digest": edition.digest,
        "root": root.id().to_string(),
        "key": key.to_string(),
    }))
}

fn read(path: &Path) -> Result<String, OfficeError> {
    let text = fs::read_to_string(path).map_err(OfficeError::file(path))?;
    Ok(text.trim_end().to_owned())
}

fn refused(error: &ProofError) -> OfficeError {
    OfficeError::Integrity(refusal::sentence(error.code()))
}
