//! The shapes of public answers: what is serialised, and what the schemas are made from.
//!
//! Members are added, never renamed or taken away. Texts beside machine values are Indonesian,
//! ready to be shown.

mod code;
mod decision;
mod document;
mod event;
mod fixed;
mod office;
mod page;

pub(crate) use self::{
    code::{Code, CodeList, CodeLists, ListName},
    decision::{DecisionItem, DecisionPage, DecisionSummary, DecisionView},
    document::{DecisionDocument, OfficeDocument},
    event::{EventPage, EventView},
    fixed::{CheckpointShape, ProblemKind, ProblemShape, ProofShape, SnapshotsShape},
    office::{OfficeList, OfficeView},
    page::{EntriesAnswer, Envelope, GroupPage, GroupView, Listed, RowPage},
};
