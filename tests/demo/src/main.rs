//! The story, played by the real programs: offices, provinces, KPU RI and a server, each command a
//! process of its own, on loopback and in a folder.
//!
//! `kecuali-demo [--exit] [--dir FOLDER]`. What a step asserts and does not find ends the play with
//! exit code 1; without `--exit` the server stays up for a look around.

mod program;
mod public;
mod sample;
mod server;
mod steps;
mod story;
mod tell;
mod web;

use std::{ffi::OsString, path::PathBuf, process::ExitCode};

use kecuali_client::office::import::apart;
use story::{Failed, Story};

fn main() -> ExitCode {
    let mut arguments: Vec<OsString> = std::env::args_os().collect();
    match arguments.get(1).and_then(|first| first.to_str()) {
        Some(program::CLIENT) => client(arguments.split_off(1)),
        // A list is read in a process of its own: the program calls itself by this name.
        Some(apart::COMMAND) => client(arguments),
        Some(program::SERVER) => kecuali_server::cli::run_with(arguments.split_off(1)),
        Some(program::SERVER_BESIDE) => {
            std::thread::spawn(end_with_the_story);
            kecuali_server::cli::run_with(arguments.split_off(1))
        }
        _ => match Settings::read(arguments.split_off(1)) {
            Ok(settings) => play(&settings),
            Err(usage) => {
                tell::usage(&usage);
                ExitCode::from(2)
            }
        },
    }
}

/// Ends this process, as the power goes, when the one that tells the story is gone, however it went:
/// its end of the input goes with it.
#[expect(clippy::exit, reason = "nobody is left who could ask the server to stop")]
fn end_with_the_story() {
    drop(std::io::copy(&mut std::io::stdin(), &mut std::io::sink()));
    std::process::exit(0);
}

/// What was asked for.
struct Settings {
    folder: PathBuf,
    stay: bool,
}

impl Settings {
    fn read(arguments: Vec<OsString>) -> Result<Self, String> {
        let mut settings = Self { folder: PathBuf::from("kecuali-demo-data"), stay: true };
        let mut rest = arguments.into_iter();
        while let Some(argument) = rest.next() {
            match argument.to_str() {
                Some("--exit") => settings.stay = false,
                Some("--dir") => {
                    settings.folder = rest.next().ok_or("--dir needs a folder")?.into();
                }
                _ => return Err(format!("unknown argument {}", argument.display())),
            }
        }
        Ok(settings)
    }
}

/// The program `kecuali`, in this process.
fn client(arguments: Vec<OsString>) -> ExitCode {
    // Fails only where a provider is installed already, and then there is one.
    drop(rustls::crypto::ring::default_provider().install_default());
    ExitCode::from(kecuali_client::run(arguments).code())
}

fn play(settings: &Settings) -> ExitCode {
    let first = steps::s00_lists::play(&settings.folder);
    let story = first.and_then(|()| Story::begin(&settings.folder));
    match story.and_then(|mut story| tell_all(&mut story, settings.stay)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failed) => {
            tell::failed(&failed);
            ExitCode::FAILURE
        }
    }
}

fn tell_all(story: &mut Story, stay: bool) -> Result<(), Failed> {
    steps::play(story)?;
    tell::heading("Everything held");
    tell::line("", &format!("what the offices and the server left: {}", story.folder().display()));
    if stay {
        story.stay()?;
    }
    Ok(())
}
