//! Which item of a determination in force covers what an office has on its list.
//!
//! Offices copied their lists from decisions, with the name of an item, with the number of the
//! decision, or from memory. So three measures are tried, the surest first:
//!
//! 1. [`How::Same`]: the name of the entry is that of the item, by [`normalise`](crate::similarity);
//! 2. [`How::Cited`]: a text of the entry cites the decision by number and year, and has the item's
//!    name in it ([`containment`] of [`NAMED`] or more);
//! 3. [`How::Alike`]: the names share trigrams ([`Names`], from `ALIKE` on). A person must look:
//!    what reads alike can be another matter.

use serde::Serialize;

use crate::similarity::{Names, containment, fold};

/// How much of an item's name must be in the texts of an entry that cites its decision, in
/// thousandths. Kudus writes `Formulir Model A3.KWK` of an item named `Formulir Model A.3-KWK`: 913.
pub const NAMED: u32 = 700;

/// By what an item was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// The names are alike, and no more.
    Alike,
    /// The entry cites the decision, and names the item.
    Cited,
    /// The names are the same.
    Same,
}

/// An item that covers an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cover<'a, K> {
    /// Whose key it was added with.
    pub key: &'a K,
    /// By what.
    pub how: How,
    /// How much, in thousandths of the measure.
    pub likeness: u32,
}

/// The items there are to be covered by.
#[derive(Debug, Clone)]
pub struct Items<K> {
    names: Names<usize>,
    items: Vec<Item<K>>,
}

#[derive(Debug, Clone)]
struct Item<K> {
    key: K,
    name: String,
    cited: Vec<Vec<String>>,
}

impl<K> Default for Items<K> {
    fn default() -> Self {
        Self { names: Names::default(), items: Vec::new() }
    }
}

impl<K> Items<K> {
    /// Adds an item, with the number and the year of its decision.
    pub fn add(&mut self, key: K, number: &str, year: u16, name: &str) {
        self.names.add(self.items.len(), name);
        self.items.push(Item { key, name: name.to_owned(), cited: citations(number, year) });
    }

    /// The item that covers an entry best, by its name and everything that is written of it; of
    /// several as good the first that was added.
    pub fn covering(&self, name: Option<&str>, texts: &[&str]) -> Option<Cover<'_, K>> {
        let by_name = name.and_then(|name| self.by_name(name));
        match by_name {
            Some(same) if same.how == How::Same => Some(same),
            other => self.cited(texts).or(other),
        }
    }

    fn by_name(&self, name: &str) -> Option<Cover<'_, K>> {
        let found = self.names.find(name);
        let best = found.first()?;
        let how = if best.same { How::Same } else { How::Alike };
        let key = &self.items.get(*best.key)?.key;
        Some(Cover { key, how, likeness: best.likeness })
    }

    fn cited(&self, texts: &[&str]) -> Option<Cover<'_, K>> {
        let words: Vec<Vec<String>> = texts.iter().map(|text| words(text)).collect();
        let all = texts.join(" ");
        let named = |item: &Item<K>| {
            let cited = words.iter().any(|words| item.is_cited(words));
            cited.then(|| containment(&item.name, &all)).filter(|likeness| *likeness >= NAMED)
        };
        // Of several maxima `max_by_key` takes the last; the first that was added is meant.
        let backwards = self.items.iter().rev();
        let found = backwards.filter_map(|item| named(item).map(|likeness| (item, likeness)));
        let (item, likeness) = found.max_by_key(|(_, likeness)| *likeness)?;
        Some(Cover { key: &item.key, how: How::Cited, likeness })
    }
}

impl<K> Item<K> {
    fn is_cited(&self, text: &[String]) -> bool {
        self.cited.iter().any(|cited| text.windows(cited.len()).any(|words| words == cited))
    }
}

/// How a decision is cited: by its number, which may end with its year already; else by its
/// number and its year, as in `731/2025` and `731 Tahun 2025`.
fn citations(number: &str, year: u16) -> Vec<Vec<String>> {
    let (number, year) = (words(number), year.to_string());
    if number.is_empty() {
        return Vec::new();
    }
    if number.last() == Some(&year) && number.len() > 1 {
        return vec![number];
    }
    let with = |between: &[&str]| {
        let rest = between.iter().map(|word| (*word).to_owned()).chain([year.clone()]);
        number.iter().cloned().chain(rest).collect()
    };
    vec![with(&[]), with(&["tahun"])]
}

fn words(text: &str) -> Vec<String> {
    fold(text).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn items() -> Items<&'static str> {
        let mut items = Items::default();
        items.add("169", "169/Kpts/KPU/TAHUN 2015", 2015, "Model B.1-KWK Perseorangan");
        items.add("32", "32/Kpts/KPU/TAHUN 2016", 2016, "Formulir Model A.3-KWK");
        items.add("731/2", "731", 2025, "Surat Keterangan Catatan Kepolisian (SKCK)");
        items.add("731/7", "731", 2025, "Fotokopi Nomor Pokok Wajib Pajak (NPWP)");
        items
    }

    fn found(name: Option<&str>, texts: &[&str]) -> Option<(&'static str, How)> {
        items().covering(name, texts).map(|cover| (*cover.key, cover.how))
    }

    #[test]
    fn the_name_of_an_item_is_the_surest() {
        let cites = "Keputusan KPU Nomor 731 Tahun 2025, fotokopi NPWP";
        let name = "surat keterangan catatan kepolisian (SKCK).";
        assert_eq!(found(Some(name), &[cites]), Some(("731/2", How::Same)));
    }

    /// The rows of KPU Kabupaten Kudus, as its page has them.
    #[test]
    fn a_row_that_cites_its_decision_and_names_the_item_is_covered() {
        let row = [
            "32/Kpts/KPU/TAHUN 2016 tentang Penetapan Informasi Berupa Formulir Model A.3 KWK",
            "Menetapkan Formulir Model A3.KWK dalam Peraturan KPU No. 4 Tahun 2015",
        ];
        assert_eq!(found(None, &row), Some(("32", How::Cited)));
        let (cites, names) = ("32/Kpts/KPU/TAHUN 2016", "Formulir Model A3.KWK");
        assert_eq!(items().covering(None, &[cites, names]).unwrap().likeness, 913);
        assert_eq!(found(None, &row[1..]), None, "it cites no decision");
        let other = "132/Kpts/KPU/TAHUN 2016 tentang Formulir Model A.3 KWK";
        assert_eq!(found(None, &[other]), None, "it cites another decision");
    }

    #[test]
    fn of_the_items_of_one_decision_the_one_that_is_named_is_meant() {
        for cited in ["731/2025", "Nomor 731 Tahun 2025", "731  TAHUN 2025"] {
            let text = format!("Ditetapkan dengan {cited}: fotokopi NPWP bakal calon");
            assert_eq!(found(None, &[&text]), Some(("731/7", How::Cited)), "{cited}");
        }
        assert_eq!(found(None, &["Keputusan 731/2025 tentang dokumen syarat calon"]), None);
        assert_eq!(found(None, &["Keputusan 731/2024: fotokopi NPWP"]), None);
    }

    #[test]
    fn what_only_reads_alike_is_said_to() {
        let name = Some("Surat Keterangan Catatan Kepolisian bakal calon");
        assert_eq!(found(name, &[]), Some(("731/2", How::Alike)));
        assert_eq!(found(Some("Rekam medis"), &["Rekam medis"]), None);
    }

    proptest! {
        #[test]
        fn any_text_is_looked_at_and_a_citation_is_found_wherever_it_stands(
            before in "\\PC{0,20}", after in "\\PC{0,20}",
        ) {
            let text = format!("{before} 32/Kpts/KPU/Tahun 2016 Formulir Model A.3-KWK {after}");
            let cover = items().covering(Some(&before), &[&text]).map(|cover| *cover.key);
            prop_assert!(cover.is_some());
        }
    }
}
