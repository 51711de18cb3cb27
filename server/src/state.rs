//! What every handler can reach.

use std::sync::{Arc, OnceLock};

use kecuali_storage::Store;
use kecuali_trust::RootId;
use tokio::sync::watch;

use crate::{
    clock::Clock,
    config::Bounds,
    gate::Gate,
    hub::Hub,
    index::Index,
    nonce::Nonces,
    observe::RequestIds,
    press::Press,
    publisher::Listing,
    shelf::{Moment, Shelf},
    site::Site,
};

/// Shared by all requests; a clone is a handle.
#[derive(Debug, Clone)]
pub struct AppState(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    hub: Hub,
    clock: Arc<dyn Clock>,
    gate: Gate,
    shelf: Shelf,
    nonces: Nonces,
    request_ids: RequestIds,
    stopping: watch::Sender<bool>,
    site: OnceLock<Site>,
}

impl AppState {
    /// The state around a hub. `secret` makes nonces that nobody can guess; `process` stands in
    /// request ids. Both are random.
    pub fn new(
        hub: Hub,
        clock: Arc<dyn Clock>,
        bounds: Bounds,
        secret: [u8; 32],
        process: [u8; 4],
    ) -> Self {
        Self(Arc::new(Inner {
            hub,
            clock,
            gate: Gate::new(bounds),
            shelf: Shelf::default(),
            nonces: Nonces::new(secret),
            request_ids: RequestIds::new(process),
            stopping: watch::Sender::new(false),
            site: OnceLock::new(),
        }))
    }

    /// The same with what its operator says about the site; said once.
    #[must_use]
    pub fn with_site(self, site: Site) -> Self {
        drop(self.0.site.set(site));
        self
    }

    /// The hub.
    pub fn hub(&self) -> &Hub {
        &self.0.hub
    }

    /// Lets those go who wait for news, so that the server can stop.
    pub fn stop(&self) {
        self.0.stopping.send_replace(true);
    }

    /// Resolves when the server is to stop.
    pub(crate) async fn stopping(&self) {
        let mut stopping = self.0.stopping.subscribe();
        // The sender is in this very state, so there is always one.
        drop(stopping.wait_for(|stopping| *stopping).await);
    }

    /// What the public list is now.
    pub(crate) fn listing(&self) -> Arc<Listing> {
        self.hub().listing()
    }

    /// The rows of the list, to be found; it belongs to the listing of the same moment.
    pub fn index(&self) -> Arc<Index> {
        Arc::clone(&self.listing().index)
    }

    pub(crate) fn store(&self) -> &Arc<dyn Store> {
        self.hub().store()
    }

    pub(crate) fn root_id(&self) -> RootId {
        self.hub().root_id()
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        self.0.clock.as_ref()
    }

    /// What the operator says about the site.
    pub(crate) fn site(&self) -> &Site {
        self.0.site.get_or_init(Site::default)
    }

    /// What every answer of the public interface is a function of, as it is now.
    pub(crate) fn moment(&self) -> Moment {
        let editions = self.hub().press().map_or(0, Press::changes);
        Moment { listing: self.hub().listings(), editions }
    }

    pub(crate) fn shelf(&self) -> &Shelf {
        &self.0.shelf
    }

    pub(crate) fn gate(&self) -> &Gate {
        &self.0.gate
    }

    pub(crate) fn nonces(&self) -> &Nonces {
        &self.0.nonces
    }

    pub(crate) fn request_ids(&self) -> &RequestIds {
        &self.0.request_ids
    }
}
