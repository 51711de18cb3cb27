//! The model's reading of an entry's status.

use kecuali_domain::{act::Position, fold::Finality, status::Status};

use super::{history::Deed, model::Past};

/// The first status of section 6 that applies, for the content that the entry has now.
pub(crate) fn status(past: Past<'_>, content: char, required: &[Position]) -> Status {
    let word = |position: &Position| past.word(content, *position);
    let endorsed = !required.is_empty() && required.iter().all(|p| word(p) == Some(true));
    let last = past.submissions().last();
    let open = past.submissions().filter(|s| past.is_open(*s)).last();
    let ended_by = |how: fn(Deed) -> bool| {
        last.is_some_and(|s| past.endings(s).any(|i| how(past.0[i].told.deed)))
    };
    let is_news = last.is_none_or(|s| past.content(s) != content);
    let was_opened = ended_by(|deed| deed == Deed::Open);
    let declined = required.iter().any(|p| word(p) == Some(false));
    let ladder = [
        (past.conclusion().is_some(), ended(past)),
        (past.sides() != 0, Status::Contesting),
        (past.decision().is_some(), determined(past, content)),
        (open.is_some_and(|s| past.waits_for_province(s)), Status::AtProvince),
        (open.is_some(), Status::AtNational),
        (endorsed && is_news, Status::Endorsed),
        (declined && (is_news || !was_opened), Status::Declined),
        (was_opened, Status::ConcludedOpen),
        (ended_by(|deed| matches!(deed, Deed::Withdraw(_))), Status::Withdrawn),
        (ended_by(|deed| matches!(deed, Deed::Return(_))), Status::Returned),
    ];
    ladder.into_iter().find_map(|(holds, status)| holds.then_some(status)).unwrap_or(Status::Draft)
}

fn ended(past: Past<'_>) -> Status {
    match past.conclusion() {
        Some((_, Finality::Revoked)) => Status::Revoked,
        Some((_, Finality::Opened)) => Status::Opened,
        Some((_, Finality::TakenDown)) => Status::TakenDown,
        None => Status::Draft,
    }
}

fn determined(past: Past<'_>, content: char) -> Status {
    let on = past.decision().and_then(|decision| past.0[decision].verdict.on);
    let current = on.is_some_and(|s| past.content(s) == content);
    if current { Status::Determined } else { Status::DeterminedEdited }
}
