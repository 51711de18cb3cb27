use std::collections::BTreeSet;

use kecuali_client::office::{Name, approval::Under, seen::Covered};
use kecuali_domain::{coverage::How, status::Status};

use crate::world::{World, complete};

/// One that has the item's name, one that cites its decision, one that reads alike, one that is
/// something else.
const NAMES: [&str; 4] = [
    "rekam medis.",
    "Rekam medis seperti dalam Keputusan 12 Tahun 2026",
    "Rekam medis pegawai",
    "Kata sandi peladen",
];

fn listed(world: &mut World) -> Vec<Name> {
    let rows: Vec<_> = NAMES.iter().map(|name| complete(name)).collect();
    let names = world.office("3604").add_entries(None, &rows).unwrap();
    for name in &names {
        world.endorse("3604", name);
    }
    names
}

#[test]
fn an_old_list_is_submitted_under_what_covers_it_and_confirmed_as_one() {
    let mut world = World::with("3604");
    world.issue();
    let names = listed(&mut world);
    let office = world.office("3604");
    let covered = office.coverage(&names, false).unwrap();
    let how: Vec<_> = covered.iter().map(|one| one.how).collect();
    assert_eq!(how, [Some(How::Same), Some(How::Cited), Some(How::Alike), None]);
    let taken: Vec<bool> = covered.iter().map(|one| one.taken).collect();
    assert_eq!(taken, [true, true, false, false]);
    assert_eq!(covered[1].item.as_deref(), Some("12/2026 butir 1"));

    let under = Under::Covering { likely: false };
    let batch = office.batch(Some("Daftar 2024".to_owned()), None);
    office.submit(None, &names[..2], under, Some(&batch)).unwrap();
    let again = office.submit(None, &names[..2], under, Some(&batch)).unwrap_err();
    assert_eq!(again.code(), "not_now", "what waits is not submitted a second time");
    let refused = office.submit(None, &names[2..], under, Some(&batch)).unwrap_err();
    assert_eq!(refused.code(), "not_now", "what nothing covers is never new substance by mistake");
    world.sync("3604");
    world.sync("RI");
    let done = world.office("RI").determine(None, &names[..2], None, Some("Daftar 2024")).unwrap();
    assert!(done.iter().all(|one| one.without_effect.is_none()), "{done:?}");
}

#[test]
fn what_reads_alike_is_taken_only_where_it_was_asked_for() {
    let mut world = World::with("3604");
    world.issue();
    let names = listed(&mut world);
    let covered = world.office("3604").coverage(&names, true).unwrap();
    let taken: Vec<bool> = covered.iter().map(|one| one.taken).collect();
    assert_eq!(taken, [true, true, true, false]);
}

#[test]
fn an_item_that_ended_is_told_and_covers_nothing() {
    let mut world = World::with("3604");
    world.issue();
    let names = listed(&mut world);
    let shown = Covered::Shown(Under::Covering { likely: false });
    let seen = world.office("3604").seen(&names[..2], shown).unwrap();
    let reason = "Keputusan dibatalkan";
    world.office("RI").revoke_determination(None, "12", &BTreeSet::new(), reason, None).unwrap();
    world.sync("RI");
    world.sync("3604");
    let office = world.office("3604");
    let covered = office.coverage(&names, true).unwrap();
    assert!(covered.iter().all(|one| !one.taken && !one.in_force), "{covered:?}");
    assert_eq!(covered[0].item.as_deref(), Some("12/2026 butir 1"), "the gap is told");
    assert_eq!(covered[3].item, None);
    office.sign_only(&seen, shown);
    assert!(office.submit(None, &names[..2], Under::Covering { likely: false }, None).is_err());
    assert_eq!(office.summary(&names[0]).unwrap().status, Status::Endorsed);
}
