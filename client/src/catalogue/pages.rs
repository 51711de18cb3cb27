//! What is said where a page cannot be shown, and what the terminal says about the pages.

pub(crate) mod advice;
pub(crate) mod people;

/// Where the pages are.
pub(crate) fn open(link: &str) -> String {
    format!(
        "Halaman kantor terbuka di peramban. Tautan masuk, berlaku sekali selama dua menit:\n{link}\nTekan Ctrl-C untuk mengakhiri."
    )
}

/// No browser was found.
pub(crate) const OPEN_BY_HAND: &str = "Buka tautan itu di peramban komputer ini.";

/// What is said about a request that is not answered as it was asked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fault {
    pub(crate) code: &'static str,
    pub(crate) title: &'static str,
    pub(crate) sentence: &'static str,
    /// What to do.
    pub(crate) hint: Option<&'static str>,
}

/// Above what was asked for and not done.
pub(crate) const NOT_DONE: &str = "Belum dilakukan";

/// Nobody is logged in.
pub(crate) const LOGGED_OUT: Fault = Fault {
    code: "logged_out",
    title: "Belum masuk",
    sentence: "Halaman ini hanya dibuka dari program kecuali di komputer ini.",
    hint: Some("Jalankan lagi program kecuali; peramban terbuka dengan tautan baru."),
};
/// The link was used, or is old.
pub(crate) const OLD_LINK: Fault = Fault {
    code: "link_old",
    title: "Tautan sudah tidak berlaku",
    sentence: "Tautan masuk hanya berlaku sekali, selama dua menit.",
    hint: Some("Jalankan lagi program kecuali; peramban terbuka dengan tautan baru."),
};
/// No office is set up.
pub(crate) const NO_OFFICE: Fault = Fault {
    code: "no_office",
    title: "Belum disiapkan",
    sentence: "Kantor belum disiapkan di komputer ini.",
    hint: None,
};
/// An office is set up already.
pub(crate) const HAS_OFFICE: Fault = Fault {
    code: "office_exists",
    title: NOT_DONE,
    sentence: "Kantor sudah disiapkan di komputer ini.",
    hint: None,
};
/// The form is of another session.
pub(crate) const OLD_FORM: Fault = Fault {
    code: "form_old",
    title: "Formulir sudah lama",
    sentence: "Formulir ini berasal dari sesi yang sudah berakhir.",
    hint: Some("Kembali, muat ulang halaman, lalu kirim lagi."),
};
/// What was sent is no form.
pub(crate) const NOT_A_FORM: Fault = Fault {
    code: "form_unreadable",
    title: NOT_DONE,
    sentence: "Yang dikirim bukan formulir yang dapat dibaca.",
    hint: None,
};
/// It is larger than anything that is read.
pub(crate) const TOO_MUCH: Fault = Fault {
    code: "too_large",
    title: NOT_DONE,
    sentence: "Yang dikirim lebih besar daripada yang dapat dibaca.",
    hint: None,
};
/// No file was chosen.
pub(crate) const NO_FILE: Fault = Fault {
    code: "no_file",
    title: NOT_DONE,
    sentence: "Belum ada berkas yang dipilih.",
    hint: Some("Kembali dan pilih berkasnya."),
};
/// There is no such page.
pub(crate) const NO_PAGE: Fault = Fault {
    code: "no_page",
    title: "Halaman tidak ada",
    sentence: "Alamat ini tidak ada di program ini.",
    hint: None,
};
/// A form is sent to this address; it has no page of its own.
pub(crate) const NO_VIEW: Fault = Fault {
    code: "no_view",
    title: "Tidak ada yang ditampilkan di sini",
    sentence: "Alamat ini hanya menerima formulir dari halaman lain; tidak ada yang dilakukan.",
    hint: Some(
        "Kembali ke halaman sebelumnya dengan tombol kembali peramban, atau pilih dari menu.",
    ),
};
/// The program failed.
pub(crate) const BROKEN: Fault = Fault {
    code: "broken",
    title: "Program gagal",
    sentence: "Program gagal di tengah pekerjaan ini.",
    hint: Some("Muat ulang halaman. Bila terulang, periksa di halaman Kesehatan."),
};
