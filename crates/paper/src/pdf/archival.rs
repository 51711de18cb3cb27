//! What makes a file one for an archive, PDF/A-2a (ISO 19005-2): it says so, it says what black and
//! white are, and it has a name of its own.

use pdf_writer::{Finish as _, Pdf, Ref, TextStr, types::OutputIntentSubtype, writers::Catalog};

use super::{Ids, LANGUAGE};
use crate::text::escaped;

/// What made the file.
pub(super) const PRODUCER: &str = "Kecuali";
/// The tones that the file is written in: black on white is all there is.
const TONES: &str = "Gray gamma 2.2";

/// What the catalog of such a file refers to.
pub(super) struct Archival {
    metadata: Ref,
    tones: Ref,
}

impl Archival {
    /// Writes what the file says of itself.
    pub(super) fn write(title: &str, pdf: &mut Pdf, ids: &mut Ids) -> Self {
        let all = Self { metadata: ids.next(), tones: ids.next() };
        // Whoever keeps the file finds this without reading the rest: it is not packed.
        pdf.metadata(all.metadata, metadata(title).as_bytes());
        pdf.icc_profile(all.tones, &tones()).n(1);
        all
    }

    /// Names it in the catalog.
    pub(super) fn name(&self, catalog: &mut Catalog<'_>) {
        catalog.metadata(self.metadata);
        let mut intents = catalog.output_intents();
        let mut intent = intents.push();
        intent.subtype(OutputIntentSubtype::PDFA).output_condition_identifier(TextStr(TONES));
        intent.info(TextStr(TONES)).dest_output_profile(self.tones);
        intent.finish();
        intents.finish();
    }
}

/// The name of a file: another one for whatever is written otherwise in it (FNV-1a of 128 bits; it
/// proves nothing, and nobody is asked to trust it).
pub(super) fn identity(written: &[u8]) -> Vec<u8> {
    let mix = |sum: u128, byte: &u8| (sum ^ u128::from(*byte)).wrapping_mul((1 << 88) + 0x13b);
    let sum = written.iter().fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d, mix);
    sum.to_be_bytes().to_vec()
}

/// What the file says of itself, as XMP. It has no dates: nothing in a paper says when it was made.
fn metadata(title: &str) -> String {
    let title = escaped(title);
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n\
         <pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n\
         </rdf:Description>\n\
         <rdf:Description rdf:about=\"\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n\
         <pdf:Producer>{PRODUCER}</pdf:Producer>\n</rdf:Description>\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n\
         <dc:format>application/pdf</dc:format>\n\
         <dc:language><rdf:Bag><rdf:li>{LANGUAGE}</rdf:li></rdf:Bag></dc:language>\n\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\n\
         </rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>"
    )
}

/// Parts of a profile that are numbers of sixteen bits and as many behind the point.
const ONE: u32 = 1 << 16;
/// White as profiles have it, D50.
const WHITE: [u32; 3] = [0xf6d6, ONE, 0xd32d];
/// The head of a profile, and a row of the table of its tags.
const HEAD: u32 = 128;
const ROW: u32 = 12;

/// The profile of what is drawn in tones of grey (ICC.1:2001-04, version 2.1): white is that of
/// paper, and between black and white lies a curve of 2.2.
fn tones() -> Vec<u8> {
    let tags = [
        (b"cprt", padded([b"text\0\0\0\0".as_slice(), b"No copyright, use freely.\0"].concat())),
        (b"desc", padded(description())),
        (b"kTRC", padded([b"curv\0\0\0\0\0\0\0\x01".as_slice(), &[0x02, 0x33]].concat())),
        (b"wtpt", padded([b"XYZ \0\0\0\0".as_slice(), &words(&WHITE)].concat())),
    ];
    let rows: u32 = tags.iter().map(|_| ROW).sum();
    let (mut table, mut data) = (vec![0, 0, 0, 4], Vec::new());
    let mut at = HEAD + 4 + rows;
    for (name, tag) in tags {
        let long = u32::try_from(tag.len()).expect("a tag is short");
        table.extend_from_slice(name);
        table.extend(words(&[at, long]));
        data.extend(tag);
        at += long;
    }
    [head(at), table, data].concat()
}

/// The head of a profile of so many bytes.
fn head(long: u32) -> Vec<u8> {
    // Made on the first day of 2026, whenever it is written.
    let day = [2026_u16, 1, 1, 0, 0, 0].map(u16::to_be_bytes).concat();
    let mut head = words(&[long, 0, 0x0210_0000]);
    head.extend_from_slice(b"mntrGRAYXYZ ");
    head.extend(day);
    head.extend_from_slice(b"acsp");
    head.extend(words(&[0; 7]));
    head.extend(words(&WHITE));
    head.resize(128, 0);
    head
}

/// What the profile is called, in the only one of three ways that is used.
fn description() -> Vec<u8> {
    let name = [TONES.as_bytes(), b"\0"].concat();
    let long = u32::try_from(name.len()).expect("a name is short");
    let mut all = [b"desc\0\0\0\0".as_slice(), &words(&[long]), &name].concat();
    all.resize(all.len() + 4 + 4 + 2 + 1 + 67, 0);
    all
}

fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_be_bytes()).collect()
}

/// Up to the next word.
fn padded(mut tag: Vec<u8>) -> Vec<u8> {
    tag.resize(tag.len().next_multiple_of(4), 0);
    tag
}
