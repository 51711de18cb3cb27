//! Log keys whose grant stands further on in `national` than a replica has read.

use std::sync::Arc;

use kecuali_document::History;
use kecuali_domain::{
    Capability, DocumentId, Kind, Scope,
    act::{Act, Grant, Holder},
};
use kecuali_encoding::Digest;
use kecuali_ledger::{Checkpoint, Point};
use kecuali_protocol::sync::{CheckpointPart, SyncRequest, SyncResponse};
use kecuali_storage::MemoryStore;
use kecuali_sync::{Book, take_given, write_record};
use kecuali_testkit::{Actor, Pen, Says, Scene, cast, delegating, machine, person, sample};

use crate::town::{Pc, Server, opening, root, written};

const LOG_2: Actor = Actor::new(140, "log-2", "RI");
const LOG_3: Actor = Actor::new(141, "log-3", "RI");
/// Appointed late, and the one who grants the last log key.
const LATE_ADMIN: Actor = Actor::new(142, "late-admin", "RI");

/// Whose key was never granted anything in the country's log.
const THIEF: Actor = Actor::new(143, "thief", "RI");
const LOG_4: Actor = Actor::new(144, "log-4", "RI");

fn log_key(to: &Actor) -> Grant {
    machine(to, Holder::Server, Capability::Log)
}

/// A country whose server's key was replaced twice, late in its log.
fn replaced_twice() -> Scene {
    let mut scene = opening();
    let item = scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
    scene.determined(sample::ENTRY, item);
    scene.grant(&cast::NATIONAL_ADMIN, "national", log_key(&LOG_2));
    scene.left(&cast::NATIONAL_ADMIN, "national", &cast::LOG, "2026-11-23");
    scene.mark(&LOG_2, "2026-11-24").unwrap();
    scene.issue(&cast::ISSUER, "732", &[sample::ITEM]);
    let admin = person(&LATE_ADMIN, &[Capability::Administer]);
    let admin = delegating(admin, &[Capability::Administer, Capability::Log]);
    scene.grant(&cast::NATIONAL_ADMIN, "national", admin);
    scene.grant(&LATE_ADMIN, "national", log_key(&LOG_3));
    scene.lost(&LATE_ADMIN, "national", &LOG_2, &[]);
    scene.mark(&LOG_3, "2026-11-25").unwrap();
    let item = scene.issue(&cast::ISSUER, "733", &[sample::ITEM]);
    scene.determined(sample::ENTRY, item);
    scene
}

fn server_of(scene: &Scene, log: Actor) -> Server {
    let mut server = Server::new(written(scene));
    server.log = log;
    server
}

/// Reads until there is nothing more, in answers of so many bytes; says in how many.
fn read(pc: &mut Pc, server: &mut Server, want_bytes: u32) -> usize {
    for rounds in 1..500 {
        let request = SyncRequest { want_bytes, ..pc.desk.request() };
        let answer = server.sync(pc.installation, &request).unwrap();
        let received = pc.receive(&request, &answer);
        assert!(received.alarms.is_empty(), "{want_bytes}: {:?}", received.alarms);
        if !received.more {
            return rounds;
        }
    }
    panic!("it does not end");
}

#[test]
fn a_new_program_reads_on_from_a_server_whose_key_was_replaced_however_little_each_answer_holds() {
    let scene = replaced_twice();
    let mut server = server_of(&scene, LOG_3);
    let whole = server.picture();
    for want in (0..4_000).step_by(250).chain([u32::MAX]) {
        let mut jakarta = Pc::new(&cast::NATIONAL_PC);
        let rounds = read(&mut jakarta, &mut server, want);
        assert!(rounds > 5 || want > 4_000, "{want}: {rounds}");
        assert_eq!(jakarta.picture(), whole, "{want}");
        jakarta.restart();
        assert!(jakarta.sync(&mut server).is_quiet());
    }
}

#[test]
fn one_who_read_from_the_first_key_reads_on_from_each_that_followed() {
    let mut early = server_of(&opening(), cast::LOG);
    let mut late = server_of(&replaced_twice(), LOG_3);
    let mut siti = Pc::new(&cast::OFFICE_PC);
    read(&mut siti, &mut early, u32::MAX);
    read(&mut siti, &mut late, 0);
    assert_eq!(siti.picture(), late.picture().of(&siti.desk.book().logs()));
}

#[test]
fn a_key_whose_grant_was_renewed_is_believed_between_its_end_and_its_renewal() {
    let mut scene = opening();
    let until = Some("2026-11-24".parse().unwrap());
    scene.grant(&cast::NATIONAL_ADMIN, "national", Grant { until, ..log_key(&LOG_2) });
    scene.mark(&LOG_2, "2026-11-24").unwrap();
    scene.set_day("2026-11-26");
    scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
    scene.grant(&cast::NATIONAL_ADMIN, "national", log_key(&LOG_2));
    scene.issue(&cast::ISSUER, "732", &[sample::ITEM]);
    let mut server = server_of(&scene, LOG_2);
    for want in [0, 1_000, 5_000] {
        let mut siti = Pc::new(&cast::OFFICE_PC);
        read(&mut siti, &mut server, want);
        assert_eq!(siti.picture(), server.picture().of(&siti.desk.book().logs()));
    }
}

#[test]
fn an_answer_that_ends_within_national_holds_no_other_log() {
    let mut scene = opening();
    scene.set_day("2026-11-24");
    scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
    scene.draft(&cast::PPID, &[("information", "pendek")]);
    let mut server = server_of(&scene, cast::LOG);
    let mut early = Pc::new(&cast::OFFICE_PC);
    read(&mut early, &mut server_of(&opening(), cast::LOG), u32::MAX);
    for want in (0..6_000).step_by(50) {
        let mut siti = Pc::new(&cast::OFFICE_PC);
        siti.restore(&early.backup());
        read(&mut siti, &mut server, want);
        assert_eq!(siti.picture(), server.picture().of(&siti.desk.book().logs()));
    }
}

#[test]
fn grants_travel_only_to_who_has_not_read_them() {
    let scene = replaced_twice();
    let mut server = server_of(&scene, LOG_3);
    let mut jakarta = Pc::new(&cast::NATIONAL_PC);
    let brought = |answer: &SyncResponse| -> Vec<usize> {
        let closed = answer.parts.iter().filter_map(|part| part.checkpoint.as_ref());
        closed.map(|closed| closed.grants.as_ref().map_or(0, Vec::len)).collect()
    };
    let first = first_answer(&mut jakarta, &mut server);
    assert_eq!(
        brought(&first.1),
        [3],
        "that of the first administrator, of the late one, the key's"
    );
    jakarta.receive(&first.0, &first.1);
    let second = first_answer(&mut jakarta, &mut server);
    assert_eq!(brought(&second.1), [2], "the first is here now");
    read(&mut jakarta, &mut server, u32::MAX);
    let mut siti = Pc::new(&cast::OFFICE_PC);
    let request = siti.desk.request();
    let all = server.sync(siti.installation, &request).unwrap();
    assert_eq!(brought(&all), [3, 0], "none beside other logs");
    siti.receive(&request, &all);
    jakarta.issue(&cast::ISSUER, "734");
    jakarta.sync(&mut server);
    assert_eq!(brought(&first_answer(&mut siti, &mut server).1), [0], "all are here now");
}

/// The answer of one member that a new program gets, with its request.
fn first_answer(pc: &mut Pc, server: &mut Server) -> (SyncRequest, SyncResponse) {
    let request = SyncRequest { want_bytes: 0, ..pc.desk.request() };
    let answer = server.sync(pc.installation, &request).unwrap();
    (request, answer)
}

/// A grant that someone signs, whatever they may give.
fn signed(by: &Actor, on: Digest, grant: Grant) -> Vec<u8> {
    let root = root().id();
    let history = History::new(Scope::National, DocumentId::new(1, [by.seed; 10]));
    let cursor = Point { position: 9, digest: Digest([9; 32]) };
    let pen = Pen { by, grant: on, cursor, root };
    let act = Act::Grant(grant);
    let deps = history.heads();
    let record = pen.sign(&history, Kind::Roster, &deps, 1_795_000_000_000, Says::Act(&act));
    write_record(&record)
}

fn change(record: &[u8]) -> Digest {
    kecuali_sync::read_record(record).unwrap().sealed.change
}

/// What becomes of a first answer when someone closes it who shows these grants.
fn closed_by(by: &Actor, grants: Vec<Vec<u8>>) -> Vec<&'static str> {
    let mut server = server_of(&replaced_twice(), LOG_3);
    let mut jakarta = Pc::new(&cast::NATIONAL_PC);
    lie(&mut jakarta, &mut server, by, grants)
}

fn lie(pc: &mut Pc, server: &mut Server, by: &Actor, grants: Vec<Vec<u8>>) -> Vec<&'static str> {
    let (request, mut answer) = first_answer(pc, server);
    let end = answer.parts[0].checkpoint.clone().unwrap();
    let point = Point { position: end.position, digest: Digest(end.digest) };
    let scope = answer.parts[0].log.parse().unwrap();
    let closed = Checkpoint::sign(scope, point, &root().id(), &by.key());
    answer.parts[0].checkpoint = Some(CheckpointPart {
        key: closed.key.0,
        signature: closed.signature.0,
        grants: Some(grants.into_iter().map(Into::into).collect()),
        ..end
    });
    let before = pc.picture();
    let received = pc.receive(&request, &answer);
    let taken = received.alarms.is_empty();
    assert_eq!(pc.picture() == before, !taken);
    received.alarms.iter().map(kecuali_sync::TakeError::code).collect()
}

/// The records of the grants of a key that the country's log holds.
fn grants_of(scene: &Scene, keys: &[&Actor]) -> Vec<Vec<u8>> {
    let national = scene.national();
    let of = |actor: &&Actor| {
        let grants = national.log_grants_behind(actor.id(), 0);
        let log = scene.log(&Scope::National);
        let records = log.records().map(|(record, ..)| record.clone()).collect::<Vec<_>>();
        let find = move |grant| {
            records.iter().find(|record| record.sealed.change == grant).map(write_record)
        };
        grants.into_iter().filter_map(find).collect::<Vec<_>>()
    };
    keys.iter().flat_map(of).collect()
}

const REFUSED: [&str; 1] = ["part_checkpoint"];

#[test]
fn no_one_becomes_a_log_key_by_grants_that_do_not_reach_the_root() {
    let scene = replaced_twice();
    let honest = grants_of(&scene, &[&LOG_3]);
    assert_eq!(honest.len(), 3);
    assert_eq!(closed_by(&LOG_3, honest.clone()), [""; 0], "in any order");
    assert_eq!(closed_by(&LOG_3, Vec::new()), REFUSED);
    for missing in 0..3 {
        let mut some = honest.clone();
        some.remove(missing);
        assert_eq!(closed_by(&LOG_3, some), REFUSED, "without {missing}");
    }
    assert_eq!(closed_by(&THIEF, honest.clone()), REFUSED, "someone else's grants");
    assert_eq!(closed_by(&LATE_ADMIN, honest.clone()), REFUSED, "an administrator's own");
    for record in 0..3 {
        let mut forged = honest.clone();
        *forged[record].last_mut().unwrap() ^= 1;
        assert_eq!(closed_by(&LOG_3, forged), REFUSED, "the signature of {record}");
    }
    assert_eq!(closed_by(&LOG_3, vec![vec![0; 40]]), REFUSED);
}

#[test]
fn no_one_gives_a_log_key_who_may_not() {
    let scene = replaced_twice();
    let stranger = || log_key(&THIEF);
    let by_root = signed(&cast::ROOT, root().id(), stranger());
    assert_eq!(closed_by(&THIEF, vec![by_root]), REFUSED, "the root appoints alone");
    let mut province = grants_of(&scene, &[&LOG_3]);
    let admin = scene.national().now().standing(cast::PROVINCE_ADMIN.id(), "national").unwrap();
    let on = admin[0].0;
    let log = scene.log(&Scope::National);
    let of_admin = log.records().find(|(record, ..)| record.sealed.change == on).unwrap().0;
    province.push(write_record(of_admin));
    province.push(signed(&cast::PROVINCE_ADMIN, on, stranger()));
    assert_eq!(closed_by(&THIEF, province), REFUSED, "a province gives none");

    let own = signed(&THIEF, Digest([7; 32]), stranger());
    let on_itself = signed(&THIEF, change(&own), stranger());
    assert_eq!(change(&own), change(&on_itself), "what it relies on is outside its hash");
    assert_eq!(closed_by(&THIEF, vec![on_itself]), REFUSED, "a ring ends");
}

#[test]
fn what_is_known_to_have_ended_here_brings_no_key_in() {
    let scene = replaced_twice();
    for (ended, keys) in [(&cast::LOG, [&cast::LOG]), (&LOG_2, [&LOG_2])] {
        let mut server = server_of(&scene, LOG_3);
        let mut jakarta = Pc::new(&cast::NATIONAL_PC);
        read(&mut jakarta, &mut server, u32::MAX);
        let mut more = scene.clone();
        more.issue(&cast::ISSUER, "734", &[sample::ITEM]);
        let mut server = server_of(&more, LOG_3);
        let told = lie(&mut jakarta, &mut server, ended, grants_of(&scene, &keys));
        assert_eq!(told, REFUSED, "{}", ended.name);
    }
}

#[test]
fn who_holds_a_stolen_administrators_key_brings_keys_in_until_its_loss_is_known() {
    let mut scene = replaced_twice();
    let on = scene.national().log_grants_behind(LOG_3.id(), 0)[1];
    let thief = signed(&LATE_ADMIN, on, log_key(&THIEF));
    let mut jakarta = Pc::new(&cast::NATIONAL_PC);
    read(&mut jakarta, &mut server_of(&scene, LOG_3), u32::MAX);
    let mut before = jakarta.clone_disk(1);
    scene.lost(&cast::NATIONAL_ADMIN, "national", &LATE_ADMIN, &[]);
    scene.grant(&cast::NATIONAL_ADMIN, "national", log_key(&LOG_4));
    read(&mut jakarta, &mut server_of(&scene, LOG_4), u32::MAX);
    scene.issue(&cast::ISSUER, "734", &[sample::ITEM]);

    let mut server = server_of(&scene, LOG_4);
    assert_eq!(lie(&mut before, &mut server, &THIEF, vec![thief.clone()]), [""; 0]);
    assert_eq!(lie(&mut jakarta, &mut server, &THIEF, vec![thief]), REFUSED);
}

#[test]
fn a_server_takes_back_what_it_closed_though_it_lost_the_grant_of_its_key() {
    let mut server = server_of(&replaced_twice(), LOG_3);
    let mut jakarta = Pc::new(&cast::NATIONAL_PC);
    let (_, answer) = first_answer(&mut jakarta, &mut server);
    let mut part = answer.parts[0].clone();
    part.checkpoint.as_mut().unwrap().grants = None;
    let mut restored = Book::open(root(), Arc::new(MemoryStore::default())).unwrap();
    assert!(take_given(&mut restored, &[part.clone()], LOG_3.id()).is_empty());
    assert_eq!(restored.head(&Scope::National).position, 1);
    let mut other = Book::open(root(), Arc::new(MemoryStore::default())).unwrap();
    assert_eq!(take_given(&mut other, &[part], LOG_2.id()).len(), 1, "another's word is none");
}
