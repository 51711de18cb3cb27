//! What the main screens look like, to a person and to a program.

use insta::assert_snapshot;

use crate::register::{drafted, submitted};

#[test]
fn what_waits_at_kpu_ri() {
    let (mut desk, _) = submitted();
    assert_snapshot!(desk.run("RI", &["review", "list"]), @r"
    exit 0
     3604-DG5ZJP  Di KPU RI  tersimpan di sini  12/2026 butir 1  23 November 2026 (0 hari)  Rekam medis
    --
    ");
    assert_snapshot!(desk.run("RI", &["--json", "review", "list"]), @r#"
    exit 0
    [
      {
        "id": "01a206c6-788a-7061-b04a-a2b7a8c7464b",
        "entry": "3604-DG5ZJP",
        "information": "Rekam medis",
        "status": "at_national",
        "label": "Di KPU RI",
        "next": "Tunggu penetapan KPU RI.",
        "progress": "saved",
        "unsent": 5,
        "conflicts": 0,
        "later_edits": 0,
        "under": "12/2026 butir 1",
        "ends": null,
        "lapsed": false,
        "office": "3604",
        "submitted": "2026-11-23",
        "age": 0,
        "at_province": false,
        "is_new": false,
        "batch": null,
        "bases": [
          "uu-14-2008:17.h.2"
        ],
        "asks_back": false,
        "is_request": false
      }
    ]
    --
    "#);
}

#[test]
fn what_is_decided_about() {
    let (mut desk, entry) = submitted();
    assert_snapshot!(desk.run("RI", &["review", "show", &entry]), @r"
    exit 0
    3604-DG5ZJP  Di KPU RI  (tersimpan di sini)
    Tunggu penetapan KPU RI.

    23 November 2026 12.00  Ajukan  PPID (3604)  [belum diterima]
        penerapan 12/2026 butir 1
    23 November 2026 12.00  Disetujui di atas kertas  [belum diterima]
        Dicatat dari kertas oleh PPID (3604): disetujui Pembina PPID, surat nomor 7/PPID/2026, tanggal 20 November 2026
    23 November 2026 12.00  Disetujui di atas kertas  [belum diterima]
        Dicatat dari kertas oleh PPID (3604): disetujui Tim Pertimbangan, surat nomor 7/PPID/2026, tanggal 20 November 2026
    23 November 2026 12.00  Disetujui di atas kertas  [belum diterima]
        Dicatat dari kertas oleh PPID (3604): disetujui Atasan PPID, surat nomor 7/PPID/2026, tanggal 20 November 2026

    Konsekuensi bila ditutup:
        Melindungi rahasia pribadi
    Konsekuensi bila dibuka:
        Mengungkap riwayat kesehatan seseorang
    Uraian informasi:
        Catatan kesehatan pegawai
    Jenis dokumen:
        Surat keterangan
    Tidak dikecualikan bila:
        Pengungkapan berkaitan dengan posisi seseorang dalam jabatan publik
    Tidak dikecualikan bila:
        Pihak yang rahasianya diungkapkan memberi persetujuan tertulis
    Nama informasi:
        Rekam medis
    Dasar hukum:
        Pasal 17 huruf h angka 2
    Unit kerja yang menguasai informasi (internal):
        SDM
    Jangka waktu pengecualian:
        5 tahun
    Penanggung jawab (jabatan):
        Sekretaris

    Untuk menandatangani tepat yang ditampilkan ini: `--seen ab9ee1594740b0d3`
    --
    ");
}

#[test]
fn what_was_changed_after_a_submission() {
    let (mut desk, entry) = submitted();
    assert_snapshot!(desk.run("3604", &["review", "diff", &entry]), @r"
    exit 0
    Tidak ada yang berubah.
    --
    ");
    let edit = ["entry", "edit", entry.as_str(), "--set", "period=3 tahun"];
    assert_snapshot!(desk.run("3604", &edit), @r"
    exit 0
     3604-DG5ZJP  Di KPU RI, berubah 1 kali sesudahnya  tersimpan di sini  12/2026 butir 1  Rekam medis
    --
    ");
    assert_snapshot!(desk.run("3604", &["review", "diff", &entry]), @r"
    exit 0
    - Yang diajukan
    + Isi sekarang
    - Jangka waktu pengecualian: 5 tahun
    + Jangka waktu pengecualian: 3 tahun
    --
    ");
    assert_snapshot!(desk.run("3604", &["review", "diff", &entry, "--words"]), @r"
    exit 0
    - Yang diajukan
    + Isi sekarang
    ~ Jangka waktu pengecualian: [-5-]{+3+} tahun
    --
    ");
}

#[test]
fn what_happened_to_an_entry() {
    let (mut desk, entry) = submitted();
    assert_snapshot!(desk.run("3604", &["entry", "history", &entry]), @r"
    exit 0
    23 November 2026 12.00  Ubah isian  Siti, PPID  [belum dikirim]
        Konsekuensi bila ditutup, Konsekuensi bila dibuka, Uraian informasi, Jenis dokumen, Tidak dikecualikan bila, Tidak dikecualikan bila, Nama informasi, Dasar hukum, Unit kerja yang menguasai informasi, Jangka waktu pengecualian, Penanggung jawab (jabatan)
    23 November 2026 12.00  Disetujui di atas kertas  [belum dikirim]
        Dicatat dari kertas oleh Siti, PPID: disetujui Pembina PPID, surat nomor 7/PPID/2026, tanggal 20 November 2026
        versi 1a0b828fc6e2c07a
    23 November 2026 12.00  Disetujui di atas kertas  [belum dikirim]
        Dicatat dari kertas oleh Siti, PPID: disetujui Tim Pertimbangan, surat nomor 7/PPID/2026, tanggal 20 November 2026
        versi 1a0b828fc6e2c07a
    23 November 2026 12.00  Disetujui di atas kertas  [belum dikirim]
        Dicatat dari kertas oleh Siti, PPID: disetujui Atasan PPID, surat nomor 7/PPID/2026, tanggal 20 November 2026
        versi 1a0b828fc6e2c07a
    23 November 2026 12.00  Ajukan  Siti, PPID  [belum dikirim]
        12/2026 butir 1, versi 1a0b828fc6e2c07a
    --
    ");
}

#[test]
fn an_office_in_numbers() {
    let (mut desk, _) = drafted();
    assert_snapshot!(desk.run("3604", &["status"]), @r"
    exit 0
    Kantor                     3604 KPU Kabupaten Serang
    Hari log                   23 November 2026
    Sinkronisasi terakhir      belum pernah
    Menunggu dikirim           10
    Menunggu wewenang          0
    Ditolak, disimpan di sini  0
    Isian bentrok              0
    Entri: Konsep              1

    Siap dimintakan persetujuan (1):
      3604-DG5ZJP  Rekam medis  23 November 2026 12.00
    --
    ");
    assert_snapshot!(desk.run("3604", &["--json", "status"]), @r#"
    exit 0
    {
      "office": "3604",
      "name": "KPU Kabupaten Serang",
      "day": "2026-11-23",
      "entries": {
        "draft": 1
      },
      "lapsed": 0,
      "expiring": [],
      "ready": 10,
      "unsealed": 0,
      "locked": 0,
      "parked": [],
      "conflicts": 0,
      "last_sync": null,
      "server": null,
      "alarms": [],
      "agenda": {
        "day": "2026-11-23",
        "sections": [
          {
            "task": "ask_approval",
            "label": "Siap dimintakan persetujuan",
            "count": 1,
            "first": [
              {
                "entry": "3604-DG5ZJP",
                "information": "Rekam medis",
                "since": 1795410000011
              }
            ]
          }
        ]
      }
    }
    --
    "#);
}

#[test]
fn who_holds_what() {
    let (mut desk, _) = drafted();
    assert_snapshot!(desk.run("3604", &["whoami"]), @r"
    exit 0
    installation  kantor 3604  menyinkronkan                                           E3FW-Q3G6-MHGG-V05P-JG49-52YX
    siti          Siti         menyusun, mencatat persetujuan dari kertas, mengajukan  ZP5M-Z9JR-YH1F-GMNE-CBX1-ZE2Z
    --
    ");
    assert_snapshot!(desk.run("3604", &["--json", "whoami"]), @r#"
    exit 0
    [
      {
        "key": "installation",
        "name": null,
        "position": null,
        "role": null,
        "public_key": "a25ab7933ea73c3acfedb20497e2fb9c2642c58d9a1f6f94440d6d17a8e768e6",
        "fingerprint": "E3FW-Q3G6-MHGG-V05P-JG49-52YX",
        "capabilities": [
          "sync"
        ],
        "without": null
      },
      {
        "key": "siti",
        "name": "Siti",
        "position": "PPID",
        "role": "ppid",
        "public_key": "8cd5d8c1346949fc20e146038d01112837d0c2fefc164d622bafed5a30c3d076",
        "fingerprint": "ZP5M-Z9JR-YH1F-GMNE-CBX1-ZE2Z",
        "capabilities": [
          "draft",
          "record_endorsement",
          "submit"
        ],
        "without": null
      }
    ]
    --
    "#);
}

#[test]
fn a_determination_with_its_items() {
    let (mut desk, _) = drafted();
    assert_snapshot!(desk.run("RI", &["determination", "show", "12"]), @r"
    exit 0
    12/2026  22 November 2026  Penetapan Informasi yang Dikecualikan
      1  berlaku  s.d. 21 November 2031  Rekam medis
    --
    ");
    assert_snapshot!(desk.run("RI", &["determination", "revoke", "12", "--reason", "Keliru"]), @r"
    exit 2
      1  Rekam medis
    1 butir nasional dan 0 baris kantor akan keluar dari daftar.

    Untuk menandatangani tepat yang ditampilkan ini: `--seen ce77a2e186f3825a`
    --
    galat: Ini mengeluarkan baris dari daftar publik dan tidak dapat dibatalkan. [unconfirmed]

    petunjuk: Periksa yang ditampilkan, lalu ulangi dengan `--yes`.
    ");
}

#[test]
fn a_copy_is_written_once_and_put_where_nothing_is() {
    let (mut desk, entry) = drafted();
    assert_snapshot!(desk.run("3604", &["backup", "copy"]), @r"
    exit 0
    Salinan ditulis: copy
    --
    Salinan ini memuat kunci rahasia; simpan di tempat yang aman.
    ");
    assert_snapshot!(desk.run("3604", &["backup", "copy"]), @r"
    exit 2
    --
    galat: Folder `copy` sudah dipakai. [office_exists]

    petunjuk: Sebutkan folder yang belum dipakai.
    ");
    assert_snapshot!(desk.run("3604", &["restore", "copy"]), @r"
    exit 2
    --
    galat: Folder `/FOLDER/3604` sudah dipakai. [office_exists]

    petunjuk: Sebutkan folder yang belum dipakai.
    ");
    assert_snapshot!(desk.run("again", &["--json", "restore", "copy"]), @r#"
    exit 0
    {
      "folder": "/FOLDER/again"
    }
    --
    "#);
    let same = [["entry", "show", entry.as_str()], ["entry", "history", &entry]];
    for command in same {
        assert_eq!(desk.done("again", &command), desk.done("3604", &command));
    }
    assert_eq!(desk.done("again", &["whoami"]), desk.done("3604", &["whoami"]));
    assert_snapshot!(desk.run("again", &["verify", "office", "--documents"]), @r"
    exit 0
    Sah: 0 log, 0 anggota, 0 tanda tangan server, 0 dokumen dibandingkan.
    --
    ");
    assert_snapshot!(desk.run("again", &["restore", "nowhere"]), @r"
    exit 2
    --
    galat: Folder `/FOLDER/again` sudah dipakai. [office_exists]

    petunjuk: Sebutkan folder yang belum dipakai.
    ");
}
