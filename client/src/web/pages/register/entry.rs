//! Entri: one entry, and the form it is written in.

pub(crate) mod changes;
mod copy;
pub(crate) mod edit;
pub(crate) mod field;
pub(crate) mod form;
pub(crate) mod grounds;
mod history;
mod show;
pub(crate) mod trouble;
pub(crate) mod typing;

pub(crate) use self::{
    copy::copy,
    edit::{begin, edit, save, whose},
    field::read,
    history::show as history,
    show::show,
    typing::{forget, watch},
};
