//! A server that comes back from a backup: what returns, what cannot, and who is told.

use kecuali_protocol::{
    limits,
    sync::{LogPart, MemberPart, PushedRecord, SyncRequest, SyncResponse},
};
use kecuali_storage::{Append, Commit, LogHead, MemoryStore, Store};
use kecuali_sync::WaitingState;
use kecuali_testkit::{cast, sample};

use crate::{
    limits::large,
    town::{NATIONAL_PC_2, OFFICE_PC_2, OTHER_PC, Pc, Server, Synced, elsewhere, office, server},
};

fn codes(synced: &Synced) -> Vec<(&'static str, String)> {
    synced.alarms.iter().map(|alarm| (alarm.code(), alarm.to_string())).collect()
}

#[test]
fn several_mebibytes_of_ones_own_work_come_back_to_a_restored_server() {
    let mut server = server();
    let mut siti = Pc::ready(&cast::OFFICE_PC, &mut server);
    let backup = server.backup();
    large(&mut siti, &cast::PPID, 12, &mut server);
    let all = server.picture();

    server.restore(&backup);
    let synced = siti.sync(&mut server);
    assert!(synced.alarms.is_empty() && !server.is_healing, "{synced:?}");
    assert!(synced.rounds > 4, "no request carries it all: {}", synced.rounds);
    server.picture().is_that_of(&all, "the restored server");
}

#[test]
fn one_who_only_read_them_gives_back_the_logs_of_all_offices() {
    let mut server = server();
    let mut siti = Pc::ready(&cast::OFFICE_PC, &mut server);
    let mut far = Pc::ready(&OTHER_PC, &mut server);
    let mut jakarta = Pc::ready(&cast::NATIONAL_PC, &mut server);
    let backup = server.backup();
    jakarta.issue(&cast::ISSUER, "731");
    jakarta.sync(&mut server);
    large(&mut siti, &cast::PPID, 6, &mut server);
    large(&mut far, &cast::OTHER_PPID, 6, &mut server);
    jakarta.sync(&mut server);
    let all = server.picture();

    server.restore(&backup);
    jakarta.restart();
    let synced = jakarta.sync(&mut server);
    assert!(synced.alarms.is_empty() && !server.is_healing, "{synced:?}");
    server.picture().is_that_of(&all, "the restored server");
    assert!(siti.sync(&mut server).is_quiet());
    assert!(far.sync(&mut server).is_quiet());
}

#[test]
fn what_came_by_bundle_is_given_back_like_any_other() {
    let mut server = server();
    let backup = server.backup();
    let mut siti = Pc::ready(&cast::OFFICE_PC, &mut server);
    large(&mut siti, &cast::PPID, 8, &mut server);
    let all = server.picture();

    let (book, mut room) = (siti.desk.book(), limits::BUNDLE / 2);
    let carried = book.logs().into_iter().map(|log| book.carried(&log, &mut room).unwrap());
    let parts: Vec<LogPart> = carried.flat_map(Option::unwrap).collect();
    let fits = |part: &LogPart| size(part) <= limits::SPAN;
    assert!(parts.len() > 3 && parts.iter().all(fits), "{}", parts.len());
    let mut budi = Pc::new(&OFFICE_PC_2);
    for part in parts {
        let answer = SyncResponse { parts: vec![part], ..SyncResponse::default() };
        assert!(budi.receive(&budi.desk.request(), &answer).alarms.is_empty());
    }
    assert_eq!(budi.picture(), siti.picture());
    assert_eq!(siti.desk.book().carried(&office(), &mut (1 << 20)).unwrap(), None, "no room");

    server.restore(&backup);
    let synced = budi.sync(&mut server);
    assert!(synced.alarms.is_empty() && !server.is_healing, "{synced:?}");
    server.picture().is_that_of(&all, "the restored server");
}

fn size(part: &LogPart) -> usize {
    let size = |member: &MemberPart| match member {
        MemberPart::Record { record, attachment, .. } => {
            record.len() + attachment.as_ref().map_or(0, Vec::len)
        }
        MemberPart::Mark { mark, .. } => mark.len(),
        MemberPart::Yours { .. } => 0,
    };
    part.members.iter().map(size).sum()
}

#[test]
fn a_push_of_nearly_a_whole_body_is_closed_in_parts_that_can_be_given_back() {
    let mut server = server();
    let mut siti = Pc::ready(&cast::OFFICE_PC, &mut server);
    let backup = server.backup();
    let request = full_push(&mut siti);
    let size: usize = request.push.iter().map(|pushed| pushed.record.len()).sum();
    assert!(size > limits::SPAN && request.to_bytes().len() <= limits::BODY, "{size}");
    let answer = server.sync(siti.installation, &request).unwrap();
    let parts = answer.parts.iter().filter(|part| part.log == "office/3604").count();
    assert_eq!(parts, 2, "only stamps travel, but a checkpoint closes what a request can carry");
    let received = siti.receive(&request, &answer);
    assert_eq!((received.stamped, received.alarms.len(), received.more), (4, 0, false));
    let all = server.picture();

    server.restore(&backup);
    siti.sync(&mut server);
    assert!(!server.is_healing);
    server.picture().is_that_of(&all, "the restored server");
}

/// Four entries in one request, all of which it can carry.
fn full_push(siti: &mut Pc) -> SyncRequest {
    let value = "x".repeat(16_000);
    let keys: Vec<String> = (0..29).map(|number| format!("field_{number}")).collect();
    let fields: Vec<(&str, &str)> = keys.iter().map(|key| (key.as_str(), &*value)).collect();
    for _ in 0..4 {
        siti.draft(&cast::PPID, &fields);
    }
    let pending = siti.desk.book().store().pending(None).unwrap();
    let push = pending.into_iter();
    let push = push.map(|one| PushedRecord { record: one.bytes, attachment: one.attachment });
    SyncRequest { push: push.collect(), want_bytes: u32::MAX, ..siti.desk.request() }
}

#[test]
fn a_log_that_had_not_begun_when_the_backup_was_made_comes_back_whole() {
    let mut server = server();
    let mut siti = Pc::ready(&cast::OFFICE_PC, &mut server);
    let mut jakarta = Pc::ready(&cast::NATIONAL_PC, &mut server);
    let national = server.book.store().members("national", 0, usize::MAX, usize::MAX).unwrap();
    let backup = MemoryStore::default();
    let after = LogHead { position: 0, digest: [0; 32] };
    let append = Append { log: "national".to_owned(), after, members: national };
    backup.commit(&Commit { appends: vec![append], ..Commit::default() }).unwrap();
    siti.draft(&cast::PPID, sample::ENTRY);
    siti.sync(&mut server);
    jakarta.sync(&mut server);
    let all = server.picture();

    server.restore(&backup);
    assert!(siti.sync(&mut server).alarms.is_empty());
    assert_eq!(server.book.head(&office()), all.heads[&office()], "from the office itself");
    assert!(server.is_healing, "another log is not back");
    server.restore(&backup);
    assert!(jakarta.sync(&mut server).alarms.is_empty());
    assert!(!server.is_healing, "KPU RI has them all");
    server.picture().is_that_of(&all, "the restored server");
}

#[test]
fn healing_goes_on_where_it_was_when_the_server_was_restarted() {
    let mut server = server();
    let mut siti = Pc::ready(&cast::OFFICE_PC, &mut server);
    let backup = server.backup();
    large(&mut siti, &cast::PPID, 8, &mut server);
    let all = server.picture();
    server.restore(&backup);
    for _ in 0..2 {
        let request = siti.desk.request();
        let answer = server.sync(siti.installation, &request).unwrap();
        assert!(siti.receive(&request, &answer).alarms.is_empty());
        server.restart();
    }
    let came_back = server.book.head(&office()).position;
    let (before, after) = (all.heads[&office()].position - 8, all.heads[&office()].position);
    assert!(came_back > before && came_back < after, "{came_back}");
    siti.restart();
    siti.sync(&mut server);
    assert!(!server.is_healing);
    server.picture().is_that_of(&all, "the restored server");
}

#[test]
fn who_returns_after_healing_was_ended_still_gives_back_what_nobody_took_the_place_of() {
    let mut server = server();
    let mut siti = Pc::ready(&cast::OFFICE_PC, &mut server);
    let mut far = Pc::ready(&OTHER_PC, &mut server);
    let backup = server.backup();
    siti.draft(&cast::PPID, sample::ENTRY);
    siti.sync(&mut server);
    let all = server.picture();
    server.restore(&backup);
    server.end_healing();
    far.draft(&cast::OTHER_PPID, sample::ENTRY);
    far.sync(&mut server);

    siti.comment_on_a_new_entry();
    let synced = siti.sync(&mut server);
    assert!(synced.alarms.is_empty(), "{:?}", codes(&synced));
    assert_eq!(server.picture().of(&siti.desk.book().logs()), siti.picture());
    assert!(siti.ready_to_go().is_empty(), "new work landed behind what came back");
    assert_eq!(server.book.head(&office()).position, all.heads[&office()].position + 2);
    assert_eq!(server.book.head(&elsewhere()).position, all.heads[&elsewhere()].position + 1);
}

/// After healing was ended, another program of the office got the positions that siti had read.
fn forked(longer: bool) -> (Server, Pc, Pc) {
    let mut server = server();
    let mut siti = Pc::ready(&cast::OFFICE_PC, &mut server);
    let mut budi = Pc::ready(&OFFICE_PC_2, &mut server);
    let backup = server.backup();
    for _ in 0..3 {
        siti.draft(&cast::PPID, sample::ENTRY);
    }
    siti.sync(&mut server);
    server.restore(&backup);
    server.end_healing();
    for _ in 0..if longer { 4 } else { 2 } {
        budi.draft(&cast::PPID, sample::ENTRY);
    }
    budi.sync(&mut server);
    (server, siti, budi)
}

#[test]
fn positions_that_were_given_out_twice_raise_an_alarm_and_nothing_is_lost() {
    for longer in [true, false] {
        let (mut server, mut siti, mut budi) = forked(longer);
        let (there, here) = (server.picture(), siti.picture());
        let unsent = siti.comment_on_a_new_entry();
        let synced = siti.sync(&mut server);
        assert_eq!(codes(&synced).len(), 1, "{:?}", codes(&synced));
        assert_eq!(synced.alarms[0].code(), "fork");
        assert!(synced.alarms[0].to_string().contains("office/3604"));
        let code = if longer { "fork" } else { "ahead" };
        assert!(synced.refused.iter().all(|refused| refused.code == code && refused.retry));
        assert_eq!(synced.refused.len(), 2);
        assert_eq!(siti.state(&unsent), Some(WaitingState::Ready), "kept, and sent again later");
        assert_eq!((siti.picture(), server.picture()), (here, there), "both branches stay");
        assert!(budi.sync(&mut server).is_quiet(), "others work on");
        siti.restart();
        assert_eq!(siti.sync(&mut server).alarms[0].code(), "fork", "until it is settled");
    }
}

#[test]
fn what_was_judged_on_a_lost_branch_of_national_cannot_come_back_and_its_office_is_told() {
    let mut server = server();
    let mut siti = Pc::ready(&cast::OFFICE_PC, &mut server);
    let mut jakarta = Pc::ready(&cast::NATIONAL_PC, &mut server);
    let mut second = Pc::ready(&NATIONAL_PC_2, &mut server);
    let backup = server.backup();
    jakarta.issue(&cast::ISSUER, "731");
    jakarta.sync(&mut server);
    siti.sync(&mut server);
    siti.draft(&cast::PPID, sample::ENTRY);
    siti.sync(&mut server);
    server.restore(&backup);
    server.end_healing();
    second.issue(&cast::ISSUER, "732");
    second.sync(&mut server);
    let end = server.book.head(&office());

    siti.comment_on_a_new_entry();
    let synced = siti.sync(&mut server);
    let mut told = codes(&synced);
    told.sort();
    told.dedup();
    let told: Vec<_> = told.iter().map(|(code, _)| *code).collect();
    assert_eq!(told, ["ahead", "fork"], "{synced:?}");
    assert_eq!(server.book.head(&office()), end);
    assert_eq!(siti.ready_to_go().len(), 2);
}

#[test]
fn one_log_that_forked_holds_up_no_other() {
    let mut server = server();
    let mut siti = Pc::ready(&cast::OFFICE_PC, &mut server);
    let mut budi = Pc::ready(&OFFICE_PC_2, &mut server);
    let mut far = Pc::ready(&OTHER_PC, &mut server);
    let mut jakarta = Pc::ready(&cast::NATIONAL_PC, &mut server);
    let backup = server.backup();
    siti.draft(&cast::PPID, sample::ENTRY);
    siti.sync(&mut server);
    jakarta.sync(&mut server);
    server.restore(&backup);
    server.end_healing();
    budi.draft(&cast::PPID, sample::ENTRY);
    budi.sync(&mut server);
    large(&mut far, &cast::OTHER_PPID, 6, &mut server);
    jakarta.issue(&cast::ISSUER, "731");

    let synced = jakarta.sync(&mut server);
    assert_eq!(codes(&synced)[0].0, "fork");
    assert_eq!((synced.stamped, synced.arrived), (1, 6), "all that is elsewhere goes on");
}
