//! A paper as HTML: for a browser's own printing, and as a part of a page.

use std::fmt::Write as _;

use crate::{
    model::{Align, Block, Column, Letterhead, Pair, Paper, Section, Signature, Table},
    text::{BETWEEN_MARKS, BLANK, clean, escaped},
};

/// How a paper looks on a screen and when it is printed; everything in it is below `.paper`.
pub const STYLE: &str = include_str!("html/paper.css");

impl Paper {
    /// The paper as a page of its own, with everything in it.
    pub fn html(&self) -> String {
        let (title, foot) = (escaped(&self.title), quoted(&self.trace));
        format!(
            "<!doctype html>\n<html lang=\"id\">\n<head>\n<meta charset=\"utf-8\">\n\
             <title>{title}</title>\n<style>\n{STYLE}@page {{ @bottom-left {{ content: {foot}; }} }}\n\
             </style>\n</head>\n<body>\n{}</body>\n</html>\n",
            self.html_part()
        )
    }

    /// The same as one element for another page, which brings [`STYLE`] along.
    pub fn html_part(&self) -> String {
        let sections: String = self.sections.iter().map(section).collect();
        let trace = escaped(&self.trace);
        format!(
            "<article class=\"paper\">\n{sections}<footer class=\"trace\">{trace}</footer>\n</article>\n"
        )
    }
}

fn section(section: &Section) -> String {
    let class = if section.wide { " class=\"wide\"" } else { "" };
    let marks = escaped(&section.marks.join(BETWEEN_MARKS));
    let marks = if marks.is_empty() {
        marks
    } else {
        format!("<p class=\"marks\"><strong>{marks}</strong></p>\n")
    };
    let blocks: String = section.blocks.iter().map(block).collect();
    format!("<section{class}>\n{marks}{blocks}</section>\n")
}

fn block(block: &Block) -> String {
    match block {
        Block::Letterhead(head) => letterhead(head),
        Block::Title(title) => format!("<h1>{}</h1>\n", broken(&title.join("\n"))),
        Block::Heading(text) => format!("<h2>{}</h2>\n", broken(text)),
        Block::Dateline(text) => format!("<p class=\"dateline\">{}</p>\n", broken(text)),
        Block::Text(text) => format!("<p>{}</p>\n", broken(text)),
        Block::Note(text) => format!("<p class=\"note\">{}</p>\n", broken(text)),
        Block::Numbered(texts) => {
            let item = |text: &String| format!("<li>{}</li>\n", broken(text));
            format!("<ol>\n{}</ol>\n", texts.iter().map(item).collect::<String>())
        }
        Block::Pairs(pairs) => {
            let pair = |Pair { label, value }: &Pair| {
                format!("<div><dt>{}</dt><dd>{}</dd></div>\n", broken(label), broken(value))
            };
            format!("<dl>\n{}</dl>\n", pairs.iter().map(pair).collect::<String>())
        }
        Block::Table(one) => table(one),
        Block::Signatures(all) => {
            let all: String = all.iter().map(signature).collect();
            format!("<div class=\"signatures\">\n{all}</div>\n")
        }
    }
}

fn letterhead(head: &Letterhead) -> String {
    let address = head.address.join("\n");
    let address = if address.is_empty() { address } else { format!("<p>{}</p>", broken(&address)) };
    let name = broken(&head.name.join("\n"));
    format!("<header><p class=\"office\"><strong>{name}</strong></p>{address}</header>\n")
}

fn table(table: &Table) -> String {
    let all: u32 = table.columns.iter().map(|column| u32::from(column.share.max(1))).sum();
    let column = |column: &Column| {
        let share = u32::from(column.share.max(1)) * 100 / all.max(1);
        format!("<col width=\"{share}%\">")
    };
    let head = |column: &Column| format!("<th scope=\"col\">{}</th>", broken(&column.heading));
    let row = |row: &Vec<String>| {
        let cell = |(at, column): (usize, &Column)| {
            let class = if column.align == Align::Centre { " class=\"centred\"" } else { "" };
            let text = row.get(at).map(String::as_str).unwrap_or_default();
            format!("<td{class}>{}</td>", broken(text))
        };
        format!("<tr>{}</tr>\n", table.columns.iter().enumerate().map(cell).collect::<String>())
    };
    format!(
        "<table>\n<colgroup>{}</colgroup>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody>\n</table>\n",
        table.columns.iter().map(column).collect::<String>(),
        table.columns.iter().map(head).collect::<String>(),
        table.rows.iter().map(row).collect::<String>()
    )
}

fn signature(signature: &Signature) -> String {
    let line = |line: &String| format!("<p>{}</p>", broken(line));
    let lines = |lines: &[String]| lines.iter().map(line).collect::<String>();
    let name = match &signature.name {
        Some(name) => format!("<p class=\"name\">{}</p>", broken(name)),
        None => format!("<p class=\"name blank\">{BLANK}</p>"),
    };
    format!(
        "<div>{}<p class=\"position\">{}</p>{name}{}</div>\n",
        lines(&signature.above),
        broken(&signature.position),
        lines(&signature.below)
    )
}

/// A text with its line breaks.
fn broken(text: &str) -> String {
    escaped(text).replace('\n', "<br>")
}

/// A text for a style sheet, in which nothing ends it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in clean(text).chars() {
        match c {
            'A'..='Z' | 'a'..='z' | '0'..='9' | ' ' => out.push(c),
            _ => drop(write!(out, "\\{:x} ", u32::from(c))),
        }
    }
    out + "\""
}
