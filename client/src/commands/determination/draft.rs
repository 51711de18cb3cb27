//! Determinations while they are being prepared.

use std::path::Path;

use kecuali_domain::{
    Kind,
    determination::{DETERMINATION_FIELDS, determination_field},
    field::{FIELDS, Field},
    handle,
};
use serde_json::json;

use crate::{
    catalogue::{draft, input, question, screen},
    cli::{Consent, Context, entry},
    commands::entry::content_text,
    error::{Exit, OfficeError},
    office::{
        Name, Office,
        determination::{read_determination, read_determination_field},
        draft::{DraftSummary, DraftView},
        input::Fields,
        standing::FindingView,
    },
    ui::findings_text,
};

/// The fields of a determination and of its items, for the help.
pub(super) fn fields_help() -> String {
    let line = |field: &Field| format!("  {:<24} {}", field.name, field.label);
    let lines = |fields: Vec<&Field>| fields.into_iter().map(line).collect::<Vec<_>>().join("\n");
    let sheet = FIELDS.iter().filter(|field| determination_field(field.name).is_some());
    let own = lines(DETERMINATION_FIELDS.iter().chain(sheet).collect());
    let in_item = |field: &&Field| field.in_item && determination_field(field.name).is_none();
    let items = lines(FIELDS.iter().filter(in_item).collect());
    screen::determination_fields(&own, &items)
}

/// The fields that were given one by one, and in a file.
pub(super) fn fields(set: &[String], from: Option<&Path>) -> Result<Fields, OfficeError> {
    let mut fields = from.map(read_determination).transpose()?.unwrap_or_default();
    for text in set {
        let (name, value) = text
            .split_once('=')
            .ok_or_else(|| OfficeError::Input(input::not_an_assignment(text)))?;
        fields.push(read_determination_field(name.trim(), value.trim())?);
    }
    Ok(fields)
}

/// The fields that submitted entries bring along. Where they differ, that is said.
pub(super) fn from_entries(
    context: &Context,
    office: &mut Office,
    typed: &[String],
) -> Result<Fields, OfficeError> {
    let names = typed.iter().map(|typed| entry(office, typed));
    let names = names.collect::<Result<Vec<_>, _>>()?;
    let items = office.as_items(&names);
    if !items.differing.is_empty() {
        context.ui.remark(&draft::differing(&items.differing));
    }
    if items.is_untested {
        context.ui.remark(draft::TEST_NOT_COPIED);
    }
    let fields = items.fields();
    items.refused.into_iter().next().map_or(Ok(fields), |(_, error)| Err(error))
}

pub(super) fn prepare(
    context: &Context,
    office: &mut Office,
    draft: Option<&str>,
    fields: &Fields,
) -> Result<Exit, OfficeError> {
    let name = match draft {
        Some(draft) => {
            let name = office.find(draft, Kind::DraftDetermination)?;
            write(context, office, &name, fields)?;
            name
        }
        None => office.draft_determination(context.acting(), fields)?,
    };
    let findings = office.determination_findings(&name)?;
    let findings: Vec<FindingView> = findings.iter().map(FindingView::from).collect();
    let handle = handle(&name.0, name.1);
    context.ui.show(&json!({ "draft": handle, "findings": findings }), |_| {
        format!("{handle}\n{}", findings_text(&findings))
    });
    Ok(Exit::Success)
}

fn write(
    context: &Context,
    office: &mut Office,
    name: &Name,
    fields: &Fields,
) -> Result<(), OfficeError> {
    if fields.is_empty() { Ok(()) } else { office.edit(context.acting(), name, fields) }
}

pub(super) fn discard(
    context: &Context,
    office: &mut Office,
    draft: &str,
    consent: Consent,
) -> Result<Exit, OfficeError> {
    let name = office.find(draft, Kind::DraftDetermination)?;
    office.check_discardable(&name)?;
    if consent.given(context, question::DRAFT_DISCARDED, || office.draft(&name), view)? {
        office.discard_draft(context.acting(), &name)?;
        let handle = handle(&name.0, name.1);
        context.ui.show(&json!({ "discarded": handle }), |_| draft::discarded(&handle));
    }
    Ok(Exit::Success)
}

/// A draft in a list.
pub(super) fn line(draft: &DraftSummary) -> String {
    let DraftSummary { draft, number, title, items, number_taken } = draft;
    draft::line(draft, number, title, *items, *number_taken)
}

/// A draft with all its fields.
pub(super) fn view(draft: &DraftView) -> String {
    format!("{}\n\n{}", line(&draft.summary), content_text(&draft.fields, &draft.findings))
}
