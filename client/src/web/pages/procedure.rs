//! The steps of an office's procedure: lists that come in, approval, the archive, lists that go
//! out.

mod approval;
mod archive;
mod chosen;
mod export;
mod import;

use axum::Router;

use crate::web::app::App;

pub(crate) fn routes() -> Router<App> {
    approval::routes().merge(archive::routes()).merge(import::routes()).merge(export::routes())
}

/// Forms that bring files.
pub(crate) fn files() -> Router<App> {
    approval::files().merge(archive::files()).merge(import::files())
}
