//! What people type into fields, as content keys and values.

use kecuali_domain::{
    content::Content,
    field::{FIELDS, Field, FieldKind, field},
    legal_basis::LegalBasis,
    period::Period,
};

use super::{
    day_text::read_day, legal_text::read_basis, nearest::nearest, period_text::read_period,
    whole::visible,
};
use crate::{
    catalogue::{import, input},
    error::OfficeError,
};

/// Below this stands what a list had under headings of its own, as internal text.
pub(crate) const OWN: &str = "import/";

/// A heading of a list of the office in words; none where the key is not of one. Programs write
/// `hasil_uji` where people read *Hasil uji*.
pub(crate) fn own_heading(key: &str) -> Option<String> {
    let heading = key.strip_prefix(OWN)?;
    if !heading.contains('_') || heading.contains(' ') {
        return Some(heading.to_owned());
    }
    let words = heading.replace('_', " ");
    let mut letters = words.trim().chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect())
}

/// Content keys with their new values.
pub type Fields = Vec<(String, String)>;

/// Reads `field=value`. An empty value clears the field.
pub fn read_assignment(text: &str) -> Result<(String, String), OfficeError> {
    let (field, value) = split(text)?;
    read_field(field, value)
}

/// The same for an entry that is there: a field that a newer program wrote can be written on.
pub fn read_change(text: &str, there: &Content) -> Result<(String, String), OfficeError> {
    let (field, value) = split(text)?;
    if there.has(field) && !is_field(field) {
        return Ok((field.to_owned(), value.to_owned()));
    }
    read_field(field, value)
}

fn split(text: &str) -> Result<(&str, &str), OfficeError> {
    let (field, value) =
        text.split_once('=').ok_or_else(|| OfficeError::Input(input::not_an_assignment(text)))?;
    Ok((field.trim(), value.trim()))
}

/// Reads one field of an entry. What is not in the table is kept only below `import/`, so that a
/// slip of the pen is no field.
pub fn read_field(name: &str, value: &str) -> Result<(String, String), OfficeError> {
    if name.is_empty() {
        return Err(OfficeError::Input(input::field_without_name()));
    }
    if name.starts_with(OWN) {
        return Ok((name.to_owned(), value.to_owned()));
    }
    let (base, member) = name.split_once('/').map_or((name, None), |(base, m)| (base, Some(m)));
    let found = FIELDS.iter().find(|field| field.name == base);
    let field = found.ok_or_else(|| unknown_field(name))?;
    if let Some(member) = member {
        return read_member(field, member, value);
    }
    let read = read_value(field, value)?;
    match field.kind {
        FieldKind::LegalBasisSet | FieldKind::ChoiceSet(_) if value.is_empty() => {
            Err(OfficeError::Input(input::cleared_one_by_one(name)))
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

/// Reads one member of a collection by its own key, to set or to clear it; one that does not exist
/// would become public as it was typed.
fn read_member(field: &Field, member: &str, value: &str) -> Result<(String, String), OfficeError> {
    let key = format!("{}/{member}", field.name);
    let exists = match field.kind {
        FieldKind::ChoiceSet(choices) => choices.iter().any(|choice| choice.value == member),
        FieldKind::LegalBasisSet => LegalBasis::parse_key(&key).is_ok(),
        FieldKind::Text
        | FieldKind::LongText
        | FieldKind::Day
        | FieldKind::Period
        | FieldKind::WholeNumber
        | FieldKind::Choice(_) => return Err(unknown_field(&key)),
    };
    if exists || value.is_empty() {
        visible(field.name, value)?;
        return Ok((key, value.to_owned()));
    }
    let FieldKind::ChoiceSet(choices) = field.kind else {
        return Err(OfficeError::Input(import::not_a_basis(member)));
    };
    let choices: Vec<&str> = choices.iter().map(|choice| choice.value).collect();
    Err(OfficeError::Input(input::not_a_member(field.name, member, &choices)))
}

/// Whether a name is that of a field, or of a member of a collection.
pub(crate) fn is_field(name: &str) -> bool {
    field(name).is_some() || FIELDS.iter().any(|field| field.name == name)
}

fn unknown_field(name: &str) -> OfficeError {
    unknown_among(name, FIELDS)
}

/// The same where other fields may be meant.
pub(crate) fn unknown_among<'a>(
    name: &str,
    fields: impl IntoIterator<Item = &'a Field>,
) -> OfficeError {
    let near = nearest(&name.to_lowercase(), fields.into_iter().map(|field| field.name));
    OfficeError::Input(input::unknown_field(name, near))
}

/// Reads fields below a prefix, as those of an item of a determination.
pub fn read_below(prefix: &str, name: &str, value: &str) -> Result<(String, String), OfficeError> {
    let (key, value) = read_field(name, value)?;
    Ok((format!("{prefix}{key}"), value))
}

/// Reads the value of a field that is no collection; of one that is, of one of its members.
pub(crate) fn read_value(field: &Field, value: &str) -> Result<String, OfficeError> {
    if field.kind != FieldKind::LongText {
        visible(field.name, value)?;
    }
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
                return Err(OfficeError::Input(input::not_a_choice(field.name, &all)));
            }
            chosen.map_or_else(String::new, |choice| choice.value.to_owned())
        }
        FieldKind::Text => value.split_whitespace().collect::<Vec<_>>().join(" "),
        FieldKind::Day => read_day(value).map_or_else(|| value.to_owned(), |day| day.to_string()),
        FieldKind::LongText | FieldKind::WholeNumber | FieldKind::LegalBasisSet => value.to_owned(),
    };
    if field.accepts(&read) {
        Ok(read)
    } else {
        Err(OfficeError::Input(input::does_not_fit(field, value)))
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
        assert_eq!(read("test_date=21 Agustus 2025").1, "2025-08-21");
        assert_eq!(read("import/shelf=3"), ("import/shelf".to_owned(), "3".to_owned()));
        assert_eq!(read("exceptions/court_or_ki=").0, "exceptions/court_or_ki");
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
            "information=Rekam\u{200b} medis",
            "legal_basis=Pasal 17 huruf\u{202e} h",
            "legal_basis/uu-14-2008:17.i=Pasal 17\u{200b}",
            "legal_basis/uu-14-2008:17.h.9=x",
            "legal_basis=",
        ] {
            assert!(read_assignment(bad).is_err(), "{bad}");
        }
        for bad in ["shelf=3", "period/2=x"] {
            assert!(read_assignment(bad).is_err(), "{bad}");
        }
        assert!(read_assignment("exceptions/bukan=").is_ok(), "what is there can be cleared");
    }

    #[test]
    fn a_field_of_a_newer_program_is_written_on_where_it_is_there() {
        let there = Content::of([("shelf", "3")]);
        assert_eq!(read_change("shelf=4", &there).unwrap().1, "4");
        assert!(read_change("shelf=4", &Content::default()).is_err());
        assert!(read_change("information=A", &there).is_ok());
    }

    /// What people type: the name of a field or of nothing, and anything, or what fits somewhere.
    fn typed() -> impl Strategy<Value = String> {
        let names: Vec<&str> = FIELDS.iter().map(|field| field.name).collect();
        let name = prop_oneof![
            4 => sample::select(names),
            1 => sample::select(vec!["import/shelf", "legal_basis/uu-14-2008:17.i", "exceptions/x", ""]),
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
            if let Some(field) = field(&key) {
                prop_assert!(field.accepts(&value), "{} {}", key, value);
            }
        }
    }
}
