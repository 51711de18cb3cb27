//! The pages, asked and answered as a browser does it, without a browser.

mod browser;
mod deciding;
mod determining;
mod guarding;
mod listing;
mod settling;
mod typing;
mod health;
mod keeping_out;
mod people;
mod starting;
mod syncing;
mod overseeing;
mod writing;
