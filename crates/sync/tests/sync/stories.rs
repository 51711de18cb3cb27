//! What happens between offices, told by name.

mod drafting;
mod failures;
mod late;
mod national;
mod readers;
mod refusals;
