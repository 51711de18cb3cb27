use std::sync::Arc;

use kecuali_storage::Store;
use kecuali_storage_sqlite::SqliteStore;

kecuali_storage_contract::contract!({
    let folder = tempfile::tempdir().unwrap();
    move || -> Arc<dyn Store> { Arc::new(SqliteStore::open(&folder.path().join("store")).unwrap()) }
});
