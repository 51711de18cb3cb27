//! Writing from a screen: between the look and the turn another process may have written, and a
//! person takes the place only of what they saw.

use kecuali_domain::{Capability, content::Content};
use kecuali_encoding::Digest;

use super::seen_values;
use crate::{
    catalogue::input::not_now,
    error::OfficeError,
    office::{
        Name, Office,
        input::{Fields, read_change},
        seen::DIGITS,
        whole,
    },
};

impl Office {
    /// The version of an entry that a screen is drawn from: what [`Office::edit_drawn`] takes.
    pub fn drawn(&mut self, name: &Name) -> Result<Vec<Digest>, OfficeError> {
        Ok(self.document(name)?.history().heads())
    }

    /// Writes fields as [`Office::edit`] does, on top of the version that the screen was drawn from:
    /// what somebody wrote into the same fields since then is a conflict, and is not lost.
    pub fn edit_drawn(
        &mut self,
        acting: Option<&str>,
        (name, drawn): (&Name, &[Digest]),
        fields: &Fields,
    ) -> Result<(), OfficeError> {
        let signer = self.signer(acting, &[Capability::Draft], &name.0)?;
        let fields = whole::once(fields)?;
        self.in_turn(|office| {
            office.may_be_written(name)?;
            let document = office.document(name)?;
            let (kind, parents) = (document.kind(), document.history().newest(drawn));
            if parents.is_empty() {
                let now = short(Some(&document.version().content));
                let seen = short(drawn.first());
                return Err(OfficeError::NotAsSeen { seen, now });
            }
            office.write_on(&signer, name, kind, (&fields, Some(parents)))
        })
    }

    /// Settles a conflict with one of its values, or with a third, which is read as any is.
    pub fn resolve(
        &mut self,
        acting: Option<&str>,
        name: &Name,
        key: &str,
        value: &str,
    ) -> Result<(), OfficeError> {
        self.settle(acting, name, (key, value), None)
    }

    /// The same while the values are those that were seen.
    pub fn resolve_seen(
        &mut self,
        acting: Option<&str>,
        name: &Name,
        key: &str,
        value: &str,
        seen: &str,
    ) -> Result<(), OfficeError> {
        self.settle(acting, name, (key, value), Some(seen))
    }

    fn settle(
        &mut self,
        acting: Option<&str>,
        name: &Name,
        (key, value): (&str, &str),
        seen: Option<&str>,
    ) -> Result<(), OfficeError> {
        self.is_in_conflict(name, key, seen)?;
        let signer = self.signer(acting, &[Capability::Draft], &name.0)?;
        self.in_turn(|office| {
            let content = office.is_in_conflict(name, key, seen)?;
            let there = content.values(key).iter().any(|one| one == value);
            let chosen = if there {
                (key.to_owned(), value.to_owned())
            } else {
                read_change(&format!("{key}={value}"), &content)?
            };
            let (kind, fields) = (office.document(name)?.kind(), whole::once(&vec![chosen])?);
            office.write(&signer, name, kind, &fields)
        })
    }

    /// That a field holds several values, and those that were seen. Says what the entry holds.
    fn is_in_conflict(
        &mut self,
        name: &Name,
        key: &str,
        seen: Option<&str>,
    ) -> Result<Content, OfficeError> {
        let content = self.document(name)?.content();
        let values = content.values(key);
        let now = seen_values(values.iter().map(String::as_str));
        if let Some(seen) = seen.filter(|seen| *seen != now) {
            return Err(OfficeError::NotAsSeen { seen: seen.to_owned(), now });
        }
        if values.len() < 2 {
            return Err(OfficeError::not_now(&name.0, name.1, not_now::NO_CONFLICT));
        }
        Ok(content)
    }
}

fn short(digest: Option<&Digest>) -> String {
    let text = digest.map(Digest::to_string).unwrap_or_default();
    text.chars().take(DIGITS).collect()
}
