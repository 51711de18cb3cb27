//! One request of the site: the list as it was when it came, and the tag that names the answer.

use std::sync::Arc;

use askama::Template;
use axum::{http::HeaderMap, response::Response};

use super::{Site, assets, layout::Layout};
use crate::{
    problem::Problem,
    public::{Tag, blocking},
    publisher::{Heard, Listing},
    state::AppState,
};

const HTML: &str = "text/html; charset=utf-8";

pub(crate) struct Visit {
    pub(crate) state: AppState,
    pub(crate) listing: Arc<Listing>,
    tag: Tag,
}

impl Visit {
    /// A visit of an address, with all that its answer depends on besides the list.
    pub(crate) fn new(state: &AppState, what: &str, asked: &[&str]) -> Self {
        let listing = state.listing();
        let build = assets::addresses();
        let seen = state.site().seen();
        let all: Vec<&str> = [build.style].iter().chain(&seen).chain(asked).copied().collect();
        let tag = Tag::new(&listing, &format!("site/{what}"), &all);
        Self { state: state.clone(), listing, tag }
    }

    /// The same where the answer tells since when offices are silent.
    #[must_use]
    pub(crate) fn telling(self, silence: impl FnOnce(&Heard) -> String) -> Self {
        let silence = silence(&self.listing.heard);
        Self { tag: self.tag.telling(&silence), ..self }
    }

    /// The answer to who has it already.
    pub(crate) fn known(&self, headers: &HeaderMap) -> Option<Response> {
        self.tag.not_modified(headers)
    }

    /// What stands around a page.
    pub(crate) fn layout(&self, title: &str, path: &str) -> Layout {
        Layout::new(&self.listing, self.site(), title, path)
    }

    pub(crate) fn site(&self) -> &Site {
        self.state.site()
    }

    pub(crate) fn html(&self, page: &impl Template) -> Result<Response, Problem> {
        self.written(HTML, page)
    }

    /// A template as an answer.
    pub(crate) fn written(
        &self,
        kind: &'static str,
        of: &impl Template,
    ) -> Result<Response, Problem> {
        Ok(self.answer(kind, render(of)?))
    }

    /// An answer with its tag.
    pub(crate) fn answer(&self, kind: &'static str, body: String) -> Response {
        self.tag.answer(kind, body)
    }

    /// Reads the store on a thread that may wait.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&AppState) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let state = self.state.clone();
        blocking(move || read(&state)).await
    }
}

/// A template's text. It fails only where a value cannot be written, and none can.
pub(crate) fn render(of: &impl Template) -> Result<String, Problem> {
    of.render().map_err(|error| {
        tracing::error!(%error, "a page was not written");
        Problem::new("internal")
    })
}
