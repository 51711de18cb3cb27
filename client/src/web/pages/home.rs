//! Beranda: what waits for whoever sits here.

use askama::Template;
use kecuali_domain::status::Status;

use crate::{
    catalogue::agenda as words,
    error::OfficeError,
    office::{
        agenda::{Agenda, Task, Waits},
        standing::Overview,
    },
    web::{
        layout::Section,
        pages::{decision::items::in_address, register::whose, unsaved::Unsaved},
        text,
        visit::{Answer, Hand, Visit},
    },
};

#[derive(Template)]
#[template(path = "beranda.html")]
struct Page {
    overview: Overview,
    /// How many entries stand where, in the order of an entry's life.
    standing: Vec<Count>,
    agenda: Agenda,
    trash: usize,
    /// What was typed and not saved.
    kept: Unsaved,
    /// Whether who acts writes entries.
    drafts: bool,
    /// For whom each part of the agenda waits, where nobody was chosen of several.
    turns: Option<Vec<String>>,
}

/// So many of what waits stand on the first page.
const FIRST: usize = 5;

impl Page {
    /// For whom a part waits, where that is to be said.
    fn turn(&self, part: usize) -> Option<&str> {
        let names = self.turns.as_ref()?.get(part)?;
        Some(names.as_str()).filter(|names| !names.is_empty())
    }

    /// The page where a task is done.
    #[expect(clippy::unused_self, reason = "templates call it on the page")]
    fn leads_to(&self, task: Task, first: Option<&Waits>) -> &'static str {
        match task {
            Task::SettleContest => "/berselisih",
            Task::Answer => "/antrean?jenis=ditarik",
            Task::Decide | Task::Forward => "/antrean",
            Task::Endorse | Task::Submit | Task::AskApproval | Task::Mend | Task::Declined => {
                "/persetujuan"
            }
            Task::Resolve => "/konflik",
            Task::Unpark => "/sinkron",
            Task::Ended => "/daftar",
            Task::Expire if first.is_some_and(|one| one.below || one.determination.is_some()) => {
                "/penetapan?urut=berakhir"
            }
            Task::Review if first.is_some_and(|one| one.determination.is_some()) => "/penetapan",
            Task::Expire => "/daftar?urut=berakhir",
            Task::Review => "/daftar?status=determined&urut=lama",
        }
    }

    /// The page of one thing that waits.
    #[expect(clippy::unused_self, reason = "templates call it on the page")]
    fn entry(&self, task: Task, one: &Waits) -> String {
        if let Some(number) = &one.determination {
            return format!("/penetapan/lihat?{}", in_address(number));
        }
        match task {
            Task::Answer | Task::Decide | Task::Forward => format!("/antrean/{}", one.entry),
            Task::Expire if one.below => format!("/antrean/{}", one.entry),
            Task::Resolve => format!("/konflik#{}", one.entry),
            Task::SettleContest
            | Task::Endorse
            | Task::Mend
            | Task::Declined
            | Task::Ended
            | Task::Unpark
            | Task::Expire
            | Task::Review
            | Task::Submit
            | Task::AskApproval => format!("/entri/{}", one.entry),
        }
    }
}

/// Entries that stand alike.
#[derive(Debug)]
struct Count {
    id: &'static str,
    label: &'static str,
    entries: usize,
}

pub(crate) async fn show(visit: Visit) -> Answer {
    visit
        .page(Section::Home, "Beranda", |hand| {
            let overview = hand.office.overview()?;
            let count = |status: &Status| {
                let entries = *overview.entries.get(status.id())?;
                Some(Count { id: status.id(), label: status.row().label, entries })
            };
            let standing = Status::ALL.iter().filter_map(count).collect();
            let agenda = hand.office.agenda(hand.acting, FIRST)?;
            Ok(Page {
                standing,
                turns: turns(&hand, &agenda)?,
                overview,
                kept: Unsaved::all(&hand)?,
                drafts: whose(&hand, None)?.is_none(),
                agenda,
                trash: hand.office.trash()?.len(),
            })
        })
        .await
}

/// Whose turn each part is, in names; nothing where it is that of who acts.
fn turns(hand: &Hand<'_>, agenda: &Agenda) -> Result<Option<Vec<String>>, OfficeError> {
    if hand.acting.is_some() || hand.office.people().len() < 2 {
        return Ok(None);
    }
    let names = agenda.sections.iter().map(|one| hand.office.whose_turn(one.task));
    let names = names.map(|names| Ok(names?.join(", ")));
    names.collect::<Result<_, OfficeError>>().map(Some)
}
