//! One-time codes: who asks for keys is known without reading fingerprints aloud.

use insta::assert_snapshot;
use kecuali_client::{
    error::Exit,
    office::{
        invitation::{Code, CodeProof, Proven},
        people::{AskedKey, JoinRequest},
        role::Role,
    },
};
use kecuali_domain::{Day, OfficeId, act::Holder};
use kecuali_encoding::{Frame, canonical_json};
use kecuali_trust::SigningKey;

use crate::{
    desk::Desk,
    world::{World, newcomer},
};

fn id(code: &str) -> OfficeId {
    code.parse().unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// The code that KPU RI gives an office.
fn code(world: &mut World, office: &str) -> String {
    let letters = world.office("RI").invite(None, &[id(office)], day("2026-12-23")).unwrap();
    letters[0].code.grouped()
}

fn proven(world: &mut World, by: &str, request: &JoinRequest) -> Proven {
    // As it travels.
    let text = serde_json::to_string(request).unwrap();
    world.office(by).proven(&JoinRequest::read(&text).unwrap()).unwrap()
}

#[test]
fn a_request_with_the_code_is_known_to_be_the_offices_own_and_its_code_works_once() {
    let mut world = World::new();
    world.arrive("3604");
    let typed = code(&mut world, "3604").to_lowercase().replace('-', " ");
    let plain = world.office("3604").join_request(false).unwrap();
    assert_eq!(proven(&mut world, "RI", &plain), Proven::NoCode);

    let request = world.office("3604").join_request_with(false, &typed).unwrap();
    assert_eq!(proven(&mut world, "RI", &request), Proven::Verified);
    world.office("RI").grant_request(None, &request, None).unwrap();
    assert_eq!(proven(&mut world, "RI", &request), Proven::Verified, "the same request, again");

    let dewi = newcomer("dewi", "Staf", Role::ServiceDesk, None);
    world.office("3604").add_people(&[dewi]).unwrap();
    let later = world.office("3604").join_request_with(false, &typed).unwrap();
    assert_eq!(proven(&mut world, "RI", &later), Proven::Used);
    let listed = world.office("RI").invitations().unwrap();
    assert_eq!((listed.len(), listed[0].used, listed[0].expired), (1, true, false));
}

#[test]
fn whatever_is_changed_in_a_proven_request_is_noticed() {
    let mut world = World::new();
    world.arrive("3604");
    let typed = code(&mut world, "3604");
    let request = world.office("3604").join_request_with(false, &typed).unwrap();
    let thief = world.office("RI").whoami().unwrap()[1].public_key;
    let tricks: [fn(&mut JoinRequest, kecuali_encoding::KeyId); 5] = [
        |request, thief| request.keys[1].key = thief,
        |request, _| request.keys[1].role = Some(Role::Administrator),
        |request, _| drop(request.keys.pop()),
        |request, _| request.office = "3603".parse().unwrap(),
        |request, _| request.keys[1].name = Some("Orang lain".to_owned()),
    ];
    for (at, change) in tricks.into_iter().enumerate() {
        let mut changed = request.clone();
        change(&mut changed, thief);
        assert_eq!(proven(&mut world, "RI", &changed), Proven::Forged, "change {at}");
        let granted = world.office("RI").overview().unwrap().ready;
        assert_eq!(granted, 0);
    }
}

/// What whoever has the letter can make of it: any request, signed with the code.
pub(crate) fn signed_with_code(
    world: &mut World,
    typed: &str,
    mut request: JoinRequest,
) -> JoinRequest {
    let (root, office) = (world.office("RI").national().root_id(), request.office.clone());
    let code = Code::read(typed, &root, &office).unwrap().grouped().replace('-', "");
    let frame = Frame::new("kecuali/1/invitation").bytes(root.as_bytes());
    let key = SigningKey::from_bytes(&frame.text(office.as_str()).text(&code).digest().0);
    request.proof = None;
    let said = Frame::new("kecuali/1/join").text(&canonical_json(&request)).finish();
    request.proof = Some(CodeProof { key: key.public(), signature: key.sign(&said) });
    request
}

/// A server's key that calls itself something else.
pub(crate) fn server_in_disguise() -> AskedKey {
    AskedKey {
        key: SigningKey::from_bytes(&[66; 32]).public(),
        holder: Holder::Server("server".to_owned()),
        name: Some("Komputer kantor".to_owned()),
        position: String::new(),
        role: None,
        endorses_as: None,
        recipient: None,
        recipient_signature: None,
    }
}

#[test]
fn a_code_stands_for_what_its_invitation_offers_and_for_nothing_else() {
    let mut world = World::new();
    world.arrive("3604");
    let typed = code(&mut world, "3604");
    let honest = world.office("3604").join_request(false).unwrap();
    let with = |change: fn(&mut JoinRequest)| {
        let mut request = honest.clone();
        change(&mut request);
        request
    };
    let whole = with(|_| {});
    let whole = signed_with_code(&mut world, &typed, whole);
    assert_eq!(proven(&mut world, "RI", &whole), Proven::Verified);
    let beyond: [fn(&mut JoinRequest); 7] = [
        |request| request.keys.push(server_in_disguise()),
        |request| request.keys = vec![server_in_disguise()],
        |request| request.keys[0].role = Some(Role::Administrator),
        |request| request.keys[1].role = None,
        |request| request.keys[1].role = Some(Role::Issuer),
        |request| request.keys[1].role = Some(Role::Reviewer),
        |request| request.keys[2].key = request.keys[1].key,
    ];
    for (at, change) in beyond.into_iter().enumerate() {
        let request = signed_with_code(&mut world, &typed, with(change));
        assert_eq!(proven(&mut world, "RI", &request), Proven::Beyond, "request {at}");
    }
}

#[test]
fn the_key_of_a_server_is_granted_alone_and_at_kpu_ri() {
    let mut world = World::new();
    world.arrive("3604");
    let typed = code(&mut world, "3604");
    let office = world.office("3604").join_request(false).unwrap();
    let mut beside = office.clone();
    beside.keys.push(server_in_disguise());
    let mut alone = office;
    alone.keys = vec![server_in_disguise()];
    for request in [beside, alone] {
        for request in [request.clone(), signed_with_code(&mut world, &typed, request)] {
            let refused = world.office("RI").grant_request(None, &request, None).unwrap_err();
            assert_eq!(refused.code(), "input", "{refused}");
            assert!(refused.to_string().contains("kunci server"), "{refused}");
        }
    }
    let ri = world.office("RI");
    assert_eq!(ri.overview().unwrap().ready, 0, "nothing was signed");
    let key = server_in_disguise().key;
    assert_eq!(ri.grant_request(None, &ri.server_request(key), None).unwrap(), 1);
}

#[test]
fn kpu_ri_gives_itself_no_code() {
    let mut world = World::new();
    let error = world.office("RI").invite(None, &[id("RI")], day("2026-12-23")).unwrap_err();
    assert_eq!(error.code(), "input");
}

#[test]
fn what_no_program_asks_for_is_told_on_the_command_line_too() {
    let mut desk = Desk::with_office();
    desk.done("RI", &["roster", "invite", "3604", "--out", "surat"]);
    desk.done("3604", &["join", "--all", "--out", "minta.json"]);
    let path = desk.path().join("minta.json");
    let mut request = JoinRequest::read(&std::fs::read_to_string(&path).unwrap()).unwrap();
    request.keys.push(server_in_disguise());
    std::fs::write(&path, serde_json::to_string(&request).unwrap()).unwrap();
    let shown = desk.run("RI", &["roster", "requests", "minta.json"]);
    assert!(shown.contains("(server)") && !shown.contains("Komputer kantor"), "{shown}");
    assert!(shown.contains("Bacakan setiap sidik kunci"), "{shown}");
    let key = server_in_disguise().key.to_string();
    for more in [&[][..], &["--yes"], &["--only", &key, "--yes"]] {
        let refused = desk.run("RI", &[&["roster", "grant", "minta.json"][..], more].concat());
        assert!(refused.starts_with("exit 2\n") && refused.contains("kunci server"), "{refused}");
    }
    assert!(!desk.done("RI", &["roster", "list"]).contains(&key));
}

#[test]
fn a_code_of_another_office_or_with_a_slip_of_the_pen_is_told_where_it_is_typed() {
    let mut world = World::new();
    world.arrive("3604");
    let other = code(&mut world, "3603");
    let own = code(&mut world, "3604");
    let (first, rest) = own.split_at(1);
    let slip = format!("{}{rest}", if first == "A" { "B" } else { "A" });
    for typed in [other.as_str(), &slip, "", "3604"] {
        let error = world.office("3604").join_request_with(false, typed).unwrap_err();
        assert_eq!((error.code(), error.exit()), ("input", Exit::Usage), "{typed}");
    }
}

#[test]
fn a_code_holds_until_its_day_and_a_new_one_takes_its_place() {
    let mut world = World::new();
    world.arrive("3604");
    let first = code(&mut world, "3604");
    let request = world.office("3604").join_request_with(false, &first).unwrap();
    let today = day("2026-11-23");
    let letters = world.office("RI").invite(None, &[id("3604")], today).unwrap();
    assert_eq!(proven(&mut world, "RI", &request), Proven::Unknown, "its place was taken");
    let second = letters[0].code.grouped();
    let request = world.office("3604").join_request_with(false, &second).unwrap();
    assert_eq!(proven(&mut world, "RI", &request), Proven::Verified, "on its last day, too");
    world.server.borrow_mut().begin("2026-11-24");
    world.try_sync("RI");
    assert_eq!(proven(&mut world, "RI", &request), Proven::Expired);
    assert!(world.office("RI").invitations().unwrap()[0].expired);
    let error = world.office("RI").invite(None, &[id("3604")], today).unwrap_err();
    assert_eq!(error.code(), "input", "a day that is over");
}

#[test]
fn offices_invite_those_below_them_where_someone_administers() {
    let mut world = World::new();
    world.arrive("36");
    let until = day("2026-12-23");
    let tiara = newcomer("tiara", "Sekretaris", Role::Administrator, None);
    world.office("36").add_people(&[tiara]).unwrap();
    let error = world.office("36").invite(None, &[id("3604")], until).unwrap_err();
    assert_eq!(error.code(), "grant_insufficient", "not before she is one");
    world.admit("36");
    let below = world.office("36").offices_of(&id("36"));
    assert!(below.len() > 5 && below.contains(&id("3604")) && !below.contains(&id("36")));
    let letters = world.office("36").invite(Some("tiara"), &below, until).unwrap();
    assert_eq!(letters.len(), below.len());
    for (office, acting) in [("3201", None), ("36", None), ("RI", None), ("3604", Some("siti"))] {
        let error = world.office("36").invite(acting, &[id(office)], until).unwrap_err();
        assert_eq!(error.exit(), Exit::NotAuthorised, "{office}");
    }
    let at_ri = world.office("RI").offices_of(&id("36"));
    assert_eq!(at_ri.len(), below.len() + 1, "at KPU RI the province itself, too");

    world.arrive("3604");
    let code = letters.iter().find(|one| one.office == id("3604")).unwrap().code.grouped();
    let request = world.office("3604").join_request_with(false, &code).unwrap();
    assert_eq!(proven(&mut world, "36", &request), Proven::Verified);
    assert_eq!(proven(&mut world, "RI", &request), Proven::Unknown, "who gave it knows it");
}

#[test]
fn codes_stand_in_the_letters_and_nowhere_else() {
    let mut desk = Desk::with_office();
    std::fs::write(desk.path().join("kantor.csv"), "Kode,Nama\n36.04,Serang\n3603,Tangerang\n")
        .unwrap();
    let invite = ["roster", "invite", "--csv", "kantor.csv", "--out", "surat"];
    assert_snapshot!(desk.run("RI", &invite), @r"
    exit 0
    2 surat berisi kode ditulis ke `surat`.
    --

    Cetak, masukkan ke amplop, lalu hapus folder itu: kode tidak dapat ditampilkan lagi. Kode sebelumnya untuk kantor yang sama tidak berlaku lagi.
    ");
    assert_snapshot!(desk.run("RI", &["roster", "invitations"]), @r"
    exit 0
    3603  KPU Kabupaten Tangerang  23 Desember 2026  belum dipakai
    3604  KPU Kabupaten Serang     23 Desember 2026  belum dipakai
    --
    ");
    assert!(desk.run("RI", &invite).contains("[office_exists]"));
    let page = std::fs::read_to_string(desk.path().join("surat/surat.html")).unwrap();
    let codes: Vec<&str> = page
        .split("<p class=\"code\">")
        .skip(1)
        .map(|rest| rest.split('<').next().unwrap())
        .collect();
    assert_eq!(codes.len(), 2, "a page each");
    let join = ["join", "--all", "--out", "dengan-kode.json", "--code-file", "kode.txt"];
    let mine = codes.iter().find(|code| {
        // As an editor of Windows writes it.
        std::fs::write(desk.path().join("kode.txt"), format!("\u{feff}{code}\r\n")).unwrap();
        desk.run("3604", &join).starts_with("exit 0")
    });
    let mine = *mine.unwrap();
    assert_snapshot!(desk.run("RI", &["roster", "requests", "dengan-kode.json"]), @r"
    exit 0
    3604  (pemasangan)              WRCB-93DN-8K4M-7BP7-0JTR-WRQ7  kode terbukti
    3604  Siti          PPID  PPID  Y2AH-0RV5-Q5FQ-K7Q0-1NKW-WAFX  kode terbukti
    --

    Setiap permohonan membuktikan kodenya; sidik kunci tidak perlu dibacakan.
    ");
    desk.done("RI", &["roster", "grant", "dengan-kode.json"]);
    assert!(desk.done("RI", &["roster", "invitations"]).contains("sudah dipakai"));

    for entry in std::fs::read_dir(desk.path().join("RI")).unwrap() {
        let path = entry.unwrap().path();
        let bytes = if path.is_file() { std::fs::read(&path).unwrap() } else { Vec::new() };
        let plain = mine.replace('-', "");
        for code in [mine.as_bytes(), plain.as_bytes()] {
            assert!(!bytes.windows(code.len()).any(|part| part == code), "{}", path.display());
        }
    }
    let again = ["join", "--person", "dewi:Dewi:Staf:service_desk", "--out", "lagi.json"];
    desk.done("3604", &[&again[..], &["--code-file", "kode.txt"]].concat());
    assert_snapshot!(desk.run("RI", &["roster", "grant", "lagi.json"]), @r"
    exit 2
    3604  (pemasangan)                        WRCB-93DN-8K4M-7BP7-0JTR-WRQ7  kode sudah dipakai untuk permohonan lain
    3604  Siti          PPID  PPID            Y2AH-0RV5-Q5FQ-K7Q0-1NKW-WAFX  kode sudah dipakai untuk permohonan lain
    3604  Dewi          Staf  Desk Pelayanan  9WVS-ZPV6-PD63-NE66-D7G6-MFDA  kode sudah dipakai untuk permohonan lain
    --
    galat: Kode pada permohonan ini tidak membuktikan pengirimnya; bacakan setiap sidik kunci bersama pemegangnya. [unconfirmed]

    petunjuk: Periksa yang ditampilkan, lalu ulangi dengan `--yes`.
    ");
    desk.done("RI", &["roster", "grant", "lagi.json", "--yes"]);
}

#[test]
fn a_code_is_read_from_the_input_and_a_wrong_one_adds_nobody() {
    let mut desk = Desk::with_office();
    let join = ["join", "--person", "dewi:Dewi:Staf:service_desk", "--out", "x.json"];
    let with_code = [&join[..], &["--code-file", "-"]].concat();
    let refused = desk.run("3604", &with_code);
    assert!(refused.starts_with("exit 2\n") && refused.contains("kode"), "{refused}");
    assert!(!desk.path().join("x.json").exists());
    assert!(!desk.done("3604", &["key", "list"]).contains("Dewi"));
    let flag = [&join[..], &["--code", "3604-BUKAN"]].concat();
    assert!(desk.run("3604", &flag).starts_with("exit 2\n"), "a secret is no flag");
    desk.done("3604", &join);
}

#[test]
fn a_list_with_what_is_no_office_gives_out_no_code() {
    let mut desk = Desk::with_office();
    std::fs::write(
        desk.path().join("kantor.csv"),
        "kode;nama\n36,04;Serang\n99.99;Antah\n\nberantah\n",
    )
    .unwrap();
    assert_snapshot!(desk.run("RI", &["roster", "invite", "--csv", "kantor.csv", "--out", "surat"]), @r"
    exit 2
    --
    galat: Berkas `kantor.csv` memuat 2 kesalahan; tidak ada entri yang disimpan. [rows]
      ! baris 3: Tidak ada kantor dengan kode `99.99`.
      ! baris 5: Tidak ada kantor dengan kode `berantah`.

    petunjuk: Perbaiki berkas, lalu ulangi. Daftar isian: `kecuali entry fields`.
    ");
    assert!(!desk.path().join("surat").exists());
    assert!(desk.done("RI", &["roster", "invitations"]).is_empty());
    let none = desk.run("RI", &["roster", "invite", "--out", "surat"]);
    assert!(none.starts_with("exit 2\n") && none.contains("--csv"), "{none}");
}
