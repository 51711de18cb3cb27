//! XML as these formats use it, one tag or text at a time, each within its limit.

use std::{
    cell::Cell,
    io::{self, BufRead, BufReader, Read},
    rc::Rc,
};

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};

use crate::{
    archive::{Fault, Part},
    error::{Over, TableError},
    limits,
};

/// A part of an archive, read as XML.
pub(crate) struct Xml<'a> {
    reader: Reader<Measured<BufReader<Part<'a>>>>,
    buffer: Vec<u8>,
    depth: usize,
    left: Rc<Cell<usize>>,
    fault: Fault,
}

/// What comes next. Names are without the prefix of their namespace.
#[derive(Debug)]
pub(crate) enum Token {
    Open(Tag),
    Close(String),
    Text(String),
    End,
}

/// A tag that opens.
#[derive(Debug)]
pub(crate) struct Tag(BytesStart<'static>);

impl Tag {
    pub(crate) fn name(&self) -> &str {
        local(self.0.name().into_inner())
    }

    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Result<Option<String>, TableError> {
        let mut attributes = self.0.attributes();
        // Whether a name stands there twice would be found out in quadratic time.
        for attribute in attributes.with_checks(false) {
            let attribute = attribute.map_err(|_| TableError::Damaged)?;
            if local(attribute.key.into_inner()) == name {
                let value = attribute
                    .normalized_value(XmlVersion::Implicit1_0)
                    .map_err(|_| TableError::Damaged)?;
                return Ok(Some(value.into_owned()));
            }
        }
        Ok(None)
    }

    /// An attribute that is a number; what is none counts as absent.
    pub(crate) fn number(&self, name: &str) -> Result<Option<u32>, TableError> {
        Ok(self.attribute(name)?.and_then(|text| text.trim().parse().ok()))
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

impl<'a> Xml<'a> {
    pub(crate) fn new(part: Part<'a>) -> Self {
        let (fault, left) = (part.fault(), Rc::new(Cell::new(limits::TOKEN)));
        let measured = Measured {
            inner: BufReader::with_capacity(16 << 10, part),
            left: Rc::clone(&left),
            fault: Rc::clone(&fault),
        };
        let mut reader = Reader::from_reader(measured);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::new(), depth: 0, left, fault }
    }

    /// The next tag or text; comments and instructions are passed over.
    pub(crate) fn next(&mut self) -> Result<Token, TableError> {
        loop {
            self.buffer.clear();
            self.left.set(limits::TOKEN);
            let event = self.reader.read_event_into(&mut self.buffer);
            let event = event.map_err(|_| self.fault.get().unwrap_or(TableError::Damaged))?;
            let event = event.into_owned();
            return Ok(match event {
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
                Event::DocType(_) => return Err(TableError::Doctype),
                Event::Start(start) | Event::Empty(start) => {
                    self.depth += 1;
                    if self.depth > limits::DEPTH {
                        return Err(Over::Depth.into());
                    }
                    Token::Open(Tag(start))
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    Token::Close(local(end.name().into_inner()).to_owned())
                }
                Event::Text(text) => Token::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Token::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(reference) => Token::Text(referred(&reference)),
                Event::Eof if self.depth > 0 => return Err(TableError::Damaged),
                Event::Eof => Token::End,
            });
        }
    }

    /// How many elements are open.
    pub(crate) const fn depth(&self) -> usize {
        self.depth
    }

    /// Goes behind the end of the element that was opened last.
    pub(crate) fn skip(&mut self) -> Result<(), TableError> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            self.next()?;
        }
        Ok(())
    }

    /// Calls for every tag that opens, to the end.
    pub(crate) fn each(
        mut self,
        mut work: impl FnMut(&Tag) -> Result<(), TableError>,
    ) -> Result<(), TableError> {
        loop {
            match self.next()? {
                Token::Open(tag) => work(&tag)?,
                Token::Close(_) | Token::Text(_) => {}
                Token::End => return Ok(()),
            }
        }
    }
}

/// What a reference stands for: a character, or itself where it would stand for more.
fn referred(reference: &quick_xml::events::BytesRef<'_>) -> String {
    let named = match &**reference {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => reference.resolve_char_ref().ok().flatten(),
    };
    named.map_or_else(|| format!("&{};", &**reference), String::from)
}

/// Stops a tag or a text that is longer than anything these formats need.
struct Measured<R> {
    inner: R,
    left: Rc<Cell<usize>>,
    fault: Fault,
}

impl<R: Read> Read for Measured<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.inner.read(into)
    }
}

impl<R: BufRead> BufRead for Measured<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left.get() == 0 {
            self.fault.set(Some(Over::Token.into()));
            return Err(io::Error::other("too long"));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.left.set(self.left.get().saturating_sub(amount));
        self.inner.consume(amount);
    }
}
