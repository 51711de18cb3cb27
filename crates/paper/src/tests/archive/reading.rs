//! Our own files, read back as far as the rules need it.

use std::{collections::BTreeMap, io::Read as _};

use flate2::read::ZlibDecoder;

/// A file as its objects, in their order.
pub(super) struct File {
    objects: Vec<(u32, Vec<u8>)>,
    trailer: String,
}

/// A font of a file.
pub(super) struct Font {
    pub(super) data: Vec<u8>,
    /// By code, the glyph that is drawn.
    pub(super) glyphs: Vec<u16>,
    /// How wide codes are, from the first one.
    pub(super) widths: Vec<f32>,
    /// By code, what is copied.
    pub(super) letters: BTreeMap<u16, char>,
}

impl File {
    pub(super) fn read(bytes: &[u8]) -> Self {
        let at = find(bytes, b"\ntrailer\n").unwrap();
        let mut objects = Vec::new();
        let mut rest = &bytes[..at];
        while let Some(begins) = find(rest, b" 0 obj\n") {
            let line = rest[..begins].rsplit(|byte| *byte == b'\n').next().unwrap();
            let number = text(line).parse().unwrap();
            let body = &rest[begins + 7..];
            // What a stream holds may look like its end.
            let long = dictionary(body).filter(|_| find(body, b"\nstream\n").is_some());
            let skip = long.and_then(|about| about.contains("/Length ").then(|| length(&about)));
            let from = skip.map_or(0, |long| find(body, b"\nstream\n").unwrap() + 8 + long);
            let ends = from + find(&body[from..], b"\nendobj\n").unwrap();
            objects.push((number, body[..ends].to_vec()));
            rest = &body[ends..];
        }
        Self { objects, trailer: text(&bytes[at..]) }
    }

    /// The name of the file.
    pub(super) fn identity(&self) -> String {
        let (_, id) = self.trailer.split_once("/ID[").expect("6.1.3: it has a name");
        id.split(']').next().unwrap().to_owned()
    }

    /// The objects that have a text in them.
    pub(super) fn all(&self, part: &str) -> impl Iterator<Item = String> {
        let objects = self.objects.iter().map(|(_, body)| text(body));
        objects.filter(move |body| body.contains(part))
    }

    /// The only one.
    pub(super) fn one(&self, part: &str) -> String {
        let all: Vec<String> = self.all(part).collect();
        assert_eq!(all.len(), 1, "{part}");
        all.into_iter().next().unwrap()
    }

    /// What the stream holds that has a text in its dictionary.
    pub(super) fn stream(&self, part: &str) -> Vec<u8> {
        let mut found = self.objects.iter().filter_map(|(_, body)| {
            dictionary(body).filter(|about| about.contains(part)).map(|_| unpacked(body))
        });
        found.next().unwrap()
    }

    /// What is done on each page, an operator after the other.
    pub(super) fn operators(&self) -> Vec<Vec<String>> {
        let pages = self.all("/Type/Page/");
        pages.map(|page| operators(&self.unpacked(reference(&page, "/Contents ")))).collect()
    }

    /// The fonts, each with the codes that pages use of it.
    pub(super) fn fonts(&self) -> impl Iterator<Item = (Font, Vec<u16>)> {
        let pages: Vec<String> = self.all("/Type/Page/").collect();
        let contents = pages.iter().map(|page| self.unpacked(reference(page, "/Contents ")));
        let contents: Vec<u8> = contents.flatten().collect();
        let first = pages.first().expect("there is a page").clone();
        ["R", "B"].into_iter().map(move |name| {
            let font = self.font(reference(&first, &format!("/{name} ")));
            (font, codes(&contents, name))
        })
    }

    fn font(&self, number: u32) -> Font {
        let font = text(self.object(number));
        let cid = text(self.object(reference(&font, "/DescendantFonts[")));
        let descriptor = text(self.object(reference(&cid, "/FontDescriptor ")));
        let map = self.unpacked(reference(&cid, "/CIDToGIDMap "));
        let (_, widths) = cid.split_once("/W[1[").unwrap();
        let widths = widths.split(']').next().unwrap().split_whitespace();
        Font {
            data: self.unpacked(reference(&descriptor, "/FontFile2 ")),
            glyphs: map.chunks(2).map(|two| u16::from_be_bytes([two[0], two[1]])).collect(),
            widths: widths.map(|wide| wide.parse().unwrap()).collect(),
            letters: letters(&text(&self.unpacked(reference(&font, "/ToUnicode ")))),
        }
    }

    fn object(&self, number: u32) -> &[u8] {
        &self.objects.iter().find(|(own, _)| *own == number).unwrap().1
    }

    fn unpacked(&self, number: u32) -> Vec<u8> {
        unpacked(self.object(number))
    }
}

/// What a map of codes says, a letter each.
fn letters(map: &str) -> BTreeMap<u16, char> {
    let word = |text: &str| u16::from_str_radix(text, 16).unwrap();
    let pair = |line: &str| {
        let (code, letter) = line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <")?;
        let words = letter.as_bytes().chunks(4).map(|four| word(&text(four)));
        let letters: Result<Vec<char>, _> = char::decode_utf16(words).collect();
        (letter != "FFFF").then(|| (word(code), letters.unwrap()[0]))
    };
    map.lines().filter_map(pair).collect()
}

/// The codes that are shown in a font.
fn codes(contents: &[u8], font: &str) -> Vec<u16> {
    let mut found = Vec::new();
    let mut rest = contents;
    let begin = format!("/{font} ");
    while let Some(at) = find(rest, begin.as_bytes()) {
        let shown = &rest[at..];
        let from = shown.iter().position(|byte| matches!(byte, b'(' | b'<')).unwrap();
        let (bytes, long) = string(&shown[from..]);
        found.extend(bytes.chunks(2).map(|two| u16::from_be_bytes([two[0], two[1]])));
        rest = &shown[from + long..];
    }
    found
}

/// The words of what is drawn, without texts.
fn operators(content: &[u8]) -> Vec<String> {
    let (mut words, mut word, mut at) = (Vec::new(), Vec::new(), 0);
    while let Some(byte) = content.get(at) {
        let is_text = *byte == b'(' || *byte == b'<' && content.get(at + 1) != Some(&b'<');
        let is_dictionary = *byte == b'<' && !is_text;
        if byte.is_ascii_alphabetic() {
            word.push(*byte);
        } else if !word.is_empty() {
            words.push(text(&std::mem::take(&mut word)));
        }
        at += if is_text { string(&content[at..]).1 } else { 1 + usize::from(is_dictionary) };
    }
    words.push(text(&word));
    words
}

/// A string as it is written, and how long it is there.
fn string(written: &[u8]) -> (Vec<u8>, usize) {
    if written[0] == b'<' {
        let end = find(written, b">").unwrap();
        let digits = written[1..end].chunks(2).map(text);
        return (digits.map(|two| u8::from_str_radix(&two, 16).unwrap()).collect(), end + 1);
    }
    let (mut bytes, mut at, mut depth) = (Vec::new(), 1, 0);
    loop {
        let byte = written[at];
        at += 1;
        match byte {
            b')' if depth == 0 => return (bytes, at),
            b'(' => depth += 1,
            b')' => depth -= 1,
            b'\\' => {
                at += 1;
                bytes.push(match written[at - 1] {
                    b'0'..=b'7' => {
                        at += 2;
                        u8::from_str_radix(&text(&written[at - 3..at]), 8).unwrap()
                    }
                    b'n' => b'\n',
                    b'r' => b'\r',
                    b't' => b'\t',
                    b'b' => 8,
                    b'f' => 12,
                    other => other,
                });
                continue;
            }
            _ => {}
        }
        bytes.push(byte);
    }
}

/// The number behind a name.
fn reference(body: &str, name: &str) -> u32 {
    let (_, rest) = body.split_once(name).unwrap_or_else(|| panic!("{name} in {body}"));
    rest.split(' ').next().unwrap().parse().unwrap()
}

/// What stands before a stream.
fn dictionary(body: &[u8]) -> Option<String> {
    let end = find(body, b"\nstream\n")?;
    Some(text(&body[..end])).filter(|about| !about.contains("endobj"))
}

fn length(about: &str) -> usize {
    usize::try_from(reference(
        &about.replace(['/', '>'], " ").replace(" Length ", "/Length "),
        "/Length ",
    ))
    .unwrap()
}

fn unpacked(body: &[u8]) -> Vec<u8> {
    let about = dictionary(body).unwrap();
    let from = find(body, b"\nstream\n").unwrap() + 8;
    let held = &body[from..from + length(&about)];
    if !about.contains("/Filter/FlateDecode") {
        return held.to_vec();
    }
    let mut all = Vec::new();
    ZlibDecoder::new(held).read_to_end(&mut all).unwrap();
    all
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
