//! What is printed: a heading for each step, then who did what.

use std::io::{self, Write as _};

use crate::story::Failed;

/// How to call the program.
pub(crate) fn usage(wrong: &str) {
    out(&format!("{wrong}\nusage: kecuali-demo [--exit] [--dir FOLDER]"));
}

/// A step begins.
pub(crate) fn heading(text: &str) {
    out(&format!("\n== {text}"));
}

/// Someone did something, or something is seen.
pub(crate) fn line(who: &str, text: &str) {
    out(&format!("   {who:<12}{text}"));
}

/// What is seen below a line.
pub(crate) fn detail(text: &str) {
    out(&format!("   {:<12}  {text}", ""));
}

/// What did not hold.
pub(crate) fn failed(failed: &Failed) {
    out(&format!(
        "\nFAILED\n   command:  {}\n   expected: {}\n   seen:     {}",
        failed.command, failed.expected, failed.seen
    ));
}

// A reader that went away has seen what it wanted.
fn out(text: &str) {
    drop(writeln!(io::stdout().lock(), "{text}"));
}

/// A text for one line.
pub(crate) fn short(text: &str) -> String {
    const MOST: usize = 64;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let begin: String = text.chars().take(MOST - 1).collect();
    format!("{}…", begin.trim_end())
}
