//! The pages, asked and answered as a browser does it, without a browser.

mod browser;
mod guarding;
mod listing;
mod settling;
mod typing;
mod people;
mod starting;
mod writing;
