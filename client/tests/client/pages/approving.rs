//! Approving a list, submitting it, and what comes back.

use axum::http::StatusCode;
use kecuali_client::office::{approval::Under, standing::EntrySummary};
use kecuali_domain::{act::Position, status::Status};

use super::{
    browser::{Browser, Page},
    multipart::{File, send_files},
};
use crate::world::{World, complete, fields};

const OFFICE: &str = "3319";

fn office() -> (World, Browser) {
    let world = World::with(OFFICE);
    let mut browser = Browser::open(&world.path(OFFICE));
    browser.act_as("siti");
    (world, browser)
}

/// An entry by its handle, as another process of the office reads it.
fn entry(world: &World, handle: &str) -> EntrySummary {
    let mut office = world.second(OFFICE);
    let all = office.entries().unwrap();
    all.into_iter().find(|one| one.entry == handle).unwrap()
}

/// The names of acts that were taken on an entry.
fn acts(world: &World, handle: &str) -> Vec<String> {
    let mut office = world.second(OFFICE);
    let name = office.find(handle, kecuali_domain::Kind::Entry).unwrap();
    let events = office.history(&name).unwrap().into_iter().map(|event| event.what);
    events.filter(|what| what != "edit").collect()
}

fn drafted(world: &mut World) -> String {
    let name = world.draft(OFFICE);
    kecuali_domain::handle(&name.0, name.1)
}

fn edit(world: &mut World, handle: &str, text: &str) {
    let office = world.office(OFFICE);
    let name = office.find(handle, kecuali_domain::Kind::Entry).unwrap();
    office.edit(Some("siti"), &name, &fields(&[text])).unwrap();
}

/// Copies a paper that all three positions signed.
fn record(browser: &mut Browser, page: &Page, more: &[(&str, &str)]) -> Page {
    let mut filled =
        vec![("surat", "12/PPID/XI/2026"), ("hari", "2026-11-20"), ("judul", "Daftar I")];
    let positions = Position::ALL.map(|one| format!("jabatan.{}", one.as_str()));
    filled.extend(positions.iter().map(|name| (name.as_str(), "ya")));
    filled.extend(more);
    let scan = File { field: "pindaian", name: "surat.pdf", bytes: b"%PDF" };
    send_files(browser, page, "/persetujuan/catat", &filled, &[scan])
}

fn endorsed(world: &mut World, browser: &mut Browser) -> String {
    let handle = drafted(world);
    let page = browser.get(&format!("/persetujuan/catat?entri={handle}"));
    assert_eq!(record(browser, &page, &[]).status, StatusCode::SEE_OTHER);
    handle
}

#[test]
fn a_signed_paper_is_recorded_for_the_list_that_was_printed_and_no_other() {
    let (mut world, mut browser) = office();
    let handle = drafted(&mut world);
    let printed = browser.get(&format!("/persetujuan/cetak?entri={handle}"));
    for text in
        ["Kabupaten Kudus", "RANCANGAN – belum ditetapkan", "Pembina PPID", "Rekam medis pegawai"]
    {
        assert!(printed.says(text), "{text}: {}", printed.body);
    }
    let (_, mark) = printed.body.split_once("Tanda isi: <b>").unwrap();
    let mark = mark.split_once('<').unwrap().0.to_owned();
    edit(&mut world, &handle, "note=diubah sesudah dicetak");
    let page = browser.get(&format!("/persetujuan/catat?entri={handle}"));
    let refused = record(&mut browser, &page, &[("tanda_kertas", &mark)]);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    assert!(refused.says("Periksa dahulu ketikannya."), "{}", refused.body);
    assert_eq!(acts(&world, &handle), Vec::<String>::new());
    let printed = browser.get(&format!("/persetujuan/cetak?entri={handle}"));
    let (_, mark) = printed.body.split_once("Tanda isi: <b>").unwrap();
    let mark = mark.split_once('<').unwrap().0.to_owned();
    let done = record(&mut browser, &page, &[("tanda_kertas", &mark)]);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(acts(&world, &handle), ["endorse"; 3]);
    assert_eq!(entry(&world, &handle).status, Status::Endorsed);
    let listed = browser.get("/persetujuan?langkah=ajukan");
    assert!(
        listed
            .says("Persetujuan Pembina PPID, Tim Pertimbangan, Atasan PPID atas 1 entri dicatat.")
    );
    assert!(listed.says(&handle));
}

#[test]
fn what_was_changed_between_the_look_and_the_signature_is_not_signed() {
    let (mut world, mut browser) = office();
    let handle = drafted(&mut world);
    let page = browser.get(&format!("/persetujuan/catat?entri={handle}"));
    edit(&mut world, &handle, "note=sementara itu");
    let refused = record(&mut browser, &page, &[]);
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.body);
    assert!(acts(&world, &handle).is_empty());
}

#[test]
fn who_endorses_signs_with_an_own_key_and_a_no_needs_a_reason() {
    let (mut world, mut browser) = office();
    let handle = drafted(&mut world);
    browser.act_as("budi");
    let form = "/persetujuan/nyatakan";
    let no = browser.get(&format!("{form}?kata=tolak&entri={handle}"));
    let refused = browser.send_form(&no, form, &[]);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    assert!(
        refused.says("Alasannya belum ditulis.") && !refused.says("--note"),
        "{}",
        refused.body
    );
    let done = browser.send_form(&no, form, &[("catatan", "Uraian terlalu umum")]);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(entry(&world, &handle).status, Status::Declined);
    assert!(browser.get("/persetujuan").says("<q>Uraian terlalu umum</q>"));
    let yes = browser.get(&format!("{form}?kata=setuju&entri={handle}"));
    assert_eq!(browser.send_form(&yes, form, &[]).status, StatusCode::SEE_OTHER);
    assert_eq!(acts(&world, &handle), ["decline", "endorse"]);
}

#[test]
fn whoever_signs_reads_what_is_signed_and_what_changed_since_the_own_last_word() {
    let (mut world, mut browser) = office();
    let handle = drafted(&mut world);
    browser.act_as("budi");
    let form = "/persetujuan/nyatakan";
    let no = browser.get(&format!("{form}?kata=tolak&entri={handle}"));
    for text in ["Isi versi ini", "Konsekuensi bila dibuka", "Surat keterangan"] {
        assert!(no.says(text), "{text}: {}", no.body);
    }
    assert!(!no.says("Anda setujui atau tolak"), "there is no own word yet");
    browser.send_form(&no, form, &[("catatan", "Jenis dokumen terlalu umum")]);
    let same = browser.get(&format!("{form}?kata=setuju&entri={handle}"));
    assert!(same.says("Isinya sama dengan yang terakhir Anda setujui atau tolak"));
    edit(&mut world, &handle, "document_type=Surat keterangan rawat inap");
    let yes = browser.get(&format!("{form}?kata=setuju&entri={handle}"));
    assert!(yes.says("Anda setujui atau tolak: 1 kolom"), "{}", yes.body);
    assert!(yes.body.contains("rawat inap</ins>"), "{}", yes.body);
    browser.act_as("siti");
    let paper = browser.get(&format!("/persetujuan/catat?entri={handle}"));
    assert!(paper.says("Surat keterangan rawat inap"), "{}", paper.body);
}

#[test]
fn nobody_signs_what_was_shown_to_someone_else() {
    let (mut world, mut browser) = office();
    let handle = drafted(&mut world);
    browser.act_as("budi");
    let form = "/persetujuan/nyatakan";
    let shown = browser.get(&format!("{form}?kata=setuju&entri={handle}"));
    let typing = browser.get(&format!("/entri/{handle}/ubah"));
    browser.act_as("siti");
    let refused = browser.send_form(&shown, form, &[]);
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.body);
    assert!(refused.says("Yang bekerja sudah berganti"), "{}", refused.body);
    assert!(acts(&world, &handle).is_empty());
    let kept = browser.types(&typing, &format!("/entri/{handle}"), &[("note", "x")]);
    assert!(kept.says("Ketikan dijaga"), "for whom it was drawn: {}", kept.body);
    let scratches = world.office(OFFICE).scratches().all().unwrap();
    assert!(scratches.iter().all(|one| one.person == "budi"), "{scratches:?}");
}

#[test]
fn where_several_work_nobody_signs_before_someone_was_chosen() {
    let mut world = World::with(OFFICE);
    let handle = drafted(&mut world);
    let mut browser = Browser::open(&world.path(OFFICE));
    let form = "/persetujuan/catat";
    let refused = browser.get(&format!("{form}?entri={handle}"));
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.body);
    assert!(refused.says("Belum dipilih siapa yang bekerja"), "{}", refused.body);
    assert!(refused.body.contains("href=\"/siapa\""), "{}", refused.body);
    browser.act_as("siti");
    let page = browser.get(&format!("{form}?entri={handle}"));
    browser.minutes_pass(11);
    let late = record(&mut browser, &page, &[]);
    assert_eq!(late.status, StatusCode::FORBIDDEN, "{}", late.body);
    assert!(acts(&world, &handle).is_empty());
}

#[test]
fn what_rules_forbid_is_shown_apart_and_not_signed() {
    let (mut world, mut browser) = office();
    let fit = drafted(&mut world);
    let bare =
        world.office(OFFICE).add_entries(None, &[fields(&["information=Tanpa dasar"])]).unwrap();
    let bare = kecuali_domain::handle(&bare[0].0, bare[0].1);
    let page = browser.get(&format!("/persetujuan/catat?entri={fit}&entri={bare}"));
    assert!(page.says("Tidak ikut: 1 entri"), "{}", page.body);
    assert!(page.body.contains(&format!("/entri/{bare}/ubah#f-legal_basis")));
    assert_eq!(page.form("/persetujuan/catat")["entri"], fit);
    assert_eq!(record(&mut browser, &page, &[]).status, StatusCode::SEE_OTHER);
    assert!(acts(&world, &bare).is_empty());
    assert_eq!(acts(&world, &fit).len(), 3);
}

#[test]
fn what_an_item_covers_is_submitted_under_it_and_the_rest_stays() {
    let (mut world, mut browser) = office();
    world.issue();
    let add = |world: &mut World, name: &str| {
        let name = world.office(OFFICE).add_entries(None, &[complete(name)]).unwrap().remove(0);
        world.endorse(OFFICE, &name);
        kecuali_domain::handle(&name.0, name.1)
    };
    let covered = add(&mut world, "Rekam medis");
    let other = add(&mut world, "Hasil asesmen psikologi");
    let page = browser.get("/persetujuan/ajukan?semua=ajukan&cara=tercakup");
    assert!(page.says("12/2026 butir 1"), "{}", page.body);
    let done = browser.send_form(&page, "/persetujuan/ajukan", &[]);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(entry(&world, &covered).under.as_deref(), Some("12/2026 butir 1"));
    assert_eq!(entry(&world, &other).status, Status::Endorsed);
}

#[test]
fn what_came_back_says_why_and_goes_again_once_it_is_mended() {
    let (mut world, mut browser) = office();
    let handle = endorsed(&mut world, &mut browser);
    let page = browser.get(&format!("/persetujuan/ajukan?cara=baru&entri={handle}"));
    let sent = browser.send_form(&page, "/persetujuan/ajukan", &[]);
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    world.office(OFFICE).refresh().unwrap();
    world.sync(OFFICE);
    world.sync("RI");
    let ri = world.office("RI");
    let name = ri.find(&handle, kecuali_domain::Kind::Entry).unwrap();
    ri.comment(Some("rina"), &name, "Sebutkan formulirnya", Some("document_type")).unwrap();
    ri.send_back(Some("rina"), std::slice::from_ref(&name), "Terlalu umum").unwrap();
    world.sync("RI");
    world.sync(OFFICE);
    let back = browser.get("/persetujuan?langkah=dikembalikan");
    for text in ["<q>Terlalu umum</q>", "Sebutkan formulirnya", "Perbaiki isian"] {
        assert!(back.says(text), "{text}: {}", back.body);
    }
    assert!(back.says(", KPU RI") && !back.says("(RI)"), "offices by name: {}", back.body);
    assert!(back.body.contains(&format!("/entri/{handle}/ubah#f-document_type")));
    let again = format!("href=\"/persetujuan/ajukan?entri={handle}\"");
    assert!(!back.body.contains(&again), "not before it is mended");
    edit(&mut world, &handle, "document_type=Formulir rekam medis");
    assert!(browser.get("/persetujuan?langkah=dikembalikan").says("Isian sudah diubah"));
    let page = browser.get(&format!("/persetujuan/catat?entri={handle}"));
    assert_eq!(record(&mut browser, &page, &[]).status, StatusCode::SEE_OTHER);
    let page = browser.get(&format!("/persetujuan/ajukan?cara=baru&entri={handle}"));
    assert_eq!(browser.send_form(&page, "/persetujuan/ajukan", &[]).status, StatusCode::SEE_OTHER);
    assert!(matches!(entry(&world, &handle).status, Status::AtProvince | Status::AtNational));
}

#[test]
fn a_submission_is_taken_back_with_its_reason() {
    let (mut world, mut browser) = office();
    let name = world.draft(OFFICE);
    world.endorse(OFFICE, &name);
    world.office(OFFICE).submit(None, std::slice::from_ref(&name), Under::New, None).unwrap();
    let handle = kecuali_domain::handle(&name.0, name.1);
    let page = browser.get(&format!("/persetujuan/tarik?entri={handle}"));
    let done = browser.send_form(&page, "/persetujuan/tarik", &[("alasan", "Salah berkas")]);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(entry(&world, &handle).status, Status::Withdrawn);
    let mut office = world.second(OFFICE);
    let last = office.history(&name).unwrap().pop().unwrap();
    assert_eq!(last.detail, ["Salah berkas"]);
}
