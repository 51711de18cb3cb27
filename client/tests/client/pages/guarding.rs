//! Who is heard, and who is not.

use axum::{body::Body, http::StatusCode};

use super::browser::Browser;
use crate::world::World;

fn office() -> (World, Browser) {
    let mut world = World::new();
    world.arrive("3319");
    let browser = Browser::open(&world.path("3319"));
    (world, browser)
}

#[test]
fn nobody_sees_a_page_without_the_link() {
    let (world, mut inside) = office();
    let mut outside = Browser::outside(&world.path("3319"));
    for path in ["/", "/daftar", "/entri/baru", "/sinkron", "/siapa"] {
        assert_eq!(outside.get(path).status, StatusCode::UNAUTHORIZED, "{path}");
        assert_eq!(inside.get(path).status, StatusCode::OK, "{path}");
    }
    assert_eq!(outside.get("/masuk?tanda=1.2.3").status, StatusCode::FORBIDDEN);
}

#[test]
fn a_link_lets_one_person_in_and_no_second() {
    let (_world, mut browser) = office();
    let link = browser.app.link();
    let path = link.split_once("4321").unwrap().1.to_owned();
    assert_eq!(browser.get(&path).status, StatusCode::OK);
    assert_eq!(browser.get(&path).status, StatusCode::FORBIDDEN);
}

#[test]
fn every_answer_forbids_what_pages_do_not_need_and_leaves_no_copy() {
    let (_world, mut browser) = office();
    for path in ["/", "/daftar", "/tidak-ada", "/aset/tidak-ada"] {
        let page = browser.get(path);
        let says = |name: &str| page.headers[name].to_str().unwrap().to_owned();
        let policy = says("content-security-policy");
        assert!(policy.starts_with("default-src 'none'"), "{path}");
        assert!(!policy.contains("unsafe"), "{path}");
        assert_eq!(says("cache-control"), "no-store", "{path}");
        assert_eq!(says("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(says("cross-origin-opener-policy"), "same-origin", "{path}");
        assert!(page.headers.get("access-control-allow-origin").is_none(), "{path}");
    }
}

#[test]
fn a_form_without_the_token_of_its_session_does_nothing() {
    let (_world, mut browser) = office();
    let forged = |browser: &Browser, body: &str| {
        browser
            .request("POST", "/siapa")
            .header("origin", "http://127.0.0.1:4321")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(body.to_owned()))
            .unwrap()
    };
    for body in ["siapa=siti", "siapa=siti&csrf=", "siapa=siti&csrf=00"] {
        let request = forged(&browser, body);
        assert_eq!(browser.ask(request).status, StatusCode::FORBIDDEN, "{body}");
    }
    let page = browser.send("/siapa", "/siapa", &[("siapa", "siti")]);
    assert_eq!(page.status, StatusCode::SEE_OTHER);
}

#[test]
fn a_form_from_another_page_is_not_heard() {
    let (_world, mut browser) = office();
    let token = browser.get("/siapa").form("/siapa")["csrf"].clone();
    let from = |browser: &Browser, origin: &str| {
        browser
            .request("POST", "/siapa")
            .header("origin", origin)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(format!("siapa=siti&csrf={token}")))
            .unwrap()
    };
    let request = from(&browser, "http://evil.example");
    assert_eq!(browser.ask(request).status, StatusCode::FORBIDDEN);
    let request = from(&browser, "http://127.0.0.1:4321");
    assert_eq!(browser.ask(request).status, StatusCode::SEE_OTHER);
}
