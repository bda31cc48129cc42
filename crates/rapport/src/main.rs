//! Rapport at the command line.

mod arguments;
mod commands;
mod out;

use clap::Parser;
use office::OfficeError;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = arguments::Arguments::parse();
    let filter = tracing_subscriber::EnvFilter::try_from_env("RAPPORT_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn,sqlx=off,sqlx_core=off"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("rapport: {error}");
            ExitCode::from(1)
        }
    }
}

fn run(arguments: arguments::Arguments) -> Result<(), OfficeError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| {
            OfficeError::new(
                "this machine",
                error.to_string(),
                "close other programs and try again",
            )
        })?;
    runtime.block_on(commands::run(arguments))
}
