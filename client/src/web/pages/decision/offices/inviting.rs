//! Letters with one-time codes: which offices get one is shown first. The letters are shown once;
//! nothing keeps the codes.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::Query;
use kecuali_domain::{Capability, Day, OfficeId};
use kecuali_encoding::Digest;
use serde::Deserialize;

use crate::{
    error::OfficeError,
    office::{
        Office,
        below::Below,
        invitation::{InvitationView, Letter, USUAL_DAYS},
        sheet::Letterhead,
    },
    web::{
        answers::Answers,
        layout::Section,
        pages::decision::hands::May,
        text::office_name,
        visit::{Answer, Hand, Visit},
    },
};

/// So many offices are named before the letters are made.
const NAMED: usize = 50;

const NO_DAY: &str = "Isi hari terakhir berlakunya kode.";
const NO_OFFICE: &str = "Belum ada kantor yang dipilih; belum ada surat yang dibuat.";
const CHANGED: &str = "Belum ada surat yang dibuat: ada yang berubah sejak daftarnya ditampilkan, atau \
                       suratnya sudah pernah ditampilkan. Periksa lagi daftarnya.";

/// What was asked for, as it stands in addresses and in the form.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// Codes of offices, one a line.
    kode: String,
    /// A province, with all its offices.
    provinsi: String,
    /// `ya`: only those where nobody holds a key.
    tanpa_kunci: String,
    /// The last day on which the codes hold.
    sampai: String,
}

impl Asked {
    fn of(answers: &Answers) -> Self {
        let text = |name: &str| answers.get(name).to_owned();
        Self {
            kode: text("kode"),
            provinsi: text("provinsi"),
            tanpa_kunci: text("tanpa_kunci"),
            sampai: text("sampai"),
        }
    }

    const fn names_any(&self) -> bool {
        !self.kode.is_empty() || !self.provinsi.is_empty()
    }

    fn address(&self) -> String {
        let pairs = [
            ("kode", &self.kode),
            ("provinsi", &self.provinsi),
            ("tanpa_kunci", &self.tanpa_kunci),
            ("sampai", &self.sampai),
        ];
        format!("/kantor/undang?{}", serde_urlencoded::to_string(pairs).unwrap_or_default())
    }
}

/// Which offices get a letter.
#[derive(Debug, Default)]
struct Chosen {
    offices: Vec<Invited>,
    /// What was typed and is no office below.
    wrong: Vec<String>,
}

/// An office that gets one.
#[derive(Debug)]
struct Invited {
    id: OfficeId,
    name: String,
    keys: usize,
    /// The last day of a code that it has and did not use: that one holds no more.
    before: Option<Day>,
}

impl Chosen {
    fn of(office: &mut Office, asked: &Asked) -> Result<Self, OfficeError> {
        let (mut all, problems) = office.offices_in_text(&asked.kode);
        if !asked.provinsi.is_empty() {
            all.extend(office.offices_of(&office.office_by_code(&asked.provinsi)?));
        }
        let mut chosen = Self {
            offices: Vec::new(),
            wrong: problems.into_iter().map(|one| one.message).collect(),
        };
        let below: BTreeMap<OfficeId, Below> =
            office.below()?.into_iter().map(|one| (one.office.clone(), one)).collect();
        let given = office.invitations()?;
        for id in all.into_iter().collect::<BTreeSet<_>>() {
            let name = office_name(&id);
            match below.get(&id) {
                None => chosen.wrong.push(format!("{name} bukan kantor di bawah kantor ini.")),
                Some(one) if asked.tanpa_kunci == "ya" && one.keys > 0 => {}
                Some(one) => {
                    let holds = |given: &&InvitationView| {
                        given.office == id && !given.used && !given.expired
                    };
                    let before = given.iter().find(holds).map(|given| given.until);
                    chosen.offices.push(Invited { name, keys: one.keys, before, id });
                }
            }
        }
        Ok(chosen)
    }

    /// What the form carries, so that letters are made once, and of what was shown.
    fn mark(&self, office: &Office, until: &str) -> Result<String, OfficeError> {
        let ids: Vec<&str> = self.offices.iter().map(|one| one.id.as_str()).collect();
        let all = [&ids.join(" "), until, &office.invitations_mark()?].join("\n");
        Ok(Digest::of(all.as_bytes()).to_string().chars().take(16).collect())
    }
}

#[derive(Template)]
#[template(path = "kantor-undang.html")]
struct Page {
    asked: Asked,
    chosen: Chosen,
    provinces: Vec<(String, String)>,
    seen: String,
    /// How many codes were given out, and how many of them were used and are over.
    given: usize,
    used: usize,
    over: usize,
    whose: Option<String>,
}

impl Page {
    fn named(&self) -> &[Invited] {
        &self.chosen.offices[..self.chosen.offices.len().min(NAMED)]
    }

    const fn more(&self) -> usize {
        self.chosen.offices.len().saturating_sub(NAMED)
    }

    /// How many codes hold no more once these are made.
    fn replaced(&self) -> usize {
        self.chosen.offices.iter().filter(|one| one.before.is_some()).count()
    }
}

pub(crate) async fn show(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    visit.page(Section::Offices, "Surat undangan", move |hand| page(hand, asked)).await
}

fn page(hand: Hand<'_>, mut asked: Asked) -> Result<Page, OfficeError> {
    let whose = May::of(&hand, &[Capability::Administer])?.refusal();
    let office = hand.office;
    if asked.sampai.is_empty() {
        asked.sampai = office.days_from_now(USUAL_DAYS).to_string();
    }
    let chosen = Chosen::of(office, &asked)?;
    let provinces = office.below()?.into_iter().filter(|one| one.is_province);
    let mut provinces: Vec<(String, String)> =
        provinces.map(|one| (one.office.to_string(), office_name(&one.office))).collect();
    provinces.sort_by(|(_, one), (_, other)| one.cmp(other));
    if provinces.is_empty() {
        provinces.push((office.id().to_string(), office_name(office.id())));
    }
    let given = office.invitations()?;
    let count = |means: fn(&InvitationView) -> bool| given.iter().filter(|one| means(one)).count();
    Ok(Page {
        seen: chosen.mark(office, &asked.sampai)?,
        used: count(|one| one.used),
        over: count(|one| one.expired),
        given: given.len(),
        asked,
        chosen,
        provinces,
        whose,
    })
}

#[derive(Template)]
#[template(path = "kantor-surat.html")]
struct Letters {
    made: Vec<Letter>,
    letterhead: Letterhead,
    /// The trust root as the office sees it when it is set up.
    fingerprint: String,
}

/// Gives out the codes. Where the form is sent a second time, nothing is given out.
pub(crate) async fn invite(visit: Visit, answers: Answers) -> Answer {
    let (asked, seen) = (Asked::of(&answers), answers.get("dilihat").to_owned());
    let back = asked.address();
    let Ok(until) = asked.sampai.parse::<Day>() else {
        return Ok(visit.warn(&back, NO_DAY));
    };
    let made = visit.office(move |hand| letters(hand, &asked, &seen, until)).await?;
    match made {
        Ok(letters) => visit.page(Section::Offices, "Surat undangan", |_| Ok(letters)).await,
        Err(why) => Ok(visit.warn(&back, why)),
    }
}

fn letters(
    hand: Hand<'_>,
    asked: &Asked,
    seen: &str,
    until: Day,
) -> Result<Result<Letters, String>, OfficeError> {
    let may = May::of(&hand, &[Capability::Administer])?;
    let office = hand.office;
    let chosen = Chosen::of(office, asked)?;
    if chosen.offices.is_empty() {
        return Ok(Err(NO_OFFICE.to_owned()));
    }
    if chosen.mark(office, &asked.sampai)? != seen {
        return Ok(Err(CHANGED.to_owned()));
    }
    let ids: Vec<OfficeId> = chosen.offices.into_iter().map(|one| one.id).collect();
    let made = match office.invite(hand.acting, &ids, until) {
        Err(OfficeError::Input(sentence)) => return Ok(Err(sentence)),
        made => may.or_whose(made)?,
    };
    let letterhead = office.letterhead();
    let fingerprint = office.root()?.fingerprint;
    Ok(made.map(|made| Letters { made, letterhead, fingerprint }))
}
