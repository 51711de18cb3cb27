//! Entri: one entry, and the form it is written in.

mod edit;
mod field;
mod form;
mod show;

pub(crate) use self::{
    edit::{begin, edit, save},
    show::show,
};
