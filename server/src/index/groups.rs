//! Rows put together: by the item they stand under, by determination, by office, and counted by
//! what they can be filtered by.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use kecuali_domain::{Day, OfficeId, article17::Article17};
use kecuali_encoding::Digest;
use kecuali_publication::RowKind;

use super::{Decided, Entry, Index, Query, Standing};
use crate::country::Country;

/// Where a group stands among groups: the oldest decision first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct GroupKey {
    /// The day of the decision.
    pub day: Day,
    /// The change that issued it.
    pub issue: Digest,
    /// The item.
    pub item: u32,
}

/// The rows under one item: one national item can be 514 rows that say the same.
#[derive(Debug, Clone)]
pub struct Group {
    /// Its place.
    pub key: GroupKey,
    /// The decision.
    pub decided: Arc<Decided>,
    /// The item's own row, whether it answers the query or not; none where it never was public.
    pub own: Option<Arc<Entry>>,
    /// How many rows answer the query, the item's own among them.
    pub rows: usize,
    /// How many of them are entries of offices.
    pub entries: usize,
    /// The offices with such an entry, each once, in order.
    pub offices: Vec<OfficeId>,
}

/// A determination with its items.
#[derive(Debug, Clone)]
pub struct Determination {
    /// The decision.
    pub decided: Arc<Decided>,
    /// Its items, by number, with the rows in force under each.
    pub items: BTreeMap<u32, Group>,
}

/// Whether an office has something on the list, and if not, whether it ever reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reporting {
    /// It has rows in force.
    Listed,
    /// Its people have sent something, and it comes to no row in force.
    NothingListed,
    /// Its own people never sent anything to this server.
    NotReported,
}

/// How many offices stand how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reported {
    /// With rows in force.
    pub listed: usize,
    /// Heard of, and no row in force.
    pub nothing_listed: usize,
    /// Never heard of.
    pub not_reported: usize,
}

/// How many rows there are for each value that can be asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facets {
    /// By office; national rows are KPU RI's.
    pub offices: BTreeMap<OfficeId, usize>,
    /// By province.
    pub provinces: BTreeMap<OfficeId, usize>,
    /// By ground of Pasal 17; a row with a number counts for its letter, too.
    pub bases: BTreeMap<Article17, usize>,
    /// By determination.
    pub determinations: BTreeMap<Digest, usize>,
    /// By code of the document type, with one of the ways it is written.
    pub document_types: BTreeMap<Box<str>, (Box<str>, usize)>,
    /// By year of the determination.
    pub years: BTreeMap<u16, usize>,
    /// By kind.
    pub kinds: BTreeMap<RowKind, usize>,
}

impl Index {
    /// The rows that answer a query, by the item they stand under.
    pub fn groups(&self, query: &Query) -> Vec<Group> {
        let national = self.rows_of(&OfficeId::national()).iter();
        let national = national.filter(|row| row.kind == RowKind::National);
        let own: BTreeMap<GroupKey, &Arc<Entry>> = national.map(|row| (row.group(), row)).collect();
        let mut groups = BTreeMap::new();
        for row in self.matching(query) {
            let key = row.group();
            let group = groups.entry(key).or_insert_with(|| Group {
                key,
                decided: Arc::clone(&row.decided),
                own: own.get(&key).map(|row| Arc::clone(row)),
                rows: 0,
                entries: 0,
                offices: Vec::new(),
            });
            group.rows += 1;
            if row.kind == RowKind::Office {
                group.entries += 1;
                // Rows come office by office.
                if group.offices.last() != Some(&row.office) {
                    group.offices.push(row.office.clone());
                }
            }
        }
        groups.into_values().collect()
    }

    /// Every determination of which something is public or was, the oldest first.
    pub fn determinations(&self) -> &[Determination] {
        self.counted.determinations.get_or_init(|| self.find_determinations())
    }

    /// The determination that a change issued.
    pub fn determination(&self, issue: &Digest) -> Option<&Determination> {
        self.determinations().iter().find(|one| one.decided.issue == *issue)
    }

    fn find_determinations(&self) -> Vec<Determination> {
        let mut all: BTreeMap<(Day, Digest), Determination> = BTreeMap::new();
        let in_force = self.groups(&Query::default());
        let ever = self.groups(&Query { standing: Standing::All, ..Query::default() });
        let emptied = ever.into_iter().map(|group| Group {
            rows: 0,
            entries: 0,
            offices: Vec::new(),
            ..group
        });
        for group in emptied.chain(in_force) {
            let key = (group.key.day, group.key.issue);
            let decided = || Arc::clone(&group.decided);
            let new = || Determination { decided: decided(), items: BTreeMap::new() };
            all.entry(key).or_insert_with(new).items.insert(group.key.item, group);
        }
        all.into_values().collect()
    }

    /// How an office stands.
    pub fn reporting(&self, office: &OfficeId) -> Reporting {
        if self.in_force(office) > 0 {
            Reporting::Listed
        } else if self.country().has_reported(office) {
            Reporting::NothingListed
        } else {
            Reporting::NotReported
        }
    }

    /// How many rows in force an office has; KPU RI has the national ones.
    pub fn in_force(&self, office: &OfficeId) -> usize {
        self.offices.get(office).map_or(0, |office| office.in_force)
    }

    /// How many offices stand how.
    pub fn reported(&self) -> Reported {
        *self.counted.reported.get_or_init(|| self.count_reported())
    }

    fn count_reported(&self) -> Reported {
        let mut counts = Reported::default();
        for office in self.country().ids() {
            match self.reporting(&office) {
                Reporting::Listed => counts.listed += 1,
                Reporting::NothingListed => counts.nothing_listed += 1,
                Reporting::NotReported => counts.not_reported += 1,
            }
        }
        counts
    }

    /// The rows that answer a query, counted.
    pub fn facets(&self, query: &Query) -> Facets {
        if *query == Query::default() {
            return self.counted.facets.get_or_init(|| self.count_facets(query)).clone();
        }
        self.count_facets(query)
    }

    fn count_facets(&self, query: &Query) -> Facets {
        let mut facets = Facets::default();
        let provinces: BTreeMap<OfficeId, OfficeId> = self.provinces();
        for row in self.matching(query) {
            facets.count(row, provinces.get(&row.office));
        }
        facets
    }

    fn provinces(&self) -> BTreeMap<OfficeId, OfficeId> {
        let country: &Country = self.country();
        let ids = country.ids().into_iter();
        ids.filter_map(|id| country.province(&id).map(|province| (id, province))).collect()
    }
}

impl Entry {
    /// The group it is in.
    pub fn group(&self) -> GroupKey {
        GroupKey { day: self.decided.day, issue: self.decided.issue, item: self.item }
    }
}

impl Determination {
    /// The rows of its items, by number, as far as they are public or were.
    pub fn own(&self) -> impl Iterator<Item = &Arc<Entry>> {
        self.items.values().filter_map(|item| item.own.as_ref())
    }

    /// How many of its items are on the list.
    pub fn in_force(&self) -> usize {
        self.own().filter(|row| row.in_force).count()
    }
}

impl Facets {
    fn count(&mut self, row: &Entry, province: Option<&OfficeId>) {
        one_more(&mut self.offices, &row.office);
        if let Some(province) = province {
            one_more(&mut self.provinces, province);
        }
        let letters: BTreeSet<Article17> =
            row.bases.iter().flat_map(|basis| [*basis, basis.whole()]).collect();
        for basis in letters {
            *self.bases.entry(basis).or_default() += 1;
        }
        *self.determinations.entry(row.decided.issue).or_default() += 1;
        *self.years.entry(row.decided.year).or_default() += 1;
        *self.kinds.entry(row.kind).or_default() += 1;
        if let Some(kind) = &row.document_type {
            let new = || (kind.text.clone(), 0);
            let (text, count) = self.document_types.entry(kind.code.clone()).or_insert_with(new);
            // Of several spellings always the same one, whatever came first.
            if kind.text < *text {
                text.clone_from(&kind.text);
            }
            *count += 1;
        }
    }
}

/// Counts an office; its name is copied the first time only.
fn one_more(counts: &mut BTreeMap<OfficeId, usize>, office: &OfficeId) {
    match counts.get_mut(office) {
        Some(count) => *count += 1,
        None => drop(counts.insert(office.clone(), 1)),
    }
}
