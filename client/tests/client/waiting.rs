//! What waits for whom.

use kecuali_client::office::agenda::{Agenda, Section, Task};
use kecuali_domain::handle;

use crate::world::{World, complete, fields, from_paper};

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
