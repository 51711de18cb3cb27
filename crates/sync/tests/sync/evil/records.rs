//! Members that nobody was allowed to write, in chains that hold.

use kecuali_domain::Scope;
use kecuali_ledger::DayMark;
use kecuali_protocol::sync::MemberPart;
use kecuali_sync::{TakeError, write_mark};
use kecuali_testkit::{Actor, cast, sample};

use super::{Asked, MEMBERS, asked, honest};
use crate::town::{OTHER_PC, Pc, elsewhere, office};

/// Budi takes a chain in which this member stands after two honest ones; both are kept, and the
/// code of the refusal comes back.
fn inserted(member: impl FnOnce(&mut Asked) -> MemberPart) -> &'static str {
    inserted_after(2, member)
}

fn inserted_after(
    honest_ones: usize,
    member: impl FnOnce(&mut Asked) -> MemberPart,
) -> &'static str {
    let mut asked = asked();
    let kept = asked.end(&office()) + u64::try_from(honest_ones).unwrap();
    let member = member(&mut asked);
    asked.office().members.insert(honest_ones, member);
    asked.close_office();
    let received = asked.budi.receive(&asked.request, &asked.answer);
    let [TakeError::Unauthorised { log, position, code, .. }] = received.alarms.as_slice() else {
        panic!("one alarm: {:?}", received.alarms);
    };
    assert_eq!((log.as_str(), *position), ("office/3604", kept + 1));
    assert_eq!(received.alarms[0].code(), "log_unauthorised");
    assert_eq!(asked.end(&office()), kept, "the log stops before it");
    let national = asked.server.book.national().head();
    assert_eq!(asked.budi.desk.book().national().head(), national);
    assert_eq!(asked.end(&elsewhere()), 0);
    let again = asked.budi.receive(&asked.request, &asked.answer);
    assert!(!again.alarms.is_empty() && !again.more, "it stays stopped, and says so");
    let code = *code;
    honest(&mut asked.budi, &mut asked.server);
    code
}

#[test]
fn a_record_that_was_changed_is_not_one_or_not_that_one() {
    for bit in 0..8 {
        let mut asked = asked();
        let MemberPart::Record { record, .. } = &mut asked.office().members[2] else { panic!() };
        let place = record.len() * (bit + 1) / 9;
        record[place] ^= 1 << bit;
        let before = asked.budi.picture();
        asked.answer.parts.remove(0);
        let received = asked.budi.receive(&asked.request, &asked.answer);
        assert_eq!(received.alarms.len(), 1);
        assert_eq!(asked.budi.picture(), before);
        honest(&mut asked.budi, &mut asked.server);
    }
}

#[test]
fn a_signer_without_any_grant_is_not_taken() {
    let code = inserted(|asked| {
        let root = asked.server.book.national().root_id();
        asked.signed(&cast::STRANGER, root, &asked.entry)
    });
    assert_eq!(code, "grant_absent");
}

#[test]
fn a_signer_by_anothers_grant_is_not_taken() {
    let code = inserted(|asked| {
        let national = asked.server.book.national().now();
        let (grant, _) = national.standing(cast::PPID.id(), "office/3604").unwrap().remove(0);
        asked.signed(&cast::STRANGER, grant, &asked.entry)
    });
    assert_eq!(code, "grant_mismatch");
}

#[test]
fn a_decision_by_an_office_key_is_not_taken() {
    let code = inserted_after(usize::try_from(MEMBERS).unwrap(), |asked| {
        let issues = asked.server.book.national().determinations();
        let item = kecuali_domain::act::ItemRef { issue: issues[0].change, item: 1 };
        let entry = asked.entry.clone();
        let (act, rows) = asked.siti.determining(&entry, item);
        asked.siti.forge(&cast::PPID, &entry, &act, Some(&rows));
        let pushed = asked.siti.desk.request().push.remove(0);
        let judged = asked.server.book.national().head().position;
        MemberPart::Record { record: pushed.record, judged, attachment: pushed.attachment }
    });
    assert_eq!(code, "wrong_office");
}

#[test]
fn a_record_that_stands_there_already_is_not_taken_again() {
    let code = inserted(|asked| asked.office().members[1].clone());
    assert_eq!(code, "record_twice");
}

#[test]
fn a_record_of_another_log_is_not_taken_into_this_one_nor_into_its_own() {
    let code = inserted(|asked| {
        let mut far = Pc::ready(&OTHER_PC, &mut asked.server);
        far.draft(&cast::OTHER_PPID, sample::ENTRY);
        let record = far.desk.request().push.remove(0).record;
        let judged = asked.server.book.national().head().position;
        MemberPart::Record { record, judged, attachment: None }
    });
    assert_eq!(code, "record_elsewhere");
}

#[test]
fn a_mark_in_an_offices_log_is_not_taken_there_nor_into_the_national_one() {
    let code = inserted(|asked| day(asked, "2026-11-24", &cast::LOG));
    assert_eq!(code, "mark_place");
}

fn day(asked: &Asked, day: &str, by: &Actor) -> MemberPart {
    let national = asked.server.book.national();
    let head = national.head();
    let mark = DayMark::sign(day.parse().unwrap(), head, &national.root_id(), &by.key());
    MemberPart::Mark { mark: write_mark(&mark), judged: head.position }
}

#[test]
fn a_day_by_another_key_or_too_far_ahead_stops_the_national_log() {
    for (to, by, expected) in [
        ("2026-11-24", &cast::NATIONAL_ADMIN, "mark_key"),
        ("2027-11-24", &cast::LOG, "mark_step"),
        ("2026-11-22", &cast::LOG, "mark_step"),
    ] {
        let mut asked = asked();
        let mark = day(&asked, to, by);
        asked.national().members.push(mark);
        asked.close_with(0, &cast::LOG);
        let received = asked.budi.receive(&asked.request, &asked.answer);
        let [TakeError::Unauthorised { log, code, .. }] = received.alarms.as_slice() else {
            panic!("one alarm: {:?}", received.alarms);
        };
        assert_eq!((log.as_str(), *code), ("national", expected));
        let head = asked.server.book.national().head().position;
        assert_eq!(asked.end(&Scope::National), head, "what came before it was taken");
        honest(&mut asked.budi, &mut asked.server);
    }
}
