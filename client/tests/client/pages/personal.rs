//! What belongs to a person is pointed out before anything is sent.

use axum::{body::Body, http::StatusCode};

use super::browser::Browser;
use crate::world::World;

const FORM: &str = "/entri/baru/ubah";

#[test]
fn what_belongs_to_a_person_is_said_first_and_never_folded_away() {
    let mut world = World::new();
    world.arrive("3319");
    let mut browser = Browser::open(&world.path("3319"));
    browser.act_as("siti");
    let page = browser.get("/entri/baru");
    let typed = [("information", "NIK 3604012505900001"), ("note", "Hubungi 0812-3456-7890")];
    let mut fields = page.form(FORM);
    fields.extend(typed.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let request = browser
        .request("POST", "/entri/baru/pantau")
        .header("origin", "http://127.0.0.1:4321")
        .header("hx-request", "true")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(serde_urlencoded::to_string(&fields).unwrap()))
        .unwrap();
    let heard = browser.ask(request);
    let (line, found) = heard.body.split_once("<section").expect("a line, and what was found");
    assert!(line.contains("Ada data pribadi"), "{line}");
    let public = found.find("Teks yang akan terbit tampaknya memuat data pribadi");
    let inside = found.find("Isian internal ini tampaknya memuat nomor pribadi");
    assert!(!found.contains("<details"), "{found}");
    assert!(public.is_some() && public < inside, "{}", heard.body);

    let saved = browser.send_form(&page, FORM, &typed);
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "it stops nobody: {}", saved.body);
    let entry = world.second("3319").entries().unwrap()[0].entry.clone();
    let shown = browser.get(&format!("/entri/{entry}"));
    let (_, panel) = shown.body.split_once("<ul class=\"temuan\">").unwrap();
    let (first, _) = panel.split_once("</li>").unwrap();
    assert!(first.contains("data pribadi"), "{first}");
}
