//! What was wrong with a command line, and the words around every help.

use std::error::Error as _;

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use crate::error::OfficeError;

/// Above the subcommands.
pub(crate) const COMMANDS: &str = "Perintah";
/// What stands for one of them in a usage line.
pub(crate) const COMMAND: &str = "PERINTAH";
/// Above what has a place.
pub(crate) const ARGUMENTS: &str = "Argumen";
/// Above what has a name.
pub(crate) const OPTIONS: &str = "Pilihan";
/// Of `--help`.
pub(crate) const HELP: &str = "Tampilkan bantuan";
/// Of `--version`.
pub(crate) const VERSION: &str = "Tampilkan versi program";
/// The order of a help.
pub(crate) const TEMPLATE: &str =
    "{about-with-newline}\n{before-help}Pemakaian: {usage}\n\n{all-args}{after-help}";

/// The columns of a list for scripts.
pub(crate) fn columns(columns: &[&str]) -> String {
    format!("Kolom dengan --plain: {}", columns.join(", "))
}

/// Lines were wanted of a command that lists nothing.
pub(crate) fn no_list(command: &str) -> String {
    let what = if command.is_empty() { "kecuali" } else { command };
    format!("`{what}` tidak menampilkan daftar, jadi `--plain` tidak berlaku; pakai `--json`.")
}

/// An own key speaks for several positions.
pub(crate) fn one_position() -> String {
    "Dengan kunci sendiri, persetujuan diberikan untuk satu jabatan; beberapa jabatan sekaligus hanya \
     dari kertas (`--recorded`)."
        .to_owned()
}

/// The manual was written.
pub(crate) fn manual_written(pages: usize, folder: &str) -> String {
    format!("{pages} halaman manual ditulis: {folder}")
}

/// What clap writes by itself and lets nobody change.
pub(crate) fn in_words(text: &str) -> String {
    text.replace("[OPTIONS]", "[PILIHAN]")
        .replace("[possible values:", "[nilai:")
        .replace("[default:", "[tanpa disebut:")
        .replace("Usage:", "Pemakaian:")
}

/// The same of a manual page, whose headings are clap's.
pub(crate) fn manual_in_words(page: &str) -> String {
    let headings = [
        ("NAME", "NAMA"),
        ("SYNOPSIS", "PEMAKAIAN"),
        ("DESCRIPTION", "KETERANGAN"),
        (COMMANDS, "PERINTAH"),
        ("EXTRA", "CATATAN"),
    ];
    let page = headings.iter().fold(in_words(page), |page, (heading, word)| {
        page.replace(&format!("\n.SH {heading}\n"), &format!("\n.SH {word}\n"))
    });
    page.replace("Possible values:", "Nilai:")
}

/// What was not understood.
pub(crate) fn sentence(error: &Error) -> String {
    let argument = named(error, ContextKind::InvalidArg);
    let value = named(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => {
            format!("`{argument}` memerlukan nilai.{}", valid(error))
        }
        ErrorKind::InvalidValue => {
            format!("`{value}` tidak dapat dipakai untuk `{argument}`.{}", valid(error))
        }
        ErrorKind::UnknownArgument => {
            let meant = meant(error, ContextKind::SuggestedArg);
            format!("Pilihan `{argument}` tidak dikenal.{meant}")
        }
        ErrorKind::InvalidSubcommand => {
            let command = named(error, ContextKind::InvalidSubcommand);
            let meant = meant(error, ContextKind::SuggestedSubcommand);
            format!("Perintah `{command}` tidak dikenal.{meant}")
        }
        ErrorKind::ValueValidation => {
            let own = error.source().and_then(|source| source.downcast_ref::<OfficeError>());
            let said =
                own.map_or_else(|| "nilai itu tidak sesuai.".to_owned(), ToString::to_string);
            if own.is_some() {
                format!("`{argument}`: {said}")
            } else {
                format!("`{value}` untuk `{argument}`: {said}")
            }
        }
        ErrorKind::ArgumentConflict => {
            let other = named(error, ContextKind::PriorArg);
            if other == argument {
                return format!("`{argument}` hanya disebut sekali.");
            }
            format!("`{argument}` tidak dapat dipakai bersama `{other}`.")
        }
        ErrorKind::MissingRequiredArgument => format!("Belum disebutkan: `{argument}`."),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "Sebutkan perintahnya.".to_owned()
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("Banyaknya nilai untuk `{argument}` tidak sesuai.")
        }
        ErrorKind::InvalidUtf8 => "Baris perintah memuat huruf yang bukan UTF-8.".to_owned(),
        ErrorKind::NoEquals
        | ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::Io
        | ErrorKind::Format
        | _ => "Baris perintah tidak dipahami.".to_owned(),
    }
}

/// How the command is used: in a line, or in full for whoever named no command yet.
pub(crate) fn usage(error: &Error) -> Option<String> {
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return Some(in_words(error.render().to_string().trim_end()));
    }
    let usage = error.get(ContextKind::Usage).map(ToString::to_string)?;
    Some(in_words(usage.trim()))
}

fn named(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(one)) => one.clone(),
        Some(ContextValue::Strings(all)) => all.join("`, `"),
        Some(_) | None => String::new(),
    }
}

fn meant(error: &Error, kind: ContextKind) -> String {
    let near = match error.get(kind) {
        Some(ContextValue::String(one)) => Some(one),
        // The nearest comes last.
        Some(ContextValue::Strings(all)) => all.last(),
        Some(_) | None => None,
    };
    near.map(|near| format!(" Apakah maksudnya `{near}`?")).unwrap_or_default()
}

fn valid(error: &Error) -> String {
    let all = named(error, ContextKind::ValidValue);
    if all.is_empty() { all } else { format!(" Pilih dari: `{all}`.") }
}
