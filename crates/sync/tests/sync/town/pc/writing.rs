//! What people write on a PC.

use std::collections::BTreeMap;

use kecuali_domain::{
    Day, DocumentId, Kind, OfficeId, Scope,
    act::{
        About, Act, Comment, Covers, Determine, Endorsement, Issue, Item, ItemRef, Position,
        Submission,
    },
    content::SALT,
    period::Period,
};
use kecuali_encoding::Digest;
use kecuali_ledger::Rows;
use kecuali_sync::{ComposeError, Composed, Composition, Saying};
use kecuali_testkit::{Actor, cast, sample};

use super::{Paper, Pc};

/// The day on which every determination is signed.
const SIGNED: &str = "2026-11-20";

impl Pc {
    /// The name of a document that nobody has written to yet.
    pub(crate) fn new_paper(&mut self, scope: &Scope, kind: Kind) -> Paper {
        let now = self.tick();
        let mut random = [self.chance; 10];
        random[2..].copy_from_slice(&now.to_be_bytes());
        Paper { scope: scope.clone(), id: DocumentId::new(now, random), kind }
    }

    /// Someone writes a new entry into the register of their office.
    pub(crate) fn draft(&mut self, by: &Actor, fields: &[(&str, &str)]) -> Paper {
        let scope = format!("office/{}", by.office).parse().unwrap();
        let paper = self.new_paper(&scope, Kind::Entry);
        let salt = Digest(self.salts.draw()).to_string();
        let mut fields = fields.to_vec();
        fields.push((SALT, &salt));
        self.edit(by, &paper, &fields);
        paper
    }

    /// Someone writes fields of a document.
    pub(crate) fn edit(&mut self, by: &Actor, paper: &Paper, fields: &[(&str, &str)]) -> Digest {
        self.try_edit(by, paper, fields).unwrap().change
    }

    pub(crate) fn try_edit(
        &mut self,
        by: &Actor,
        paper: &Paper,
        fields: &[(&str, &str)],
    ) -> Result<Composed, ComposeError> {
        let owned = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
        let fields: Vec<(String, String)> = fields.iter().map(owned).collect();
        self.write(by, paper, Saying::Content(&fields), None, false)
    }

    /// Someone writes in the place of what was refused for good.
    pub(crate) fn replace(
        &mut self,
        by: &Actor,
        paper: &Paper,
        fields: &[(&str, &str)],
        parked: &Digest,
    ) -> Digest {
        self.try_replace(by, paper, fields, parked).unwrap().change
    }

    pub(crate) fn try_replace(
        &mut self,
        by: &Actor,
        paper: &Paper,
        fields: &[(&str, &str)],
        parked: &Digest,
    ) -> Result<Composed, ComposeError> {
        let owned = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
        let fields: Vec<(String, String)> = fields.iter().map(owned).collect();
        self.write_instead(by, paper, Saying::Content(&fields), None, parked)
    }

    /// Someone signs an act in the place of what was refused for good.
    pub(crate) fn replace_act(
        &mut self,
        by: &Actor,
        paper: &Paper,
        (act, rows): (&Act, &Rows),
        parked: &Digest,
    ) -> Digest {
        self.write_instead(by, paper, Saying::Act(act), Some(rows), parked).unwrap().change
    }

    fn write_instead(
        &mut self,
        by: &Actor,
        paper: &Paper,
        say: Saying<'_>,
        rows: Option<&Rows>,
        parked: &Digest,
    ) -> Result<Composed, ComposeError> {
        let (scope, document, kind) = (&paper.scope, paper.id, paper.kind);
        let (time, deps, unchecked) = (self.tick(), None, false);
        let composition = Composition { scope, document, kind, say, deps, time, rows, unchecked };
        self.desk.replace(&by.key(), &composition, parked)
    }

    /// Someone signs an act that the rules allow.
    pub(crate) fn act(&mut self, by: &Actor, paper: &Paper, act: &Act) -> Digest {
        self.try_act(by, paper, act, None).unwrap().change
    }

    pub(crate) fn try_act(
        &mut self,
        by: &Actor,
        paper: &Paper,
        act: &Act,
        rows: Option<&Rows>,
    ) -> Result<Composed, ComposeError> {
        self.write(by, paper, Saying::Act(act), rows, false)
    }

    /// Someone signs an act in a document of its own.
    pub(crate) fn act_alone(&mut self, by: &Actor, log: &str, kind: Kind, act: &Act) -> Digest {
        let paper = self.new_paper(&log.parse().unwrap(), kind);
        self.act(by, &paper, act)
    }

    /// Someone signs what the rules forbid.
    pub(crate) fn forge(
        &mut self,
        by: &Actor,
        paper: &Paper,
        act: &Act,
        rows: Option<&Rows>,
    ) -> Digest {
        self.write(by, paper, Saying::Act(act), rows, true).unwrap().change
    }

    fn write(
        &mut self,
        by: &Actor,
        paper: &Paper,
        say: Saying<'_>,
        rows: Option<&Rows>,
        unchecked: bool,
    ) -> Result<Composed, ComposeError> {
        let (scope, document, kind) = (&paper.scope, paper.id, paper.kind);
        let time = self.tick();
        let composition =
            Composition { scope, document, kind, say, deps: None, time, rows, unchecked };
        self.desk.compose(&by.key(), &composition)
    }

    /// Work that waits: a new entry with a comment. The comment comes back.
    pub(crate) fn comment_on_a_new_entry(&mut self) -> Digest {
        let entry = self.draft(&cast::PPID, sample::ENTRY);
        self.comment(&cast::PPID, &entry, "Menunggu")
    }

    pub(crate) fn comment(&mut self, by: &Actor, paper: &Paper, text: &str) -> Digest {
        self.act(by, paper, &Act::Comment(Comment { text: text.to_owned(), field: None }))
    }

    pub(crate) fn endorse(&mut self, by: &Actor, paper: &Paper, position: Position) -> Digest {
        let covers = self.version(paper);
        let word = Endorsement { covers, position, note: None, recorded: None, batch: None };
        self.act(by, paper, &Act::Endorse(word))
    }

    pub(crate) fn endorse_by_all(&mut self, paper: &Paper) {
        self.endorse(&cast::PATRON, paper, Position::Patron);
        self.endorse(&cast::ADVISORY_TEAM, paper, Position::AdvisoryTeam);
        self.endorse(&cast::SUPERIOR, paper, Position::PpidSuperior);
    }

    pub(crate) fn submit(&mut self, by: &Actor, paper: &Paper, under: Option<ItemRef>) -> Digest {
        let submission = Submission { covers: self.version(paper), under, batch: None };
        self.act(by, paper, &Act::Submit(submission))
    }

    /// KPU RI sends the last submission back.
    pub(crate) fn give_back(&mut self, by: &Actor, paper: &Paper) -> Digest {
        let about = self.about(paper).expect("a story submits first");
        self.act(by, paper, &Act::Return(about))
    }

    /// The last submission in effect, with a reason.
    pub(crate) fn about(&mut self, paper: &Paper) -> Option<About> {
        let document = self.shown(paper);
        let submission = document.state().submissions().last()?.act;
        Some(About { submission, reason: Some("Lengkapi dasar hukum".to_owned()) })
    }

    /// KPU RI determines what was last submitted, at the newest version.
    pub(crate) fn determine(&mut self, by: &Actor, paper: &Paper, under: ItemRef) -> Digest {
        let (act, rows) = self.determining(paper, under);
        self.try_act(by, paper, &act, Some(&rows)).unwrap().change
    }

    /// A determine of the newest version, with the openings of its row.
    pub(crate) fn determining(&mut self, paper: &Paper, under: ItemRef) -> (Act, Rows) {
        let document = self.shown(paper);
        let submission = document.state().submissions().last().map(|last| last.act);
        let content = document.content();
        let (openings, row) = self.salts.entry_row(&paper.scope, paper.id, &content);
        let ends = last_day(content.one("period"));
        let covers = document.version();
        let determine = Determine { covers, submission, under, row, ends, batch: None };
        (Act::Determine(determine), BTreeMap::from([("entry".to_owned(), openings)]))
    }

    /// KPU RI issues a determination with one item; the item comes back.
    pub(crate) fn issue(&mut self, by: &Actor, number: &str) -> ItemRef {
        let paper = self.new_paper(&Scope::National, Kind::Determination);
        let (act, rows) = self.issuing(&paper, number);
        let issue = self.try_act(by, &paper, &act, Some(&rows)).unwrap().change;
        ItemRef { issue, item: 1 }
    }

    /// An issue with the openings of its rows.
    pub(crate) fn issuing(&mut self, paper: &Paper, number: &str) -> (Act, Rows) {
        let mut carried = |label: &str, values: &[(&str, &str)]| {
            let (rows, hash) = self.salts.carried_row(&paper.scope, paper.id, label, values);
            ((label.to_owned(), rows), hash)
        };
        let (own, row) = carried("determination", &[("title", sample::TITLE)]);
        let (first, item) = carried("item/1", sample::ITEM);
        let issue = Issue {
            number: number.to_owned(),
            year: 2026,
            authority: OfficeId::national(),
            place: "Jakarta".to_owned(),
            day: day(SIGNED),
            signatory: "Ketua".to_owned(),
            row,
            items: BTreeMap::from([(1, Item { row: item, ends: last_day(Some(sample::UNTIL)) })]),
            supersedes: Vec::new(),
            registered: None,
        };
        (Act::Issue(Box::new(issue)), BTreeMap::from([own, first]))
    }

    /// The newest version, as an act names it.
    pub(crate) fn version(&mut self, paper: &Paper) -> Covers {
        self.shown(paper).version()
    }

    pub(crate) const fn tick(&mut self) -> u64 {
        self.clock += 1;
        self.clock
    }
}

fn last_day(period: Option<&str>) -> Option<Day> {
    Period::read(period?).ok()?.ends_if_decided(day(SIGNED))
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}
