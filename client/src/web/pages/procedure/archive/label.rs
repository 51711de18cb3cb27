//! The label of a box, as a page to be printed.

use askama::Template;
use axum::extract::Query;

use super::super::chosen::{Asked, asked};
use crate::{
    catalogue::archive as words,
    office::archive::BoxLabel,
    web::{
        layout::Section,
        visit::{Answer, Visit},
    },
};

#[derive(Template)]
#[template(path = "arsip-label.html")]
struct Page {
    label: BoxLabel,
    title: String,
}

pub(crate) async fn show(visit: Visit, Query(fields): Query<Asked>) -> Answer {
    visit
        .page(Section::Archive, "Label boks", move |hand| {
            let label = hand.office.box_label(asked(&fields, "boks"))?;
            Ok(Page { title: words::label_title(&label.carton), label })
        })
        .await
}
