//! `kecuali-server`.

use std::process::ExitCode;

fn main() -> ExitCode {
    kecuali_server::cli::main()
}
