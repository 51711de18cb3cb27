//! A server over memory, and a country whose story it is told.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, Request, Response, StatusCode},
};
use http_body_util::BodyExt as _;
use kecuali_domain::Scope;
use kecuali_encoding::Digest;
use kecuali_protocol::{
    frame, limits,
    request::{KEY_HEADER, MEDIA_TYPE, NONCE_HEADER, SIGNATURE_HEADER, request_frame, to_hex},
    sync::{Have, PushedRecord, SyncRequest, SyncResponse, VERSION},
};
use kecuali_server::{
    clock::Clock,
    config::Bounds,
    data::DataFolder,
    hub::{Hub, Share, Start},
    router::service,
    shelf::Shelved,
    site::Site,
    state::AppState,
};
use kecuali_storage::{MemoryStore, Store};
use kecuali_sync::{write_attachment, write_record};
use kecuali_testkit::{Actor, Scene, What, cast};
use serde_json::Value;
use tokio::task::JoinHandle;
use tower::ServiceExt as _;

pub(crate) const HOST: &str = "Dik.Example:8080";

#[derive(Debug, Default)]
pub(crate) struct TestClock(AtomicU64);

impl TestClock {
    pub(crate) fn at(milliseconds: u64) -> Arc<Self> {
        Arc::new(Self(AtomicU64::new(milliseconds)))
    }

    pub(crate) fn pass_hours(&self, hours: u64) {
        self.0.fetch_add(hours * 3_600_000, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn milliseconds(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// An answer that was read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn code(&self) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json");
        self.json()["code"].as_str().unwrap().to_owned()
    }

    pub(crate) fn sync(&self, pushed: usize) -> SyncResponse {
        assert_eq!(self.status, StatusCode::OK, "{:?}", self.body);
        let opened = frame::open(&self.body, limits::BODY).unwrap();
        SyncResponse::read(&opened, pushed).unwrap()
    }
}

pub(crate) struct World {
    pub(crate) scene: Scene,
    pub(crate) hub: Hub,
    pub(crate) clock: Arc<TestClock>,
    pub(crate) store: Arc<dyn Store>,
    app: Shelved,
    nonces: std::sync::Mutex<BTreeMap<u8, String>>,
}

impl World {
    /// A server that nobody has told anything yet.
    pub(crate) fn empty() -> Self {
        let store: Arc<dyn Store> = Arc::new(MemoryStore::default());
        Self::over(&store, [1; 8])
    }

    /// A server over a store, as it starts.
    pub(crate) fn over(store: &Arc<dyn Store>, epoch: [u8; 8]) -> Self {
        let scene = Scene::new();
        let start = start(&scene, store, epoch);
        Self::start(scene, start)
    }

    /// A server whose operator has said this about its site.
    pub(crate) fn with_site(site: Site) -> Self {
        Self::with_files(site, None)
    }

    /// The same with a folder for the files of the list.
    pub(crate) fn with_files(site: Site, folder: Option<&Path>) -> Self {
        let store: Arc<dyn Store> = Arc::new(MemoryStore::default());
        let scene = Scene::new();
        let data = folder.map(DataFolder::new);
        let start = Start { data, ..start(&scene, &store, [1; 8]) };
        Self::start_as(scene, start, Bounds::default(), site)
    }

    /// A server that works on so much at once.
    pub(crate) fn bounded(store: &Arc<dyn Store>, bounds: Bounds) -> Self {
        let scene = Scene::new();
        let start = start(&scene, store, [1; 8]);
        Self::start_bounded(scene, start, bounds)
    }

    pub(crate) fn start(scene: Scene, start: Start) -> Self {
        Self::start_bounded(scene, start, Bounds::default())
    }

    fn start_bounded(scene: Scene, start: Start, bounds: Bounds) -> Self {
        Self::start_as(scene, start, bounds, Site::default())
    }

    fn start_as(scene: Scene, start: Start, bounds: Bounds, site: Site) -> Self {
        Self::start_sharing(scene, start, bounds, site, Share::default())
    }

    /// A server that lets offices take so much of its disk.
    pub(crate) fn start_sharing(
        scene: Scene,
        start: Start,
        bounds: Bounds,
        site: Site,
        share: Share,
    ) -> Self {
        let store = Arc::clone(&start.store);
        let (hub, _writer) = Hub::start_sharing(start, share).unwrap();
        let clock = Arc::new(TestClock::default());
        clock.pass_hours(500_000);
        let same = Arc::clone(&clock);
        let state = AppState::new(hub.clone(), same, bounds, [9; 32], [0; 4]).with_site(site);
        let app = service(state);
        Self { scene, hub, clock, store, app, nonces: std::sync::Mutex::default() }
    }

    /// A server that was told all that has happened in the scene.
    pub(crate) async fn new() -> Self {
        let mut world = Self::empty();
        world.catch_up().await;
        world
    }

    /// Tells the server what has happened in the scene since, as offices would.
    pub(crate) async fn catch_up(&mut self) {
        let logs: Vec<(Scope, _)> =
            self.scene.logs().map(|(scope, log)| (scope.clone(), log.clone())).collect();
        for (scope, log) in logs {
            let known = self.hub.head(&scope).unwrap().position;
            let new = log.members.into_iter().filter(|member| member.point.position > known);
            for member in new {
                match member.what {
                    What::Day(mark) => {
                        self.hub.keep_day(mark.day).await.unwrap().unwrap();
                    }
                    What::Record { record, openings, .. } => {
                        let attachment = openings.as_ref().map(write_attachment);
                        let pushed = PushedRecord { record: write_record(&record), attachment };
                        let response = self.push(&cast::NATIONAL_PC, vec![pushed]).await;
                        assert_eq!(response.refusals, [], "{scope}");
                    }
                }
                let head = self.hub.head(&scope).unwrap();
                assert_eq!(head.position, member.point.position, "{scope}");
            }
        }
    }

    pub(crate) async fn push(&self, by: &Actor, push: Vec<PushedRecord>) -> SyncResponse {
        let pushed = push.len();
        let have = Have::Vector(Vec::new());
        let request =
            SyncRequest { version: VERSION, have, push, want_bytes: 1 << 20, given: None };
        self.sync(by, &request).await.sync(pushed)
    }

    /// One sync, with a fresh nonce where the last one is stale.
    pub(crate) async fn sync(&self, by: &Actor, request: &SyncRequest) -> Answer {
        let body = frame::wrap(&request.to_bytes());
        let answer = self.send(self.signed(by, "POST", "/sync", body.clone())).await;
        self.keep_nonce(by, &answer);
        if answer.status != StatusCode::UNAUTHORIZED {
            return answer;
        }
        let answer = self.send(self.signed(by, "POST", "/sync", body)).await;
        self.keep_nonce(by, &answer);
        answer
    }

    pub(crate) fn keep_nonce(&self, by: &Actor, answer: &Answer) {
        let nonce = answer.header(NONCE_HEADER).to_owned();
        self.nonces.lock().unwrap().insert(by.seed, nonce);
    }

    /// A request signed with the last nonce that its signer was sent.
    pub(crate) fn signed(
        &self,
        by: &Actor,
        method: &str,
        target: &str,
        body: Vec<u8>,
    ) -> Request<Body> {
        let nonce = self.nonces.lock().unwrap().get(&by.seed).cloned();
        let nonce = nonce.unwrap_or_else(|| "none".to_owned());
        let root = self.scene.national().root_id();
        let hash = Digest::of(&body).0;
        let host = HOST.to_lowercase();
        let signed = request_frame(root.as_bytes(), method, &host, target, &hash, &nonce);
        Request::builder()
            .method(method)
            .uri(target)
            .header("host", HOST)
            .header("content-type", MEDIA_TYPE)
            .header("content-length", body.len())
            .header(KEY_HEADER, to_hex(by.id().as_bytes()))
            .header(NONCE_HEADER, nonce)
            .header(SIGNATURE_HEADER, to_hex(&by.key().sign(&signed).0))
            .body(Body::from(body))
            .unwrap()
    }

    pub(crate) async fn get(&self, target: &str) -> Answer {
        self.send(Request::get(target).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn get_if_new(&self, target: &str, tag: &str) -> Answer {
        let request = Request::get(target).header("if-none-match", tag);
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        answer(self.app.clone(), request).await
    }

    /// Asks, and goes on while the answer is made.
    pub(crate) fn begin(&self, target: &str) -> JoinHandle<Answer> {
        let request = Request::get(target).body(Body::empty()).unwrap();
        tokio::spawn(answer(self.app.clone(), request))
    }
}

async fn answer(app: Shelved, request: Request<Body>) -> Answer {
    let response: Response<Body> = app.oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    Answer { status: parts.status, headers: parts.headers, body }
}

fn start(scene: &Scene, store: &Arc<dyn Store>, epoch: [u8; 8]) -> Start {
    let root = scene.national().root().clone();
    let store = Arc::clone(store);
    Start { root, store, log_key: cast::LOG.key(), epoch, clock: TestClock::at(0), data: None }
}
