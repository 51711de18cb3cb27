use super::{
    Check, Context, Finding, Findings, Numbered, authority, personal_data,
    substance::{check_substance, required},
    test_sheet,
};
use crate::{
    content::Content,
    determination::DeterminationDraft,
    ids::{Day, OfficeId},
};

/// Everything that is not as it should be in a determination that is being prepared, or in a past
/// one that is being registered: rules look at the day of the decision itself.
pub fn check_determination(draft: &DeterminationDraft, context: &Context) -> Vec<Finding> {
    let mut findings = Findings::default();
    let day = draft.day.unwrap_or(context.day);
    for name in draft.missing() {
        findings.add(Check::DeterminationFieldMissing, name);
    }
    if let Some(office) = &draft.authority {
        authority::check(office, day, &context.delegations, &mut findings);
        number(draft, office, context, &mut findings);
    }
    if let Some(title) = &draft.title {
        personal_data::look(title, "title", &mut findings);
    }
    personal_data::check(&draft.sheet, &mut findings);
    findings.add_if(draft.items.is_empty(), Check::ItemsMissing, "item");
    // One test sheet may serve all items, and what is wrong with it stands in it, once; an item that
    // has begun its own is judged by that.
    let shares = |item: &Content| !test_sheet::begun(item);
    if draft.items.values().any(shares) {
        test_sheet::check(&draft.sheet, day, &mut findings);
    }
    for (number, item) in &draft.items {
        let found = check_item(item, day);
        let below =
            |finding: Finding| Finding { key: format!("item/{number}/{}", finding.key), ..finding };
        findings.0.extend(found.into_iter().map(below));
    }
    findings.0
}

fn check_item(item: &Content, day: Day) -> Vec<Finding> {
    let mut findings = Findings::default();
    check_substance(item, day, &mut findings);
    required(item, true, &mut findings);
    if test_sheet::begun(item) {
        test_sheet::check(item, day, &mut findings);
    }
    findings.0
}

fn number(
    draft: &DeterminationDraft,
    office: &OfficeId,
    context: &Context,
    findings: &mut Findings,
) {
    if let (Some(number), Some(year)) = (&draft.number, draft.year) {
        let taken = context.taken.contains(&Numbered::new(office, number, year));
        findings.add_if(taken, Check::NumberTaken, "number");
    }
}
