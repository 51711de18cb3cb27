//! Lists that offices already have, as JSON: objects with field names, or with the headings of the
//! tables that offices publish.

use std::path::Path;

use serde_json::Value;

use super::input::{Fields, read_field};
use crate::error::OfficeError;

/// Headings of published tables, and the field that each is.
const HEADINGS: &[(&str, &str)] = &[
    ("judul", "information"),
    ("informasi", "information"),
    ("dokumen", "information"),
    ("deskripsi", "description"),
    ("dasar_hukum", "legal_basis"),
    ("legal", "legal_basis"),
    ("konsekuensi_dibuka", "consequence_if_opened"),
    ("consequenceOpen", "consequence_if_opened"),
    ("konsekuensi_ditutup", "consequence_if_closed"),
    ("consequenceClosed", "consequence_if_closed"),
    ("jangka_waktu", "period"),
    ("duration", "period"),
    ("penanggung_jawab", "responsible_position"),
    ("owner", "responsible_position"),
    ("keterangan", "note"),
];

/// Reads a list: a JSON array of objects, or an object whose `rows` are one.
pub fn read_list(path: &Path) -> Result<Vec<Fields>, OfficeError> {
    let text = std::fs::read_to_string(path).map_err(OfficeError::file(path))?;
    let list: Value =
        serde_json::from_str(&text).map_err(|error| OfficeError::content(path, &error))?;
    let rows = list.get("rows").unwrap_or(&list).as_array();
    let rows = rows.ok_or_else(|| OfficeError::content(path, "expected a list of objects"))?;
    rows.iter().map(|row| read_row(row).map_err(|why| OfficeError::content(path, &why))).collect()
}

/// Reads one object: each member is a field, a member with several values gives several.
pub fn read_row(row: &Value) -> Result<Fields, OfficeError> {
    let members = row.as_object();
    let members = members.ok_or_else(|| OfficeError::Input("a row is an object".to_owned()))?;
    let mut fields = Fields::new();
    for (heading, value) in members {
        for text in texts(value) {
            fields.push(read_member(heading, &text)?);
        }
    }
    fields.sort();
    fields.dedup_by(|later, earlier| later.0 == earlier.0);
    Ok(fields)
}

/// A heading that this program does not know is kept as it is, below `import/`.
fn read_member(heading: &str, text: &str) -> Result<(String, String), OfficeError> {
    let named = HEADINGS.iter().find(|(known, _)| *known == heading).map(|(_, field)| *field);
    let base = heading.split('/').next().unwrap_or(heading);
    let own = kecuali_domain::field::FIELDS.iter().any(|field| field.name == base);
    match named {
        Some(field) => read_field(field, text),
        None if own => read_field(heading, text),
        None => Ok((format!("import/{heading}"), text.to_owned())),
    }
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => vec![value.to_string()],
        Value::String(text) => vec![text.clone()],
        Value::Array(all) => all.iter().flat_map(texts).collect(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_published_row_is_mapped_and_nothing_of_it_is_lost() {
        let row = json!({
            "no": 1,
            "judul": "Rekam medis",
            "legal": ["UU No. 14/2008 KIP (Pasal 17 huruf h angka 2)", "Surat edaran"],
            "duration": "1 Tahun",
        });
        let fields = read_row(&row).unwrap();
        let has = |key: &str| fields.iter().any(|(found, _)| found.starts_with(key));
        for key in ["import/no", "information", "legal_basis/uu-14-2008:17.h.2", "period"] {
            assert!(has(key), "{key}: {fields:?}");
        }
        assert!(has("legal_basis/raw:"));
    }
}
