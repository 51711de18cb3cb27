//! What an office does with an entry that it has written.

use kecuali_domain::{
    DocumentId, Kind,
    act::{Act, Batch, Covers, Endorsement, ItemRef, Paper, Position, Submission},
};
use kecuali_encoding::Digest;
use kecuali_sync::{Composition, Desk, Saying};

use crate::{
    Done, corpus,
    country::{DAY, Seat},
    error::BenchError,
    peer::installation::Installation,
};

/// Records from paper that all who are asked endorse, and submits under an item: four acts for
/// each of so many entries, each signed by the office's person.
pub(super) fn submit(office: &Installation, seat: &Seat, entries: usize, under: ItemRef) -> Done {
    for index in 0..entries {
        let document = corpus::document(&seat.office, index);
        office.at_desk(|desk| {
            for position in Position::ALL {
                say(desk, seat, document, |covers| Act::Endorse(endorsement(covers, position)))?;
            }
            say(desk, seat, document, |covers| {
                let (under, batch) = (Some(under), Some(batch()));
                Act::Submit(Submission { covers, under, batch })
            })
        })?;
    }
    Ok(())
}

fn say(
    desk: &mut Desk,
    seat: &Seat,
    document: DocumentId,
    act: impl FnOnce(Covers) -> Act,
) -> Done {
    let scope = seat.scope();
    let shown = desk.document(&scope, document)?;
    let covers = shown.ok_or_else(|| BenchError::odd("it is not written yet"))?.version();
    let composition = Composition {
        scope: &scope,
        document,
        kind: Kind::Entry,
        say: Saying::Act(&act(covers)),
        deps: None,
        time: 1_790_000_100_000,
        rows: None,
        unchecked: false,
    };
    desk.compose(&seat.person, &composition)?;
    Ok(())
}

fn endorsement(covers: Covers, position: Position) -> Endorsement {
    let paper = Paper {
        letter: "12/ORT.06/3604/2026".to_owned(),
        day: DAY.parse().expect("a day is written as 2026-11-23"),
        scan: Some(Digest::of(position.as_str().as_bytes())),
    };
    let (note, recorded, batch) = (None, Some(paper), Some(batch()));
    Endorsement { covers, position, note, recorded, batch }
}

fn batch() -> Batch {
    let (letter, title) = ("12/ORT.06/3604/2026", "Usulan pengecualian informasi");
    Batch {
        id: "8c1f6a3c0b5e4d7f9a2b4c6d8e0f1a3b".to_owned(),
        letter: Some(letter.to_owned()),
        title: Some(title.to_owned()),
    }
}
