//! What may be asked of the list, as it stands in an address. A name or a value that is none is an
//! error, so that a misspelt filter never gives another list than was meant.

use kecuali_domain::{OfficeId, article17::Article17, similarity::fold};
use kecuali_encoding::Digest;
use kecuali_publication::RowKind;
use serde::Deserialize;

use crate::{
    country::Country,
    index::{DeterminationName, Ground, Query, Standing},
    problem::Problem,
    public::page_rows,
};

/// The longest text that is asked for, in characters.
pub(crate) const TEXT: usize = 200;

/// The filters, with everything that turns pages.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    office: Option<String>,
    province: Option<String>,
    kind: Option<RowKind>,
    basis: Option<String>,
    determination: Option<String>,
    item: Option<u32>,
    document_type: Option<String>,
    year: Option<u16>,
    status: Option<StatusAsked>,
    q: Option<String>,
    pub(crate) group: Option<Grouping>,
    pub(crate) cursor: Option<String>,
    limit: Option<usize>,
}

/// How rows are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Grouping {
    /// By the item they stand under.
    Item,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StatusAsked {
    InForce,
    Withdrawn,
    All,
}

impl Asked {
    /// How many there are on a page.
    pub(crate) fn limit(&self) -> Result<usize, Problem> {
        page_rows(self.limit)
    }

    /// What is asked for.
    pub(crate) fn query(&self, country: &Country) -> Result<Query, Problem> {
        Ok(Query {
            office: office("office", self.office.as_deref(), country)?,
            with_national: false,
            province: province(self.province.as_deref(), country)?,
            kind: self.kind,
            basis: self.basis.as_deref().map(ground).transpose()?,
            determination: determination(self.determination.as_deref())?,
            item: self.item,
            document_type: text("document_type", self.document_type.as_deref())?.map(fold),
            year: self.year,
            standing: match self.status {
                Some(StatusAsked::InForce) | None => Standing::InForce,
                Some(StatusAsked::Withdrawn) => Standing::Withdrawn,
                Some(StatusAsked::All) => Standing::All,
            },
            text: text("q", self.q.as_deref())?.map(fold),
        })
    }

    /// A filter by office, where the address says the office already.
    pub(crate) const fn names_offices(&self) -> Option<&'static str> {
        match (&self.office, &self.province) {
            (Some(_), _) => Some("office"),
            (None, Some(_)) => Some("province"),
            (None, None) => None,
        }
    }

    /// The filters again, to stand in the address of the next page.
    pub(crate) fn pairs(&self) -> Vec<(&'static str, String)> {
        let kind = self.kind.map(|kind| match kind {
            RowKind::National => "national",
            RowKind::Office => "office",
        });
        let status = self.status.map(|status| match status {
            StatusAsked::InForce => "in_force",
            StatusAsked::Withdrawn => "withdrawn",
            StatusAsked::All => "all",
        });
        let group = self.group.map(|Grouping::Item| "item");
        let number = |number: Option<String>| number;
        let all = [
            ("office", self.office.clone()),
            ("province", self.province.clone()),
            ("kind", kind.map(str::to_owned)),
            ("basis", self.basis.clone()),
            ("determination", self.determination.clone()),
            ("item", number(self.item.map(|item| item.to_string()))),
            ("document_type", self.document_type.clone()),
            ("year", number(self.year.map(|year| year.to_string()))),
            ("status", status.map(str::to_owned)),
            ("q", self.q.clone()),
            ("group", group.map(str::to_owned)),
            ("limit", number(self.limit.map(|limit| limit.to_string()))),
        ];
        all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }
}

/// An office by its id or by a code that it has or had.
pub(crate) fn office(
    name: &str,
    asked: Option<&str>,
    country: &Country,
) -> Result<Option<OfficeId>, Problem> {
    let known = |code: &str| country.by_code(code).ok_or_else(|| wrong(name, code));
    asked.map(known).transpose()
}

/// A province, likewise.
pub(crate) fn province(
    asked: Option<&str>,
    country: &Country,
) -> Result<Option<OfficeId>, Problem> {
    let found = office("province", asked, country)?;
    match &found {
        Some(id) if country.province(id).as_ref() != Some(id) => {
            Err(wrong("province", asked.unwrap_or_default()))
        }
        Some(_) | None => Ok(found),
    }
}

/// `17`, `17.h` or `17.h.3`.
fn ground(asked: &str) -> Result<Ground, Problem> {
    if asked == "17" {
        return Ok(Ground::Any);
    }
    asked.parse::<Article17>().map(Ground::Article).map_err(|_| wrong("basis", asked))
}

/// The change that issued it, or number and year.
fn determination(asked: Option<&str>) -> Result<Option<DeterminationName>, Problem> {
    let asked = text("determination", asked)?;
    Ok(asked.map(|asked| {
        let issue = asked.parse::<Digest>().ok().map(DeterminationName::Issue);
        issue.unwrap_or_else(|| DeterminationName::Number(fold(asked)))
    }))
}

fn text<'a>(name: &str, asked: Option<&'a str>) -> Result<Option<&'a str>, Problem> {
    match asked {
        // What has no letter and no digit would find everything.
        Some(text) if fold(text).is_empty() || text.chars().count() > TEXT => {
            Err(Problem::new("query_invalid").because(&format!("{name}: 1 – {TEXT}")))
        }
        Some(_) | None => Ok(asked),
    }
}

fn wrong(name: &str, asked: &str) -> Problem {
    let asked: String = asked.chars().take(40).collect();
    Problem::new("query_invalid").because(&format!("{name}: `{asked}` is not known"))
}
