//! What people type into fields, as content keys and values.

use kecuali_domain::{
    field::{FIELDS, Field, FieldKind},
    period::Period,
};

use super::{legal_text::read_basis, period_text::read_period};
use crate::error::OfficeError;

/// Content keys with their new values.
pub type Fields = Vec<(String, String)>;

/// Reads `field=value`. An empty value clears the field.
pub fn read_assignment(text: &str) -> Result<(String, String), OfficeError> {
    let (field, value) = text.split_once('=').ok_or_else(|| {
        OfficeError::Input(format!("`{text}` is not `FIELD=VALUE`, for example `information=…`"))
    })?;
    read_field(field.trim(), value.trim())
}

/// Reads one field of an entry; one that this program does not know is kept as internal text.
pub fn read_field(name: &str, value: &str) -> Result<(String, String), OfficeError> {
    if name.is_empty() {
        return Err(OfficeError::Input("a field needs a name".to_owned()));
    }
    let base = name.split_once('/').map_or(name, |(base, _)| base);
    let Some(field) = FIELDS.iter().find(|field| field.name == base) else {
        return Ok((name.to_owned(), value.to_owned()));
    };
    if base != name {
        return Ok((name.to_owned(), value.to_owned()));
    }
    let read = read_value(field, value)?;
    match field.kind {
        FieldKind::LegalBasisSet => Ok(read_basis(value)),
        FieldKind::ChoiceSet(_) => Ok((format!("{name}/{read}"), "ya".to_owned())),
        FieldKind::Text
        | FieldKind::LongText
        | FieldKind::Day
        | FieldKind::Period
        | FieldKind::WholeNumber
        | FieldKind::Choice(_) => Ok((name.to_owned(), read)),
    }
}

/// Reads fields below a prefix, as those of an item of a determination.
pub fn read_below(prefix: &str, name: &str, value: &str) -> Result<(String, String), OfficeError> {
    let (key, value) = read_field(name, value)?;
    Ok((format!("{prefix}{key}"), value))
}

fn read_value(field: &Field, value: &str) -> Result<String, OfficeError> {
    let read = match field.kind {
        FieldKind::Period if value.is_empty() || Period::read(value).is_ok() => value.to_owned(),
        FieldKind::Period => read_period(value).to_text(),
        FieldKind::Choice(choices) | FieldKind::ChoiceSet(choices) => {
            let fits = |choice: &&kecuali_domain::field::Choice| {
                choice.value == value || choice.label.eq_ignore_ascii_case(value)
            };
            let chosen = choices.iter().find(fits);
            if chosen.is_none() && !value.is_empty() {
                let all: Vec<&str> = choices.iter().map(|choice| choice.value).collect();
                let (name, all) = (field.name, all.join(", "));
                return Err(OfficeError::Input(format!("`{name}` is one of {all}")));
            }
            chosen.map_or_else(String::new, |choice| choice.value.to_owned())
        }
        FieldKind::Text => value.split_whitespace().collect::<Vec<_>>().join(" "),
        FieldKind::LongText
        | FieldKind::Day
        | FieldKind::WholeNumber
        | FieldKind::LegalBasisSet => value.to_owned(),
    };
    if field.accepts(&read) {
        Ok(read)
    } else {
        Err(OfficeError::Input(format!("`{value}` does not fit `{}`: {}", field.name, field.help)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_field_takes_what_people_type() {
        let read = |text| read_assignment(text).unwrap();
        assert_eq!(read("information= A  B ").1, "A B");
        assert_eq!(read("exceptions=written_consent").0, "exceptions/written_consent");
        assert_eq!(read("media=cetak").1, "printed");
        assert_eq!(read("legal_basis=uu-14-2008:17.i").0, "legal_basis/uu-14-2008:17.i");
        assert!(read("period=5 tahun").1.contains("\"years\":5"));
        assert_eq!(read("shelf=3"), ("shelf".to_owned(), "3".to_owned()));
        assert_eq!(read("note=").1, "");
    }

    #[test]
    fn what_does_not_fit_is_refused_with_the_field_in_the_sentence() {
        for bad in ["information", "=x", "test_date=besok", "media=batu", "register_year=x"] {
            assert!(read_assignment(bad).is_err(), "{bad}");
        }
    }
}
