//! A new entry with the fields of another: the way on from one that has ended.

use axum::extract::Path;
use kecuali_domain::{Kind, handle};

use crate::web::{
    answers::Answers,
    visit::{Answer, Visit},
};

const COPIED: &str =
    "Disalin ke entri baru. Periksa isiannya, lalu mintakan persetujuan seperti entri lain.";

pub(crate) async fn copy(visit: Visit, Path(entry): Path<String>, _form: Answers) -> Answer {
    let (scope, id) = visit
        .office(move |hand| {
            let name = hand.office.find(&entry, Kind::Entry)?;
            let fields = hand.office.copied(&name)?;
            Ok(hand.office.add_entries(hand.acting, &[fields])?.remove(0))
        })
        .await?;
    Ok(visit.go(&format!("/entri/{}/ubah", handle(&scope, id)), COPIED))
}
