//! Which rows of a list are imported: what is ticked is shown, stays where columns and sheets change,
//! and is what is written.

use axum::http::StatusCode;
use kecuali_testkit::files::{Table, xlsx};

use super::{
    browser::{Browser, Page},
    importing::{LIST, choose, names, office},
};

#[test]
fn what_is_no_entry_stays_out_and_any_row_can_be_left_out_or_taken_in() {
    let (world, mut browser) = office();
    let list = format!(
        "{LIST};Jumlah;3;\n4;;;\n;Lebak, 2 Januari 2026;;\n;Sekretaris KPU;;\n;SITI AMINAH;;\n"
    );
    let address = choose(&mut browser, "daftar.csv", list.as_bytes());
    let page = browser.get(&address);
    assert!(page.says("Bukan entri") && page.says("3 baris menjadi konsep"), "{}", page.body);
    for left in ["Jumlah 3", "Lebak, 2 Januari 2026", "Sekretaris KPU", "SITI AMINAH"] {
        assert!(page.body.contains(&format!("<q>{left}</q> (bukan entri: ")), "{left}");
    }
    let ticked = browser.get(&format!("{address}?lewati=3&masukkan=8"));
    assert!(ticked.says("3 baris menjadi konsep"), "{}", ticked.body);
    assert_eq!(ticks(&ticked), ["lewati !3", "masukkan !8"]);
    let done = browser.send_form(&ticked, &address, &[]);
    assert!(done.leads_to().starts_with("/impor/kumpulan/"), "{}", done.leads_to());
    assert_eq!(names(&world), ["Rekam medis", "Sekretaris KPU", "Soal ujian"]);
}

#[test]
fn what_is_ticked_of_rows_is_shown_before_it_is_written() {
    let (world, mut browser) = office();
    let list = format!("{LIST};Jumlah;3;\n");
    let address = choose(&mut browser, "daftar.csv", list.as_bytes());
    let page = browser.get(&address);
    for tick in [("lewati", "!3"), ("masukkan", "!5")] {
        let looked = browser.send_form(&page, &address, &[tick]);
        let looked = browser.get(looked.leads_to());
        assert!(names(&world).is_empty());
        assert!(looked.says("Belum ada yang ditulis: pilihan"), "{}", looked.body);
        assert_eq!(ticks(&looked), [format!("{} {}", tick.0, tick.1)]);
    }
    let all = [("lewati", "!2"), ("lewati", "!3"), ("lewati", "!4")];
    let all = all.map(|(name, row)| format!("{name}={row}")).join("&");
    let none = browser.get(&format!("{address}?{all}"));
    let refused = browser.post(&address, &none.fields(&address));
    let refused = browser.get(refused.leads_to());
    assert!(refused.says("Semua baris dilewati"), "{}", refused.body);
    assert_eq!(ticks(&refused).len(), 3);
}

#[test]
fn what_is_ticked_of_rows_stays_when_columns_or_headings_become_something_else() {
    let (world, mut browser) = office();
    let list = format!("{LIST};Jumlah;3;\n");
    let address = choose(&mut browser, "daftar.csv", list.as_bytes());
    let page = browser.get(&address);
    let changed = [
        ("lewati", "!3"),
        ("masukkan", "!5"),
        ("kolom.Nama Dokumen", "note"),
        ("kolom.Dasar Hukum", "information"),
    ];
    // A script asks for it by itself, and takes it in place.
    let piece = look(&mut browser, &page, &address, &changed, true);
    assert_eq!(piece.status, StatusCode::OK, "{}", piece.body);
    let to = piece.headers["hx-replace-url"].to_str().unwrap().to_owned();
    let without = look(&mut browser, &page, &address, &changed, false);
    assert_eq!(without.leads_to(), format!("{to}#pratinjau"));
    let shown = browser.get(&to);
    for page in [&piece, &shown] {
        assert_eq!(ticks(page), ["lewati !3", "masukkan !5"]);
        assert_eq!(page.form(&address)["kolom.Dasar Hukum"], "information");
    }
    // The second row has the headings now, which cannot be left out, and then the first again.
    let other = look(&mut browser, &shown, &address, &[("judul", "3")], true);
    assert_eq!(ticks(&other), ["masukkan !5"], "{}", other.body);
    let missing = look(&mut browser, &other, &address, &[("judul", "99")], true);
    assert!(missing.says("Tidak ada isi di baris 99"), "{}", missing.body);
    let back = look(&mut browser, &missing, &address, &[("judul", "")], true);
    assert_eq!(ticks(&back), ["lewati !3", "masukkan !5"]);
    let done = browser.send_form(&back, &address, &[]);
    assert!(done.leads_to().starts_with("/impor/kumpulan/"), "{}", done.body);
    assert_eq!(names(&world), ["3", "Pasal 17 huruf h angka 2", "tidak ada"]);
}

#[test]
fn what_is_ticked_of_a_sheet_is_of_no_other_and_comes_back_with_it() {
    let (world, mut browser) = office();
    let sheet = |name: &str, column: &str| {
        let row = |information: &str| [format!("{name} {information}"), "Pasal 17".to_owned()];
        let head = [column.to_owned(), "Dasar Hukum".to_owned()];
        let rows = vec![head.to_vec(), row("A").to_vec(), row("B").to_vec()];
        Table { name: name.to_owned(), rows, merged: Vec::new() }
    };
    let book = xlsx(&[sheet("2024", "Judul"), sheet("2025", "Nama informasi")]);
    let address = choose(&mut browser, "buku.xlsx", &book);
    let first = browser.get(&format!("{address}?lembar=2024"));
    let ticked = [("lewati", "2024!2"), ("kolom.Judul", "information")];
    let first = look(&mut browser, &first, &address, &ticked, true);
    assert_eq!(ticks(&first), ["lewati 2024!2"]);
    let second = look(&mut browser, &first, &address, &[("lembar", "2025")], true);
    assert!(second.says("2 baris menjadi konsep"), "{}", second.body);
    assert_eq!(ticks(&second), [""; 0]);
    let back = look(&mut browser, &second, &address, &[("lembar", "2024")], true);
    assert_eq!(ticks(&back), ["lewati 2024!2"]);
    assert_eq!(back.form(&address)["kolom.Judul"], "information");
    let none = look(&mut browser, &back, &address, &[("lembar", "")], true);
    assert!(none.says("Pilih lembar yang diimpor.") && none.says("2025, 3 baris"), "{}", none.body);
    let mut both = none.fields(&address);
    both.extend(["2024", "2025"].map(|sheet| ("lembar".to_owned(), sheet.to_owned())));
    both.push(("perlihatkan".to_owned(), "1".to_owned()));
    let to = browser.post(&address, &both);
    let page = browser.get(to.leads_to());
    assert_eq!(ticks(&page), ["lewati 2024!2"], "{}", page.body);
    let mut sent = page.fields(&address);
    sent.retain(|(name, _)| name != "perlihatkan");
    assert_eq!(browser.post(&address, &sent).status, StatusCode::SEE_OTHER);
    assert_eq!(names(&world), ["2024 B", "2025 A", "2025 B"]);
}

#[test]
fn a_row_of_another_page_that_is_left_out_stays_left_out() {
    let (world, mut browser) = office();
    let rows = (1..=60).map(|row| format!("{row};Berkas {row:02};Pasal 17"));
    let rows = rows.collect::<Vec<_>>().join("\n");
    let list = format!("No;Nama Dokumen;Dasar Hukum\n{rows}");
    let address = choose(&mut browser, "panjang.csv", list.as_bytes());
    let second = browser.get(&format!("{address}?lewati=2&hal=2"));
    assert!(second.says("59 baris menjadi konsep"), "{}", second.body);
    browser.send_form(&second, &address, &[]);
    let names = names(&world);
    assert_eq!((names.len(), names[0].as_str()), (59, "Berkas 02"));
}

/// What is ticked of the rows of a preview that a person sees, each as its field and its row.
fn ticks(page: &Page) -> Vec<String> {
    let boxes = page.body.split("<input type=\"checkbox\" name=\"").skip(1);
    let tags = boxes.filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag);
    let row = |tag: &str| Some(tag.split_once("value=\"")?.1.split_once('"')?.0.to_owned());
    let ticked = tags.filter(|tag| tag.contains(" checked") && !tag.starts_with("lembar"));
    let tick = |tag: &str| format!("{} {}", tag.split('"').next().unwrap(), row(tag).unwrap());
    let mut ticks: Vec<String> = ticked.map(tick).collect();
    ticks.sort();
    ticks
}

/// Asks what a changed choice comes to, as the button does or as a script does by itself.
fn look(
    browser: &mut Browser,
    page: &Page,
    address: &str,
    changed: &[(&str, &str)],
    by_script: bool,
) -> Page {
    let mut fields = page.fields(address);
    fields.retain(|(field, _)| !changed.iter().any(|(name, _)| name == field && *name != "lewati"));
    let said = changed.iter().chain(&[("perlihatkan", "1")]);
    fields.extend(said.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    if !by_script {
        return browser.post(address, &fields);
    }
    let request = browser
        .request("POST", address)
        .header("origin", "http://127.0.0.1:4321")
        .header("hx-request", "true")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(axum::body::Body::from(serde_urlencoded::to_string(&fields).unwrap()))
        .unwrap();
    browser.ask(request)
}
