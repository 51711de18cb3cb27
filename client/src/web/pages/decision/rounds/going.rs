//! A round goes on: it is confirmed as it was listed, then signed part by part.

use axum::extract::Path;

use super::{
    super::{
        decide::{Act, Said},
        filter::Filter,
        hands::May,
        many::look,
        obstacle::Obstacle,
    },
    GONE, PART, address, found,
    listing::{Wanted, listed},
    show::{Running, running},
};
use crate::{
    error::OfficeError,
    office::{
        Name, Office,
        rounds::{LeftOut, Listed, Round},
        seen::Covered,
    },
    web::{
        answers::Answers,
        choice::{is_a_look, lead},
        visit::{Answer, Hand, Visit},
    },
};

/// What is told of an entry that is not what was listed any more.
const CHANGED: &str = "Berubah sesudah daftar ini dibuat, jadi tidak ditandatangani.";
/// What is told on a page that is older than the signatures.
const BEGUN: &str = "Kali ini tidak ada yang ditandatangani: daftar ini sudah mulai ditandatangani \
                     dengan pilihan butir yang lain. Tutup daftar ini untuk menyusunnya di bawah \
                     butir yang Anda pilih.";
const NOT_AS_SEEN: &str = "Belum ada yang ditandatangani: sementara Anda melihat, ada yang berubah. \
                           Ini daftarnya sekarang; periksa lagi, lalu putuskan.";

const OF_ANOTHER: &str = "Belum ada yang ditandatangani: daftar ini disetujui orang lain. Ini yang \
                          tersisa sekarang; periksa lagi, lalu putuskan atas nama Anda.";

/// What a step came to.
enum Step {
    /// A part was signed.
    Went(Box<Running>),
    /// Nothing was, and why.
    Stays(String),
    /// Nothing was: all of it was listed anew, under the item that is chosen now.
    Relisted,
    /// There is no such list.
    Gone,
}

/// Confirms a round, or goes on with it: signs the next part.
pub(crate) async fn sign(visit: Visit, Path(id): Path<String>, answers: Answers) -> Answer {
    let to = address(&id);
    let (is_piece, looks) = (visit.is_piece(), is_a_look(&answers));
    match visit.office(move |hand| step(hand, &id, &answers)).await? {
        Step::Stays(why) => Ok(visit.warn(&to, why)),
        Step::Relisted => Ok(lead(&visit, looks, &to)),
        Step::Gone => Ok(visit.warn("/antrean", GONE)),
        Step::Went(running) if is_piece => visit.piece(move |_| Ok(*running)).await,
        Step::Went(_) => Ok(visit.to(&to)),
    }
}

fn step(mut hand: Hand<'_>, id: &str, answers: &Answers) -> Result<Step, OfficeError> {
    let Some((mut round, act)) = found(hand.office, id)? else { return Ok(Step::Gone) };
    let key = hand.office.key_of(hand.acting)?;
    if round.is_of_another(key) {
        return again(&mut hand, act, &round);
    }
    if let Some(step) = choosing(&mut hand, &mut round, act, answers)? {
        return Ok(step);
    }
    if let Some(why) = May::of(&hand, act.any_of())?.refusal() {
        return Ok(Step::Stays(format!("Belum ada yang ditandatangani. {why}")));
    }
    let Hand { office, acting } = hand;
    if !round.is_confirmed() {
        round.reason = answers.text("alasan");
        if act.needs_a_reason() && round.reason.is_none() {
            let why = "Alasan wajib diisi; belum ada yang ditandatangani.";
            return Ok(Step::Stays(why.to_owned()));
        }
        if !is_as_listed(office, &round, answers.get("dilihat"))? {
            relist(office, acting, act, &round)?;
            return Ok(Step::Stays(NOT_AS_SEEN.to_owned()));
        }
        round.confirmed_by = key;
        office.rounds().save(&round)?;
    }
    sign_part(office, acting, act, &mut round)?;
    office.rounds().save(&round)?;
    Ok(Step::Went(Box::new(running(&round, act, key, true))))
}

/// What someone else confirmed is confirmed no more: what is left of it is listed again, with the
/// reason, for who signs in their own name.
fn again(hand: &mut Hand<'_>, act: Act, round: &Round) -> Result<Step, OfficeError> {
    if let Some(why) = May::of(hand, act.any_of())?.refusal() {
        return Ok(Step::Stays(format!("Belum ada yang ditandatangani. {why}")));
    }
    relist(hand.office, hand.acting, act, round)?;
    Ok(Step::Stays(OF_ANOTHER.to_owned()))
}

/// What comes of the item that is chosen in the form: where the list does not stand under it, it is
/// listed anew, and where that was begun already, nothing is done.
fn choosing(
    hand: &mut Hand<'_>,
    round: &mut Round,
    act: Act,
    answers: &Answers,
) -> Result<Option<Step>, OfficeError> {
    let chosen = answers.text("butir");
    let is_other = act == Act::Determine && chosen != round.under;
    if round.is_confirmed() {
        // What goes on by itself carries no choice.
        let is_late = is_other && answers.has("butir") || is_a_look(answers);
        return Ok(is_late.then(|| Step::Stays(BEGUN.to_owned())));
    }
    if !is_other && !is_a_look(answers) {
        return Ok(None);
    }
    round.under = chosen;
    relist(hand.office, hand.acting, act, round)?;
    Ok(Some(Step::Relisted))
}

/// Lists all of it as it is now, with what was said beside it.
fn relist(
    office: &mut Office,
    acting: Option<&str>,
    act: Act,
    round: &Round,
) -> Result<(), OfficeError> {
    let (under, filter) = (round.under.clone(), Filter::read(&round.filter));
    let now = listed(office, acting, &Wanted { act, under, filter }, round.id.clone())?;
    office.rounds().save(&Round { reason: round.reason.clone(), ..now })
}

/// That all of a list still comes to what it did when it was listed, and that this is what was seen.
fn is_as_listed(office: &mut Office, round: &Round, seen: &str) -> Result<bool, OfficeError> {
    let under = round.under.as_deref().map(|under| office.item(under)).transpose()?;
    let names: Vec<Name> = round.listed.iter().map(|one| one.name.clone()).collect();
    Ok(seen == round.seen && office.seen(&names, Covered::Submitted(under))? == seen)
}

/// Signs what of the next part is as it was listed. What is not is left out, and told.
fn sign_part(
    office: &mut Office,
    acting: Option<&str>,
    act: Act,
    round: &mut Round,
) -> Result<(), OfficeError> {
    let part = round.part(PART);
    let mut fitting = Vec::with_capacity(part.len());
    for one in &part {
        // A machine that died between signing and keeping how far it came signed it already.
        if office.is_determined_in(&one.name, &round.id)? {
            round.signed += 1;
        } else if let Some(sentence) = obstacle(office, acting, act, round, one) {
            round.left_out.push(LeftOut { name: one.name.clone(), sentence });
        } else {
            fitting.push(one);
        }
    }
    // To look takes a turn, and in the next one something may have come for an entry before.
    let mut names = Vec::with_capacity(fitting.len());
    for one in fitting {
        if is_same(office, round.under.as_deref(), one)? {
            names.push(one.name.clone());
        } else {
            round.left_out.push(LeftOut { name: one.name.clone(), sentence: CHANGED.to_owned() });
        }
    }
    if !names.is_empty() {
        let under = round.under.as_deref().map(|under| office.item(under)).transpose()?;
        let covered = Covered::Submitted(under);
        let seen = office.seen(&names, covered)?;
        office.sign_only(&seen, covered);
        let (reason, under) = (round.reason.as_deref(), round.under.as_deref());
        let said = Said { reason, under, batch: Some(&round.id) };
        let done = act.sign(office, acting, &names, &said)?;
        round.signed += done.iter().filter(|one| one.sentence.is_none()).count();
        let without = done.iter().zip(&names).filter_map(|(one, name)| Some((one.sentence?, name)));
        round.left_out.extend(
            without.map(|(sentence, name)| LeftOut {
                name: name.clone(),
                sentence: sentence.to_owned(),
            }),
        );
    }
    round.through += part.len();
    Ok(())
}

/// Whether an entry is what it was when it was listed.
fn is_same(office: &mut Office, under: Option<&str>, one: &Listed) -> Result<bool, OfficeError> {
    let item = under.map(|under| office.item(under)).transpose()?;
    Ok(office.listed_now(&one.name, item)? == *one)
}

/// Why an entry of the list is not signed after all.
fn obstacle(
    office: &mut Office,
    acting: Option<&str>,
    act: Act,
    round: &Round,
    one: &Listed,
) -> Option<String> {
    let under = round.under.as_deref();
    let mut tried = || -> Result<bool, OfficeError> {
        let is_same = is_same(office, under, one)?;
        look(office, acting, act, &one.name, under)?;
        Ok(is_same)
    };
    match tried() {
        Ok(true) => None,
        Ok(false) => Some(CHANGED.to_owned()),
        Err(error) => Some(Obstacle::of(&error).in_short()),
    }
}

/// Ends a round: what was signed stays, what was not waits in the queue as before.
pub(crate) async fn drop(visit: Visit, Path(id): Path<String>, _form: Answers) -> Answer {
    let back = visit
        .office(move |hand| {
            let filter = found(hand.office, &id)?.map(|(round, _)| round.filter);
            hand.office.rounds().erase(&id)?;
            Ok(format!("/antrean?{}", filter.unwrap_or_default()))
        })
        .await?;
    Ok(visit.go(&back, "Daftar itu ditutup. Yang belum ditandatangani tetap di antrean."))
}
