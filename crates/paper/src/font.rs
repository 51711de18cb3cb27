//! The font that papers are set in: how wide its letters are.

use std::sync::OnceLock;

use ttf_parser::Face;

/// Two weights of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

impl Weight {
    pub(crate) const ALL: [Self; 2] = [Self::Regular, Self::Bold];

    /// The font of this weight.
    pub(crate) fn font(self) -> &'static Font {
        static FONTS: OnceLock<[Font; 2]> = OnceLock::new();
        let fonts = FONTS.get_or_init(|| {
            [
                Font::read("Arimo", include_bytes!("../fonts/Arimo-Regular.ttf")),
                Font::read("Arimo-Bold", include_bytes!("../fonts/Arimo-Bold.ttf")),
            ]
        });
        let [regular, bold] = fonts;
        match self {
            Self::Regular => regular,
            Self::Bold => bold,
        }
    }

    /// How wide a text is at a size, up to its last letter.
    pub(crate) fn width(self, text: &str, size: f32) -> f32 {
        let font = self.font();
        text.trim_end_matches(' ').chars().map(|c| font.advance(c)).sum::<f32>() * size
    }
}

/// One font file.
pub(crate) struct Font {
    pub(crate) name: &'static str,
    pub(crate) data: &'static [u8],
    pub(crate) face: Face<'static>,
    /// The widths of the letters that most texts are made of, in parts of the size.
    widths: Vec<f32>,
}

/// What is drawn in the place of a letter that the font does not have.
const BOX: char = '□';

/// Letters whose widths are kept.
const KEPT: u32 = 0x2100;

impl Font {
    fn read(name: &'static str, data: &'static [u8]) -> Self {
        let face = Face::parse(data, 0).expect("the font is part of the program");
        let mut font = Self { name, data, face, widths: Vec::new() };
        let letters = (0..KEPT).map(|code| char::from_u32(code).unwrap_or('\u{fffd}'));
        font.widths = letters.map(|c| font.measured(c)).collect();
        font
    }

    /// The glyph of a letter. What the font does not have is drawn as an empty box, which is a sign
    /// of the font as others are: glyph 0, which every font has for this, no archive takes.
    pub(crate) fn glyph(&self, c: char) -> u16 {
        self.own_glyph(c).or_else(|| self.own_glyph(BOX)).unwrap_or_default()
    }

    /// Whether the font has a letter.
    pub(crate) fn has(&self, c: char) -> bool {
        self.own_glyph(c).is_some()
    }

    fn own_glyph(&self, c: char) -> Option<u16> {
        self.face.glyph_index(c).map(|glyph| glyph.0)
    }

    /// A length of the font in parts of the size.
    pub(crate) fn scaled(&self, units: i16) -> f32 {
        f32::from(units) / f32::from(self.face.units_per_em())
    }

    /// How far a text goes in the units of the font.
    pub(crate) fn units(&self, text: &str) -> u32 {
        let glyphs = text.chars().map(|c| ttf_parser::GlyphId(self.glyph(c)));
        glyphs.map(|glyph| self.face.glyph_hor_advance(glyph).map_or(0, u32::from)).sum()
    }

    /// How many of its units are as long as a letter is high.
    pub(crate) fn units_per_em(&self) -> u32 {
        u32::from(self.face.units_per_em())
    }

    /// How far a letter goes, in parts of the size.
    pub(crate) fn advance(&self, c: char) -> f32 {
        let kept = usize::try_from(u32::from(c)).ok().and_then(|at| self.widths.get(at));
        kept.copied().unwrap_or_else(|| self.measured(c))
    }

    fn measured(&self, c: char) -> f32 {
        let glyph = ttf_parser::GlyphId(self.glyph(c));
        let units = self.face.glyph_hor_advance(glyph).unwrap_or_default();
        f32::from(units) / f32::from(self.face.units_per_em())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_of_official_papers_are_in_both_weights() {
        for weight in Weight::ALL {
            for c in "AZaz09–—“”‘’…≤≥é•§°²½Rp/&()%:;".chars() {
                assert_ne!(weight.font().glyph(c), 0, "{c}");
            }
            let font = weight.font();
            assert!(font.has(BOX) && !font.has('漢'));
            assert_eq!(font.glyph('漢'), font.glyph(BOX));
            assert_eq!(font.advance('\u{301}').to_bits(), 0, "it stands on the letter before it");
        }
        assert!(Weight::Bold.width("Serang", 10.0) > Weight::Regular.width("Serang", 10.0));
    }
}
