//! The program `kecuali`.

use std::process::ExitCode;

fn main() -> ExitCode {
    // Fails only where a provider is installed already, and then there is one.
    drop(rustls::crypto::ring::default_provider().install_default());
    ExitCode::from(kecuali_client::run(std::env::args_os()).code())
}
