//! Who receives what, and how few bytes say that nothing is new.

use kecuali_domain::{Capability, Kind, Scope};
use kecuali_protocol::sync::{Cursor, Have, SyncRequest, VERSION};
use kecuali_storage::MemoryStore;
use kecuali_sync::Vectors;
use kecuali_testkit::{Actor, cast, person, sample};

use crate::town::{
    NATIONAL_PC_2, OTHER_PC, Pc, Server, elsewhere, office, opening, server, written,
};

#[test]
fn an_office_elsewhere_reads_its_own_log_and_the_national_one_only() {
    let mut server = server();
    let mut siti = Pc::ready(&cast::OFFICE_PC, &mut server);
    siti.draft(&cast::PPID, sample::ENTRY);
    siti.sync(&mut server);
    let mut far = Pc::ready(&OTHER_PC, &mut server);
    assert_eq!(far.desk.book().logs(), [Scope::National, elsewhere()]);
    far.draft(&cast::OTHER_PPID, sample::ENTRY);
    far.sync(&mut server);

    let mut province = Pc::ready(&cast::PROVINCE_PC, &mut server);
    assert_eq!(province.desk.book().logs(), [Scope::National, office()]);
    let mut jakarta = Pc::ready(&cast::NATIONAL_PC, &mut server);
    assert_eq!(jakarta.desk.book().logs(), [Scope::National, elsewhere(), office()]);

    let all = server.picture();
    for pc in [&mut siti, &mut far, &mut province, &mut jakarta] {
        pc.sync(&mut server);
        let logs = pc.desk.book().logs();
        assert_eq!(pc.picture(), all.clone().of(&logs));
    }
}

#[test]
fn asking_for_another_offices_log_by_name_brings_nothing_of_it() {
    let mut server = server();
    let cursor = Cursor { log: office().to_string(), position: 1, digest: [7; 32] };
    for have in [Have::Vector(vec![cursor]), Have::Vector(Vec::new())] {
        let request = SyncRequest {
            version: VERSION,
            have,
            push: Vec::new(),
            want_bytes: 1 << 20,
            given: None,
        };
        let answer = server.sync(OTHER_PC.id(), &request).unwrap();
        let logs: Vec<&str> = answer.parts.iter().map(|part| part.log.as_str()).collect();
        assert_eq!(logs, ["national", "office/1101"]);
        assert_eq!(answer.notice, None, "nothing is said about a log that is not readable");
    }
}

/// A country of more logs than travel as a list.
fn many_logs() -> Server {
    let mut scene = opening();
    let clerk = Actor::new(111, "province-clerk", cast::PROVINCE);
    scene.grant(&cast::PROVINCE_ADMIN, "office/36", person(&clerk, &[Capability::Draft]));
    let draft = scene.new_doc("office/RI", Kind::DraftDetermination);
    scene.edit(&cast::ISSUER, &draft, &[("title", "Rancangan")]);
    Server::new(written(&scene))
}

#[test]
fn a_reader_of_many_logs_asks_by_one_digest() {
    let mut server = many_logs();
    let mut jakarta = Pc::ready(&cast::NATIONAL_PC, &mut server);
    assert_eq!(jakarta.desk.book().logs().len(), 5);
    let request = jakarta.desk.request();
    assert!(matches!(request.have, Have::Digest(_)));
    assert!(request.to_bytes().len() <= 45, "{}", request.to_bytes().len());
    let quiet = jakarta.sync(&mut server);
    assert!(quiet.is_quiet() && quiet.rounds == 1);

    let mut siti = Pc::ready(&cast::OFFICE_PC, &mut server);
    siti.draft(&cast::PPID, sample::ENTRY);
    siti.sync(&mut server);
    let got = jakarta.sync(&mut server);
    assert_eq!((got.rounds, got.arrived), (1, 1));
}

#[test]
fn a_digest_that_is_forgotten_costs_one_more_round_and_nothing_else() {
    let mut server = many_logs();
    let mut jakarta = Pc::ready(&cast::NATIONAL_PC, &mut server);
    let mut other = Pc::ready(&NATIONAL_PC_2, &mut server);
    server.vectors = Vectors::new(64);
    jakarta.issue(&cast::ISSUER, "731");
    let synced = jakarta.sync(&mut server);
    assert_eq!((synced.rounds, synced.stamped, synced.arrived), (2, 1, 0));
    let quiet = jakarta.sync(&mut server);
    assert!(quiet.is_quiet() && quiet.rounds == 1);

    server.restart();
    let got = other.sync(&mut server);
    assert_eq!((got.rounds, got.arrived), (2, 1));
    assert_eq!(jakarta.picture(), other.picture());
}

#[test]
fn a_server_that_remembers_no_vector_at_all_is_read_by_lists() {
    let mut server = many_logs();
    server.vectors = Vectors::new(0);
    let mut jakarta = Pc::ready(&cast::NATIONAL_PC, &mut server);
    for _ in 0..2 {
        let synced = jakarta.sync(&mut server);
        assert!(synced.is_quiet() && synced.rounds == 2);
    }
}

#[test]
fn who_shows_a_digest_that_is_not_known_pushes_nothing_onto_a_log_that_lost_its_end() {
    let mut server = many_logs();
    let mut siti = Pc::ready(&cast::OFFICE_PC, &mut server);
    let mut jakarta = Pc::ready(&cast::NATIONAL_PC, &mut server);
    let (lost, kept) =
        (siti.draft(&cast::PPID, sample::ENTRY), siti.draft(&cast::PPID, sample::ENTRY));
    siti.sync(&mut server);
    let backup = server.backup();
    siti.edit(&cast::PPID, &lost, &[("description", "Salinan")]);
    siti.sync(&mut server);
    jakarta.sync(&mut server);
    let all = server.picture();
    server.restore(&backup);
    server.restart();
    server.end_healing();

    let comment = jakarta.comment(&cast::DETERMINER, &kept, "Mohon dilengkapi");
    assert!(matches!(jakarta.desk.request().have, Have::Digest(_)));
    let synced = jakarta.sync(&mut server);
    assert!(synced.alarms.is_empty(), "{:?}", synced.alarms);
    assert_eq!(jakarta.state(&comment), None, "it landed, behind what came back");
    let office = office();
    assert_eq!(server.book.head(&office).position, all.heads[&office].position + 1);
    assert!(siti.sync(&mut server).alarms.is_empty(), "no position was given out twice");
}

#[test]
fn a_server_that_lost_everything_gets_all_of_it_back_from_a_reader_it_does_not_know_any_more() {
    let mut server = many_logs();
    let mut jakarta = Pc::ready(&cast::NATIONAL_PC, &mut server);
    let all = server.picture();
    server.restore(&MemoryStore::default());
    let synced = jakarta.sync(&mut server);
    assert!(synced.alarms.is_empty(), "{:?}", synced.alarms);
    assert_eq!(server.picture(), all);
}

#[test]
fn pages_of_a_long_log_follow_each_other_in_one_round_each() {
    let mut server = many_logs();
    let mut siti = Pc::ready(&cast::OFFICE_PC, &mut server);
    let long = "x".repeat(16_000);
    for _ in 0..400 {
        siti.draft(&cast::PPID, &[("information", "Berkas"), ("note", &long)]);
    }
    siti.sync(&mut server);
    let mut jakarta = Pc::new(&cast::NATIONAL_PC);
    let synced = jakarta.sync(&mut server);
    assert!(synced.alarms.is_empty());
    assert_eq!(jakarta.picture(), server.picture());
    assert!((4..=5).contains(&synced.rounds), "6.4 MB, two at a time: {}", synced.rounds);
}
