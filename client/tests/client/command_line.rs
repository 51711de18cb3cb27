//! Whole commands as people run them: own process, empty environment, fixed clock and randomness.

use insta::assert_snapshot;

use crate::desk::Desk;

#[test]
fn kpu_ri_begins() {
    let mut desk = Desk::new();
    let people = ["--person", "adi:Adi:Kepala Biro:administrator"];
    assert_snapshot!(desk.run("RI", &["init", people[0], people[1]]), @r"
    exit 0
    Kantor RI siap.
    Akar kepercayaan: e53eefaa3d21595e4ff191afa8c8723cf86353a23571f8da11493fea3a04042c
    --

    Konsep dan catatan kantor ini dibaca juga oleh KPU Provinsi dan KPU RI.
    ");
    assert_snapshot!(desk.run("RI", &["whoami"]), @r"
    exit 0
    installation  kantor RI  menyinkronkan    T5D0-24A2-FFZA-VX87-5D0K-BFV7
    adi           Adi        mengelola kunci  7D8Q-DZTN-EKPX-05W9-81P1-VT4Q
    --
    ");
    assert_snapshot!(desk.run("RI", &["status"]), @r"
    exit 0
    Kantor                     RI KPU RI
    Hari log                   23 November 2026
    Sinkronisasi terakhir      belum pernah
    Menunggu dikirim           5
    Menunggu wewenang          0
    Ditolak, disimpan di sini  0
    Isian bentrok              0
    --
    ");
    assert_snapshot!(desk.run("RI", &["init", people[0], people[1]]), @r"
    exit 2
    --
    galat: Folder `/FOLDER/RI` sudah dipakai. [office_exists]

    petunjuk: Sebutkan folder yang belum dipakai.
    ");
}

#[test]
fn an_office_drafts_without_a_grant() {
    let mut desk = Desk::with_office();
    let fields =
        ["information=Rekam medis", "legal_basis=Pasal 17 huruf h angka 2", "period=5 tahun"];
    let [a, b, c] = fields;
    let added = desk.run("3604", &["entry", "add", "--set", a, "--set", b, "--set", c]);
    assert_snapshot!(added, @r"
    exit 0
    3604-4DKE2K
    --
    1 entri tersimpan di sini.
    ");
    assert_snapshot!(desk.run("3604", &["entry", "list"]), @r"
    exit 0
     3604-4DKE2K  Konsep  tersimpan di sini    Rekam medis
    --
    ");
    let listed = desk.done("3604", &["entry", "list"]);
    let name = listed.split_whitespace().next().unwrap().to_owned();
    assert_snapshot!(desk.run("3604", &["entry", "show", &name]), @r"
    exit 0
    3604-4DKE2K  Konsep  (tersimpan di sini)
    Lengkapi isian, lalu mintakan persetujuan pejabat yang diwajibkan.

    Nama informasi:
        Rekam medis
    Dasar hukum:
        Pasal 17 huruf h angka 2
    Jangka waktu pengecualian:
        5 tahun

    Temuan:
      ! R03 consequence_if_opened: Jelaskan konsekuensi bila informasi dibuka dan bila ditutup.
      ! R03 consequence_if_closed: Jelaskan konsekuensi bila informasi dibuka dan bila ditutup.
      ! R05 exceptions/public_office: Huruf g dan h memerlukan pengecualian persetujuan tertulis dan jabatan publik; huruf i memerlukan putusan Komisi Informasi atau pengadilan.
      ! R05 exceptions/written_consent: Huruf g dan h memerlukan pengecualian persetujuan tertulis dan jabatan publik; huruf i memerlukan putusan Komisi Informasi atau pengadilan.
      ! R06 description: Isian ini wajib sebelum diajukan.
      ! R06 document_type: Isian ini wajib sebelum diajukan.
      ! R06 responsible_position: Isian ini wajib sebelum diajukan.
      ! R06 owning_unit: Isian ini wajib sebelum diajukan.
      ! R04 test_date: Lembar uji konsekuensi belum lengkap; pengecualian tanpa uji tidak sah, termasuk penghitaman sebagian.
      ! R04 test_material: Lembar uji konsekuensi belum lengkap; pengecualian tanpa uji tidak sah, termasuk penghitaman sebagian.
      ! R04 test_scope: Lembar uji konsekuensi belum lengkap; pengecualian tanpa uji tidak sah, termasuk penghitaman sebagian.
      ! R04 test_harm: Lembar uji konsekuensi belum lengkap; pengecualian tanpa uji tidak sah, termasuk penghitaman sebagian.
      ! R04 test_laws: Lembar uji konsekuensi belum lengkap; pengecualian tanpa uji tidak sah, termasuk penghitaman sebagian.
      ! R04 test_public_interest: Lembar uji konsekuensi belum lengkap; pengecualian tanpa uji tidak sah, termasuk penghitaman sebagian.
      ! R04 test_balancing: Lembar uji konsekuensi belum lengkap; pengecualian tanpa uji tidak sah, termasuk penghitaman sebagian.
      ! R04 test_conclusion: Lembar uji konsekuensi belum lengkap; pengecualian tanpa uji tidak sah, termasuk penghitaman sebagian.
    --
    ");
    assert_snapshot!(desk.run("3604", &["entry", "history", &name]), @r"
    exit 0
    23 November 2026 12.00  Ubah isian  Siti, PPID  [belum dikirim, menunggu hak kuncinya]
        Nama informasi, Dasar hukum, Jangka waktu pengecualian
    --
    ");
}

#[test]
fn a_long_value_is_cut_in_a_list_and_whole_everywhere_else() {
    let mut desk = Desk::with_office();
    let long = format!("Berkas{}", " panjang".repeat(20));
    let name = desk.done("3604", &["entry", "add", "--set", &format!("information={long}")]);
    let listed = desk.done("3604", &["entry", "list"]);
    assert_eq!((listed.lines().count(), listed.ends_with('…')), (1, true), "{listed}");
    assert!(listed.chars().count() <= 100, "{listed}");
    for whole in [&["entry", "show", &name][..], &["--json", "entry", "list"]] {
        assert!(desk.done("3604", whole).contains(&long));
    }
}

#[test]
fn what_stands_in_the_way_of_an_act_is_shown_and_nothing_else() {
    let mut desk = Desk::with_office();
    desk.done("3604", &["entry", "add", "--set", "information=Rekam medis"]);
    let listed = desk.done("3604", &["entry", "list"]);
    let name = listed.split_whitespace().next().unwrap().to_owned();
    assert_snapshot!(desk.run("3604", &["submit", &name]), @r#"
    exit 1
    --
    galat: 3604-4DKE2K: tindakan "Ajukan" belum dapat dilakukan menurut kaidah. [rules]
      ! R01 legal_basis: Pilih sekurang-kurangnya satu dasar hukum yang dikenali.
      ! R03 consequence_if_opened: Jelaskan konsekuensi bila informasi dibuka dan bila ditutup.
      ! R03 consequence_if_closed: Jelaskan konsekuensi bila informasi dibuka dan bila ditutup.
      ! R05 period: Tentukan jangka waktu pengecualian.
      ! R06 description: Isian ini wajib sebelum diajukan.
      ! R06 document_type: Isian ini wajib sebelum diajukan.
      ! R06 responsible_position: Isian ini wajib sebelum diajukan.
      ! R06 owning_unit: Isian ini wajib sebelum diajukan.

    petunjuk: Perbaiki isian: `kecuali entry edit ENTRI --set ISIAN=NILAI`.
    "#);
    assert_snapshot!(desk.run("3604", &["entry", "conflicts"]), @r"
    exit 0
    --
    ");
}

#[test]
fn what_is_wrong_has_a_code_a_sentence_and_a_next_step() {
    let mut desk = Desk::with_office();
    assert_snapshot!(desk.run("nowhere", &["entry", "list"]), @r"
    exit 2
    --
    galat: Belum ada kantor di folder `/FOLDER/nowhere`. [no_office]

    petunjuk: Siapkan dengan `kecuali init --trust-root root.json --office KODE`.
    ");
    assert_snapshot!(desk.run("3604", &["entry", "show", "3604-ABC"]), @r"
    exit 2
    --
    galat: Tidak ada yang bernama `3604-ABC` di sini. [not_found]

    petunjuk: Lihat yang ada: `kecuali entry list`.
    ");
    assert_snapshot!(desk.run("3604", &["--json", "entry", "show", "3604-ABC"]), @r#"
    exit 2
    --
    {
      "error": "not_found",
      "exit": 2,
      "findings": [],
      "hint": "Lihat yang ada: `kecuali entry list`.",
      "rows": [],
      "sentence": "Tidak ada yang bernama `3604-ABC` di sini."
    }
    "#);
    assert_snapshot!(desk.run("3604", &["entry", "add", "--set", "media=batu"]), @r"
    exit 2
    --
    galat: Isian `media` harus salah satu dari: printed, recorded, online. [input]
    ");
    assert_snapshot!(desk.run("3604", &["sync"]), @r"
    exit 2
    --
    galat: Alamat server belum diketahui. [no_server]

    petunjuk: Sebutkan alamatnya: `kecuali sync --server URL`.
    ");
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let offline = desk.run("3604", &["sync", "--server", &format!("http://{nobody}")]);
    assert_snapshot!(offline, @r"
    exit 3
    --
    galat: Server tidak dapat dihubungi. [offline]

    petunjuk: Semua pekerjaan tetap tersimpan di sini. Ulangi `kecuali sync` nanti, atau bawa dengan `kecuali bundle export`.
    ");
    assert_snapshot!(desk.run("3604", &["entry"]).lines().next().unwrap(), @"exit 2");
}

#[test]
fn an_administrator_reads_a_request_before_granting() {
    let mut desk = Desk::with_office();
    assert_snapshot!(desk.run("RI", &["roster", "requests", "join.json"]), @r"
    exit 0
    3604  (pemasangan)              WRCB-93DN-8K4M-7BP7-0JTR-WRQ7
    3604  Siti          PPID  PPID  Y2AH-0RV5-Q5FQ-K7Q0-1NKW-WAFX
    --

    Bacakan setiap sidik kunci bersama pemegangnya sebelum memberi wewenang.
    ");
    assert_snapshot!(desk.run("RI", &["roster", "grant", "join.json"]), @r"
    exit 0
    3604  (pemasangan)              WRCB-93DN-8K4M-7BP7-0JTR-WRQ7
    3604  Siti          PPID  PPID  Y2AH-0RV5-Q5FQ-K7Q0-1NKW-WAFX
    2 kunci diberi wewenang. Kirim dengan `kecuali sync`.
    --
    ");
    assert_snapshot!(desk.run("RI", &["roster", "grant", "join.json"]), @r"
    exit 1
    --
    galat: Semua yang diminta sudah diberikan sebelumnya; tidak ada yang ditandatangani. [already_granted]

    petunjuk: Lihat `kecuali roster list`; yang belum terkirim dibawa `kecuali sync`.
    ");
    assert_snapshot!(desk.run("3604", &["roster", "grant", "join.json"]), @r"
    exit 6
    --
    galat: Tidak ada kunci di komputer ini yang berwenang; diperlukan wewenang mengelola kunci. [grant_insufficient]

    petunjuk: Lihat wewenang setiap kunci: `kecuali whoami`.
    ");
}

#[test]
fn the_two_ways_to_end_a_key_are_not_mixed() {
    let mut desk = Desk::with_office();
    let key = "7".repeat(64);
    let revoke = ["roster", "revoke", key.as_str()];
    for mixed in [
        &["--left", "--until", "2026-11-01", "--cut", "national=abc"][..],
        &["--lost", "--until", "2026-11-01"],
        &["--lost", "--left", "--until", "2026-11-01"],
        &["--left"],
        &["--until", "2026-11-01"],
        &[],
    ] {
        let said = desk.run("RI", &[&revoke[..], mixed].concat());
        assert!(said.starts_with("exit 2\n") && !said.contains("not_found"), "{mixed:?}: {said}");
    }
    let said = desk.run("RI", &[&revoke[..], &["--left", "--until", "1 November 2026"]].concat());
    assert!(said.contains("[not_found]"), "{said}");
}

#[test]
fn a_list_is_taken_whole_or_not_at_all() {
    let mut desk = Desk::with_office();
    let list = r#"[
        {"information": "Rekam medis"},
        {"informasion": "Berkas", "media": "batu", "judul": "Berkas"},
        {"information": ["Satu", "Dua"]}
    ]"#;
    std::fs::write(desk.path().join("list.json"), list).unwrap();
    assert_snapshot!(desk.run("3604", &["entry", "add", "--from", "list.json"]), @r"
    exit 2
    --
    galat: Berkas `list.json` memuat 3 kesalahan; tidak ada entri yang disimpan. [rows]
      ! baris 2, informasion: Isian `informasion` tidak dikenal. Apakah maksudnya `information`?
      ! baris 2, media: Isian `media` harus salah satu dari: printed, recorded, online.
      ! baris 3, information: Isian `information` diberi lebih dari satu nilai.

    petunjuk: Perbaiki berkas, lalu ulangi. Daftar isian: `kecuali entry fields`.
    ");
    let json = desk.run("3604", &["--json", "entry", "add", "--from", "list.json"]);
    assert!(json.contains(r#""row": 3"#) && json.contains(r#""error": "rows""#), "{json}");
    assert_eq!(desk.done("3604", &["entry", "list"]), "", "nothing of it was kept");
    std::fs::write(desk.path().join("cut.json"), r#"[{"information": "A"#).unwrap();
    assert_snapshot!(desk.run("3604", &["entry", "add", "--from", "cut.json"]), @r"
    exit 1
    --
    galat: Isi berkas `cut.json` tidak dapat dibaca: bukan JSON yang sah pada baris 1, kolom 19. [file_content]
    ");
}

#[test]
fn fields_and_roles_are_printed_from_their_tables() {
    let mut desk = Desk::new();
    assert_snapshot!(desk.run("nowhere", &["entry", "fields", "test_conclusion"]), @r#"
    exit 0
    test_conclusion  Kesimpulan uji konsekuensi  [satu pilihan; internal; wajib sebelum tindakan "Tetapkan"]
        Simpulkan apakah informasi dikecualikan atau terbuka (huruf f).
        - exempt: Dikecualikan
        - open: Terbuka
        ! R04 Lembar uji konsekuensi belum lengkap; pengecualian tanpa uji tidak sah, termasuk penghitaman sebagian.
        ! R04 Uji konsekuensi menyimpulkan bahwa informasi terbuka.
    --
    "#);
    let all = desk.done("nowhere", &["--json", "entry", "fields"]);
    for field in kecuali_domain::field::FIELDS {
        assert!(all.contains(&format!(r#""field": "{}""#, field.name)), "{}", field.name);
    }
    let help = desk.done("nowhere", &["roster", "grant", "--help"]);
    for role in ["service_desk", "ppid", "endorser", "administrator", "reviewer", "issuer"] {
        assert!(help.contains(role), "{help}");
    }
    assert!(
        help.contains("wewenang: menyusun, menelaah, menetapkan, menerbitkan keputusan, mencabut"),
        "{help}"
    );
}
