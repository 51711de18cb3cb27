//! The public site, as browsers, feed readers and search engines get it.

mod catalog;
mod feeds;
mod headers;
mod hostile;
mod links;
mod page;
mod pages;
mod revoked;
mod sitemap;
mod unless;

use kecuali_server::{press::Keep, site::Site};
use kecuali_testkit::{Doc, cast, sample};

use crate::world::World;

/// A country with two items, an entry in force, one revoked and one with a field taken down, on a
/// server that knows where it lives.
pub(crate) async fn country() -> (World, [Doc; 3]) {
    told(World::with_site(site())).await
}

/// The same with the list printed as files.
pub(crate) async fn printed() -> (World, [Doc; 3], tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let (world, docs) = told(World::with_files(site(), Some(folder.path()))).await;
    let hub = world.hub.clone();
    tokio::task::spawn_blocking(move || hub.print(Keep::default())).await.unwrap().unwrap();
    (world, docs, folder)
}

pub(crate) fn site() -> Site {
    Site {
        public_url: "https://dik.example.go.id".parse().ok(),
        contact: "ppid@example.go.id".parse().ok(),
    }
}

async fn told(mut world: World) -> (World, [Doc; 3]) {
    let item = world.scene.issue(&cast::ISSUER, "731", &[sample::ITEM, sample::ITEM]);
    let docs = [(); 3].map(|()| world.scene.determined(sample::ENTRY, item));
    world.scene.draft(&cast::PPID, sample::ENTRY);
    world.catch_up().await;
    world.scene.revoke(&cast::DETERMINER, &docs[1]);
    world.scene.take_down(&cast::DETERMINER, &docs[2], &["description"]);
    world.catch_up().await;
    (world, docs)
}

pub(crate) fn id(doc: &Doc) -> String {
    format!("{}-{}", doc.scope.office().unwrap(), doc.id)
}

/// Every page there is at least one of, and what programs read.
pub(crate) fn addresses(docs: &[Doc; 3]) -> Vec<String> {
    let fixed = [
        "/",
        "/daftar",
        "/daftar?tampil=baris&status=semua",
        "/daftar?q=tidak-ada-yang-begini",
        "/daftar/nasional",
        "/daftar/nasional/cetak",
        "/kantor",
        "/kantor?q=serang",
        "/kantor/3604",
        "/kantor/3604/cetak",
        "/kantor/RI",
        "/kantor/11",
        "/penetapan",
        "/perubahan",
        "/unduh",
        "/verifikasi",
        "/tentang",
    ];
    let rows = docs.iter().map(|doc| format!("/informasi/{}", id(doc)));
    fixed.into_iter().map(str::to_owned).chain(rows).collect()
}

pub(crate) const FOR_PROGRAMS: [&str; 7] = [
    "/umpan.atom",
    "/umpan.json",
    "/katalog.jsonld",
    "/sitemap.xml",
    "/sitemap/halaman.xml",
    "/robots.txt",
    "/root.json",
];
