//! What was imported is held against its file, row by row.

use super::importing::{choose, names, office};

#[test]
fn every_row_of_the_file_is_told_with_what_it_became() {
    let (world, mut browser) = office();
    let list = "No;Nama Dokumen;Dasar Hukum;Jumlah\nA. Bagian Umum\n1;Rekam medis;Pasal 17;seratus\n\
                2;Soal ujian;tidak ada;3\n3;;;\n;Jumlah;3;\n";
    let address = choose(&mut browser, "daftar.csv", list.as_bytes());
    let page = browser.get(&format!("{address}?kolom.Jumlah=register_year&lewati=!4"));
    let done = browser.send_form(&page, &address, &[]);
    let view = browser.get(done.leads_to());
    assert_eq!(names(&world), ["Rekam medis"]);
    let entry = world.second("3319").entries().unwrap()[0].entry.clone();
    for text in [
        format!("href=\"/impor/asal/{entry}\">baris 3<"),
        format!("href=\"/entri/{entry}\">{entry}</a>"),
        ">Rekam medis</td>".to_owned(),
        ": Nilainya tidak sesuai bentuk isian; hanya disimpan sebagai asal-usul.".to_owned(),
        format!("href=\"/entri/{entry}#j-temuan\">"),
        ">belum terkirim</td>".to_owned(),
    ] {
        assert!(view.body.contains(&text), "{text}: {}", view.body);
    }
    for (row, why, line) in [
        (1, "judul kolom", "<q>No Nama Dokumen Dasar Hukum Jumlah</q>"),
        (2, "judul bagian daftar", "<q>A. Bagian Umum</q>"),
        (4, "dilewati", "<q>2 Soal ujian tidak ada 3</q>"),
        (5, "bukan entri: kosong", "<q>3</q>"),
        (6, "bukan entri: jumlah", "<q>Jumlah 3</q>"),
    ] {
        let told = format!(
            "baris {row}</td><td data-kolom=\"Sebab\">{why}</td><td data-kolom=\"Isi\">{line}"
        );
        assert!(view.body.contains(&told), "{told}: {}", view.body);
    }
    assert!(view.says("5 baris tidak menjadi konsep"), "{}", view.body);
}

#[test]
fn rows_that_became_drafts_and_rows_that_became_none_are_paged_apart() {
    let (world, mut browser) = office();
    let rows: Vec<String> = (1..=120).map(|n| format!("Berkas {n:03};Pasal 17")).collect();
    let rows = rows.join("\n");
    let list = format!("Nama Dokumen;Dasar Hukum\n{rows}");
    let address = choose(&mut browser, "panjang.csv", list.as_bytes());
    let skipped: Vec<String> = (2..=61).map(|row| format!("lewati=!{row}")).collect();
    let page = browser.get(&format!("{address}?{}", skipped.join("&")));
    let done = browser.post(&address, &page.fields(&address));
    let batch = done.leads_to().to_owned();
    let view = browser.get(&batch);
    assert_eq!(names(&world).len(), 60, "{}", done.body);
    assert!(view.says("Berkas 061") && view.says("Berkas 110") && !view.says("Berkas 111"));
    // The headings are the first of those that became none.
    assert!(view.says("Berkas 049") && !view.says("Berkas 050"), "{}", view.body);
    let next = view.body.split("rel=\"next\"").next().unwrap();
    let next = next.rsplit("href=\"").next().unwrap().split('#').next().unwrap().to_owned();
    let view = browser.get(&next);
    assert!(view.says("Berkas 111") && !view.says("Berkas 110"), "{}", view.body);
    assert!(view.says("Berkas 049"), "the other list stays where it is");
    let end = browser.get(&format!("{batch}?baris=9&luar=2"));
    assert!(end.says("Berkas 120") && end.says("Berkas 060") && !end.says("Berkas 049"));
}

#[test]
fn a_draft_that_is_here_no_more_is_told_as_that() {
    let (world, mut browser) = office();
    let list = "Nama Dokumen;Dasar Hukum\nRekam medis;Pasal 17\nSoal ujian;Pasal 17\n";
    let address = choose(&mut browser, "daftar.csv", list.as_bytes());
    let page = browser.get(&address);
    let batch = browser.send_form(&page, &address, &[]).leads_to().to_owned();
    let entries = world.second("3319").entries().unwrap();
    let one = entries.iter().find(|one| one.information == "Soal ujian").unwrap().entry.clone();
    let discard = format!("/entri/{one}/buang");
    let gone = browser.send(&discard, &discard, &[]);
    assert_eq!(gone.status, axum::http::StatusCode::SEE_OTHER, "{}", gone.body);
    let view = browser.get(&batch);
    assert!(view.says("tidak ada lagi di sini") && view.says("1 belum terkirim"), "{}", view.body);
    assert!(!view.body.contains(&format!("href=\"/entri/{one}\"")), "{}", view.body);
}
