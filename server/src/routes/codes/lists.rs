//! What each list holds.

use kecuali_domain::{article17::Article17, legal_basis::INSTRUMENTS, office::Office};
use kecuali_publication::{EventKind, Reason, RowKind, known_exceptions};

use crate::{
    answer::Code,
    country::Country,
    index::{Index, Query, Reporting, Standing},
    wording::{self, codes as said},
};

/// The codes of a list; none where there is no such list.
pub(super) fn codes(list: &str, index: &Index) -> Option<Vec<Code>> {
    Some(match list {
        "bases" => bases(index),
        "document_types" => document_types(index),
        "event_kinds" => [EventKind::Published, EventKind::Amended, EventKind::Withdrawn]
            .map(|kind| own(kind.code(), wording::event(kind)))
            .into(),
        "exceptions" => exceptions(),
        "instruments" => instruments(),
        "kinds" => kinds(),
        "offices" => offices(index),
        "reasons" => Reason::ALL.map(|reason| own(reason.code(), wording::reason(reason))).into(),
        "statuses" => statuses(),
        _ => return None,
    })
}

fn own(code: &str, text: &str) -> Code {
    Code { source: said::REGISTER, ..named(code, text) }
}

fn named(code: &str, text: &str) -> Code {
    Code { code: code.to_owned(), text: text.to_owned(), ..Code::default() }
}

fn bases(index: &Index) -> Vec<Code> {
    let counts = index.facets(&Query::default()).bases;
    let code = |article: Article17| Code {
        description: Some(article.text().to_owned()),
        source: said::ARTICLE_17,
        rows: Some(counts.get(&article).copied().unwrap_or_default()),
        ..named(&article.to_string(), &article.label())
    };
    Article17::all().map(code).collect()
}

/// Those of every row, in force or not: a code that was given once stays.
fn document_types(index: &Index) -> Vec<Code> {
    let in_force = index.facets(&Query::default()).document_types;
    let ever = index.facets(&Query { standing: Standing::All, ..Query::default() }).document_types;
    let code = |(code, (text, _)): (Box<str>, (Box<str>, usize))| {
        let rows = in_force.get(&code).map_or(0, |(_, rows)| *rows);
        let source = said::OFFICES_WROTE;
        Code { source, retired: rows == 0, rows: Some(rows), ..named(&code, &text) }
    };
    ever.into_iter().map(code).collect()
}

fn exceptions() -> Vec<Code> {
    known_exceptions().iter().map(|choice| own(choice.value, choice.label)).collect()
}

fn instruments() -> Vec<Code> {
    let label = |id: &str| {
        id.parse().map_or_else(
            |_| id.to_owned(),
            |id: kecuali_domain::legal_basis::InstrumentId| id.label(),
        )
    };
    let code = |one: &kecuali_domain::legal_basis::Instrument| Code {
        description: Some(one.title.to_owned()),
        source: said::JDIH,
        retired: one.repealed.is_some(),
        from: one.from,
        until: one.repealed,
        ..named(one.id, &label(one.id))
    };
    INSTRUMENTS.iter().map(code).collect()
}

fn kinds() -> Vec<Code> {
    let code = |kind: RowKind| {
        let code = match kind {
            RowKind::National => "national",
            RowKind::Office => "office",
        };
        own(code, wording::kind(kind))
    };
    [RowKind::National, RowKind::Office].map(code).into()
}

fn statuses() -> Vec<Code> {
    let how = [
        ("listed", Reporting::Listed),
        ("nothing_listed", Reporting::NothingListed),
        ("not_reported", Reporting::NotReported),
    ];
    let mut codes = vec![
        own("in_force", wording::IN_FORCE),
        own("withdrawn", wording::WITHDRAWN),
        own("withheld", wording::WITHHELD),
    ];
    codes.extend(how.map(|(code, how)| own(code, wording::reporting(how))));
    codes
}

/// Each office under its permanent name, then under each code of its region, with the edition.
fn offices(index: &Index) -> Vec<Code> {
    let mut codes = Vec::new();
    for id in index.country().ids() {
        let name = Country::name(&id);
        let of = |code: &str, source, retired| Code {
            source,
            retired,
            office: Some(id.to_string()),
            ..named(code, &name)
        };
        codes.push(of(id.as_str(), said::KPU, false));
        let Some(Office { kemendagri_code: now, kemendagri_code_2022: before, .. }) =
            Country::known(&id)
        else {
            continue;
        };
        codes.extend(now.as_ref().map(|code| of(code, said::KEMENDAGRI_NOW, false)));
        let old = before.as_ref().filter(|before| Some(*before) != now.as_ref());
        codes.extend(old.map(|code| of(code, said::KEMENDAGRI_2022, true)));
    }
    codes
}
