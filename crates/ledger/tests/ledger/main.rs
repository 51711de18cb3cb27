//! What makes a log valid: who may, what is refused and why, and that it stays so.

#![expect(clippy::unwrap_used, reason = "in a test, whatever does not go well is a failure")]

mod admission;
mod cutting;
mod giving;
mod golden;
mod matrix;
mod national;
mod openings;
mod prefix;
mod room;
mod says;
mod signers;
mod threats;
