//! JSON: a list of objects, or an object whose `rows` are one. The names of members are the
//! headings, in row 0; the rows count from 1.

use std::{cell::Cell as Shared, collections::HashMap, fmt};

use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::{
    Sink,
    budget::Budget,
    error::{Over, TableError},
    limits,
    piece::{Cell, Format, Origin, Piece, Row, Sheet},
};

/// Whether a text begins as JSON does.
pub(crate) fn looks_so(text: &str) -> bool {
    text.trim_start().starts_with(['[', '{'])
}

/// Reads a text: once for the names of all columns, once for the rows.
pub(crate) fn read(text: &str, budget: &mut Budget, sink: &mut Sink<'_>) -> Result<(), TableError> {
    let mut columns = Columns::default();
    pass(text, &mut |row| {
        columns.learn(row)?;
        Ok(())
    })?;
    sink(Piece::Origin(Origin::of(Format::Json)))?;
    budget.sheet(Sheet { name: String::new(), hidden: false, title: String::new() }, sink)?;
    let mut heading = Row::default();
    for (column, name) in (0..).zip(&columns.names) {
        budget.cell(&mut heading, Cell { column, text: name.clone(), ..Cell::default() })?;
    }
    budget.row(heading, sink)?;
    let mut number = 0_u32;
    pass(text, &mut |members| {
        number = number.saturating_add(1);
        let mut row = Row { number, ..Row::default() };
        for (name, text) in named(members) {
            let column = columns.places.get(&name).copied().unwrap_or_else(|| columns.beyond());
            budget.cell(&mut row, Cell { column, text, ..Cell::default() })?;
        }
        row.cells.sort_by_key(|cell| cell.column);
        budget.row(row, sink)
    })
}

/// The members of one object, or a value that is none under no name.
type Members = Vec<(String, String)>;
type Work<'a> = dyn FnMut(Members) -> Result<(), TableError> + 'a;

#[derive(Debug, Default)]
struct Columns {
    names: Vec<String>,
    places: HashMap<String, u32>,
}

impl Columns {
    fn learn(&mut self, members: Members) -> Result<(), TableError> {
        for (name, _) in named(members) {
            if name.is_empty() || self.places.contains_key(&name) {
                continue;
            }
            let place = self.beyond();
            if place >= limits::COLUMNS {
                return Err(Over::Columns.into());
            }
            self.places.insert(name.clone(), place);
            self.names.push(name);
        }
        Ok(())
    }

    /// The first column without a name.
    fn beyond(&self) -> u32 {
        u32::try_from(self.names.len()).unwrap_or(u32::MAX)
    }
}

/// A name that is written twice is a column of its own the second time.
fn named(members: Members) -> Members {
    let mut seen: HashMap<String, u32> = HashMap::new();
    let named = members.into_iter().map(|(name, text)| {
        let times = seen.entry(name.clone()).or_insert(0);
        *times += 1;
        if *times == 1 { (name, text) } else { (format!("{name} ({times})"), text) }
    });
    named.collect()
}

fn pass(text: &str, work: &mut Work<'_>) -> Result<(), TableError> {
    let fault = Shared::new(None);
    let mut json = serde_json::Deserializer::from_str(text);
    let whole = Whole { work, fault: &fault };
    let read = json.deserialize_any(whole).and_then(|found| json.end().map(|()| found));
    match (fault.get(), read) {
        (Some(error), _) => Err(error),
        (None, Ok(true)) => Ok(()),
        (None, Ok(false)) => Err(TableError::Format),
        (None, Err(_)) => Err(TableError::Damaged),
    }
}

/// The whole of a file: says whether there was a list in it.
struct Whole<'a, 'w> {
    work: &'a mut Work<'w>,
    fault: &'a Shared<Option<TableError>>,
}

impl<'de> Visitor<'de> for Whole<'_, '_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<bool, A::Error> {
        let mut rows = 0;
        while let Some(members) = items.next_element_seed(Item { fault: self.fault })? {
            rows += 1;
            let over = rows > limits::ROWS;
            let done = if over { Err(Over::Rows.into()) } else { (self.work)(members) };
            done.map_err(|error| fail(self.fault, error))?;
        }
        Ok(true)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<bool, A::Error> {
        let mut found = false;
        while let Some(name) = members.next_key::<String>()? {
            if name == "rows" && !found {
                let whole = Whole { work: &mut *self.work, fault: self.fault };
                found = members.next_value_seed(Rows(whole))?;
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

struct Rows<'a, 'w>(Whole<'a, 'w>);

impl<'de> DeserializeSeed<'de> for Rows<'_, '_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_seq(self.0)
    }
}

fn fail<E: de::Error>(fault: &Shared<Option<TableError>>, error: TableError) -> E {
    fault.set(Some(error));
    E::custom("over a limit")
}

/// One item of the list.
#[derive(Clone, Copy)]
struct Item<'a> {
    fault: &'a Shared<Option<TableError>>,
}

impl<'de> DeserializeSeed<'de> for Item<'_> {
    type Value = Members;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Members, D::Error> {
        deserializer.deserialize_any(Value { fault: self.fault, depth: 0 }).map(|value| match value
        {
            Read::Text(text) => vec![(String::new(), text)],
            Read::Members(members) => members,
        })
    }
}

/// A value: a text, or the members of an object. Inside a cell everything becomes text, a line for
/// each part.
#[derive(Clone, Copy)]
struct Value<'a> {
    fault: &'a Shared<Option<TableError>>,
    depth: usize,
}

enum Read {
    Text(String),
    Members(Members),
}

impl Read {
    fn into_text(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Members(members) => {
                let lines = members.into_iter().map(|(name, text)| format!("{name}: {text}"));
                lines.collect::<Vec<_>>().join("\n")
            }
        }
    }
}

impl Value<'_> {
    fn within(self, size: usize) -> Result<(), TableError> {
        if size > limits::CELL {
            return Err(Over::Text.into());
        }
        if self.depth > limits::DEPTH {
            return Err(Over::Depth.into());
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = Read;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Read, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = Read;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Read, E> {
        Ok(Read::Text(String::new()))
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Read, E> {
        Ok(Read::Text(flag.to_string()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Read, E> {
        Ok(Read::Text(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Read, E> {
        Ok(Read::Text(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Read, E> {
        Ok(Read::Text(number.to_string()))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Read, E> {
        self.within(text.len()).map_err(|error| fail(self.fault, error))?;
        Ok(Read::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Read, A::Error> {
        let mut all = String::new();
        let inner = Self { depth: self.depth + 1, ..self };
        while let Some(item) = items.next_element_seed(inner)? {
            if !all.is_empty() {
                all.push('\n');
            }
            all.push_str(&item.into_text());
            inner.within(all.len()).map_err(|error| fail(self.fault, error))?;
        }
        Ok(Read::Text(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Read, A::Error> {
        let (mut members, mut size) = (Members::new(), 0);
        let inner = Self { depth: self.depth + 1, ..self };
        while let Some(name) = entries.next_key::<String>()? {
            let text = entries.next_value_seed(inner)?.into_text();
            size += name.len() + if self.depth == 0 { 0 } else { text.len() };
            let most = usize::try_from(limits::COLUMNS).unwrap_or(usize::MAX);
            let within =
                if members.len() > most { Err(Over::Columns.into()) } else { inner.within(size) };
            within.map_err(|error| fail(self.fault, error))?;
            members.push((name, text));
        }
        Ok(Read::Members(members))
    }
}
