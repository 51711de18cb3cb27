//! What is asked of the list, as an address says it and as the index understands it.

use kecuali_domain::{OfficeId, similarity::fold};
use kecuali_publication::RowKind;
use serde::Deserialize;

use crate::{
    index::{DeterminationName, Ground, Index, Query, Standing},
    problem::Problem,
    public::link::in_query,
    routes::entries::asked::TEXT,
    site::words::{filter, wrong_filter, wrong_text},
};

/// The names of a query. What a form leaves empty is not asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Asked {
    pub(crate) q: String,
    pub(crate) kantor: String,
    pub(crate) provinsi: String,
    pub(crate) dasar: String,
    pub(crate) penetapan: String,
    pub(crate) butir: String,
    pub(crate) jenis: String,
    pub(crate) tahun: String,
    pub(crate) status: String,
    /// `butir` or `baris`.
    pub(crate) tampil: String,
    pub(crate) sesudah: String,
    pub(crate) sebelum: String,
}

/// The same, understood.
#[derive(Debug)]
pub(crate) struct View {
    pub(crate) query: Query,
    pub(crate) by_item: bool,
}

const ROWS: &str = "baris";
const ITEMS: &str = "butir";
pub(crate) const ENDED: &str = "berakhir";
pub(crate) const ALL: &str = "semua";

impl Asked {
    /// Every name with its value, in one order.
    fn names(&self) -> [(&'static str, &str); 12] {
        [
            ("q", &self.q),
            ("kantor", &self.kantor),
            ("provinsi", &self.provinsi),
            ("dasar", &self.dasar),
            ("penetapan", &self.penetapan),
            ("butir", &self.butir),
            ("jenis", &self.jenis),
            ("tahun", &self.tahun),
            ("status", &self.status),
            ("tampil", &self.tampil),
            ("sesudah", &self.sesudah),
            ("sebelum", &self.sebelum),
        ]
    }

    /// Where this question is answered, without what was left empty.
    pub(crate) fn address(&self) -> String {
        let said = self.names().into_iter().filter(|(_, value)| !value.trim().is_empty());
        let said: Vec<_> = said.map(|(name, value)| (name, value.trim().to_owned())).collect();
        in_query("/daftar", &said)
    }

    pub(crate) fn without_place(&self) -> String {
        self.at("", "").address()
    }

    pub(crate) fn after(&self, place: &str) -> String {
        self.at(place, "").address()
    }

    pub(crate) fn before(&self, place: &str) -> String {
        self.at("", place).address()
    }

    /// The rows under one item, with what was asked besides.
    pub(crate) fn under(&self, issue: &str, item: u32) -> String {
        let narrower = Self {
            penetapan: issue.to_owned(),
            butir: item.to_string(),
            tampil: ROWS.to_owned(),
            ..self.at("", "")
        };
        narrower.address()
    }

    pub(crate) fn shown_other(&self, by_item: bool) -> String {
        let tampil = if by_item { ROWS } else { ITEMS }.to_owned();
        Self { tampil, ..self.at("", "") }.address()
    }

    pub(crate) fn place(&self) -> [Option<&str>; 2] {
        [&self.sesudah, &self.sebelum].map(|place| said(place))
    }

    /// Whether anything but words is asked for.
    pub(crate) fn is_filtered(&self) -> bool {
        self.names().into_iter().skip(1).take(8).any(|(_, value)| !value.trim().is_empty())
    }

    /// What the index is asked.
    pub(crate) fn view(&self, index: &Index) -> Result<View, Problem> {
        let office = said(&self.kantor).map(|code| by_code(index, filter::OFFICE, code));
        let office = office.transpose()?;
        let province = said(&self.provinsi).map(|code| by_code(index, filter::PROVINCE, code));
        let query = Query {
            office: office.clone(),
            with_national: office.is_some(),
            province: province.transpose()?,
            kind: None,
            basis: said(&self.dasar).map(ground).transpose()?,
            determination: said(&self.penetapan).map(determination),
            item: said(&self.butir).map(|text| whole(filter::ITEM, text)).transpose()?,
            document_type: said(&self.jenis).map(fold),
            year: said(&self.tahun).map(|text| whole(filter::YEAR, text)).transpose()?,
            standing: standing(&self.status)?,
            text: said(&self.q).map(words).transpose()?,
        };
        let by_item = match self.tampil.as_str() {
            "" => office.is_none(),
            ITEMS => true,
            ROWS => false,
            other => return Err(wrong(filter::VIEW, other)),
        };
        Ok(View { query, by_item })
    }

    fn at(&self, sesudah: &str, sebelum: &str) -> Self {
        Self { sesudah: sesudah.to_owned(), sebelum: sebelum.to_owned(), ..self.clone() }
    }
}

/// The national rows that are in force, for the national list.
pub(crate) fn national() -> Query {
    Query { kind: Some(RowKind::National), ..Query::default() }
}

/// An office's rows in force, with the national ones that hold for it.
pub(crate) fn of_office(office: OfficeId) -> Query {
    Query { office: Some(office), with_national: true, ..Query::default() }
}

/// What was said; what a form leaves empty was not.
pub(crate) fn said(value: &str) -> Option<&str> {
    Some(value.trim()).filter(|value| !value.is_empty())
}

/// What is looked for; as much of it as the API takes. Without a letter or a digit it would find
/// everything.
fn words(text: &str) -> Result<String, Problem> {
    if text.chars().count() > TEXT || fold(text).is_empty() {
        return Err(Problem::new("query_invalid").because(&wrong_text(TEXT)));
    }
    Ok(text.to_owned())
}

fn by_code(index: &Index, label: &str, code: &str) -> Result<OfficeId, Problem> {
    index.country().by_code(code).ok_or_else(|| wrong(label, code))
}

fn ground(text: &str) -> Result<Ground, Problem> {
    if text == "17" {
        return Ok(Ground::Any);
    }
    text.parse().map(Ground::Article).map_err(|_| wrong(filter::GROUND, text))
}

fn determination(text: &str) -> DeterminationName {
    match text.parse() {
        Ok(issue) => DeterminationName::Issue(issue),
        Err(_) => DeterminationName::Number(fold(text)),
    }
}

fn whole<N: std::str::FromStr>(label: &str, text: &str) -> Result<N, Problem> {
    text.parse().map_err(|_| wrong(label, text))
}

fn standing(text: &str) -> Result<Standing, Problem> {
    match text {
        "" | "berlaku" => Ok(Standing::InForce),
        ENDED => Ok(Standing::Withdrawn),
        ALL => Ok(Standing::All),
        _ => Err(wrong(filter::STATUS, text)),
    }
}

fn wrong(label: &str, value: &str) -> Problem {
    Problem::new("query_invalid").because(&wrong_filter(label, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_has_one_address_and_a_page_keeps_the_question() {
        let asked = Asked {
            q: " gaji & \"aset\" ".to_owned(),
            tahun: "2025".to_owned(),
            ..Asked::default()
        };
        assert_eq!(asked.address(), "/daftar?q=gaji%20%26%20%22aset%22&tahun=2025");
        assert_eq!(Asked::default().address(), "/daftar");
        let next = asked.after("x.1");
        assert_eq!(next, "/daftar?q=gaji%20%26%20%22aset%22&tahun=2025&sesudah=x.1");
        assert!(
            asked.is_filtered() && !Asked { q: "x".to_owned(), ..Asked::default() }.is_filtered()
        );
    }
}
