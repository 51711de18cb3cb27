//! The program `kecuali`.
fn main() {}
