//! What would decide nothing is not promised and not signed.

use std::collections::BTreeSet;

use kecuali_client::{
    error::{Exit, OfficeError},
    office::{Name, approval::Done},
};

use crate::{
    desk::Desk,
    world::{World, determination},
};

/// An entry of 3604, endorsed, submitted as new substance, and read at KPU RI.
fn at_the_province() -> (World, Name) {
    let mut world = World::with("3604");
    world.issue();
    let name = world.draft("3604");
    world.endorse("3604", &name);
    world.office("3604").submit(None, std::slice::from_ref(&name), None, None).unwrap();
    world.sync("3604");
    world.sync("RI");
    (world, name)
}

fn refused<T: std::fmt::Debug>(done: Result<T, OfficeError>) -> (&'static str, Exit) {
    let error = done.unwrap_err();
    (error.code(), error.exit())
}

#[test]
fn what_waits_at_the_province_is_neither_shown_as_public_nor_determined() {
    let (mut world, name) = at_the_province();
    let names = [name.clone()];
    let ri = world.office("RI");
    let item = ri.item("12/1").unwrap();
    let before = ri.history(&name).unwrap().len();
    let expected = ("not_forwarded", Exit::Failure);
    assert_eq!(refused(ri.determination_preview(&names, Some(item))), expected);
    assert_eq!(refused(ri.determine(None, &names, Some(item), None)), expected);
    assert_eq!(ri.history(&name).unwrap().len(), before, "nothing was signed");

    world.arrive("36");
    world.admit("36");
    world.sync("36");
    world.office("36").forward(None, &names, None).unwrap();
    world.sync("36");
    world.sync("RI");
    let ri = world.office("RI");
    assert_eq!(ri.determination_preview(&names, Some(item)).unwrap().len(), 1);
    assert_eq!(ri.determine(None, &names, Some(item), None).unwrap()[0].without_effect, None);
}

#[test]
fn what_was_not_endorsed_is_not_submitted() {
    let mut world = World::with("3604");
    let name = world.draft("3604");
    let names = [name.clone()];
    let office = world.office("3604");
    let submit = office.submit(None, &names, None, None);
    assert_eq!(refused(submit), ("endorsement_missing", Exit::Failure));
    assert_eq!(office.history(&name).unwrap().len(), 1);
    office.skip_own_checks();
    let done = office.submit(None, &names, None, None).unwrap();
    assert_eq!(done[0].without_effect, Some("endorsement_missing"), "who tests a server may");
}

#[test]
fn nothing_is_ended_where_there_is_nothing_to_end() {
    let (mut world, submitted) = at_the_province();
    let drafted = world.draft("3604");
    world.sync("3604");
    world.sync("RI");
    let ri = world.office("RI");
    let none = [drafted];
    let whole = BTreeSet::new();
    let open = ri.open_information(None, &none, "Tidak perlu");
    assert_eq!(refused(open).0, "no_open_submission");
    assert_eq!(refused(ri.take_down(None, &none, &whole, "Keliru")).0, "nothing_in_force");
    let done = ri.open_information(None, std::slice::from_ref(&submitted), "Terbuka").unwrap();
    assert_eq!(done[0].without_effect, None);
    let again = ri.open_information(None, &[submitted], "Terbuka");
    assert_eq!(refused(again).0, "no_open_submission");
}

#[test]
fn a_withdraw_of_what_is_determined_is_signed_as_a_request() {
    let mut world = World::with("3604");
    world.issue();
    let name = world.draft("3604");
    world.endorse("3604", &name);
    let names = [name];
    let item = world.office("3604").item("12/1").unwrap();
    world.office("3604").submit(None, &names, Some(item), None).unwrap();
    world.sync("3604");
    world.sync("RI");
    world.office("RI").determine(None, &names, None, None).unwrap();
    world.sync("RI");
    world.sync("3604");
    let done: Vec<Done> = world.office("3604").withdraw(None, &names, Some("Keliru")).unwrap();
    assert_eq!(done[0].without_effect, Some("request"));
}

#[test]
fn an_issue_promises_no_end_and_no_successor_that_would_not_be() {
    let mut world = World::with("3604");
    world.issue();
    let ri = world.office("RI");
    let draft = ri.draft_determination(Some("iman"), &determination("13")).unwrap();
    let to = |ri: &mut kecuali_client::office::Office, text: &str| ri.succession(text).unwrap();
    let missing = [to(ri, "12/1=7")];
    let twice = [to(ri, "12/1=1"), to(ri, "12/1")];
    for supersedes in [&missing[..], &twice] {
        assert_eq!(refused(ri.issue_preview(&draft, supersedes, false)).0, "not_now");
        assert_eq!(refused(ri.issue(None, &draft, supersedes, None)).0, "not_now");
    }
    ri.revoke_determination(None, "12", &BTreeSet::new(), "Keliru", None).unwrap();
    let ended = [to(ri, "12/1=1")];
    assert_eq!(refused(ri.issue_preview(&draft, &ended, false)).0, "not_now");
    assert_eq!(refused(ri.issue(None, &draft, &ended, None)).0, "not_now");
    ri.issue(None, &draft, &[], None).unwrap();
}

#[test]
fn a_look_says_what_is_missing_as_the_act_itself_does() {
    let mut desk = Desk::with_office();
    let mut add = vec!["entry", "add"];
    let fields = [
        "information=Rekam medis",
        "description=Catatan kesehatan pegawai",
        "document_type=Surat keterangan",
        "legal_basis=Pasal 17 huruf h angka 2",
        "consequence_if_opened=Mengungkap riwayat kesehatan seseorang",
        "consequence_if_closed=Melindungi rahasia pribadi",
        "period=5 tahun",
        "responsible_position=Sekretaris",
        "owning_unit=SDM",
        "exceptions=written_consent",
        "exceptions=public_office",
    ];
    add.extend(fields.iter().flat_map(|field| ["--set", field]));
    let name = desk.done("3604", &add);
    let look = desk.run("3604", &["submit", &name, "--dry-run"]);
    assert_eq!(look, desk.run("3604", &["submit", &name]));
    insta::assert_snapshot!(look, @r"
    exit 1
    --
    galat: 3604-4DKE2K: Belum berlaku: persetujuan pejabat yang diwajibkan untuk isi ini belum lengkap. Lengkapi, lalu ajukan lagi. Tidak ada yang ditandatangani. [endorsement_missing]

    petunjuk: Lihat siapa yang sudah menyetujui: `kecuali entry history ENTRI`; lengkapi dengan `kecuali endorse ENTRI`.
    ");
}
