//! Acts of an office and of its province.

use kecuali_client::office::approval::Under;
use kecuali_domain::{act::Position, handle};

use super::{Case, hold};
use crate::{
    desk::Desk,
    pages::{
        browser::{Browser, Page},
        multipart::{File, send_files},
    },
    parked::refused,
    world::{World, fields},
};

const LIST: &str = "Nama Dokumen;Dasar Hukum;Jangka Waktu\n\
                    Rekam medis;Pasal 17 huruf h angka 2;5 tahun\n\
                    Soal ujian;tidak ada;besok\n";

/// A case at the office, by its PPID.
const fn at_office(
    act: &'static str,
    given: fn(&mut World) -> String,
    page: fn(&mut Browser, &str) -> Page,
    command: &'static str,
) -> Case {
    Case { act, at: "3319", by: "siti", given, page, command }
}

fn drafted(world: &mut World) -> String {
    let name = world.draft("3319");
    handle(&name.0, name.1)
}

fn endorsed(world: &mut World) -> String {
    world.issue();
    let name = world.draft("3319");
    world.endorse("3319", &name);
    handle(&name.0, name.1)
}

fn submitted(world: &mut World) -> String {
    let name = world.draft("3319");
    world.endorse("3319", &name);
    world.office("3319").submit(None, std::slice::from_ref(&name), Under::New, None).unwrap();
    world.sync("3319");
    handle(&name.0, name.1)
}

/// An entry of which two machines wrote a field unseen of each other.
fn in_conflict(world: &mut World) -> String {
    let name = world.draft("3319");
    world.sync("3319");
    let copy = world.path("laptop");
    world.office("3319").backup(&copy).unwrap();
    let mut laptop = world.second("laptop");
    laptop.edit(None, &name, &fields(&["note=dari laptop"])).unwrap();
    let mut way = world.way("3319");
    laptop.sync(&mut way).unwrap();
    world.office("3319").edit(None, &name, &fields(&["note=dari kantor"])).unwrap();
    world.sync("3319");
    handle(&name.0, name.1)
}

fn discarded(world: &mut World) -> String {
    let name = world.draft("3319");
    world.office("3319").discard_entry(Some("siti"), &name).unwrap();
    handle(&name.0, name.1)
}

fn filled(browser: &mut Browser, form: &str, fields: &[(&str, &str)]) -> Page {
    browser.send(form, form, fields)
}

#[test]
fn drafting() {
    hold(&[
        at_office(
            "an entry is added",
            |_| String::new(),
            |browser, _| {
                let fields = [
                    ("information", "Surat sakit"),
                    ("legal_basis.pasal", "uu-14-2008:17.h.2"),
                    ("period", "5 tahun"),
                    ("exceptions/written_consent", "ya"),
                ];
                browser.send("/entri/baru", "/entri/baru/ubah", &fields)
            },
            "entry add --set 'information=Surat sakit' --set legal_basis=uu-14-2008:17.h.2 --set 'period=5 tahun' --set exceptions=written_consent",
        ),
        at_office(
            "fields are changed, and one is cleared",
            drafted,
            |browser, it| {
                let fields = [("note", "diubah"), ("owning_unit", "")];
                filled(browser, &format!("/entri/{it}/ubah"), &fields)
            },
            "entry edit IT --set note=diubah --set owning_unit=",
        ),
        at_office(
            "a conflict is settled",
            in_conflict,
            |browser, _| filled(browser, "/konflik", &[("pilih", "dari laptop")]),
            "entry resolve IT --field note --value 'dari laptop'",
        ),
        at_office(
            "an entry is thrown away",
            drafted,
            |browser, it| filled(browser, &format!("/entri/{it}/buang"), &[]),
            "entry discard IT --yes",
        ),
        at_office(
            "and brought back",
            discarded,
            |browser, _| filled(browser, "/sampah", &[]),
            "entry restore IT",
        ),
    ]);
}

#[test]
fn approving() {
    let budi = |case: Case| Case { by: "budi", ..case };
    hold(&[
        budi(at_office(
            "an entry is endorsed",
            drafted,
            |browser, it| {
                let on = format!("/persetujuan/nyatakan?kata=setuju&entri={it}");
                browser.send(&on, "/persetujuan/nyatakan", &[])
            },
            "endorse IT",
        )),
        budi(at_office(
            "an entry is declined",
            drafted,
            |browser, it| {
                let on = format!("/persetujuan/nyatakan?kata=tolak&entri={it}");
                browser.send(&on, "/persetujuan/nyatakan", &[("catatan", "Terlalu umum")])
            },
            "decline IT --note 'Terlalu umum'",
        )),
        at_office(
            "a signed paper is recorded",
            drafted,
            recorded,
            "endorse IT --recorded --position patron --position advisory_team --position ppid_superior --batch 'Daftar I' --letter 12/PPID/2026 --day 2026-11-20",
        ),
    ]);
}

/// Copies a paper that all positions signed.
fn recorded(browser: &mut Browser, it: &str) -> Page {
    let page = browser.get(&format!("/persetujuan/catat?entri={it}"));
    let positions = Position::ALL.map(|one| format!("jabatan.{}", one.as_str()));
    let mut filled = vec![("surat", "12/PPID/2026"), ("hari", "2026-11-20"), ("judul", "Daftar I")];
    filled.extend(positions.iter().map(|name| (name.as_str(), "ya")));
    send_files(browser, &page, "/persetujuan/catat", &filled, &[])
}

/// Submits in a way of the page.
fn sent(browser: &mut Browser, it: &str, way: &str) -> Page {
    let on = format!("/persetujuan/ajukan?entri={it}&cara={way}");
    browser.send(&on, "/persetujuan/ajukan", &[])
}

#[test]
fn submitting() {
    hold(&[
        at_office(
            "new substance is submitted",
            endorsed,
            |browser, it| sent(browser, it, "baru"),
            "submit IT",
        ),
        at_office(
            "an entry is submitted under an item",
            endorsed,
            |browser, it| sent(browser, it, "butir&butir=12/2026/1"),
            "submit IT --under 12/2026/1",
        ),
        at_office(
            "an entry is submitted under what covers it",
            endorsed,
            |browser, it| sent(browser, it, "tercakup&mirip=ya"),
            "submit IT --covered --likely",
        ),
        at_office(
            "a submission is taken back",
            submitted,
            |browser, it| {
                let on = format!("/persetujuan/tarik?entri={it}");
                browser.send(&on, "/persetujuan/tarik", &[("alasan", "Salah berkas")])
            },
            "withdraw IT --reason 'Salah berkas'",
        ),
        Case {
            at: "33",
            ..at_office(
                "a province passes a submission on",
                |world| {
                    world.arrive("33");
                    world.admit("33");
                    let it = submitted(world);
                    world.sync("33");
                    it
                },
                |browser, it| {
                    super::national::decided(browser, it, "teruskan", &[("alasan", "Lengkap")])
                },
                "review forward IT --note Lengkap",
            )
        },
    ]);
}

#[test]
fn importing() {
    hold(&[
        at_office(
            "a list is imported",
            |world| {
                let file = world.path("daftar.csv");
                std::fs::write(&file, LIST).unwrap();
                file.to_str().unwrap().to_owned()
            },
            |browser, _| {
                let page = browser.get("/impor");
                let file = File { field: "berkas", name: "daftar.csv", bytes: LIST.as_bytes() };
                let chosen = send_files(browser, &page, "/impor", &[], &[file]);
                filled(browser, chosen.leads_to(), &[])
            },
            "import IT --yes",
        ),
        at_office(
            "an import is taken back",
            imported,
            |browser, it| filled(browser, &format!("/impor/kumpulan/{it}"), &[]),
            "import undo IT --yes",
        ),
    ]);
}

/// A list that was imported: the name of its batch.
fn imported(world: &mut World) -> String {
    let mut desk = Desk::new();
    std::fs::write(desk.path().join("daftar.csv"), LIST).unwrap();
    let office = world.path("3319");
    let line = ["--as", "siti", "import", "daftar.csv", "--yes", "--json"];
    let said = desk.done(office.to_str().unwrap(), &line);
    world.office("3319").refresh().unwrap();
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    said["batch"].as_str().unwrap_or_else(|| panic!("{said}")).to_owned()
}

/// What page and command do with the edit that was refused.
fn with_the_edit(browser: &mut Browser, it: &str, done: &str) -> Page {
    let on = format!("/sinkron/tertahan/{it}");
    browser.send(&on, &format!("{on}/{done}"), &[])
}

#[test]
fn what_was_refused() {
    let edit = |world: &mut World| {
        let (_, [_, edit]) = refused(world, "3319");
        edit.to_string()
    };
    hold(&[
        at_office(
            "an edit that was refused is written again",
            edit,
            |browser, it| with_the_edit(browser, it, "tulis"),
            "parked rewrite IT --yes",
        ),
        at_office(
            "an edit that was refused is thrown away",
            edit,
            |browser, it| with_the_edit(browser, it, "buang"),
            "parked discard IT --yes",
        ),
    ]);
}
