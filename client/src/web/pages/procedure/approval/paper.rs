//! The list as it is printed and signed by hand.

use askama::Template;
use axum::extract::Query;
use kecuali_domain::{Day, act::Position};

use super::{
    super::chosen::{Asked, Chosen, asked},
    HOME,
    selection::Selection,
};
use crate::{
    catalogue::{procedure as words, screen},
    office::{
        Office,
        approval::Under,
        seen::Covered,
        sheet::{Letterhead, Sheet},
    },
    web::{
        layout::Section,
        visit::{Answer, Visit},
    },
};

#[derive(Template)]
#[template(path = "persetujuan-cetak.html")]
struct Page {
    letterhead: Letterhead,
    day: Day,
    title: String,
    letter: String,
    rows: Vec<Row>,
    list: Selection,
    blocks: Vec<Block>,
}

/// An entry on the sheet: its words, and which version they are.
#[derive(Debug)]
struct Row {
    sheet: Sheet,
    number: usize,
    mark: String,
}

/// Where someone signs.
#[derive(Debug)]
struct Block {
    label: &'static str,
    /// The position in words, and the name, where that person has a key here.
    position: String,
    name: String,
}

impl Page {
    fn year(&self) -> i16 {
        self.day.0.year()
    }
}

pub(crate) async fn show(visit: Visit, Query(fields): Query<Asked>) -> Answer {
    let chosen = Chosen::of(&fields);
    if chosen.is_empty() {
        return Ok(visit.warn(HOME, words::NOTHING_CHOSEN));
    }
    visit
        .page(Section::Approval, "Cetak untuk ditandatangani", move |hand| {
            let office = hand.office;
            let chosen = chosen.names(office)?;
            let (names, hindered) = office.printable(&chosen)?;
            let covered = Covered::Shown(Under::New);
            let list = Selection::showing(office, &names, hindered, covered)?;
            let sheets = office.sheets(&names)?;
            let row = |(sheet, listed): (Sheet, &super::selection::Row)| Row {
                sheet,
                number: listed.step.version.number,
                mark: listed.step.version.mark.clone(),
            };
            let rows = sheets.into_iter().zip(&list.rows).map(row).collect();
            Ok(Page {
                letterhead: office.letterhead(),
                day: office.day(),
                title: asked(&fields, "judul").to_owned(),
                letter: asked(&fields, "surat").to_owned(),
                blocks: office
                    .asked_positions()
                    .into_iter()
                    .map(|one| block(office, one))
                    .collect(),
                rows,
                list,
            })
        })
        .await
}

fn block(office: &Office, position: Position) -> Block {
    let holder = office.people().iter().find(|person| person.endorses_as == Some(position));
    Block {
        label: screen::position(position),
        position: holder.map(|person| person.position.clone()).unwrap_or_default(),
        name: holder.map(|person| person.name.clone()).unwrap_or_default(),
    }
}
