//! What can be asked of the list, and which rows answer it.

use std::{collections::BTreeSet, ops::Bound, sync::Arc};

use kecuali_domain::{OfficeId, article17::Article17, search::Terms};
use kecuali_encoding::{Digest, Frame};
use kecuali_publication::RowKind;

use super::{Entry, Index};

/// What is asked for; what is absent is not asked about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Rows of this office.
    pub office: Option<OfficeId>,
    /// With an office: also the national rows, which hold for it.
    pub with_national: bool,
    /// Rows of this province and of the offices in it.
    pub province: Option<OfficeId>,
    /// Items of determinations alone, or entries of offices alone.
    pub kind: Option<RowKind>,
    /// Rows that name this ground of Pasal 17, or one below it.
    pub basis: Option<Ground>,
    /// Rows under this determination.
    pub determination: Option<DeterminationName>,
    /// Rows under this item of it.
    pub item: Option<u32>,
    /// Rows with this document type, as its code.
    pub document_type: Option<String>,
    /// Rows whose determination is of this year.
    pub year: Option<u16>,
    /// On the list, off it, or both.
    pub standing: Standing,
    /// Rows with all of these words.
    pub text: Option<String>,
}

/// Pasal 17, a letter of it, or a number of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// Any letter.
    Any,
    /// A letter with its numbers, or one number.
    Article(Article17),
}

/// How a determination is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeterminationName {
    /// By the change that issued it.
    Issue(Digest),
    /// By number and year as people write them, folded.
    Number(String),
}

/// Which rows by their standing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// On the list.
    #[default]
    InForce,
    /// Not on it any more.
    Withdrawn,
    /// Both.
    All,
}

/// A page of what was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hits {
    /// The ids of the rows after the one named, in the order of the list.
    pub ids: Vec<Box<str>>,
    /// How many rows answer the query in all.
    pub total: usize,
    /// Whether there are more after these.
    pub more: bool,
}

impl Ground {
    fn covers(self, article: Article17) -> bool {
        match self {
            Self::Any => true,
            Self::Article(asked) => {
                asked.letter() == article.letter()
                    && asked.number().is_none_or(|number| article.number() == Some(number))
            }
        }
    }
}

impl Query {
    /// What tells this query from every other: what cursors and tags are bound to.
    pub fn digest(&self) -> Digest {
        // Members are named by `Debug`, so that no two queries read alike.
        Frame::new("kecuali/1/query").text(&format!("{self:?}")).digest()
    }
}

/// A query with its names looked up, once for all rows.
pub(super) struct Asked<'a> {
    query: &'a Query,
    offices: Option<BTreeSet<OfficeId>>,
    terms: Option<Terms>,
}

impl<'a> Asked<'a> {
    pub(super) fn new(index: &Index, query: &'a Query) -> Self {
        let of_province = query.province.as_ref().map(|province| {
            let ids = index.country().ids().into_iter();
            ids.filter(|id| index.country().province(id).as_ref() == Some(province)).collect()
        });
        let terms = query.text.as_deref().map(|text| index.words.asked(text));
        Self { query, offices: of_province, terms }
    }

    /// Whether rows of this office can answer at all.
    pub(super) fn concerns(&self, office: &OfficeId) -> bool {
        let query = self.query;
        let own = query.office.as_ref().is_none_or(|asked| asked == office);
        let national = query.with_national && office.is_national();
        (own || national) && self.offices.as_ref().is_none_or(|all| all.contains(office))
    }

    pub(super) fn matches(&self, entry: &Entry) -> bool {
        let query = self.query;
        let standing = match query.standing {
            Standing::InForce => entry.in_force,
            Standing::Withdrawn => !entry.in_force,
            Standing::All => true,
        };
        // An office's own rows and the national ones: not what KPU RI entered for itself.
        let own = query.office.as_ref().is_none_or(|asked| *asked == entry.office);
        standing
            && (own || entry.kind == RowKind::National)
            && query.kind.is_none_or(|kind| kind == entry.kind)
            && query.year.is_none_or(|year| year == entry.decided.year)
            && query.item.is_none_or(|item| item == entry.item)
            && query.determination.as_ref().is_none_or(|name| name.is_of(entry))
            && query.basis.is_none_or(|ground| entry.bases.iter().any(|one| ground.covers(*one)))
            && query.document_type.as_ref().is_none_or(|code| {
                entry.document_type.as_ref().is_some_and(|own| *own.code == **code)
            })
            && self.terms.as_ref().is_none_or(|terms| terms.are_in(&entry.words))
    }
}

impl DeterminationName {
    fn is_of(&self, entry: &Entry) -> bool {
        match self {
            Self::Issue(issue) => entry.decided.issue == *issue,
            Self::Number(folded) => entry.decided.is_named(folded),
        }
    }
}

impl Index {
    /// The rows that answer a query, in the order of their ids, after one of them.
    pub fn search(&self, query: &Query, after: Option<&str>, limit: usize) -> Hits {
        let mut hits = Hits::default();
        for entry in self.matching(query) {
            hits.total += 1;
            if after.is_some_and(|after| *entry.id <= *after) {
                continue;
            }
            if hits.ids.len() < limit {
                hits.ids.push(entry.id.clone());
            } else {
                hits.more = true;
            }
        }
        hits
    }

    /// The row of this id.
    pub fn row(&self, id: &str) -> Option<&Arc<Entry>> {
        let (office, _) = id.split_once('-')?;
        let rows = self.rows_of(&office.parse().ok()?);
        let at = rows.binary_search_by(|row| (*row.id).cmp(id)).ok()?;
        rows.get(at)
    }

    /// Every row that answers a query, in the order of their ids.
    pub fn matching<'a>(&'a self, query: &'a Query) -> impl Iterator<Item = &'a Arc<Entry>> {
        let asked = Asked::new(self, query);
        let only = query.office.clone().filter(|_| !query.with_national);
        let from = only.clone().map_or(Bound::Unbounded, Bound::Included);
        let to = only.map_or(Bound::Unbounded, Bound::Included);
        let concerned = self.offices.range((from, to)).filter(|(id, _)| asked.concerns(id));
        let concerned: Vec<&[Arc<Entry>]> =
            concerned.map(|(_, office)| office.rows.as_slice()).collect();
        concerned.into_iter().flatten().filter(move |row| asked.matches(row))
    }
}
