//! What a server refuses is kept by its author, and holds nothing else up.

use kecuali_domain::{
    Capability,
    act::{Act, ItemRef},
};
use kecuali_encoding::Digest;
use kecuali_protocol::{record::WireRecord, sync::PushedRecord};
use kecuali_sync::{Said, Waiting, WaitingState};
use kecuali_testkit::{cast, person, sample};

use crate::town::{Paper, Pc, Server, office, server};

fn issued(server: &mut Server) -> ItemRef {
    let mut jakarta = Pc::ready(&cast::NATIONAL_PC, server);
    let item = jakarta.issue(&cast::ISSUER, "731");
    jakarta.sync(server);
    item
}

/// The office determines its own entry, which no rule of its program would let it sign.
fn forged(pc: &mut Pc, item: ItemRef) -> (Paper, Digest) {
    let entry = pc.draft(&cast::PPID, sample::ENTRY);
    pc.endorse_by_all(&entry);
    pc.submit(&cast::PPID, &entry, Some(item));
    let (act, rows) = pc.determining(&entry, item);
    let refused = pc.try_act(&cast::PPID, &entry, &act, Some(&rows)).unwrap_err();
    assert_eq!(refused.code(), "wrong_office");
    let change = pc.forge(&cast::PPID, &entry, &act, Some(&rows));
    (entry, change)
}

#[test]
fn a_forged_determine_is_parked_and_the_rest_of_the_push_lands() {
    let mut server = server();
    let item = issued(&mut server);
    let mut pc = Pc::ready(&cast::OFFICE_PC, &mut server);
    let (entry, forged) = forged(&mut pc, item);
    let above = pc.comment(&cast::PPID, &entry, "Di atas yang palsu");
    let other = pc.draft(&cast::PPID, sample::ENTRY);

    let synced = pc.sync(&mut server);
    let refused = &synced.refused[0];
    assert_eq!(
        (refused.change, refused.code.as_str(), refused.retry),
        (forged, "wrong_office", false)
    );
    assert_eq!(synced.stamped, 6, "two drafts, three endorsements, a submission");
    assert_eq!(pc.parked(&forged).as_deref(), Some("wrong_office"));
    assert_eq!(pc.parked(&above).as_deref(), Some("stands_on_parked"));
    assert!(pc.ready_to_go().is_empty());
    assert!(pc.shown(&entry).state().decision().is_none());
    assert!(pc.desk.logged(&other.scope, other.id).unwrap().is_some());
    assert!(
        server.picture().documents[&(entry.scope.clone(), entry.id)].state.decision().is_none()
    );

    pc.restart();
    assert_eq!(pc.parked(&forged).as_deref(), Some("wrong_office"), "remembered");
    assert_eq!(pc.parked(&above).as_deref(), Some("stands_on_parked"));
    assert!(pc.sync(&mut server).is_quiet());
    assert_eq!(pc.desk.discard(&forged).unwrap(), 2);
    assert!(pc.desk.waiting().is_empty());
}

#[test]
fn discarding_one_parked_record_leaves_what_stands_on_another() {
    let mut server = server();
    let item = issued(&mut server);
    let mut pc = Pc::ready(&cast::OFFICE_PC, &mut server);
    let (first, bad) = forged(&mut pc, item);
    let above_first = pc.comment(&cast::PPID, &first, "Di atas yang pertama");
    let (second, worse) = forged(&mut pc, item);
    let above_second = pc.comment(&cast::PPID, &second, "Di atas yang kedua");
    pc.sync(&mut server);

    assert_eq!(pc.desk.discard(&bad).unwrap(), 2);
    assert_eq!((pc.state(&bad), pc.state(&above_first)), (None, None));
    assert_eq!(pc.parked(&worse).as_deref(), Some("wrong_office"));
    assert_eq!(pc.parked(&above_second).as_deref(), Some("stands_on_parked"));
}

#[test]
fn discarding_what_stands_on_a_parked_record_leaves_the_record_below() {
    let mut server = server();
    let item = issued(&mut server);
    let mut pc = Pc::ready(&cast::OFFICE_PC, &mut server);
    let (entry, forged) = forged(&mut pc, item);
    let above = pc.comment(&cast::PPID, &entry, "Di atas yang palsu");
    let top = pc.comment(&cast::PPID, &entry, "Di atas itu lagi");
    pc.sync(&mut server);
    assert_eq!(pc.desk.discard(&above).unwrap(), 2);
    assert_eq!((pc.state(&above), pc.state(&top)), (None, None));
    assert_eq!(pc.parked(&forged).as_deref(), Some("wrong_office"));
}

fn changes(waiting: &[&Waiting]) -> Vec<Digest> {
    waiting.iter().map(|one| one.change).collect()
}

#[test]
fn a_parked_edit_is_written_again_in_its_own_place() {
    let mut server = server();
    let item = issued(&mut server);
    let mut pc = Pc::ready(&cast::OFFICE_PC, &mut server);
    let (entry, forged) = forged(&mut pc, item);
    let edit = pc.edit(&cast::PPID, &entry, &[("note", "Di atas yang palsu")]);
    pc.sync(&mut server);
    let all = pc.desk.parked_with(&forged);
    assert_eq!(changes(&all), [forged, edit]);
    let said = Said::Content(vec![("note".to_owned(), "Di atas yang palsu".to_owned())]);
    assert_eq!(all[1].said(), Some(said));
    assert_eq!(all[1].parents(), [forged]);
    assert!(matches!(all[0].said(), Some(Said::Act(text)) if text.contains("determine")));

    let again = pc.replace(&cast::PPID, &entry, &[("note", "Di atas yang palsu")], &edit);
    assert_eq!(pc.parked(&edit), None, "in the same commit");
    assert_eq!(changes(&pc.ready_to_go()), [again]);
    pc.restart();
    assert_eq!((changes(&pc.ready_to_go()), pc.parked(&edit)), (vec![again], None));
    assert_eq!(pc.sync(&mut server).stamped, 1);
    assert_eq!(pc.shown(&entry).content().values("note"), ["Di atas yang palsu"]);
    assert_eq!(pc.parked(&forged).as_deref(), Some("wrong_office"), "an act is not");
}

#[test]
fn what_cannot_be_written_again_stays_parked() {
    let mut server = server();
    let item = issued(&mut server);
    let mut pc = Pc::ready(&cast::OFFICE_PC, &mut server);
    let (entry, forged) = forged(&mut pc, item);
    let edit = pc.edit(&cast::PPID, &entry, &[("note", "x")]);
    pc.sync(&mut server);
    let refused = pc.try_replace(&cast::PATRON, &entry, &[("note", "x")], &edit).unwrap_err();
    assert_eq!(refused.code(), "grant_insufficient");
    assert!(pc.parked(&edit).is_some() && pc.parked(&forged).is_some());
}

#[test]
fn what_is_not_parked_is_not_discarded() {
    let mut server = server();
    let mut pc = Pc::ready(&cast::OFFICE_PC, &mut server);
    let entry = pc.draft(&cast::PPID, sample::ENTRY);
    let change = pc.comment(&cast::PPID, &entry, "Belum dikirim");
    assert_eq!(pc.desk.discard(&change).unwrap(), 0);
    assert_eq!(pc.state(&change), Some(WaitingState::Ready));
}

#[test]
fn after_a_parked_record_people_write_on_without_it() {
    let mut server = server();
    let item = issued(&mut server);
    let mut pc = Pc::ready(&cast::OFFICE_PC, &mut server);
    let (entry, _) = forged(&mut pc, item);
    pc.sync(&mut server);
    pc.comment(&cast::PPID, &entry, "Tanpa yang palsu");
    let synced = pc.sync(&mut server);
    assert_eq!((synced.stamped, synced.refused.len()), (1, 0));
}

#[test]
fn a_stranger_is_refused_for_now_and_eight_bad_signatures_end_a_push() {
    let mut server = server();
    let mut pc = Pc::ready(&cast::OFFICE_PC, &mut server);
    for _ in 0..10 {
        pc.draft(&cast::PPID, sample::ENTRY);
    }
    let mut request = pc.desk.request();
    for pushed in &mut request.push[..9] {
        let last = pushed.record.len() - 1;
        pushed.record[last] ^= 1;
    }
    let answer = server.sync(cast::OFFICE_PC.id(), &request).unwrap();
    let codes: Vec<(&str, bool)> =
        answer.refusals.iter().map(|refusal| (refusal.code.as_str(), refusal.retry)).collect();
    assert_eq!(codes[..8], [("signature_bad", false); 8]);
    assert_eq!(codes[8..], [("push_ended", true); 2]);
    assert_eq!(pc.sync(&mut server).stamped, 10, "the server is as it was");

    let entry = pc.draft(&cast::STRANGER, sample::ENTRY);
    assert_eq!(pc.ready_to_go().len(), 0);
    assert!(pc.sync(&mut server).is_quiet(), "unsigned work is not sent: {entry:?}");
}

#[test]
fn a_queue_that_cannot_land_yet_does_not_hold_up_what_can() {
    let mut server = server();
    let mut pc = Pc::ready(&cast::OFFICE_PC, &mut server);
    for _ in 0..52 {
        let unsigned = pc.draft(&cast::STRANGER, sample::ENTRY);
        for turn in 0..40 {
            pc.edit(&cast::PPID, &unsigned, &[("note", &format!("{turn}"))]);
        }
    }
    assert_eq!(pc.ready_to_go().len(), 2_080, "more than one push carries");
    let entry = pc.draft(&cast::PPID, sample::ENTRY);
    let synced = pc.sync(&mut server);
    assert_eq!(synced.stamped, 1);
    assert!(pc.desk.logged(&entry.scope, entry.id).unwrap().is_some());
    assert_eq!(pc.ready_to_go().len(), 2_080, "and it is all kept");
    let again = pc.sync(&mut server);
    assert_eq!((again.stamped, again.arrived, again.rounds), (0, 0, 2));
    assert_eq!(again.refused.len(), 2_080, "and all of it is tried again");
}

#[test]
fn what_cites_a_refused_determination_is_parked_with_it_and_goes_with_it() {
    let mut server = server();
    let item = issued(&mut server);
    let mut office = Pc::ready(&cast::OFFICE_PC, &mut server);
    let entry = office.draft(&cast::PPID, sample::ENTRY);
    office.endorse_by_all(&entry);
    office.submit(&cast::PPID, &entry, Some(item));
    office.sync(&mut server);
    let mut jakarta = Pc::ready(&cast::NATIONAL_PC, &mut server);
    let paper =
        jakarta.new_paper(&kecuali_domain::Scope::National, kecuali_domain::Kind::Determination);
    let (issue, rows) = jakarta.issuing(&paper, "732");
    let forged = jakarta.forge(&cast::DETERMINER, &paper, &issue, Some(&rows));
    let cited = ItemRef { issue: forged, item: 1 };
    let determine = jakarta.determine(&cast::DETERMINER, &entry, cited);
    let above = jakarta.comment(&cast::DETERMINER, &entry, "Di atas penetapan");
    jakarta.sync(&mut server);
    let all = [(&forged, "grant_insufficient"), (&determine, "cites_parked")];
    for again in [false, true] {
        for (change, code) in all {
            assert_eq!(jakarta.parked(change).as_deref(), Some(code), "{again}");
        }
        assert_eq!(jakarta.parked(&above).as_deref(), Some("stands_on_parked"));
        assert!(
            jakarta.ready_to_go().is_empty() && jakarta.shown(&entry).state().decision().is_none()
        );
        assert!(jakarta.sync(&mut server).is_quiet(), "nothing is sent again");
        jakarta.restart();
    }
    assert_eq!(jakarta.desk.discard(&forged).unwrap(), 3, "what leans on it goes with it");
    assert!(jakarta.desk.waiting().is_empty());
    let second = jakarta.determine(&cast::DETERMINER, &entry, item);
    jakarta.sync(&mut server);
    assert_eq!(jakarta.state(&second), None, "she determines it under what was issued");
}

#[test]
fn what_leans_on_a_refused_act_stays_parked_when_that_is_written_again() {
    let mut server = server();
    let mut jakarta = Pc::ready(&cast::NATIONAL_PC, &mut server);
    let paper =
        jakarta.new_paper(&kecuali_domain::Scope::National, kecuali_domain::Kind::Determination);
    let (issue, rows) = jakarta.issuing(&paper, "732");
    let forged = jakarta.forge(&cast::DETERMINER, &paper, &issue, Some(&rows));
    let mut office = Pc::ready(&cast::OFFICE_PC, &mut server);
    let entry = office.draft(&cast::PPID, sample::ENTRY);
    office.endorse_by_all(&entry);
    office.submit(&cast::PPID, &entry, None);
    office.sync(&mut server);
    jakarta.sync(&mut server);
    let cited = ItemRef { issue: forged, item: 1 };
    let (determine, opened) = jakarta.determining(&entry, cited);
    let determine = jakarta.forge(&cast::DETERMINER, &entry, &determine, Some(&opened));
    assert_eq!(jakarta.parked(&determine).as_deref(), Some("cites_parked"));

    let again = jakarta.replace_act(&cast::ISSUER, &paper, (&issue, &rows), &forged);
    assert_eq!(jakarta.state(&forged), None);
    for restarted in [false, true] {
        let ready: Vec<Digest> = jakarta.ready_to_go().iter().map(|one| one.change).collect();
        assert_eq!(ready, [again], "{restarted}");
        assert_eq!(jakarta.parked(&determine).as_deref(), Some("cites_parked"), "{restarted}");
        jakarta.restart();
    }
    let synced = jakarta.sync(&mut server);
    assert_eq!((synced.stamped, synced.refused.len()), (1, 0));
    assert!(jakarta.sync(&mut server).is_quiet());
}

#[test]
fn what_relies_on_a_refused_grant_is_parked_with_it() {
    let mut server = server();
    let mut pc = Pc::ready(&cast::OFFICE_PC, &mut server);
    let grant = Act::Grant(person(&cast::STRANGER, &[Capability::Draft]));
    let paper = pc.new_paper(&office(), kecuali_domain::Kind::Roster);
    let forged = pc.forge(&cast::PPID, &paper, &grant, None);
    let entry = pc.draft(&cast::STRANGER, sample::ENTRY);
    assert!(!pc.ready_to_go().is_empty(), "by what is known here it is granted");
    pc.sync(&mut server);
    assert_eq!(pc.parked(&forged).as_deref(), Some("grant_insufficient"));
    assert!(pc.ready_to_go().is_empty(), "{:?}", pc.desk.waiting());
    let draft = pc.desk.waiting().iter().find(|waiting| waiting.document == entry.id).unwrap();
    assert_eq!(pc.parked(&draft.change).as_deref(), Some("grant_parked"));
    assert!(pc.sync(&mut server).is_quiet());
}

#[test]
fn a_record_that_names_no_log_or_kind_there_is_is_refused_for_its_name() {
    let mut server = server();
    let mut pc = Pc::ready(&cast::OFFICE_PC, &mut server);
    pc.draft(&cast::PPID, sample::ENTRY);
    let mut request = pc.desk.request();
    let honest = WireRecord::read(&request.push[0].record).unwrap();
    let unnamed = [
        WireRecord { scope: "kantor/3604".to_owned(), ..honest.clone() },
        WireRecord { kind: "catatan".to_owned(), ..honest },
    ];
    let pushed = |record: WireRecord| PushedRecord { record: record.to_bytes(), attachment: None };
    request.push = unnamed.map(pushed).to_vec();
    let before = server.picture();
    let answer = server.sync(pc.installation, &request).unwrap();
    let codes: Vec<&str> = answer.refusals.iter().map(|refusal| refusal.code.as_str()).collect();
    assert_eq!(codes, ["record_name", "record_name"]);
    assert_eq!(server.picture(), before);
}
