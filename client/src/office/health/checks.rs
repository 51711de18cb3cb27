//! How each thing is judged. All that is measured is an argument.

use std::path::Path;

use kecuali_domain::Day;

use super::{
    Asked, Check, Light,
    probe::{Port, Written},
};
use crate::{
    catalogue::health::{self as words, Words},
    error::OfficeError,
    office::copies::Copies,
};

const MIB: u64 = 1 << 20;
const MINUTE: u64 = 60_000;
const DAY: u64 = 86_400_000;

/// The server's time and this machine's may differ by so much.
const SKEW: u64 = 15 * MINUTE;

/// A small file that takes longer is what people feel at every entry. An old disk that turns needs a
/// tenth of it.
const SLOW: u64 = 1_000;

fn check(id: &'static str, light: Light, (label, sentence, next): Words) -> Check {
    let next = (light != Light::Green).then(|| next.to_owned());
    Check { id, label, light, here: sentence.clone(), sentence, next }
}

/// The worst that is true; green where nothing is.
fn worst(red: bool, yellow: bool) -> Light {
    match (red, yellow) {
        (true, _) => Light::Red,
        (false, true) => Light::Yellow,
        (false, false) => Light::Green,
    }
}

pub(super) fn program(store: u32) -> Check {
    check("program", Light::Green, words::program(env!("CARGO_PKG_VERSION"), store))
}

/// A folder beside the program is used before the user's own place: who did not lay it there is to see
/// it.
pub(super) fn place(folder: &Path, is_beside: bool) -> Check {
    check("place", Light::Green, words::place(folder, is_beside))
}

pub(super) fn disk(free: Option<u64>) -> Check {
    let below = |limit| free.is_some_and(|free| free < limit * MIB);
    check("disk", worst(below(100), free.is_none() || below(1024)), words::disk(free))
}

pub(super) fn writing(written: &Written) -> Check {
    let light = match written {
        Written::Within(time) => worst(false, *time > SLOW),
        // What a person signs or types now may meet the same.
        Written::Refused(_) | Written::Held => Light::Red,
    };
    check("writing", light, words::writing(written, light))
}

/// SQLite takes back what is in its write-ahead log, unless someone reads on for very long.
pub(super) fn wal(bytes: u64) -> Check {
    check("wal", worst(bytes > 1024 * MIB, bytes > 64 * MIB), words::wal(bytes))
}

pub(super) fn private(open: &[String]) -> Check {
    check("private", worst(!open.is_empty(), false), words::private(open))
}

/// The pages go elsewhere by themselves; only bookmarks are lost.
pub(super) fn port(port: &Port) -> Check {
    let light = match port {
        Port::Never | Port::Free(_) | Port::Ours(_) => Light::Green,
        Port::Taken(_) | Port::Refused(..) => Light::Yellow,
    };
    check("port", light, words::port(port))
}

/// The clock decides nothing, but people read times, and a day that is over ends what may be
/// signed.
pub(super) fn clock(
    now: u64,
    own: Day,
    log: Option<Day>,
    newest: Option<u64>,
    server: Option<u64>,
) -> Check {
    let behind = log.is_some_and(|log| log > own);
    let turned_back = newest.is_some_and(|newest| newest > now + SKEW);
    let skew = server.map(|server| server.abs_diff(now));
    let by = |limit| skew.is_some_and(|skew| skew > limit);
    let light = worst(by(DAY), behind || turned_back || by(SKEW));
    check("clock", light, words::clock(own, log, turned_back, skew))
}

pub(super) fn store(sound: Option<bool>) -> Check {
    check("store", worst(sound == Some(false), sound.is_none()), words::store(sound))
}

pub(super) fn closed(why: &OfficeError) -> Check {
    check("store", Light::Red, words::closed(why))
}

pub(super) fn keys(missing: &[String]) -> Check {
    check("keys", worst(!missing.is_empty(), false), words::keys(missing))
}

pub(super) fn sealed(open: &[String]) -> Check {
    check("sealed", worst(false, !open.is_empty()), words::sealed(open))
}

pub(super) fn grants(without: &[String]) -> Check {
    check("grants", worst(false, !without.is_empty()), words::grants(without))
}

/// Where copies are made by themselves, one is missed after two days; the stick is then away, or
/// full.
pub(super) fn backup(last: Option<u64>, now: u64, copies: Option<&Copies>) -> Check {
    let days = last.map(|last| now.saturating_sub(last) / DAY);
    let hindered = copies.is_some_and(|copies| !copies.is_there || copies.failed.is_some());
    let most = if copies.is_some() { 2 } else { 7 };
    let light =
        worst(days.is_some_and(|days| days > 30), hindered || days.is_none_or(|days| days > most));
    check("backup", light, words::backup(days, copies))
}

pub(super) fn sync(last: Option<u64>, now: u64, server: bool) -> Check {
    let days = last.map(|last| now.saturating_sub(last) / DAY);
    let light = worst(days.is_some_and(|days| days > 30), days.is_none_or(|days| days > 7));
    check("sync", light, words::sync(days, server))
}

pub(super) fn waiting(ready: usize, unsealed: usize, locked: usize) -> Check {
    let light = worst(false, ready + unsealed + locked > 0);
    check("waiting", light, words::waiting(ready, unsealed, locked))
}

pub(super) fn parked(count: usize) -> Check {
    check("parked", worst(count > 0, false), words::parked(count))
}

pub(super) fn server(asked: &Asked) -> Check {
    let light = match asked {
        Ok(seen) => worst(false, !seen.answers),
        Err(_) => Light::Red,
    };
    check("server", light, words::server(asked))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: u64 = 1_795_410_000_000;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// Each judgment on both sides of its limits, and a next step wherever something is wrong.
    #[test]
    fn each_thing_turns_yellow_and_red_where_it_should() {
        use Light::{Green, Red, Yellow};
        let names = ["siti".to_owned()];
        let refused = || Err(OfficeError::from(crate::remote::RemoteError::NoServer));
        let seen = |answers| Ok(crate::remote::Seen { answers, time: None });
        let clock_at = |log: &str, newest, server| {
            let own = day("2026-11-23");
            clock(NOW, own, Some(day(log)), newest, server)
        };
        for (check, light) in [
            (program(1), Green),
            (disk(Some(2 << 30)), Green),
            (disk(Some(500 * MIB)), Yellow),
            (disk(None), Yellow),
            (disk(Some(99 * MIB)), Red),
            (wal(64 * MIB), Green),
            (wal(65 * MIB), Yellow),
            (wal(1025 * MIB), Red),
            (private(&[]), Green),
            (private(&names), Red),
            (clock_at("2026-11-23", Some(NOW), Some(NOW - SKEW)), Green),
            (clock_at("2026-11-20", None, None), Green),
            (clock_at("2026-11-24", None, None), Yellow),
            (clock_at("2026-11-23", Some(NOW + SKEW + 1), None), Yellow),
            (clock_at("2026-11-23", None, Some(NOW + SKEW + 1)), Yellow),
            (clock_at("2026-11-23", None, Some(NOW - DAY - 1)), Red),
            (store(Some(true)), Green),
            (store(None), Yellow),
            (store(Some(false)), Red),
            (closed(&OfficeError::WrongRoot), Red),
            (keys(&[]), Green),
            (keys(&names), Red),
            (sealed(&[]), Green),
            (sealed(&names), Yellow),
            (grants(&[]), Green),
            (grants(&names), Yellow),
            (backup(Some(NOW - 7 * DAY), NOW, None), Green),
            (backup(Some(NOW - 8 * DAY), NOW, None), Yellow),
            (backup(None, NOW, None), Yellow),
            (backup(Some(NOW - 31 * DAY), NOW, None), Red),
            (backup(Some(NOW + DAY), NOW, None), Green),
            (sync(Some(NOW - 7 * DAY), NOW, true), Green),
            (sync(Some(NOW - 8 * DAY), NOW, true), Yellow),
            (sync(None, NOW, false), Yellow),
            (sync(Some(NOW - 31 * DAY), NOW, true), Red),
            (waiting(0, 0, 0), Green),
            (waiting(1, 0, 0), Yellow),
            (waiting(0, 1, 0), Yellow),
            (waiting(0, 0, 1), Yellow),
            (parked(0), Green),
            (parked(1), Red),
            (server(&seen(true)), Green),
            (server(&seen(false)), Yellow),
            (server(&refused()), Red),
        ] {
            assert_eq!(check.light, light, "{check:?}");
            assert_eq!(check.next.is_some(), light != Green, "{check:?}");
            assert!(!check.sentence.is_empty() && !check.label.is_empty());
        }
    }

    #[test]
    fn what_was_tried_out_is_judged_too() {
        use Light::{Green, Red, Yellow};
        let full = || std::io::ErrorKind::StorageFull.into();
        for (check, light) in [
            (writing(&Written::Within(SLOW)), Green),
            (writing(&Written::Within(SLOW + 1)), Yellow),
            (writing(&Written::Held), Red),
            (writing(&Written::Refused(full())), Red),
            (port(&Port::Never), Green),
            (port(&Port::Free(8)), Green),
            (port(&Port::Ours(8)), Green),
            (port(&Port::Taken(8)), Yellow),
            (port(&Port::Refused(8, full())), Yellow),
        ] {
            assert_eq!(check.light, light, "{check:?}");
            assert_eq!(check.next.is_some(), light != Green, "{check:?}");
        }
    }

    #[test]
    fn where_copies_make_themselves_one_is_missed_after_two_days() {
        use Light::{Green, Red, Yellow};
        let copies = |is_there, failed: Option<&str>| Copies {
            folder: "usb".into(),
            is_there,
            days: std::collections::BTreeSet::new(),
            failed: failed.map(str::to_owned),
        };
        for (check, light) in [
            (backup(Some(NOW - 2 * DAY), NOW, Some(&copies(true, None))), Green),
            (backup(Some(NOW - 3 * DAY), NOW, Some(&copies(true, None))), Yellow),
            (backup(Some(NOW), NOW, Some(&copies(false, None))), Yellow),
            (backup(Some(NOW), NOW, Some(&copies(true, Some("file")))), Yellow),
            (backup(Some(NOW - 31 * DAY), NOW, Some(&copies(false, None))), Red),
        ] {
            assert_eq!(check.light, light, "{check:?}");
            assert_eq!(check.next.is_some(), light != Green, "{check:?}");
        }
    }
}
