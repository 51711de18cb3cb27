//! An office asks to have a determination taken back, and KPU RI answers: by revoking, or with a no.

use axum::http::StatusCode;
use kecuali_client::office::{Name, agenda::Task, queue::Wish};
use kecuali_domain::{handle, status::Status};

use super::browser::{Browser, Page};
use crate::{
    register::{carry, submitted},
    world::{World, complete},
};

const WHY: &str = "Ternyata sudah diumumkan dalam rapat pleno terbuka";

/// KPU RI with 12/2026, under which an entry of Kudus is determined, and Kudus asks to have that back.
fn asked() -> (World, Name) {
    let mut world = World::with("3319");
    world.issue();
    let name = waiting(&mut world, "Rekam medis");
    let one = std::slice::from_ref(&name);
    world.office("RI").determine(Some("iman"), one, None, None).unwrap();
    world.sync("RI");
    world.sync("3319");
    ask(&mut world, &name);
    (world, name)
}

fn waiting(world: &mut World, information: &str) -> Name {
    let name = world.office("3319").add_entries(None, &[complete(information)]).unwrap().remove(0);
    world.endorse("3319", &name);
    let item = world.office("3319").item("12/1").unwrap();
    world.office("3319").submit(None, std::slice::from_ref(&name), Some(item), None).unwrap();
    world.sync("3319");
    world.sync("RI");
    name
}

fn ask(world: &mut World, name: &Name) {
    let one = std::slice::from_ref(name);
    world.office("3319").withdraw(Some("siti"), one, Some(WHY)).unwrap();
    world.sync("3319");
    world.sync("RI");
}

fn refuse(world: &mut World, name: &Name) {
    let one = std::slice::from_ref(name);
    world.office("RI").refuse_requests(Some("rina"), one, "Tetap rahasia").unwrap();
    world.sync("RI");
    world.sync("3319");
}

fn open(world: &World, code: &str, key: &str) -> Browser {
    let mut browser = Browser::open(&world.path(code));
    browser.act_as(key);
    browser
}

fn called(name: &Name) -> String {
    handle(&name.0, name.1)
}

fn status(world: &World, name: &Name) -> Status {
    world.second("RI").summary(name).unwrap().status
}

fn is_queued(world: &World, name: &Name) -> bool {
    world.second("RI").queue().unwrap().iter().any(|one| one.summary.id == name.1)
}

/// The page on which an answer is signed.
fn answering(browser: &mut Browser, name: &Name, act: &str) -> Page {
    let to = format!("/antrean/putuskan?tindakan={act}&entri={}", called(name));
    let page = browser.get(&format!("/antrean/{}", called(name)));
    assert!(page.body.contains(&to.replace('&', "&amp;")), "{}", page.body);
    browser.get(&to)
}

#[test]
fn a_request_is_not_determined_among_what_was_submitted() {
    let (mut world, name) = asked();
    let other = waiting(&mut world, "Surat sakit");
    let mut browser = open(&world, "RI", "iman");
    let queue = browser.get("/antrean");
    let sent = browser.send_form(&queue, "/antrean/sekaligus", &[("tindakan", "tetapkan")]);
    let (to, round) = (sent.leads_to().to_owned(), browser.get(sent.leads_to()));
    assert!(round.says("Akan ditandatangani: 1") && round.says("Tidak ikut: 1"), "{}", round.body);
    let out = browser.get(&format!("{to}?bagian=lewat"));
    assert!(out.says(&called(&name)) && out.says("tolak permintaannya"), "{}", out.body);
    browser.send_form(&round, &to, &[]);
    assert_eq!(status(&world, &other), Status::Determined);
    let history = world.second("RI").history(&name).unwrap();
    assert_eq!(history.iter().filter(|one| one.what == "determine").count(), 1);
    assert!(is_queued(&world, &name), "it waits for an answer");
    for act in ["tetapkan", "kembalikan"] {
        let to = format!("/antrean/putuskan?tindakan={act}&entri={}", called(&name));
        assert!(browser.get(&to).says("Tidak ikut: 1"), "{act}");
    }
    let one = std::slice::from_ref(&name);
    let error = world.office("RI").determine(Some("iman"), one, None, None).unwrap_err();
    assert_eq!(error.code(), "not_now", "{error}");
}

#[test]
fn a_request_stands_in_the_queue_as_what_it_is() {
    let (mut world, name) = asked();
    let other = waiting(&mut world, "Surat sakit");
    let queue = world.office("RI").queue().unwrap();
    let kinds = |of: &Name| {
        let one = queue.iter().find(|one| one.summary.id == of.1).unwrap();
        [Wish::New, Wish::Applies, Wish::AsksBack].map(|wish| one.is(wish))
    };
    assert_eq!(kinds(&name), [false, false, true]);
    assert_eq!(kinds(&other), [false, true, false]);
    let mut browser = open(&world, "RI", "rina");
    let page = browser.get("/antrean?jenis=ditarik");
    assert!(page.says("<b>1</b> entri menunggu") && page.says("<b>Permintaan penarikan</b>"));
    assert!(page.body.contains(&called(&name)) && !page.body.contains(&called(&other)));
    let agenda = world.office("RI").agenda(Some("rina"), 5).unwrap();
    let section = agenda.sections.iter().find(|one| one.task == Task::Answer).unwrap();
    assert_eq!((section.count, section.first[0].reason.as_deref()), (1, Some(WHY)));
    assert!(browser.get("/").says(WHY), "the first page says it, and why");
}

#[test]
fn who_answers_reads_why_the_office_asks_and_a_no_takes_a_reason() {
    let (mut world, name) = asked();
    let mut browser = open(&world, "RI", "rina");
    let page = browser.get(&format!("/antrean/{}", called(&name)));
    assert!(page.says(WHY) && page.says("Kantor meminta penetapan ini ditarik"), "{}", page.body);
    assert!(!page.body.contains("value=\"tetapkan\""), "nothing is there to be determined");
    let page = answering(&mut browser, &name, "tolak-permintaan");
    assert!(page.says("tetap seperti adanya"), "{}", page.body);
    let back = browser.send_form(&page, "/antrean/putuskan", &[]);
    assert!(browser.get(back.leads_to()).says("Alasan wajib diisi"));
    assert!(is_queued(&world, &name));
    let reason = [("alasan", "Tetap memuat riwayat kesehatan")];
    let done = browser.send_form(&page, "/antrean/putuskan", &reason);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(status(&world, &name), Status::Determined);
    assert!(!is_queued(&world, &name));
    world.office("RI").refresh().unwrap();
    world.sync("RI");
    world.sync("3319");
    let page = open(&world, "3319", "siti").get(&format!("/entri/{}", called(&name)));
    for text in [WHY, "Ditolak KPU RI", "Tetap memuat riwayat kesehatan", "Minta ditarik"] {
        assert!(page.says(text), "{text}: {}", page.body);
    }
    assert!(!page.says(">Dikembalikan<"), "nothing came back to be mended");
}

#[test]
fn to_revoke_answers_too() {
    let (world, name) = asked();
    let mut browser = open(&world, "RI", "iman");
    let page = answering(&mut browser, &name, "cabut");
    let reason = [("alasan", "Sudah diketahui umum")];
    let done = browser.send_form(&page, "/antrean/putuskan", &reason);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(status(&world, &name), Status::Revoked);
    assert!(!is_queued(&world, &name));
}

#[test]
fn what_was_asked_since_is_not_answered_unread() {
    let (mut world, name) = asked();
    let mut browser = open(&world, "RI", "rina");
    let page = answering(&mut browser, &name, "tolak-permintaan");
    refuse(&mut world, &name);
    ask(&mut world, &name);
    let done = browser.send_form(&page, "/antrean/putuskan", &[("alasan", "Tidak")]);
    assert!(browser.get(done.leads_to()).says("Belum ada yang ditandatangani"), "{}", done.body);
    assert!(is_queued(&world, &name), "the new request waits");
    refuse(&mut world, &name);
    assert!(!is_queued(&world, &name), "though the submission had ended before");
}

#[test]
fn an_office_asks_in_the_pages_once() {
    let (mut world, name) = asked();
    let entry = called(&name);
    let link = format!("/persetujuan/tarik?entri={entry}");
    let mut browser = open(&world, "3319", "siti");
    let page = browser.get(&format!("/entri/{entry}"));
    assert!(page.says("Menunggu jawaban KPU RI"), "{}", page.body);
    assert!(!page.body.contains(&link), "it asks already");
    let error = world.office("3319").withdraw(None, std::slice::from_ref(&name), None).unwrap_err();
    assert_eq!(error.code(), "not_now", "{error}");
    refuse(&mut world, &name);
    let mut browser = open(&world, "3319", "siti");
    let page = browser.get(&format!("/entri/{entry}"));
    assert!(page.body.contains(&link), "{}", page.body);
    let page = browser.get(&link);
    assert!(page.says("Minta penetapan ditarik") && page.says("Kirim 1 permintaan"));
    let done = browser.send_form(&page, "/persetujuan/tarik", &[("alasan", WHY)]);
    assert_eq!(done.leads_to(), format!("/entri/{entry}"), "{}", done.body);
    let page = browser.get(done.leads_to());
    assert!(page.says("Permintaan penarikan 1 entri tersimpan"), "{}", page.body);
    assert!(page.says("Menunggu jawaban KPU RI"), "{}", page.body);
    assert_eq!(world.second("3319").requests(&name).unwrap().len(), 2, "both are shown");
}

#[test]
fn commands_ask_and_answer_as_the_pages_do() {
    let (mut desk, entry) = submitted();
    desk.done("RI", &["review", "determine", &entry, "--yes"]);
    carry(&mut desk, "RI", "3604");
    desk.done("3604", &["withdraw", &entry, "--reason", "Salah kantor"]);
    assert!(desk.done("3604", &["entry", "show", &entry]).contains("Salah kantor"));
    carry(&mut desk, "3604", "RI");
    let list = ["review", "list", "--kind", "asks-back"];
    assert!(desk.done("RI", &list).contains("Permintaan penarikan"));
    assert!(desk.done("RI", &["review", "show", &entry]).contains("Salah kantor"));
    let refused = desk.run("RI", &["review", "determine", &entry, "--yes"]);
    assert!(refused.contains("tolak permintaannya"), "{refused}");
    desk.done("RI", &["review", "return", &entry, "--reason", "Tetap rahasia"]);
    assert!(!desk.done("RI", &["review", "list"]).contains(&entry));
    carry(&mut desk, "RI", "3604");
    let shown = desk.done("3604", &["entry", "show", &entry]);
    assert!(shown.contains("Tetap rahasia") && shown.contains("Ditetapkan"), "{shown}");
}
