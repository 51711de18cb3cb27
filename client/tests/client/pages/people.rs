//! Orang dan kunci: what each may do, and keys under a passphrase.

use axum::http::StatusCode;

use super::browser::{Browser, Page};
use crate::world::World;

const SANDI: &str = "kuda nil makan awan";

fn office() -> (World, Browser) {
    let world = World::with("3604");
    let browser = Browser::open(&world.path("3604"));
    (world, browser)
}

/// Siti puts her key under a passphrase.
fn guarded() -> (World, Browser) {
    let (world, mut browser) = office();
    browser.act_as("siti");
    let fields = [("sandi", SANDI), ("sandi_lagi", SANDI)];
    let page = browser.send("/orang/siti/sandi", "/orang/siti/sandi", &fields);
    assert_eq!(page.leads_to(), "/orang", "{}", page.body);
    (world, browser)
}

fn draft(browser: &mut Browser) -> Page {
    browser.send("/entri/baru", "/entri/baru/ubah", &[("information", "A")])
}

/// Whether it was signed; else it leads back to the form, which keeps what was typed.
fn is_signed(page: &Page) -> bool {
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    !page.leads_to().starts_with("/entri/baru/ubah?borang=")
}

#[test]
fn a_page_says_what_each_may_do_and_why_not() {
    let mut world = World::new();
    world.arrive("3604");
    let mut browser = Browser::open(&world.path("3604"));
    let page = browser.get("/orang");
    assert!(page.says("Belum ada wewenang"), "{}", page.body);
    for key in world.office("3604").whoami().unwrap() {
        assert!(page.says(&key.fingerprint), "a request is read aloud");
    }
    world.admit("3604");
    let page = browser.get("/orang");
    assert!(page.says("Boleh:</b> menyusun"), "{}", page.body);
    assert!(page.says("menyetujui sebagai Atasan PPID"), "{}", page.body);
    assert!(!page.says("Belum ada wewenang"));
}

#[test]
fn the_sheet_for_the_safe_names_keys_and_places_and_no_secret() {
    let mut world = World::with("3604");
    let path = world.path("3604");
    let mut browser = Browser::open(&path);
    let page = browser.get("/orang/lembar");
    for held in world.office("3604").whoami().unwrap() {
        assert!(page.says(&held.fingerprint), "{}", page.body);
    }
    assert!(page.says(&path.display().to_string()), "{}", page.body);
    assert!(page.says("cadangan dibuat dengan tangan"), "{}", page.body);
    assert!(!page.body.contains("KECUALI-S"), "no key file");
}

#[test]
fn someone_who_is_added_asks_for_a_grant_of_their_own() {
    let (_world, mut browser) = office();
    let fields = [("nama", "Siti Rahayu"), ("jabatan", "Staf"), ("peran", "service_desk")];
    let page = browser.send("/orang/tambah", "/orang/tambah", &fields);
    assert_eq!(page.leads_to(), "/orang", "{}", page.body);
    let page = browser.get("/orang/permohonan");
    let request = kecuali_client::office::people::JoinRequest::read(&page.body).unwrap();
    assert_eq!(request.keys.len(), 1, "only who holds nothing yet asks");
    assert_eq!(request.keys[0].name.as_deref(), Some("Siti Rahayu"));
}

#[test]
fn who_is_added_where_nobody_acts_goes_on_without_typing_the_passphrase_again() {
    let mut world = World::new();
    world.arrive("3604");
    let mut browser = Browser::open(&world.path("3604"));
    let fields = [
        ("nama", "Dewi"),
        ("jabatan", "Staf"),
        ("peran", "service_desk"),
        ("sandi", SANDI),
        ("sandi_lagi", SANDI),
    ];
    let page = browser.send("/mulai/orang", "/mulai/orang", &fields);
    assert_eq!(page.leads_to(), "/mulai/orang", "{}", page.body);
    assert!(is_signed(&draft(&mut browser)));
    let staff = world.second("3604").staff().unwrap();
    assert!(staff.iter().any(|one| one.name == "Dewi" && one.sealed));
}

#[test]
fn a_key_under_a_passphrase_signs_only_after_it_was_said() {
    let (_world, mut browser) = guarded();
    let page = browser.send("/siapa", "/siapa", &[("siapa", "siti")]);
    assert_eq!(page.leads_to(), "/siapa/siti", "who has a passphrase is asked for it");
    let page = draft(&mut browser);
    assert!(!is_signed(&page));
    assert!(browser.get(page.leads_to()).says("Belum disimpan"));

    let page = browser.send("/siapa/siti", "/siapa", &[("sandi", "bukan yang itu")]);
    assert!(page.says("Belum terbuka."), "{}", page.body);
    let page = browser.send("/siapa/siti", "/siapa", &[("sandi", SANDI)]);
    assert_eq!(page.leads_to(), "/", "{}", page.body);
    assert!(is_signed(&draft(&mut browser)));

    let page = browser.send("/siapa", "/siapa/kunci", &[]);
    assert_eq!(page.leads_to(), "/siapa");
    assert!(!is_signed(&draft(&mut browser)), "locked again");
}

#[test]
fn who_left_the_desk_for_ten_minutes_signs_nothing_until_the_passphrase_is_said_again() {
    let (mut world, mut browser) = guarded();
    browser.send("/siapa/siti", "/siapa", &[("sandi", SANDI)]);
    browser.minutes_pass(9);
    assert!(is_signed(&draft(&mut browser)), "someone is at work");
    browser.minutes_pass(9);
    let form = browser.get("/entri/baru");
    browser.minutes_pass(9);
    browser.get("/daftar");
    browser.minutes_pass(11);
    let page = browser.send_form(&form, "/entri/baru/ubah", &[("information", "B")]);
    assert!(!is_signed(&page), "a form that was open before is no way around");
    assert!(!is_signed(&draft(&mut browser)), "looking wakes nobody up");
    let office = world.office("3604");
    office.refresh().unwrap();
    assert_eq!(office.entries().unwrap().len(), 1);

    browser.send("/siapa/siti", "/siapa", &[("sandi", SANDI)]);
    assert!(is_signed(&draft(&mut browser)));
}

#[test]
fn each_signs_what_they_wrote_on_a_machine_that_several_use() {
    let (mut world, mut browser) = office();
    browser.act_as("siti");
    assert!(is_signed(&draft(&mut browser)));
    browser.act_as("budi");
    let refused = draft(&mut browser);
    let to = refused.leads_to();
    assert!(to.starts_with("/entri/baru/ubah?borang="), "who endorses does not draft: {to}");
    let office = world.office("3604");
    office.refresh().unwrap();
    let all = office.entries().unwrap();
    let name = (all[0].log.clone(), all[0].id);
    let history = office.history(&name).unwrap();
    assert_eq!(all.len(), 1);
    assert!(history.iter().all(|event| event.by.contains("SITI")), "{history:?}");
}

#[test]
fn a_key_that_one_browser_opened_is_closed_in_another() {
    let (world, mut browser) = guarded();
    browser.send("/siapa/siti", "/siapa", &[("sandi", SANDI)]);
    assert!(is_signed(&draft(&mut browser)));
    let mut other = Browser::open(&world.path("3604"));
    assert!(!is_signed(&draft(&mut other)));
    browser.log_in();
    assert!(!is_signed(&draft(&mut browser)), "a new session begins locked");
}

#[test]
fn nobody_puts_the_open_key_of_another_under_a_passphrase_of_their_own() {
    let (world, mut browser) = office();
    let (form, fields) = ("/orang/siti/sandi", [("sandi", SANDI), ("sandi_lagi", SANDI)]);
    let is_sealed = || world.second("3604").staff().unwrap()[0].sealed;
    assert!(browser.send(form, form, &fields).says("Belum diubah."), "nobody was chosen");
    browser.act_as("budi");
    let page = browser.send(form, form, &fields);
    assert!(page.says("oleh pemegangnya sendiri"), "{}", page.body);
    assert!(!is_sealed());
    browser.act_as("siti");
    assert_eq!(browser.send(form, form, &fields).leads_to(), "/orang");
    assert!(is_sealed());
}

#[test]
fn another_passphrase_takes_the_old_one_and_so_does_none() {
    let (world, mut browser) = guarded();
    let (form, new) = ("/orang/siti/sandi", "gajah biru di atas meja");
    let change = |old| [("sandi_lama", old), ("sandi", new), ("sandi_lagi", new)];
    let page = browser.send(form, form, &change("salah"));
    assert!(page.says("Belum diubah."), "{}", page.body);
    assert_eq!(browser.send(form, form, &change(SANDI)).leads_to(), "/orang");
    let without = "/orang/siti/tanpa-sandi";
    let page = browser.send(form, without, &[("sandi_lama", SANDI)]);
    assert!(page.says("Belum diubah."), "{}", page.body);
    assert!(world.second("3604").staff().unwrap()[0].sealed);
    assert_eq!(browser.send(form, without, &[("sandi_lama", new)]).leads_to(), "/orang");
    assert!(!world.second("3604").staff().unwrap()[0].sealed);
}

#[test]
fn what_is_wrong_with_a_new_person_is_said_where_it_was_typed_and_the_typing_stays() {
    let (world, mut browser) = guarded();
    let form = "/orang/tambah";
    let typed = [
        ("nama", ""),
        ("jabatan", "Kepala Subbagian"),
        ("peran", "endorser"),
        ("sandi", "gajah biru di atas meja"),
        ("sandi_lagi", "gajah hijau"),
    ];
    let page = browser.send(form, form, &typed);
    for said in ["Isilah namanya.", "untuk jabatan apa ia menyetujui", "tidak sama"] {
        assert!(page.says(said), "{said}: {}", page.body);
    }
    assert_eq!(page.body.matches("aria-invalid=\"true\"").count(), 3, "{}", page.body);
    let kept = page.form(form);
    assert_eq!(
        (kept["jabatan"].as_str(), kept["peran"].as_str()),
        ("Kepala Subbagian", "endorser")
    );
    assert!(!page.body.contains("gajah"), "a passphrase is typed again");
    assert_eq!(world.second("3604").staff().unwrap().len(), 2, "nobody was added");
    let again = [("nama", "Rini"), ("sebagai", "patron"), ("sandi", ""), ("sandi_lagi", "")];
    assert_eq!(browser.send_form(&page, form, &again).leads_to(), "/orang");
    assert_eq!(world.second("3604").staff().unwrap().len(), 3);
}

#[test]
fn a_passphrase_that_opens_nothing_is_said_at_the_field_where_it_was_typed() {
    let (_world, mut browser) = guarded();
    let form = "/orang/siti/sandi";
    let at = |page: &Page, field: &str| {
        let (_, rest) = page.body.split_once(&format!("<div id=\"k-{field}\">")).unwrap();
        rest.split_once("</div>").unwrap().0.to_owned()
    };
    let new = "gajah biru di atas meja";
    let wrong = [("sandi_lama", "bukan itu"), ("sandi", new), ("sandi_lagi", new)];
    let page = browser.send(form, form, &wrong);
    assert!(at(&page, "lama").contains("Bukan itu frasa sandinya"), "{}", page.body);
    assert!(at(&page, "lepas").is_empty() && at(&page, "sandi").is_empty());
    let page = browser.send(form, "/orang/siti/tanpa-sandi", &[("sandi_lama", "bukan itu")]);
    assert!(
        at(&page, "lepas").contains("Bukan itu frasa sandinya") && at(&page, "lama").is_empty()
    );
    let weak = [("sandi_lama", SANDI), ("sandi", "1234567890"), ("sandi_lagi", "1234567890")];
    let page = browser.send(form, form, &weak);
    assert!(at(&page, "sandi").contains("mudah ditebak"), "{}", page.body);
}

#[test]
fn whoever_guesses_is_made_to_wait() {
    let (_world, mut browser) = guarded();
    for _ in 0..5 {
        let page = browser.send("/siapa/siti", "/siapa", &[("sandi", "tebakan yang salah")]);
        assert!(page.says("Bukan itu frasa sandinya"), "{}", page.body);
    }
    let page = browser.send("/siapa/siti", "/siapa", &[("sandi", SANDI)]);
    assert!(page.says("Coba lagi"), "even the right one waits: {}", page.body);
}

/// Siti's work under an open key, and the grant that it waited for.
fn granted_meanwhile() -> (World, Browser) {
    let mut world = World::new();
    world.arrive("3604");
    let mut browser = Browser::open(&world.path("3604"));
    browser.act_as("siti");
    let fields = [("sandi", SANDI), ("sandi_lagi", SANDI)];
    browser.send("/orang/siti/sandi", "/orang/siti/sandi", &fields);
    browser.send("/siapa/siti", "/siapa", &[("sandi", SANDI)]);
    assert!(is_signed(&draft(&mut browser)));
    world.admit("3604");
    (world, browser)
}

fn unsealed(world: &World) -> usize {
    world.second("3604").waiting().unwrap().unsealed
}

#[test]
fn work_that_waited_for_a_grant_is_signed_when_its_key_is_opened() {
    let (world, mut browser) = granted_meanwhile();
    assert_eq!(unsealed(&world), 1);
    browser.send("/siapa/siti", "/siapa", &[("sandi", SANDI)]);
    assert_eq!(unsealed(&world), 0);
}

#[test]
fn work_that_waited_for_a_grant_is_signed_with_a_key_that_is_open_when_it_comes() {
    let (world, browser) = granted_meanwhile();
    assert_eq!(unsealed(&world), 1);
    browser.app.look_after();
    assert_eq!(unsealed(&world), 0);
}

#[test]
fn an_administrator_grants_only_what_was_on_the_screen() {
    let world = World::new();
    let mut browser = Browser::open(&world.path("RI"));
    browser.act_as("adi");
    let add = |browser: &mut Browser, name| {
        let fields = [("nama", name), ("jabatan", "Penelaah"), ("peran", "reviewer")];
        browser.send("/orang/tambah", "/orang/tambah", &fields)
    };
    add(&mut browser, "Dewi");
    let shown = browser.get("/orang");
    add(&mut browser, "Tamu");
    let page = browser.send_form(&shown, "/orang/wewenang", &[]);
    assert_eq!(page.leads_to(), "/orang", "{}", page.body);
    let staff = world.second("RI").staff().unwrap();
    let may = |name: &str| staff.iter().any(|one| one.name == name && one.without.is_none());
    assert!(may("Dewi") && !may("Tamu"));
    browser.act_as("rina");
    assert!(
        !browser.get("/orang").says("Anda administrator"),
        "who administers nothing grants nothing"
    );
}
