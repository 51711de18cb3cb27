//! The public list in SQLite.

mod event;
mod row;

pub(crate) use self::{
    event::{body, by_name, erase_body, events, happen, last},
    row::{count_in_force, ending_before, get, put, rows, under},
};
