//! Determinations that are being prepared: listed, shown, thrown away.

use kecuali_client::office::{Office, determination::read_determination_field as read};

use crate::{
    desk::Desk,
    world::{World, determination},
};

fn listed(ri: &mut Office) -> Vec<(String, bool)> {
    let all = ri.drafts().unwrap().into_iter();
    all.map(|draft| (draft.number, draft.number_taken)).collect()
}

#[test]
fn a_draft_is_listed_until_it_is_issued_or_thrown_away() {
    let mut world = World::new();
    let ri = world.office("RI");
    let first = ri.draft_determination(Some("iman"), &determination("12")).unwrap();
    let second = ri.draft_determination(Some("iman"), &determination("13")).unwrap();
    assert_eq!(listed(ri), [("12/2026".to_owned(), false), ("13/2026".to_owned(), false)]);

    ri.issue(None, &first, &[], None).unwrap();
    assert_eq!(listed(ri), [("13/2026".to_owned(), false)], "it is a determination now");
    let other = vec![read("title", "Judul yang lain").unwrap()];
    ri.edit(Some("iman"), &first, &other).unwrap();
    assert_eq!(listed(ri)[0], ("12/2026".to_owned(), true), "what differs is listed, with a mark");

    for draft in [&first, &second] {
        ri.discard_draft(Some("iman"), draft).unwrap();
        assert_eq!(ri.discard_draft(Some("iman"), draft).unwrap_err().code(), "not_now");
    }
    assert_eq!(listed(ri), []);
    world.sync("RI");
    let mut again = world.second("RI");
    assert_eq!(listed(&mut again), []);
}

#[test]
fn what_someone_writes_unseen_into_a_draft_that_is_thrown_away_is_not_lost() {
    let mut world = World::new();
    let ri = world.office("RI");
    let draft = ri.draft_determination(Some("iman"), &determination("12")).unwrap();
    world.sync("RI");
    let copy = world.path("laptop");
    world.office("RI").backup(&copy).unwrap();
    let mut laptop = world.second("laptop");
    laptop.edit(Some("rina"), &draft, &vec![read("title", "Judul baru").unwrap()]).unwrap();
    world.office("RI").discard_draft(Some("iman"), &draft).unwrap();
    world.sync("RI");
    world.replace("RI", laptop);
    world.sync("RI");
    let shown = world.office("RI").draft(&draft).unwrap();
    let title = shown.fields.iter().find(|field| field.field == "title").unwrap();
    assert!(title.values.contains(&"Judul baru".to_owned()), "{title:?}");
    assert_eq!(world.office("RI").drafts().unwrap().len(), 1);
}

#[test]
fn a_draft_with_more_items_than_one_change_holds_is_kept_whole() {
    let mut world = World::new();
    let ri = world.office("RI");
    let mut fields = determination("12");
    let item: Vec<_> =
        fields.iter().filter(|(key, _)| key.starts_with("item/1/")).cloned().collect();
    for number in 2..=40 {
        let key = |key: &str| key.replacen("item/1/", &format!("item/{number}/"), 1);
        fields.extend(item.iter().map(|(name, value)| (key(name), value.clone())));
    }
    assert!(fields.len() > 256);
    let draft = ri.draft_determination(Some("iman"), &fields).unwrap();
    assert_eq!(ri.drafts().unwrap()[0].items, 40);
    assert_eq!(ri.draft(&draft).unwrap().fields.len(), fields.len());
    ri.discard_draft(Some("iman"), &draft).unwrap();
    assert!(ri.drafts().unwrap().is_empty());
}

#[test]
fn a_field_that_a_determination_has_not_is_refused_with_what_may_be_meant() {
    let said = |name: &str, value: &str| read(name, value).unwrap_err().to_string();
    assert!(said("nomber", "12").contains("`number`"));
    assert!(said("information", "Rekam medis").contains("`item/1/information=…`"));
    assert!(said("item/satu/information", "Rekam medis").contains("`item/NOMOR/ISIAN`"));
    assert!(said("item/1", "Rekam medis").contains("`item/NOMOR/ISIAN`"));
    assert!(said("day", "kemarin").contains("2025-08-21 atau 21 Agustus 2025"));
    assert!(said("year", "dua ribu").contains("bilangan bulat"));
    assert!(said("number", "12\u{200b}/2026").contains("U+200B"));
    assert_eq!(read("day", "21 Agustus 2025").unwrap().1, "2025-08-21");
    assert_eq!(
        read("item/1/exceptions", "written_consent").unwrap().0,
        "item/1/exceptions/written_consent"
    );
}

/// KPU RI with someone who issues, and something that is being prepared.
fn drafted() -> (Desk, String) {
    let mut desk = Desk::with_issuer();
    let set = ["--set", "number=12", "--set", "year=2026", "--set", "title=Penetapan"];
    let drafted = desk.done("RI", &[&["determination", "draft"][..], &set].concat());
    let draft = drafted.lines().next().unwrap().to_owned();
    (desk, draft)
}

#[test]
fn drafts_are_listed_on_the_command_line() {
    let (mut desk, _) = drafted();
    let listed = desk.run("RI", &["determination", "list"]);
    insta::assert_snapshot!(listed, @r"
    exit 0
    RI-4TYV3V  konsep  12/2026  Penetapan  (0 butir)
    --
    ");
    let json = desk.run("RI", &["--json", "determination", "list"]);
    insta::assert_snapshot!(json, @r#"
    exit 0
    {
      "determinations": [],
      "drafts": [
        {
          "draft": "RI-4TYV3V",
          "number": "12/2026",
          "title": "Penetapan",
          "items": 0,
          "number_taken": false
        }
      ]
    }
    --
    "#);
    let empty = desk.run("RI", &["determination", "draft"]);
    insta::assert_snapshot!(empty, @r"
    exit 2
    --
    galat: Konsep keputusan tanpa isian tidak disimpan; sebutkan isinya: `--set number=…`, atau `--from BERKAS`. [input]
    ");
}

#[test]
fn a_draft_is_shown_before_it_is_thrown_away() {
    let (mut desk, draft) = drafted();
    let discard = ["determination", "discard", draft.as_str()];
    let asked = desk.run("RI", &discard);
    insta::assert_snapshot!(asked, @r"
    exit 2
    RI-4TYV3V  konsep  12/2026  Penetapan  (0 butir)

    Nomor keputusan (internal):
        12
    Judul keputusan:
        Penetapan
    Tahun keputusan (internal):
        2026

    Temuan:
      ! R06 classification_kind: Isian penetapan ini wajib dan belum ada atau tidak terbaca.
      ! R06 work_unit: Isian penetapan ini wajib dan belum ada atau tidak terbaca.
      ! R06 authority: Isian penetapan ini wajib dan belum ada atau tidak terbaca.
      ! R06 signatory: Isian penetapan ini wajib dan belum ada atau tidak terbaca.
      ! R06 place: Isian penetapan ini wajib dan belum ada atau tidak terbaca.
      ! R06 day: Isian penetapan ini wajib dan belum ada atau tidak terbaca.
      ! R06 item: Penetapan harus memuat sekurang-kurangnya satu informasi.
    --
    galat: Konsep keputusan ini dibuang bagi semua orang di KPU RI. [unconfirmed]

    petunjuk: Periksa yang ditampilkan, lalu ulangi dengan `--yes`.
    ");
    let shown = desk.done("RI", &["determination", "show", &draft]);
    assert!(asked.contains(&shown), "{shown}");
    let yes = [&discard[..], &["--yes"]].concat();
    let gone = desk.run("RI", &yes);
    insta::assert_snapshot!(gone, @r"
    exit 0
    Konsep RI-4TYV3V dibuang.
    --
    ");
    let again = desk.run("RI", &yes);
    insta::assert_snapshot!(again, @r"
    exit 1
    --
    galat: RI-4TYV3V: Konsep ini sudah dibuang. [not_now]
    ");
    assert_eq!(desk.done("RI", &["determination", "list"]), "");
}

#[test]
fn the_help_names_the_fields_and_says_how_several_are_chosen() {
    let mut desk = Desk::new();
    let help = desk.done("nowhere", &["determination", "draft", "--help"]);
    for field in ["number", "classification_kind", "test_date", "information", "exceptions"] {
        assert!(help.contains(&format!("  {field} ")), "{field}: {help}");
    }
    for command in ["add", "edit"] {
        let help = desk.done("nowhere", &["entry", command, "--help"]);
        assert!(help.contains("--set exceptions=written_consent"), "{help}");
    }
}
