//! A page read by a strict reader: what is not well formed does not pass.

use quick_xml::{Reader, events::Event};

use crate::world::Answer;

/// What a person or a crawler takes from a page.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// What is read, a line for each block.
    pub(crate) text: String,
    /// Where links, forms, styles and pictures lead.
    pub(crate) links: Vec<String>,
    /// Every element with its attributes, in order.
    pub(crate) elements: Vec<(String, Vec<(String, String)>)>,
}

const INLINE: [&str; 14] = [
    "a", "b", "bdi", "span", "small", "time", "code", "em", "caption", "i", "input", "img",
    "label", "option",
];

impl Page {
    pub(crate) fn of(answer: &Answer) -> Self {
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        Self::read(std::str::from_utf8(&answer.body).unwrap())
    }

    pub(crate) fn read(text: &str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = true;
        let (mut page, mut open) = (Self::default(), Vec::<String>::new());
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{error}: {text}")) {
                Event::Start(tag) => {
                    let name = page.element(&tag);
                    open.push(name);
                }
                Event::Empty(tag) => drop(page.element(&tag)),
                Event::End(_) => {
                    let name = open.pop().unwrap();
                    page.end_line(&name);
                }
                Event::Text(part) if !open.iter().any(|name| name == "script") => {
                    page.text.push_str(&part.replace('\n', " "));
                }
                Event::GeneralRef(entity) => {
                    let c = entity.resolve_char_ref().unwrap();
                    let named = || match &*entity {
                        "amp" => '&',
                        "lt" => '<',
                        "gt" => '>',
                        "quot" => '"',
                        other => panic!("&{other}; is not known everywhere"),
                    };
                    page.text.push(c.unwrap_or_else(named));
                }
                Event::Eof => break,
                Event::Text(_)
                | Event::CData(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_) => {}
            }
        }
        assert!(open.is_empty(), "{open:?} left open");
        let lines = page.text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
        let lines: Vec<_> = lines.map(|words| words.join(" ")).filter(|l| !l.is_empty()).collect();
        page.text = lines.join("\n");
        page
    }

    /// The values of an attribute, wherever it stands.
    pub(crate) fn all<'a>(&'a self, element: &str, name: &str) -> Vec<&'a str> {
        let of = self.elements.iter().filter(|(found, _)| found == element);
        let values = of.flat_map(|(_, attributes)| attributes);
        values.filter(|(found, _)| found == name).map(|(_, value)| value.as_str()).collect()
    }

    pub(crate) fn count(&self, element: &str) -> usize {
        self.elements.iter().filter(|(found, _)| found == element).count()
    }

    fn element(&mut self, tag: &quick_xml::events::BytesStart<'_>) -> String {
        let name = tag.name().0.to_owned();
        self.end_line(&name);
        let attributes: Vec<(String, String)> = tag
            .attributes()
            .map(|attribute| {
                let attribute = attribute.unwrap();
                let value = quick_xml::escape::unescape(&attribute.value).unwrap();
                (attribute.key.0.to_owned(), value.into_owned())
            })
            .collect();
        for (key, value) in &attributes {
            if ["href", "src", "action"].contains(&key.as_str()) {
                self.links.push(value.clone());
            }
        }
        self.elements.push((name.clone(), attributes));
        name
    }

    fn end_line(&mut self, name: &str) {
        if !INLINE.contains(&name) {
            self.text.push('\n');
        } else if ["option", "caption"].contains(&name) {
            self.text.push(' ');
        }
    }
}
