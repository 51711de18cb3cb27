//! What happens between offices, told by name.

mod drafting;
mod late;
mod national;
mod readers;
mod refusals;
