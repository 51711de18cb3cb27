//! Times the real programs: `peer` is driven by a harness that runs other systems through the same
//! workloads, `numbers` prints what this system set itself to reach.

mod config;
mod corpus;
mod country;
mod error;
mod numbers;
mod peer;
mod time;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::error::BenchError;

#[derive(Debug, Parser)]
#[command(name = "kecuali-bench", version, about = "Times the real programs")]
struct Cli {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// One side of a workload, driven by JSON lines on standard input
    Peer {
        #[command(subcommand)]
        role: Role,
    },
    /// The project's own numbers, one JSON line each
    Numbers {
        /// A smaller country and fewer entries
        #[arg(long)]
        quick: bool,
        /// Only these, such as N-noop
        names: Vec<String>,
    },
    /// The office program over a folder; started by `numbers`
    #[command(hide = true)]
    Office {
        /// Its arguments
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// The child that reads lists; started by the office program
    #[command(hide = true)]
    ReadTable,
    /// The server program over a folder; started by `numbers`
    #[command(hide = true)]
    Server {
        /// Its arguments
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
}

#[derive(Debug, Subcommand)]
enum Role {
    /// The server over a folder
    Server { folder: PathBuf },
    /// Installations below a folder
    Client { folder: PathBuf },
    /// Compares what a server's folder holds with the corpus
    Verify {
        folder: PathBuf,
        ids: PathBuf,
        n: usize,
        #[arg(allow_negative_numbers = true)]
        k: i64,
        tag: Option<String>,
    },
}

fn main() -> ExitCode {
    // Fails only where a provider is installed already, and then there is one.
    drop(rustls::crypto::ring::default_provider().install_default());
    let done = match Cli::parse().what {
        What::Peer { role: Role::Server { folder } } => peer::server::run(&folder),
        What::Peer { role: Role::Client { folder } } => peer::client::run(&folder),
        What::Peer { role: Role::Verify { folder, ids, n, k, tag } } => {
            peer::verify::run(&folder, &ids, n, k, tag.as_deref().unwrap_or_default())
        }
        What::Numbers { quick, names } => numbers::run(quick, &names),
        What::Server { arguments } => return numbers::program::run(arguments),
        What::ReadTable => return numbers::office::reader(),
        What::Office { arguments } => return numbers::office::program(arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            peer::driver::complain(&error);
            ExitCode::FAILURE
        }
    }
}

type Done = Result<(), BenchError>;
