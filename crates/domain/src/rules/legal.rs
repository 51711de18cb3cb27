use std::collections::BTreeSet;

use super::{Check, Findings};
use crate::{
    article17::{Article17, Letters},
    content::Content,
    ids::Day,
    legal_basis::{COLLECTION, InstrumentId, KIP, LegalBasis, NotALegalBasis, Rank, Validity},
};

/// The legal bases of an entry or an item, sorted by how far they were understood.
pub(super) struct Bases {
    articles: Vec<Article17>,
    understood: Vec<(String, LegalBasis)>,
    not_in_article_17: Vec<String>,
    not_understood: Vec<String>,
}

impl Bases {
    pub(super) fn of(content: &Content) -> Self {
        let mut bases = Self {
            articles: Vec::new(),
            understood: Vec::new(),
            not_in_article_17: Vec::new(),
            not_understood: Vec::new(),
        };
        for (member, _) in content.set(COLLECTION) {
            bases.sort_in(format!("{COLLECTION}/{member}"), member.parse());
        }
        bases
    }

    /// The letters of Pasal 17 that are cited.
    pub(super) fn letters(&self) -> BTreeSet<char> {
        self.articles.iter().map(|article| article.letter()).collect()
    }

    /// R01 of an application: each letter has to be one of its item's. The test that was made for
    /// the item is the only one there is, and it weighed no other ground (UU 14/2008 Pasal 19). An
    /// item that cites no letter, as some on paper do, stands in the way of none.
    pub(super) fn check_item(&self, item: Letters, findings: &mut Findings) {
        let others =
            self.articles.iter().filter(|article| !item.is_empty() && !item.hold(**article));
        for article in others {
            findings.add(Check::BasisNotOfItem, LegalBasis::Article17(*article).key());
        }
    }

    /// R01, R02 and R14.
    pub(super) fn check(&self, day: Day, findings: &mut Findings) {
        self.check_grounds(findings);
        self.check_laws(findings);
        self.check_validity(day, findings);
    }

    fn sort_in(&mut self, key: String, basis: Result<LegalBasis, NotALegalBasis>) {
        match basis {
            Ok(LegalBasis::Raw(_)) => self.not_understood.push(key),
            Ok(basis) => {
                if let LegalBasis::Article17(article) = basis {
                    self.articles.push(article);
                }
                self.understood.push((key, basis));
            }
            Err(NotALegalBasis::Article17(_)) => self.not_in_article_17.push(key),
            Err(NotALegalBasis::Form | NotALegalBasis::Instrument(_) | NotALegalBasis::Article) => {
                self.not_understood.push(key);
            }
        }
    }

    fn check_grounds(&self, findings: &mut Findings) {
        findings.add_if(self.understood.is_empty(), Check::LegalBasisMissing, COLLECTION);
        let no_article = self.articles.is_empty() && self.not_in_article_17.is_empty();
        findings.add_if(
            no_article && !self.understood.is_empty(),
            Check::Article17Absent,
            COLLECTION,
        );
        for key in &self.not_in_article_17 {
            findings.add(Check::Article17Invalid, key);
        }
        for key in &self.not_understood {
            findings.add(Check::LegalBasisNotUnderstood, key);
        }
        for article in self.articles.iter().filter(|article| article.lacks_number()) {
            findings.add(Check::Article17WithoutNumber, LegalBasis::Article17(*article).key());
        }
    }

    /// "Another law" is any undang-undang but UU 14/2008 itself (UU 14/2008 Pasal 17 huruf j).
    fn check_laws(&self, findings: &mut Findings) {
        let instruments: Vec<_> =
            self.understood.iter().filter_map(|(_, basis)| basis.instrument()).collect();
        let mut laws =
            instruments.iter().filter(|instrument| instrument.rank() == Rank::UndangUndang);
        let only_sub_law = !instruments.is_empty() && laws.clone().next().is_none();
        let another_law = laws.any(|law| law.as_str() != KIP);
        let needs_another = self.letters().contains(&'j');
        findings.add_if(needs_another && !another_law, Check::OtherLawMissing, COLLECTION);
        findings.add_if(only_sub_law, Check::OnlySubLaw, COLLECTION);
    }

    fn check_validity(&self, day: Day, findings: &mut Findings) {
        for (key, basis) in &self.understood {
            let instrument = basis.instrument();
            let known = instrument.as_ref().and_then(InstrumentId::known);
            match known.map_or(Validity::Holds, |known| known.on(day)) {
                Validity::Holds => (),
                Validity::NotYet => findings.add(Check::InstrumentNotYet, key),
                Validity::Repealed => findings.add(Check::InstrumentRepealed, key),
            }
        }
    }
}
