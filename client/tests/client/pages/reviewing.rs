//! A reviewer goes through a morning's submissions with what the keyboard leads to: the next one,
//! a note on a field, a reason, a decision; and no step asks for more than it must.

use axum::http::StatusCode;
use kecuali_client::office::{Name, approval::Under};
use kecuali_domain::{act::Position, handle, status::Status};

use super::browser::{Browser, Page};
use crate::world::{World, complete, fields, from_paper};

/// So many wait.
const WAITING: usize = 30;
/// Every so many goes back.
const EACH: usize = 3;

fn waiting() -> (World, Vec<Name>) {
    let mut world = World::with("3319");
    world.issue();
    let all: Vec<_> = (0..WAITING).map(|n| complete(&format!("Rekam medis {n}"))).collect();
    let office = world.office("3319");
    let names = office.add_entries(None, &all).unwrap();
    for position in Position::ALL {
        office.give_word(Some("siti"), &names, &from_paper(position)).unwrap();
    }
    let item = office.item("12/1").unwrap();
    office.submit(None, &names, Some(item), None).unwrap();
    world.sync("3319");
    world.sync("RI");
    (world, names)
}

/// Someone at the keyboard: what is asked for is counted.
struct Reviewer {
    browser: Browser,
    asked: usize,
}

impl Reviewer {
    fn sits_down(world: &World, key: &str) -> Self {
        let mut browser = Browser::open(&world.path("RI"));
        browser.act_as(key);
        Self { browser, asked: 0 }
    }

    fn opens(&mut self, to: &str) -> Page {
        self.asked += 1;
        let page = self.browser.get(to);
        assert_eq!(page.status, StatusCode::OK, "{to}: {}", page.body);
        page
    }

    /// Sends the form that carries this act or this address, and follows to where it leads.
    fn sends(&mut self, page: &Page, (marked, to): (&str, &str), said: &[(&str, &str)]) -> Page {
        let forms = page.body.split("<form ").filter(|form| form.contains("method=\"post\""));
        let form = forms.into_iter().find(|form| form.contains(marked)).expect("such a form");
        let alone = Page {
            status: page.status,
            headers: page.headers.clone(),
            body: format!("<form {form}"),
            bytes: Vec::new(),
        };
        self.asked += 1;
        let done = self.browser.send_form(&alone, to, said);
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        self.opens(done.leads_to())
    }

    fn decides(&mut self, page: &Page, act: &str, said: &[(&str, &str)]) -> Page {
        let marked = format!("name=\"tindakan\" value=\"{act}\"");
        self.sends(page, (&marked, "/antrean/putuskan"), said)
    }
}

/// Where Ctrl+Enter (`data-berikut`) or Ctrl+Shift+Enter (`data-sebelum`) leads.
fn key(page: &Page, mark: &str) -> Option<String> {
    let (before, _) = page.body.split_once(&format!(" {mark}"))?;
    let (_, link) = before.rsplit_once("href=\"")?;
    link.split('"').next().map(str::to_owned)
}

/// The name of the entry that a page of review is about.
fn about(page: &Page) -> String {
    let (_, link) = page.body.split_once("<a class=\"nomor\" href=\"/entri/").expect("an entry");
    link.split('"').next().unwrap().to_owned()
}

#[test]
fn thirty_submissions_are_gone_through_with_the_keys_for_next_and_back() {
    let (world, names) = waiting();
    let mut rina = Reviewer::sits_down(&world, "rina");
    let queue = rina.opens("/antrean");
    let mut page = rina.opens(&key(&queue, "data-berikut").unwrap());
    assert_eq!(key(&page, "data-sebelum"), None, "nothing is before the first");
    let first = about(&page);
    let second = rina.opens(&key(&page, "data-berikut").unwrap());
    let back = rina.opens(&key(&second, "data-sebelum").unwrap());
    assert_eq!(about(&back), first);

    let mut seen = Vec::new();
    let begun = rina.asked;
    for n in 0..WAITING {
        let entry = about(&page);
        assert!(!seen.contains(&entry), "none twice: {entry}");
        seen.push(entry.clone());
        if n % EACH != 0 {
            let Some(next) = key(&page, "data-berikut") else { break };
            page = rina.opens(&next);
            continue;
        }
        // The note begins at the field; the reason stands on the page that the note leads back to.
        let at_field = rina.opens(&format!("/antrean/{entry}?isian=description"));
        let to = format!("/antrean/{entry}/komentar");
        let noted = rina.sends(&at_field, (&to, &to), &[("komentar", "Mohon dirinci")]);
        assert_eq!(about(&noted), entry, "a note leads back to what it is about");
        page = rina.decides(&noted, "kembalikan", &[("alasan", "Uraian kurang jelas")]);
    }
    assert_eq!(seen.len(), WAITING);
    // Five for what goes back with a note, one for what is passed over.
    let (went_back, passed) = (WAITING / EACH, WAITING - WAITING / EACH);
    assert!(rina.asked - begun <= 5 * went_back + passed, "{} requests", rina.asked - begun);

    let mut iman = Reviewer::sits_down(&world, "iman");
    let queue = iman.opens("/antrean");
    let mut page = iman.opens(&key(&queue, "data-berikut").unwrap());
    let begun = iman.asked;
    for _ in 0..passed {
        page = iman.decides(&page, "tetapkan", &[]);
    }
    assert_eq!(iman.asked - begun, 2 * passed, "a decision leads to the next submission");
    assert!(page.says("Tidak ada yang menunggu"), "{}", page.body);

    let mut office = world.second("RI");
    for name in &names {
        let went_back = seen.iter().position(|one| *one == handle(&name.0, name.1)).unwrap();
        let wanted = if went_back % EACH == 0 { Status::Returned } else { Status::Determined };
        assert_eq!(office.summary(name).unwrap().status, wanted);
        let notes = office.comments(name).unwrap();
        assert_eq!(notes.len(), usize::from(wanted == Status::Returned));
        assert!(notes.iter().all(|note| note.field.as_deref() == Some("description")));
    }
}

/// Brings what an office did up, and what was decided down.
fn carried(world: &mut World) {
    for code in ["3319", "33", "RI", "33", "3319"] {
        world.sync(code);
    }
}

#[test]
fn what_comes_again_says_why_it_came_back_and_whether_anything_was_changed() {
    let mut world = World::with("3319");
    world.issue();
    world.arrive("33");
    world.admit("33");
    let name = world.draft("3319");
    let one = std::slice::from_ref(&name);
    world.endorse("3319", &name);
    let item = Under::Item(world.office("3319").item("12/1").unwrap());
    let submit = |world: &mut World, under| {
        world.office("3319").skip_own_checks();
        world.office("3319").submit(None, one, under, None).unwrap();
        carried(world);
    };
    let page = |world: &World, code, key: &str| {
        let mut browser = Browser::open(&world.path(code));
        browser.act_as(key);
        let page = browser.get(&format!("/antrean/{}", handle(&name.0, name.1)));
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        page
    };
    submit(&mut world, item);
    assert!(!page(&world, "RI", "rina").says("Diajukan lagi"), "it comes for the first time");
    world.office("RI").send_back(Some("rina"), one, "Uraian kurang jelas").unwrap();
    carried(&mut world);

    submit(&mut world, item);
    for (code, key) in [("RI", "rina"), ("33", "siti")] {
        let page = page(&world, code, key);
        let says =
            "<b>Diajukan lagi tanpa perubahan sejak dikembalikan pada 23 November 2026 pukul";
        assert!(page.says(says), "{code}: {}", page.body);
        assert!(page.says("<q>Uraian kurang jelas</q>"), "{code}: {}", page.body);
        assert!(!page.says("Sebelumnya diajukan"), "{code}: {}", page.body);
    }

    // The same as something else.
    world.office("3319").withdraw(None, one, None).unwrap();
    submit(&mut world, Under::New);
    let other = page(&world, "33", "siti");
    assert!(other.says("Diajukan lagi tanpa perubahan isi sejak"), "{}", other.body);
    assert!(other.says("Sebelumnya diajukan sebagai penerapan 12/2026 butir 1."), "{}", other.body);

    world.office("3319").withdraw(None, one, None).unwrap();
    let mended = fields(&["description=Uraian yang lebih jelas"]);
    world.office("3319").edit(Some("siti"), &name, &mended).unwrap();
    world.endorse("3319", &name);
    submit(&mut world, item);
    let mended = page(&world, "RI", "rina");
    assert!(mended.says("Diajukan lagi dengan perubahan sesudah dikembalikan"), "{}", mended.body);
    assert!(mended.says("<q>Uraian kurang jelas</q>") && !mended.says("tanpa perubahan"));

    // What was determined since is what the next submission is held against.
    world.office("RI").determine(None, one, None, None).unwrap();
    carried(&mut world);
    let last = fields(&["description=Uraian lain lagi"]);
    world.office("3319").edit(Some("siti"), &name, &last).unwrap();
    world.endorse("3319", &name);
    submit(&mut world, item);
    assert!(!page(&world, "RI", "rina").says("Diajukan lagi"));
}
