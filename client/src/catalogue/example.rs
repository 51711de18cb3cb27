//! How commands are used, for the head of their help. A test reads each as the program does.

/// What stands above them.
const HEADING: &str = "Contoh:";

/// Examples of a command, by the words that name it.
pub(crate) fn of(path: &str) -> Option<String> {
    let all: Vec<String> = EXAMPLES
        .iter()
        .filter(|(known, _)| *known == path)
        .map(|(known, rest)| format!("  kecuali {known} {rest}").trim_end().to_owned())
        .collect();
    (!all.is_empty()).then(|| format!("{HEADING}\n{}", all.join("\n")))
}

/// The words of a command, and what follows them.
pub(crate) const EXAMPLES: &[(&str, &str)] = &[
    ("init", "--trust-root root.json --office 36.04 --server https://dik.example.go.id"),
    ("join", "--person \"siti:Siti Aminah:PPID:ppid\" --out join-3604.json"),
    ("key seal", "siti"),
    ("roster invite", "--csv kantor.csv --out surat"),
    ("roster invite", "--province 36 --until 2026-12-31 --out surat"),
    ("roster requests", "join-3604.json"),
    ("roster grant", "join-3604.json"),
    ("entry add", "--set \"information=Rekam medis pegawai\" --set \"period=5 tahun\""),
    ("entry edit", "3604-K7QF --set \"owning_unit=Subbagian SDM\""),
    ("import", "daftar.xlsx"),
    ("endorse", "--all-with draft --dry-run"),
    ("submit", "3604-K7QF"),
    ("review list", ""),
    ("review return", "3604-K7QF --reason \"Lengkapi dasar hukum\""),
    ("sync", "--server https://dik.example.go.id"),
    ("sync", "--watch"),
    ("status", ""),
    ("doctor", "--online --json"),
    ("backup", "salinan-2026-11-23"),
    ("backup", "/media/usb --daily"),
    ("restore", "salinan-2026-11-23"),
    ("completions", "bash"),
];
