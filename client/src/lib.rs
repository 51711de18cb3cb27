//! The office program.
