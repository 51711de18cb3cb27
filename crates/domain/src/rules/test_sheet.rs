use super::{Check, Findings};
use crate::{content::Content, field::field, ids::Day};

const CONCLUSION: &str = "test_conclusion";
const DATE: &str = "test_date";

/// R04: a test that is complete, concludes *exempt*, and is not dated after the decision.
pub(super) fn check(content: &Content, decided: Day, findings: &mut Findings) {
    let is_bad = |key: &&&str| {
        let readable = |value| field(key).is_some_and(|field| field.accepts(value));
        !content.has(key) || content.one(key).is_some_and(|value| !readable(value))
    };
    let incomplete: Vec<_> = Check::TestIncomplete.rule().fields.iter().filter(is_bad).collect();
    for key in &incomplete {
        findings.add(Check::TestIncomplete, **key);
    }
    // Who tested, where and why is asked once there is a test.
    let unattended = Check::TestUnattended.rule().fields.iter().find(|key| !content.has(key));
    if let Some(key) = unattended.filter(|_| incomplete.is_empty()) {
        findings.add(Check::TestUnattended, *key);
    }
    check_conclusion(content, findings);
    let tested: Option<Day> = content.one(DATE).and_then(|day| day.parse().ok());
    findings.add_if(tested.is_some_and(|tested| tested > decided), Check::TestDatedLater, DATE);
}

/// A test that concludes *open* contradicts every exemption, whoever made it.
pub(super) fn check_conclusion(content: &Content, findings: &mut Findings) {
    let open = content.one(CONCLUSION) == Some("open");
    findings.add_if(open, Check::TestConcludedOpen, CONCLUSION);
}

/// Whether content has anything of a test sheet.
pub(super) fn begun(content: &Content) -> bool {
    Check::TestIncomplete.rule().fields.iter().any(|key| content.has(key))
}
