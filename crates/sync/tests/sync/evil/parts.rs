//! Lies about order, place and checkpoint.

use kecuali_domain::Scope;
use kecuali_encoding::Digest;
use kecuali_ledger::{Point, log_start};
use kecuali_protocol::sync::{Cursor, Have, LogPart, MemberPart, Refusal, SyncResponse};
use kecuali_sync::TakeError;
use kecuali_testkit::cast;

use super::{Asked, MEMBERS, asked, honest, office_alarm, told};
use crate::town::office;

type Lie = fn(&mut Vec<MemberPart>);

fn judged(member: &mut MemberPart) -> &mut u64 {
    match member {
        MemberPart::Record { judged, .. }
        | MemberPart::Yours { judged, .. }
        | MemberPart::Mark { judged, .. } => judged,
    }
}

#[test]
fn the_honest_answer_raises_no_alarm() {
    assert!(told(|_| {}).is_empty());
}

#[test]
fn members_in_another_order_or_number_do_not_come_to_the_checkpoint() {
    let lies: [(&str, Lie); 5] = [
        ("swapped", |members| members.swap(1, 2)),
        ("the first left out", |members| drop(members.remove(0))),
        ("one in the middle left out", |members| drop(members.remove(2))),
        ("the last left out", |members| drop(members.pop())),
        ("one twice", |members| members.insert(1, members[0].clone())),
    ];
    for (lie, tell) in lies {
        let code = office_alarm(|asked| tell(&mut asked.office().members));
        assert_eq!(code, "part_checkpoint", "{lie}");
    }
}

#[test]
fn no_checkpoint_no_members() {
    assert_eq!(office_alarm(|asked| asked.office().checkpoint = None), "part_checkpoint");
    let national = told(|asked| asked.national().checkpoint = None);
    assert_eq!(national[0], ("national".to_owned(), "part_checkpoint"));
}

#[test]
fn a_checkpoint_by_a_key_that_is_no_log_key_closes_nothing() {
    for by in [cast::STRANGER, cast::NATIONAL_ADMIN, cast::OFFICE_PC, cast::ROOT] {
        let code = office_alarm(|asked| asked.close_with(1, &by));
        assert_eq!(code, "part_checkpoint", "{}", by.name);
        for part in [0, 1] {
            let mut asked = asked();
            let before = asked.budi.picture();
            asked.close_with(part, &by);
            asked.answer.parts.swap(0, part);
            asked.answer.parts.truncate(1);
            // Without the national part the office's is judged beyond what is here, if it is read.
            let received = asked.budi.receive(&asked.request, &asked.answer);
            assert_eq!(received.alarms.len(), 1);
            assert_eq!(received.arrived, 0);
            assert_eq!(asked.budi.picture(), before, "nothing of it was taken");
            honest(&mut asked.budi, &mut asked.server);
        }
    }
}

#[test]
fn a_checkpoint_of_another_log_or_point_closes_nothing() {
    let of_national = |asked: &mut Asked| {
        let checkpoint = asked.national().checkpoint.clone();
        asked.office().checkpoint = checkpoint;
    };
    assert_eq!(office_alarm(of_national), "part_checkpoint");
    let elsewhere = |asked: &mut Asked| {
        let at = Point { position: asked.end(&office()) + MEMBERS, digest: Digest([7; 32]) };
        asked.answer.parts[1].checkpoint = Some(asked.checkpoint(1, at, &cast::LOG));
    };
    assert_eq!(office_alarm(elsewhere), "part_checkpoint");
}

#[test]
fn a_part_that_does_not_follow_is_misplaced() {
    assert_eq!(office_alarm(|asked| asked.office().after += 1), "part_misplaced");
    assert_eq!(office_alarm(|asked| asked.office().after = 0), "part_misplaced");
    let again = told(|asked| {
        let twice = asked.office().clone();
        asked.answer.parts.push(twice);
    });
    assert_eq!(again, [("office/3604".to_owned(), "part_misplaced")]);
    let nowhere = told(|asked| {
        let part = LogPart { log: "kantor".to_owned(), ..asked.national().clone() };
        asked.answer.parts.push(part);
    });
    assert_eq!(nowhere[0].1, "part_misplaced");
}

#[test]
fn judged_at_cannot_be_lowered_nor_lie_beyond_what_is_here() {
    let lowered = |asked: &mut Asked| *judged(&mut asked.office().members[0]) -= 1;
    assert_eq!(office_alarm(lowered), "part_checkpoint");
    let lowered_and_signed = |asked: &mut Asked| {
        *judged(&mut asked.office().members[2]) -= 1;
        asked.close_office();
    };
    assert_eq!(office_alarm(lowered_and_signed), "part_judged");
    let first_and_signed = |asked: &mut Asked| {
        *judged(&mut asked.office().members[0]) = 1;
        asked.close_office();
    };
    assert_eq!(office_alarm(first_and_signed), "part_judged");
    let beyond = |asked: &mut Asked| *judged(&mut asked.office().members[4]) += 1;
    assert_eq!(office_alarm(beyond), "part_judged");
    let without = told(|asked| drop(asked.answer.parts.remove(0)));
    assert_eq!(without, [("office/3604".to_owned(), "part_judged")], "national was held back");
}

#[test]
fn a_stamp_for_something_else_than_was_sent_stamps_nothing() {
    let mut asked = asked();
    let own = asked.budi.draft(&cast::PPID, &[("information", "Milik Budi")]);
    asked.request = asked.budi.desk.request();
    let judged = asked.server.book.national().head().position;
    asked.office().members[1] = MemberPart::Yours { index: 0, judged };
    let received = asked.budi.receive(&asked.request, &asked.answer);
    assert_eq!(received.alarms[0].code(), "part_checkpoint");
    assert_eq!(received.stamped, 0);
    assert_eq!(asked.budi.ready_to_go().len(), 1);
    honest(&mut asked.budi, &mut asked.server);
    assert!(asked.budi.desk.logged(&own.scope, own.id).unwrap().is_some());
}

#[test]
fn a_record_both_refused_and_stamped_stands_and_is_not_parked() {
    let mut asked = asked();
    asked.budi.draft(&cast::PPID, &[("information", "Milik Budi")]);
    let request = asked.budi.desk.request();
    let mut answer = asked.server.sync(asked.budi.installation, &request).unwrap();
    let (code, sentence) = ("not_allowed".to_owned(), "tidak".to_owned());
    answer.refusals.push(Refusal { index: 0, code, sentence, retry: false });
    let received = asked.budi.receive(&request, &answer);
    assert_eq!((received.stamped, received.refused.len()), (1, 0));
    assert!(asked.budi.desk.waiting().is_empty());
    honest(&mut asked.budi, &mut asked.server);
}

#[test]
fn more_without_anything_and_unknown_without_end_do_not_keep_a_replica_busy() {
    let mut asked = asked();
    let empty = SyncResponse { more: true, ..SyncResponse::default() };
    assert!(!asked.budi.receive(&asked.request, &empty).more);
    let unknown = SyncResponse { vector_unknown: true, ..SyncResponse::default() };
    assert!(matches!(asked.request.have, Have::Vector(_)));
    assert!(!asked.budi.receive(&asked.request, &unknown).more);

    asked.office().checkpoint = None;
    asked.answer.more = true;
    asked.answer.parts.remove(0);
    assert!(!asked.budi.receive(&asked.request, &asked.answer).more, "nothing of it was taken");
    honest(&mut asked.budi, &mut asked.server);
}

#[test]
fn an_empty_part_with_a_bad_checkpoint_leaves_the_good_one_kept() {
    let mut asked = asked();
    asked.budi.sync(&mut asked.server);
    let kept = |asked: &Asked| {
        let store = asked.budi.desk.book().store();
        store.value("checkpoint/office/3604").unwrap().unwrap()
    };
    let good = kept(&asked);
    asked.answer.parts.remove(0);
    let head = asked.budi.desk.book().head(&office());
    asked.answer.parts[0].after = head.position;
    asked.answer.parts[0].members.clear();
    let bad = asked.checkpoint(0, head, &cast::STRANGER);
    asked.answer.parts[0].checkpoint = Some(bad);
    let received = asked.budi.receive(&asked.request, &asked.answer);
    assert_eq!(received.alarms[0].code(), "part_checkpoint");
    assert_eq!(kept(&asked), good);
    assert_eq!(asked.budi.desk.book().logs(), [Scope::National, office()]);
}

#[test]
fn a_server_that_asks_for_what_it_has_shown_otherwise_is_told_of_and_work_goes_on() {
    let cases = [
        (1, [9; 32], vec!["fork"]),
        (u64::MAX, [9; 32], vec!["fork"]),
        (0, log_start(&crate::town::root().id(), &office()).digest.0, vec![]),
    ];
    for (position, digest, expected) in cases {
        let mut asked = asked();
        asked.budi.draft(&cast::PPID, &[("information", "menunggu")]);
        asked.answer.asked = Some(vec![Cursor { log: "office/3604".to_owned(), position, digest }]);
        asked.answer.parts.clear();
        let received = asked.budi.receive(&asked.request, &asked.answer);
        let codes: Vec<_> = received.alarms.iter().map(TakeError::code).collect();
        assert_eq!(codes, expected, "{position}");
        // What it asks for truly is given once, and then work goes out again.
        let request = asked.budi.desk.request();
        assert_eq!(request.given.is_some(), expected.is_empty());
        let received = asked.budi.receive(&request, &asked.answer);
        assert!(!received.more && !received.alarms.is_empty());
        assert_eq!(asked.budi.desk.request().push.len(), 1);
        honest(&mut asked.budi, &mut asked.server);
    }
}
