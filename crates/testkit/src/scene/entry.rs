//! What happens to an entry.

use std::collections::BTreeMap;

use kecuali_document::content_version;
use kecuali_domain::{
    Kind,
    act::{
        About, Act, Comment, Covers, Determine, Endorsement, ItemRef, Open, Paper, Position,
        Revoke, Submission, TakeDown,
    },
    content::SALT,
    fold::Outcome,
    status::Status,
};
use kecuali_encoding::Digest;

use super::{Scene, national::last_day};
use crate::{
    cast::{self, Actor},
    clerk::{Doc, Parcel, Says},
};

impl Scene {
    /// Someone writes a new entry into the register of their office.
    pub fn draft(&mut self, by: &Actor, fields: &[(&str, &str)]) -> Doc {
        let doc = self.new_doc(&format!("office/{}", by.office), Kind::Entry);
        let salt = self.salts.draw().map(|byte| format!("{byte:02x}")).concat();
        let mut fields = fields.to_vec();
        fields.push((SALT, &salt));
        self.edit(by, &doc, &fields);
        doc
    }

    /// Someone writes fields of a document.
    pub fn edit(&mut self, by: &Actor, doc: &Doc, fields: &[(&str, &str)]) -> Digest {
        let parcel = self.write(by, doc, Says::Content(fields));
        self.send(&parcel)
    }

    /// An endorser agrees with the newest version.
    pub fn endorse(&mut self, by: &Actor, doc: &Doc, position: Position) -> Digest {
        let word = self.word(doc, position);
        self.act(by, doc, &Act::Endorse(word))
    }

    /// An endorser does not agree with the newest version.
    pub fn decline(&mut self, by: &Actor, doc: &Doc, position: Position) -> Digest {
        let note = Some("Dasar hukum belum tepat".to_owned());
        let word = Endorsement { note, ..self.word(doc, position) };
        self.act(by, doc, &Act::Decline(word))
    }

    /// All three endorsers of the office agree, with their own keys.
    pub fn endorse_by_all(&mut self, doc: &Doc) {
        self.endorse(&cast::PATRON, doc, Position::Patron);
        self.endorse(&cast::ADVISORY_TEAM, doc, Position::AdvisoryTeam);
        self.endorse(&cast::SUPERIOR, doc, Position::PpidSuperior);
    }

    /// An endorsement of the newest version, copied from paper.
    pub fn recorded(&self, doc: &Doc, position: Position) -> Endorsement {
        let day = super::national::read_day("2026-11-21");
        let paper = Paper { letter: "12/PPID/2026".to_owned(), day, scan: None };
        Endorsement { recorded: Some(paper), ..self.word(doc, position) }
    }

    /// An endorsement of the newest version, with an own key.
    pub fn word(&self, doc: &Doc, position: Position) -> Endorsement {
        Endorsement { covers: self.version(doc), position, note: None, recorded: None, batch: None }
    }

    /// The newest version, as an act names it.
    pub fn version(&self, doc: &Doc) -> Covers {
        self.document(doc).version()
    }

    /// The office sends the newest version; under an item it is an application, else a proposal.
    pub fn submit(&mut self, by: &Actor, doc: &Doc, under: Option<ItemRef>) -> Digest {
        let submission = Submission { covers: self.version(doc), under, batch: None };
        self.act(by, doc, &Act::Submit(submission))
    }

    /// The office takes its last submission back.
    pub fn withdraw(&mut self, by: &Actor, doc: &Doc) -> Digest {
        let about = About { reason: None, ..self.about(doc) };
        self.act(by, doc, &Act::Withdraw(about))
    }

    /// The province passes the last submission on.
    pub fn forward(&mut self, by: &Actor, doc: &Doc) -> Digest {
        let about = About { reason: None, ..self.about(doc) };
        self.act(by, doc, &Act::Forward(about))
    }

    /// KPU RI or the province sends the last submission back.
    pub fn give_back(&mut self, by: &Actor, doc: &Doc) -> Digest {
        let about = self.about(doc);
        self.act(by, doc, &Act::Return(about))
    }

    /// KPU RI determines what was last submitted, at the newest version, under an item.
    pub fn determine(&mut self, by: &Actor, doc: &Doc, under: ItemRef) -> Digest {
        let parcel = self.write_determine(by, doc, under);
        self.send(&parcel)
    }

    /// Writes a determine of the newest version with its openings, ready to be sent.
    pub fn write_determine(&mut self, by: &Actor, doc: &Doc, under: ItemRef) -> Parcel {
        let heads = self.version(doc).heads;
        self.write_determine_at(by, doc, &heads, under)
    }

    /// Writes a determine by someone who has seen only these changes.
    pub fn write_determine_at(
        &mut self,
        by: &Actor,
        doc: &Doc,
        heads: &[Digest],
        under: ItemRef,
    ) -> Parcel {
        let document = self.document(doc);
        let content = document.content_at(heads).expect("the heads are here");
        let view = document.history().view_at(heads).expect("the heads are here");
        let period = content.one("period").map(|period| ("period", period));
        let ends = last_day(period.as_slice());
        let covers = Covers { heads: heads.to_vec(), content: content_version(&view) };
        let submission = Some(self.about(doc).submission);
        let (openings, row) = self.salts.entry_row(&doc.scope, doc.id, &content);
        let determine = Determine { covers, submission, under, row, ends, batch: None };
        let act = Act::Determine(determine);
        let openings = Some(BTreeMap::from([("entry".to_owned(), openings)]));
        Parcel { openings, ..self.write_at(by, doc, heads, Says::Act(&act)) }
    }

    /// KPU RI declares the information open.
    pub fn open(&mut self, by: &Actor, doc: &Doc) -> Digest {
        let reason = "Tidak termasuk informasi yang dikecualikan".to_owned();
        self.act(by, doc, &Act::Open(Open { reason }))
    }

    /// KPU RI ends the decision of an entry.
    pub fn revoke(&mut self, by: &Actor, doc: &Doc) -> Digest {
        let (items, reason) = (std::collections::BTreeSet::new(), "Dibatalkan".to_owned());
        self.act(by, doc, &Act::Revoke(Revoke { items, reason, decision: None, day: None }))
    }

    /// KPU RI takes fields off the list, or without any the whole row.
    pub fn take_down(&mut self, by: &Actor, doc: &Doc, fields: &[&str]) -> Digest {
        let fields = fields.iter().map(ToString::to_string).collect();
        let reason = "Memuat nama orang".to_owned();
        self.act(by, doc, &Act::TakeDown(TakeDown { fields, item: None, reason }))
    }

    /// Someone remarks something.
    pub fn comment(&mut self, by: &Actor, doc: &Doc, text: &str) -> Digest {
        self.act(by, doc, &Act::Comment(Comment { text: text.to_owned(), field: None }))
    }

    /// Where an entry stands now.
    pub fn status(&self, doc: &Doc) -> Status {
        let required = self.national().now().entry_policy().required;
        self.document(doc).state().status(self.version(doc).content, &required)
    }

    /// What came of an act of an entry.
    pub fn outcome(&self, doc: &Doc, act: &Digest) -> Option<Outcome> {
        self.document(doc).state().outcome(act)
    }

    /// An entry from draft to decision, told in one line.
    pub fn determined(&mut self, fields: &[(&str, &str)], under: ItemRef) -> Doc {
        let doc = self.draft(&cast::PPID, fields);
        self.endorse_by_all(&doc);
        self.submit(&cast::PPID, &doc, Some(under));
        self.determine(&cast::DETERMINER, &doc, under);
        doc
    }

    /// The last submission in effect, with a reason.
    fn about(&self, doc: &Doc) -> About {
        let submissions = self.document(doc).state().submissions();
        let submission = submissions.last().expect("a story submits first").act;
        About { submission, reason: Some("Lengkapi dasar hukum".to_owned()) }
    }
}
