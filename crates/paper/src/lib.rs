#![warn(missing_docs)]
//! Pages that people hand over: one model of a paper, and what it looks like as HTML, PDF and DOCX.
//!
//! **Invariant:** a [`Paper`] goes in, bytes come out: no I/O, no clock. The same paper gives the
//! same bytes on every machine, and every word of it is in them, whatever letters it is written
//! with. It does not know what a register is.
//!
//! Start with [`Paper`]. A PDF is laid out here (`layout.rs`), measured with the one font that comes
//! along (`font.rs`), because the page breaks of an official paper are no browser's to choose.

mod breaking;
mod docx;
mod font;
mod html;
mod layout;
mod model;
mod pdf;
mod text;

#[cfg(test)]
mod tests;

pub use self::{
    html::STYLE,
    model::{Align, Block, Column, Letterhead, Pair, Paper, Section, Signature, Table},
};
