use super::{Check, Findings};
use crate::{content::Content, similarity::normalise};

/// How names of the kinds of UU 14/2008 Pasal 18(1) begin, normalised. They only warn: a name that
/// begins like one may be that of something else, and the kinds have bounds that a name does not
/// show. The wording of the paragraph was not seen in the gazette.
const BEGINNINGS: &[&str] = &[
    "putusan pengadilan",
    "putusan badan peradilan",
    "putusan mahkamah",
    "peraturan",
    "keputusan",
    "ketetapan",
    "surat edaran",
    "surat perintah penghentian penyidikan",
    "surat perintah penghentian penuntutan",
    "surat ketetapan penghentian",
    "rencana pengeluaran tahunan lembaga penegak hukum",
    "laporan keuangan tahunan lembaga penegak hukum",
    "laporan hasil pengembalian uang hasil korupsi",
];

/// R10, for what can never be exempted.
pub(super) fn check(content: &Content, findings: &mut Findings) {
    for key in ["information", "document_type"] {
        let name = content.one(key).map(normalise).unwrap_or_default();
        let of_kind = |beginning: &&&str| {
            name.strip_prefix(**beginning)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        if let Some(beginning) = BEGINNINGS.iter().find(of_kind) {
            findings.add_about(Check::OpenByLaw, key, *beginning);
        }
    }
}
