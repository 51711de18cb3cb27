//! Submitting a list: as new substance, under one item in force, or each under the item that covers
//! it.

use askama::Template;
use axum::extract::Query;

use super::{
    super::chosen::{Asked, Chosen, asked},
    HOME,
    selection::{Selection, told},
};
use crate::{
    catalogue::procedure as words,
    error::OfficeError,
    office::{Name, Office, approval::Under, coverage::CoverView, seen::Covered},
    web::{
        answers::Answers,
        choice::{look_first, with_typed},
        layout::Section,
        pages::decision::items::{Choices, in_force},
        visit::{Answer, Visit},
    },
};

const PAGE: &str = "/persetujuan/ajukan";

#[derive(Template)]
#[template(path = "persetujuan-ajukan.html")]
struct Page {
    meant: Meant,
    title: String,
    letter: String,
    items: Choices,
    list: Selection,
    covered: Vec<CoverView>,
}

/// What is chosen on the page: of which entries, and as what they are submitted.
#[derive(Debug)]
struct Meant {
    entries: String,
    way: Way,
    item: String,
    likely: bool,
}

impl Meant {
    /// The page of this choice.
    fn address(&self) -> String {
        let likely = if self.likely { "ya" } else { "" };
        let pairs = [
            ("cara", self.way.address()),
            ("butir", &self.item),
            ("mirip", likely),
            ("entri", &self.entries),
        ];
        format!("{PAGE}?{}", serde_urlencoded::to_string(pairs).unwrap_or_default())
    }
}

/// What entries are submitted as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Covered,
    Item,
    New,
}

impl Way {
    fn read(text: &str) -> Self {
        match text {
            "butir" => Self::Item,
            "baru" => Self::New,
            _ => Self::Covered,
        }
    }

    const fn address(self) -> &'static str {
        match self {
            Self::Covered => "tercakup",
            Self::Item => "butir",
            Self::New => "baru",
        }
    }

    fn under(self, office: &Office, item: &str, likely: bool) -> Result<Under, OfficeError> {
        match self {
            Self::Covered => Ok(Under::Covering { likely }),
            Self::New => Ok(Under::New),
            Self::Item if item.is_empty() => Err(OfficeError::Input(words::no_item_chosen())),
            Self::Item => office.item(item).map(Under::Item),
        }
    }
}

pub(crate) async fn show(visit: Visit, Query(fields): Query<Asked>) -> Answer {
    let chosen = Chosen::of(&fields);
    if chosen.is_empty() {
        return Ok(visit.warn(HOME, words::NOTHING_CHOSEN));
    }
    visit
        .page(Section::Approval, "Ajukan", move |hand| {
            let names = chosen.names(hand.office)?;
            page(hand.office, hand.acting, &names, &fields)
        })
        .await
}

fn page(
    office: &mut Office,
    acting: Option<&str>,
    names: &[Name],
    fields: &Asked,
) -> Result<Page, OfficeError> {
    let likely = asked(fields, "mirip") == "ya";
    let covered = office.coverage(names, likely)?;
    let items = in_force(office)?;
    let item = asked(fields, "butir").to_owned();
    let way = match asked(fields, "cara") {
        // Nothing has to be proposed anew that an item in force covers.
        "" if covered.iter().any(|one| one.taken) => Way::Covered,
        "" => Way::New,
        said => Way::read(said),
    };
    // While no item is chosen yet, there is nothing to show.
    let under = match way.under(office, &item, likely) {
        Ok(under) => Some(under),
        Err(_) if way == Way::Item && item.is_empty() => None,
        Err(error) => return Err(error),
    };
    // What nothing covers stands in the table of what covers what.
    let is_taken = |at: usize| way != Way::Covered || covered.get(at).is_some_and(|one| one.taken);
    let taken: Vec<Name> = names
        .iter()
        .enumerate()
        .filter(|(at, _)| is_taken(*at))
        .map(|(_, name)| name.clone())
        .collect();
    let list = match under {
        Some(under) => Selection::of(office, &taken, Covered::Sent(under), |office, names| {
            office.submit(acting, names, under, None)
        })?,
        None => Selection::showing(office, &[], Vec::new(), Covered::Sent(Under::New))?,
    };
    let entries = names.iter().map(crate::office::procedure::written).collect::<Vec<_>>().join(" ");
    let meant = Meant { entries, way, item, likely };
    let (title, letter) = (asked(fields, "judul").to_owned(), asked(fields, "surat").to_owned());
    Ok(Page { meant, title, letter, items, list, covered })
}

impl Page {
    /// Those that nothing covers, as an address names them.
    fn uncovered(&self) -> String {
        let left = self.covered.iter().filter(|one| !one.taken);
        left.map(|one| one.entry.as_str()).collect::<Vec<_>>().join(",")
    }

    /// By what an item was found to cover an entry.
    const fn label(cover: &CoverView) -> &'static str {
        words::covered(cover.how, cover.in_force)
    }
}

pub(crate) async fn submit(visit: Visit, form: Answers) -> Answer {
    let meant = Meant {
        entries: form.get("pilihan").to_owned(),
        way: Way::read(form.get("cara")),
        item: form.get("butir").to_owned(),
        likely: form.get("mirip") == "ya",
    };
    let choice = meant.address();
    let typed = [("judul", form.get("judul")), ("surat", form.get("surat"))];
    let page = format!("{}#daftar", with_typed(&choice, &typed));
    if let Some(first) = look_first(&visit, form.fields(), &choice, &page) {
        return Ok(first);
    }
    let (chosen, token) = (Chosen::listed(form.get("entri")), form.get("tanda").to_owned());
    let (title, letter) = (form.text("judul"), form.text("surat"));
    let done = visit
        .office(move |hand| {
            let office = hand.office;
            let names = chosen.names(office)?;
            let under = meant.way.under(office, &meant.item, meant.likely)?;
            office.sign_only(&token, Covered::Sent(under));
            let is_list = title.is_some() || letter.is_some();
            let batch = is_list.then(|| office.batch(title, letter));
            office.submit(hand.acting, &names, under, batch.as_ref())
        })
        .await?;
    let to = "/persetujuan?langkah=diajukan";
    Ok(told(&visit, words::submitted(done.len()), &done, to))
}
