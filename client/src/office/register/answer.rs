//! Which rows answer a query, in which order, and what each filter would leave.

use std::{cmp::Ordering, collections::BTreeMap};

use kecuali_domain::{article17::Article17, search::Terms, similarity::fold, status::Status};

use super::{Facet, Facets, Line, Lines, Query, RegisterPage, Sort};
use crate::catalogue::screen;

/// A page of the rows that answer a query.
pub(super) fn page(lines: &Lines, query: &Query) -> RegisterPage {
    let asked = Asked::new(lines, query);
    let (mut found, mut counted) = (Vec::new(), Counted::default());
    for line in &lines.lines {
        let mut fails = Filter::ALL.into_iter().filter(|filter| !asked.passes(*filter, line));
        match (fails.next(), fails.next()) {
            (None, _) => {
                found.push(line.as_ref());
                counted.count_all(line);
            }
            (Some(only), None) => counted.count(only, line),
            (Some(_), Some(_)) => {}
        }
    }
    // Stable: what is equal stays by register and age.
    found.sort_by(|one, other| {
        let order = order(query.sort, one, other);
        if query.descending { order.reverse() } else { order }
    });
    let limit = query.limit.unwrap_or(usize::MAX);
    RegisterPage {
        total: found.len(),
        offset: query.offset,
        rows: found.iter().skip(query.offset).take(limit).filter_map(|line| line.row()).collect(),
        facets: counted.facets(),
    }
}

fn order(sort: Sort, one: &Line, other: &Line) -> Ordering {
    let of = |line: &Line| (line.listed.summary.status, line.listed.summary.lapsed);
    let ends =
        |line: &Line| line.listed.summary.ends.map_or((true, None), |day| (false, Some(day)));
    match sort {
        Sort::Entry => Ordering::Equal,
        Sort::Name => one.name.cmp(&other.name),
        Sort::Status => of(one).cmp(&of(other)),
        Sort::Ends => ends(one).cmp(&ends(other)),
        Sort::Changed => one.listed.card.changed.cmp(&other.listed.card.changed),
    }
}

/// What a row is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Filter {
    Text,
    Office,
    Status,
    DocumentType,
    Basis,
    Determination,
    Year,
    Conflict,
}

impl Filter {
    const ALL: [Self; 8] = [
        Self::Text,
        Self::Office,
        Self::Status,
        Self::DocumentType,
        Self::Basis,
        Self::Determination,
        Self::Year,
        Self::Conflict,
    ];
}

/// A query with its names folded and its words looked up, once for all rows.
struct Asked<'a> {
    query: &'a Query,
    document_type: Option<String>,
    determination: Option<String>,
    terms: Option<Terms>,
}

impl<'a> Asked<'a> {
    fn new(lines: &Lines, query: &'a Query) -> Self {
        Self {
            query,
            document_type: query.document_type.as_deref().map(fold),
            determination: query.determination.as_deref().map(fold),
            terms: query.text.as_deref().map(|text| lines.words.typed(text)),
        }
    }

    fn passes(&self, filter: Filter, line: &Line) -> bool {
        let (query, summary) = (self.query, &line.listed.summary);
        match filter {
            Filter::Text => self.terms.as_ref().is_none_or(|terms| terms.are_in(&line.words)),
            Filter::Office => {
                query.office.as_ref().is_none_or(|office| Some(office) == line.office())
            }
            Filter::Status => query.status.is_none_or(|status| status == summary.status),
            Filter::DocumentType => {
                self.document_type.as_ref().is_none_or(|folded| *folded == line.document_type)
            }
            Filter::Basis => query
                .basis
                .is_none_or(|asked| line.articles.iter().any(|article| covers(asked, *article))),
            Filter::Determination => self
                .determination
                .as_ref()
                .is_none_or(|asked| line.typed.as_ref().is_some_and(|names| names.contains(asked))),
            Filter::Year => query.year.is_none_or(|year| line.year == Some(year)),
            Filter::Conflict => query.conflict.is_none_or(|asked| asked == (summary.conflicts > 0)),
        }
    }
}

/// Whether a ground is the one asked for, or a number below it.
fn covers(asked: Article17, article: Article17) -> bool {
    asked.letter() == article.letter()
        && asked.number().is_none_or(|number| article.number() == Some(number))
}

#[derive(Default)]
struct Counted<'a> {
    status: BTreeMap<Status, usize>,
    /// By what is folded, with how it was written first.
    document_type: BTreeMap<&'a str, (&'a str, usize)>,
    basis: BTreeMap<Article17, usize>,
    determination: BTreeMap<&'a str, usize>,
    year: BTreeMap<u16, usize>,
    office: BTreeMap<&'a str, usize>,
    conflict: usize,
}

impl<'a> Counted<'a> {
    fn count_all(&mut self, line: &'a Line) {
        for filter in Filter::ALL {
            self.count(filter, line);
        }
    }

    fn count(&mut self, filter: Filter, line: &'a Line) {
        let summary = &line.listed.summary;
        match filter {
            Filter::Text => {}
            Filter::Office => {
                if let Some(office) = line.office() {
                    *self.office.entry(office.as_str()).or_default() += 1;
                }
            }
            Filter::Status => *self.status.entry(summary.status).or_default() += 1,
            Filter::DocumentType if line.document_type.is_empty() => {}
            Filter::DocumentType => {
                let found = self.document_type.entry(&line.document_type);
                let written = &line.listed.card.columns.document_type;
                found.or_insert((written, 0)).1 += 1;
            }
            Filter::Basis => {
                let letters = line.articles.iter().map(|article| article.whole());
                let mut all: Vec<Article17> =
                    line.articles.iter().copied().chain(letters).collect();
                all.sort_unstable();
                all.dedup();
                for one in all {
                    *self.basis.entry(one).or_default() += 1;
                }
            }
            Filter::Determination => {
                if let Some(number) = &line.determination {
                    *self.determination.entry(number).or_default() += 1;
                }
            }
            Filter::Year => {
                if let Some(year) = line.year {
                    *self.year.entry(year).or_default() += 1;
                }
            }
            Filter::Conflict => self.conflict += usize::from(summary.conflicts > 0),
        }
    }

    fn facets(self) -> Facets {
        let facet = |value: String, label: String, count| Facet { value, label, count };
        let plain =
            |(value, count): (&str, usize)| facet(value.to_owned(), value.to_owned(), count);
        let status = |(status, count): (Status, usize)| {
            facet(status.id().to_owned(), status.row().label.to_owned(), count)
        };
        let typed = |(code, (text, count)): (&str, (&str, usize))| {
            facet(code.to_owned(), text.to_owned(), count)
        };
        let ground = |(article, count): (Article17, usize)| {
            facet(article.to_string(), screen::ground(article), count)
        };
        let year = |(year, count): (u16, usize)| facet(year.to_string(), year.to_string(), count);
        Facets {
            status: self.status.into_iter().map(status).collect(),
            document_type: self.document_type.into_iter().map(typed).collect(),
            basis: self.basis.into_iter().map(ground).collect(),
            determination: self.determination.into_iter().map(plain).collect(),
            // The newest is asked for most.
            year: self.year.into_iter().rev().map(year).collect(),
            office: self.office.into_iter().map(plain).collect(),
            conflict: self.conflict,
        }
    }
}
