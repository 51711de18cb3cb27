//! Drafting: fields of an entry, and conflicts between people who wrote the same one.

mod copy;
mod drawn;
mod new_entries;

use kecuali_document::caps;
use kecuali_domain::{
    Capability, DocumentId, Kind,
    content::{Content, SALT},
    handle,
    rules::{self, Check, Context, Finding, Numbered, Substance},
};
use kecuali_encoding::{Digest, Frame};
use kecuali_protocol::request::to_hex;
use kecuali_sync::{Composition, Saying};
use serde::Serialize;

use super::{Name, Office, input::Fields, people::Signer, seen::DIGITS, whole};
use crate::error::OfficeError;

/// A field with several values, written unseen of each other.
#[derive(Debug, Clone, Serialize)]
pub struct Conflict {
    /// The entry.
    pub entry: String,
    /// The content key.
    pub field: String,
    /// What people call the field.
    pub label: String,
    /// The values, with who wrote each and when.
    pub values: Vec<Side>,
    /// What [`Office::resolve_seen`] takes to settle these values and no others.
    pub seen: String,
}

/// One value of a conflict.
#[derive(Debug, Clone, Serialize)]
pub struct Side {
    /// The value.
    pub value: String,
    /// Who wrote it, as far as that is known here.
    pub by: String,
    /// When, by the writer's clock, in milliseconds since 1970.
    pub time: u64,
}

impl Office {
    /// Adds entries to one's own register, one for each set of fields: all of them, or none. Says
    /// their names.
    pub fn add_entries(
        &mut self,
        acting: Option<&str>,
        rows: &[Fields],
    ) -> Result<Vec<Name>, OfficeError> {
        self.add_as(acting, None, rows)
    }

    /// The same, the first of them under an id that is known before.
    pub(super) fn add_as(
        &mut self,
        acting: Option<&str>,
        mut first: Option<DocumentId>,
        rows: &[Fields],
    ) -> Result<Vec<Name>, OfficeError> {
        let scope = self.scope();
        let signer = self.signer(acting, &[Capability::Draft], &scope)?;
        let rows: Vec<Fields> = rows.iter().map(whole::new_entry).collect::<Result<_, _>>()?;
        self.in_turn(|office| {
            let mut new = Vec::with_capacity(rows.len());
            for mut fields in rows {
                let id = first.take().unwrap_or_else(|| office.new_id());
                fields.push((SALT.to_owned(), to_hex(&office.salt())));
                new.push((id, office.machine.now(), fields));
            }
            office.keep_new(&signer, &new)?;
            Ok(new.iter().map(|(id, _, _)| (scope.clone(), *id)).collect())
        })
    }

    /// Signs and keeps new entries of one's own register, salts included: all of them, or none.
    pub(crate) fn keep_new(
        &mut self,
        signer: &Signer,
        new: &[(DocumentId, u64, Fields)],
    ) -> Result<(), OfficeError> {
        let (scope, unchecked) = (self.scope(), self.unchecked);
        let compositions: Vec<Composition<'_>> = new
            .iter()
            .map(|(id, time, fields)| Composition {
                scope: &scope,
                document: *id,
                kind: Kind::Entry,
                say: Saying::Content(fields),
                deps: None,
                time: *time,
                rows: None,
                unchecked,
            })
            .collect();
        self.desk.compose_all(&signer.key, &compositions)?;
        Ok(())
    }

    /// Writes fields of an entry, or of a determination that is being prepared.
    pub fn edit(
        &mut self,
        acting: Option<&str>,
        name: &Name,
        fields: &Fields,
    ) -> Result<(), OfficeError> {
        let signer = self.signer(acting, &[Capability::Draft], &name.0)?;
        let fields = whole::once(fields)?;
        self.in_turn(|office| {
            office.may_be_written(name)?;
            let kind = office.document(name)?.kind();
            office.write(&signer, name, kind, &fields)
        })
    }

    /// Writes fields, in as many changes as they take.
    pub(crate) fn write(
        &mut self,
        signer: &Signer,
        name: &Name,
        kind: Kind,
        fields: &Fields,
    ) -> Result<(), OfficeError> {
        let shown = self.desk.document(&name.0, name.1)?.map(|document| document.history().heads());
        self.write_on(signer, name, kind, (fields, shown))
    }

    /// The same on top of a version: what is there beside it is not written over. Each change stands
    /// on the one before, so each is kept by itself.
    fn write_on(
        &mut self,
        signer: &Signer,
        name: &Name,
        kind: Kind,
        (fields, mut parents): (&Fields, Option<Vec<Digest>>),
    ) -> Result<(), OfficeError> {
        for some in fields.chunks(caps::PUTS) {
            let say = Saying::Content(some);
            let change = self.say_on(signer, name, kind, (say, parents.as_deref()), None)?;
            parents = Some(vec![change]);
        }
        Ok(())
    }

    /// The fields of an entry and their values, as shown here.
    pub fn content(&mut self, name: &Name) -> Result<Content, OfficeError> {
        Ok(self.document(name)?.content())
    }

    /// Every field that holds several values.
    pub fn conflicts(&mut self) -> Result<Vec<Conflict>, OfficeError> {
        let mut found = Vec::new();
        for entry in self.entries()?.into_iter().filter(|entry| entry.conflicts > 0) {
            found.extend(self.conflicts_of(&(entry.log, entry.id))?);
        }
        Ok(found)
    }

    /// The fields of one entry that hold several values.
    pub fn conflicts_of(&mut self, name: &Name) -> Result<Vec<Conflict>, OfficeError> {
        let document = self.document(name)?;
        let content = document.content();
        let keys: Vec<String> = content.conflicts().map(str::to_owned).collect();
        let sources: Vec<_> =
            keys.into_iter().map(|key| (document.history().sources(&key), key)).collect();
        let mut found = Vec::new();
        for (sources, key) in sources {
            let mut values = Vec::new();
            for (value, change, time) in sources {
                values.push(Side { value, by: self.author(name, &change)?, time });
            }
            let label = super::standing::label_of(&key);
            let seen = seen_values(values.iter().map(|side| side.value.as_str()));
            found.push(Conflict {
                entry: handle(&name.0, name.1),
                field: key,
                label,
                values,
                seen,
            });
        }
        Ok(found)
    }

    /// What the rules find in an entry as it stands here.
    pub fn findings(
        &mut self,
        name: &Name,
        content: &Content,
        substance: Substance,
    ) -> Result<Vec<Finding>, OfficeError> {
        let given = Context {
            day: self.day(),
            office: name.0.office().unwrap_or_else(|| self.id()).clone(),
            substance,
            taken: self.numbers_beside(name, content)?,
            delegations: Vec::new(),
        };
        let beside = self.neighbours()?;
        let own = handle(&name.0, name.1);
        let others = rules::check_neighbours(content, &own, substance, &beside);
        let due = self.due(name, content)?;
        let mut all = rules::check_entry(content, &given);
        // What was decided for a time that is over says that, and is not to be dated anew.
        if due.iter().any(|finding| finding.check == Check::Expired) {
            all.retain(|finding| finding.check != Check::PeriodEnded);
        }
        Ok(all.into_iter().chain(others).chain(due).collect())
    }

    /// The register numbers of the other entries in the year of this one; looked for only where this
    /// one has a number at all.
    fn numbers_beside(
        &mut self,
        name: &Name,
        content: &Content,
    ) -> Result<std::collections::BTreeSet<Numbered>, OfficeError> {
        let mut taken = std::collections::BTreeSet::new();
        let (Some(office), true) = (name.0.office(), content.has("register_number")) else {
            return Ok(taken);
        };
        let year = content.one("register_year").and_then(|year| year.parse::<u16>().ok());
        let index = self.cards(&name.0)?;
        for (_, card) in index.cards.iter().filter(|(id, _)| **id != name.1) {
            let columns = &card.columns;
            if let (Some(number), Some(at)) = (&columns.register_number, columns.register_year)
                && Some(at) == year
            {
                taken.insert(Numbered::new(office, number, at));
            }
        }
        Ok(taken)
    }
}

/// The values of a field as a short text.
fn seen_values<'a>(values: impl Iterator<Item = &'a str>) -> String {
    let mut values: Vec<&str> = values.collect();
    values.sort_unstable();
    values.dedup();
    let values = values.into_iter().map(|value| Frame::new("kecuali/1/seen").text(value).finish());
    let digest = Frame::new("kecuali/1/seen").list(values.collect::<Vec<_>>()).digest();
    digest.to_string().chars().take(DIGITS).collect()
}
