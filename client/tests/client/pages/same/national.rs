//! Acts of KPU RI.

use kecuali_client::office::{Name, role::Role};
use kecuali_domain::handle;

use super::{Case, hold};
use crate::{
    pages::{
        browser::{Browser, Page},
        multipart::{File, send_files},
    },
    world::{World, determination, newcomer},
};

/// A case at KPU RI, by whoever issues and decides.
const fn at_national(
    act: &'static str,
    given: fn(&mut World) -> String,
    page: fn(&mut Browser, &str) -> Page,
    command: &'static str,
) -> Case {
    Case { act, at: "RI", by: "iman", given, page, command }
}

fn endorsed(world: &mut World) -> Name {
    let name = world.draft("3319");
    world.endorse("3319", &name);
    name
}

/// Submits an entry under 12/2026.
fn sent(world: &mut World, name: &Name) {
    let item = world.office("3319").item("12/1").unwrap();
    world.office("3319").submit(None, std::slice::from_ref(name), Some(item), None).unwrap();
    world.sync("3319");
    world.sync("RI");
}

/// An entry that was submitted under it.
fn waiting(world: &mut World) -> String {
    world.issue();
    let name = endorsed(world);
    sent(world, &name);
    handle(&name.0, name.1)
}

/// An entry that is public.
fn published(world: &mut World) -> String {
    let it = waiting(world);
    let ri = world.office("RI");
    let name = ri.find(&it, kecuali_domain::Kind::Entry).unwrap();
    ri.determine(None, &[name], None, None).unwrap();
    world.sync("RI");
    it
}

fn issued(world: &mut World) -> String {
    world.issue();
    String::new()
}

/// A determination that is being prepared.
fn prepared(world: &mut World) -> String {
    let ri = world.office("RI");
    let name = ri.draft_determination(Some("iman"), &determination("12")).unwrap();
    handle(&name.0, name.1)
}

/// Decides about an entry on its page, or on that of several.
pub(super) fn decided(browser: &mut Browser, it: &str, act: &str, filled: &[(&str, &str)]) -> Page {
    let on_its_own = ["tetapkan", "kembalikan", "teruskan"].contains(&act);
    let page = if on_its_own {
        browser.get(&format!("/antrean/{it}"))
    } else {
        browser.get(&format!("/antrean/putuskan?tindakan={act}&entri={it}"))
    };
    let marked = format!("name=\"tindakan\" value=\"{act}\"");
    let forms = page.body.split("<form ").filter(|form| form.contains("method=\"post\""));
    let form = forms.into_iter().find(|form| form.contains(&marked)).expect("no such act");
    let body = format!("<form {form}");
    let alone = Page { body, bytes: Vec::new(), ..page };
    browser.send_form(&alone, "/antrean/putuskan", filled)
}

#[test]
fn deciding_about_entries() {
    hold(&[
        at_national(
            "an entry is determined",
            waiting,
            |browser, it| decided(browser, it, "tetapkan", &[]),
            "review determine IT --yes",
        ),
        Case {
            by: "rina",
            ..at_national(
                "an entry is sent back",
                waiting,
                |browser, it| decided(browser, it, "kembalikan", &[("alasan", "Kurang jelas")]),
                "review return IT --reason 'Kurang jelas'",
            )
        },
        at_national(
            "information is declared open",
            waiting,
            |browser, it| decided(browser, it, "terbuka", &[("alasan", "Sudah diumumkan")]),
            "review open IT --reason 'Sudah diumumkan' --yes",
        ),
        at_national(
            "a decision is revoked",
            published,
            |browser, it| decided(browser, it, "cabut", &[("alasan", "Putusan KI")]),
            "review revoke IT --reason 'Putusan KI' --yes",
        ),
        at_national(
            "a row is taken down",
            published,
            |browser, it| decided(browser, it, "turunkan", &[("alasan", "Memuat nama")]),
            "review takedown IT --reason 'Memuat nama' --yes",
        ),
        Case {
            by: "rina",
            ..at_national(
                "something is said about a field",
                waiting,
                |browser, it| {
                    let (on, to) = (
                        format!("/antrean/{it}?isian=description"),
                        format!("/antrean/{it}/komentar"),
                    );
                    browser.send(&on, &to, &[("komentar", "Mohon dirinci")])
                },
                "comment IT 'Mohon dirinci' --field description",
            )
        },
    ]);
}

#[test]
fn deciding_about_all_that_waits() {
    hold(&[at_national(
        "all that waits is determined in one selection",
        |world| {
            waiting(world);
            let other = endorsed(world);
            sent(world, &other);
            String::new()
        },
        |browser, _| {
            let form = "/antrean/sekaligus";
            let listed = browser.send("/antrean", form, &[("tindakan", "tetapkan")]);
            browser.send(listed.leads_to(), listed.leads_to(), &[])
        },
        "review determine --all-with at_national --batch kumpulan --yes",
    )]);
}

#[test]
fn preparing_determinations() {
    hold(&[
        at_national(
            "a determination is prepared",
            |_| String::new(),
            |browser, _| {
                let fields = [("title", "Rekam medis"), ("item/1/information", "Rekam medis")];
                browser.send("/penetapan/draf/baru", "/penetapan/draf/baru", &fields)
            },
            "determination draft --set authority=RI --set 'title=Rekam medis' --set 'item/1/information=Rekam medis'",
        ),
        at_national(
            "it is prepared from what an office submitted",
            waiting,
            |browser, it| {
                let on = format!("/penetapan/draf/dari?entri={it}");
                browser.send(&on, "/penetapan/draf/dari", &[])
            },
            "determination draft --from-entry IT",
        ),
        at_national(
            "what is prepared is changed",
            prepared,
            |browser, it| {
                let form = format!("/penetapan/draf/{it}");
                browser.send(&form, &form, &[("title", "Yang lain")])
            },
            "determination draft IT --set 'title=Yang lain'",
        ),
        at_national(
            "what is prepared is thrown away",
            prepared,
            |browser, it| {
                let on = format!("/penetapan/draf/{it}");
                browser.send(&on, &format!("{on}/buang"), &[])
            },
            "determination discard IT --yes",
        ),
    ]);
}

#[test]
fn issuing_and_ending_determinations() {
    hold(&[
        at_national(
            "a determination is issued",
            prepared,
            |browser, it| {
                let form = format!("/penetapan/draf/{it}/terbit");
                browser.send(&form, &form, &[])
            },
            "determination issue IT --yes",
        ),
        at_national(
            "one that was made on paper is registered",
            prepared,
            |browser, it| {
                let form = format!("/penetapan/draf/{it}");
                let page = browser.get(&format!("{form}/terbit?kertas=ya"));
                send_files(browser, &page, &format!("{form}/daftarkan"), &[], &[])
            },
            "determination register IT --yes",
        ),
        at_national(
            "an item is revoked",
            issued,
            |browser, _| {
                let on = "/penetapan/cabut?nomor=12/2026&butir=1";
                let fields =
                    [("alasan", "Putusan KI"), ("keputusan", "99"), ("tanggal", "2026-11-23")];
                browser.send(on, "/penetapan/cabut", &fields)
            },
            "determination revoke 12/2026 --item 1 --reason 'Putusan KI' --decision 99 --day 2026-11-23 --yes",
        ),
        at_national(
            "a field of an item is taken down",
            issued,
            |browser, _| {
                let on = "/penetapan/turunkan?nomor=12/2026&butir=1&isian=description";
                browser.send(on, "/penetapan/turunkan", &[("alasan", "Memuat nama")])
            },
            "determination takedown 12/2026 --item 1 --field description --reason 'Memuat nama' --yes",
        ),
    ]);
}

/// The request of an office that nobody granted anything yet, as a file.
fn requested(world: &mut World) -> String {
    world.arrive("3320");
    request_of(world, "3320")
}

/// The same of someone who is new at KPU RI.
fn newly_hired(world: &mut World) -> String {
    let dewi = newcomer("dewi", "Penelaah", Role::Reviewer, None);
    world.office("RI").add_people(&[dewi]).unwrap();
    request_of(world, "RI")
}

fn request_of(world: &mut World, code: &str) -> String {
    let request = world.office(code).join_request(false).unwrap();
    let file = world.path("join.json");
    std::fs::write(&file, serde_json::to_string(&request).unwrap()).unwrap();
    file.to_str().unwrap().to_owned()
}

/// Grants every key of a request.
fn granted(browser: &mut Browser, file: &str) -> Page {
    let bytes = std::fs::read(file).unwrap();
    let page = browser.get("/kantor");
    let chosen = File { field: "berkas", name: "join.json", bytes: &bytes };
    let page = send_files(browser, &page, "/kantor/permintaan", &[], &[chosen]);
    let mut fields: Vec<(String, String)> = page.form("/kantor/beri").into_iter().collect();
    fields.retain(|(name, _)| name != "kunci" && name != "cocok");
    fields.push(("cocok".to_owned(), "ya".to_owned()));
    let request: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    for asked in request["keys"].as_array().unwrap() {
        fields.push(("kunci".to_owned(), asked["key"].as_str().unwrap().to_owned()));
    }
    browser.post("/kantor/beri", &fields)
}

#[test]
fn granting_and_ending_keys() {
    let adi = |case: Case| Case { by: "adi", ..case };
    hold(&[
        adi(at_national("a request is granted", requested, granted, "roster grant IT")),
        adi(at_national(
            "someone who sits here is granted",
            newly_hired,
            |browser, _| browser.send("/orang", "/orang/wewenang", &[]),
            "roster grant IT",
        )),
        adi(at_national(
            "a key is ended",
            |world| {
                let held = world.office("3319").whoami().unwrap();
                held.iter().find(|held| held.key == "siti").unwrap().public_key.to_string()
            },
            |browser, it| {
                let form = format!("/kantor/kunci/{it}");
                browser.send(&format!("{form}?sebab=pindah&sampai=2026-11-30"), &form, &[])
            },
            "roster revoke IT --left --until 2026-11-30 --yes",
        )),
    ]);
}
