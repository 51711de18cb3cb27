//! What happened to the list, for programs that follow it: as Atom and as JSON Feed.
//!
//! Every event is an entry; none is ever changed, so the entries in order are the list's history,
//! removals included. Their ids follow from the trust root and the event's name alone: they are
//! the same wherever the site lives.

pub(crate) mod atom;
pub(crate) mod json;

use kecuali_encoding::Frame;
use kecuali_trust::RootId;

use super::event_view::EventView;

/// The permanent id of something in a feed: a UUID made from its name (version 8).
fn id(root: &RootId, name: &str) -> String {
    let digest = Frame::new("kecuali/1/feed").bytes(root.as_ref()).text(name).digest();
    let mut hex: Vec<char> = digest.to_string().chars().take(32).collect();
    if let [.., variant] = hex.get_mut(..17).unwrap_or_default() {
        *variant = 'a';
    }
    if let [.., version] = hex.get_mut(..13).unwrap_or_default() {
        *version = '8';
    }
    for at in [20, 16, 12, 8] {
        hex.insert(at, '-');
    }
    format!("urn:uuid:{}", hex.into_iter().collect::<String>())
}

/// The beginning of a day in Jakarta; the register knows no hours.
fn moment(day_code: &str) -> String {
    format!("{day_code}T00:00:00+07:00")
}

fn title(event: &EventView) -> String {
    format!("{}: {}", event.kind_text, event.title())
}

fn summary(event: &EventView) -> String {
    let lines = [
        Some(event.office.name.clone()),
        event.decision.clone(),
        event.period.as_ref().map(|period| super::words::period(period)),
        event.reason.map(super::words::because),
        event.revoked_by.clone(),
        event.reason_text.clone(),
    ];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use kecuali_trust::{RootFile, SigningKey};

    use super::*;

    #[test]
    fn an_id_is_a_uuid_of_its_own() {
        let root = RootFile::first([SigningKey::from_bytes(&[1; 32]).public()]).unwrap().id();
        let ids = ["x.1", "x.2"].map(|name| id(&root, name));
        assert_ne!(ids[0], ids[1]);
        for id in &ids {
            let parts: Vec<_> = id.trim_start_matches("urn:uuid:").split('-').collect();
            assert_eq!(parts.iter().map(|part| part.len()).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
            assert!(parts[2].starts_with('8') && parts[3].starts_with('a'), "{id}");
        }
    }
}
