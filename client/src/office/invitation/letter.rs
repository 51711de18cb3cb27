//! Letters with codes, a page each, to be printed and put into envelopes.

use kecuali_domain::{Day, OfficeId};
use kecuali_trust::RootId;

use super::Code;
use crate::{catalogue::invitation as words, office::export::escaped};

/// A letter to one office. It is as secret as the code in it.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Whom it goes to.
    pub office: OfficeId,
    /// What that office is called.
    pub name: String,
    /// The code.
    pub code: Code,
    /// The last day the code holds.
    pub until: Day,
    /// The trust root, to be compared when the office is set up.
    pub root: RootId,
    /// What the inviting office is called.
    pub from: String,
}

const STYLE: &str = "body{font:12pt/1.5 serif;max-width:42rem;margin:0 auto;padding:1rem}\
     section{break-after:page;padding-top:1rem}section:last-child{break-after:auto}\
     .code{font:bold 18pt/2 monospace;text-align:center;border:2px solid;padding:.5rem;margin:1rem 0}\
     code{font-family:monospace;overflow-wrap:anywhere}li{margin:.5rem 0}\
     @page{size:A4;margin:2.5cm}";

/// All letters as one file for a browser, each on a page of its own.
pub fn letters_page(letters: &[Letter]) -> String {
    let title = escaped(words::TITLE);
    let pages: Vec<String> = letters.iter().map(section).collect();
    format!(
        "<!doctype html>\n<html lang=\"id\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <style>{STYLE}</style></head>\n<body>\n{}\n</body></html>\n",
        pages.join("\n")
    )
}

fn section(letter: &Letter) -> String {
    let steps = words::steps(letter);
    let steps: Vec<String> =
        steps.iter().map(|step| format!("<li>{}</li>", marked(step))).collect();
    let steps = steps.concat();
    format!(
        "<section><h1>{}</h1><p>{}</p><p class=\"code\">{}</p><p>{}</p><ol>{steps}</ol><p>{}</p></section>",
        escaped(words::TITLE),
        escaped(&words::addressed(letter)),
        letter.code.grouped(),
        escaped(&words::holds_until(letter)),
        escaped(words::SECRET),
    )
}

/// Text with what stands between backticks as it is typed.
fn marked(text: &str) -> String {
    let parts = text.split('`').enumerate();
    let part = |(at, part): (usize, &str)| {
        if at % 2 == 1 { format!("<code>{}</code>", escaped(part)) } else { escaped(part) }
    };
    parts.map(part).collect()
}
