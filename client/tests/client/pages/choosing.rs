//! What is chosen on a page and not shown yet is not signed: neither the choice nor what was there
//! before it.

use kecuali_client::office::{
    Name, Office, approval::Under, input::Fields, standing::EntrySummary,
};
use kecuali_domain::{handle, status::Status};

use super::{
    browser::{Browser, Page},
    multipart::send_files,
};
use crate::world::{World, complete, determination};

/// Presses the button of an act with this chosen and typed on its page. What stands in another
/// form is not sent.
fn press(browser: &mut Browser, page: &Page, act: &str, chosen: &[(&str, &[&str])]) -> Page {
    let mut fields = page.fields(act);
    for (name, values) in chosen.iter().filter(|(name, _)| page.has_control(act, name)) {
        fields.retain(|(field, _)| field != name);
        fields.extend(values.iter().map(|value| ((*name).to_owned(), (*value).to_owned())));
    }
    browser.post(act, &fields)
}

/// The page that says why nothing was signed.
fn shown_again(browser: &mut Browser, answered: &Page) -> Page {
    let page = browser.get(answered.leads_to());
    let why = "Pilihan berubah. Belum ada yang ditandatangani";
    assert!(page.says(why), "{}: {}", answered.leads_to(), page.body);
    page
}

/// The fields of a determination with a second item.
fn two_items() -> Fields {
    let mut fields = determination("12");
    let of = |(key, value): &(String, String)| {
        let key = key.strip_prefix("item/1/")?;
        let value = if key == "information" { "Surat sakit" } else { value.as_str() };
        Some((format!("item/2/{key}"), value.to_owned()))
    };
    let second: Vec<_> = fields.iter().filter_map(of).collect();
    fields.extend(second);
    fields
}

const OFFICE: &str = "3319";

/// KPU RI and an office, with 12/2026 of two items in force.
fn world() -> World {
    let mut world = World::with(OFFICE);
    let ri = world.office("RI");
    let draft = ri.draft_determination(Some("iman"), &two_items()).unwrap();
    ri.issue(None, &draft, &[], None).unwrap();
    world.sync("RI");
    world.sync(OFFICE);
    world
}

/// An entry that its office agreed to.
fn agreed(world: &mut World, information: &str) -> Name {
    let office = world.office(OFFICE);
    let name = office.add_entries(None, &[complete(information)]).unwrap().remove(0);
    world.endorse(OFFICE, &name);
    name
}

/// The same, submitted as new substance, passed on and read at KPU RI.
fn waiting(world: &mut World) -> Name {
    let name = agreed(world, "Rekam medis");
    let (office, one) = (world.office(OFFICE), std::slice::from_ref(&name));
    office.skip_own_checks();
    office.submit(None, one, Under::New, None).unwrap();
    world.arrive("33");
    world.admit("33");
    for code in [OFFICE, "33"] {
        world.sync(code);
    }
    world.office("33").forward(None, std::slice::from_ref(&name), None).unwrap();
    for code in ["33", "RI"] {
        world.sync(code);
    }
    name
}

fn browser(world: &World, code: &str, as_key: &str) -> Browser {
    let mut browser = Browser::open(&world.path(code));
    browser.act_as(as_key);
    browser
}

fn summary(mut office: Office, name: &Name) -> EntrySummary {
    office.summary(name).unwrap()
}

#[test]
fn an_entry_is_submitted_as_what_was_chosen_and_shown() {
    let mut world = world();
    let name = agreed(&mut world, "Hasil asesmen psikologi");
    let mut browser = browser(&world, OFFICE, "siti");
    let act = "/persetujuan/ajukan";
    let page = browser.get(&format!("{act}?entri={}", handle(&name.0, name.1)));
    assert_eq!(page.form(act)["cara"], "baru");
    let chosen: [(&str, &[&str]); 3] =
        [("cara", &["butir"]), ("butir", &["12/2026/1"]), ("surat", &["7/PPID/2026"])];
    let answered = press(&mut browser, &page, act, &chosen);
    assert_eq!(summary(world.second(OFFICE), &name).status, Status::Endorsed);
    let page = shown_again(&mut browser, &answered);
    let form = page.form(act);
    assert_eq!((form["cara"].as_str(), form["butir"].as_str()), ("butir", "12/2026/1"));
    assert_eq!(form["surat"], "7/PPID/2026", "what was typed is still there");
    press(&mut browser, &page, act, &[]);
    let submitted = summary(world.second(OFFICE), &name);
    assert_eq!(submitted.under.as_deref(), Some("12/2026 butir 1"));
}

#[test]
fn a_decision_on_paper_is_registered_once_that_was_shown() {
    let mut world = World::new();
    let ri = world.office("RI");
    let draft = ri.draft_determination(Some("iman"), &determination("12")).unwrap();
    let to = format!("/penetapan/draf/{}", handle(&draft.0, draft.1));
    let (issues, registers) = (format!("{to}/terbit"), format!("{to}/daftarkan"));
    let mut browser = browser(&world, "RI", "iman");
    let page = browser.get(&issues);
    let answered = press(&mut browser, &page, &issues, &[("kertas", &["ya"])]);
    assert!(world.second("RI").determinations().unwrap().is_empty());
    let paper = shown_again(&mut browser, &answered);
    assert!(paper.says("Daftarkan 12/2026"), "{}", paper.body);

    // And back: without the tick it is no decision on paper.
    let mut fields = paper.form(&registers);
    fields.remove("kertas");
    let unticked =
        Page { body: paper.body.replace("value=\"ya\" checked", "value=\"ya\""), ..paper };
    let answered = send_files(&mut browser, &unticked, &registers, &[], &[]);
    assert!(world.second("RI").determinations().unwrap().is_empty());
    shown_again(&mut browser, &answered);

    let paper = browser.get(&format!("{issues}?kertas=ya"));
    send_files(&mut browser, &paper, &registers, &[], &[]);
    assert!(world.second("RI").determinations().unwrap()[0].registered);
}

#[test]
fn an_item_that_continues_another_is_named_with_it() {
    let mut world = world();
    let ri = world.office("RI");
    let draft = ri.draft_determination(Some("iman"), &determination("13")).unwrap();
    let to = format!("/penetapan/draf/{}/terbit", handle(&draft.0, draft.1));
    let mut browser = browser(&world, "RI", "iman");
    let page = browser.get(&to);
    let answered = press(&mut browser, &page, &to, &[("baru", &["1"])]);
    assert_eq!(world.second("RI").determinations().unwrap().len(), 1, "nothing is issued");
    let page = browser.get(answered.leads_to());
    assert!(page.says("Pilih juga butir lama yang dilanjutkan;"), "{}", page.body);
    assert_eq!(page.form(&to)["baru"], "1", "what was typed is still there");
    for marked in ["aria-describedby=\"k-baru\" aria-invalid=\"true\"", "id=\"k-baru\""] {
        assert!(page.body.contains(marked), "{marked}: {}", page.body);
    }
    let chosen: [(&str, &[&str]); 2] = [("lama", &["12/2026/1"]), ("baru", &["1"])];
    let answered = press(&mut browser, &page, &to, &chosen);
    let page = shown_again(&mut browser, &answered);
    assert!(page.says("12/2026/1 dilanjutkan butir 1"), "{}", page.body);
    press(&mut browser, &page, &to, &[]);
    let old = world.second("RI").determination_by("12/2026").unwrap();
    assert!(!old.items[0].in_force && old.items[1].in_force);
}

#[test]
fn only_the_fields_that_were_shown_are_taken_down() {
    let mut world = world();
    let mut browser = browser(&world, "RI", "iman");
    let act = "/penetapan/turunkan";
    let page = browser.get(&format!("{act}?nomor=12/2026&butir=1"));
    let chosen: [(&str, &[&str]); 2] = [("isian", &["description"]), ("alasan", &["Memuat nama"])];
    let answered = press(&mut browser, &page, act, &chosen);
    let mut hidden = || {
        world.office("RI").refresh().unwrap();
        world.sync("RI");
        let row = world.second("RI").determination_row("12/2026", Some(1)).unwrap();
        let hidden = row.fields.iter().filter(|field| field.withheld);
        hidden.map(|field| field.field.clone()).collect::<Vec<_>>()
    };
    assert!(hidden().is_empty(), "nothing is taken down yet");
    let page = shown_again(&mut browser, &answered);
    assert!(page.says("Turunkan 1 isian</button>"), "{}", page.body);
    assert_eq!(page.form(act)["alasan"], "Memuat nama", "what was typed is still there");
    press(&mut browser, &page, act, &[]);
    assert_eq!(hidden(), ["description"]);
}

#[test]
fn only_the_items_that_were_shown_are_revoked() {
    let world = world();
    let mut browser = browser(&world, "RI", "iman");
    let act = "/penetapan/cabut";
    let standing = || {
        let one = world.second("RI").determination_by("12/2026").unwrap();
        one.items.iter().filter(|item| item.in_force).count()
    };
    let page = browser.get(&format!("{act}?nomor=12/2026&butir=1"));
    let none: [(&str, &[&str]); 2] = [("butir", &[]), ("alasan", &["Putusan KI"])];
    let answered = press(&mut browser, &page, act, &none);
    assert_eq!(standing(), 2, "no tick is not all of them");
    let page = browser.get(answered.leads_to());
    assert!(page.says("Centang dulu butir yang dicabut"), "{}", page.body);
    let chosen: [(&str, &[&str]); 2] = [("butir", &["1", "2"]), ("alasan", &["Putusan KI"])];
    let answered = press(&mut browser, &page, act, &chosen);
    assert_eq!(standing(), 2, "nothing is revoked yet");
    let page = shown_again(&mut browser, &answered);
    assert!(page.says("Cabut 2 butir"), "{}", page.body);
    assert_eq!(page.form(act)["alasan"], "Putusan KI", "what was typed is still there");
    press(&mut browser, &page, act, &[]);
    assert_eq!(standing(), 0);
}

#[test]
fn all_items_are_revoked_as_they_were_ticked() {
    let world = world();
    let mut browser = browser(&world, "RI", "iman");
    let act = "/penetapan/cabut";
    let page = browser.get(&format!("{act}?nomor=12/2026"));
    press(&mut browser, &page, act, &[("alasan", &["Putusan KI"])]);
    let one = world.second("RI").determination_by("12/2026").unwrap();
    assert!(one.items.iter().all(|item| !item.in_force));
}

/// Determines an entry on a page, under another item than was submitted.
fn determined_as_shown(page: &str) {
    let mut world = world();
    let name = waiting(&mut world);
    let mut browser = browser(&world, "RI", "iman");
    let act = "/antrean/putuskan";
    let page = browser.get(&page.replace("ENTRY", &handle(&name.0, name.1)));
    let answered = press(&mut browser, &page, act, &[("butir", &["12/2026/2"])]);
    assert_eq!(summary(world.second("RI"), &name).status, Status::AtNational);
    let page = shown_again(&mut browser, &answered);
    assert_eq!(page.form(act)["butir"], "12/2026/2");
    let done = press(&mut browser, &page, act, &[]);
    let determined = summary(world.second("RI"), &name);
    assert_eq!(determined.status, Status::Determined, "{}", done.body);
    assert_eq!(determined.under.as_deref(), Some("12/2026 butir 2"));
}

#[test]
fn an_entry_is_determined_under_the_item_that_was_chosen_and_shown() {
    determined_as_shown("/antrean/ENTRY");
}

#[test]
fn ticked_entries_are_determined_under_the_item_that_was_chosen_and_shown() {
    determined_as_shown("/antrean/putuskan?tindakan=tetapkan&entri=ENTRY");
}

#[test]
fn the_button_that_shows_signs_nothing() {
    let world = world();
    let mut browser = browser(&world, "RI", "iman");
    let act = "/penetapan/turunkan";
    let page = browser.get(&format!("{act}?nomor=12/2026&butir=1"));
    assert!(page.has_control(act, "isian"));
    let mut fields = page.fields(act);
    fields.push(("isian".to_owned(), "description".to_owned()));
    fields.push(("perlihatkan".to_owned(), "ya".to_owned()));
    let answered = browser.post(act, &fields);
    let page = browser.get(answered.leads_to());
    assert!(page.says("Turunkan 1 isian</button>"), "{}", page.body);
    assert!(!page.says("Pilihan berubah"), "nobody is warned of what they asked for");
}
