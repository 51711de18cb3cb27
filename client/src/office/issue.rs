//! Issuing or registering a determination that was prepared.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_domain::{
    Capability, Day, Kind, OfficeId, Scope,
    act::{Act, Issue, Item, ItemRef, Registered, Succession},
    content::Content,
    determination::{DeterminationDraft, determination_rows},
    field::Gate,
    period::Period,
    rules::{self, Context, Finding, Numbered, Substance, check_determination},
};
use kecuali_encoding::Digest;
use kecuali_ledger::{Issued, Opening, RowOpenings, Rows, row_hash};
use kecuali_sync::{Saying, read_attachment, write_attachment};

use super::{Name, Office, approval::Done, standing::numbered};
use crate::{catalogue::input::not_now, error::OfficeError};

/// A determination that may be issued as it stands: what is going to be signed, without the salts.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) read: DeterminationDraft,
    pub(crate) number: String,
    pub(crate) year: u16,
    pub(crate) day: Day,
    pub(crate) authority: OfficeId,
    /// The public values of each row, by label.
    pub(crate) rows: BTreeMap<String, BTreeMap<&'static str, String>>,
    pub(crate) registered: Option<Registered>,
    pub(crate) warnings: Vec<Finding>,
}

impl Office {
    /// What the rules find in a determination that is being prepared.
    pub fn determination_findings(&mut self, name: &Name) -> Result<Vec<Finding>, OfficeError> {
        let content = self.document(name)?.content();
        Ok(self.findings_in_determination(&content))
    }

    /// The same in what it would be, were it saved.
    pub fn findings_in_determination(&mut self, content: &Content) -> Vec<Finding> {
        let number = |issued: &&Issued| {
            let issue = &issued.issue;
            Numbered::new(&issue.authority, &issue.number, issue.year)
        };
        let taken: BTreeSet<Numbered> =
            self.national().determinations().iter().map(number).collect();
        let given = Context {
            day: self.day(),
            office: OfficeId::national(),
            substance: Substance::New,
            taken,
            delegations: Vec::new(),
        };
        check_determination(&DeterminationDraft::read(content), &given)
    }

    /// Issues what was prepared; with `registered`, enters a decision that was made on paper.
    pub fn issue(
        &mut self,
        acting: Option<&str>,
        draft: &Name,
        supersedes: &[Succession],
        registered: Option<Option<Digest>>,
    ) -> Result<Done, OfficeError> {
        let signer = self.signer(acting, &[Capability::Issue], &Scope::National)?;
        self.in_turn(|office| {
            let mut prepared = office.prepared(draft, supersedes, registered.is_some())?;
            office.check_successions(draft, &prepared, supersedes)?;
            let past = registered.is_some();
            office.is_as_previewed(|office| office.issue_preview(draft, supersedes, past))?;
            if let Some(past) = &mut prepared.registered {
                past.scan = registered.flatten();
            }
            let name = (Scope::National, office.new_id());
            let (mut issue, rows) = office.issued_rows(&name, &prepared);
            issue.supersedes = supersedes.to_vec();
            let act = Act::Issue(Box::new(issue));
            let say = Saying::Act(&act);
            let change = office.say(&signer, &name, Kind::Determination, say, Some(&rows))?;
            Ok(Done {
                document: kecuali_domain::handle(&name.0, name.1),
                act: act.name(),
                change: Some(change),
                without_effect: None,
                sentence: None,
                warnings: prepared.warnings.iter().map(Into::into).collect(),
            })
        })
    }

    /// What is going to be signed, when nothing stands in the way of it; of a decision that was
    /// made in the past its gaps stand in no way, and are told.
    pub(crate) fn prepared(
        &mut self,
        draft: &Name,
        supersedes: &[Succession],
        past: bool,
    ) -> Result<Prepared, OfficeError> {
        let mut warnings = self.determination_findings(draft)?;
        // What the paper lacks is its own; what stands beside it now is none of that.
        let gaps = || Registered { scan: None, gaps: rules::gaps(&warnings) };
        let registered = past.then(gaps);
        let content = self.document(draft)?.content();
        let read = DeterminationDraft::read(&content);
        self.is_first(&read)?;
        warnings.extend(self.items_beside(&read, supersedes)?);
        if registered.is_none() {
            warnings = self.pass(draft, Gate::Issue, warnings)?;
        }
        let conflict = |key: String| OfficeError::conflict(Kind::DraftDetermination, draft, key);
        let rows = determination_rows(&content).map_err(|error| conflict(error.key))?;
        let lacks = |why| OfficeError::not_now(&draft.0, draft.1, why);
        let prepared = Prepared {
            day: read.day.ok_or_else(|| lacks(not_now::NO_DAY))?,
            number: read.number.clone().ok_or_else(|| lacks(not_now::NO_NUMBER))?,
            year: read.year.ok_or_else(|| lacks(not_now::NO_YEAR))?,
            authority: read.authority.clone().unwrap_or_else(OfficeId::national),
            read,
            rows,
            registered,
            warnings,
        };
        if past {
            self.check_paper(&prepared.number, prepared.day)?;
        }
        // Signed, it would be refused everywhere, and what stands beside it could not be read here.
        if !prepared.fits() {
            return Err(lacks(not_now::TOO_LARGE));
        }
        Ok(prepared)
    }

    /// A number is given once while anything stands under it: a second issue decides nothing, so
    /// it is not signed. One that the server refused for good does not count.
    fn is_first(&self, draft: &DeterminationDraft) -> Result<(), OfficeError> {
        let now = self.national().now();
        let stands = |issued: &&Issued| {
            let item = |item: &u32| ItemRef { issue: issued.change, item: *item };
            issued.issue.items.keys().any(|number| now.item_stands(item(number)))
        };
        let national = OfficeId::national();
        let authority = draft.authority.as_ref().unwrap_or(&national);
        let same = |issued: &&Issued| {
            let issue = &issued.issue;
            draft.number.as_ref() == Some(&issue.number)
                && draft.year == Some(issue.year)
                && *authority == issue.authority
        };
        let all = self.national().determinations();
        match all.into_iter().filter(same).find(stands) {
            Some(first) if !self.unchecked => {
                let Issue { number, year, .. } = &first.issue;
                Err(OfficeError::AlreadyIssued(numbered(number, *year)))
            }
            Some(_) | None => Ok(()),
        }
    }

    /// That what is said to end stands, and that what is said to continue it is prepared: any other
    /// would end nothing, or leave what stands under it without an item.
    pub(crate) fn check_successions(
        &self,
        draft: &Name,
        prepared: &Prepared,
        supersedes: &[Succession],
    ) -> Result<(), OfficeError> {
        let mut ended = BTreeSet::new();
        for Succession { old, new } in supersedes.iter().filter(|_| !self.unchecked) {
            let stands = self.national().now().item_stands(*old);
            if !stands || !ended.insert(*old) {
                let why = if stands { not_now::ENDS_TWICE } else { not_now::ENDED_ALREADY };
                return Err(OfficeError::not_now(&draft.0, draft.1, why));
            }
            if new.is_some_and(|new| !prepared.read.items.contains_key(&new)) {
                return Err(OfficeError::not_now(&draft.0, draft.1, not_now::NO_SUCH_ITEM));
            }
        }
        Ok(())
    }

    /// The act and the openings of its rows: salted for the document that it opens.
    fn issued_rows(&mut self, name: &Name, prepared: &Prepared) -> (Issue, Rows) {
        let mut rows = Rows::new();
        let mut hashes: BTreeMap<&str, Digest> = BTreeMap::new();
        for (label, row) in &prepared.rows {
            let mut open =
                |value: &String| Opening::Open { salt: self.salt(), value: Some(value.clone()) };
            let openings: RowOpenings =
                row.iter().map(|(field, value)| ((*field).to_owned(), open(value))).collect();
            let hash = row_hash(&name.0, name.1, label, &openings, &BTreeMap::new())
                .expect("every opening brings its value");
            hashes.insert(label, hash);
            rows.insert(label.clone(), openings);
        }
        let item = |number: &u32| {
            let label = format!("item/{number}");
            (*number, Item { row: hashes[label.as_str()], ends: prepared.ends(&label) })
        };
        let read = &prepared.read;
        let issue = Issue {
            number: prepared.number.clone(),
            year: prepared.year,
            authority: prepared.authority.clone(),
            place: read.place.clone().unwrap_or_default(),
            day: prepared.day,
            signatory: read.signatory.clone().unwrap_or_default(),
            row: hashes["determination"],
            items: read.items.keys().map(item).collect(),
            supersedes: Vec::new(),
            registered: prepared.registered.clone(),
        };
        (issue, rows)
    }
}

impl Prepared {
    /// Whether there is room for the openings of its rows beside one record.
    fn fits(&self) -> bool {
        let open = |value: &String| Opening::Open { salt: [0; 32], value: Some(value.clone()) };
        let row = |values: &BTreeMap<&'static str, String>| -> RowOpenings {
            values.iter().map(|(field, value)| ((*field).to_owned(), open(value))).collect()
        };
        let rows: Rows =
            self.rows.iter().map(|(label, values)| (label.clone(), row(values))).collect();
        read_attachment(&write_attachment(&rows)).is_ok()
    }

    /// The last day of the exemption of a row, when its period has one.
    pub(crate) fn ends(&self, label: &str) -> Option<Day> {
        let period = self.rows.get(label)?.get("period")?;
        Period::read(period).ok()?.ends_if_decided(self.day)
    }
}
