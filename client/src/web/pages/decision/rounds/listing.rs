//! What a round would decide: every entry of a part of the queue, as it stands now.

use super::{
    super::{decide::Act, filter::Filter, many::look, obstacle::Obstacle},
    address,
};
use crate::{
    error::OfficeError,
    office::{
        Name, Office,
        rounds::{LeftOut, MOST, Round},
        seen::Covered,
    },
    web::{
        answers::Answers,
        visit::{Answer, Hand, Visit},
    },
};

/// What is asked for.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    pub(super) act: Act,
    pub(super) under: Option<String>,
    pub(super) filter: Filter,
}

/// Lists it, and shows the list. Nothing is signed.
pub(crate) async fn list(visit: Visit, answers: Answers) -> Answer {
    let filter = Filter::read(answers.get("saring"));
    let back = format!("/antrean?{}", filter.query());
    let Some(act) = Act::read(answers.get("tindakan")).filter(|act| act.is_for_the_queue()) else {
        return Ok(visit.warn(&back, "Pilih dulu yang akan dilakukan."));
    };
    let wanted = Wanted { act, under: answers.text("butir"), filter };
    let listed = visit
        .office(move |hand| {
            let Hand { office, acting } = hand;
            let id = office.new_round();
            let round = listed(office, acting, &wanted, id)?;
            if round.listed.is_empty() && round.left_out.is_empty() {
                return Ok(None);
            }
            office.rounds().tidy()?;
            office.rounds().save(&round)?;
            Ok(Some(round.id))
        })
        .await?;
    match listed {
        Some(id) => Ok(visit.to(&address(&id))),
        None => Ok(visit.warn(&back, "Tidak ada yang menunggu di saringan ini.")),
    }
}

/// The round of what is asked for, under a name.
pub(super) fn listed(
    office: &mut Office,
    acting: Option<&str>,
    wanted: &Wanted,
    id: String,
) -> Result<Round, OfficeError> {
    let queue = wanted.filter.of(office)?;
    let (mut all, mut names, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    let under = wanted.under.as_deref().map(|under| office.item(under)).transpose()?;
    for one in queue.iter().take(MOST) {
        let name: Name = (one.summary.log.clone(), one.summary.id);
        match look(office, acting, wanted.act, &name, wanted.under.as_deref()) {
            Ok(_) => {
                all.push(office.listed_now(&name, under)?);
                names.push(name);
            }
            Err(error) => {
                left_out.push(LeftOut { name, sentence: Obstacle::of(&error).in_short() });
            }
        }
    }
    Ok(Round {
        id,
        time: office.now(),
        act: wanted.act.words().id.to_owned(),
        under: wanted.under.clone(),
        reason: None,
        filter: wanted.filter.query(),
        seen: office.seen(&names, Covered::Submitted(under))?,
        listed: all,
        left_out,
        beyond: queue.len().saturating_sub(MOST),
        confirmed_by: None,
        through: 0,
        signed: 0,
    })
}

/// What waits in the part of the queue and does not stand in the list: it came since.
pub(super) fn newer(office: &mut Office, round: &Round) -> Result<usize, OfficeError> {
    let known: std::collections::BTreeSet<&Name> = round
        .listed
        .iter()
        .map(|one| &one.name)
        .chain(round.left_out.iter().map(|one| &one.name))
        .collect();
    let now = Filter::read(&round.filter).of(office)?;
    let is_new = |name: &Name| !known.contains(name);
    let new = now.into_iter().map(|one| (one.summary.log, one.summary.id)).filter(is_new);
    Ok(new.count().saturating_sub(round.beyond))
}
