//! Every address of the pages.

use axum::{Router, extract::DefaultBodyLimit, middleware, routing::get};

use super::{
    answers,
    app::App,
    assets, fault, guard,
    pages::{self, decision, machine, procedure, register},
    upload,
};

/// The pages of one data folder, as they are heard and answered.
pub fn router(app: App) -> Router {
    let forms = Router::new()
        .merge(pages::routes())
        .merge(register::routes())
        .merge(procedure::routes())
        .merge(decision::routes())
        .merge(machine::routes())
        .layer(DefaultBodyLimit::max(answers::MOST_BYTES));
    let files = Router::new()
        .merge(procedure::files())
        .merge(decision::files())
        .merge(machine::files())
        .layer(DefaultBodyLimit::max(upload::MOST_BYTES));
    Router::new()
        .merge(forms)
        .merge(files)
        .route("/aset/{file}", get(assets::show))
        .fallback(|| async { fault::Fault::NoPage })
        .method_not_allowed_fallback(|| async { fault::Fault::NoView })
        .layer(middleware::from_fn_with_state(app.clone(), fault::around))
        .layer(middleware::from_fn_with_state(app.clone(), guard::guard))
        .with_state(app)
}
