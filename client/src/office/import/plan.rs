//! What an import would do, before anything is written.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use kecuali_domain::{
    legal_basis::LegalText,
    period::{Doubt, PeriodText},
    rules::Neighbours,
    status::Status,
};
use kecuali_tables::{Cell, Origin, Row, Sheet};
use serde::Serialize;

use super::{
    apart::{self, Listing, Reader, Source, Unreadable},
    aside::{self, Left, Named},
    columns::{Becomes, Column, Saying, columns, signature},
    flags::Flag,
    header::{HeaderRow, Section, sections},
    rows::{self, Against},
};
use crate::{
    catalogue::import as words,
    error::OfficeError,
    office::{Office, input::Fields},
};

/// So many rows of one list are compared with each other for names that are alike; of those after
/// it only the same names are found, and what is like names that are there.
const COMPARED: usize = 2_000;

/// What a person decides about an import.
#[derive(Debug, Clone)]
pub struct Wish {
    /// The sheets; those with a list in them where none is named.
    pub sheets: Vec<String>,
    /// What is said about columns.
    pub said: Vec<Saying>,
    /// Where the headings are.
    pub header: HeaderRow,
    /// Rows that are left out.
    pub skip: Vec<Named>,
    /// Rows that are taken in, though they do not look like entries.
    pub take: Vec<Named>,
}

/// What an import would do.
#[derive(Debug, Clone, Serialize)]
pub struct Plan {
    /// The name of the file.
    pub file: String,
    /// Which bytes it has.
    #[serde(flatten)]
    pub source: Source,
    /// What it is.
    pub origin: Origin,
    /// The batches of these very bytes that drafts are left of.
    pub before: Vec<String>,
    /// How many rows were compared with each other; the others only with what is there already.
    pub compared: usize,
    /// What is in it.
    pub sheets: Vec<SheetView>,
    /// The tables that are taken.
    pub tables: Vec<Table>,
    /// The columns that something was said about and that are nowhere in them.
    #[serde(skip)]
    pub(crate) astray: Vec<String>,
}

/// A sheet of a file.
#[derive(Debug, Clone, Serialize)]
pub struct SheetView {
    /// Its name, or number.
    pub name: String,
    /// What stands above it.
    pub title: String,
    /// Whether it is hidden.
    pub hidden: bool,
    /// How many rows it has, headings included.
    pub rows: usize,
    /// Whether it is taken.
    pub taken: bool,
}

/// A table that is taken.
#[derive(Debug, Clone, Serialize)]
pub struct Table {
    /// The sheet it is in.
    pub sheet: String,
    /// The first and the last row of its headings.
    pub header: Option<(u32, u32)>,
    /// What stands above it and between its rows: row and text.
    pub titles: Vec<(u32, String)>,
    /// The rows where its headings stand again.
    pub again: Vec<u32>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// How its legal bases and periods were understood, some of them.
    pub understood: Vec<Understood>,
    /// By what its headings are known again.
    #[serde(skip)]
    pub(crate) signature: String,
    /// Its rows.
    pub rows: Vec<Planned>,
    /// The rows that are left out.
    pub aside: Vec<Planned>,
}

/// How a text was understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Understood {
    /// The field.
    pub field: &'static str,
    /// The text.
    pub text: String,
    /// What was read in it; empty where that is nothing.
    pub read: String,
}

/// A row, and the draft it becomes.
#[derive(Debug, Clone, Serialize)]
pub struct Planned {
    /// The number of the row.
    pub row: u32,
    /// The title of the part of the list it stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What stands in it, as it was read.
    #[serde(skip)]
    pub cells: Vec<Cell>,
    /// The fields of the draft.
    pub fields: Fields,
    /// What a person should look at.
    pub flags: Vec<Flag>,
    /// Why it is left out, where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<Left>,
}

impl Planned {
    /// What stands in it, in one line.
    pub fn line(&self) -> String {
        let cells = self.cells.iter().filter(|cell| cell.merged.is_none());
        let texts = cells.flat_map(|cell| cell.text.split_whitespace());
        texts.collect::<Vec<_>>().join(" ")
    }
}

impl Wish {
    /// Why each row of a table is left out; none where it is not.
    fn left(&self, sheet: &str, section: &Section, columns: &[Column]) -> Vec<Option<Left>> {
        let rows: Vec<&Row> = section.rows.iter().map(|(row, _)| row).collect();
        let by_itself = aside::by_itself(&rows, columns);
        let named = |all: &[Named], row: &Row| all.iter().any(|one| one.names(sheet, row.number));
        let left = |(row, left): (&&Row, Option<Left>)| {
            let said = named(&self.skip, row).then_some(Left::Said);
            said.or_else(|| left.filter(|_| !named(&self.take, row)))
        };
        rows.iter().zip(by_itself).map(left).collect()
    }
}

impl Plan {
    /// That everything that was said is about a column that is somewhere.
    fn heeded(&self) -> Result<(), OfficeError> {
        let Some(column) = self.astray.first() else { return Ok(()) };
        let columns = self.tables.iter().flat_map(|table| &table.columns);
        let all: Vec<&str> = columns.map(|one| one.heading.as_str()).collect();
        Err(OfficeError::Input(words::no_such_column(column, &all)))
    }

    /// Whether more than one sheet is taken, so that the number of a row alone does not say which.
    pub fn takes_several(&self) -> bool {
        self.sheets.iter().filter(|sheet| sheet.taken).count() > 1
    }

    /// How many rows are left out.
    pub fn left_out(&self) -> usize {
        self.tables.iter().map(|table| table.aside.len()).sum()
    }

    /// How many drafts it comes to.
    pub fn rows(&self) -> usize {
        self.tables.iter().map(|table| table.rows.len()).sum()
    }
}

impl Office {
    /// Reads a file, in a process of its own, and says what it comes to.
    pub fn plan_import(
        &mut self,
        reader: &Reader,
        file: &Path,
        wish: &Wish,
    ) -> Result<Plan, OfficeError> {
        let listing = apart::read(reader, file, self.folder.path())?;
        let plan = self.plan_of(file, listing, wish)?;
        plan.heeded()?;
        Ok(plan)
    }

    /// What a file comes to that was read before. What is said of columns that are not there now is
    /// told beside it: on a page they come back with the sheet that has them.
    pub(crate) fn plan_of(
        &mut self,
        file: &Path,
        listing: Listing,
        wish: &Wish,
    ) -> Result<Plan, OfficeError> {
        let mut against = self.against()?;
        let mut plan = Plan {
            file: file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            before: self.imported_before(&listing.source)?,
            compared: 0,
            source: listing.source,
            origin: listing.origin,
            sheets: Vec::new(),
            tables: Vec::new(),
            astray: Vec::new(),
        };
        let chosen = chosen(&listing.sheets, wish)?;
        let several = chosen.len() > 1;
        let mut heeded = BTreeSet::new();
        for (place, (sheet, rows)) in listing.sheets.into_iter().enumerate() {
            let taken = chosen.contains(&place);
            plan.sheets.push(SheetView {
                name: sheet.name.clone(),
                title: sheet.title.clone(),
                hidden: sheet.hidden,
                rows: rows.len(),
                taken,
            });
            if taken {
                against.sheet = several.then(|| sheet.name.clone());
                has_header(&rows, wish.header, against.sheet.as_deref())?;
                for section in sections(rows, wish.header) {
                    let table = self.table(&sheet, section, wish, &mut heeded, &mut against)?;
                    plan.tables.push(table);
                }
            }
        }
        let said = wish.said.iter().enumerate();
        let astray = said.filter(|(place, _)| !heeded.contains(place));
        plan.astray = astray.map(|(_, saying)| saying.column.clone()).collect();
        plan.compared = plan.rows().min(COMPARED - against.compared);
        if plan.rows() + plan.left_out() == 0 {
            return Err(OfficeError::Unreadable { path: file.to_owned(), why: Unreadable::NoList });
        }
        Ok(plan)
    }

    fn table(
        &self,
        sheet: &Sheet,
        mut section: Section,
        wish: &Wish,
        heeded: &mut BTreeSet<usize>,
        against: &mut Against,
    ) -> Result<Table, OfficeError> {
        let signature = signature(&section).to_string();
        let kept = self.kept_columns()?.remove(&signature).unwrap_or_default();
        let columns = columns(&section, &kept, &wish.said, heeded)?;
        if !sheet.title.is_empty() {
            section.titles.insert(0, (0, sheet.title.clone()));
        }
        against.numbers.clear();
        let understood = understood(&section, &columns);
        let left = wish.left(&sheet.name, &section, &columns);
        let planned = |((row, title), left): ((Row, Option<String>), Option<Left>)| {
            let mut read = rows::read(&row, &columns);
            if left.is_none() {
                against.hold(row.number, &mut read);
            }
            let (fields, flags) = (read.fields, read.flags);
            Planned { row: row.number, title, cells: row.cells, fields, flags, left }
        };
        let all = section.rows.into_iter().zip(left).map(planned);
        let (rows, aside) = all.partition(|row| row.left.is_none());
        Ok(Table {
            understood,
            sheet: sheet.name.clone(),
            header: section.header,
            titles: section.titles,
            again: section.again,
            rows,
            aside,
            signature,
            columns,
        })
    }

    /// What there is besides a list: what is in force, and what the register holds.
    fn against(&mut self) -> Result<Against, OfficeError> {
        let mut beside =
            Neighbours { in_force: self.items_in_force(&[])?, ..Neighbours::default() };
        let own = self.scope();
        for entry in self.entries()?.into_iter().filter(|entry| entry.log == own) {
            let open = entry.lapsed || entry.status == Status::Opened;
            let names = if open { &mut beside.open } else { &mut beside.proposed };
            names.add(entry.entry, &entry.information);
        }
        Ok(Against {
            day: self.day(),
            office: self.id().clone(),
            beside,
            taken: BTreeSet::new(),
            numbers: BTreeMap::new(),
            holidays: self.national().now().holidays(),
            compared: COMPARED,
            sheet: None,
        })
    }
}

/// That something stands in the row that was said to have the headings.
fn has_header(rows: &[Row], header: HeaderRow, sheet: Option<&str>) -> Result<(), OfficeError> {
    match header {
        HeaderRow::At(number) if rows.iter().all(|row| row.number != number) => {
            Err(OfficeError::Input(words::no_such_header(number, sheet)))
        }
        HeaderRow::At(_) | HeaderRow::Found | HeaderRow::None => Ok(()),
    }
}

/// So many different texts of a field are shown with what was read in them.
const SHOWN: usize = 5;

fn understood(section: &Section, columns: &[Column]) -> Vec<Understood> {
    let mut all: Vec<Understood> = Vec::new();
    for field in ["legal_basis", "period"] {
        let is_it = |one: &&Column| one.becomes == Becomes::Field(field.to_owned());
        let places: Vec<u32> = columns.iter().filter(is_it).map(|column| column.place).collect();
        let cells = section.rows.iter().flat_map(|(row, _)| &row.cells);
        let mut left = SHOWN;
        for cell in cells.filter(|cell| places.contains(&cell.column)) {
            let text = cell.text.trim();
            if left == 0 {
                break;
            }
            if all.iter().all(|one| one.field != field || one.text != text) {
                let read = match field {
                    "period" => period(text),
                    _ => LegalText::read(text).label(),
                };
                all.push(Understood { field, text: text.to_owned(), read });
                left -= 1;
            }
        }
    }
    all
}

/// The sheets that are meant: those named, or the one with a list in it.
fn chosen(sheets: &[(Sheet, Vec<Row>)], wish: &Wish) -> Result<Vec<usize>, OfficeError> {
    if wish.sheets.is_empty() {
        let all = 0..sheets.len();
        let full: Vec<usize> = all.filter(|place| !sheets[*place].1.is_empty()).collect();
        let is_list = |place: &usize| {
            let (sheet, rows) = &sheets[*place];
            !sheet.hidden && super::header::has_headings(rows)
        };
        let lists: Vec<usize> = full.iter().copied().filter(is_list).collect();
        return match (lists.as_slice(), full.as_slice()) {
            ([_], _) | ([], [_] | []) => Ok(if lists.is_empty() { full } else { lists }),
            (several, full) => {
                let meant = if several.is_empty() { full } else { several };
                let names = meant.iter().map(|place| sheets[*place].0.name.clone()).collect();
                Err(OfficeError::Ambiguous { name: "--sheet".to_owned(), all: names })
            }
        };
    }
    let mut chosen = Vec::new();
    for typed in &wish.sheets {
        let plain = |text: &str| text.trim().to_lowercase();
        let fits = |place: &usize| plain(&sheets[*place].0.name) == plain(typed);
        let place = (0..sheets.len()).find(fits).ok_or_else(|| {
            let names: Vec<&str> = sheets.iter().map(|(sheet, _)| sheet.name.as_str()).collect();
            OfficeError::Input(words::no_such_sheet(typed, &names))
        })?;
        chosen.push(place);
    }
    Ok(chosen)
}

/// What was understood of a period; nothing where it says something that was not.
fn period(text: &str) -> String {
    let read = PeriodText::read(text);
    if read.doubts.contains(&Doubt::NotUnderstood) {
        return String::new();
    }
    read.period.limit.label()
}
