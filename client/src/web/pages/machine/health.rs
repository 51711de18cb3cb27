//! Kesehatan: what to look at before something is lost, a copy to keep, and a proof that what is
//! here is what was signed.

use std::{
    fs,
    path::{Path, PathBuf},
};

use askama::Template;
use axum::{
    Router,
    routing::{get, post},
};

use crate::{
    catalogue::{health::light, screen},
    error::{Exit, OfficeError},
    office::{
        Office,
        health::{Check, Health, Light},
    },
    web::{
        answers::Answers,
        app::App,
        fault::Fault,
        layout::Section,
        pages::machine::{copies::Daily, newcomer::new_passphrase, people::download},
        visit::{Answer, Visit},
    },
};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/kesehatan", get(show))
        .route("/kesehatan/cadangan", post(backup))
        .route("/kesehatan/cadangan/berkas", post(backup_file))
        .route("/kesehatan/periksa", post(verify))
}

#[derive(Template)]
#[template(path = "kesehatan.html")]
struct Page {
    light: &'static str,
    checks: Vec<Row>,
    folder: String,
    version: &'static str,
    report: String,
    daily: Option<Daily>,
}

/// One thing that was looked at.
#[derive(Debug)]
struct Row {
    check: Check,
    light: &'static str,
    tone: &'static str,
}

pub(super) async fn show(visit: Visit) -> Answer {
    visit.page(Section::Health, "Kesehatan", |hand| Ok(page(hand.office))).await
}

fn page(office: &mut Office) -> Page {
    let health = office.health(None);
    Page {
        light: whole(health.light),
        report: report(&health),
        folder: std::path::absolute(office.path())
            .unwrap_or_else(|_| office.path().to_owned())
            .display()
            .to_string(),
        version: env!("CARGO_PKG_VERSION"),
        daily: office.copies().ok().flatten().as_ref().map(Daily::of),
        checks: health.checks.into_iter().map(Row::of).collect(),
    }
}

impl Row {
    fn of(check: Check) -> Self {
        let (light, tone) = match check.light {
            Light::Green => ("baik", " s-determined"),
            Light::Yellow => ("perlu dilihat", " hati"),
            Light::Red => ("gawat", " s-revoked"),
        };
        Self { check, light, tone }
    }
}

const fn whole(light: Light) -> &'static str {
    match light {
        Light::Green => "Semuanya baik.",
        Light::Yellow => "Ada yang perlu dilihat; tidak ada yang hilang.",
        Light::Red => "Ada yang gawat. Ikuti langkah di bawah sebelum melanjutkan pekerjaan.",
    }
}

/// What may be sent to whoever helps: no entry, and nothing secret.
fn report(health: &Health) -> String {
    let line = |check: &Check| format!("{}: {}. {}", check.id, light(check.light), check.sentence);
    let lines: Vec<String> = health.checks.iter().map(line).collect();
    format!(
        "kecuali {} {} {}\n{}",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        lines.join("\n")
    )
}

/// Writes a copy into a new folder inside the one that was named.
pub(super) async fn backup(visit: Visit, form: Answers) -> Answer {
    let into = PathBuf::from(form.get("folder"));
    let done = visit
        .office(move |hand| {
            let office = hand.office;
            if !into.is_absolute() || !into.is_dir() {
                return Err(OfficeError::Input(NOT_A_FOLDER.to_owned()));
            }
            let to = unused(&into, &name_of(office));
            office.backup(&to)?;
            Ok(to.display().to_string())
        })
        .await;
    match done {
        Ok(folder) => {
            let words = format!("{} {}", screen::copied(&folder), screen::COPY_IS_SECRET);
            Ok(visit.go("/kesehatan", words))
        }
        Err(Fault::Office(error)) if error.exit() == Exit::Usage => {
            Ok(visit.warn("/kesehatan", error.to_string()))
        }
        Err(fault) => Err(fault),
    }
}

const NOT_A_FOLDER: &str = "Belum dicadangkan: tulislah letak folder yang ada selengkapnya, misalnya E:\\ \
     atau /media/usb.";

/// Hands over a copy that is one file under a passphrase.
pub(super) async fn backup_file(visit: Visit, form: Answers) -> Answer {
    let passphrase = match new_passphrase(&form) {
        Ok(Some(passphrase)) => passphrase,
        Ok(None) => return Ok(visit.warn("/kesehatan", NO_PASSPHRASE)),
        Err(error) => return Ok(visit.warn("/kesehatan", error.to_string())),
    };
    let made = visit
        .office(move |hand| {
            let office = hand.office;
            let folder = office.passing()?;
            let name = format!("{}.cadangan", name_of(office));
            let path = folder.path().join(&name);
            office.backup_file(&path, &passphrase)?;
            let bytes = fs::read(&path).map_err(OfficeError::file(&path))?;
            Ok((name, bytes))
        })
        .await;
    match made {
        Ok((name, bytes)) => download(&name, "application/octet-stream", bytes),
        Err(Fault::Office(error)) if error.exit() == Exit::Usage => {
            Ok(visit.warn("/kesehatan", format!("Belum dicadangkan. {error}")))
        }
        Err(fault) => Err(fault),
    }
}

const NO_PASSPHRASE: &str = "Belum dicadangkan: ketiklah frasa sandi untuk cadangan itu, dua kali.";

/// What a copy of today is called.
fn name_of(office: &mut Office) -> String {
    let day = office.day();
    format!("kecuali-{}-{day}", office.id())
}

/// A folder that is not there yet: a copy never takes the place of another.
fn unused(into: &Path, name: &str) -> PathBuf {
    let numbered = (2_u32..).map(|number| into.join(format!("{name}-{number}")));
    let mut all = std::iter::once(into.join(name)).chain(numbered);
    all.find(|path| !path.exists()).unwrap_or_else(|| into.join(name))
}

/// Proves that what is here is what was signed.
pub(super) async fn verify(visit: Visit, _form: Answers) -> Answer {
    let proven = visit.office(|hand| hand.office.verify(true)).await?;
    Ok(visit.go("/kesehatan", screen::proven(&proven)))
}
