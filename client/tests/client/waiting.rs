//! What waits for whom.

use std::collections::BTreeSet;

use kecuali_client::{
    machine::Replay,
    office::{
        Office,
        agenda::{Agenda, Section, Task},
        approval::Word,
    },
};
use kecuali_domain::handle;

use crate::{
    expiry::determined,
    pages::browser::Browser,
    world::{World, complete, determination, fields, from_paper},
};

fn tasks(agenda: &Agenda) -> Vec<(Task, usize)> {
    agenda.sections.iter().map(|section| (section.task, section.count)).collect()
}

fn section(agenda: &Agenda, task: Task) -> &Section {
    agenda.sections.iter().find(|section| section.task == task).unwrap()
}

#[test]
fn each_sees_what_his_own_key_can_do_next() {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    let incomplete = fields(&["information=Belum lengkap"]);
    world.office("3604").add_entries(Some("siti"), &[incomplete]).unwrap();
    let of = |world: &mut World, who| tasks(&world.office("3604").agenda(Some(who), 5).unwrap());
    assert_eq!(of(&mut world, "siti"), [(Task::AskApproval, 1)]);
    assert_eq!(of(&mut world, "budi"), [(Task::Endorse, 1)]);
    let both = world.office("3604").agenda(None, 5).unwrap();
    assert_eq!(both.sections.iter().map(|one| one.count).sum::<usize>(), 1, "one step comes next");
    let nobody = world.office("3604").agenda(Some("entah"), 5).unwrap_err();
    assert_eq!(nobody.code(), "not_found");

    world.endorse("3604", &name);
    assert_eq!(of(&mut world, "budi"), [], "his word is there");
    let agenda = world.office("3604").agenda(Some("siti"), 5).unwrap();
    assert_eq!(tasks(&agenda), [(Task::Submit, 1)]);
    assert_eq!(agenda.sections[0].first[0].entry, handle(&name.0, name.1));
    let edit = fields(&["description=Catatan lain"]);
    world.office("3604").edit(Some("siti"), &name, &edit).unwrap();
    assert_eq!(of(&mut world, "budi"), [(Task::Endorse, 1)], "his word was about another text");
}

#[test]
fn what_was_declined_waits_for_whoever_drafts_with_the_note() {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    let no = Word {
        agrees: false,
        position: None,
        note: Some("Bukan rahasia pribadi".to_owned()),
        recorded: None,
        batch: None,
    };
    world.office("3604").give_word(Some("budi"), std::slice::from_ref(&name), &no).unwrap();
    let agenda = world.office("3604").agenda(Some("siti"), 5).unwrap();
    assert_eq!(tasks(&agenda), [(Task::Declined, 1)]);
    let declined = &section(&agenda, Task::Declined).first[0];
    assert!(declined.reason.as_deref().unwrap().ends_with("Bukan rahasia pribadi"), "{declined:?}");
    assert!(declined.by.as_deref().unwrap().contains("Atasan PPID"), "{declined:?}");
    assert!(world.office("3604").agenda(Some("budi"), 5).unwrap().sections.is_empty());
    let entry = handle(&name.0, name.1);
    let mut browser = Browser::open(&world.path("3604"));
    browser.act_as("siti");
    for page in ["/", &format!("/entri/{entry}"), &format!("/entri/{entry}/ubah")] {
        assert!(browser.get(page).says("Bukan rahasia pribadi"), "{page}");
    }
    let edit = fields(&["description=Catatan lain"]);
    world.office("3604").edit(Some("siti"), &name, &edit).unwrap();
    let agenda = world.office("3604").agenda(Some("siti"), 5).unwrap();
    assert_eq!(tasks(&agenda), [(Task::AskApproval, 1)], "the note was about another text");
    assert!(!browser.get(&format!("/entri/{entry}")).says("Bukan rahasia pribadi"));
}

#[test]
fn the_oldest_submission_comes_first_and_what_was_returned_says_why() {
    let mut world = World::with("3604");
    world.issue();
    let item = world.office("3604").item("12/1").unwrap();
    let names: Vec<_> = (0..3).map(|_| world.draft("3604")).collect();
    for name in names.iter().rev() {
        world.endorse("3604", name);
        let one = std::slice::from_ref(name);
        world.office("3604").submit(None, one, Some(item), None).unwrap();
    }
    assert!(world.office("3604").agenda(None, 5).unwrap().sections.is_empty());
    world.sync("3604");
    world.sync("RI");
    let agenda = world.office("RI").agenda(Some("rina"), 2).unwrap();
    let waiting = section(&agenda, Task::Decide);
    assert_eq!((waiting.count, waiting.first.len()), (3, 2), "the first of them, and how many");
    assert_eq!(waiting.first[0].entry, handle(&names[2].0, names[2].1));
    assert!(world.office("RI").agenda(Some("adi"), 2).unwrap().sections.is_empty());

    let back = std::slice::from_ref(&names[0]);
    world.office("RI").send_back(Some("rina"), back, "Lengkapi uraiannya").unwrap();
    world.sync("RI");
    world.sync("3604");
    let agenda = world.office("3604").agenda(Some("siti"), 5).unwrap();
    let returned = &section(&agenda, Task::Mend).first[0];
    assert_eq!(returned.reason.as_deref(), Some("Lengkapi uraiannya"));
    assert!(returned.by.as_deref().is_some_and(|by| by.contains("Penelaah")), "{returned:?}");
}

#[test]
fn what_ends_within_ninety_working_days_is_named_with_the_day_to_act_by() {
    let mut world = World::with("3604");
    world.issue();
    let item = world.office("3604").item("12/1").unwrap();
    let mut names = Vec::new();
    for period in ["1 bulan", "2 bulan", "5 tahun"] {
        let mut all = complete("Rekam medis pegawai");
        all.retain(|(key, _)| key != "period");
        all.extend(fields(&[&format!("period={period}")]));
        names.extend(world.office("3604").add_entries(Some("siti"), &[all]).unwrap());
    }
    for name in &names {
        world.endorse("3604", name);
    }
    world.office("3604").submit(None, &names, Some(item), None).unwrap();
    world.sync("3604");
    world.sync("RI");
    world.office("RI").determine(None, &names, None, None).unwrap();
    world.sync("RI");
    world.sync("3604");
    let agenda = world.office("3604").agenda(Some("siti"), 5).unwrap();
    let near = section(&agenda, Task::Expire);
    let ends: Vec<_> = near.first.iter().filter_map(|one| one.expiry.as_ref()).collect();
    assert_eq!(ends.len(), 2, "{near:?}");
    assert!(ends[0].ends < ends[1].ends && ends[0].within <= ends[1].within);
    assert!(ends.iter().all(|one| one.open_by < one.ends && one.within <= 90));
    // Without the holidays any two days count as one working day, and both are very near.
    let stages = |agenda: &Agenda| -> Vec<(u16, usize)> {
        section(agenda, Task::Expire).stages.iter().map(|one| (one.within, one.count)).collect()
    };
    assert_eq!(stages(&agenda), [(30, 2)]);
    assert!(ends.iter().all(|one| one.overdue), "counted with half of the days: {ends:?}");
    assert_eq!(ends[0].unknown_years.iter().copied().collect::<Vec<_>>(), [2026]);
    crate::upkeep::set_holidays(&mut world, &["2026-12-24", "2026-12-25", "2027-01-01"]);
    let agenda = world.office("3604").agenda(Some("siti"), 5).unwrap();
    assert_eq!(stages(&agenda), [(30, 1), (60, 1)], "by the holidays of national policy");
    let ends = section(&agenda, Task::Expire).first[1].expiry.clone().unwrap();
    assert_eq!((ends.open_by.to_string(), ends.unknown_years.len()), ("2026-12-07".to_owned(), 0));
    assert!(!ends.overdue);
}

#[test]
fn a_conflict_and_what_was_refused_wait_for_whoever_drafts() {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    world.sync("3604");
    let copy = world.path("laptop");
    world.office("3604").backup(&copy).unwrap();
    let mut laptop = world.second("laptop");
    laptop.edit(Some("siti"), &name, &fields(&["note=dari laptop"])).unwrap();
    let mut way = world.way("3604");
    laptop.sync(&mut way).unwrap();
    world.office("3604").edit(Some("siti"), &name, &fields(&["note=dari kantor"])).unwrap();
    world.sync("3604");
    let agenda = world.office("3604").agenda(Some("siti"), 5).unwrap();
    assert_eq!(tasks(&agenda), [(Task::Resolve, 1)]);
    assert!(world.office("3604").agenda(Some("budi"), 5).unwrap().sections.is_empty());
    let said = from_paper(kecuali_domain::act::Position::Patron);
    let names = [name];
    world.office("3604").give_word(Some("siti"), &names, &said).unwrap_err();
}

#[test]
fn kpu_ri_is_told_of_its_own_items_that_end_soon() {
    let mut world = World::new();
    issue_for(&mut world, "13", "5 tahun");
    issue_for(&mut world, "12", "1 bulan");
    let agenda = world.office("RI").agenda(Some("iman"), 5).unwrap();
    let near = section(&agenda, Task::Expire);
    assert_eq!((near.count, near.stages.len()), (1, 1), "{near:?}");
    assert_eq!(near.first[0].entry, "12/2026 butir 1");
    assert_eq!(near.first[0].information, "Rekam medis");
    assert_eq!(near.first[0].expiry.as_ref().unwrap().ends.to_string(), "2026-12-21");
    let reviewer = world.office("RI").agenda(Some("rina"), 5).unwrap();
    assert!(reviewer.sections.is_empty(), "who ends nothing is asked for nothing: {reviewer:?}");
    let mut browser = Browser::open(&world.path("RI"));
    browser.act_as("iman");
    let page = browser.get("/");
    assert!(page.body.contains("/penetapan/lihat?nomor=12%2F2026"), "{}", page.body);
    let page = browser.get("/penetapan?urut=berakhir");
    let place = |text: &str| page.body.find(text).unwrap();
    assert!(page.says("21 Desember 2026") && place("12/2026") < place("13/2026"), "{}", page.body);
    world.office("RI").revoke_determination(None, "12", &BTreeSet::new(), "Keliru", None).unwrap();
    assert!(world.office("RI").agenda(Some("iman"), 5).unwrap().sections.is_empty());
}

/// A determination with an item of a period, known to KPU RI.
fn issue_for(world: &mut World, number: &str, period: &str) {
    let mut all = determination(number);
    all.retain(|(key, _)| key != "item/1/period");
    let period = fields(&[&format!("period={period}")]).into_iter();
    all.extend(period.map(|(key, value)| (format!("item/1/{key}"), value)));
    all.retain(|(key, _)| key != "item/1/information");
    let name = if number == "12" { "Rekam medis" } else { "Soal ujian seleksi" };
    all.push(("item/1/information".to_owned(), name.to_owned()));
    let ri = world.office("RI");
    let draft = ri.draft_determination(Some("iman"), &all).unwrap();
    ri.issue(None, &draft, &[], None).unwrap();
    world.sync("RI");
}

/// 12/2026 with an item that no day ends.
fn issue_without_end(world: &mut World) {
    let mut all = determination("12");
    all.retain(|(key, _)| key != "item/1/period");
    let period = fields(&["period=Selama berlaku"]).into_iter();
    all.extend(period.map(|(key, value)| (format!("item/1/{key}"), value)));
    let ri = world.office("RI");
    let draft = ri.draft_determination(Some("iman"), &all).unwrap();
    ri.issue(None, &draft, &[], None).unwrap();
    world.sync("RI");
    world.sync("3604");
}

/// Something that no day ends comes up each year, until someone signs something about it.
#[test]
fn what_no_day_ends_is_looked_at_again_each_year() {
    let mut world = World::with("3604");
    issue_without_end(&mut world);
    let name = determined(&mut world, "Selama berlaku");
    determined(&mut world, "5 tahun");
    let reviews = |world: &mut World| {
        let agenda = world.office("3604").agenda(Some("siti"), 5).unwrap();
        let found = agenda.sections.iter().find(|one| one.task == Task::Review)?.first.clone();
        assert_eq!(found.len(), 1, "what a day ends is not reviewed: {found:?}");
        let review = found[0].review.clone().unwrap();
        Some((review.due.to_string(), review.within, review.overdue))
    };
    let on = |world: &mut World, day: &str| {
        world.office("RI").set_day(None, day.parse().unwrap()).unwrap();
        world.try_sync("RI");
        world.sync("3604");
    };
    assert_eq!(reviews(&mut world), None, "just determined");
    on(&mut world, "2027-10-01");
    let due = "2027-11-22".to_owned();
    assert_eq!(reviews(&mut world), Some((due.clone(), 30, false)), "the day of the determination");
    on(&mut world, "2027-12-01");
    assert_eq!(reviews(&mut world), Some((due, 30, true)), "it does not go by itself");
    let first_of_december = Replay::new(1_827_637_200_000, "later".to_owned());
    let office = Office::open(&world.path("3604"), Box::new(first_of_december)).unwrap();
    world.replace("3604", office);
    world.office("3604").comment(None, &name, "Masih berlaku", None).unwrap();
    assert_eq!(reviews(&mut world), None, "someone looked at it");
}
