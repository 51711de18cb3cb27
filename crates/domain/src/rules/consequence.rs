use super::{Check, Findings, legal::Bases};
use crate::content::Content;

const OPENED: &str = "consequence_if_opened";
const CLOSED: &str = "consequence_if_closed";

/// Words that name the interest of a letter of Pasal 17. Real lists justify memoranda (i) with
/// the defence of the state (c); letters i and j have no harm of their own.
const INTERESTS: &[(char, &[&str])] = &[
    ('a', &["penyelidikan", "penyidikan", "penegakan hukum", "tindak pidana"]),
    ('b', &["persaingan usaha", "kekayaan intelektual"]),
    ('c', &["pertahanan", "keamanan negara"]),
    ('d', &["kekayaan alam"]),
    ('e', &["ketahanan ekonomi"]),
    ('f', &["hubungan luar negeri", "negosiasi internasional"]),
    ('g', &["wasiat", "akta otentik"]),
    ('h', &["rahasia pribadi", "data pribadi"]),
];

/// R03.
pub(super) fn check(content: &Content, bases: &Bases, findings: &mut Findings) {
    for key in [OPENED, CLOSED] {
        findings.add_if(!content.has(key), Check::ConsequenceMissing, key);
    }
    let Some(opened) = content.one(OPENED).map(plain) else { return };
    let same = content.one(CLOSED).is_some_and(|closed| plain(closed) == opened);
    findings.add_if(same, Check::ConsequencesSame, CLOSED);

    let cited = bases.letters();
    let named = || INTERESTS.iter().filter(|(_, words)| words.iter().any(|w| opened.contains(w)));
    let of_another = named().next().is_some() && !named().any(|(letter, _)| cited.contains(letter));
    findings.add_if(of_another && !cited.is_empty(), Check::HarmOfAnotherLetter, OPENED);
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
