//! What people read.

use super::{country, id, page::Page};
use crate::{shown::without_hex, world::World};

async fn read(world: &World, address: &str) -> String {
    let page = Page::of(&world.get(address).await).text;
    let (_, main) = page.split_once("\nUnduh\n").expect("every page has the same head");
    let (main, _) =
        main.split_once("\nData per ").or_else(|| main.split_once("\nBelum ada data.")).unwrap();
    without_hex(main)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_front_page() {
    let (world, _) = country().await;
    insta::assert_snapshot!(read(&world, "/").await, @r"
    Komisi Pemilihan Umum Republik Indonesia
    Daftar Informasi Publik yang Dikecualikan
    per 23 November 2026
    Daftar Informasi Publik yang Dikecualikan
    Informasi di KPU, KPU Provinsi, dan KPU Kabupaten/Kota yang menurut Undang-Undang Nomor 14 Tahun 2008 tidak dibuka kepada umum: apa, mengapa, sampai kapan, dan oleh keputusan mana.
    Cari informasi
    Cari
    Contoh: “riwayat kesehatan”, “rekening”, atau nomor keputusan.
    4 informasi yang berlaku hari ini
    2 berlaku nasional, untuk setiap kantor
    1 kantor memuat informasi sendiri
    Perubahan terbaru
    23 November 2026 Diubah
    Hasil pemeriksaan kesehatan
    KPU Kabupaten Serang · Keputusan KPU Nomor 731 Tahun 2026 tanggal 20 November 2026
    23 November 2026 Keluar dari daftar: dicabut
    Hasil pemeriksaan kesehatan
    KPU Kabupaten Serang · Keputusan KPU Nomor 731 Tahun 2026 tanggal 20 November 2026
    23 November 2026 Masuk daftar
    Hasil pemeriksaan kesehatan
    KPU Kabupaten Serang
    23 November 2026 Masuk daftar
    Hasil pemeriksaan kesehatan
    KPU Kabupaten Serang · Keputusan KPU Nomor 731 Tahun 2026 tanggal 20 November 2026
    23 November 2026 Masuk daftar
    Hasil pemeriksaan kesehatan
    KPU Kabupaten Serang · Keputusan KPU Nomor 731 Tahun 2026 tanggal 20 November 2026
    Semua perubahan
    Bila Anda memerlukan informasi yang ada di daftar ini
    Anda tetap dapat memintanya kepada PPID kantor yang bersangkutan. Bila ditolak, Anda dapat mengajukan keberatan kepada Atasan PPID (Pasal 35 UU 14/2008), lalu sengketa ke Komisi Informasi. Cara dan tenggatnya ada pada setiap informasi di daftar ini.
    ");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_in_force() {
    let (world, docs) = country().await;
    insta::assert_snapshot!(read(&world, &format!("/informasi/{}", id(&docs[0]))).await, @r"
    Komisi Pemilihan Umum Kabupaten Serang
    Daftar Informasi Publik yang Dikecualikan
    per 23 November 2026
    Daftar › KPU Kabupaten Serang
    Hasil pemeriksaan kesehatan
    Berlaku
    Dalam daftar sejak 23 November 2026
    Kantor
    KPU Kabupaten Serang (36.04)
    Informasi
    Hasil pemeriksaan kesehatan
    Uraian informasi
    Hasil pemeriksaan kesehatan bakal calon bupati
    Jenis dokumen
    Berita acara
    Dasar hukum
    UU 14/2008 Pasal 17 huruf h angka 2
    Konsekuensi bila dibuka
    Riwayat kesehatan seseorang terungkap.
    Konsekuensi bila ditutup
    Data pribadi bakal calon terlindungi.
    Jangka waktu
    sampai 31 Desember 2030
    Hari terakhir: 31 Desember 2030
    Nomor dan tanggal keputusan
    Keputusan KPU Nomor 731 Tahun 2026 tanggal 20 November 2026, butir 1
    Penetapan Informasi Publik yang Dikecualikan
    Penanggung jawab
    Sekretaris
    Nomor dalam daftar
    3604-N5FW59
    Dimutakhirkan
    23 November 2026
    Riwayat
    23 November 2026 Masuk daftar
    Memeriksa keaslian
    Setiap isian di atas ditandatangani KPU RI. Siapa pun dapat memeriksanya tanpa mempercayai situs ini:
    Unduh bukti informasi ini dan berkas akar kepercayaan KPU RI.
    Bandingkan sidik jari akar itu dengan yang diumumkan KPU RI di luar situs ini: [64 hex]
    Jalankan:
    kecuali verify row bukti-3604-01a0c450-6c2b-7000-8000-01a0c4506c2b.json --trust-root root.json
    Bukti menunjukkan apa yang ditandatangani. Bahwa informasi ini masih berlaku ditunjukkan oleh daftar lengkap dengan tanda tangan server.
    Informasi ini sebagai data (JSON)
    Keberatan dan tanggapan
    Minta informasi ini kepada PPID KPU Kabupaten Serang. Bila ditolak, penolakan itu harus beralasan dan melampirkan keputusan dan/atau lembar uji konsekuensinya.
    Ajukan keberatan tertulis kepada Atasan PPID paling lambat 30 hari kerja setelah jawaban itu, atau setelah tenggatnya lewat (Pasal 35 dan 36 UU 14/2008). Atasan PPID menanggapi paling lambat 30 hari kerja.
    Bila tanggapannya tidak memuaskan, ajukan sengketa ke Komisi Informasi paling lambat 14 hari kerja setelah tanggapan diterima (Pasal 37), atau setelah 30 hari kerja itu lewat tanpa tanggapan.
    Untuk informasi pemilu dan pemilihan dapat berlaku tenggat lain.
    Ada yang keliru pada informasi ini? ppid@example.go.id, dengan menyebut nomor 3604-N5FW59.
    ");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_was_revoked_says_why_and_keeps_its_columns() {
    let (world, docs) = country().await;
    let text = read(&world, &format!("/informasi/{}", id(&docs[1]))).await;
    assert!(
        text.contains("Tidak berlaku – dicabut\nKeluar dari daftar sejak 23 November 2026"),
        "{text}"
    );
    assert!(text.contains("Riwayat kesehatan seseorang terungkap."), "{text}");
    assert!(text.contains("Keluar dari daftar: dicabut\nDibatalkan"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_taken_down_is_marked_and_explained_and_not_shown() {
    let (world, docs) = country().await;
    let text = read(&world, &format!("/informasi/{}", id(&docs[2]))).await;
    assert!(text.contains("Uraian informasi\nTidak ditampilkan lagi"), "{text}");
    assert!(text.contains("Sebagian isian tidak ditampilkan lagi."), "{text}");
    assert!(!text.contains("bakal calon bupati"), "{text}");
    assert!(text.contains("Diubah\nIsi sebelumnya tidak ditampilkan lagi."), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_by_item() {
    let (world, _) = country().await;
    insta::assert_snapshot!(read(&world, "/daftar").await, @r"
    Komisi Pemilihan Umum Republik Indonesia
    Daftar Informasi Publik yang Dikecualikan
    per 23 November 2026
    Daftar
    Cari informasi
    Cari
    Saring
    Provinsi
    Semua provinsi Banten
    Dasar hukum
    Semua dasar hukum Pasal 17 huruf h Pasal 17 huruf h angka 2
    Penetapan
    Semua penetapan Keputusan KPU Nomor 731 Tahun 2026 tanggal 20 November 2026
    Jenis dokumen
    Semua jenis Berita acara
    Tahun penetapan
    Semua tahun 2026
    Status
    Berlaku Tidak berlaku lagi Semua
    Terapkan
    Hapus semua saringan
    2 butir penetapan ditemukan. Tampilkan satu per satu
    Hasil pemeriksaan kesehatan
    Berlaku untuk semua kantor; diterapkan pada dokumen 1 kantor
    UU 14/2008 Pasal 17 huruf h angka 2 Jangka waktu: sampai 31 Desember 2030 Keputusan KPU Nomor 731 Tahun 2026 tanggal 20 November 2026, butir 1
    Hasil pemeriksaan kesehatan
    Berlaku untuk semua kantor
    UU 14/2008 Pasal 17 huruf h angka 2 Jangka waktu: sampai 31 Desember 2030 Keputusan KPU Nomor 731 Tahun 2026 tanggal 20 November 2026, butir 2
    ");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_row_by_row() {
    let (world, _) = country().await;
    let text = read(&world, "/daftar?tampil=baris&status=semua&q=kesehatan").await;
    let (_, found) = text.split_once("Hapus semua saringan\n").unwrap();
    insta::assert_snapshot!(found, @r"
    5 informasi ditemukan. Kelompokkan menurut butir penetapan
    Hasil pemeriksaan kesehatan
    KPU Kabupaten Serang
    UU 14/2008 Pasal 17 huruf h angka 2 Jangka waktu: sampai 31 Desember 2030 Keputusan KPU Nomor 731 Tahun 2026 tanggal 20 November 2026, butir 1
    Hasil pemeriksaan kesehatan
    Tidak berlaku: dicabut KPU Kabupaten Serang
    UU 14/2008 Pasal 17 huruf h angka 2 Jangka waktu: sampai 31 Desember 2030 Keputusan KPU Nomor 731 Tahun 2026 tanggal 20 November 2026, butir 1
    Hasil pemeriksaan kesehatan
    KPU Kabupaten Serang
    UU 14/2008 Pasal 17 huruf h angka 2 Jangka waktu: sampai 31 Desember 2030 Keputusan KPU Nomor 731 Tahun 2026 tanggal 20 November 2026, butir 1
    Hasil pemeriksaan kesehatan
    Nasional – berlaku untuk semua kantor
    UU 14/2008 Pasal 17 huruf h angka 2 Jangka waktu: sampai 31 Desember 2030 Keputusan KPU Nomor 731 Tahun 2026 tanggal 20 November 2026, butir 1
    Hasil pemeriksaan kesehatan
    Nasional – berlaku untuk semua kantor
    UU 14/2008 Pasal 17 huruf h angka 2 Jangka waktu: sampai 31 Desember 2030 Keputusan KPU Nomor 731 Tahun 2026 tanggal 20 November 2026, butir 2
    ");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_of_one_office_in_the_columns_of_the_law() {
    let (world, _) = country().await;
    let text = read(&world, "/kantor/3604").await;
    let (own, national) = text.split_once("\n3\nNasional\n").unwrap();
    insta::assert_snapshot!(own, @r"
    Komisi Pemilihan Umum Kabupaten Serang
    Daftar Informasi Publik yang Dikecualikan
    per 23 November 2026
    Kantor › KPU Provinsi Banten
    KPU Kabupaten Serang
    4 informasi berlaku di kantor ini: 2 miliknya sendiri dan selebihnya penetapan nasional. Data terakhir dari kantor ini diterima pada 23 November 2026.
    Kode wilayah 36.04 · Yang tidak berlaku lagi · CSV · JSON
    Seluruhnya dalam satu halaman, untuk dicetak
    Informasi yang dikecualikan
    No
    Kantor
    Informasi
    Dasar hukum
    Konsekuensi bila dibuka
    Konsekuensi bila ditutup
    Jangka waktu
    Nomor dan tanggal keputusan
    Penanggung jawab
    1
    36.04
    Hasil pemeriksaan kesehatan
    Hasil pemeriksaan kesehatan bakal calon bupati
    UU 14/2008 Pasal 17 huruf h angka 2
    Riwayat kesehatan seseorang terungkap.
    Data pribadi bakal calon terlindungi.
    sampai 31 Desember 2030
    Keputusan KPU Nomor 731 Tahun 2026 tanggal 20 November 2026, butir 1
    Sekretaris
    2
    36.04
    Hasil pemeriksaan kesehatan
    Tidak ditampilkan lagi
    UU 14/2008 Pasal 17 huruf h angka 2
    Riwayat kesehatan seseorang terungkap.
    Data pribadi bakal calon terlindungi.
    sampai 31 Desember 2030
    Keputusan KPU Nomor 731 Tahun 2026 tanggal 20 November 2026, butir 1
    Sekretaris
    ");
    assert!(national.contains("\n4\nNasional\n"), "{national}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_office_that_sent_nothing_still_has_what_holds_for_all() {
    let (world, _) = country().await;
    let other = read(&world, "/kantor/7371").await;
    assert!(
        other.contains("2 informasi berlaku di kantor ini: semuanya penetapan nasional."),
        "{other}"
    );
    assert!(other.contains("Belum ada data dari kantor ini."), "{other}");
}

#[tokio::test(flavor = "multi_thread")]
async fn offices_are_found_by_a_part_of_their_name_or_a_code() {
    let (world, _) = country().await;
    insta::assert_snapshot!(read(&world, "/kantor?q=serang").await, @r"
    Komisi Pemilihan Umum Republik Indonesia
    Daftar Informasi Publik yang Dikecualikan
    per 23 November 2026
    Kantor
    Penetapan nasional berlaku untuk setiap kantor. Selain itu, 1 kantor memuat informasi sendiri, 1 telah mengirim data tetapi belum memuat informasi sendiri, dan dari 550 kantor belum ada data.
    Cari kantor
    Cari
    Nama daerah atau kode wilayah.
    KPU Provinsi Banten – 2 kabupaten/kota, 1 memuat informasi sendiri
    KPU Provinsi Banten belum ada data
    KPU Kabupaten Serang 2 informasi, data terakhir 23 November 2026
    KPU Kota Serang belum ada data
    ");
    let by_code = read(&world, "/kantor?q=3604").await;
    assert!(by_code.contains("KPU Kabupaten Serang") && !by_code.contains("KPU Kota Serang"));
}

#[tokio::test(flavor = "multi_thread")]
async fn determinations_and_the_items_of_one() {
    let (world, _) = country().await;
    insta::assert_snapshot!(read(&world, "/penetapan").await, @r"
    Komisi Pemilihan Umum Republik Indonesia
    Daftar Informasi Publik yang Dikecualikan
    per 23 November 2026
    Penetapan
    Keputusan KPU yang menetapkan informasi sebagai dikecualikan. Setiap butirnya berlaku untuk semua kantor.
    Keputusan KPU Nomor 731 Tahun 2026 tanggal 20 November 2026
    Penetapan Informasi Publik yang Dikecualikan
    Berlaku 2 dari 2 butir berlaku
    ");
    let page = Page::of(&world.get("/penetapan").await);
    let one = page.links.iter().find(|link| link.starts_with("/penetapan/")).unwrap();
    insta::assert_snapshot!(read(&world, one).await, @r"
    Komisi Pemilihan Umum Republik Indonesia
    Daftar Informasi Publik yang Dikecualikan
    per 23 November 2026
    Penetapan
    Keputusan KPU Nomor 731 Tahun 2026 tanggal 20 November 2026
    Penetapan Informasi Publik yang Dikecualikan
    Berlaku 2 dari 2 butir berlaku.
    Butir penetapan
    Butir
    Informasi
    Dasar hukum
    Jangka waktu
    Status
    1
    Hasil pemeriksaan kesehatan
    Diterapkan pada dokumen 1 kantor
    UU 14/2008 Pasal 17 huruf h angka 2
    sampai 31 Desember 2030
    Berlaku
    2
    Hasil pemeriksaan kesehatan
    UU 14/2008 Pasal 17 huruf h angka 2
    sampai 31 Desember 2030
    Berlaku
    ");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rest_of_the_site() {
    let (world, _) = country().await;
    for address in ["/perubahan", "/unduh", "/verifikasi", "/tentang"] {
        let text = read(&world, address).await;
        assert!(text.lines().count() > 8, "{address}: {text}");
    }
    assert!(read(&world, "/tentang").await.contains("Daftar Informasi Publik (DIP)"));
    insta::assert_snapshot!(read(&world, "/perubahan").await, @r"
    Komisi Pemilihan Umum Republik Indonesia
    Daftar Informasi Publik yang Dikecualikan
    per 23 November 2026
    Perubahan terbaru
    Apa yang dimuat, diubah, atau keluar dari daftar, yang terbaru lebih dulu. Ikuti lewat Atom atau JSON Feed.
    23 November 2026 Diubah
    Hasil pemeriksaan kesehatan
    KPU Kabupaten Serang · Keputusan KPU Nomor 731 Tahun 2026 tanggal 20 November 2026
    23 November 2026 Keluar dari daftar: dicabut
    Hasil pemeriksaan kesehatan
    KPU Kabupaten Serang · Keputusan KPU Nomor 731 Tahun 2026 tanggal 20 November 2026
    23 November 2026 Masuk daftar
    Hasil pemeriksaan kesehatan
    KPU Kabupaten Serang
    23 November 2026 Masuk daftar
    Hasil pemeriksaan kesehatan
    KPU Kabupaten Serang · Keputusan KPU Nomor 731 Tahun 2026 tanggal 20 November 2026
    23 November 2026 Masuk daftar
    Hasil pemeriksaan kesehatan
    KPU Kabupaten Serang · Keputusan KPU Nomor 731 Tahun 2026 tanggal 20 November 2026
    23 November 2026 Masuk daftar
    Hasil pemeriksaan kesehatan
    Nasional · Keputusan KPU Nomor 731 Tahun 2026 tanggal 20 November 2026
    23 November 2026 Masuk daftar
    Hasil pemeriksaan kesehatan
    Nasional · Keputusan KPU Nomor 731 Tahun 2026 tanggal 20 November 2026
    ");
}
