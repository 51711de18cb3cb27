//! Pasal 17 of UU 14/2008: the only grounds on which public information may be exempted.

use std::{fmt, str::FromStr};

/// A letter of Pasal 17, with a number where the letter has numbers and one is cited.
///
/// Its one spelling is `17.h.3`, or `17.h` for the letter as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Article17 {
    letter: char,
    number: Option<u8>,
}

/// Some letters of Pasal 17.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Letters(u16);

impl Letters {
    /// Whether there are none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether a citation has one of these letters.
    pub fn hold(self, article: Article17) -> bool {
        self.0 & Self::bit(article) != 0
    }

    fn bit(article: Article17) -> u16 {
        GROUNDS.iter().position(|ground| ground.letter == article.letter).map_or(0, |at| 1 << at)
    }
}

impl FromIterator<Article17> for Letters {
    fn from_iter<T: IntoIterator<Item = Article17>>(articles: T) -> Self {
        Self(articles.into_iter().fold(0, |letters, article| letters | Self::bit(article)))
    }
}

impl Article17 {
    /// Reads `17.h.3`.
    pub fn parse(text: &str) -> Result<Self, NotArticle17> {
        let mut parts = text.split('.');
        let article = parts.next().unwrap_or_default();
        let (letter, number) = (parts.next(), parts.next());
        if article != "17" || parts.next().is_some() {
            return Err(NotArticle17::Form);
        }
        let letter = one_char(letter.ok_or(NotArticle17::LetterMissing)?)?;
        let ground = Ground::of(letter).ok_or(NotArticle17::LetterUnknown { letter })?;
        let number = number.map(|number| ground.number(number)).transpose()?;
        Ok(Self { letter, number })
    }

    /// Every letter and every number, in the order of the law.
    pub fn all() -> impl Iterator<Item = Self> {
        GROUNDS.iter().flat_map(|ground| {
            let whole = Self { letter: ground.letter, number: None };
            let numbers = (1..).zip(ground.numbers);
            let numbered = move |(n, _)| Self { letter: ground.letter, number: Some(n) };
            std::iter::once(whole).chain(numbers.map(numbered))
        })
    }

    /// The letter, `a` to `j`.
    pub const fn letter(self) -> char {
        self.letter
    }

    /// The number below the letter, if one is cited.
    pub const fn number(self) -> Option<u8> {
        self.number
    }

    /// The letter as a whole.
    #[must_use]
    pub const fn whole(self) -> Self {
        Self { number: None, ..self }
    }

    /// Whether the letter has numbers and none is cited: valid, but less than the law offers.
    pub fn lacks_number(self) -> bool {
        self.number.is_none() && !self.ground().numbers.is_empty()
    }

    /// What the letter or the number protects, in short.
    pub fn text(self) -> &'static str {
        let numbered = self.number.and_then(|n| self.ground().numbers.get(usize::from(n) - 1));
        numbered.copied().unwrap_or_else(|| self.ground().text)
    }

    /// How it is cited in Indonesian: `Pasal 17 huruf h angka 3`.
    pub fn label(self) -> String {
        let number = self.number.map(|number| format!(" angka {number}")).unwrap_or_default();
        format!("Pasal 17 huruf {}{number}", self.letter)
    }

    fn ground(self) -> &'static Ground {
        Ground::of(self.letter).expect("only letters of the table are read")
    }
}

impl fmt::Display for Article17 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "17.{}", self.letter)?;
        self.number.map_or(Ok(()), |number| write!(f, ".{number}"))
    }
}

impl FromStr for Article17 {
    type Err = NotArticle17;

    fn from_str(text: &str) -> Result<Self, NotArticle17> {
        Self::parse(text)
    }
}

/// Why a text names nothing in Pasal 17.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotArticle17 {
    /// It is not written like `17.h.3`.
    #[error("expected a citation like `17.h.3`")]
    Form,
    /// Pasal 17 as a whole is no ground.
    #[error("Pasal 17 needs a letter, for example `17.h`")]
    LetterMissing,
    /// Pasal 17 ends at `j`.
    #[error("Pasal 17 has no letter `{letter}`")]
    LetterUnknown {
        /// What was given.
        letter: char,
    },
    /// The letter has fewer numbers, or none.
    #[error("Pasal 17 letter {letter} has {count} numbers")]
    NumberUnknown {
        /// The letter.
        letter: char,
        /// How many numbers it has.
        count: usize,
    },
}

impl NotArticle17 {
    /// The name that programs may rely on.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Form => "article_17_form",
            Self::LetterMissing => "article_17_letter_missing",
            Self::LetterUnknown { .. } => "article_17_letter_unknown",
            Self::NumberUnknown { .. } => "article_17_number_unknown",
        }
    }
}

fn one_char(text: &str) -> Result<char, NotArticle17> {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(one), None) => Ok(one),
        _ => Err(NotArticle17::Form),
    }
}

struct Ground {
    letter: char,
    text: &'static str,
    numbers: &'static [&'static str],
}

impl Ground {
    fn of(letter: char) -> Option<&'static Self> {
        GROUNDS.iter().find(|ground| ground.letter == letter)
    }

    fn number(&self, text: &str) -> Result<u8, NotArticle17> {
        let count = self.numbers.len();
        let unknown = NotArticle17::NumberUnknown { letter: self.letter, count };
        let number: u8 = text.parse().map_err(|_| unknown)?;
        let exists = (1..=count).contains(&usize::from(number));
        if exists && number.to_string() == text { Ok(number) } else { Err(unknown) }
    }
}

/// UU 14/2008 Pasal 17, shortened.
const GROUNDS: [Ground; 10] = [
    Ground {
        letter: 'a',
        text: "menghambat proses penegakan hukum",
        numbers: &[
            "menghambat penyelidikan dan penyidikan suatu tindak pidana",
            "mengungkapkan identitas informan, pelapor, saksi, dan/atau korban yang mengetahui adanya tindak pidana",
            "mengungkapkan data intelijen kriminal dan rencana pencegahan dan penanganan kejahatan transnasional",
            "membahayakan keselamatan dan kehidupan penegak hukum dan/atau keluarganya",
            "membahayakan keamanan peralatan, sarana, dan/atau prasarana penegak hukum",
        ],
    },
    Ground {
        letter: 'b',
        text: "mengganggu perlindungan hak atas kekayaan intelektual dan perlindungan dari persaingan usaha tidak sehat",
        numbers: &[],
    },
    Ground {
        letter: 'c',
        text: "membahayakan pertahanan dan keamanan negara",
        numbers: &[
            "informasi tentang strategi, intelijen, operasi, taktik, dan teknik sistem pertahanan dan keamanan negara",
            "dokumen yang memuat strategi, intelijen, operasi, teknik, dan taktik sistem pertahanan dan keamanan negara",
            "jumlah, komposisi, disposisi, atau dislokasi kekuatan dan kemampuan serta rencana pengembangannya",
            "gambar dan data tentang situasi dan keadaan pangkalan dan/atau instalasi militer",
            "data perkiraan kemampuan militer negara lain dan/atau kerja sama militer yang disepakati rahasia",
            "sistem persandian negara",
            "sistem intelijen negara",
        ],
    },
    Ground { letter: 'd', text: "mengungkapkan kekayaan alam Indonesia", numbers: &[] },
    Ground {
        letter: 'e',
        text: "merugikan ketahanan ekonomi nasional",
        numbers: &[
            "rencana awal pembelian dan penjualan mata uang, saham, dan aset vital milik negara",
            "rencana awal perubahan nilai tukar, suku bunga, dan model operasi institusi keuangan",
            "rencana awal perubahan suku bunga bank, pinjaman pemerintah, pajak, tarif, atau pendapatan lain",
            "rencana awal penjualan atau pembelian tanah atau properti",
            "rencana awal investasi asing",
            "proses dan hasil pengawasan perbankan, asuransi, atau lembaga keuangan lain",
            "hal yang berkaitan dengan proses pencetakan uang",
        ],
    },
    Ground {
        letter: 'f',
        text: "merugikan kepentingan hubungan luar negeri",
        numbers: &[
            "posisi, daya tawar, dan strategi dalam negosiasi internasional",
            "korespondensi diplomatik antarnegara",
            "sistem komunikasi dan persandian dalam hubungan internasional",
            "perlindungan dan pengamanan infrastruktur strategis Indonesia di luar negeri",
        ],
    },
    Ground {
        letter: 'g',
        text: "mengungkapkan isi akta otentik yang bersifat pribadi dan kemauan terakhir ataupun wasiat seseorang",
        numbers: &[],
    },
    Ground {
        letter: 'h',
        text: "mengungkap rahasia pribadi",
        numbers: &[
            "riwayat dan kondisi anggota keluarga",
            "riwayat, kondisi dan perawatan, pengobatan kesehatan fisik dan psikis seseorang",
            "kondisi keuangan, aset, pendapatan, dan rekening bank seseorang",
            "hasil evaluasi sehubungan dengan kapabilitas, intelektualitas, dan rekomendasi kemampuan seseorang",
            "catatan yang menyangkut pribadi seseorang berkaitan dengan kegiatan satuan pendidikan formal dan nonformal",
        ],
    },
    Ground {
        letter: 'i',
        text: "memorandum atau surat antar-Badan Publik atau intra-Badan Publik yang menurut sifatnya dirahasiakan, kecuali atas putusan Komisi Informasi atau pengadilan",
        numbers: &[],
    },
    Ground {
        letter: 'j',
        text: "informasi yang tidak boleh diungkapkan berdasarkan Undang-Undang",
        numbers: &[],
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const COUNTS: [(char, u8); 10] = [
        ('a', 5),
        ('b', 0),
        ('c', 7),
        ('d', 0),
        ('e', 7),
        ('f', 4),
        ('g', 0),
        ('h', 5),
        ('i', 0),
        ('j', 0),
    ];

    #[test]
    fn exactly_the_letters_and_numbers_of_the_law_are_read() {
        let mut valid = 0;
        for letter in 'a'..='z' {
            let count = COUNTS.iter().find(|(known, _)| *known == letter).map(|(_, count)| *count);
            assert_eq!(Article17::parse(&format!("17.{letter}")).is_ok(), count.is_some());
            valid += usize::from(count.is_some());
            for number in 0..=u8::MAX {
                let exists = count.is_some_and(|count| (1..=count).contains(&number));
                let text = format!("17.{letter}.{number}");
                assert_eq!(Article17::parse(&text).is_ok(), exists, "{text}");
                valid += usize::from(exists);
            }
        }
        assert_eq!((valid, Article17::all().count()), (38, 38));
    }

    #[test]
    fn each_is_written_as_it_is_read_and_has_its_own_text() {
        for article in Article17::all() {
            assert_eq!(Article17::parse(&article.to_string()), Ok(article));
        }
        assert_eq!(Article17::all().map(Article17::text).collect::<BTreeSet<_>>().len(), 38);
        assert!(Article17::all().all(|article| !article.text().is_empty()));
    }

    #[test]
    fn a_refusal_says_what_is_wrong() {
        let code = |text| Article17::parse(text).unwrap_err().code();
        assert_eq!(code("17"), "article_17_letter_missing");
        assert_eq!(code("17.k"), "article_17_letter_unknown");
        assert_eq!(code("17.H.3"), "article_17_letter_unknown");
        for text in ["17.h.9", "17.b.1", "17.h.03", "17.h.+3", "17.h.", "17.h.x"] {
            assert_eq!(code(text), "article_17_number_unknown", "{text}");
        }
        for text in ["", "18.h", "17.hh", "17.", "17.h.3.1", " 17.h", "17h"] {
            assert_eq!(code(text), "article_17_form", "{text}");
        }
        let error = Article17::parse("17.h.9").unwrap_err();
        assert_eq!(error.to_string(), "Pasal 17 letter h has 5 numbers");
    }

    #[test]
    fn a_citation_is_shown_as_lawyers_write_it() {
        let article: Article17 = "17.h.3".parse().unwrap();
        assert_eq!(article.label(), "Pasal 17 huruf h angka 3");
        assert!(article.text().starts_with("kondisi keuangan"));
        assert!(!article.lacks_number());
        assert!(Article17::parse("17.h").unwrap().lacks_number());
        assert!(!Article17::parse("17.j").unwrap().lacks_number());
    }
}
