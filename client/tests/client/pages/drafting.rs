//! What is typed in a determination that is being prepared, and not saved.

use axum::http::StatusCode;

use super::browser::{Browser, Page};
use crate::{desk::Desk, world::World};

const NEW: &str = "/penetapan/draf/baru";
const UNSAVED: &str = "Ada ketikan yang belum disimpan";

fn at_national(world: &World) -> Browser {
    let mut browser = Browser::open(&world.path("RI"));
    browser.act_as("iman");
    browser
}

/// Where the text that was kept is gone on with.
fn goes_on(page: &Page, form: &str) -> String {
    let start = format!("{form}?borang=");
    let (_, rest) = page.body.split_once(&start).expect("nothing is offered");
    format!("{start}{}", rest.split('"').next().unwrap())
}

#[test]
fn what_is_typed_in_a_new_determination_survives_a_browser_that_died() {
    let world = World::new();
    let mut browser = at_national(&world);
    let page = browser.get(NEW);
    assert!(page.body.contains("id=\"pantau\"") && page.body.contains("hx-trigger=\"ketik\""));
    let filled = [
        ("title", "Penetapan rekam medis"),
        ("item/1/information", "Rekam medis"),
        ("item/1/legal_basis.lain", "Peraturan rumah sakit"),
    ];
    let heard = browser.types(&page, NEW, &filled);
    assert_eq!(heard.status, StatusCode::OK, "{}", heard.body);
    assert!(heard.says("Ketikan dijaga di komputer ini"));
    assert!(heard.body.contains("#f-item/1/description"), "findings lead to boxes of items");
    assert!(browser.get(NEW).says(UNSAVED), "another window offers it");
    drop(browser);
    assert!(world.second("RI").drafts().unwrap().is_empty(), "nothing is signed");

    let mut browser = at_national(&world);
    let offered = browser.get("/penetapan");
    assert!(offered.says(UNSAVED) && offered.says("Penetapan rekam medis"), "{}", offered.body);
    assert!(!browser.get("/entri/baru").says(UNSAVED), "it is no entry");
    let home = browser.get("/");
    assert_eq!(goes_on(&home, NEW), goes_on(&offered, NEW), "Beranda offers it, too");
    assert!(home.says("Penetapan rekam medis") && home.says("penetapan, diketik"), "{}", home.body);
    let page = browser.get(&goes_on(&offered, NEW));
    let form = page.form(NEW);
    assert_eq!(form["title"], "Penetapan rekam medis");
    assert_eq!(form["item/1/information"], "Rekam medis");
    assert_eq!(form["item/1/legal_basis.lain"], "Peraturan rumah sakit");
    let saved = browser.send_form(&page, NEW, &[]);
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert!(!browser.get("/penetapan").says(UNSAVED));
    let mut office = world.second("RI");
    let draft = office.drafts().unwrap().remove(0).draft;
    let name = office.find(&draft, kecuali_domain::Kind::DraftDetermination).unwrap();
    let content = office.content(&name).unwrap();
    assert_eq!(content.one("item/1/information"), Some("Rekam medis"));
    assert_eq!(content.set("item").filter(|(key, _)| key.contains("legal_basis")).count(), 1);
}

#[test]
fn what_was_typed_in_a_draft_is_offered_there_to_whom_it_belongs_and_can_be_thrown_away() {
    let world = World::new();
    let mut browser = at_national(&world);
    let page = browser.get(NEW);
    let saved = browser.send_form(&page, NEW, &[("title", "Judul pertama")]);
    let form = saved.leads_to().to_owned();
    let page = browser.get(&form);
    let heard = browser.types(&page, &form, &[("title", "Hubungi 081234567890")]);
    let (line, found) = heard.body.split_once("<section").expect("a line, and what was found");
    assert!(line.contains("Ada data pribadi"), "{line}");
    assert!(found.contains("tampaknya memuat data pribadi"), "{found}");
    let wrong = browser.types(&page, &form, &[("year", "dua ribu")]);
    assert!(wrong.says("class=\"berat\""), "what does not fit is kept and told");

    let page = browser.get(&form);
    assert!(page.says(UNSAVED), "{}", page.body);
    let listed = Desk::new().run(world.path("RI").to_str().unwrap(), &["scratch", "list"]);
    assert!(listed.contains("iman") && listed.contains("Judul pertama"), "{listed}");
    browser.act_as("adi");
    assert!(!browser.get(&form).says(UNSAVED), "it is not another person's");
    browser.act_as("iman");
    let thrown = browser.send(&form, "/penetapan/ketikan/buang", &[]);
    assert_eq!(thrown.status, StatusCode::SEE_OTHER, "{}", thrown.body);
    let page = browser.get(&form);
    assert!(!page.says(UNSAVED) && page.says("Judul pertama"), "{}", page.body);
}

#[test]
fn it_stays_with_who_typed_it_when_the_page_is_locked_meanwhile() {
    let world = World::new();
    let mut browser = at_national(&world);
    let page = browser.get(NEW);
    browser.types(&page, NEW, &[("title", "Penetapan")]);
    browser.minutes_pass(11);
    browser.types(&page, NEW, &[("title", "Penetapan rekam medis")]);
    browser.act_as("rina");
    assert!(!browser.get("/penetapan").says(UNSAVED), "it is not hers");
    browser.act_as("iman");
    assert!(browser.get("/penetapan").says("Penetapan rekam medis"));
}

#[test]
fn what_could_not_be_saved_is_kept_without_a_script_that_keeps_it_while_it_is_typed() {
    let world = World::new();
    let mut browser = at_national(&world);
    let page = browser.get(NEW);
    browser.act_as("adi");
    let refused = browser.send_form(&page, NEW, &[("title", "Penetapan rekam medis")]);
    assert_eq!(refused.status, StatusCode::SEE_OTHER, "{}", refused.body);
    assert!(browser.get(refused.leads_to()).says("Yang bekerja sudah berganti"));
    browser.act_as("iman");
    assert!(
        browser.get(NEW).says("Penetapan rekam medis"),
        "it is offered to whom it was drawn for"
    );
    assert!(browser.get("/").says("Penetapan rekam medis"));
    drop(browser);
    assert!(world.second("RI").drafts().unwrap().is_empty(), "nobody signed");
}
