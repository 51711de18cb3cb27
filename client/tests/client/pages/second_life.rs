//! What is asked for about something that is determined already: edited, endorsed, submitted,
//! returned, and determined again.

use std::collections::BTreeSet;

use kecuali_client::office::Name;
use kecuali_domain::{handle, status::Status};

use super::browser::Browser;
use crate::world::{World, fields};

const OFFICE: &str = "3319";

fn at(world: &World, office: &str, key: &str) -> Browser {
    let mut browser = Browser::open(&world.path(office));
    browser.act_as(key);
    browser
}

fn edit(world: &mut World, name: &Name, text: &str) {
    world.office(OFFICE).edit(Some("siti"), name, &fields(&[text])).unwrap();
}

fn submit(world: &mut World, name: &Name) {
    let item = world.office(OFFICE).item("12/1").unwrap();
    world.office(OFFICE).submit(None, std::slice::from_ref(name), Some(item), None).unwrap();
    world.sync(OFFICE);
    world.sync("RI");
}

fn decide(world: &mut World, name: &Name) {
    world.office("RI").determine(None, std::slice::from_ref(name), None, None).unwrap();
    world.sync("RI");
    world.sync(OFFICE);
}

fn determined(world: &mut World) -> Name {
    world.issue();
    let name = world.draft(OFFICE);
    world.endorse(OFFICE, &name);
    submit(world, &name);
    decide(world, &name);
    name
}

#[test]
fn the_second_life_of_what_is_determined_is_seen_at_every_step() {
    let mut world = World::with(OFFICE);
    let name = determined(&mut world);
    let entry = handle(&name.0, name.1);
    let (mut siti, mut budi) = (at(&world, OFFICE, "siti"), at(&world, OFFICE, "budi"));
    let mut rina = at(&world, "RI", "rina");
    let waits = |browser: &mut Browser, task: &str| {
        let page = browser.get("/");
        assert!(page.says(task) && page.says(&entry), "{task}: {}", page.body);
    };
    let stands = |browser: &mut Browser, step: &str| {
        let page = browser.get(&format!("/persetujuan?langkah={step}"));
        assert!(page.says(&entry), "{step}: {}", page.body);
    };
    assert!(siti.get("/").says("Tidak ada yang menunggu."));

    edit(&mut world, &name, "description=Catatan kesehatan yang lain");
    waits(&mut siti, "Siap dimintakan persetujuan");
    waits(&mut budi, "Menunggu disetujui");
    stands(&mut siti, "minta");
    world.endorse(OFFICE, &name);
    waits(&mut siti, "Siap diajukan");
    stands(&mut siti, "ajukan");
    submit(&mut world, &name);
    stands(&mut siti, "diajukan");
    assert!(siti.get("/").says("Tidak ada yang menunggu."));
    waits(&mut rina, "Menunggu diperiksa dan diputuskan");

    let back = std::slice::from_ref(&name);
    world.office("RI").send_back(Some("rina"), back, "Uraiannya terlalu luas").unwrap();
    world.sync("RI");
    world.sync(OFFICE);
    assert!(rina.get("/").says("Tidak ada yang menunggu."));
    waits(&mut siti, "Uraiannya terlalu luas");
    waits(&mut siti, "Dikembalikan untuk diperbaiki");
    assert!(budi.get("/").says("Tidak ada yang menunggu."), "nothing was mended yet");
    stands(&mut siti, "dikembalikan");
    let page = siti.get(&format!("/entri/{entry}"));
    assert!(page.says("Ditetapkan, ada perubahan") && page.says("perubahannya: dikembalikan"));
    let page = siti.get(&format!("/entri/{entry}/riwayat"));
    assert!(page.says("dikembalikan dengan alasan"), "{}", page.body);

    edit(&mut world, &name, "description=Catatan kesehatan dalam berkas cuti");
    waits(&mut budi, "Menunggu disetujui");
    world.endorse(OFFICE, &name);
    waits(&mut siti, "Siap diajukan");
    submit(&mut world, &name);
    decide(&mut world, &name);
    assert!(siti.get("/").says("Tidak ada yang menunggu."));
    assert_eq!(world.office(OFFICE).summary(&name).unwrap().status, Status::Determined);
}

/// What KPU RI does to a determined entry.
type Ending = fn(&mut World, &Name);

const WHY: &str = "Bukan lagi rahasia pribadi";

fn revoke(world: &mut World, _: &Name) {
    let ri = world.office("RI");
    ri.revoke_determination(None, "12", &BTreeSet::new(), WHY, None).unwrap();
}

fn open(world: &mut World, name: &Name) {
    world.office("RI").open_information(None, std::slice::from_ref(name), WHY).unwrap();
}

#[test]
fn what_was_being_typed_when_an_entry_ended_can_still_be_taken() {
    let mut world = World::with(OFFICE);
    let name = determined(&mut world);
    let mut siti = at(&world, OFFICE, "siti");
    let form = format!("/entri/{}/ubah", handle(&name.0, name.1));
    let page = siti.get(&form);
    revoke(&mut world, &name);
    world.sync("RI");
    world.sync(OFFICE);
    let refused = siti.send_form(&page, &form, &[("note", "Yang sedang diketik")]);
    assert!(refused.says("sudah berakhir"), "{}", refused.body);
    let (_, link) = refused.body.split_once(&format!("{form}?borang=")).expect("a way back");
    let left = siti.get(&format!("{form}?borang={}", link.split('"').next().unwrap()));
    assert!(left.says("Yang sedang diketik") && left.says("sudah berakhir"), "{}", left.body);
    assert!(!left.body.contains("<button class=\"tombol utama\">Simpan</button>"), "{}", left.body);
}

#[test]
fn an_office_is_told_what_was_ended_and_writes_on_in_a_copy() {
    let ends: [(&str, Ending); 2] = [("Dicabut", revoke), ("Dibuka", open)];
    for (label, end) in ends {
        let mut world = World::with(OFFICE);
        let name = determined(&mut world);
        end(&mut world, &name);
        world.sync("RI");
        world.sync(OFFICE);
        let entry = handle(&name.0, name.1);
        let mut siti = at(&world, OFFICE, "siti");
        let page = siti.get("/");
        assert!(page.says("Diakhiri KPU RI") && page.says(WHY), "{label}: {}", page.body);
        assert!(page.says(&entry) && page.says("pada 23 November 2026"), "{label}: {}", page.body);
        assert!(!at(&world, OFFICE, "budi").get("/").says("Diakhiri KPU RI"));

        let refused = world.office(OFFICE).edit(Some("siti"), &name, &fields(&["note=Lagi"]));
        assert_eq!(refused.unwrap_err().code(), "not_now");
        let to = format!("/entri/{entry}");
        let form = siti.get(&format!("{to}/ubah"));
        assert!(form.says("sudah berakhir") && !form.says("Simpan"), "{}", form.body);
        let page = siti.get(&to);
        assert!(page.says(label) && !page.body.contains(&format!("{to}/ubah")), "{}", page.body);
        let copied = siti.send_form(&page, &format!("{to}/salin"), &[]).leads_to().to_owned();
        assert!(siti.get(&copied).says("Rekam medis pegawai"), "{copied}");
        let all = world.second(OFFICE).entries().unwrap();
        let new: Vec<_> = all.iter().filter(|one| one.entry != entry).collect();
        assert_eq!(new.len(), 1, "{all:?}");
        assert_eq!(
            (new[0].status, copied),
            (Status::Draft, format!("/entri/{}/ubah", new[0].entry))
        );

        let later = "2026-12-24".parse().unwrap();
        world.office("RI").set_day(None, later).unwrap();
        world.try_sync("RI");
        world.sync(OFFICE);
        assert!(!siti.get("/").says("Diakhiri KPU RI"), "for thirty days");
    }
}
