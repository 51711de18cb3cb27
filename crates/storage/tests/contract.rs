//! The store in memory keeps every promise.

use std::sync::Arc;

use kecuali_storage::{MemoryStore, Store};

kecuali_storage_contract::contract!({
    let store = MemoryStore::default();
    move || -> Arc<dyn Store> { Arc::new(store.clone()) }
});
