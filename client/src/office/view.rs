//! What a list shows of each document, kept so that a list need not read every document again.
//!
//! Kept is what the *log* comes to, with the place in the log up to which it was read; what waits
//! here is laid on top, and kept as long as neither changes. Losing it costs time and nothing else.

mod columns;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use kecuali_domain::{
    Day, DocumentId, Kind, Scope,
    act::{Act, ItemRef, Position, ReadAct},
    content::Content,
    field::Gate,
    fold::Outcome,
    rules::{self, Context, Substance},
    status::{Course, Status},
};
use kecuali_encoding::Digest;
use kecuali_ledger::{Document, National};
use kecuali_publication::continued;
use kecuali_storage::{Commit, Store as _};
use serde::{Deserialize, Serialize};

pub(crate) use self::columns::Columns;
use super::{
    Office,
    ended::ended_by,
    jakarta_day,
    parallel::went_together,
    progress::is_determined,
    queue::Pending,
    reading::{Changes, Standing},
    standing::shown,
    submission::later_edits,
};
use crate::error::OfficeError;

/// Another number, and what was kept is made again.
const VERSION: u32 = 15;
/// Cards are kept again when so many records came since: all of a log are written for one of them.
const KEPT: u64 = 128;
const PAGE: usize = 1_024;
const PAGE_BYTES: usize = 4 << 20;

/// What a list shows of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Card {
    pub(crate) kind: Kind,
    pub(crate) information: String,
    /// What its own acts come to; read by [`Card::status`] alone.
    status: Status,
    /// Where what its office asks for stands; read by [`Card::course`] alone.
    course: Option<Course>,
    /// Whether its content is another than that which was submitted last.
    pub(crate) is_news: bool,
    /// Where `national` stood when KPU RI ended it in the entry itself.
    pub(crate) ended: Option<u64>,
    pub(crate) conflicts: usize,
    /// How many fields were written apart and went together.
    pub(crate) parallel: usize,
    pub(crate) later_edits: usize,
    pub(crate) under: Option<ItemRef>,
    /// Whether that is the item of a decision in force.
    pub(crate) is_decided: bool,
    /// The last day of the decision in force.
    pub(crate) ends: Option<Day>,
    /// When it was written last, by the writer's clock, in milliseconds since 1970.
    pub(crate) changed: u64,
    pub(crate) columns: Columns,
    /// When what waits for a decision was submitted, by its signer's clock.
    pub(crate) submitted: Option<u64>,
    /// What each position said last about the content as it is: whether it agrees.
    pub(crate) words: BTreeMap<Position, bool>,
    /// Whether no rule stands in the way of asking for approval, other entries not looked at.
    pub(crate) ready: bool,
    /// What of it waits for a decision.
    pub(crate) pending: Option<Pending>,
}

/// A card is shared by those that show it: ten thousand of them are not copied for one that changed.
pub(crate) type Cards = BTreeMap<DocumentId, Arc<Card>>;

/// The cards of a log, as of a place in it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Index {
    version: u32,
    /// The positions that policy requires: they decide about statuses.
    required: BTreeSet<Position>,
    /// [`National::hindsight`](kecuali_ledger::National::hindsight): a lost key decides about
    /// everything, in whatever log it was ended.
    hindsight: usize,
    position: u64,
    digest: Option<Digest>,
    /// The place as of which they are on the disk.
    #[serde(skip)]
    kept: u64,
    #[serde(with = "columns::shared")]
    pub(crate) cards: Cards,
}

/// The cards of a log with what waits here on top, and what they were made of.
#[derive(Debug)]
pub(crate) struct Laid {
    logged: Arc<Index>,
    /// What waited for the log, and for `national`, which decides what it comes to.
    changes: Arc<Changes>,
    national: Standing,
    index: Arc<Index>,
}

impl Card {
    pub(crate) fn of(document: &Document, required: &BTreeSet<Position>) -> Self {
        let content = document.content();
        let state = document.state();
        let submitted = state.submissions().last().and_then(|one| one.under);
        // Of ten thousand drafts nobody has said anything yet: then no version is asked about.
        let said = !document.acts().is_empty();
        let version = if said { document.version().content } else { Digest([0; 32]) };
        let changed = document.history().times().max().unwrap_or(0);
        let open = state.pending().last().map(|one| one.act);
        let open = document.acts().iter().find(|record| Some(record.id) == open);
        let word = |position| Some((position, state.word(&version, position)?.agrees));
        Self {
            kind: document.kind(),
            information: shown(&content, "information"),
            status: state.status(version, required),
            course: state.course(version, required),
            is_news: state.submissions().last().is_none_or(|one| one.content != version),
            ended: ended_by(document).map(|record| record.judged),
            conflicts: content.conflicts().count(),
            parallel: went_together(document).len(),
            later_edits: later_edits(document),
            under: decided_under(document).or(submitted),
            is_decided: state.decision().is_some(),
            ends: state.decision().and_then(|decision| decision.ends),
            changed,
            columns: Columns::of(&content),
            submitted: open.map(|record| record.time),
            words: Position::ALL.into_iter().filter_map(word).collect(),
            ready: is_ready(document, &content, changed),
            pending: Pending::of(document),
        }
    }

    /// Where it stands. A decision is worth what its item is: when the item has ended, it is revoked
    /// with it.
    pub(crate) fn status(&self, national: &National) -> Status {
        let revoked = is_determined(self.status) && self.item_has_ended(national);
        if revoked { Status::Revoked } else { self.status }
    }

    /// Whether the item that it stands under has ended, and none continues it.
    pub(crate) fn item_has_ended(&self, national: &National) -> bool {
        let ended = |item| !national.now().item_stands(continued(national, item));
        self.under.is_some_and(ended)
    }

    /// Where what its office asks for stands. Of what has ended with its item nothing is asked but
    /// what was sent before.
    pub(crate) fn course(&self, national: &National) -> Option<Course> {
        let is_sent = matches!(self.course, Some(Course::AtProvince | Course::AtNational));
        self.course.filter(|_| is_sent || self.status(national) == self.status)
    }
}

/// The item of the decision in force or, where an entry has come to its end, of the last that was.
fn decided_under(document: &Document) -> Option<ItemRef> {
    let state = document.state();
    if let Some(decision) = state.decision() {
        return Some(decision.under);
    }
    state.conclusion()?;
    document.acts().iter().rev().find_map(|record| {
        let ReadAct::Known(act) = &record.act else { return None };
        let Act::Determine(determine) = act.as_ref() else { return None };
        let in_effect = state.outcome(&record.id) == Some(Outcome::Effect);
        in_effect.then_some(determine.under)
    })
}

/// Whether no rule stands in the way of an approval and of applying an item in force, on the day on
/// which it was written last.
fn is_ready(document: &Document, content: &Content, changed: u64) -> bool {
    let Some(office) = document.history().scope().office() else { return false };
    let given = Context {
        day: jakarta_day(changed),
        office: office.clone(),
        substance: Substance::applied(),
        taken: BTreeSet::new(),
        delegations: Vec::new(),
    };
    let findings = rules::check_entry(content, &given);
    let blocked =
        [Gate::Endorse, Gate::Submit].into_iter().any(|gate| rules::blocks(&findings, gate));
    content.conflicts().next().is_none() && !blocked
}

/// The small value that holds the cards of a log.
fn kept_under(scope: &Scope) -> String {
    format!("client/view/{scope}")
}

impl Index {
    /// Whether its cards say what they would say if they were made now.
    fn is_made_as(&self, fresh: &Self) -> bool {
        self.version == fresh.version
            && self.hindsight == fresh.hindsight
            && self.required == fresh.required
    }
}

impl Index {
    /// Whether it was read up to the end of the log; of one that has not begun there is nothing to
    /// read.
    fn reaches(&self, position: u64, digest: &Digest) -> bool {
        self.position == position && (position == 0 || self.digest.as_ref() == Some(digest))
    }
}

impl Office {
    /// The cards of every document of a log, with what waits here on top.
    pub(crate) fn cards(&mut self, scope: &Scope) -> Result<Arc<Index>, OfficeError> {
        if let Some(index) = self.fresh().cards.get(scope) {
            return Ok(Arc::clone(index));
        }
        let index = self.laid_cards(scope)?;
        self.fresh().cards.insert(scope.clone(), Arc::clone(&index));
        Ok(index)
    }

    /// Where a log says who holds what. An office has a few such documents beside thousands of
    /// entries, and nearly every page asks for them; of `national` they are most, and none is left
    /// out.
    pub(crate) fn rosters(&mut self, scope: &Scope) -> Result<Vec<DocumentId>, OfficeError> {
        if *scope == Scope::National {
            return Ok(self.desk.documents(scope)?);
        }
        let index = self.cards(scope)?;
        let rosters = index.cards.iter().filter(|(_, card)| card.kind == Kind::Roster);
        Ok(rosters.map(|(id, _)| *id).collect())
    }

    fn laid_cards(&mut self, scope: &Scope) -> Result<Arc<Index>, OfficeError> {
        let logged = self.logged_cards(scope)?;
        let waits = self.waits();
        let (changes, national) = (waits.of(scope), &waits.national);
        let before = self.reading.laid.remove(scope);
        if changes.is_empty() {
            return Ok(logged);
        }
        let before =
            before.filter(|laid| Arc::ptr_eq(&laid.logged, &logged) && laid.national == *national);
        let mut index = Index::clone(&logged);
        for (id, change) in changes.iter() {
            let same = |laid: &&Laid| laid.changes.get(id) == Some(change);
            let known = before.as_ref().filter(same).and_then(|laid| laid.index.cards.get(id));
            let card = match known {
                Some(card) => Some(Arc::clone(card)),
                None => self
                    .desk
                    .document(scope, *id)?
                    .map(|document| Arc::new(Card::of(document, &index.required))),
            };
            index.cards.extend(card.map(|card| (*id, card)));
        }
        let index = Arc::new(index);
        let national = national.clone();
        let laid = Laid { logged, changes, national, index: Arc::clone(&index) };
        self.reading.laid.insert(scope.clone(), laid);
        Ok(index)
    }

    /// The cards of every document of a log as the log alone has it.
    pub(super) fn logged_cards(&mut self, scope: &Scope) -> Result<Arc<Index>, OfficeError> {
        let head = self.desk.book().head(scope);
        let national = self.desk.book().national();
        let fresh = Index {
            version: VERSION,
            required: national.now().entry_policy().required,
            hindsight: national.hindsight(),
            ..Index::default()
        };
        // Reading a country's cards again costs more than looking through them.
        let read = self.reading.logged.get(scope).filter(|index| index.is_made_as(&fresh));
        if let Some(index) = read.filter(|index| index.reaches(head.position, &head.digest)) {
            return Ok(Arc::clone(index));
        }
        let known = match read {
            Some(index) => Some(Index::clone(index)),
            None => self.kept_cards(scope)?.filter(|index| index.is_made_as(&fresh)),
        };
        let mut index = match known {
            Some(index) if self.stands(scope, &index)? => index,
            Some(_) | None => fresh,
        };
        if index.position != head.position {
            self.catch_up(scope, &mut index)?;
            index.position = head.position;
            index.digest = Some(head.digest);
            if index.position.saturating_sub(index.kept) >= KEPT {
                self.keep_cards(scope, &mut index)?;
            }
        }
        let index = Arc::new(index);
        self.reading.logged.insert(scope.clone(), Arc::clone(&index));
        Ok(index)
    }

    fn kept_cards(&self, scope: &Scope) -> Result<Option<Index>, OfficeError> {
        let kept = self.store.value(&kept_under(scope))?;
        let index = kept.and_then(|bytes| serde_json::from_slice::<Index>(&bytes).ok());
        Ok(index.map(|index| Index { kept: index.position, ..index }))
    }

    fn keep_cards(&self, scope: &Scope, index: &mut Index) -> Result<(), OfficeError> {
        index.kept = index.position;
        let bytes = serde_json::to_vec(index).expect("cards are JSON");
        let values = vec![(kept_under(scope), Some(bytes))];
        Ok(self.store.commit(&Commit { values, ..Commit::default() })?)
    }

    fn catch_up(&mut self, scope: &Scope, index: &mut Index) -> Result<(), OfficeError> {
        for id in self.touched(scope, index.position)? {
            if let Some(document) = self.desk.logged(scope, id)? {
                index.cards.insert(id, Arc::new(Card::of(document, &index.required)));
            }
        }
        Ok(())
    }

    /// Whether the log still goes through the place up to which the cards were made.
    fn stands(&self, scope: &Scope, index: &Index) -> Result<bool, OfficeError> {
        let before = index.position.saturating_sub(1);
        let at = self.store.members(&scope.to_string(), before, 1, 0)?;
        let digest = at.first().map(|member| Digest(member.digest));
        Ok(digest.is_some() && digest == index.digest)
    }

    /// The documents that have members after a place in a log.
    fn touched(&self, scope: &Scope, mut after: u64) -> Result<BTreeSet<DocumentId>, OfficeError> {
        let mut touched = BTreeSet::new();
        loop {
            let page = self.store.members(&scope.to_string(), after, PAGE, PAGE_BYTES)?;
            let Some(last) = page.last() else { return Ok(touched) };
            after = last.position;
            touched.extend(page.iter().filter_map(|member| member.document.map(DocumentId)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_that_has_not_begun_has_been_read() {
        let (one, other) = (Digest([1; 32]), Digest([2; 32]));
        assert!(Index::default().reaches(0, &one), "or ten thousand drafts are read at every page");
        assert!(!Index::default().reaches(1, &one));
        let read = Index { position: 1, digest: Some(one), ..Index::default() };
        assert!(read.reaches(1, &one) && !read.reaches(1, &other) && !read.reaches(2, &one));
    }
}
