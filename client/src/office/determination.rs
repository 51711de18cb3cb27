//! Determinations of KPU RI: what there is to see of them, and ending them.

use std::{collections::BTreeSet, path::Path};

use kecuali_domain::{
    Capability, Day, Scope,
    act::{Act, Item, ItemRef, ReadAct, Revoke, Succession, TakeDown},
    determination::{DETERMINATION_FIELDS, determination_field},
    field::FIELDS,
};
use kecuali_encoding::Digest;
use kecuali_ledger::{ActRecord, Issued, Opening, Rows};
use kecuali_publication::continued;
use kecuali_storage::Store as _;
use kecuali_sync::read_attachment;
use serde::Serialize;

use super::{
    Name, Office,
    approval::Done,
    ended::Ending,
    import::{UnknownHeading, Written, read_file, read_rows},
    input::{Fields, read_below, read_field, read_value, unknown_among},
    standing::{EntrySummary, numbered},
    under::Formerly,
    view::Card,
};
use crate::{
    catalogue::input::{self, not_now},
    error::{OfficeError, Sought},
};

/// A determination as it is shown.
#[derive(Debug, Clone, Serialize)]
pub struct DeterminationView {
    /// The number and year, as it is cited.
    pub number: String,
    /// The day it was signed.
    pub day: Day,
    /// What it is about.
    pub title: String,
    /// Whether it was made on paper before and entered later.
    pub registered: bool,
    /// Why it decides nothing: another with its number came first.
    pub contested: bool,
    /// The change that issued it.
    pub change: Digest,
    /// Its items.
    pub items: Vec<ItemView>,
    /// How items of it ended; told where it is shown alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub endings: Vec<Ending>,
    /// The entries read here that stood under its items and do not any more; told likewise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub formerly: Vec<Formerly>,
}

/// An item as it is shown.
#[derive(Debug, Clone, Serialize)]
pub struct ItemView {
    /// Its number.
    pub item: u32,
    /// What it exempts.
    pub information: String,
    /// Whether it stands.
    pub in_force: bool,
    /// The last day of its exemption, when its period has one.
    pub ends: Option<Day>,
}

/// Rows that leave the public list together.
#[derive(Debug, Clone, Serialize)]
pub struct Leaving {
    /// National rows: the items themselves.
    pub items: Vec<ItemView>,
    /// Rows of offices under these items, or under one that they continue.
    pub entries: Vec<EntrySummary>,
}

impl DeterminationView {
    /// The earliest end of its items in force, when one of them has an end.
    pub fn ends(&self) -> Option<Day> {
        self.items.iter().filter(|item| item.in_force).filter_map(|item| item.ends).min()
    }
}

impl Office {
    /// Ends a determination, or some of its items. Final, and public at once.
    pub fn revoke_determination(
        &mut self,
        acting: Option<&str>,
        number: &str,
        items: &BTreeSet<u32>,
        reason: &str,
        decision: Option<(String, Option<Day>)>,
    ) -> Result<Done, OfficeError> {
        let signer = self.signer(acting, &[Capability::Revoke], &Scope::National)?;
        let (decision, day) = decision.map_or((None, None), |(number, day)| (Some(number), day));
        let revoke = Revoke { items: items.clone(), reason: reason.to_owned(), decision, day };
        let act = Act::Revoke(revoke);
        self.in_turn(|office| {
            office.is_as_previewed(|office| office.leaving(number, items))?;
            let issued = office.determination(number)?;
            office.ending_items(&issued, items)?;
            let name = (Scope::National, issued.document);
            office.sign(&signer, &name, &act, None, &[])
        })
    }

    /// Takes the row of one item, or the determination's own, off the list at once, or named fields
    /// of it. The rows of offices under the item stay.
    pub fn take_down_row(
        &mut self,
        acting: Option<&str>,
        number: &str,
        item: Option<u32>,
        fields: &BTreeSet<String>,
        reason: &str,
    ) -> Result<Done, OfficeError> {
        let signer = self.signer(acting, &[Capability::Revoke], &Scope::National)?;
        let act = TakeDown { fields: fields.clone(), item, reason: reason.to_owned() };
        let act = Act::TakeDown(act);
        self.in_turn(|office| {
            office.is_as_previewed(|office| office.row_to_take_down(number, item, fields))?;
            office.row_to_take_down(number, item, fields)?;
            let document = office.determination(number)?.document;
            office.sign(&signer, &(Scope::National, document), &act, None, &[])
        })
    }

    /// The rows that would leave the public list with a determination, or with some of its items.
    pub fn leaving(&mut self, number: &str, items: &BTreeSet<u32>) -> Result<Leaving, OfficeError> {
        let issued = self.determination(number)?;
        let gone = self.rows_taken_down(number)?;
        let standing = self.ending_items(&issued, items)?;
        let mut items = self.determination_view(&issued)?.items;
        items.retain(|view| {
            standing.contains(&ItemRef { issue: issued.change, item: view.item })
                && !gone.contains(&Some(view.item))
                && !self.is_over(view.ends)
        });
        let entries = self.under(&standing)?;
        Ok(Leaving { items, entries: self.summaries(&entries)? })
    }

    /// The entries read here whose public rows would leave the list with these items.
    pub fn standing_under(
        &mut self,
        number: &str,
        items: &BTreeSet<u32>,
    ) -> Result<Vec<Name>, OfficeError> {
        let issued = self.determination(number)?;
        self.under(&self.standing_items(&issued, items))
    }

    /// The entries read here whose rows stand under one of these items, also where it continues the
    /// one that they were determined under.
    pub(crate) fn under(&mut self, items: &BTreeSet<ItemRef>) -> Result<Vec<Name>, OfficeError> {
        let listing = self.listing()?;
        let national = self.national();
        let stands = |card: &Card| {
            let Some(under) = card.under.filter(|_| card.is_decided) else { return false };
            let now = continued(national, under);
            let stands = items.contains(&now) && national.now().item_stands(now);
            stands && !self.is_over(self.ends(card.ends, Some(under)))
        };
        let found = listing.entries.iter().filter(|listed| stands(&listed.card));
        Ok(found.map(|listed| listed.name()).collect())
    }

    /// The items that a revocation would end; when there are none, it would decide nothing.
    fn ending_items(
        &self,
        issued: &Issued,
        items: &BTreeSet<u32>,
    ) -> Result<BTreeSet<ItemRef>, OfficeError> {
        let unknown = items.iter().find(|item| !issued.issue.items.contains_key(item));
        if let Some(item) = unknown {
            let item = ItemRef { issue: issued.change, item: *item };
            return Err(OfficeError::not_found(Sought::Determination, self.cite(item)));
        }
        let standing = self.standing_items(issued, items);
        if standing.is_empty() && !self.unchecked {
            let (scope, id) = (Scope::National, issued.document);
            return Err(OfficeError::not_now(&scope, id, not_now::NO_ITEM_STANDS));
        }
        Ok(standing)
    }

    /// Those of the named items that stand; without names, all that stand.
    fn standing_items(&self, issued: &Issued, items: &BTreeSet<u32>) -> BTreeSet<ItemRef> {
        let now = self.national().now();
        let all = issued.issue.items.keys();
        let meant = all.filter(|item| items.is_empty() || items.contains(item));
        let meant = meant.map(|item| ItemRef { issue: issued.change, item: *item });
        meant.filter(|item| now.item_stands(*item)).collect()
    }

    /// The items whose own rows were taken off the list; none stands for the determination's own.
    pub(crate) fn rows_taken_down(
        &mut self,
        number: &str,
    ) -> Result<BTreeSet<Option<u32>>, OfficeError> {
        let issued = self.determination(number)?;
        let document = self.document(&(Scope::National, issued.document))?;
        let item = |record: &ActRecord| {
            let ReadAct::Known(act) = &record.act else { return None };
            let Act::TakeDown(act) = act.as_ref() else { return None };
            act.fields.is_empty().then_some(act.item)
        };
        Ok(document.acts().iter().filter_map(item).collect())
    }

    /// Every determination, oldest first.
    pub fn determinations(&mut self) -> Result<Vec<DeterminationView>, OfficeError> {
        let all: Vec<Issued> = self.national().determinations().into_iter().cloned().collect();
        all.iter().map(|issued| self.determination_view(issued)).collect()
    }

    /// One determination by its number.
    pub fn determination_by(&mut self, number: &str) -> Result<DeterminationView, OfficeError> {
        let issued = self.determination(number)?;
        let mut view = self.determination_view(&issued)?;
        view.endings = self.endings_of(&issued)?;
        view.formerly = self.formerly_under(&issued.change)?;
        Ok(view)
    }

    /// What an item exempts.
    pub(super) fn item_name(&self, item: ItemRef) -> Result<String, OfficeError> {
        let rows = self.openings(&Scope::National, &item.issue)?.unwrap_or_default();
        let row = rows.get(&format!("item/{}", item.item));
        Ok(row.map(|row| shown(row.get("information"))).unwrap_or_default())
    }

    fn determination_view(&mut self, issued: &Issued) -> Result<DeterminationView, OfficeError> {
        let rows = self.openings(&Scope::National, &issued.change)?.unwrap_or_default();
        let value =
            |label: &str, field: &str| shown(rows.get(label).and_then(|row| row.get(field)));
        let position = self.national().head().position;
        let item = |(number, item): (&u32, &Item)| ItemView {
            item: *number,
            information: value(&format!("item/{number}"), "information"),
            in_force: issued.stands(*number, position),
            ends: item.ends,
        };
        Ok(DeterminationView {
            number: numbered(&issued.issue.number, issued.issue.year),
            day: issued.issue.day,
            title: value("determination", "title"),
            registered: issued.issue.registered.is_some(),
            contested: issued.contesting.is_some(),
            change: issued.change,
            items: issued.issue.items.iter().map(item).collect(),
            endings: Vec::new(),
            formerly: Vec::new(),
        })
    }

    /// The openings beside a change, wherever it is.
    pub(crate) fn openings(
        &self,
        scope: &Scope,
        change: &Digest,
    ) -> Result<Option<Rows>, OfficeError> {
        if let Some(rows) = self.desk.book().openings(scope, change)? {
            return Ok(Some(rows));
        }
        let pending = self.store.pending(Some(&scope.to_string()))?;
        let found = pending.into_iter().find(|pending| pending.change == change.0);
        let bytes = found.and_then(|pending| pending.attachment);
        let damaged =
            |_: kecuali_sync::CodecError| OfficeError::Integrity(input::openings_broken());
        bytes.map(|bytes| read_attachment(&bytes).map_err(damaged)).transpose()
    }

    /// Reads `731/3`, `731/2025/3`, `169/Kpts/KPU/TAHUN 2015/1`: a number and an item.
    pub fn item(&self, typed: &str) -> Result<ItemRef, OfficeError> {
        let bad = || OfficeError::Input(input::not_an_item(typed));
        let (number, item) = typed.rsplit_once('/').ok_or_else(bad)?;
        let item = item.trim().parse().map_err(|_| bad())?;
        let issued = self.determination(number)?;
        if issued.issue.items.contains_key(&item) {
            Ok(ItemRef { issue: issued.change, item })
        } else {
            Err(OfficeError::not_found(Sought::Determination, typed))
        }
    }

    /// Reads `OLD/ITEM=NEW` or `OLD/ITEM`: what ends, and the new item that continues it.
    pub fn succession(&self, typed: &str) -> Result<Succession, OfficeError> {
        let (old, new) = typed.split_once('=').map_or((typed, None), |(old, new)| (old, Some(new)));
        let bad = |_| OfficeError::Input(input::not_a_succession(typed));
        let new = new.map(|new| new.trim().parse().map_err(bad)).transpose()?;
        Ok(Succession { old: self.item(old)?, new })
    }

    pub(crate) fn determination(&self, typed: &str) -> Result<Issued, OfficeError> {
        let plain = |text: &str| text.split_whitespace().collect::<String>().to_lowercase();
        let typed_plain = plain(typed);
        let fits = |issued: &&&Issued| {
            let number = plain(&issued.issue.number);
            let with_year = format!("{number}/{}", issued.issue.year);
            issued.contesting.is_none() && (number == typed_plain || with_year == typed_plain)
        };
        let all = self.national().determinations();
        let mut found: Vec<&&Issued> = all.iter().filter(fits).collect();
        // A number that was revoked whole may be given again; then the one that stands is meant.
        let stands = |issued: &&&Issued| {
            let position = self.national().head().position;
            issued.issue.items.keys().any(|item| issued.stands(*item, position))
        };
        if found.iter().filter(|issued| stands(issued)).count() == 1 {
            found.retain(|issued| stands(issued));
        }
        match found.as_slice() {
            [] => Err(OfficeError::not_found(Sought::Determination, typed)),
            [one] => Ok((**one).clone()),
            several => Err(OfficeError::Ambiguous {
                name: typed.to_owned(),
                all: several
                    .iter()
                    .map(|issued| format!("{}/{}", issued.issue.number, issued.issue.year))
                    .collect(),
            }),
        }
    }
}

/// A public value as it is shown.
fn shown(opening: Option<&Opening>) -> String {
    match opening {
        Some(Opening::Open { value, .. }) => value.clone().unwrap_or_default(),
        Some(Opening::Withheld(_)) => "(disembunyikan)".to_owned(),
        None => String::new(),
    }
}

/// Reads one field of a determination: its own, one of the shared test sheet, or `item/<n>/field`.
pub fn read_determination_field(name: &str, value: &str) -> Result<(String, String), OfficeError> {
    if let Some(rest) = name.strip_prefix("item/") {
        let bad = || OfficeError::Input(input::not_of_an_item(name));
        let (number, field) = rest.split_once('/').ok_or_else(bad)?;
        let item: u32 = number.parse().map_err(|_| bad())?;
        return read_below(&format!("item/{item}/"), field, value);
    }
    if let Some(field) = DETERMINATION_FIELDS.iter().find(|field| field.name == name) {
        return Ok((name.to_owned(), read_value(field, value)?));
    }
    let base = name.split_once('/').map_or(name, |(base, _)| base);
    match FIELDS.iter().find(|field| field.name == base) {
        // The test sheet, which all items share.
        Some(_) if determination_field(name).is_some() => read_field(name, value),
        Some(field) if field.in_item => Err(OfficeError::Input(input::of_an_item(name))),
        Some(_) | None => {
            let sheet = FIELDS.iter().filter(|field| determination_field(field.name).is_some());
            Err(unknown_among(name, DETERMINATION_FIELDS.iter().chain(sheet)))
        }
    }
}

/// Reads a determination from a file: an object of fields, its `items` a list of objects.
pub fn read_determination(path: &Path) -> Result<Fields, OfficeError> {
    let bad = |why: &str| OfficeError::content(path, why);
    let Written::Object(members) = read_file(path)? else { return Err(bad(input::NOT_FIELDS)) };
    let mut fields = Fields::new();
    for (place, (name, value)) in members.iter().enumerate() {
        if members.iter().take(place).any(|(earlier, _)| earlier == name) {
            return Err(bad(&input::twice(name)));
        }
        match value {
            Written::List(items) if name == "items" => {
                let items = read_rows(path, items, UnknownHeading::Refused)?;
                for (number, item) in (1_u32..).zip(items) {
                    let below = |(key, value)| (format!("item/{number}/{key}"), value);
                    fields.extend(item.into_iter().map(below));
                }
            }
            Written::Text(text) | Written::Number(text) => {
                fields.push(read_determination_field(name, text)?);
            }
            Written::Nothing | Written::Flag(_) | Written::List(_) | Written::Object(_) => {
                return Err(bad(input::NOT_PLAIN));
            }
        }
    }
    Ok(fields)
}
