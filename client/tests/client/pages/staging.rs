//! How far an entry has come, on its page.

use kecuali_client::office::{Name, Office, approval::Under, progress::Progress};
use kecuali_domain::{handle, status::Status};

use super::browser::{Browser, Page};
use crate::world::{World, determination, fields};

const SAVED: &str = "Tersimpan di sini";
const RECEIVED: &str = "Diterima nasional";
const DETERMINED: &str = "Ditetapkan";
const PUBLISHED: &str = "Terbit";

/// The stages that an office shows as reached, and how many changes it says were not sent.
fn stages(world: &mut World, code: &'static str, name: &Name) -> (Vec<String>, String) {
    let page = Browser::open(&world.path(code)).get(&format!("/entri/{}", handle(&name.0, name.1)));
    let (reached, unsent) = (reached(&page), unsent(&page));
    let listed = world.office(code).entries().unwrap();
    let listed = listed.iter().find(|one| one.id == name.1).unwrap();
    let alone = world.second(code).summary(name).unwrap();
    assert_eq!((listed.progress, listed.unsent), (alone.progress, alone.unsent));
    (reached, unsent)
}

fn reached(page: &Page) -> Vec<String> {
    let (_, list) = page.body.split_once("class=\"tahap\"").unwrap();
    let (list, _) = list.split_once("</ol>").unwrap();
    let all: Vec<&str> = list.split("<li").skip(1).collect();
    for label in [SAVED, RECEIVED, DETERMINED, PUBLISHED] {
        assert!(all.iter().any(|one| one.contains(label)), "{label}: {list}");
    }
    let reached = all.iter().filter_map(|one| one.strip_prefix(" class=\"tercapai\">"));
    reached.map(|one| one.split('<').next().unwrap().trim().to_owned()).collect()
}

fn unsent(page: &Page) -> String {
    let before = page.body.split_once(" perubahan belum dikirim").map(|(before, _)| before);
    before.and_then(|before| before.rsplit('>').next()).unwrap_or("0").to_owned()
}

fn progress(world: &mut World, code: &str, name: &Name) -> Progress {
    world.office(code).summary(name).unwrap().progress
}

#[test]
fn each_stage_follows_from_its_own_fact_and_none_is_claimed_before_the_log_holds_it() {
    let mut world = World::with("3604");
    world.issue();
    let name = world.draft("3604");
    let all = |stages: &[&str], unsent: &str| {
        let stages: Vec<String> = stages.iter().map(|one| (*one).to_owned()).collect();
        (stages, unsent.to_owned())
    };
    assert_eq!(stages(&mut world, "3604", &name), all(&[SAVED], "1"), "a draft");
    world.sync("3604");
    assert_eq!(stages(&mut world, "3604", &name), all(&[SAVED, RECEIVED], "0"), "sent");

    world.endorse("3604", &name);
    let names = [name.clone()];
    let item = world.office("3604").item("12/1").unwrap();
    world.office("3604").submit(None, &names, Some(item), None).unwrap();
    assert_eq!(progress(&mut world, "3604", &name), Progress::Saved, "nobody has the submission");
    world.sync("3604");
    world.sync("RI");
    world.office("RI").determine(None, &names, None, None).unwrap();
    let known_here = stages(&mut world, "RI", &name);
    assert_eq!(known_here, all(&[SAVED, RECEIVED], "1"), "determined, and not sent");
    assert_eq!(progress(&mut world, "RI", &name), Progress::Saved);
    world.sync("RI");
    world.sync("3604");
    let published = all(&[SAVED, RECEIVED, DETERMINED, PUBLISHED], "0");
    for code in ["RI", "3604"] {
        assert_eq!(stages(&mut world, code, &name), published, "{code}");
    }

    world.office("3604").edit(None, &name, &fields(&["note=Lihat berkas"])).unwrap();
    let edited = stages(&mut world, "3604", &name);
    assert_eq!(edited, all(&[SAVED, RECEIVED, DETERMINED, PUBLISHED], "1"), "it is public still");
    assert_eq!(progress(&mut world, "3604", &name), Progress::Published);

    world.office("RI").revoke_decisions(None, &names, "Keliru", None).unwrap();
    let taken = stages(&mut world, "RI", &name);
    assert_eq!(taken, all(&[SAVED, RECEIVED, DETERMINED, PUBLISHED], "1"), "until it is sent");
    world.sync("RI");
    assert_eq!(stages(&mut world, "RI", &name), all(&[SAVED, RECEIVED], "0"));
    assert_eq!(progress(&mut world, "RI", &name), Progress::Received);
}

#[test]
fn what_is_in_contest_is_public_as_it_was_decided_first() {
    let mut world = World::with("3604");
    world.issue();
    let ri = world.office("RI");
    let mut other = determination("13");
    for (key, value) in &mut other {
        if key == "item/1/information" {
            "Berkas kepegawaian".clone_into(value);
        }
    }
    let draft = ri.draft_determination(Some("iman"), &other).unwrap();
    ri.issue(None, &draft, &[], None).unwrap();
    let name = world.draft("3604");
    world.endorse("3604", &name);
    let names = [name.clone()];
    world.office("3604").skip_own_checks();
    world.office("3604").submit(None, &names, Under::New, None).unwrap();
    world.arrive("36");
    world.admit("36");
    world.sync("3604");
    world.sync("36");
    world.office("36").forward(None, &names, None).unwrap();
    world.sync("36");
    world.sync("RI");
    let copy = world.path("laptop");
    world.office("RI").backup(&copy).unwrap();
    let decide = |office: &mut Office, number: &str| {
        let item = office.item(number).unwrap();
        office.determine(None, &names, Some(item), None).unwrap();
    };
    decide(world.office("RI"), "12/1");
    world.sync("RI");
    let mut laptop = world.second("laptop");
    decide(&mut laptop, "13/1");
    let mut way = world.way("RI");
    laptop.sync(&mut way).unwrap();
    world.sync("3604");
    let summary = world.office("3604").summary(&name).unwrap();
    assert_eq!(summary.status, Status::Contesting);
    let (reached, _) = stages(&mut world, "3604", &name);
    assert_eq!(reached, [SAVED, RECEIVED, DETERMINED, PUBLISHED]);
    assert_eq!(progress(&mut world, "3604", &name), Progress::Published);
}

#[test]
fn what_is_over_is_determined_and_on_the_list_no_more() {
    let mut world = World::with("3604");
    world.issue();
    let over = crate::expiry::determined(&mut world, "2026-11-23");
    crate::expiry::next_day(&mut world);
    let (reached, _) = stages(&mut world, "3604", &over);
    assert_eq!(reached, [SAVED, RECEIVED, DETERMINED]);
    assert_eq!(progress(&mut world, "3604", &over), Progress::Determined);
}
