//! What an exchange came to, as it is told on a page.

use kecuali_domain::Kind;

use super::refusal;
use crate::office::{exchange::Synced, waiting::WaitingDocument};

/// What a document is of which something waits.
pub(crate) const fn waiting_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Entry => "Entri",
        Kind::DraftDetermination => "Konsep keputusan",
        Kind::Determination => "Keputusan",
        Kind::Policy => "Kebijakan",
        Kind::Roster => "Wewenang kunci",
    }
}

/// So many documents are named.
const MOST: usize = 12;

/// In words: first what happened as a whole, then to what.
pub(crate) fn told(
    synced: &Synced,
    before: &[WaitingDocument],
    after: &[WaitingDocument],
) -> String {
    let mut lines = vec![whole(synced)];
    let mut outcomes: Vec<String> = before.iter().filter_map(|was| outcome(was, after)).collect();
    let more = outcomes.len().saturating_sub(MOST);
    outcomes.truncate(MOST);
    lines.extend(outcomes);
    if more > 0 {
        lines.push(format!("Dan {more} lagi."));
    }
    lines.extend(synced.notice.as_ref().map(|code| refusal::sentence(code)));
    lines.join("\n")
}

fn whole(synced: &Synced) -> String {
    let parts = [
        (synced.received, "perubahan dari sini diterima nasional"),
        (synced.arrived, "catatan baru datang"),
        (synced.sealed, "pekerjaan ditandatangani karena wewenangnya sudah ada"),
        (synced.locked, "pekerjaan menunggu frasa sandi penanda tangannya"),
        (synced.refused.iter().filter(|one| !one.retry).count(), "perubahan ditolak"),
    ];
    let said: Vec<String> = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    if said.is_empty() {
        "Server menjawab; tidak ada yang baru di kedua pihak.".to_owned()
    } else {
        format!("Server menjawab: {}.", said.join(", "))
    }
}

/// What became of a document of which something waited; nothing where all of it was refused before.
fn outcome(was: &WaitingDocument, after: &[WaitingDocument]) -> Option<String> {
    let changes = |one: &WaitingDocument| one.done.iter().map(|(_, count)| count).sum::<usize>();
    if was.parked == changes(was) {
        return None;
    }
    let now = after.iter().find(|one| one.document == was.document);
    let what = match now {
        None => "diterima nasional",
        Some(now) if now.parked > was.parked => "ditolak, lihat Tertahan",
        Some(now) if now.unsealed > 0 => "menunggu wewenang",
        Some(now) if changes(now) < changes(was) => "sebagian diterima",
        Some(_) => "masih menunggu",
    };
    Some(format!("{} {}: {what}", was.kind, was.document))
}
