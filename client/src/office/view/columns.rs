//! What a list shows of an entry beside its name: the columns of the DIK, in short.

use kecuali_domain::{
    article17::Article17, content::Content, legal_basis::LegalBasis, period::Period,
};
use serde::{Deserialize, Serialize};

use crate::office::standing::shown;

/// So many letters of a long text are shown in a list.
const SHORT: usize = 240;

/// The columns of an entry, as far as they are written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Columns {
    pub(crate) document_type: String,
    /// As it is cited; what was not understood, as it was written.
    pub(crate) legal_basis: Vec<String>,
    /// The grounds of Pasal 17 among them, sorted: `17.h.2`.
    pub(crate) articles: Vec<String>,
    pub(crate) consequence_if_opened: String,
    pub(crate) consequence_if_closed: String,
    pub(crate) period: String,
    pub(crate) responsible: String,
    pub(crate) register_number: Option<String>,
    pub(crate) register_year: Option<u16>,
}

impl Columns {
    pub(super) fn of(content: &Content) -> Self {
        let (mut legal_basis, mut articles) = (Vec::new(), Vec::new());
        for (member, values) in content.set(kecuali_domain::legal_basis::COLLECTION) {
            if values.iter().all(String::is_empty) {
                continue;
            }
            let read = member.parse::<LegalBasis>().ok();
            if let Some(LegalBasis::Article17(article)) = &read {
                articles.push(*article);
            }
            let label = read.and_then(|basis| basis.label());
            legal_basis.push(label.unwrap_or_else(|| short(&values.join(" | "))));
        }
        articles.sort_unstable();
        let text = |key: &str| short(&shown(content, key));
        Self {
            document_type: text("document_type"),
            legal_basis,
            articles: articles.iter().map(Article17::to_string).collect(),
            consequence_if_opened: text("consequence_if_opened"),
            consequence_if_closed: text("consequence_if_closed"),
            period: short(&periods(content.values("period"))),
            responsible: text("responsible_position"),
            register_number: content.one("register_number").map(str::to_owned),
            register_year: content.one("register_year").and_then(|year| year.parse().ok()),
        }
    }
}

/// A period in the words in which it was written.
fn periods(values: &[String]) -> String {
    let raw = |value: &String| Period::read(value).map_or_else(|_| value.clone(), |read| read.raw);
    values.iter().map(raw).collect::<Vec<_>>().join(" | ")
}

/// A text in one line, with a sign where it was cut.
fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = line.chars().take(SHORT).collect();
    if cut.len() == line.len() { line } else { format!("{}…", cut.trim_end()) }
}

/// Cards as they are kept: who shares them is no matter of the disk.
pub(super) mod shared {
    use std::{collections::BTreeMap, sync::Arc};

    use kecuali_domain::DocumentId;
    use serde::{Deserialize as _, Deserializer, Serializer};

    use crate::office::view::{Card, Cards};

    pub(crate) fn serialize<S: Serializer>(cards: &Cards, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(cards.iter().map(|(id, card)| (id, card.as_ref())))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Cards, D::Error> {
        let cards = BTreeMap::<DocumentId, Card>::deserialize(from)?;
        Ok(cards.into_iter().map(|(id, card)| (id, Arc::new(card))).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_shows_long_texts_in_short_and_in_one_line() {
        assert_eq!(short("satu\n  dua "), "satu dua");
        let long = short(&"é ".repeat(400));
        assert!(long.ends_with('…') && long.chars().count() <= SHORT + 1, "{long}");
        assert_eq!(short(&"é".repeat(SHORT)), "é".repeat(SHORT), "not one letter is cut in vain");
    }

    #[test]
    fn the_grounds_are_in_the_order_of_the_law_and_what_is_unread_is_shown_as_written() {
        let content = Content::of([
            ("legal_basis/uu-14-2008:17.h.2", "UU KIP"),
            ("legal_basis/uu-14-2008:17.a", "x"),
            ("legal_basis/uu-43-2009:44 ayat (1) huruf h", "x"),
            ("legal_basis/uu-14-2008:17.j", ""),
            ("period", "lima tahun"),
        ]);
        let columns = Columns::of(&content);
        assert_eq!(columns.articles, ["17.a", "17.h.2"]);
        assert!(columns.legal_basis.iter().any(|label| label.starts_with("UU 43/2009")));
        assert_eq!(columns.legal_basis.len(), 3, "a cleared one is none: {columns:?}");
        assert_eq!(columns.period, "lima tahun", "what is not read is shown as it was written");
    }
}
