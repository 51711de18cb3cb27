//! What KPU RI shows and sets for all offices, as commands.

use insta::assert_snapshot;

use crate::desk::Desk;

#[test]
fn a_policy_is_shown_and_set() {
    let mut desk = Desk::with_office();
    assert_snapshot!(desk.run("RI", &["policy", "show"]), @r"
    exit 0
    endorsements  23 November 2026  berlaku  pengajuan disetujui oleh Pembina PPID, Tim Pertimbangan, Atasan PPID
    route         23 November 2026  berlaku  penerapan butir yang berlaku langsung ke KPU RI; substansi baru melalui KPU Provinsi
    --

    petunjuk: `kecuali policy set` mengubahnya (KPU RI)
    ");
    let set = ["policy", "set", "endorsements", "patron", "ppid_superior", "--from", "2027-01-01"];
    assert_snapshot!(desk.run("RI", &set), @r"
    exit 2
    endorsements mulai 1 Januari 2027
    - pengajuan disetujui oleh Pembina PPID, Tim Pertimbangan, Atasan PPID
    + pengajuan disetujui oleh Pembina PPID, Atasan PPID
    --
    galat: Kebijakan ini akan berlaku bagi semua kantor. [unconfirmed]

    petunjuk: Periksa yang ditampilkan, lalu ulangi dengan `--yes`.
    ");
    assert_snapshot!(desk.run("RI", &[&set[..], &["--yes"]].concat()), @r"
    exit 0
    Kebijakan `endorsements` berlaku mulai 1 Januari 2027.
    --

    petunjuk: kirim dengan `kecuali sync`
    ");
    let route = ["policy", "set", "route", "--application", "province", "--new-substance"];
    assert_snapshot!(desk.run("RI", &[&route[..], &["province", "--dry-run"]].concat()), @r"
    exit 0
    route mulai 23 November 2026
    - penerapan butir yang berlaku langsung ke KPU RI; substansi baru melalui KPU Provinsi
    + penerapan butir yang berlaku melalui KPU Provinsi; substansi baru melalui KPU Provinsi
    --
    ");
    let offices = ["policy", "set", "offices", "3604=regency_city:3603", "--yes"];
    assert_snapshot!(desk.run("RI", &offices), @r"
    exit 2
    --
    galat: Kantor 3604 tidak dapat berada di bawah 3603. [input]
    ");
    assert_snapshot!(desk.run("RI", &["policy", "show", "--day", "2027-01-01"]), @r"
    exit 0
    endorsements  23 November 2026           pengajuan disetujui oleh Pembina PPID, Tim Pertimbangan, Atasan PPID
    endorsements  1 Januari 2027    berlaku  pengajuan disetujui oleh Pembina PPID, Atasan PPID
    route         23 November 2026  berlaku  penerapan butir yang berlaku langsung ke KPU RI; substansi baru melalui KPU Provinsi
    --

    petunjuk: `kecuali policy set` mengubahnya (KPU RI)
    ");
}

#[test]
fn the_day_of_the_log_is_shown_and_set() {
    let mut desk = Desk::with_office();
    assert_snapshot!(desk.run("RI", &["day", "show"]), @r"
    exit 0
    Hari log       23 November 2026
    Komputer ini   23 November 2026
    Server sampai  30 November 2026
    --
    ");
    assert_snapshot!(desk.run("RI", &["day", "set", "2026-11-20"]), @r"
    exit 2
    Hari log       23 November 2026
    Komputer ini   23 November 2026
    Server sampai  30 November 2026
    Menjadi        20 November 2026
    --
    galat: Hari log akan mundur, melompat, atau mendahului komputer ini; wewenang dan jangka waktu berakhir menurut hari ini. [unconfirmed]

    petunjuk: Periksa yang ditampilkan, lalu ulangi dengan `--yes`.
    ");
    assert_snapshot!(desk.run("RI", &["day", "set", "2026-11-20", "--yes"]), @r"
    exit 0
    Hari log: 20 November 2026
    --

    petunjuk: kirim dengan `kecuali sync`
    ");
    assert_snapshot!(desk.run("RI", &["day", "set", "2026-11-22"]), @r"
    exit 0
    Hari log: 22 November 2026
    --

    petunjuk: kirim dengan `kecuali sync`
    ");
    assert_snapshot!(desk.run("3604", &["day", "set", "2026-11-22", "--yes"]), @r"
    exit 6
    --
    galat: Tidak ada kunci di komputer ini yang berwenang; diperlukan wewenang mengelola kunci. [grant_insufficient]

    petunjuk: Lihat wewenang setiap kunci: `kecuali whoami`.
    ");
}

#[test]
fn the_trust_root_gets_a_new_key() {
    let mut desk = Desk::with_office();
    assert_snapshot!(desk.run("RI", &["root", "new-key", "root-2"]), @r"
    exit 0
    a25ab7933ea73c3acfedb20497e2fb9c2642c58d9a1f6f94440d6d17a8e768e6
    Sidik kunci: E3FW-Q3G6-MHGG-V05P-JG49-52YX
    --

    petunjuk: kecuali root successor --key KUNCI --out BERKAS
    ");
    let key = std::fs::read_to_string(desk.path().join("RI/keys/root-2.key")).unwrap();
    let key = key.split_whitespace().last().unwrap();
    let successor = ["root", "successor", "--key", key, "--out", "root-2.json"];
    assert_snapshot!(desk.run("RI", &successor), @r"
    exit 2
    Versi 1 menjadi 2
    +  E3FW-Q3G6-MHGG-V05P-JG49-52YX  a25ab7933ea73c3acfedb20497e2fb9c2642c58d9a1f6f94440d6d17a8e768e6  di sini: root-2
    -  49AD-9ZBJ-B4CM-K4Q2-JX7C-932N  92646dab2f17084b0d2a1ac0bd30e318b500073666a4539cee04c78c0878e495  di sini: root
    --
    galat: Akar kepercayaan berganti kunci; cocokkan sidik setiap kunci dengan pemegangnya lebih dahulu. [unconfirmed]

    petunjuk: Periksa yang ditampilkan, lalu ulangi dengan `--yes`.
    ");
    assert!(!desk.path().join("root-2.json").exists());
    assert_snapshot!(desk.run("RI", &[&successor[..], &["--yes"]].concat()), @r"
    exit 0
    Akar kepercayaan e53eefaa3d21595e4ff191afa8c8723cf86353a23571f8da11493fea3a04042c
    Sidik akar 8MW7-NM70-RWGZ-FHPR-Z2P8-Z7TF
    Versi 2
       E3FW-Q3G6-MHGG-V05P-JG49-52YX  a25ab7933ea73c3acfedb20497e2fb9c2642c58d9a1f6f94440d6d17a8e768e6  di sini: root-2
    --

    petunjuk: bagikan berkas itu; kantor lain: `kecuali root take BERKAS`
    ");
    assert_snapshot!(desk.run("3604", &["root", "take", "root-2.json"]), @r"
    exit 0
    Akar kepercayaan e53eefaa3d21595e4ff191afa8c8723cf86353a23571f8da11493fea3a04042c
    Sidik akar 8MW7-NM70-RWGZ-FHPR-Z2P8-Z7TF
    Versi 2
       E3FW-Q3G6-MHGG-V05P-JG49-52YX  a25ab7933ea73c3acfedb20497e2fb9c2642c58d9a1f6f94440d6d17a8e768e6
    --
    ");
    assert_snapshot!(desk.run("3604", &["root", "take", "root.json"]), @r"
    exit 2
    --
    galat: Akar kepercayaan versi 2 sudah ada di sini. [input]
    ");
}

#[test]
fn with_nothing_parked_there_is_nothing_to_throw_away() {
    let mut desk = Desk::with_office();
    assert_snapshot!(desk.run("3604", &["parked", "list"]), @r"
    exit 0
    --
    ");
    assert_snapshot!(desk.run("3604", &["parked", "discard", "3604-ABCDEF", "--yes"]), @r"
    exit 2
    --
    galat: Tidak ada yang bernama `3604-ABCDEF` di sini. [not_found]

    petunjuk: Lihat yang ditolak: `kecuali parked list`.
    ");
}
