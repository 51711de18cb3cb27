//! Files that a form brings. They are kept in a folder for the time of the request.

use std::{
    fmt,
    io::Write as _,
    path::{Path, PathBuf},
};

use axum::{
    extract::{FromRequest, Multipart, Request, multipart::Field},
    http::HeaderMap,
};

use super::{
    answers::{ACTOR, CSRF, check, same_actor},
    app::App,
    fault::Fault,
    session::Seat,
    visit::Visit,
};
use crate::{
    error::OfficeError,
    office::sealed_key::Passphrase,
    os::{self, Passing},
};

/// A list, a scan or a bundle: more is no document of an office.
pub(crate) const MOST_BYTES: usize = 256 << 20;

/// What a form with files says.
pub(crate) struct Upload {
    /// Its fields.
    fields: Vec<(String, String)>,
    /// Its files, by field, each under the name that it has in the folder.
    files: Vec<(String, PathBuf)>,
    /// Where the files are; gone when the request is answered.
    _folder: Passing,
}

// A passphrase may be among the fields.
impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload").field("files", &self.files).finish_non_exhaustive()
    }
}

impl Upload {
    /// The first value of a field, without blanks around it.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.trim())
    }

    /// Every field but the token.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        all.filter(|(name, _)| *name != CSRF && *name != ACTOR)
    }

    /// The same where nothing was typed is none.
    pub(crate) fn filled(&self, name: &str) -> Option<&str> {
        Some(self.get(name)).filter(|value| !value.is_empty())
    }

    /// A passphrase, every blank of it; none where nothing was typed.
    pub(crate) fn passphrase(&self, name: &str) -> Option<Passphrase> {
        let typed = self.fields.iter().find(|(field, _)| field == name)?.1.as_str();
        (!typed.is_empty()).then(|| Passphrase::new(typed))
    }

    /// The file of a field, if one was chosen.
    pub(crate) fn file(&self, name: &str) -> Option<&Path> {
        self.files.iter().find(|(field, _)| field == name).map(|(_, path)| path.as_path())
    }

    /// The file of a field, or what to say where none was chosen.
    pub(crate) fn needed(&self, name: &str) -> Result<&Path, Fault> {
        self.file(name).ok_or(Fault::NoFile)
    }
}

impl FromRequest<App> for Upload {
    type Rejection = Fault;

    async fn from_request(request: Request, app: &App) -> Result<Self, Fault> {
        let seat = Visit::seat_of(request.headers(), app, true).ok_or(Fault::LoggedOut)?;
        let headers = request.headers().clone();
        let parts = Multipart::from_request(request, app).await.map_err(|_| Fault::NotAForm)?;
        read(parts, &seat, &headers, app.passing()?).await
    }
}

/// Reads the parts. The token stands in the first of them, so that nothing is kept for a stranger.
async fn read(
    mut parts: Multipart,
    seat: &Seat,
    headers: &HeaderMap,
    folder: Passing,
) -> Result<Upload, Fault> {
    let (mut fields, mut files, mut checked) = (Vec::new(), Vec::new(), false);
    while let Some(mut part) = parts.next_field().await.map_err(|_| Fault::NotAForm)? {
        let name = part.name().unwrap_or_default().to_owned();
        if part.file_name().is_none() {
            let value = part.text().await.map_err(|_| Fault::NotAForm)?;
            if name == CSRF {
                check(seat, headers, &value)?;
                checked = true;
            } else if name == ACTOR {
                same_actor(seat.acting.as_deref(), &value)?;
            } else {
                fields.push((name, value));
            }
            continue;
        }
        if !checked {
            check(seat, headers, "")?;
        }
        if let Some(path) = keep(&mut part, folder.path()).await? {
            files.push((name, path));
        }
    }
    if !checked {
        check(seat, headers, "")?;
    }
    Ok(Upload { fields, files, _folder: folder })
}

/// Keeps a file; one that is empty and without a name was not chosen.
async fn keep(part: &mut Field<'_>, folder: &Path) -> Result<Option<PathBuf>, Fault> {
    let Some(name) = part.file_name().map(plain_name).filter(|name| !name.is_empty()) else {
        return Ok(None);
    };
    let path = folder.join(name);
    let mut file = os::private_file(&path).map_err(OfficeError::file(&path))?;
    file.set_len(0).map_err(OfficeError::file(&path))?;
    while let Some(chunk) = part.chunk().await.map_err(|_| Fault::TooMuch)? {
        file.write_all(&chunk).map_err(OfficeError::file(&path))?;
    }
    Ok(Some(path))
}

/// The name alone, without the folders that some browsers name and without what a file system
/// could misunderstand.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain = |c: char| !c.is_control() && !matches!(c, ':' | '*' | '?' | '"' | '<' | '>' | '|');
    let kept: String = last.chars().filter(|c| plain(*c)).take(120).collect();
    kept.trim_matches(['.', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_keeps_its_name_and_leads_nowhere_else() {
        assert_eq!(plain_name("Daftar 2025.xlsx"), "Daftar 2025.xlsx");
        assert_eq!(plain_name("C:\\Users\\siti\\daftar.csv"), "daftar.csv");
        assert_eq!(plain_name("../../etc/passwd"), "passwd");
        assert_eq!(plain_name(".."), "");
        assert_eq!(plain_name("a\u{0}b:c"), "abc");
    }
}
