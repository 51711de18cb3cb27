use std::collections::BTreeSet;

use super::{
    Check, Delegation, Finding, Findings, Numbered, consequence, legal, open_by_law, personal_data,
    term, test_sheet,
};
use crate::{
    article17::Letters,
    content::Content,
    field::FIELDS,
    ids::{Day, OfficeId},
};

/// What the checks need to know beside the content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// The day of the log: of the determination, when one is about to be made.
    pub day: Day,
    /// The office whose document it is.
    pub office: OfficeId,
    /// What an entry is.
    pub substance: Substance,
    /// The numbers that other documents already have.
    pub taken: BTreeSet<Numbered>,
    /// The delegations of KPU RI to provinces.
    pub delegations: Vec<Delegation>,
}

/// What an entry is, compared with the determinations of KPU RI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Substance {
    /// Something that no determination covers: it needs a test of its own.
    New,
    /// An application of an item, whose test was made when the item was issued.
    Applies {
        /// Whether that item is in force.
        in_force: bool,
        /// The letters of Pasal 17 that the item cites; none where they are not known.
        grounds: Letters,
    },
}

/// Everything that is not as it should be in an entry.
pub fn check_entry(content: &Content, given: &Context) -> Vec<Finding> {
    let mut findings = Findings::default();
    check_substance(content, given.day, &mut findings);
    required(content, false, &mut findings);
    match given.substance {
        Substance::New => test_sheet::check(content, given.day, &mut findings),
        Substance::Applies { in_force, grounds } => {
            test_sheet::check_conclusion(content, &mut findings);
            legal::Bases::of(content).check_item(grounds, &mut findings);
            findings.add_if(!in_force, Check::ItemNotInForce, "under");
        }
    }
    number(content, given, &mut findings);
    security(content, &mut findings);
    findings.0
}

impl Substance {
    /// An application of an item in force of which nothing more is known.
    pub fn applied() -> Self {
        Self::Applies { in_force: true, grounds: Letters::default() }
    }
}

/// What an entry and an item of a determination have in common.
pub(super) fn check_substance(content: &Content, day: Day, findings: &mut Findings) {
    let bases = legal::Bases::of(content);
    bases.check(day, findings);
    consequence::check(content, &bases, findings);
    term::check(content, &bases, day, findings);
    open_by_law::check(content, findings);
    personal_data::check(content, findings);
}

/// R06, for the fields that no other rule asks for.
pub(super) fn required(content: &Content, item: bool, findings: &mut Findings) {
    let check = Check::RequiredFieldMissing;
    let asked = FIELDS.iter().filter(|field| check.rule().fields.contains(&field.name));
    for field in asked.filter(|field| field.in_item || !item) {
        findings.add_if(!content.has(field.name), check, field.name);
    }
}

/// R16: the secrecy level of an archive is another matter than its exemption, but not *ordinary*.
fn security(content: &Content, findings: &mut Findings) {
    const LEVEL: &str = "records_security_level";
    let ordinary = content.one(LEVEL) == Some("ordinary");
    findings.add_if(ordinary, Check::SecurityLevelTooLow, LEVEL);
}

fn number(content: &Content, given: &Context, findings: &mut Findings) {
    let year = content.one("register_year").and_then(|year| year.parse().ok());
    if let (Some(number), Some(year)) = (content.one("register_number"), year) {
        let numbered = Numbered::new(&given.office, number, year);
        findings.add_if(given.taken.contains(&numbered), Check::NumberTaken, "register_number");
    }
}
