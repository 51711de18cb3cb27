//! The memory that a whole hostile request costs the server program: a process of its own for
//! each, whose heap nothing has been through before.

use kecuali_domain::Kind;
use kecuali_encoding::Digest;
use kecuali_protocol::{
    frame, limits,
    sync::{Have, PushedRecord, SyncRequest, VERSION},
};
use kecuali_sync::{Composition, Saying, read_record, write_record};
use kecuali_testkit::weapons::{FIRST, FIRST_TIME, Target};
use reqwest::Method;
use tempfile::TempDir;

use super::super::{
    Target::{AtMost, None as Untold},
    block_on, http, process,
    program::Program,
    row,
};
use crate::{
    Done,
    country::{Country, Seat},
    error::BenchError,
    peer::installation::Installation,
};

/// Room in a body for what is not records.
const ROOM: usize = 4 << 10;

pub(super) fn measure(quick: bool, seat: &Seat, target: &Target) -> Done {
    let country = Country::found()?;
    let weapons = target.weapons();
    let weapons = if quick { &weapons[..2] } else { &weapons[..] };
    let costs = |body: &Body<'_>| block_on(cost(&country, seat, target, body));
    let mut worst: Option<(f64, &str)> = None;
    for weapon in weapons {
        let extra = costs(&Body::Weapon(&weapon.bytes))?;
        worst = worst.filter(|(most, _)| *most >= extra).or(Some((extra, weapon.name)));
    }
    if let Some((extra, name)) = worst {
        let what = format!("a push full of a weapon, the worst of {}: {name}", weapons.len());
        row("N-hostile", &what, extra, "MiB", AtMost(16.0))?;
    }
    for (name, body) in bodies() {
        let what = format!("a request: {name}");
        row("N-hostile", &what, costs(&Body::Raw(&body))?, "MiB", AtMost(16.0))?;
    }
    let honest = costs(&Body::Honest)?;
    row("N-hostile", "an honest push as full, for comparison", honest, "MiB", Untold)
}

/// What is sent.
enum Body<'a> {
    /// As many records with this in the place of their change as fit.
    Weapon(&'a [u8]),
    /// As many honest records as fit.
    Honest,
    /// Whatever it is.
    Raw(&'a [u8]),
}

/// Bodies that are refused while they are read, or have nothing in them that is a record.
fn bodies() -> [(&'static str, Vec<u8>); 4] {
    let junk = |records: usize, bytes: usize| {
        request(vec![PushedRecord { record: vec![0x61; bytes], attachment: None }; records])
    };
    let many = junk(limits::ITEMS / 2 - 8, 2 * limits::BODY / limits::ITEMS - 8);
    let long = junk(limits::PUSH_RECORDS, limits::BODY / limits::PUSH_RECORDS - 16);
    [
        ("as many items as there may be", many),
        ("as long as it may be", long),
        ("zeros", vec![0; limits::BODY]),
        ("deep nesting", vec![0x81; limits::BODY]),
    ]
}

/// MiB that the server takes for one request on top of what it had.
async fn cost(
    country: &Country,
    seat: &Seat,
    target: &Target,
    body: &Body<'_>,
) -> Result<f64, BenchError> {
    let folder = TempDir::new()?;
    let server = Program::start(&folder.path().join("server"), country)?;
    let office = Installation::new(&folder.path().join("office"), Seat::of_office(0)?, country)?;
    office.connect(http()?, server.port)?;
    compose(&office, seat, target, &content(FIRST))?;
    office.exchange().await?;
    let body = match body {
        Body::Raw(body) => body.to_vec(),
        Body::Weapon(weapon) => request(full_of(&office, seat, target, Some(weapon))?),
        Body::Honest => request(full_of(&office, seat, target, None)?),
    };
    let before = process::resident(&server.id());
    let before = before.filter(|_| process::reset_peak(&server.id()));
    // How it is refused is the tests' business.
    drop(office.line()?.ask(Method::POST, "/sync", frame::wrap(&body)).await);
    let peak = process::peak(&server.id());
    before
        .zip(peak)
        .map(|(from, to)| (to - from).max(0.0))
        .ok_or_else(|| BenchError::odd("the kernel does not say how much memory the server has"))
}

/// A push of one record, again and again: with a weapon for its change, or as it is.
fn full_of(
    office: &Installation,
    seat: &Seat,
    target: &Target,
    weapon: Option<&[u8]>,
) -> Result<Vec<PushedRecord>, BenchError> {
    let value = "x".repeat(900);
    compose(office, seat, target, &content(&[("description", &value)]))?;
    let mut push = office.pending()?;
    let one = push.pop().ok_or_else(|| BenchError::odd("nothing waits"))?;
    let mut record =
        read_record(&one.record).map_err(|error| BenchError::odd(error.to_string()))?;
    if let Some(weapon) = weapon {
        record.sealed.change = Digest::of(weapon.get(8..).unwrap_or_default());
        let root = office.at_desk(|desk| Ok(desk.national().root_id()))?;
        record = record.sealed.sign(weapon.to_vec(), &root, &seat.person);
    }
    let one = PushedRecord { record: write_record(&record), attachment: None };
    let fit = (limits::BODY - ROOM) / (one.record.len() + 8);
    Ok(vec![one; fit.clamp(1, limits::PUSH_RECORDS)])
}

fn compose(
    office: &Installation,
    seat: &Seat,
    target: &Target,
    content: &[(String, String)],
) -> Done {
    let composition = Composition {
        scope: &seat.scope(),
        document: target.history.document(),
        kind: Kind::Entry,
        say: Saying::Content(content),
        deps: None,
        time: FIRST_TIME,
        rows: None,
        unchecked: false,
    };
    office.at_desk(|desk| Ok(desk.compose(&seat.person, &composition)?)).map(drop)
}

fn content(puts: &[(&str, &str)]) -> Vec<(String, String)> {
    puts.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

fn request(push: Vec<PushedRecord>) -> Vec<u8> {
    let have = Have::Vector(Vec::new());
    SyncRequest { version: VERSION, have, push, want_bytes: 0, given: None }.to_bytes()
}
