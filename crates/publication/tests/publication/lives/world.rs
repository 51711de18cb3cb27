//! A country in which anything may be tried, and the list that comes of it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

use kecuali_domain::{
    Capability, Kind,
    act::{
        About, Act, Comment, ItemRef, KeyEnd, Open, Position, Revoke, RevokeKey, SetDay,
        Submission, Succession, TakeDown,
    },
};
use kecuali_encoding::Digest;
use kecuali_publication::{Draft, EventKind, PublicRow, RowId, StatusCode, diff};
use kecuali_testkit::{Actor, Doc, Parcel, Says, Scene, cast, person, sample};

use super::deeds::{Deed, OfEntry, OfItem, OfNation, Step};
use crate::public::{CANARY, FIRST, SECOND, determined, issue, items, moment, row};

/// A paper with the heads that it had, from the first on.
#[derive(Debug, Clone)]
pub(super) struct Paper {
    pub(super) doc: Doc,
    heads: Vec<Vec<Digest>>,
}

/// What happened, by how often.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen {
    pub(super) taken: usize,
    pub(super) refused: usize,
    pub(super) published: usize,
    pub(super) amended: usize,
    pub(super) withdrawn: BTreeMap<&'static str, usize>,
    pub(super) verified: usize,
}

#[derive(Debug, Clone)]
pub(super) struct Life {
    pub(super) scene: Scene,
    pub(super) papers: Vec<Paper>,
    pub(super) items: Vec<ItemRef>,
    /// The code of every refusal, by step; empty for what was taken.
    pub(super) answers: Vec<&'static str>,
    published: BTreeMap<RowId, PublicRow>,
    events: u64,
    pub(super) seen: Seen,
}

const FIELDS: [(&str, &str); 4] = [
    ("description", "Uraian lain"),
    ("information", "Informasi lain"),
    ("note", "RAHASIA: catatan lain"),
    ("responsible_position", "Kepala Subbagian"),
];

/// Why KPU RI takes something back.
const REASON: &str = "Dibatalkan";

/// A last day that is over when a story begins.
const GONE: &str = "2026-11-20";

/// The day after the last day of most rows, and after that of all.
const LATER: &str = "2031-01-01";
const LAST: &str = "2032-01-01";

impl Life {
    /// A determination of two items, an entry that is determined and one that waits for it.
    pub(super) fn begun() -> Self {
        static BEGUN: OnceLock<Life> = OnceLock::new();
        BEGUN.get_or_init(Self::begin).clone()
    }

    fn begin() -> Self {
        let mut scene = Scene::new();
        let item = issue(&mut scene);
        let second = ItemRef { item: 2, ..item };
        let first = determined(&mut scene, item);
        let waiting = scene.draft(&cast::PPID, sample::ENTRY);
        scene.endorse_by_all(&waiting);
        scene.submit(&cast::PPID, &waiting, Some(second));
        let mut life = Self {
            scene,
            papers: Vec::new(),
            items: vec![item, second],
            answers: Vec::new(),
            published: BTreeMap::new(),
            events: 0,
            seen: Seen::default(),
        };
        life.keep(first);
        life.keep(waiting);
        let list = life.list();
        life.publish(list);
        life
    }

    fn keep(&mut self, doc: Doc) {
        let heads = vec![self.scene.version(&doc).heads];
        self.papers.push(Paper { doc, heads });
    }

    /// All rows that the logs come to, in force or not any more.
    pub(super) fn list(&self) -> BTreeMap<RowId, Draft> {
        let issues = self.scene.national().determinations().into_iter().map(|one| one.change);
        let national = issues.flat_map(|issue| items(&self.scene, &issue));
        let office = self.papers.iter().filter_map(|paper| row(&self.scene, &paper.doc));
        national.chain(office).map(|draft| (draft.facts.id.clone(), draft)).collect()
    }

    /// Writes the events that make the published list what the logs come to.
    pub(super) fn publish(&mut self, mut list: BTreeMap<RowId, Draft>) {
        let ids: BTreeSet<RowId> = list.keys().chain(self.published.keys()).cloned().collect();
        for id in ids {
            let at = moment(self.events + 1);
            let Some(event) = diff(self.published.get(&id), list.remove(&id), at) else { continue };
            self.events += 1;
            match (event.kind, event.reason()) {
                (EventKind::Published, _) => self.seen.published += 1,
                (EventKind::Amended, _) => self.seen.amended += 1,
                (EventKind::Withdrawn, reason) => {
                    *self.seen.withdrawn.entry(reason.unwrap().code()).or_default() += 1;
                }
            }
            self.published.insert(id, event.row);
        }
    }

    /// The rows that anyone can read now.
    pub(super) fn public(&self) -> impl Iterator<Item = &PublicRow> {
        self.published.values().filter(|row| row.status.code == StatusCode::InForce)
    }

    /// Someone tries something.
    pub(super) fn live(&mut self, step: &Step) {
        let answer = match self.written(step) {
            Some(parcel) => self.push(&parcel),
            None => "nothing to say",
        };
        self.answers.push(answer);
    }

    pub(super) fn push(&mut self, parcel: &Parcel) -> &'static str {
        if let Err(refusal) = self.scene.push(parcel) {
            self.seen.refused += 1;
            return refusal.code();
        }
        self.seen.taken += 1;
        let doc = parcel.doc();
        if doc.kind == Kind::Determination
            && self.scene.national().issued(&parcel.change()).is_some()
        {
            self.items.push(ItemRef { issue: parcel.change(), item: 1 });
        }
        if doc.kind == Kind::Entry {
            let heads = self.scene.version(&doc).heads;
            let paper = self.papers.iter_mut().find(|paper| paper.doc == doc);
            paper.unwrap().heads.push(heads);
        }
        ""
    }

    fn written(&mut self, step: &Step) -> Option<Parcel> {
        let by = &step.by;
        let paper = step.entry.get(&self.papers).clone();
        let item = *step.item.get(&self.items);
        match step.deed {
            Deed::Draft => {
                let standing = self.scene.national().now().standing(by.id(), "office/3604");
                if *by == cast::PPID && standing.is_ok() {
                    let doc = self.scene.draft(by, sample::ENTRY);
                    self.keep(doc);
                }
                None
            }
            Deed::Edit(field) => {
                let fields = [FIELDS[usize::from(field)]];
                Some(self.scene.write(by, &paper.doc, Says::Content(&fields)))
            }
            Deed::Endorse => self.endorse(by, &paper.doc),
            Deed::Determine { late } => self.determine(step, &paper, late, item),
            Deed::Issue { supersedes } => {
                let ends = Succession { old: item, new: Some(1) };
                let (number, ends) = (self.number(), [ends]);
                let ends: &[Succession] = if supersedes { &ends } else { &[] };
                Some(self.scene.write_issue(by, &number, &[FIRST, SECOND], ends))
            }
            Deed::Item(deed) => {
                let doc = self.scene.determination(&item.issue);
                Some(self.scene.write(by, &doc, Says::Act(&about_an_item(deed, item))))
            }
            Deed::Nation(deed) => Some(self.about_the_nation(by, deed)),
            Deed::End { who, lost } => Some(self.end_key(by, who, lost)),
            Deed::Entry(deed) => {
                let act = self.about_an_entry(deed, &paper.doc, item)?;
                Some(self.scene.write(by, &paper.doc, Says::Act(&act)))
            }
        }
    }

    fn number(&self) -> String {
        format!("{}", 900 + self.answers.len())
    }

    /// All three positions by their own keys, or the one key tries for itself.
    fn endorse(&mut self, by: &Actor, doc: &Doc) -> Option<Parcel> {
        if *by != cast::PPID {
            let word = self.scene.word(doc, Position::PpidSuperior);
            return Some(self.scene.write(by, doc, Says::Act(&Act::Endorse(word))));
        }
        let staff = [cast::PATRON, cast::ADVISORY_TEAM, cast::SUPERIOR];
        for (who, position) in staff.iter().zip(Position::ALL) {
            let word = self.scene.word(doc, position);
            let parcel = self.scene.write(who, doc, Says::Act(&Act::Endorse(word)));
            self.push(&parcel);
        }
        None
    }

    fn determine(
        &mut self,
        step: &Step,
        paper: &Paper,
        late: bool,
        item: ItemRef,
    ) -> Option<Parcel> {
        self.scene.document(&paper.doc).state().submissions().last()?;
        let heads = if late {
            step.item.get(&paper.heads).clone()
        } else {
            self.scene.version(&paper.doc).heads
        };
        Some(self.scene.write_determine_at(&step.by, &paper.doc, &heads, item))
    }

    fn about_an_entry(&self, deed: OfEntry, doc: &Doc, item: ItemRef) -> Option<Act> {
        let about = || {
            let submission = self.scene.document(doc).state().submissions().last()?.act;
            Some(About { submission, reason: Some("Lengkapi".to_owned()) })
        };
        Some(match deed {
            OfEntry::Submit => {
                let covers = self.scene.version(doc);
                Act::Submit(Submission { covers, under: Some(item), batch: None })
            }
            OfEntry::Withdraw => Act::Withdraw(about()?),
            OfEntry::Forward => Act::Forward(about()?),
            OfEntry::Return => Act::Return(about()?),
            OfEntry::Open => Act::Open(Open { reason: REASON.to_owned() }),
            OfEntry::TakeDown { whole } => Act::TakeDown(take_down(whole, None)),
            OfEntry::Revoke => Act::Revoke(revoke([].into())),
            OfEntry::Comment => Act::Comment(Comment { text: CANARY.to_owned(), field: None }),
        })
    }

    fn about_the_nation(&mut self, by: &Actor, deed: OfNation) -> Parcel {
        let (kind, act) = match deed {
            OfNation::Appoint => {
                let can = [Capability::Determine, Capability::Revoke, Capability::Issue];
                (Kind::Roster, Act::Grant(person(&cast::PPID, &can)))
            }
            OfNation::SetDay => {
                let now = self.scene.national().now().day().unwrap().to_string();
                let day = if *now < *LATER { LATER } else { LAST }.parse().unwrap();
                (Kind::Policy, Act::SetDay(SetDay { day }))
            }
        };
        let doc = self.scene.new_doc("national", kind);
        self.scene.write(by, &doc, Says::Act(&act))
    }

    /// An end of a key, in the log that granted it what it may do.
    pub(super) fn end_key(&mut self, by: &Actor, who: Actor, lost: bool) -> Parcel {
        let left = KeyEnd::Left { until: GONE.parse().unwrap() };
        let how = if lost { KeyEnd::Lost { cuts: BTreeMap::new() } } else { left };
        let act = Act::RevokeKey(RevokeKey { key: who.id(), how });
        let log = if who.office == "RI" { "national" } else { "office/3604" };
        let doc = self.scene.new_doc(log, Kind::Roster);
        self.scene.write(by, &doc, Says::Act(&act))
    }
}

fn take_down(whole: bool, item: Option<u32>) -> TakeDown {
    let fields = if whole { BTreeSet::new() } else { ["description".to_owned()].into() };
    TakeDown { fields, item, reason: REASON.to_owned() }
}

fn revoke(items: BTreeSet<u32>) -> Revoke {
    Revoke { items, reason: REASON.to_owned(), decision: None, day: None }
}

fn about_an_item(deed: OfItem, item: ItemRef) -> Act {
    match deed {
        OfItem::TakeDown { whole } => Act::TakeDown(take_down(whole, Some(item.item))),
        OfItem::Revoke => Act::Revoke(revoke([item.item].into())),
    }
}

impl Seen {
    pub(super) fn add(&mut self, other: &Self) {
        self.taken += other.taken;
        self.refused += other.refused;
        self.published += other.published;
        self.amended += other.amended;
        self.verified += other.verified;
        for (reason, times) in &other.withdrawn {
            *self.withdrawn.entry(reason).or_default() += times;
        }
    }
}
