//! Which article belongs to which instrument.

use super::{
    Doubt, Part,
    mention::{Mention, mention},
    path::{Path, provisions},
};
use crate::{
    article17::Article17,
    legal_basis::{COLLECTION, InstrumentId, KIP, LegalBasis},
    prose::{Token, tokens},
};

/// A citation while it is being put together.
struct Cited {
    /// Where its words begin, in bytes.
    start: usize,
    law: Law,
    paths: Vec<Path>,
    doubts: Vec<Doubt>,
}

#[derive(Clone)]
enum Law {
    Known(InstrumentId),
    Unknown,
    None,
}

/// Splits a text into its citations, each with the words up to the next one.
pub(super) fn parts(raw: &str) -> Vec<Part> {
    let tokens = tokens(raw);
    let mut reader = Reader { tokens: &tokens, cited: Vec::new(), named: None, open_since: 0 };
    reader.read();
    let ends = reader.cited.iter().skip(1).map(|cited| cited.start).chain([raw.len()]);
    let starts = [0].into_iter().chain(reader.cited.iter().skip(1).map(|cited| cited.start));
    let spans = starts.zip(ends.collect::<Vec<_>>());
    let part = |(span, cited): ((usize, usize), &Cited)| {
        cited.finish(raw.get(span.0..span.1).unwrap_or_default())
    };
    let parts: Vec<Part> = spans.zip(&reader.cited).map(part).collect();
    if parts.is_empty() && !raw.trim().is_empty() {
        let doubts = vec![Doubt::NoCitation];
        return vec![Part { text: raw.to_owned(), bases: Vec::new(), invalid: Vec::new(), doubts }];
    }
    parts
}

struct Reader<'a> {
    tokens: &'a [Token],
    cited: Vec<Cited>,
    /// The last instrument that was named, with the index of its citation while it has no article.
    named: Option<(Law, Option<usize>)>,
    /// From which citation on an instrument that follows its articles may still take them in.
    open_since: usize,
}

impl Reader<'_> {
    fn read(&mut self) {
        let mut at = 0;
        // Inside the title of an instrument (`tentang Perubahan atas …`), or where it says by what
        // it was amended, other instruments are named and not cited.
        let mut in_passing = false;
        while let Some(token) = self.tokens.get(at) {
            if let Some(mention) = mention(self.tokens, at) {
                let end = mention.end;
                if !in_passing {
                    self.instrument(token.start, mention);
                }
                at = end;
                in_passing = false;
                continue;
            }
            if let Some(end) = self.articles(at) {
                at = end;
                in_passing = false;
                continue;
            }
            self.separate(token);
            in_passing = passing(token).unwrap_or(in_passing) && self.named.is_some();
            at += 1;
        }
    }

    /// What stands after a semicolon or on a new line begins anew: a law named before it is not
    /// taken to go on.
    fn separate(&mut self, token: &Token) {
        let anew = token.is(";") || token.is("\n");
        if anew || token.is(":") {
            self.open_since = self.cited.len();
        }
        if anew {
            self.named = None;
        }
    }

    fn instrument(&mut self, start: usize, mention: Mention) {
        let law = mention.id.map_or(Law::Unknown, Law::Known);
        self.named = Some((law.clone(), Some(self.cited.len())));
        self.cited.push(Cited { start, law, paths: Vec::new(), doubts: mention.doubts });
        self.open_since = self.cited.len();
    }

    /// Reads articles, and gives them to the instrument before them that has none yet, to the one
    /// right after them, or to the last one named, in this order. `UU A jo. Pasal 1 UU B` joins
    /// two citations, so that A stays without an article.
    fn articles(&mut self, at: usize) -> Option<usize> {
        let found = provisions(self.tokens, at)?;
        if self.is_joined(at) {
            self.named = self.named.take().filter(|(_, waiting)| waiting.is_none());
        }
        let start = self.tokens.get(at)?.start;
        if let Some((_, waiting @ Some(_))) = &mut self.named {
            let cited = waiting.take().and_then(|index| self.cited.get_mut(index))?;
            cited.paths = found.paths;
            cited.doubts.extend(found.doubts);
            self.open_since = self.cited.len();
            return Some(found.end);
        }
        let after = self.after_preposition(found.end);
        let (mut end, mut doubts) = (found.end, found.doubts);
        let law = if let Some(mention) = mention(self.tokens, after) {
            end = mention.end;
            doubts.extend(mention.doubts);
            let law = mention.id.map_or(Law::Unknown, Law::Known);
            self.take_in(&law);
            self.named = Some((law.clone(), None));
            law
        } else {
            self.named.as_ref().map_or(Law::None, |(law, _)| law.clone())
        };
        self.cited.push(Cited { start, law, paths: found.paths, doubts });
        Some(end)
    }

    /// `Pasal 6 ayat (3) dan Pasal 17 huruf h UU 14/2008`: both are articles of that law.
    fn take_in(&mut self, law: &Law) {
        for cited in self.cited.iter_mut().skip(self.open_since) {
            if matches!(cited.law, Law::None) {
                cited.law = law.clone();
            }
        }
    }

    fn is_joined(&self, at: usize) -> bool {
        let before = self.tokens.iter().take(at).rev().find(|token| !token.is("."));
        before
            .is_some_and(|token| ["jo", "juncto", "dan", "serta"].iter().any(|word| token.is(word)))
    }

    fn after_preposition(&self, at: usize) -> usize {
        let is_one = |token: &Token| ["dari", "pada", "dalam"].iter().any(|word| token.is(word));
        at + usize::from(self.tokens.get(at).is_some_and(is_one))
    }
}

/// Whether instruments from here on are named in passing; `None` leaves it as it is.
fn passing(token: &Token) -> Option<bool> {
    match token.word.as_str() {
        "pelaksanaan" | "perubahan" | "pencabutan" | "diubah" | "mengubah" | "mencabut"
        | "terakhir" => Some(true),
        "," | ";" | "(" | ")" | ":" | "\n" | "jo" | "juncto" => Some(false),
        _ => None,
    }
}

impl Cited {
    fn finish(&self, text: &str) -> Part {
        let mut part = Part {
            text: text.to_owned(),
            bases: Vec::new(),
            invalid: Vec::new(),
            doubts: self.doubts.clone(),
        };
        match &self.law {
            Law::Unknown => part.doubts.push(Doubt::UnknownInstrument),
            Law::Known(instrument) if self.paths.is_empty() => {
                part.doubts.push(Doubt::ArticleMissing { instrument: instrument.clone() });
            }
            // A number that belongs to another name names nothing for certain.
            Law::Known(_) if part.doubts.contains(&Doubt::NameMismatch) => (),
            Law::Known(instrument) => {
                self.paths.iter().for_each(|path| part.add(instrument, path));
            }
            Law::None => self.paths.iter().for_each(|path| part.add_lawless(path)),
        }
        part.doubts.dedup();
        part
    }
}

impl Part {
    fn add(&mut self, instrument: &InstrumentId, path: &Path) {
        if instrument.as_str() == KIP && path.article == "17" {
            return self.add_ground(path);
        }
        let (instrument, article) = (instrument.clone(), path.text());
        self.bases.push(LegalBasis::Provision { instrument, article });
    }

    fn add_ground(&mut self, path: &Path) {
        let dotted = path.dotted();
        match Article17::parse(&dotted) {
            Ok(article) => self.bases.push(LegalBasis::Article17(article)),
            Err(why) => {
                self.invalid.push(format!("{COLLECTION}/{KIP}:{dotted}"));
                self.doubts.push(Doubt::NotInArticle17(why));
            }
        }
    }

    /// Only Pasal 17 with a letter is known without its law; other laws have a Pasal 17 too.
    fn add_lawless(&mut self, path: &Path) {
        let [ayat, huruf, _] = &path.below;
        if path.article == "17" && huruf.is_some() && ayat.is_none() {
            self.doubts.push(Doubt::LawAssumed);
            self.add_ground(path);
        } else {
            self.doubts.push(Doubt::LawMissing);
        }
    }
}
