//! The pages, asked and answered as a browser does it, without a browser.

mod approving;
mod archive;
mod browser;
mod deciding;
mod determining;
mod drafting;
mod exporting;
mod guarding;
mod health;
mod history;
mod importing;
mod keeping_out;
mod listing;
mod multipart;
mod overseeing;
mod people;
mod personal;
mod rounds;
mod settling;
mod staging;
mod sizes;
mod starting;
mod syncing;
mod trashing;
mod typing;
mod writing;
