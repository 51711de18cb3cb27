//! Copying what was signed on paper.

use askama::Template;
use axum::extract::Query;
use kecuali_domain::act::{Paper, Position};

use super::{
    super::chosen::{Asked, Chosen, asked},
    HOME,
    selection::{Selection, told},
};
use crate::{
    catalogue::{input, procedure as words, screen},
    error::OfficeError,
    office::{
        Office,
        approval::{Done, Under, Word},
        day_text::read_day,
        procedure::grouped,
        scan::hash_file,
        seen::Covered,
    },
    web::{
        layout::Section,
        upload::Upload,
        visit::{Answer, Hand, Visit},
    },
};

const COVERED: Covered = Covered::Shown(Under::New);

#[derive(Template)]
#[template(path = "persetujuan-catat.html")]
struct Page {
    list: Selection,
    positions: Vec<(&'static str, &'static str)>,
    title: String,
    letter: String,
    today: String,
}

pub(crate) async fn show(visit: Visit, Query(fields): Query<Asked>) -> Answer {
    let chosen = Chosen::of(&fields);
    if chosen.is_empty() {
        return Ok(visit.warn(HOME, words::NOTHING_CHOSEN));
    }
    visit
        .page(Section::Approval, "Catat yang sudah ditandatangani", move |hand| {
            let (office, acting) = (hand.office, hand.acting);
            let names = chosen.names(office)?;
            let day = office.day();
            let paper = Paper { letter: "-".to_owned(), day, scan: None };
            let asked_of = office.asked_positions();
            let word = word(asked_of[0], paper);
            let list = Selection::of(office, &names, COVERED, |office, names| {
                office.give_word(acting, names, &word)
            })?;
            Ok(Page {
                list,
                positions: asked_of
                    .iter()
                    .map(|one| (one.as_str(), screen::position(*one)))
                    .collect(),
                title: asked(&fields, "judul").to_owned(),
                letter: asked(&fields, "surat").to_owned(),
                today: day.to_string(),
            })
        })
        .await
}

/// What a signed sheet says.
struct Signed {
    chosen: Chosen,
    token: String,
    /// The mark of the list that stands on the sheet, where it was typed.
    mark: Option<String>,
    positions: Vec<Position>,
    paper: Paper,
    title: Option<String>,
    note: Option<String>,
}

pub(crate) async fn record(visit: Visit, upload: Upload) -> Answer {
    let signed = read(&upload)?;
    let positions = signed.positions.clone();
    let done = visit.office(move |hand| copy(hand, signed)).await?;
    let entries = done.len() / positions.len().max(1);
    Ok(told(&visit, words::recorded(entries, &positions), &done, HOME))
}

fn read(upload: &Upload) -> Result<Signed, OfficeError> {
    let day = upload.get("hari");
    let day = read_day(day).ok_or_else(|| OfficeError::Input(input::not_a_day(day)))?;
    let scan = upload.file("pindaian").map(hash_file).transpose()?;
    let is_ticked = |one: &Position| upload.filled(&format!("jabatan.{}", one.as_str())).is_some();
    let positions: Vec<Position> = Position::ALL.into_iter().filter(is_ticked).collect();
    if positions.is_empty() {
        return Err(OfficeError::Input(words::no_position_chosen()));
    }
    let text = |name: &str| upload.filled(name).map(str::to_owned);
    Ok(Signed {
        chosen: Chosen::listed(upload.get("entri")),
        token: upload.get("tanda").to_owned(),
        mark: text("tanda_kertas"),
        positions,
        paper: Paper { letter: upload.get("surat").to_owned(), day, scan },
        title: text("judul"),
        note: text("catatan"),
    })
}

/// Signs for each position in turn; all of them are tried before the first is signed.
fn copy(hand: Hand<'_>, signed: Signed) -> Result<Vec<Done>, OfficeError> {
    let (office, acting) = (hand.office, hand.acting);
    let names = signed.chosen.names(office)?;
    is_the_list(signed.mark.as_deref(), &signed.token)?;
    office.sign_only(&signed.token, COVERED);
    let batch = office.batch(signed.title, Some(signed.paper.letter.clone()));
    let of = |position: &Position| Word {
        batch: Some(batch.clone()),
        note: signed.note.clone(),
        ..word(*position, signed.paper.clone())
    };
    let all: Vec<Word> = signed.positions.iter().map(of).collect();
    let give = |office: &mut Office, word: &Word| office.give_word(acting, &names, word);
    office.try_out(|office| all.iter().try_for_each(|word| give(office, word).map(drop)))?;
    let mut done = Vec::new();
    for word in &all {
        done.extend(give(office, word)?);
    }
    Ok(done)
}

/// That the mark on the paper, where it was typed, is that of this list.
fn is_the_list(paper: Option<&str>, token: &str) -> Result<(), OfficeError> {
    let plain = |text: &str| text.replace(' ', "").to_lowercase();
    match paper {
        Some(paper) if plain(paper) != token => {
            Err(OfficeError::Input(words::not_the_list_on_paper(paper, &grouped(token))))
        }
        Some(_) | None => Ok(()),
    }
}

const fn word(position: Position, paper: Paper) -> Word {
    Word { agrees: true, position: Some(position), note: None, recorded: Some(paper), batch: None }
}
