//! One decision about all of a part of the queue: listed whole, signed part by part.

use axum::{body::Body, http::StatusCode};
use kecuali_client::office::{Name, approval::Under};
use kecuali_domain::{handle, status::Status};

use super::browser::{Browser, Page};
use crate::world::{World, complete, determination, fields, from_paper};

/// So many are signed in one request.
const PART: usize = 25;

/// KPU RI with 12/2026, and so many entries that Kudus submitted under its item.
fn waiting(count: usize) -> (World, Vec<Name>) {
    let mut world = World::with("3319");
    world.issue();
    let entries = more(&mut world, 0..count);
    (world, entries)
}

fn more(world: &mut World, numbers: std::ops::Range<usize>) -> Vec<Name> {
    let names = endorsed(world, numbers);
    let office = world.office("3319");
    let item = office.item("12/1").unwrap();
    office.submit(None, &names, Some(item), None).unwrap();
    world.sync("3319");
    world.sync("RI");
    names
}

fn endorsed(world: &mut World, numbers: std::ops::Range<usize>) -> Vec<Name> {
    let all: Vec<_> = numbers.map(|n| complete(&format!("Rekam medis {n}"))).collect();
    let office = world.office("3319");
    let names = office.add_entries(None, &all).unwrap();
    for position in kecuali_domain::act::Position::ALL {
        office.give_word(Some("siti"), &names, &from_paper(position)).unwrap();
    }
    names
}

/// The same submitted as new substance and passed on, which may be determined under any item.
fn passed_on(count: usize) -> (World, Vec<Name>) {
    let mut world = World::with("3319");
    world.issue();
    issue_13(&mut world);
    let names = endorsed(&mut world, 0..count);
    let office = world.office("3319");
    office.skip_own_checks();
    office.submit(None, &names, Under::New, None).unwrap();
    world.arrive("33");
    world.admit("33");
    for code in ["3319", "33"] {
        world.sync(code);
    }
    world.office("33").forward(None, &names, None).unwrap();
    for code in ["33", "RI"] {
        world.sync(code);
    }
    (world, names)
}

/// A second item to choose: that of 13/2026.
fn issue_13(world: &mut World) {
    let ri = world.office("RI");
    let mut other = determination("13");
    other.iter_mut().filter(|(key, _)| key == "item/1/information").for_each(|(_, value)| {
        "Surat sakit".clone_into(value);
    });
    let draft = ri.draft_determination(Some("iman"), &other).unwrap();
    ri.issue(None, &draft, &[], None).unwrap();
}

fn at_national(world: &World) -> Browser {
    let mut browser = Browser::open(&world.path("RI"));
    browser.act_as("iman");
    browser
}

/// Lists all of the queue for an act; where the list stands, and its page.
fn listed(browser: &mut Browser, query: &str, act: &str) -> (String, Page) {
    let page = browser.get(&format!("/antrean?{query}"));
    let sent = browser.send_form(&page, "/antrean/sekaligus", &[("tindakan", act)]);
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let to = sent.leads_to().to_owned();
    let page = browser.get(&to);
    (to, page)
}

fn count(world: &World, names: &[Name], status: Status) -> usize {
    let mut office = world.second("RI");
    names.iter().filter(|name| office.summary(name).unwrap().status == status).count()
}

/// What the page sends by itself, and gets a piece for.
fn by_itself(browser: &mut Browser, piece: &Page, to: &str) -> Page {
    let body = serde_urlencoded::to_string(piece.form(to)).unwrap();
    let request = browser
        .request("POST", to)
        .header("origin", "http://127.0.0.1:4321")
        .header("hx-request", "true")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(body))
        .unwrap();
    browser.ask(request)
}

#[test]
fn all_that_is_filtered_is_listed_confirmed_once_and_signed_part_by_part() {
    let (world, names) = waiting(2 * PART + 3);
    let mut browser = at_national(&world);
    let (to, page) = listed(&mut browser, "provinsi=33", "tetapkan");
    assert!(page.says("Tetapkan 53 entri"), "{}", page.body);
    assert!(page.says("Halaman 1 dari 2") && page.body.len() < 100_000);
    let second = browser.get(&format!("{to}?halaman=2"));
    let stands = |name: &&Name| {
        let entry = handle(&name.0, name.1);
        page.body.contains(&entry) || second.body.contains(&entry)
    };
    assert_eq!(names.iter().filter(stands).count(), names.len(), "every entry is listed");
    assert_eq!(count(&world, &names, Status::Determined), 0, "looking signs nothing");

    let first = browser.send_form(&page, &to, &[]);
    assert_eq!(first.leads_to(), to, "{}", first.body);
    assert_eq!(count(&world, &names, Status::Determined), PART, "a part, and no more");
    let page = browser.get(&to);
    assert!(page.says("<b>25</b> dari 53 entri sudah ditetapkan."), "{}", page.body);
    assert!(!page.body.contains("load delay"), "a page that is opened signs nothing by itself");
    assert!(browser.get("/antrean").says("25 dari 53 entri sudah ditetapkan"));

    let piece = by_itself(&mut browser, &page, &to);
    assert!(piece.says("<b>50</b> dari 53"), "{}", piece.body);
    assert!(piece.body.contains("load delay") && piece.says("Berhenti dulu"));
    // What was told above it before is over: that nothing was signed, for one.
    assert_eq!(page.body.matches("id=\"kabar\"").count(), 1, "{}", page.body);
    assert!(piece.body.contains("<div id=\"kabar\" hx-swap-oob=\"true\"></div>"));
    let piece = by_itself(&mut browser, &piece, &to);
    assert!(piece.says("<b>53</b> dari 53 entri sudah ditetapkan. Selesai"), "{}", piece.body);
    assert!(!piece.body.contains("load delay"), "it is over");
    assert_eq!(count(&world, &names, Status::Determined), names.len());
    assert!(browser.get("/antrean").says("Tidak ada yang menunggu."));
    each_was_determined_once(&world, &names);
}

fn each_was_determined_once(world: &World, names: &[Name]) {
    let mut office = world.second("RI");
    for name in names {
        let history = office.history(name).unwrap();
        let determined = history.iter().filter(|one| one.what == "determine").count();
        assert_eq!(determined, 1, "one signature each");
    }
}

#[test]
fn what_changed_before_it_is_confirmed_is_listed_anew_and_nothing_is_signed() {
    let (mut world, names) = waiting(3);
    let mut browser = at_national(&world);
    let (to, page) = listed(&mut browser, "", "tetapkan");
    let office = world.office("RI");
    office.send_back(Some("rina"), std::slice::from_ref(&names[0]), "Kurang").unwrap();
    let sent = browser.send_form(&page, &to, &[]);
    let page = browser.get(sent.leads_to());
    assert!(page.says("Belum ada yang ditandatangani"), "{}", page.body);
    assert!(page.says("Tetapkan 2 entri"), "it is listed as it is now");
    assert_eq!(count(&world, &names, Status::Determined), 0);
    let forged = browser.send_form(&page, &to, &[("dilihat", "0000000000000000")]);
    assert!(browser.get(forged.leads_to()).says("Belum ada yang ditandatangani"));
    assert_eq!(count(&world, &names, Status::Determined), 0);
    let page = browser.get(&to);
    browser.send_form(&page, &to, &[]);
    assert_eq!(count(&world, &names, Status::Determined), 2);
}

#[test]
fn what_changes_while_it_goes_on_is_left_out_and_told_and_what_came_later_is_not_signed() {
    let (mut world, names) = waiting(PART + 3);
    let mut browser = at_national(&world);
    let (to, page) = listed(&mut browser, "", "tetapkan");
    let late = more(&mut world, 100..101).remove(0);
    assert!(browser.get(&to).says("<b>1 entri</b> masuk sesudahnya dan tidak ikut"));
    browser.send_form(&page, &to, &[]);
    let mut office = world.second("RI");
    let left: Vec<Name> = names
        .iter()
        .filter(|name| office.summary(name).unwrap().status != Status::Determined)
        .cloned()
        .collect();
    assert_eq!(left.len(), 3);
    resubmit(&mut world, &left[0]);
    let page = browser.get(&to);
    browser.send_form(&page, &to, &[]);
    let page = browser.get(&format!("{to}?bagian=lewat"));
    assert!(page.says("Berubah sesudah daftar ini dibuat"), "{}", page.body);
    assert!(page.says("<b>27</b> dari 28 entri sudah ditetapkan. Selesai"), "{}", page.body);
    assert_eq!(count(&world, &[left[0].clone(), late], Status::AtNational), 2);
}

#[test]
fn what_is_chosen_last_is_listed_before_anything_is_signed_under_it() {
    let (world, names) = passed_on(2);
    let mut browser = at_national(&world);
    let (to, page) = listed(&mut browser, "", "tetapkan");
    assert!(page.says("Tidak ikut: 2"), "new substance needs an item: {}", page.body);
    let looks = [("butir", "12/2026/1"), ("perlihatkan", "ya")];
    let sent = browser.send_form(&page, &to, &looks);
    let page = browser.get(sent.leads_to());
    assert!(page.says("Tetapkan semua 2 entri") && page.says("12/2026 butir 1<"), "{}", page.body);
    assert!(!page.says("Pilihan berubah"), "who looks is told nothing");

    let sent = browser.send_form(&page, &to, &[("butir", "13/2026/1")]);
    let other = browser.get(sent.leads_to());
    assert!(other.says("Pilihan berubah. Belum ada yang ditandatangani"), "{}", other.body);
    assert_eq!(count(&world, &names, Status::Determined), 0);
    assert_eq!(other.form(&to)["butir"], "13/2026/1");
    assert!(other.says(">13/2026 butir 1<") && !other.says(">12/2026 butir 1<"), "{}", other.body);
    // The page before that shows what the list was.
    let sent = browser.send_form(&page, &to, &[]);
    assert!(browser.get(sent.leads_to()).says("Pilihan berubah"));
    assert_eq!(count(&world, &names, Status::Determined), 0);
    browser.send_form(&other, &to, &[]);
    assert_eq!(count(&world, &names, Status::Determined), 0, "nor is that one signed now");

    let page = browser.get(&to);
    browser.send_form(&page, &to, &[]);
    let mut office = world.second("RI");
    let under = |name: &Name| office.summary(name).unwrap().under;
    let all: Vec<_> = names.iter().filter_map(under).collect();
    assert_eq!(all, ["13/2026 butir 1", "13/2026 butir 1"]);
    assert_eq!(count(&world, &names, Status::Determined), 2);
}

#[test]
fn a_choice_on_a_page_that_is_older_than_the_signatures_signs_nothing() {
    let (mut world, names) = waiting(PART + 1);
    issue_13(&mut world);
    let mut browser = at_national(&world);
    let (to, page) = listed(&mut browser, "", "tetapkan");
    browser.send_form(&page, &to, &[]);
    assert_eq!(count(&world, &names, Status::Determined), PART);
    let sent = browser.send_form(&page, &to, &[("butir", "13/2026/1")]);
    let now = browser.get(sent.leads_to());
    assert!(now.says("Kali ini tidak ada yang ditandatangani"), "{}", now.body);
    assert_eq!(count(&world, &names, Status::Determined), PART);
}

/// The office takes an entry back, changes it, and submits it again.
fn resubmit(world: &mut World, name: &Name) {
    let one = std::slice::from_ref(name);
    let office = world.office("3319");
    office.withdraw(None, one, None).unwrap();
    office.edit(Some("siti"), name, &fields(&["description=Uraian lain"])).unwrap();
    world.endorse("3319", name);
    let item = world.office("3319").item("12/1").unwrap();
    world.office("3319").submit(None, one, Some(item), None).unwrap();
    world.sync("3319");
    world.sync("RI");
}

#[test]
fn a_machine_that_died_after_signing_goes_on_where_it_was() {
    let (world, names) = waiting(PART + 2);
    let mut browser = at_national(&world);
    let (to, page) = listed(&mut browser, "", "tetapkan");
    browser.send_form(&page, &to, &[]);
    let rounds = world.second("RI").rounds();
    let mut round = rounds.all().unwrap().remove(0);
    assert_eq!((round.through, round.signed), (PART, PART));
    // As it was before the first part was told of.
    (round.through, round.signed) = (0, 0);
    rounds.save(&round).unwrap();
    for _ in 0..2 {
        let page = browser.get(&to);
        browser.send_form(&page, &to, &[]);
    }
    let page = browser.get(&to);
    assert!(page.says("<b>27</b> dari 27 entri sudah ditetapkan. Selesai"), "{}", page.body);
    assert!(!page.says("Tidak ikut"), "{}", page.body);
    each_was_determined_once(&world, &names);
}

#[test]
fn all_are_sent_back_with_one_reason_and_a_list_that_is_closed_signs_nothing_more() {
    let (world, names) = waiting(PART + 1);
    let mut browser = at_national(&world);
    browser.act_as("rina");
    let (to, page) = listed(&mut browser, "", "kembalikan");
    let sent = browser.send_form(&page, &to, &[("alasan", " ")]);
    assert!(browser.get(sent.leads_to()).says("Alasan wajib diisi"));
    browser.send_form(&page, &to, &[("alasan", "Uraian kurang jelas")]);
    assert_eq!(count(&world, &names, Status::Returned), PART);
    let page = browser.get(&to);
    let closed = browser.send_form(&page, &format!("{to}/buang"), &[]);
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.body);
    let sent = browser.send_form(&page, &to, &[]);
    assert!(browser.get(sent.leads_to()).says("Daftar itu sudah ditutup."));
    assert_eq!(count(&world, &names, Status::AtNational), 1);
    let (to, page) = listed(&mut browser, "", "tetapkan");
    assert!(page.says("Yang berwenang menetapkan di komputer ini: IMAN"), "{}", page.body);
    let form = [("dilihat".to_owned(), String::new()), ("csrf".to_owned(), token(&page))];
    browser.post(&to, &form);
    assert_eq!(count(&world, &names, Status::Determined), 0);
}

#[test]
fn what_one_person_confirmed_is_shown_again_before_another_signs_it() {
    let (world, names) = waiting(PART + 2);
    let mut browser = at_national(&world);
    browser.act_as("rina");
    let (to, page) = listed(&mut browser, "", "kembalikan");
    browser.send_form(&page, &to, &[("alasan", "Alasan yang diketik Rina")]);
    assert_eq!(count(&world, &names, Status::Returned), PART);
    browser.act_as("iman");
    let page = browser.get(&to);
    assert!(page.says("disetujui orang lain") && !page.says("Lanjutkan"), "{}", page.body);
    let sent = browser.send_form(&page, &to, &[]);
    let page = browser.get(sent.leads_to());
    assert_eq!(count(&world, &names, Status::Returned), PART, "nothing was signed");
    assert!(page.says("Belum ada yang ditandatangani: daftar ini disetujui orang lain."));
    assert!(page.says("Kembalikan 2 entri") && page.says("Alasan yang diketik Rina"));
    browser.send_form(&page, &to, &[]);
    assert_eq!(count(&world, &names, Status::Returned), names.len());
    let mut office = world.second("RI");
    let by: Vec<String> = names
        .iter()
        .flat_map(|name| office.history(name).unwrap())
        .filter(|one| one.what == "return")
        .map(|one| one.by)
        .collect();
    assert_eq!(by.iter().filter(|by| by.contains("RINA")).count(), PART);
    assert_eq!(by.iter().filter(|by| by.contains("IMAN")).count(), 2);
}

#[test]
fn a_list_that_an_older_program_kept_as_confirmed_is_shown_again() {
    let (world, names) = waiting(2);
    let mut browser = at_national(&world);
    let (to, _) = listed(&mut browser, "", "tetapkan");
    let folder = world.path("RI").join("rounds");
    let slip = std::fs::read_dir(folder).unwrap().next().unwrap().unwrap().path();
    let text = std::fs::read_to_string(&slip).unwrap();
    let mut kept: serde_json::Value = serde_json::from_str(&text).unwrap();
    let kept_by = kept.as_object_mut().unwrap();
    assert!(kept_by.remove("confirmed_by").is_some(), "{text}");
    kept_by.insert("is_confirmed".to_owned(), true.into());
    for one in kept_by["listed"].as_array_mut().unwrap() {
        one["seen"] = "0123456789abcdef".into();
    }
    kept_by.insert("seen".to_owned(), "0123456789abcdef".into());
    std::fs::write(&slip, kept.to_string()).unwrap();
    let page = browser.get(&to);
    assert!(page.says("Akan ditandatangani: 2"), "{}", page.body);
    let sent = browser.send_form(&page, &to, &[]);
    assert!(browser.get(sent.leads_to()).says("Belum ada yang ditandatangani"));
    assert_eq!(count(&world, &names, Status::Determined), 0);
    let page = browser.get(&to);
    browser.send_form(&page, &to, &[]);
    assert_eq!(count(&world, &names, Status::Determined), 2);
}

fn token(page: &Page) -> String {
    let (_, rest) = page.body.split_once("name=\"csrf\" value=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}
