//! Answers of the public interface that are given again as they are, while the list is what it was.
//!
//! Who reads the list asks the same few things, and most often has the answer already. What is
//! here passes by routes, gates and the store; it is told in the log like every other answer.

use std::{
    collections::HashMap,
    convert::Infallible,
    pin::Pin,
    sync::{Arc, PoisonError, RwLock},
    task::{Context, Poll},
};

use axum::{
    Router,
    body::{Body, Bytes, HttpBody as _},
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::Response,
};
use http_body_util::BodyExt as _;
use tower::Service;

use crate::{
    observe::{self, REQUEST_ID},
    public,
    publisher::Listing,
    state::AppState,
};

/// Bytes of all answers that are kept, and of the longest of them.
const ROOM: usize = 16 << 20;
const LONGEST: u64 = 1 << 20;

/// The router behind the shelf.
#[derive(Debug, Clone)]
pub struct Shelved {
    router: Router,
    state: AppState,
}

/// What is kept, and of what list.
#[derive(Debug, Default)]
pub(crate) struct Shelf(RwLock<Kept>);

#[derive(Debug, Default)]
struct Kept {
    of: Option<Moment>,
    answers: HashMap<String, Arc<Answer>>,
    bytes: usize,
}

/// What every answer is a function of: the list, and which editions of it are printed.
#[derive(Debug, Clone)]
pub(crate) struct Moment {
    listing: Arc<Listing>,
    editions: u64,
}

#[derive(Debug)]
struct Answer {
    route: String,
    tag: String,
    /// What those are told who have it already.
    unchanged: HeaderMap,
    /// All of it, where it is short.
    whole: Option<(HeaderMap, Bytes)>,
}

impl Moment {
    pub(crate) const fn new(listing: Arc<Listing>, editions: u64) -> Self {
        Self { listing, editions }
    }

    fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.listing, &other.listing) && self.editions == other.editions
    }
}

impl Shelf {
    fn find(&self, now: &Moment, asked: &str) -> Option<Arc<Answer>> {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let current = kept.of.as_ref().is_some_and(|of| of.is(now));
        kept.answers.get(asked).filter(|_| current).cloned()
    }

    fn keep(&self, now: &Moment, asked: String, answer: Arc<Answer>) {
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let body = answer.whole.as_ref().map_or(0, |(_, body)| body.len());
        let more = body + asked.len() + 2_048;
        let current = kept.of.as_ref().is_some_and(|of| of.is(now));
        if current && answer.whole.is_none() && kept.answers.contains_key(&asked) {
            return;
        }
        if !current || kept.bytes + more > ROOM {
            *kept = Kept { of: Some(now.clone()), ..Kept::default() };
        }
        kept.bytes += more;
        kept.answers.insert(asked, answer);
    }
}

impl Shelved {
    pub(crate) const fn new(router: Router, state: AppState) -> Self {
        Self { router, state }
    }

    /// The answer from the shelf.
    fn at_hand(&self, request: &Request, now: &Moment) -> Option<Response> {
        let asked = request.uri().path_and_query()?.as_str();
        let answer = self.state.shelf().find(now, asked)?;
        let mut response = Response::new(Body::empty());
        if public::is_known(request.headers(), &answer.tag) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            *response.headers_mut() = answer.unchanged.clone();
        } else {
            let (headers, body) = answer.whole.as_ref()?;
            *response.headers_mut() = headers.clone();
            if request.method() == Method::GET {
                *response.body_mut() = Body::from(body.clone());
            }
        }
        let began = self.state.clock().milliseconds();
        observe::told(&self.state, request.method(), &answer.route, began, &mut response);
        Some(response)
    }
}

impl Service<Request> for Shelved {
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        if !may_be_kept(&request) {
            return Box::pin(self.router.call(request));
        }
        let now = self.state.moment();
        if let Some(response) = self.at_hand(&request, &now) {
            return Box::pin(std::future::ready(Ok(response)));
        }
        let (state, asked) = (self.state.clone(), request.uri().to_string());
        let answered = self.router.call(request);
        Box::pin(async move { Ok(kept(&state, &now, asked, answered.await?).await) })
    }
}

/// Whether a request asks for something that many ask for: the whole of a public answer. What is not
/// public has no tag, and is not kept for that.
fn may_be_kept(request: &Request) -> bool {
    let reads = request.method() == Method::GET || request.method() == Method::HEAD;
    let headers = request.headers();
    let part = headers.contains_key(header::RANGE);
    let since = headers.contains_key(header::IF_MODIFIED_SINCE);
    reads && !part && !since && !request.uri().path().starts_with("/sync")
}

/// Keeps an answer that has a tag, if the list is still what it is of: all of it where it is short.
async fn kept(state: &AppState, now: &Moment, asked: String, response: Response) -> Response {
    let tag = response.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok());
    let tagged = matches!(response.status(), StatusCode::OK | StatusCode::NOT_MODIFIED);
    let Some(tag) = tag.filter(|_| tagged).map(str::to_owned) else { return response };
    let route = response.extensions().get::<observe::Route>().map(|route| route.0.clone());
    let mut unchanged = response.headers().clone();
    for name in [REQUEST_ID, header::CONTENT_LENGTH, header::CONTENT_TYPE, header::LINK] {
        unchanged.remove(name);
    }
    let (whole, response) = match whole(response).await {
        Ok(read) => read,
        Err(broken) => return broken,
    };
    if state.moment().is(now) {
        let answer = Answer { route: route.unwrap_or_default(), tag, unchanged, whole };
        state.shelf().keep(now, asked, Arc::new(answer));
    }
    response
}

type Whole = Option<(HeaderMap, Bytes)>;

/// An answer with all that is in it, where that is short and its length is known.
async fn whole(response: Response) -> Result<(Whole, Response), Response> {
    let length = response.body().size_hint().exact();
    let short = length.is_some_and(|length| (1..=LONGEST).contains(&length));
    if !short || response.status() != StatusCode::OK {
        return Ok((None, response));
    }
    let (parts, body) = response.into_parts();
    let body = body.collect().await.map_err(|_| public::broken())?.to_bytes();
    let mut headers = parts.headers.clone();
    headers.remove(REQUEST_ID);
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
    let response = Response::from_parts(parts, Body::from(body.clone()));
    Ok((Some((headers, body)), response))
}
