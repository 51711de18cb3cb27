//! Who acts: the people of this machine.

use askama::Template;

use crate::{
    error::OfficeError,
    office::folder::Person,
    web::{
        answers::Answers,
        layout::Section,
        visit::{Answer, Hand, Visit},
    },
};

#[derive(Template)]
#[template(path = "siapa.html")]
struct Page {
    people: Vec<Person>,
    acting: Option<String>,
}

pub(crate) async fn show(visit: Visit) -> Answer {
    visit
        .page(Section::Apart, "Siapa yang bekerja", |hand| {
            Ok(Page {
                people: hand.office.people().to_vec(),
                acting: hand.acting.map(str::to_owned),
            })
        })
        .await
}

pub(crate) async fn choose(visit: Visit, form: Answers) -> Answer {
    let key = form.get("siapa").to_owned();
    let name = visit.office(move |hand| named(&hand, &key)).await?;
    visit.act_as(Some(name.0));
    Ok(visit.go("/", format!("Anda bekerja sebagai {}.", name.1)))
}

fn named(hand: &Hand<'_>, key: &str) -> Result<(String, String), OfficeError> {
    let person = hand.office.people().iter().find(|one| one.key == key);
    let person = person.ok_or_else(|| OfficeError::not_found(crate::error::Sought::Person, key))?;
    Ok((person.key.clone(), person.name.clone()))
}
