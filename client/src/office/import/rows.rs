//! A row of a list as the fields of an entry, and what a person should look at in it.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_document::caps;
use kecuali_domain::{
    Day, OfficeId,
    content::Content,
    field::{FieldKind, field},
    legal_basis::LegalText,
    period::PeriodText,
    rules::{
        Check, Context, Neighbours, Numbered, Substance, Upkeep, check_entry, check_neighbours,
        check_upkeep,
    },
    working_day::Holidays,
};
use kecuali_tables::{Cell, Row};

use super::{
    columns::{Becomes, Column},
    flags::{Cause, Flag, Mark},
    misplaced::{belongs_to, speaks_of_both},
};
use crate::{
    catalogue::import as words,
    office::{
        input::{Fields, OWN, read_field},
        whole::hidden_sign,
    },
};

/// What a row came to.
#[derive(Debug, Clone)]
pub(crate) struct Read {
    pub(crate) fields: Fields,
    pub(crate) flags: Vec<Flag>,
    /// What stands in the column of numbers.
    pub(crate) number: Option<String>,
}

/// Reads a row by what its columns become.
pub(crate) fn read(row: &Row, columns: &[Column]) -> Read {
    let mut reading =
        Reading { row: row.number, values: BTreeMap::new(), flags: Vec::new(), number: None };
    reading.mark_if(row.unclosed, "", Mark::Unclosed);
    reading.mark_if(row.hidden, "", Mark::Hidden);
    for cell in &row.cells {
        if let Some(column) = columns.iter().find(|column| column.place == cell.column) {
            reading.cell(cell, column);
        }
    }
    reading.mark_if(reading.values.is_empty(), "", Mark::Empty);
    Read {
        fields: reading.values.into_iter().collect(),
        flags: reading.flags,
        number: reading.number,
    }
}

struct Reading {
    row: u32,
    values: BTreeMap<String, String>,
    flags: Vec<Flag>,
    number: Option<String>,
}

impl Reading {
    fn mark_if(&mut self, found: bool, field: &str, mark: Mark) {
        if found {
            self.flags.push(Flag::mark(field, mark));
        }
    }

    fn cell(&mut self, cell: &Cell, column: &Column) {
        let name = match &column.becomes {
            Becomes::Field(name) => name.as_str(),
            Becomes::Number => {
                self.number = Some(cell.text.trim().to_owned());
                return;
            }
            Becomes::Kept(_) => {
                return self.mark_if(column.heading.is_empty(), &column.letter, Mark::Outside);
            }
        };
        self.mark_if(cell.text.contains('\u{fffd}'), name, Mark::Undecodable);
        self.mark_if(cell.formula, name, Mark::Formula);
        match cell.merged {
            Some((_, from)) if from != cell.column => {
                return self.mark_if(true, name, Mark::FromAside);
            }
            Some((from, _)) if from < self.row => self.mark_if(true, name, Mark::FromAbove(from)),
            Some(_) | None => {}
        }
        let text = cell.text.trim();
        let both = name.starts_with("consequence") && speaks_of_both(text);
        self.mark_if(column.two_fields || both, name, Mark::TwoFields);
        if let Some(other) = belongs_to(name, text).filter(|_| !both) {
            self.mark_if(true, name, Mark::BelongsTo(other));
        }
        self.value(name, text);
    }

    fn value(&mut self, name: &str, text: &str) {
        if let Some(sign) = hidden(name, text) {
            return self.mark_if(true, name, Mark::Invisible(sign));
        }
        match name {
            "legal_basis" => {
                let read = LegalText::read(text);
                self.doubts(name, read.doubts().cloned().map(Cause::Legal));
                read.members().into_iter().for_each(|(key, value)| self.put(name, key, value));
            }
            "period" => {
                let read = PeriodText::read(text);
                self.doubts(name, read.doubts.iter().copied().map(Cause::Period));
                for exception in &read.exceptions {
                    self.put(name, format!("exceptions/{exception}"), "ya".to_owned());
                }
                self.put(name, name.to_owned(), read.period.to_text());
            }
            name => match read_field(name, text) {
                Ok((key, value)) => self.put(name, key, value),
                Err(_) => self.mark_if(true, name, Mark::DoesNotFit),
            },
        }
    }

    fn doubts(&mut self, name: &str, causes: impl Iterator<Item = Cause>) {
        for cause in causes {
            let flag = Flag::at(name, cause);
            if !self.flags.contains(&flag) {
                self.flags.push(flag);
            }
        }
    }

    fn put(&mut self, name: &str, key: String, value: String) {
        // Beside them stand the salt and what is around them in a change.
        let size: usize = self.values.iter().map(|(key, value)| key.len() + value.len()).sum();
        let full = self.values.len() + 1 >= caps::PUTS || size + value.len() > caps::CHANGE / 2;
        if full || key.len() > caps::KEY || value.len() > caps::CONTENT_VALUE {
            return self.mark_if(true, name, Mark::TooLong);
        }
        match self.values.get(&key) {
            Some(there) => self.mark_if(*there != value, name, Mark::TwoValues),
            None => drop(self.values.insert(key, value)),
        }
    }
}

/// The sign that nobody sees in a value for which it is refused; long texts may have some.
fn hidden(name: &str, text: &str) -> Option<char> {
    let is_long = field(name).is_some_and(|field| field.kind == FieldKind::LongText);
    hidden_sign(text).filter(|_| !is_long && !name.starts_with(OWN))
}

/// So many names that are the same or alike are told of one row, the likest first.
const ALIKE: usize = 3;

/// What rows are held against, besides themselves: the law on a day, and what else there is.
pub(crate) struct Against {
    pub(crate) day: Day,
    pub(crate) office: OfficeId,
    /// What is in force and what is in the register, by name; each row that was held joins it.
    pub(crate) beside: Neighbours,
    /// The register numbers that are taken.
    pub(crate) taken: BTreeSet<Numbered>,
    /// The numbers of rows, and the first row with each.
    pub(crate) numbers: BTreeMap<String, u32>,
    pub(crate) holidays: Holidays,
    /// How many more rows are looked at for names like theirs; what is the same is always found.
    pub(crate) compared: usize,
    /// The sheet that the rows are in, where several are taken.
    pub(crate) sheet: Option<String>,
}

impl Against {
    /// Adds what is found in a row: by the rules, and beside the rows before it.
    pub(crate) fn hold(&mut self, row: u32, read: &mut Read) {
        let content = Content::of(read.fields.iter().cloned());
        let mut findings = check_neighbours(&content, "", Substance::New, &self.beside);
        findings.truncate(ALIKE);
        let covered = findings.iter().any(|found| found.check == Check::SameAsItem);
        let substance = if covered { Substance::applied() } else { Substance::New };
        let given = Context {
            day: self.day,
            office: self.office.clone(),
            substance,
            taken: std::mem::take(&mut self.taken),
            delegations: Vec::new(),
        };
        let upkeep = Upkeep {
            day: self.day,
            holidays: &self.holidays,
            in_force: None,
            hardcopy_placed: None,
        };
        let all = findings
            .into_iter()
            .chain(check_entry(&content, &given))
            .chain(check_upkeep(&content, &upkeep));
        read.flags.extend(all.map(Flag::rule_broken));
        self.taken = given.taken;
        self.join(row, &content, read);
    }

    /// Makes the row one of those that the next are held against.
    fn join(&mut self, row: u32, content: &Content, read: &mut Read) {
        if let Some(name) = content.one("information") {
            let key = words::row_of(row, self.sheet.as_deref());
            match self.compared.checked_sub(1) {
                Some(left) => {
                    self.compared = left;
                    self.beside.proposed.add(key, name);
                }
                None => self.beside.proposed.add_exact(key, name),
            }
        }
        let year = content.one("register_year").and_then(|year| year.parse().ok());
        if let (Some(number), Some(year)) = (content.one("register_number"), year) {
            self.taken.insert(Numbered::new(&self.office, number, year));
        }
        if let Some(number) = read.number.clone().filter(|number| !number.is_empty()) {
            match self.numbers.get(&number) {
                Some(first) => read.flags.push(Flag::mark("", Mark::NumberAgain(*first))),
                None => drop(self.numbers.insert(number, row)),
            }
        }
    }
}
