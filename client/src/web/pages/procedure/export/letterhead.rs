//! What the papers of this office say of where it is.

use crate::{
    office::folder::Whereabouts,
    web::{
        answers::Answers,
        visit::{Answer, Visit},
    },
};

/// Keeps it. What a letterhead has no room for changes nothing.
pub(super) async fn keep(visit: Visit, form: Answers) -> Answer {
    match Whereabouts::read(form.get("alamat"), form.get("tempat")) {
        Ok(said) => {
            visit.office(move |hand| hand.office.set_whereabouts(said)).await?;
            Ok(visit.go("/ekspor", "Kop disimpan; lembar berikutnya memakainya.".to_owned()))
        }
        Err(error) => Ok(visit.warn("/ekspor", error.to_string())),
    }
}
