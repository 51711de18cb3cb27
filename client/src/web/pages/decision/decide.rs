//! Deciding: one act over one entry or many, signed only as it was shown.

use axum::response::Response;
use kecuali_domain::{Capability, Kind, handle};

use super::{filter::Filter, hands::May};
use crate::{
    error::OfficeError,
    office::{Name, Office, approval::Done, seen::Covered},
    web::{
        answers::Answers,
        choice::look_first,
        visit::{Answer, Hand, Visit},
    },
};

/// What is decided about entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    Determine,
    Return,
    /// Says no to an office that asks to have a determination back.
    Refuse,
    Forward,
    Open,
    Revoke,
    TakeDown,
}

/// An act in the words of a page.
pub(crate) struct Words {
    /// As a form names it.
    pub(crate) id: &'static str,
    /// As it is signed.
    pub(crate) signed: &'static str,
    /// What one does.
    pub(crate) label: &'static str,
    /// What was done, after the name of an entry.
    pub(crate) done: &'static str,
    /// What it comes to, before it is signed.
    pub(crate) comes_to: &'static str,
    /// What is to be said beside it; none where nothing is.
    pub(crate) reason: Option<&'static str>,
}

impl Act {
    /// Every act.
    pub(crate) const ALL: [Self; 7] = [
        Self::Determine,
        Self::Return,
        Self::Refuse,
        Self::Forward,
        Self::Open,
        Self::Revoke,
        Self::TakeDown,
    ];

    pub(crate) fn read(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.words().id == id)
    }

    pub(crate) const fn any_of(self) -> &'static [Capability] {
        match self {
            Self::Determine => &[Capability::Determine],
            Self::Return => &[Capability::Review, Capability::Forward],
            Self::Refuse => &[Capability::Review],
            Self::Forward => &[Capability::Forward],
            Self::Open | Self::Revoke | Self::TakeDown => &[Capability::Revoke],
        }
    }

    /// Whether it is signed only with a reason.
    pub(crate) const fn needs_a_reason(self) -> bool {
        !matches!(self, Self::Determine | Self::Forward)
    }

    /// Whether it is about what waits in the queue, so that all of a part of it can be meant.
    pub(crate) const fn is_for_the_queue(self) -> bool {
        matches!(self, Self::Determine | Self::Return | Self::Forward)
    }

    pub(crate) const fn words(self) -> Words {
        match self {
            Self::Determine => Words {
                id: "tetapkan",
                signed: "determine",
                label: "Tetapkan",
                done: "ditetapkan",
                comes_to: "Baris di bawah ini menjadi publik setelah sinkron.",
                reason: None,
            },
            Self::Return => Words {
                id: "kembalikan",
                signed: "return",
                label: "Kembalikan",
                done: "dikembalikan",
                comes_to: "Kantor pengaju membaca alasannya, memperbaiki entri, dan dapat mengajukan lagi. Tidak ada yang menjadi publik.",
                reason: Some("Alasan, dibaca kantor pengaju"),
            },
            Self::Refuse => Words {
                id: "tolak-permintaan",
                signed: "return",
                label: "Tolak permintaan",
                done: "tetap berlaku; permintaan penarikannya ditolak",
                comes_to: "Penetapan yang berlaku tetap seperti adanya dan tetap dalam daftar publik. Kantor membaca alasannya, dan permintaannya keluar dari antrean.",
                reason: Some("Alasan, dibaca kantor pengaju"),
            },
            Self::Forward => Words {
                id: "teruskan",
                signed: "forward",
                label: "Teruskan",
                done: "diteruskan ke KPU RI",
                comes_to: "Pengajuan diteruskan ke antrean KPU RI. Tidak ada yang menjadi publik.",
                reason: Some("Catatan untuk KPU RI (boleh kosong)"),
            },
            Self::Open => Words {
                id: "terbuka",
                signed: "open",
                label: "Nyatakan terbuka",
                done: "dinyatakan terbuka",
                comes_to: "Informasi ini tidak dikecualikan: pengajuannya berakhir, dan keputusan yang berlaku atasnya berakhir untuk selamanya. Nomor entri dan alasannya menjadi publik setelah sinkron.",
                reason: Some("Alasan, dengan kata-kata untuk publik"),
            },
            Self::Revoke => Words {
                id: "cabut",
                signed: "revoke",
                label: "Cabut keputusan",
                done: "dicabut",
                comes_to: "Baris entri keluar dari daftar publik untuk selamanya; alasannya menjadi publik. Penetapan di atasnya tetap berlaku bagi entri lain.",
                reason: Some("Alasan, dengan kata-kata untuk publik"),
            },
            Self::TakeDown => Words {
                id: "turunkan",
                signed: "take_down",
                label: "Turunkan",
                done: "diturunkan",
                comes_to: "Baris entri tidak diperlihatkan lagi dalam daftar publik, untuk selamanya; alasannya menjadi publik.",
                reason: Some("Alasan, dengan kata-kata untuk publik"),
            },
        }
    }

    /// Signs it for entries.
    pub(crate) fn sign(
        self,
        office: &mut Office,
        acting: Option<&str>,
        names: &[Name],
        said: &Said<'_>,
    ) -> Result<Vec<Done>, OfficeError> {
        let reason = said.reason.unwrap_or_default();
        match self {
            Self::Determine => {
                let under = said.under.map(|under| office.item(under)).transpose()?;
                office.determine(acting, names, under, said.batch)
            }
            Self::Return => office.send_back(acting, names, reason),
            Self::Refuse => office.refuse_requests(acting, names, reason),
            Self::Forward => office.forward(acting, names, said.reason),
            Self::Open => office.open_information(acting, names, reason),
            Self::Revoke => office.revoke_decisions(acting, names, reason, None),
            Self::TakeDown => {
                office.take_down(acting, names, &std::collections::BTreeSet::new(), reason)
            }
        }
    }
}

/// What is said beside an act.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Said<'a> {
    pub(crate) reason: Option<&'a str>,
    /// The item that entries are determined under; otherwise each under that of its submission.
    pub(crate) under: Option<&'a str>,
    /// Names the selection.
    pub(crate) batch: Option<&'a str>,
}

/// What a form asks for.
#[derive(Debug, Clone)]
struct Asked {
    act: Act,
    entries: Vec<String>,
    left_out: Vec<String>,
    under: Option<String>,
    reason: Option<String>,
    seen: String,
    filter: Filter,
}

impl Asked {
    fn read(answers: &Answers) -> Option<Self> {
        Some(Self {
            act: Act::read(answers.get("tindakan"))?,
            entries: answers.all("entri").map(str::to_owned).collect(),
            left_out: answers.all("lewat").map(str::to_owned).collect(),
            under: answers.text("butir"),
            reason: answers.text("alasan"),
            seen: answers.get("dilihat").to_owned(),
            filter: Filter::read(answers.get("saring")),
        })
    }

    /// Where to look before this is signed: the only choice is the item.
    fn look_first(&self, visit: &Visit, answers: &Answers) -> Option<Response> {
        if self.act != Act::Determine {
            return None;
        }
        let under = self.under.as_deref().unwrap_or_default();
        look_first(visit, answers.fields(), under, &self.shown_on())
    }

    /// The page on which this was shown.
    fn shown_on(&self) -> String {
        let query = self.filter.query();
        match self.entries.as_slice() {
            [one]
                if self.left_out.is_empty()
                    && !matches!(
                        self.act,
                        Act::Revoke | Act::TakeDown | Act::Refuse | Act::Open
                    ) =>
            {
                match &self.under {
                    Some(under) => {
                        let under = serde_urlencoded::to_string([("butir", under)]);
                        format!("/antrean/{one}?{}&{query}", under.unwrap_or_default())
                    }
                    None => format!("/antrean/{one}?{query}"),
                }
            }
            _ => format!("/antrean/putuskan?{}", self.address()),
        }
    }

    /// The selection as it stands in an address.
    fn address(&self) -> String {
        let mut pairs = vec![("tindakan", self.act.words().id.to_owned())];
        pairs.extend(self.entries.iter().map(|entry| ("entri", entry.clone())));
        pairs.extend(self.left_out.iter().map(|entry| ("lewat", entry.clone())));
        pairs.extend(self.under.clone().map(|under| ("butir", under)));
        pairs.push(("saring", self.filter.query()));
        serde_urlencoded::to_string(pairs).unwrap_or_default()
    }
}

/// What deciding came to.
enum Outcome {
    /// Signed; the entry that comes after it in the queue, and what decided nothing and why.
    Done { next: Option<String>, without: Vec<String> },
    /// Nothing was signed: why, and whose turn it is.
    NotDone(String),
}

pub(crate) async fn decide(visit: Visit, answers: Answers) -> Answer {
    let Some(asked) = Asked::read(&answers) else {
        return Ok(visit.warn("/antrean", "Pilih dulu yang akan dilakukan."));
    };
    // Under another item some may be ready that are left out now.
    if let Some(first) = asked.look_first(&visit, &answers) {
        return Ok(first);
    }
    if asked.entries.is_empty() {
        return Ok(visit.warn("/antrean", "Centang dulu entri yang akan diputuskan."));
    }
    if asked.act.needs_a_reason() && asked.reason.is_none() {
        let sentence = "Alasan wajib diisi; belum ada yang ditandatangani.";
        return Ok(visit.warn(&asked.shown_on(), sentence));
    }
    let given = asked.clone();
    match visit.office(move |hand| sign(hand, &given)).await? {
        Outcome::NotDone(sentence) => Ok(visit.warn(&asked.shown_on(), sentence)),
        Outcome::Done { next, without } => Ok(told(&visit, &asked, next, &without)),
    }
}

/// Goes on: after one entry to the next of the queue, after many to what each came to.
fn told(visit: &Visit, asked: &Asked, next: Option<String>, without: &[String]) -> Response {
    let (words, query) = (asked.act.words(), asked.filter.query());
    if let ([one], true) = (asked.entries.as_slice(), asked.left_out.is_empty()) {
        let to = match next {
            Some(next) => format!("/antrean/{next}?{query}"),
            None => format!("/antrean?{query}"),
        };
        return match without.first() {
            Some(sentence) => visit.warn(&to, format!("{one}: {sentence}")),
            None => {
                visit.go(&to, format!("{one} {}. Dikirim saat sinkron berikutnya.", words.done))
            }
        };
    }
    let to = format!("/antrean/hasil?{}", asked.address());
    let count = asked.entries.len() - without.len();
    let sentence = format!("{count} entri {}. Dikirim saat sinkron berikutnya.", words.done);
    if without.is_empty() { visit.go(&to, sentence) } else { visit.warn(&to, sentence) }
}

fn sign(hand: Hand<'_>, asked: &Asked) -> Result<Outcome, OfficeError> {
    let may = May::of(&hand, asked.act.any_of())?;
    let office = hand.office;
    let mut names = Vec::with_capacity(asked.entries.len());
    for typed in &asked.entries {
        names.push(office.find(typed, Kind::Entry)?);
    }
    let under = asked.under.as_deref().map(|under| office.item(under)).transpose()?;
    let next = match names.as_slice() {
        [one] => next(office, &asked.filter, &handle(&one.0, one.1))?,
        _ => None,
    };
    let batch = (names.len() > 1).then(|| office.batch(None, None).id);
    office.sign_only(&asked.seen, Covered::Submitted(under));
    let said = Said {
        reason: asked.reason.as_deref(),
        under: asked.under.as_deref(),
        batch: batch.as_deref(),
    };
    let done = asked.act.sign(office, hand.acting, &names, &said);
    Ok(match may.or_whose(done)? {
        Ok(done) => {
            let without = done.iter().filter_map(|one| one.sentence.map(str::to_owned));
            Outcome::Done { next, without: without.collect() }
        }
        Err(why) => Outcome::NotDone(why),
    })
}

/// The entry after this one in the part of the queue that someone works through.
pub(crate) fn next(
    office: &mut Office,
    filter: &Filter,
    entry: &str,
) -> Result<Option<String>, OfficeError> {
    let queue = filter.of(office)?;
    let place = queue.iter().position(|one| one.summary.entry == entry);
    let next = place.and_then(|place| queue.get(place + 1));
    Ok(next.map(|one| one.summary.entry.clone()))
}
