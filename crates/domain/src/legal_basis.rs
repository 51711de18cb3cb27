//! Legal bases, as content keys: `legal_basis/uu-14-2008:17.h.3`.

mod instrument;
mod text;

use std::{fmt, str::FromStr};

use kecuali_encoding::Digest;

pub use self::{
    instrument::{INSTRUMENTS, Instrument, InstrumentId, NotAnInstrument, Rank, Validity},
    text::{Doubt, LegalText, Part},
};
use crate::article17::{Article17, NotArticle17};

/// The name of the collection of content keys.
pub const COLLECTION: &str = "legal_basis";

/// UU 14/2008, Keterbukaan Informasi Publik.
pub(crate) const KIP: &str = "uu-14-2008";
const RAW: &str = "raw:";
/// Room for the longest prefix of an item of a determination in a key of 200 bytes.
const LONGEST_ARTICLE: usize = 120;

/// One legal basis. Its value in the content is the text quoted from it, or its [`label`].
///
/// [`label`]: LegalBasis::label
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum LegalBasis {
    /// A ground of UU 14/2008 Pasal 17.
    Article17(Article17),
    /// Any other provision: the instrument, and the article as people wrote it.
    Provision {
        /// The instrument.
        instrument: InstrumentId,
        /// The article in it, never empty.
        article: String,
    },
    /// A text that nobody has understood yet, named by its SHA-256; the text is the value.
    Raw(Digest),
}

impl LegalBasis {
    /// A text that was not understood, kept until a person reads it.
    pub fn raw(text: &str) -> Self {
        Self::Raw(Digest::of(text.as_bytes()))
    }

    /// Reads a content key.
    pub fn parse_key(key: &str) -> Result<Self, NotALegalBasis> {
        let rest = key.strip_prefix(COLLECTION).and_then(|rest| rest.strip_prefix('/'));
        rest.ok_or(NotALegalBasis::Form)?.parse()
    }

    /// Its content key.
    pub fn key(&self) -> String {
        format!("{COLLECTION}/{self}")
    }

    /// How it is cited in Indonesian; a raw one has only its text.
    pub fn label(&self) -> Option<String> {
        match self {
            Self::Article17(article) => Some(format!("UU 14/2008 {}", article.label())),
            Self::Provision { instrument, article } => {
                let digits = article.starts_with(|c: char| c.is_ascii_digit());
                let word = if digits { "Pasal " } else { "" };
                Some(format!("{} {word}{article}", instrument.label()))
            }
            Self::Raw(_) => None,
        }
    }

    /// The instrument that it is in, when it was understood.
    ///
    /// # Panics
    ///
    /// Never: the name of UU 14/2008 is well formed.
    pub fn instrument(&self) -> Option<InstrumentId> {
        match self {
            Self::Article17(_) => Some(KIP.parse().expect("UU 14/2008 is a well-formed id")),
            Self::Provision { instrument, .. } => Some(instrument.clone()),
            Self::Raw(_) => None,
        }
    }
}

impl fmt::Display for LegalBasis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Article17(article) => write!(f, "{KIP}:{article}"),
            Self::Provision { instrument, article } => write!(f, "{instrument}:{article}"),
            Self::Raw(digest) => write!(f, "{RAW}{digest}"),
        }
    }
}

impl FromStr for LegalBasis {
    type Err = NotALegalBasis;

    fn from_str(text: &str) -> Result<Self, NotALegalBasis> {
        if let Some(hex) = text.strip_prefix(RAW) {
            return hex.parse().map(Self::Raw).map_err(|_| NotALegalBasis::Form);
        }
        let (instrument, article) = text.split_once(':').ok_or(NotALegalBasis::Form)?;
        let instrument: InstrumentId = instrument.parse()?;
        let about_17 = article.split('.').next() == Some("17");
        if instrument.as_str() == KIP && about_17 {
            return Ok(Self::Article17(Article17::parse(article)?));
        }
        let one_spelling = article.trim() == article && !article.chars().any(char::is_control);
        if article.is_empty() || article.len() > LONGEST_ARTICLE || !one_spelling {
            return Err(NotALegalBasis::Article);
        }
        Ok(Self::Provision { instrument, article: article.to_owned() })
    }
}

/// Why a key is not a legal basis that this program understands.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotALegalBasis {
    /// It is written like none of the three forms.
    #[error("expected `legal_basis/<instrument>:<article>` or `legal_basis/raw:<SHA-256>`")]
    Form,
    /// Its instrument is not named well.
    #[error(transparent)]
    Instrument(#[from] NotAnInstrument),
    /// It is in Pasal 17 of UU 14/2008, which does not have it.
    #[error(transparent)]
    Article17(#[from] NotArticle17),
    /// The article is empty, too long, or padded.
    #[error("the article must be 1 to {LONGEST_ARTICLE} bytes without spaces around it")]
    Article,
}

impl NotALegalBasis {
    /// The name that programs may rely on.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Form => "legal_basis_form",
            Self::Instrument(_) => "legal_basis_instrument",
            Self::Article17(error) => error.code(),
            Self::Article => "legal_basis_article",
        }
    }
}

/// How a member of the collection stands in a public row: what was understood by its key, and
/// what was not by its text, since a hash tells the public nothing.
pub(crate) fn public_member(member: &str, value: &str) -> String {
    if member.starts_with(RAW) { format!("{RAW}{value}") } else { member.to_owned() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code(key: &str) -> &'static str {
        LegalBasis::parse_key(key).unwrap_err().code()
    }

    #[test]
    fn the_three_forms_are_read_and_written_back() {
        for article in Article17::all() {
            let basis = LegalBasis::Article17(article);
            assert_eq!(LegalBasis::parse_key(&basis.key()), Ok(basis));
        }
        let raw = LegalBasis::raw("Pasal 17 UU KIP");
        assert_eq!(LegalBasis::parse_key(&raw.key()), Ok(raw));
        for key in ["legal_basis/uu-14-2008:18.2", "legal_basis/permendagri-3-2017:lampiran I: A"] {
            assert_eq!(LegalBasis::parse_key(key).unwrap().key(), key);
        }
    }

    #[test]
    fn a_key_that_is_not_understood_says_why() {
        assert_eq!(code("legal_basis/uu-14-2008:17"), "article_17_letter_missing");
        assert_eq!(code("legal_basis/uu-14-2008:17.h.9"), "article_17_number_unknown");
        assert_eq!(code("legal_basis/uu-14-2008:"), "legal_basis_article");
        assert_eq!(code("legal_basis/uu-27-2022: 4"), "legal_basis_article");
        assert_eq!(
            code(&format!("legal_basis/uu-27-2022:{}", "4".repeat(121))),
            "legal_basis_article"
        );
        assert_eq!(code("legal_basis/uu-14:17.h"), "legal_basis_instrument");
        for key in ["legal_basis/", "legal_basis/raw:ab", "legal_basis", "other/uu-14-2008:17.h"] {
            assert_eq!(code(key), "legal_basis_form", "{key}");
        }
    }

    #[test]
    fn a_basis_is_shown_as_lawyers_cite_it() {
        let label = |text: &str| text.parse::<LegalBasis>().unwrap().label().unwrap();
        assert_eq!(label("uu-14-2008:17.h.3"), "UU 14/2008 Pasal 17 huruf h angka 3");
        assert_eq!(label("uu-27-2022:4 ayat (2)"), "UU 27/2022 Pasal 4 ayat (2)");
        assert_eq!(label("kepkpu-731-2025:Diktum ketiga"), "Keputusan KPU 731/2025 Diktum ketiga");
        assert_eq!(LegalBasis::raw("x").label(), None);
    }

    #[test]
    fn the_longest_key_fits_below_the_longest_item_prefix() {
        let article = "a".repeat(LONGEST_ARTICLE);
        let instrument = "permenkumham-9999-2026".parse().unwrap();
        let key = LegalBasis::Provision { instrument, article }.key();
        assert!("item/4294967295/".len() + key.len() <= 200);
    }

    proptest! {
        #[test]
        fn reading_never_panics_and_one_basis_has_one_key(
            key in prop_oneof![any::<String>(), "legal_basis/[a-z]{1,4}-[0-9]{1,3}-[0-9]{4}:[0-9a-z. ]{0,8}"],
        ) {
            if let Ok(basis) = LegalBasis::parse_key(&key) {
                prop_assert_eq!(basis.key(), key);
            }
        }
    }
}
