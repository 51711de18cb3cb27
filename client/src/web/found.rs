//! What the rules found, as pages show it: each sentence once, with the fields it is about; what
//! must not leave the machine first, then what stands in the way.

use kecuali_domain::{field::Gate, rules::Check};

use crate::office::standing::{FindingView, label_of};

/// So many places of one sentence are named: a determination has thousands of boxes.
const PLACES: usize = 40;

/// A sentence, and where it applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) rule: &'static str,
    pub(crate) message: &'static str,
    pub(crate) weight: Weight,
    pub(crate) places: Vec<Place>,
    /// How many more places it applies to.
    pub(crate) more: usize,
    /// What it is about, where the fields do not say it: another document, a day.
    pub(crate) about: Vec<String>,
}

impl Found {
    /// The fields in words.
    pub(crate) fn labels(&self) -> String {
        let all: Vec<&str> = self.places.iter().map(|place| place.label.as_str()).collect();
        let more = if self.more > 0 { format!(", dan {} lagi", self.more) } else { String::new() };
        format!("{}{more}", all.join(", "))
    }
}

/// A field that a sentence is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// The box of the form, as an address names it.
    pub(crate) id: String,
    pub(crate) label: String,
}

/// What a finding stands in the way of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weight {
    /// The next steps of the office.
    Submit,
    /// The determination.
    Determine,
    /// Nothing.
    Nothing,
}

impl Weight {
    fn of(finding: &FindingView) -> Self {
        let blocks = |gate: Gate| finding.blocks.contains(&gate.as_str());
        match (blocks(Gate::Endorse) || blocks(Gate::Submit), finding.blocks.is_empty()) {
            (true, _) => Self::Submit,
            (false, false) => Self::Determine,
            (false, true) => Self::Nothing,
        }
    }

    /// The class that colours it.
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::Submit => "berat",
            Self::Determine | Self::Nothing => "ringan",
        }
    }

    /// What has to happen before, in words.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Submit => "sebelum diajukan",
            Self::Determine => "sebelum ditetapkan",
            Self::Nothing => "untuk diperhatikan",
        }
    }
}

/// The same findings, each sentence once.
pub(crate) fn found(findings: &[FindingView]) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::new();
    for finding in findings {
        let weight = Weight::of(finding);
        let same = |one: &&mut Found| one.message == finding.message && one.weight == weight;
        let place = Place::of(&finding.field);
        if let Some(one) = all.iter_mut().find(same) {
            if one.places.contains(&place) {
                // Named already.
            } else if one.places.len() < PLACES {
                one.places.push(place);
            } else {
                one.more += 1;
            }
            one.about.extend(finding.about.clone().filter(|about| !one.about.contains(about)));
        } else {
            let (rule, message) = (finding.rule, finding.message);
            let about = finding.about.iter().cloned().collect();
            all.push(Found { rule, message, weight, places: vec![place], more: 0, about });
        }
    }
    // What would be published of a person is seen before it can be sent.
    all.sort_by_key(|one| (one.message != Check::PersonalData.rule().message, one.weight));
    all
}

/// What belongs to a person, and everything else: the first is never folded away.
pub(crate) fn of_a_person(found: &[Found]) -> (Vec<&Found>, Vec<&Found>) {
    found.iter().partition(|one| one.rule == Check::PersonalData.rule().id)
}

/// How many stand in the way of the next step.
pub(crate) fn blocking(found: &[Found]) -> usize {
    found.iter().filter(|one| one.weight == Weight::Submit).count()
}

impl Place {
    fn of(field: &str) -> Self {
        let parts: Vec<&str> = field.splitn(4, '/').collect();
        if let ["item", number, name, ..] = parts.as_slice() {
            let Self { id, label } = Self::of(name);
            return Self {
                id: format!("item/{number}/{id}"),
                label: format!("Butir {number}: {label}"),
            };
        }
        let id = field.split('/').next().unwrap_or(field).to_owned();
        let label = kecuali_domain::field::FIELDS.iter().find(|one| one.name == id);
        let label = label.map_or_else(|| label_of(field), |field| field.label.to_owned());
        Self { id, label }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(field: &str, message: &'static str, blocks: &[&'static str]) -> FindingView {
        let (rule, code) = ("R00", "code");
        let blocks = blocks.to_vec();
        FindingView { rule, code, blocks, field: field.to_owned(), message, about: None }
    }

    #[test]
    fn each_sentence_stands_once_and_what_is_in_the_way_first() {
        let all = found(&[
            finding("note", "kecil", &[]),
            finding("test_harm", "uji", &["determine"]),
            finding("period", "wajib", &["endorse", "submit", "determine"]),
            finding("test_date", "uji", &["determine"]),
            finding("legal_basis/uu-14-2008:17.h", "wajib", &["submit"]),
        ]);
        let said: Vec<_> = all.iter().map(|one| (one.message, one.places.len())).collect();
        assert_eq!(said, [("wajib", 2), ("uji", 2), ("kecil", 1)]);
        assert_eq!(
            all[0].places[1],
            Place { id: "legal_basis".into(), label: "Dasar hukum".into() }
        );
        assert_eq!(blocking(&all), 1);
    }

    #[test]
    fn a_place_in_an_item_leads_to_its_box() {
        let place = Place::of("item/2/legal_basis/uu-14-2008:17.h");
        assert_eq!(
            (place.id.as_str(), place.label.as_str()),
            ("item/2/legal_basis", "Butir 2: Dasar hukum")
        );
    }

    #[test]
    fn what_belongs_to_a_person_comes_first_and_stands_apart() {
        let of = |check: Check, field: &str| {
            let rule = check.rule();
            FindingView { rule: rule.id, code: rule.code, ..finding(field, rule.message, &[]) }
        };
        let all = found(&[
            of(Check::PersonalDataInternal, "note"),
            finding("period", "wajib", &["submit"]),
            of(Check::PersonalData, "information"),
        ]);
        let said: Vec<_> = all.iter().map(|one| one.places[0].id.as_str()).collect();
        assert_eq!(said, ["information", "period", "note"]);
        let (personal, others) = of_a_person(&all);
        assert_eq!((personal.len(), others.len(), others[0].message), (2, 1, "wajib"));
    }
}
