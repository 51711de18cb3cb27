//! A row of the list, ready to be shown.

use kecuali_domain::Day;
use kecuali_publication::{PublicRow, Reason, RowId, RowKind, Shown, StatusCode};
use kecuali_storage::Row;

use super::{
    cell::{Cell, clean},
    words,
};
use crate::{problem::Problem, publisher};

#[derive(Debug, Clone)]
pub(crate) struct RowView {
    pub(crate) id: String,
    pub(crate) handle: String,
    pub(crate) is_national: bool,
    pub(crate) office: OfficeView,
    /// What it is about, in one line, also where that is not shown any more.
    pub(crate) heading: String,
    pub(crate) information: Cell,
    pub(crate) description: Cell,
    pub(crate) document_type: Cell,
    pub(crate) bases: Cell,
    pub(crate) if_opened: Cell,
    pub(crate) if_closed: Cell,
    pub(crate) period: Cell,
    /// The last day it is in force, in words and as a machine reads it.
    pub(crate) ends: Option<[String; 2]>,
    pub(crate) exceptions: Cell,
    /// The same beside the period, short: `5 tahun`, but not if they hold.
    pub(crate) unless: Option<String>,
    pub(crate) responsible: Cell,
    pub(crate) decision: DecisionView,
    pub(crate) gaps: Vec<String>,
    pub(crate) is_in_force: bool,
    pub(crate) status: String,
    pub(crate) since: String,
    pub(crate) updated: String,
    pub(crate) updated_code: String,
    /// Why it is not in force, in a word and in the words of the decision.
    pub(crate) reason: Option<&'static str>,
    pub(crate) reason_text: Option<String>,
    /// The decision that revoked it, where one was named.
    pub(crate) revoked_by: Option<String>,
    pub(crate) successor: Option<String>,
    ended: Option<Reason>,
}

#[derive(Debug, Clone)]
pub(crate) struct OfficeView {
    pub(crate) id: String,
    pub(crate) code: Option<String>,
    pub(crate) name: String,
}

#[derive(Debug, Clone)]
pub(crate) struct DecisionView {
    pub(crate) issue: String,
    pub(crate) item: u32,
    pub(crate) text: String,
    pub(crate) title: Cell,
    pub(crate) day: Day,
}

impl RowView {
    /// A stored row. One that cannot be read was damaged on the disk.
    pub(crate) fn read(row: &Row) -> Result<Self, Problem> {
        let row = publisher::read_row(row).map_err(|error| {
            tracing::error!(%error, "a row cannot be shown");
            Problem::new("unavailable")
        })?;
        Ok(Self::new(&row))
    }

    pub(crate) fn new(row: &PublicRow) -> Self {
        let facts = &row.facts;
        let information = Cell::text(facts.information.as_ref());
        let period = Cell::period(facts.period.as_ref());
        let ends = facts.period.as_ref().and_then(|period| match period {
            Shown::Open(period) => period.ends,
            Shown::Withheld(_) => None,
        });
        let ends = ends.map(|day| [day.written_out(), day.to_string()]);
        let (name, code) = (clean(&facts.office.name), facts.office.code.clone());
        Self {
            id: facts.id.to_string(),
            handle: facts.handle.clone(),
            is_national: facts.kind == RowKind::National,
            office: OfficeView { id: facts.office.id.to_string(), code, name },
            heading: information.line().unwrap_or_else(|| words::WITHHELD.to_owned()),
            information,
            description: Cell::text(facts.description.as_ref()),
            document_type: Cell::text(facts.document_type.as_ref()),
            bases: Cell::bases(facts.legal_basis.as_ref()),
            if_opened: Cell::text(facts.consequence_if_opened.as_ref()),
            if_closed: Cell::text(facts.consequence_if_closed.as_ref()),
            period,
            ends,
            exceptions: Cell::chosen(facts.exceptions.as_ref()),
            unless: facts.exceptions.as_ref().map(words::unless),
            responsible: Cell::text(facts.responsible_position.as_ref()),
            decision: DecisionView {
                issue: facts.determination.issue.to_string(),
                item: facts.determination.item,
                text: clean(&facts.determination.text),
                title: Cell::text(facts.determination.title.as_ref()),
                day: facts.determination.day,
            },
            gaps: facts.not_recorded(),
            is_in_force: row.status.code == StatusCode::InForce,
            status: row.status.text.clone(),
            since: row.status_since.written_out(),
            updated: row.updated.written_out(),
            updated_code: row.updated.to_string(),
            reason: row.status.reason.map(words::reason),
            reason_text: row.status.reason_text.as_deref().map(clean),
            revoked_by: words::revoked_by(&row.status),
            ended: row.status.reason,
            successor: row.status.successor.as_ref().map(RowId::to_string),
        }
    }

    /// Whether there is a decision left that can be proven.
    pub(crate) const fn has_proof(&self) -> bool {
        !matches!(self.ended, Some(Reason::TakenDown | Reason::Void))
    }

    /// Whether it left because its period ended: the information is open from the next day on.
    pub(crate) const fn is_lapsed(&self) -> bool {
        matches!(self.ended, Some(Reason::Lapsed))
    }

    /// Whether the period says its last day by itself.
    pub(crate) fn says_end(&self) -> bool {
        let says = |[text, _]: &[String; 2]| self.period.lines.iter().any(|l| l.contains(text));
        self.ends.as_ref().is_some_and(says)
    }

    /// Whether something of it was taken down.
    pub(crate) fn has_withheld(&self) -> bool {
        let cells = [
            &self.information,
            &self.description,
            &self.document_type,
            &self.bases,
            &self.if_opened,
            &self.if_closed,
            &self.period,
            &self.exceptions,
            &self.responsible,
            &self.decision.title,
        ];
        cells.iter().any(|cell| cell.withheld.is_some())
    }
}
