//! Which part of the queue someone works through. It stays the same from entry to entry.

use kecuali_domain::OfficeId;
use serde::{Deserialize, Serialize};

use crate::{
    catalogue::request as words,
    error::OfficeError,
    office::{
        Office,
        queue::{QueueEntry, Wish},
    },
};

/// What was asked for, as it stands in addresses.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    pub(crate) provinsi: String,
    pub(crate) kantor: String,
    /// A list that entries were submitted in.
    pub(crate) daftar: String,
    /// A letter of Pasal 17.
    pub(crate) dasar: String,
    /// At least so many days ago.
    pub(crate) umur: String,
    /// What is asked for: new substance, applications, contests, or requests to take one back.
    pub(crate) jenis: String,
}

/// The kinds of what waits.
pub(crate) const KINDS: [(Wish, &str, &str); 5] = [
    (Wish::New, "baru", "Substansi baru"),
    (Wish::Applies, "penerapan", "Penerapan butir"),
    (Wish::AtProvince, "provinsi", "Masih di provinsi"),
    (Wish::Contested, "berselisih", "Berselisih"),
    (Wish::AsksBack, "ditarik", words::REQUEST),
];

/// The ages that are offered, in days.
pub(crate) const AGES: [&str; 4] = ["7", "14", "30", "90"];

impl Filter {
    /// What was asked for, field by field.
    pub(crate) fn pairs(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("provinsi", &self.provinsi),
            ("kantor", &self.kantor),
            ("daftar", &self.daftar),
            ("dasar", &self.dasar),
            ("umur", &self.umur),
            ("jenis", &self.jenis),
        ];
        let said = all.into_iter().filter(|(_, value)| !value.is_empty());
        said.map(|(name, value)| (name, value.as_str())).collect()
    }

    /// The same in an address.
    pub(crate) fn query(&self) -> String {
        serde_urlencoded::to_string(self.pairs()).unwrap_or_default()
    }

    /// Read from such a text.
    pub(crate) fn read(query: &str) -> Self {
        serde_urlencoded::from_str(query).unwrap_or_default()
    }

    /// Whether anything was asked for.
    pub(crate) fn is_set(&self) -> bool {
        *self != Self::default()
    }

    /// The part of the queue, oldest first.
    pub(crate) fn of(&self, office: &mut Office) -> Result<Vec<QueueEntry>, OfficeError> {
        let mut all = office.queue()?;
        all.retain(|one| self.means(one, &office.province_of(&one.office)));
        Ok(all)
    }

    /// The kind that was asked for.
    fn asks(&self) -> Option<Wish> {
        KINDS.iter().find(|(_, name, _)| *name == self.jenis).map(|(asks, ..)| *asks)
    }

    /// Whether an entry of the queue, of an office of this province, is meant.
    pub(crate) fn means(&self, one: &QueueEntry, province: &OfficeId) -> bool {
        let fits = |asked: &str, is: &str| asked.is_empty() || asked == is;
        let batch = one.batch.as_ref().map_or("", |batch| batch.id.as_str());
        let is_old = self.umur.parse().is_ok_and(|days: i32| one.age >= days);
        fits(&self.provinsi, province.as_str())
            && fits(&self.kantor, one.office.as_str())
            && fits(&self.daftar, batch)
            && (self.dasar.is_empty() || one.letters().any(|letter| letter == self.dasar))
            && (self.umur.is_empty() || is_old)
            && self.asks().is_none_or(|asks| one.is(asks))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_comes_back_from_an_address() {
        let filter = Filter { provinsi: "33".into(), dasar: "h".into(), ..Filter::default() };
        assert_eq!(filter.query(), "provinsi=33&dasar=h");
        assert_eq!(Filter::read(&filter.query()), filter);
        assert_eq!(Filter::default().query(), "");
        assert_eq!(Filter::read("lain=1&%%%"), Filter::default());
    }
}
