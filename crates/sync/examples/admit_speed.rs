use kecuali_domain::{DocumentId, Kind};
use kecuali_protocol::sync::PushedRecord;
use kecuali_storage::{MemoryStore, Store};
use kecuali_sync::*;
use kecuali_testkit::{Scene, cast, sample};
use std::{sync::Arc, time::Instant};
fn main() {
    let scene = Scene::new();
    let server: Arc<dyn Store> = Arc::new(MemoryStore::default());
    let root = scene.national().root().clone();
    let mut book = Book::open(root.clone(), Arc::clone(&server)).unwrap();
    for (_, log) in scene.logs() {
        for m in &log.members {
            match &m.what {
                kecuali_testkit::What::Record { record, openings, .. } => {
                    book.follow(
                        &write_record(record),
                        openings.as_ref().map(write_attachment).as_deref(),
                        m.judged,
                    )
                    .unwrap();
                }
                kecuali_testkit::What::Day(d) => {
                    book.mark(d).unwrap();
                }
            }
        }
    }
    let (_, c) = book.finish();
    server.commit(&c).unwrap();
    // client: build records
    let mut desk_book = Book::open(root.clone(), Arc::clone(&server)).unwrap();
    let _ = &mut desk_book;
    let mut desk = Desk::open(root, Arc::clone(&server)).unwrap();
    let key = cast::PPID.key();
    let scope = "office/3604".parse().unwrap();
    let fields: Vec<(String, String)> = sample::ENTRY
        .iter()
        .map(|(k, v)| (k.to_string(), format!("{v} {}", "x".repeat(60))))
        .collect();
    let n = 2000;
    let t = Instant::now();
    for i in 0..n {
        let mut r = [0u8; 10];
        r[..8].copy_from_slice(&(i as u64).to_be_bytes());
        desk.compose(
            &key,
            &Composition {
                scope: &scope,
                document: DocumentId::new(1_700_000_000_000 + i, r),
                kind: Kind::Entry,
                say: Saying::Content(&fields),
                deps: None,
                time: 1_700_000_000_000,
                rows: None,
                unchecked: false,
            },
        )
        .unwrap();
    }
    println!("compose {:?} each", t.elapsed() / (n as u32));
    let push: Vec<PushedRecord> = server
        .pending(None)
        .unwrap()
        .into_iter()
        .map(|p| PushedRecord { record: p.bytes, attachment: p.attachment })
        .collect();
    println!("record {} B", push[0].record.len());
    let t = Instant::now();
    let out = admit_push(&mut book, &push);
    println!("{:?}", out[0]);
    println!(
        "admit {:?} each, refused {}",
        t.elapsed() / (n as u32),
        out.iter().filter(|o| matches!(o, Outcome::Refused { .. })).count()
    );
    let (_, c) = book.finish();
    let t = Instant::now();
    server.commit(&c).unwrap();
    println!("memory commit {:?}", t.elapsed());
}
