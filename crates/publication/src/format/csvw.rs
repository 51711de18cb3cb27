//! What the columns of a CSV file are, for programs (CSV on the Web, W3C).

use kecuali_domain::Day;
use serde_json::{Value, json};

use super::{
    csv::Dialect,
    table::{Column, Kind, WITHHELD},
};
use crate::name::EventName;

/// Public information of a public body: free for any use (UU 14/2008).
const LICENCE: &str = "https://creativecommons.org/publicdomain/mark/1.0/";

const NOTE: &str = "Nilai yang diawali tanda petik tunggal (') ditulis dengan satu petik tunggal \
tambahan di depannya, demikian pula nilai yang oleh pengolah lembar kerja dapat dijalankan sebagai \
rumus; buang tepat satu petik tunggal untuk memperoleh nilai aslinya. Nilai yang tepat ada dalam \
berkas JSON.";

/// What the files are of.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// What people call it.
    pub title: &'a str,
    /// The last event in it.
    pub event: Option<EventName>,
    /// The day of that event.
    pub day: Option<Day>,
}

/// The metadata of CSV files with the same rows, each by its address and its dialect.
pub fn csvw<T>(columns: &[Column<T>], files: &[(&str, Dialect)], about: &About<'_>) -> String {
    let described: Vec<Value> = columns.iter().map(column).collect();
    let key = columns.first().map(|first| first.name);
    // Said once for all tables, some programs would not find it.
    let schema = json!({"columns": described, "primaryKey": key});
    let table = |(url, dialect): &(&str, Dialect)| table(url, *dialect, &schema);
    let tables: Vec<Value> = files.iter().map(table).collect();
    let mut group = json!({
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "id"}],
        "dc:title": about.title,
        "dc:description": NOTE,
        "dc:license": {"@id": LICENCE},
        "tables": tables,
    });
    if let Some(event) = about.event {
        group["dc:identifier"] = json!(event);
    }
    if let Some(day) = about.day {
        group["dc:modified"] = json!({"@value": day, "@type": "xsd:date"});
    }
    format!("{group:#}\n")
}

fn table(url: &str, dialect: Dialect, schema: &Value) -> Value {
    json!({
        "url": url,
        "tableSchema": schema,
        "dialect": {
            "encoding": "utf-8",
            "delimiter": dialect.delimiter(),
            "quoteChar": "\"",
            "doubleQuote": true,
            "header": true,
            "headerRowCount": 1,
            "lineTerminators": ["\r\n"],
        },
    })
}

fn column<T>(column: &Column<T>) -> Value {
    let datatype = match column.kind {
        Kind::Text | Kind::List(_) => json!("string"),
        Kind::Day => json!({"base": "date", "format": "yyyy-MM-dd"}),
        Kind::Number => json!({"base": "nonNegativeInteger"}),
    };
    let mut described = json!({
        "name": column.name,
        "titles": column.title,
        "datatype": datatype,
        "null": ["", WITHHELD],
    });
    if let Kind::List(separator) = column.kind {
        described["separator"] = json!(separator);
    }
    described
}
