//! A story in which every act occurs, and some of them in vain.

use kecuali_domain::{
    Capability,
    act::{Act, ItemRef, Position, Seen, Succession},
};
use kecuali_testkit::{Actor, Says, Scene, cast, person, sample};

pub(super) fn tell() -> Scene {
    let mut scene = Scene::new();
    let item = scene.issue(&cast::ISSUER, "731", &[sample::ITEM, sample::ITEM]);
    application(&mut scene, item);
    proposal(&mut scene, item);
    let entry = scene.determined(sample::ENTRY, item);
    scene.day("2026-11-24");
    let goes_on = Succession { old: item, new: Some(1) };
    let next = scene.supersede(&cast::ISSUER, "732", &[sample::ITEM], &[goes_on]);
    scene.issue(&cast::ISSUER, "732", &[sample::ITEM]);
    scene.revoke_items(&cast::DETERMINER, &item.issue, &[2]);
    scene.edit(&cast::PPID, &entry, &[("description", "Diubah setelah ditetapkan")]);
    scene.submit(&cast::PPID, &entry, Some(next));
    scene.set_day("2026-12-31");
    keys(&mut scene, item);
    scene.revoke(&cast::DETERMINER_2, &entry);
    scene
}

/// Endorsed on paper and with keys, determined, taken down.
fn application(scene: &mut Scene, item: ItemRef) {
    let entry = scene.draft(&cast::PPID, sample::ENTRY);
    let heads = scene.version(&entry).heads;
    let one = scene.write_at(&cast::PPID, &entry, &heads, Says::Content(&[("note", "satu")]));
    let two = scene.write_at(&cast::PPID, &entry, &heads, Says::Content(&[("note", "dua")]));
    scene.send(&one);
    scene.send(&two);
    scene.act(&cast::PPID, &entry, &Act::Seen(Seen {}));
    scene.endorse(&cast::PATRON, &entry, Position::Patron);
    scene.edit(&cast::PPID, &entry, &[("note", "dua")]);
    let paper = scene.recorded(&entry, Position::Patron);
    scene.act(&cast::PPID, &entry, &Act::Endorse(paper));
    scene.decline(&cast::SUPERIOR, &entry, Position::PpidSuperior);
    scene.endorse_by_all(&entry);
    scene.submit(&cast::PPID, &entry, Some(item));
    let other = scene.write_determine(&cast::DETERMINER_2, &entry, item);
    scene.comment(&cast::DETERMINER, &entry, "Sudah diperiksa");
    scene.determine(&cast::DETERMINER, &entry, item);
    scene.send(&other);
    scene.withdraw(&cast::PPID, &entry);
    scene.take_down(&cast::DETERMINER, &entry, &["description"]);
    scene.take_down(&cast::DETERMINER, &entry, &[]);
}

/// Through the province, sent back, taken back, declared open.
fn proposal(scene: &mut Scene, item: ItemRef) {
    let entry = scene.draft(&cast::PPID, sample::ENTRY);
    scene.submit(&cast::PPID, &entry, None);
    scene.endorse_by_all(&entry);
    scene.submit(&cast::PPID, &entry, None);
    scene.determine(&cast::DETERMINER, &entry, item);
    scene.forward(&cast::FORWARDER, &entry);
    scene.give_back(&cast::DETERMINER, &entry);
    scene.submit(&cast::PPID, &entry, None);
    scene.withdraw(&cast::PPID, &entry);
    scene.submit(&cast::PPID, &entry, None);
    scene.open(&cast::DETERMINER, &entry);
}

/// Someone leaves, and a key is lost with a decision after the cut.
fn keys(scene: &mut Scene, item: ItemRef) {
    const SECOND: Actor = Actor::new(150, "second-ppid", "3604");
    scene.grant(&cast::OFFICE_ADMIN, "office/3604", person(&SECOND, &[Capability::Draft]));
    scene.draft(&SECOND, &[("information", "Salinan KTP")]);
    scene.left(&cast::OFFICE_ADMIN, "office/3604", &SECOND, "2026-12-31");
    let log = "office/3604".parse().expect("a scope");
    let log = scene.log(&log);
    let hash = log.records().last().map(|(record, ..)| record.hash(&scene.national().root_id()));
    let cut = [("office/3604", hash.expect("the log has records"))];
    scene.determined(sample::ENTRY, item);
    scene.lost(&cast::NATIONAL_ADMIN, "national", &cast::DETERMINER, &cut);
}
