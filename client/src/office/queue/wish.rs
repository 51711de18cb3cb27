//! By what the queue is parted, in pages and commands alike.

use kecuali_domain::{legal_basis::LegalBasis, status::Status};

use super::QueueEntry;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Wish {
    /// New substance
    New,
    /// The application of an item
    Applies,
    /// Not passed on by its province yet
    AtProvince,
    /// Decisions that stand against each other
    Contested,
    /// To have a determination taken back
    AsksBack,
}

impl QueueEntry {
    /// Whether this is asked for; an entry may ask for several things.
    pub fn is(&self, wish: Wish) -> bool {
        match wish {
            Wish::New => self.is_new,
            Wish::Applies => !self.is_new && !self.is_request,
            Wish::AtProvince => self.at_province,
            Wish::Contested => self.summary.status == Status::Contesting,
            Wish::AsksBack => self.asks_back,
        }
    }

    /// The letters of Pasal 17 that it cites, as they are written.
    pub fn letters(&self) -> impl Iterator<Item = String> {
        let read = self.bases.iter().filter_map(|basis| basis.parse::<LegalBasis>().ok());
        read.filter_map(|basis| match basis {
            LegalBasis::Article17(article) => Some(article.letter().to_string()),
            LegalBasis::Provision { .. } | LegalBasis::Raw(_) => None,
        })
    }
}
