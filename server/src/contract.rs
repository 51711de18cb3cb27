//! What the public interface promises: one table, from which the router and the `OpenAPI` document
//! are made, so that neither can have what the other lacks.

mod openapi;
mod parameter;
mod shape;
mod table;

pub(crate) use self::{openapi::document, shape::SHAPES, table::ROUTES};
use self::{parameter::Parameter, shape::Shape};
use crate::state::AppState;

/// One address.
#[derive(Clone, Copy)]
pub(crate) struct Route {
    /// With its parts in braces.
    pub(crate) path: &'static str,
    /// What programs call it.
    name: &'static str,
    /// What it answers.
    summary: &'static str,
    /// What stands in braces.
    in_path: &'static [Parameter],
    /// What may be asked.
    query: &'static [Parameter],
    /// What an answer looks like.
    answer: &'static Shape,
    /// In which form.
    media: &'static str,
    /// Whether parts of it can be asked for.
    in_parts: bool,
    /// The problems there may be, beside those of every address.
    problems: &'static [&'static str],
    /// What answers.
    pub(crate) handler: fn() -> axum::routing::MethodRouter<AppState>,
}
