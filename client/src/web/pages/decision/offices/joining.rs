//! Requests to join: read, compared by their fingerprints, and granted, as a whole or key by key.

use askama::Template;
use kecuali_domain::{Capability, OfficeId, act::Holder};
use kecuali_trust::fingerprint_words;

use crate::{
    catalogue::authority,
    error::OfficeError,
    office::{
        invitation::Proven,
        people::{AskedKey, JoinRequest},
    },
    web::{
        answers::Answers,
        layout::Section,
        pages::decision::hands::May,
        text::office_name,
        upload::Upload,
        visit::{Answer, Hand, Visit},
    },
};

#[derive(Template)]
#[template(path = "kantor-permintaan.html")]
struct Page {
    office: OfficeId,
    name: String,
    /// The request itself, which comes back with the form; nothing in it is secret.
    text: String,
    keys: Vec<Asked>,
    is_of_this_root: bool,
    /// Whether it was made with the code that this office was given.
    proven: Proven,
    /// Why nothing of it can be granted.
    refused: Option<String>,
    whose: Option<String>,
}

/// One key that is asked for.
#[derive(Debug)]
struct Asked {
    key: String,
    who: String,
    position: String,
    role: &'static str,
    may: String,
    fingerprint: String,
}

const NOT_A_REQUEST: &str = "Berkas itu bukan permohonan bergabung. Kantor membuatnya di halaman \
                             Orang dan kunci.";

const COMPARE_FIRST: &str = "Cocokkan dulu sidik setiap kunci bersama pemegangnya; belum ada wewenang \
                             yang diberikan. Unggah lagi permintaannya.";

/// Shows a request; nothing is granted by that.
pub(crate) async fn show(visit: Visit, upload: Upload) -> Answer {
    let path = upload.needed("berkas")?;
    let text = std::fs::read_to_string(path).map_err(OfficeError::file(path))?;
    let Ok(request) = JoinRequest::read(&text) else {
        return Ok(visit.warn("/kantor", NOT_A_REQUEST));
    };
    visit
        .page(Section::Offices, "Permohonan bergabung", move |mut hand| page(&mut hand, &request))
        .await
}

fn page(hand: &mut Hand<'_>, request: &JoinRequest) -> Result<Page, OfficeError> {
    let whose = May::of(hand, &[Capability::Administer])?.refusal();
    let level = hand.office.level(&request.office);
    let of = |asked: &AskedKey| Asked {
        key: asked.key.to_string(),
        // A machine goes by no name that a request gives it.
        who: match (&asked.holder, &asked.name) {
            (Holder::Person(_), Some(name)) => name.clone(),
            (Holder::Person(_), None) => "Orang tanpa nama".to_owned(),
            (Holder::Installation(_), _) => "Komputer kantor".to_owned(),
            (Holder::Server(_), _) => "Server".to_owned(),
        },
        position: asked.position.clone(),
        role: asked.role.map_or("", crate::office::role::Role::label),
        may: match (&asked.holder, asked.role) {
            (Holder::Server(_), _) => authority::capabilities([Capability::Log]),
            (_, Some(role)) => authority::by_names(&role.capabilities(level)),
            (_, None) => authority::capabilities([Capability::Sync]),
        },
        fingerprint: fingerprint_words(asked.key),
    };
    Ok(Page {
        name: office_name(&request.office),
        office: request.office.clone(),
        text: serde_json::to_string(request).unwrap_or_default(),
        keys: request.keys.iter().map(of).collect(),
        is_of_this_root: request.root == hand.office.national().root_id().to_string(),
        proven: hand.office.proven(request)?,
        refused: request.is_grantable().err().map(|why| why.to_string()),
        whose,
    })
}

/// Grants the keys that were ticked.
pub(crate) async fn grant(visit: Visit, answers: Answers) -> Answer {
    let Ok(mut request) = JoinRequest::read(answers.get("permintaan")) else {
        return Ok(visit.warn("/kantor", NOT_A_REQUEST));
    };
    if let Err(why) = request.is_grantable() {
        return Ok(visit.warn("/kantor", why.to_string()));
    }
    request.keys.retain(|asked| answers.all("kunci").any(|key| key == asked.key.to_string()));
    // A code stands for the whole request: of a part of it the keys are compared all the same.
    let asked = request.clone();
    let proven = visit.office(move |hand| hand.office.proven(&asked)).await?;
    if answers.get("cocok") != "ya" && proven != Proven::Verified {
        return Ok(visit.warn("/kantor", COMPARE_FIRST));
    }
    if request.keys.is_empty() {
        return Ok(visit.warn("/kantor", "Tidak ada kunci yang dicentang; tidak ada yang berubah."));
    }
    let to = format!("/kantor/{}", request.office);
    let count = request.keys.len();
    let done = visit
        .office(move |hand| {
            let may = May::of(&hand, &[Capability::Administer])?;
            may.or_whose(hand.office.grant_request(hand.acting, &request, None))
        })
        .await?;
    match done {
        Ok(0) => Ok(visit.go(&to, "Kunci-kunci itu sudah berwenang; tidak ada yang berubah.")),
        Ok(granted) => {
            let before = count - granted;
            let had =
                if before == 0 { String::new() } else { format!(" {before} sudah berwenang.") };
            let sentence =
                format!("{granted} kunci diberi wewenang.{had} Berlaku setelah sinkron.");
            Ok(visit.go(&to, sentence))
        }
        Err(why) => Ok(visit.warn("/kantor", why)),
    }
}
