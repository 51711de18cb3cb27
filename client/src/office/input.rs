//! What people type into fields, as content keys and values.

use kecuali_domain::{
    field::{FIELDS, Field, FieldKind},
    legal_basis::LegalBasis,
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
        return read_member(field, name, value);
    }
    let read = read_value(field, value)?;
    match field.kind {
        FieldKind::LegalBasisSet | FieldKind::ChoiceSet(_) if value.is_empty() => {
            let why = format!("`{name}` dikosongkan satu per satu: `{name}/ANGGOTA=`");
            Err(OfficeError::Input(why))
        }
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

/// Reads a member of a collection by its own key; one that does not exist would become public as it
/// was typed.
fn read_member(field: &Field, key: &str, value: &str) -> Result<(String, String), OfficeError> {
    let member = key.split_once('/').map_or("", |(_, member)| member);
    let exists = match field.kind {
        FieldKind::ChoiceSet(choices) => choices.iter().any(|choice| choice.value == member),
        FieldKind::LegalBasisSet => LegalBasis::parse_key(key).is_ok(),
        FieldKind::Text
        | FieldKind::LongText
        | FieldKind::Day
        | FieldKind::Period
        | FieldKind::WholeNumber
        | FieldKind::Choice(_) => true,
    };
    if exists || value.is_empty() {
        return Ok((key.to_owned(), value.to_owned()));
    }
    Err(OfficeError::Input(format!("`{member}` bukan anggota `{}`", field.name)))
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
    use proptest::{prelude::*, sample};

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
        for bad in [
            "information",
            "=x",
            "test_date=besok",
            "media=batu",
            "register_year=x",
            "exceptions/bukan=ya",
            "exceptions=",
            "legal_basis/uu-14-2008:17.h.9=x",
            "legal_basis=",
        ] {
            assert!(read_assignment(bad).is_err(), "{bad}");
        }
        assert!(read_assignment("exceptions/bukan=").is_ok(), "what is there can be cleared");
    }

    /// What people type: the name of a field or of nothing, and anything, or what fits somewhere.
    fn typed() -> impl Strategy<Value = String> {
        let names: Vec<&str> = FIELDS.iter().map(|field| field.name).collect();
        let name = prop_oneof![
            4 => sample::select(names),
            1 => sample::select(vec!["shelf", "legal_basis/uu-14-2008:17.i", "exceptions/x", ""]),
        ];
        let value = prop_oneof![
            any::<String>(),
            sample::select(vec!["5 tahun", "printed", "written_consent", "2026-11-23", "7"])
                .prop_map(str::to_owned),
            "(UU|PKPU|Pasal|huruf|angka|tahun|[0-9/ .()ah]){0,12}",
        ];
        prop_oneof![
            (name, value).prop_map(|(name, value)| format!("{name}={value}")),
            any::<String>(),
        ]
    }

    proptest! {
        #[test]
        fn what_was_understood_is_understood_the_same_when_it_is_typed_again(text in typed()) {
            let Ok((key, value)) = read_assignment(&text) else { return Ok(()) };
            prop_assert!(!key.is_empty());
            let again = read_assignment(&format!("{key}={value}"));
            prop_assert_eq!(again.ok(), Some((key.clone(), value.clone())));
            if let Some(field) = kecuali_domain::field::field(&key) {
                prop_assert!(field.accepts(&value), "{} {}", key, value);
            }
        }
    }
}
