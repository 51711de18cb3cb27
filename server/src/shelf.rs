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
    state::AppState,
};

/// Bytes of all answers that are kept, and of the longest of them.
const ROOM: usize = 16 << 20;
const LONGEST: u64 = 1 << 20;

/// The router behind the shelf.
#[derive(Debug, Clone)]
pub struct Shelved(Arc<Behind>);

#[derive(Debug)]
struct Behind {
    router: Router,
    state: AppState,
}

/// What is kept, and of what list.
#[derive(Debug, Default)]
pub(crate) struct Shelf(RwLock<Kept>);

#[derive(Debug, Default)]
struct Kept {
    of: Option<Moment>,
    answers: HashMap<String, Answer>,
    bytes: usize,
}

/// What every answer is a function of: which list it is, and which editions of it are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) listing: u64,
    pub(crate) editions: u64,
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

impl Shelf {
    /// What is read of an answer that is kept; the lock is held meanwhile, so that nothing is
    /// counted up and down between the cores.
    fn find<T>(
        &self,
        now: Moment,
        asked: &str,
        read: impl FnOnce(&Answer) -> Option<T>,
    ) -> Option<T> {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        kept.answers.get(asked).filter(|_| kept.of == Some(now)).and_then(read)
    }

    fn keep(&self, now: Moment, asked: String, answer: Answer) {
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let body = answer.whole.as_ref().map_or(0, |(_, body)| body.len());
        let more = body + asked.len() + 2_048;
        let current = kept.of == Some(now);
        if current && answer.whole.is_none() && kept.answers.contains_key(&asked) {
            return;
        }
        if !current || kept.bytes + more > ROOM {
            *kept = Kept { of: Some(now), ..Kept::default() };
        }
        kept.bytes += more;
        kept.answers.insert(asked, answer);
    }
}

impl Answer {
    /// What is answered to a request; none where it must be made.
    fn to(&self, request: &Request) -> Option<Response> {
        let mut response = Response::new(Body::empty());
        let headers = request.headers();
        if public::is_known(headers, &self.tag) || public::has_any(headers) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            *response.headers_mut() = self.unchanged.clone();
        } else {
            let (headers, body) = self.whole.as_ref()?;
            *response.headers_mut() = headers.clone();
            if request.method() == Method::GET {
                *response.body_mut() = Body::from(body.clone());
            }
        }
        Some(response)
    }
}

impl Shelved {
    pub(crate) fn new(router: Router, state: AppState) -> Self {
        Self(Arc::new(Behind { router, state }))
    }
}

impl Behind {
    /// The answer from the shelf, which takes no time to speak of.
    fn at_hand(&self, request: &Request, now: Moment) -> Option<Response> {
        let asked = request.uri().path_and_query()?.as_str();
        self.state.shelf().find(now, asked, |answer| {
            let mut response = answer.to(request)?;
            observe::told(&self.state, request.method(), &answer.route, || 0, &mut response);
            Some(response)
        })
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
        // A copy of the router is a handle.
        let routed = |request| self.0.router.clone().call(request);
        if !may_be_kept(&request) {
            return Box::pin(routed(request));
        }
        let now = self.0.state.moment();
        if let Some(response) = self.0.at_hand(&request, now) {
            return Box::pin(std::future::ready(Ok(response)));
        }
        let (behind, asked) = (Arc::clone(&self.0), request.uri().to_string());
        let answered = routed(request);
        Box::pin(async move { Ok(kept(&behind.state, now, asked, answered.await?).await) })
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
async fn kept(state: &AppState, now: Moment, asked: String, response: Response) -> Response {
    let tag = response.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok());
    let tagged = matches!(response.status(), StatusCode::OK | StatusCode::NOT_MODIFIED);
    let Some(tag) = tag.filter(|_| tagged).map(str::to_owned) else { return response };
    let route = response.extensions().get::<observe::Route>().map(|route| route.0.clone());
    let unchanged = public::of_unchanged(&with_room(response.headers()));
    let (whole, response) = match whole(response).await {
        Ok(read) => read,
        Err(broken) => return broken,
    };
    if state.moment() == now {
        let answer = Answer { route: route.unwrap_or_default(), tag, unchanged, whole };
        state.shelf().keep(now, asked, answer);
    }
    response
}

/// Headers with an empty place for the id of a request: a copy has no room for one more.
fn with_room(headers: &HeaderMap) -> HeaderMap {
    let mut headers = headers.clone();
    headers.insert(REQUEST_ID, HeaderValue::from_static(""));
    headers
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
    let mut headers = with_room(&parts.headers);
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
    let response = Response::from_parts(parts, Body::from(body.clone()));
    Ok((Some((headers, body)), response))
}
