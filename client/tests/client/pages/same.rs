//! What a page does, a command does: each act is done once by either, on equal installations, and
//! what was signed is compared, without what no two signatures share.

mod national;
mod office;
mod signed;

use axum::http::StatusCode;

use self::signed::Store;
use super::{
    browser::{Browser, Page},
    overseeing::copy,
};
use crate::{desk::Desk, world::World};

/// An act, done in both ways.
struct Case {
    /// What is done.
    act: &'static str,
    /// Whose installation it is done on.
    at: &'static str,
    /// The key that signs.
    by: &'static str,
    /// What is there before. Says what it is about: an entry, a draft, a key, a file.
    given: fn(&mut World) -> String,
    page: fn(&mut Browser, &str) -> Page,
    /// The command, as it is typed; `IT` stands for what it is about.
    command: &'static str,
}

/// Two installations as equal as copies are.
const TWINS: [&str; 2] = ["by-page", "by-command"];

impl Case {
    /// Does it in both ways, and compares.
    fn holds(&self) {
        let mut world = World::with("3319");
        let about = (self.given)(&mut world);
        let before = TWINS.map(|twin| {
            let path = world.path(twin);
            copy(&world.path(self.at), &path);
            Store::of(&path)
        });
        self.by_page(&world, &about);
        self.by_command(&world, &about);
        let [page, command] = [0, 1].map(|at| before[at].since(&world.path(TWINS[at])));
        assert!(!page.is_nothing(), "{}: nothing was signed", self.act);
        assert_eq!(page, command, "{}", self.act);
    }

    fn by_page(&self, world: &World, about: &str) {
        let mut browser = Browser::open(&world.path(TWINS[0]));
        browser.app.read_lists_with(crate::importing::reader());
        browser.act_as(self.by);
        let page = (self.page)(&mut browser, about);
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}: {}", self.act, page.body);
    }

    fn by_command(&self, world: &World, about: &str) {
        let words = words(self.command).map(|word| if word == "IT" { about } else { word });
        let line: Vec<&str> = ["--as", self.by].into_iter().chain(words).collect();
        let said = Desk::new().run(world.path(TWINS[1]).to_str().unwrap(), &line);
        assert!(said.starts_with("exit 0\n"), "{}: {said}", self.act);
    }
}

/// The words of a line; what stands between quotation marks is one.
fn words(line: &str) -> impl Iterator<Item = &str> {
    let parts = line.split('\'').enumerate();
    parts.flat_map(|(at, part)| match at % 2 {
        1 => vec![part],
        _ => part.split_whitespace().collect(),
    })
}

fn hold(cases: &[Case]) {
    cases.iter().for_each(Case::holds);
}
