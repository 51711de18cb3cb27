//! Sizes: what is answered can be read, whatever the logs hold and whatever is asked for.

use kecuali_domain::{Kind, Scope};
use kecuali_encoding::Digest;
use kecuali_ledger::Opening;
use kecuali_protocol::{
    limits,
    problem::{PROBLEMS, Problem},
    sync::{SyncRequest, SyncResponse},
};
use kecuali_storage::{Append, Commit, LogHead, Member};
use kecuali_sync::{Outcome, answer, readable, write_attachment};
use kecuali_testkit::{Actor, cast};

use crate::town::{OTHER_PC, Pc, Server, server};

/// Entries of about 460 kB each: the largest that a change holds, nearly.
pub(crate) fn large(pc: &mut Pc, by: &Actor, count: usize, server: &mut Server) {
    let value = "x".repeat(16_000);
    let keys: Vec<String> = (0..29).map(|number| format!("field_{number}")).collect();
    let fields: Vec<(&str, &str)> = keys.iter().map(|key| (key.as_str(), &*value)).collect();
    for _ in 0..count {
        pc.draft(by, &fields);
    }
    let synced = pc.sync(server);
    assert_eq!(synced.stamped, count);
}

#[test]
fn an_answer_fits_its_body_even_where_the_next_log_begins_with_a_large_record() {
    let mut server = server();
    let mut far = Pc::ready(&OTHER_PC, &mut server);
    large(&mut far, &cast::OTHER_PPID, 4, &mut server);
    let mut siti = Pc::ready(&cast::OFFICE_PC, &mut server);
    large(&mut siti, &cast::PPID, 2, &mut server);

    let mut jakarta = Pc::new(&cast::NATIONAL_PC);
    let mut request = jakarta.desk.request();
    let mut rounds = 0;
    loop {
        request.want_bytes = u32::MAX;
        let answer = server.sync(jakarta.installation, &request).unwrap();
        let bytes = answer.to_bytes();
        assert!(bytes.len() <= limits::BODY, "{}", bytes.len());
        assert_eq!(SyncResponse::read(&bytes, 0).unwrap(), answer);
        let received = jakarta.receive(&request, &answer);
        assert!(received.alarms.is_empty());
        rounds += 1;
        if !received.more {
            break;
        }
        assert!(received.arrived > 0 && rounds < 10, "each answer brings something");
        request = jakarta.desk.request();
    }
    assert_eq!(jakarta.picture(), server.picture());
}

#[test]
fn an_answer_fits_its_body_beside_refusals_of_all_that_a_push_can_hold() {
    let mut server = server();
    let mut far = Pc::ready(&OTHER_PC, &mut server);
    large(&mut far, &cast::OTHER_PPID, 5, &mut server);
    let long = |problem: &&Problem| problem.code.len() + problem.title.len();
    let longest = PROBLEMS.iter().max_by_key(long).unwrap();
    let refused = Outcome::Refused {
        code: longest.code,
        sentence: "the server's own word for it".to_owned(),
        retry: false,
    };
    let outcomes = vec![refused; limits::PUSH_RECORDS];
    let mut jakarta = Pc::new(&cast::NATIONAL_PC);
    loop {
        let request = SyncRequest { want_bytes: u32::MAX, ..jakarta.desk.request() };
        let logs = readable(&server.book, jakarta.installation).unwrap();
        let (vectors, key) = (&mut server.vectors, cast::LOG.key());
        let answered = answer(&server.book, &logs, &request, &outcomes, vectors, &key);
        let mut answered = answered.unwrap();
        for refusal in &mut answered.refusals {
            longest.title.clone_into(&mut refusal.sentence);
        }
        let bytes = answered.to_bytes();
        SyncResponse::read(&bytes, limits::PUSH_RECORDS).unwrap();
        let received = jakarta.receive(&request, &answered);
        assert!(received.alarms.is_empty() && (received.arrived > 0 || !received.more));
        if !received.more {
            break;
        }
    }
    assert_eq!(jakarta.picture(), server.picture());
}

/// A log of members of one size. What they say is never asked by who sends them on.
fn log_of(scope: &Scope, members: u64) -> Append {
    let log = scope.to_string();
    let member = |position: u64| {
        let name = Digest::of(format!("{log} {position}").as_bytes()).0;
        Member {
            position,
            digest: name,
            judged_position: 1_000_000,
            judged_digest: [0; 32],
            hash: name,
            change: Some(name),
            document: Some([1; 16]),
            bytes: vec![7; 345],
            attachment: None,
        }
    };
    let after = LogHead { position: 0, digest: [0; 32] };
    Append { members: (1..=members).map(member).collect(), log, after }
}

#[test]
fn an_answer_fits_its_body_though_each_log_of_the_country_brings_a_little() {
    let mut server = server();
    let logs = readable(&server.book, cast::NATIONAL_PC.id()).unwrap();
    let empty = |scope: &&Scope| server.book.head(scope).position == 0;
    let appends: Vec<Append> = logs.iter().filter(empty).map(|scope| log_of(scope, 11)).collect();
    assert!(appends.len() > 540);
    server.book.store().commit(&Commit { appends, ..Commit::default() }).unwrap();
    server.restart();
    let mut request = Pc::ready(&cast::NATIONAL_PC, &mut self::server()).desk.request();
    request.want_bytes = u32::MAX;
    let answer = server.sync(cast::NATIONAL_PC.id(), &request).unwrap();
    let members: usize = answer.parts.iter().map(|part| part.members.len()).sum();
    assert!(answer.more && answer.parts.len() > 400 && members > 5_000, "{members}");
    let bytes = answer.to_bytes();
    assert!(bytes.len() <= limits::BODY && bytes.len() > limits::SPAN, "{}", bytes.len());
}

#[test]
fn one_who_wants_nothing_still_gets_a_member_at_a_time() {
    let mut server = server();
    let mut siti = Pc::ready(&cast::OFFICE_PC, &mut server);
    let mut budi = Pc::ready(&crate::town::OFFICE_PC_2, &mut server);
    siti.draft(&cast::PPID, &[("information", "satu")]);
    siti.draft(&cast::PPID, &[("information", "dua")]);
    siti.sync(&mut server);
    for left in [1, 0] {
        let mut request = budi.desk.request();
        request.want_bytes = 0;
        let answer = server.sync(budi.installation, &request).unwrap();
        let received = budi.receive(&request, &answer);
        assert_eq!((received.arrived, received.more), (1, left > 0));
    }
    assert_eq!(budi.picture(), siti.picture());
}

#[test]
fn an_act_whose_rows_could_never_be_sent_is_refused_before_it_is_kept() {
    let mut server = server();
    let mut jakarta = Pc::ready(&cast::NATIONAL_PC, &mut server);
    let paper = jakarta.new_paper(&Scope::National, Kind::Determination);
    let (act, mut rows) = jakarta.issuing(&paper, "731");
    let room = limits::OPENINGS - write_attachment(&rows).len();
    let first = rows.get_mut("item/1").unwrap();
    let long = |bytes| Opening::Open { salt: [0; 32], value: Some("x".repeat(bytes)) };
    first.insert("longer".to_owned(), long(room));
    let refused = jakarta.try_act(&cast::ISSUER, &paper, &act, Some(&rows)).unwrap_err();
    assert_eq!(refused.code(), "rows_too_large");
    assert_eq!(jakarta.desk.waiting().len(), 0, "nothing waits for what cannot go");
    assert_eq!(jakarta.sync(&mut server).stamped, 0);
}
