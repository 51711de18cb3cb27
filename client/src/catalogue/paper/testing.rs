//! What papers call a consequence test: at KPU RI the test itself (PKPU 22/2023 Pasal 24), at every
//! other office what it brings along with its request for one (Pasal 25).

use kecuali_domain::{Day, OfficeId, field::Field};

use super::{BLANK, BLANK_DAY};

/// The words of sheets and minutes.
#[derive(Debug)]
pub(crate) struct Testing {
    /// Whether it is the test, and not what is brought along for one.
    is_test: bool,
    pub(crate) sheet: &'static str,
    pub(crate) sheet_of: &'static str,
    /// The heading of the fields of the test where nothing else stands above them.
    pub(crate) matter: &'static str,
    pub(crate) about_information: &'static str,
    pub(crate) about_test: &'static str,
    pub(crate) about_parts: &'static str,
    pub(crate) minutes_of: &'static str,
    pub(crate) minutes_called: &'static str,
    pub(crate) took_part: &'static str,
    pub(crate) result: &'static str,
    pub(crate) conclusion: &'static str,
    pub(crate) sheets_belong: &'static str,
    /// Fields that are called otherwise.
    labels: &'static [(&'static str, &'static str)],
}

static TEST: Testing = Testing {
    is_test: true,
    sheet: "LEMBAR PENGUJIAN KONSEKUENSI",
    sheet_of: "Lembar Pengujian Konsekuensi",
    matter: "Pengujian",
    about_information: "I. Informasi yang diuji",
    about_test: "II. Pelaksanaan pengujian",
    about_parts: "III. Pengujian (PKPU 22/2023 Pasal 25 ayat (3))",
    minutes_of: "PENGUJIAN KONSEKUENSI INFORMASI PUBLIK",
    minutes_called: "Berita Acara Pengujian Konsekuensi",
    took_part: "Peserta pengujian",
    result: "Hasil pengujian",
    conclusion: "Kesimpulan",
    sheets_belong: "Lembar pengujian konsekuensi atas setiap informasi yang sudah diuji merupakan \
        bagian yang tidak terpisahkan dari berita acara ini.",
    labels: &[],
};

static REQUEST: Testing = Testing {
    is_test: false,
    sheet: "BAHAN PERMOHONAN PENGUJIAN KONSEKUENSI",
    sheet_of: "Bahan Permohonan Pengujian Konsekuensi",
    matter: "Bahan pengujian",
    about_information: "I. Informasi yang dimohonkan untuk diuji",
    about_test: "II. Penyiapan bahan",
    about_parts: "III. Bahan pengujian (PKPU 22/2023 Pasal 25 ayat (3))",
    minutes_of: "PEMBAHASAN BAHAN PERMOHONAN PENGUJIAN KONSEKUENSI",
    minutes_called: "Berita Acara Pembahasan Bahan Permohonan Pengujian Konsekuensi",
    took_part: "Peserta pembahasan",
    result: "Hasil pembahasan",
    conclusion: "Usul kesimpulan",
    sheets_belong: "Bahan permohonan pengujian konsekuensi atas setiap informasi yang sudah dibahas \
        merupakan bagian yang tidak terpisahkan dari berita acara ini.",
    labels: &[
        ("test_date", "Tanggal pembahasan"),
        ("test_place", "Tempat pembahasan"),
        ("test_participants", "Peserta pembahasan"),
        ("test_conclusion", "Usul kesimpulan"),
    ],
};

impl Testing {
    /// Those of an office.
    pub(crate) fn of(office: &OfficeId) -> &'static Self {
        if office.is_national() { &TEST } else { &REQUEST }
    }

    /// What people call a field there.
    pub(crate) fn label(&self, field: &Field) -> &'static str {
        let other = self.labels.iter().find(|(name, _)| *name == field.name);
        other.map_or(field.label, |(_, label)| *label)
    }

    /// Who prepared it, and who tests; nothing where it is the test.
    pub(crate) fn prepared_by(&self, office: &str) -> Option<String> {
        let said = || {
            format!(
                "Disiapkan oleh {office}. Pengujian konsekuensi dilakukan oleh KPU dan \
                 dikoordinasikan oleh PPID KPU; bahan ini disampaikan kepada KPU sebagai \
                 permohonan pengujian sesuai dengan Pasal 25 ayat (1) dan ayat (2) Peraturan \
                 Komisi Pemilihan Umum Nomor 22 Tahun 2023 beserta perubahannya."
            )
        };
        (!self.is_test).then(said)
    }

    /// When, where and what of minutes, as their first sentence; how much is left blank where
    /// nothing was concluded yet.
    pub(crate) fn was_done(
        &self,
        day: Option<Day>,
        place: Option<&str>,
        concluded: usize,
        office: &str,
    ) -> String {
        let day = day.map_or_else(
            || format!("hari {BLANK}, tanggal {BLANK_DAY}"),
            |day| format!("hari {}", day.spelled_out()),
        );
        let place = place.unwrap_or(BLANK_DAY);
        let count = if concluded == 0 { BLANK.to_owned() } else { concluded.to_string() };
        let done = if self.is_test {
            format!(
                "telah dilaksanakan pengujian konsekuensi atas {count} informasi pada {office} \
                 sesuai dengan Pasal 19 Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan \
                 Informasi Publik serta Pasal 24 dan Pasal 25 Peraturan Komisi Pemilihan Umum \
                 Nomor 22 Tahun 2023 beserta perubahannya."
            )
        } else {
            format!(
                "telah dibahas {count} informasi pada {office} sebagai bahan permohonan pengujian \
                 konsekuensi kepada KPU sesuai dengan Pasal 25 ayat (1) dan ayat (2) Peraturan \
                 Komisi Pemilihan Umum Nomor 22 Tahun 2023 beserta perubahannya. Pengujiannya \
                 dilakukan oleh KPU dan bukan bagian dari berita acara ini."
            )
        };
        format!("Pada {day}, bertempat di {place}, {done}")
    }

    /// What of all that stands in minutes has no conclusion, as far as is recorded: a form that is
    /// filled by hand stays true.
    pub(crate) fn not_done(&self, entries: usize, all: usize) -> String {
        let which = match (entries, all) {
            (_, 1) => "informasi di bawah ini".to_owned(),
            (entries, all) if entries == all => format!("semua {all} informasi di bawah ini"),
            (entries, all) => format!("{entries} dari {all} informasi di bawah ini"),
        };
        let (what, done) = if self.is_test {
            ("Kesimpulan pengujian", "diuji")
        } else {
            ("Usul kesimpulan", "dibahas")
        };
        format!(
            "{what} atas {which} belum tercatat; informasi itu tidak terhitung sebagai sudah {done}."
        )
    }
}

#[cfg(test)]
mod tests {
    use kecuali_domain::{field::field, office::Offices};

    use super::*;

    #[test]
    fn only_kpu_ri_says_that_it_tested() {
        for office in Offices::bundled().iter() {
            let words = Testing::of(&office.id);
            let done = words.was_done(None, None, 2, office.local_name());
            let prepared = words.prepared_by(office.local_name());
            let conclusion = words.label(field("test_conclusion").unwrap());
            if office.id.is_national() {
                assert!(done.contains("dilaksanakan pengujian") && done.contains("Pasal 24"));
                assert!(prepared.is_none() && words.sheet.starts_with("LEMBAR"));
                assert_eq!(conclusion, "Kesimpulan uji konsekuensi");
                continue;
            }
            assert!(!done.contains("dilaksanakan") && !done.contains("Pasal 24"), "{done}");
            assert!(done.contains("Pasal 25") && words.sheet.starts_with("BAHAN PERMOHONAN"));
            let prepared = prepared.unwrap();
            assert!(prepared.contains(office.local_name()) && !prepared.contains("Pasal 24"));
            assert_eq!(conclusion, "Usul kesimpulan");
        }
    }
}
