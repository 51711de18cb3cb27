//! What signs or withdraws shows first what it comes to, and wants a yes.

use insta::assert_snapshot;

use crate::{
    desk::Desk,
    register::{issuer, submitted},
};

#[test]
fn an_issue_is_shown_before_it_is_signed_and_signed_once() {
    let (mut desk, draft) = issuer();
    let issue = ["determination", "issue", draft.as_str()];
    assert_snapshot!(desk.run("RI", &issue), @r"
    exit 2
    Yang menjadi publik: 12/2026, Jakarta, 22 November 2026, Ketua KPU (RI)

    12/2026
      Judul keputusan:
        Penetapan Informasi yang Dikecualikan

    12/2026 butir 1  s.d. 21 November 2031
      Nama informasi:
        Rekam medis
      Uraian informasi:
        Catatan kesehatan pegawai
      Dasar hukum:
        UU 14/2008 Pasal 17 huruf h angka 2
      Konsekuensi bila dibuka:
        Mengungkap riwayat kesehatan seseorang
      Konsekuensi bila ditutup:
        Melindungi rahasia pribadi
      Jangka waktu pengecualian:
        5 tahun
      Tidak dikecualikan bila:
        Pengungkapan berkaitan dengan posisi seseorang dalam jabatan publik
        Pihak yang rahasianya diungkapkan memberi persetujuan tertulis

      - R04 test_participants: Lembar uji belum menyebut peserta, tempat, atau pemicunya; unit kerja yang menguasai informasi ikut menguji.

    Untuk menandatangani tepat yang ditampilkan ini: `--seen 8d473ea8fa10260e`
    --
    galat: Keputusan ini menjadi publik bagi semua orang dan tidak dapat ditarik kembali. [unconfirmed]

    petunjuk: Periksa yang ditampilkan, lalu ulangi dengan `--yes`.
    ");
    let look = desk.run("RI", &[&issue[..], &["--dry-run"]].concat());
    assert!(look.starts_with("exit 0\nYang menjadi publik: 12/2026"), "{look}");
    let both = desk.run("RI", &[&issue[..], &["--dry-run", "--yes"]].concat());
    assert_eq!(both, look, "a look is a look");
    assert_snapshot!(desk.run("RI", &[&issue[..], &["--yes"]].concat()), @r"
    exit 0
    NAS-X59CB8  Terbitkan keputusan  tersimpan
      - R04 test_participants: Lembar uji belum menyebut peserta, tempat, atau pemicunya; unit kerja yang menguasai informasi ikut menguji.
    --
    ");
    assert_snapshot!(desk.run("RI", &[&issue[..], &["--yes"]].concat()), @r"
    exit 1
    --
    galat: Keputusan 12/2026 sudah diterbitkan; yang kedua hanya akan berselisih dengannya. [already_issued]

    petunjuk: Lihat dengan `kecuali determination show NOMOR`; koreksi memakai nomor baru dan `--supersedes`.
    ");
    assert_eq!(desk.done("RI", &["determination", "list"]).matches("12/2026").count(), 1);
}

#[test]
fn a_determine_is_shown_before_it_is_signed_and_revoked_alone() {
    let (mut desk, entry) = submitted();
    let determine = ["review", "determine", entry.as_str()];
    assert_snapshot!(desk.run("RI", &determine), @r"
    exit 2
    Yang menjadi publik:

    3604-DG5ZJP  di bawah 12/2026 butir 1  s.d. 21 November 2031
      Nama informasi:
        Rekam medis
      Uraian informasi:
        Catatan kesehatan pegawai
      Jenis dokumen:
        Surat keterangan
      Dasar hukum:
        UU 14/2008 Pasal 17 huruf h angka 2
      Konsekuensi bila dibuka:
        Mengungkap riwayat kesehatan seseorang
      Konsekuensi bila ditutup:
        Melindungi rahasia pribadi
      Jangka waktu pengecualian:
        5 tahun
      Tidak dikecualikan bila:
        Pengungkapan berkaitan dengan posisi seseorang dalam jabatan publik
        Pihak yang rahasianya diungkapkan memberi persetujuan tertulis
      Penanggung jawab (jabatan):
        Sekretaris

    Untuk menandatangani tepat yang ditampilkan ini: `--seen ab9ee1594740b0d3`
    --
    galat: Ini menjadi publik bagi semua orang dan tidak dapat ditarik kembali. [unconfirmed]

    petunjuk: Periksa yang ditampilkan, lalu ulangi dengan `--yes`.
    ");
    let json = desk.run("RI", &[&["--json"], &determine[..], &["--dry-run"]].concat());
    assert!(json.contains("\"field\": \"information\"") && !json.contains("owning_unit"), "{json}");
    assert_snapshot!(desk.run("RI", &[&determine[..], &["--yes"]].concat()), @r"
    exit 0
    3604-DG5ZJP  Tetapkan  tersimpan
    --
    ");

    let revoke = ["review", "revoke", entry.as_str(), "--reason", "Keliru"];
    assert_snapshot!(desk.run("RI", &revoke), @r"
    exit 2
     3604-DG5ZJP  Ditetapkan  tersimpan di sini  12/2026 butir 1  Rekam medis

    Untuk menandatangani tepat yang ditampilkan ini: `--seen 30fcf134fc1484e2`
    --
    galat: Ini mengeluarkan baris dari daftar publik dan tidak dapat dibatalkan. [unconfirmed]

    petunjuk: Periksa yang ditampilkan, lalu ulangi dengan `--yes`.
    ");
    assert_snapshot!(desk.run("RI", &[&revoke[..], &["--yes"]].concat()), @r"
    exit 0
    3604-DG5ZJP  Cabut  tersimpan
    --
    ");
    assert_snapshot!(desk.run("RI", &[&revoke[..], &["--yes"]].concat()), @r"
    exit 1
    --
    galat: 3604-DG5ZJP: Tidak ada penetapan yang berlaku pada entri ini. [not_now]
    ");
}

#[test]
fn the_row_of_an_item_is_shown_before_it_is_taken_down() {
    let (mut desk, draft) = issuer();
    desk.done("RI", &["determination", "issue", &draft, "--yes"]);
    let item = ["determination", "takedown", "12", "--item", "1", "--reason", "Memuat nama"];
    assert_snapshot!(desk.run("RI", &[&item[..], &["--field", "information"]].concat()), @r"
    exit 2
    Yang tidak diperlihatkan lagi:

    12/2026 butir 1  s.d. 21 November 2031
      Nama informasi:
        Rekam medis

    Untuk menandatangani tepat yang ditampilkan ini: `--seen a44d25b9b6f7ef09`
    --
    galat: Ini mengeluarkan baris dari daftar publik dan tidak dapat dibatalkan. [unconfirmed]

    petunjuk: Periksa yang ditampilkan, lalu ulangi dengan `--yes`.
    ");
    let typo = desk.run("RI", &[&item[..], &["--field", "informasi", "--yes"]].concat());
    assert_snapshot!(typo, @r"
    exit 2
    --
    galat: `informasi` bukan isian publik baris ini; pilih dari: information, description, legal_basis, consequence_if_opened, consequence_if_closed, period, exceptions. [input]
    ");
    assert_snapshot!(desk.run("RI", &[&item[..], &["--yes"]].concat()), @r"
    exit 0
    NAS-55P1X9  Turunkan dari daftar  tersimpan
    --
    ");
}

#[test]
fn the_key_of_a_server_is_compared_before_it_is_granted() {
    let mut desk = Desk::with_office();
    // Any key does, to see that it is shown: here that of an installation.
    let held: serde_json::Value =
        serde_json::from_str(&desk.done("3604", &["--json", "whoami"])).unwrap();
    let key = held[0]["public_key"].as_str().unwrap();
    let grant = ["roster", "grant", "--server", key];
    assert_snapshot!(desk.run("RI", &grant), @r"
    exit 2
    RI  (server)      WRCB-93DN-8K4M-7BP7-0JTR-WRQ7
    --
    galat: Cocokkan sidik kunci server ini lewat telepon; kunci yang salah dapat menyusun log atas nama server. [unconfirmed]

    petunjuk: Periksa yang ditampilkan, lalu ulangi dengan `--yes`.
    ");
    assert_snapshot!(desk.run("RI", &[&grant[..], &["--yes"]].concat()), @r"
    exit 0
    RI  (server)      WRCB-93DN-8K4M-7BP7-0JTR-WRQ7
    1 kunci diberi wewenang. Kirim dengan `kecuali sync`.
    --
    ");
}

#[test]
fn whose_key_ends_is_shown_before_it_ends() {
    let mut desk = Desk::with_office();
    desk.done("RI", &["roster", "grant", "join.json"]);
    let roster: serde_json::Value =
        serde_json::from_str(&desk.done("RI", &["--json", "roster", "list"])).unwrap();
    let granted = roster.as_array().unwrap().iter().find(|one| one["position"] == "PPID");
    let key = granted.unwrap()["key"].as_str().unwrap().to_owned();
    let revoke = ["roster", "revoke", key.as_str(), "--left", "--until", "2026-11-30"];
    assert_snapshot!(desk.run("RI", &revoke), @r"
    exit 2
    Y2AH-0RV5-Q5FQ-K7Q0-1NKW-WAFX
    3604  orang  PPID  menyusun, mencatat persetujuan dari kertas, mengajukan  belum diterima  Y2AH-0RV5-Q5FQ-K7Q0-1NKW-WAFX  73fda61b831c4348b7cc234fb2e89205ca5463bb97c688490764b31dee8cfdc2

    Daftar publik tidak berubah.
    Tidak ada tanda tangan yang batal.
    Tidak ada tanda tangan kunci ini yang masih berlaku sesudahnya.

    Untuk menandatangani tepat yang ditampilkan ini: `--seen 78d15bc07ddffe13`
    --
    galat: Kunci ini berakhir untuk selamanya. [unconfirmed]

    petunjuk: Periksa yang ditampilkan, lalu ulangi dengan `--yes`.
    ");
    assert_snapshot!(desk.run("RI", &[&revoke[..], &["--yes"]].concat()), @r"
    exit 0
    Kunci dicabut.
    --

    petunjuk: kirim dengan `kecuali sync`
    ");
}
