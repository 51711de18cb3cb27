//! Coming in by the link that the program opens, and leaving.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::{HeaderValue, header},
    response::{Html, IntoResponse as _},
};
use serde::Deserialize;

use crate::web::{
    answers::Answers,
    app::App,
    assets,
    fault::Fault,
    visit::{Answer, Visit, cookie_name},
};

#[derive(Debug, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    tanda: String,
}

#[derive(Template)]
#[template(path = "masuk.html")]
struct Page {
    style: &'static str,
    icon: &'static str,
}

/// Logs in. The answer is a page that goes on by itself and no redirect: what follows a redirect
/// from another program counts as sent by that program, and a strict cookie does not go along.
pub(crate) async fn enter(State(app): State<App>, Query(asked): Query<Asked>) -> Answer {
    let id = app.sessions().enter(app.opener(), &asked.tanda).ok_or(Fault::OldLink)?;
    let cookie = format!("{}={id}; Path=/; HttpOnly; SameSite=Strict", cookie_name(app.port()));
    let cookie = HeaderValue::from_str(&cookie).map_err(|_| Fault::Broken)?;
    let assets = assets::addresses();
    let page = Page { style: assets.style, icon: assets.icon };
    let page = Html(page.render().unwrap_or_default());
    Ok(([(header::SET_COOKIE, cookie)], page).into_response())
}

#[derive(Template)]
#[template(path = "keluar.html")]
struct Left {
    style: &'static str,
    icon: &'static str,
}

/// Logs out, and says how to come in again. The page stands for itself: without a session there is
/// no page to go to.
pub(crate) async fn leave(visit: Visit, _form: Answers) -> Answer {
    visit.leave();
    let gone = format!(
        "{}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0",
        cookie_name(visit.app().port())
    );
    let gone = HeaderValue::from_str(&gone).map_err(|_| Fault::Broken)?;
    let assets = assets::addresses();
    let page = Left { style: assets.style, icon: assets.icon };
    let page = Html(page.render().unwrap_or_default());
    Ok(([(header::SET_COOKIE, gone)], page).into_response())
}
