//! Where the site lives, as its operator says: no request can be believed about it.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, de};

/// What the operator says about the site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Site {
    /// Under which address the world reaches it.
    pub public_url: Option<PublicUrl>,
    /// Who is written to about what stands on the list.
    pub contact: Option<Contact>,
}

impl Site {
    /// An address of the site, which begins with `/`; in full, if it is known where the site lives.
    pub(crate) fn address(&self, path: &str) -> String {
        self.public_url.as_ref().map_or_else(|| path.to_owned(), |url| format!("{}{path}", url.0))
    }

    /// What every answer of the site depends on besides the list.
    pub(crate) fn seen(&self) -> [&str; 2] {
        let url = self.public_url.as_ref().map_or("", |url| &url.0);
        [url, self.contact.as_ref().map_or("", |contact| &contact.0)]
    }
}

/// The beginning of every address of the site: `https://dik.example.go.id`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl(String);

/// An e-mail address, or the address of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact(String);

/// Not such an address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BadAddress(&'static str);

impl Contact {
    /// What a link to it leads to.
    pub(crate) fn link(&self) -> String {
        if self.is_mail() { format!("mailto:{}", self.0) } else { self.0.clone() }
    }

    /// Whether it is an e-mail address.
    pub(crate) fn is_mail(&self) -> bool {
        !self.0.contains('/')
    }
}

impl PublicUrl {
    /// The host, as people read it.
    pub(crate) fn host(&self) -> &str {
        self.0.split_once("://").map_or(&self.0, |(_, host)| host)
    }
}

impl FromStr for PublicUrl {
    type Err = BadAddress;

    fn from_str(text: &str) -> Result<Self, BadAddress> {
        let url = text.strip_suffix('/').unwrap_or(text);
        let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let is_host = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
        match host {
            Some(host) if !host.is_empty() && host.chars().all(is_host) => Ok(Self(url.to_owned())),
            _ => Err(BadAddress(
                "expected an address like https://dik.example.go.id, without a path",
            )),
        }
    }
}

impl FromStr for Contact {
    type Err = BadAddress;

    fn from_str(text: &str) -> Result<Self, BadAddress> {
        let is_plain = text.chars().all(|c| c.is_ascii_graphic() && !"\"<>'`\\".contains(c));
        let is_mail = text.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.contains('.') && !text.contains(['/', ':', '?', '&'])
        });
        let is_page = text.starts_with("https://") && text.len() > 10;
        if is_plain && (is_mail || is_page) {
            return Ok(Self(text.to_owned()));
        }
        Err(BadAddress("expected an e-mail address, or the address of a page (https://…)"))
    }
}

/// Reads and shows a setting through its one text form.
macro_rules! as_setting {
    ($name:ty) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
            }
        }
    };
}
as_setting!(PublicUrl);
as_setting!(Contact);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_site_lives_at_a_host_and_not_below_a_path() {
        for good in ["https://dik.kpu.go.id", "http://127.0.0.1:8080/", "http://[::1]:80"] {
            assert!(good.parse::<PublicUrl>().is_ok(), "{good}");
        }
        for bad in ["dik.kpu.go.id", "https://", "https://a/b", "https://a?b", "https://a\"b", ""] {
            assert!(bad.parse::<PublicUrl>().is_err(), "{bad}");
        }
        let url = "https://dik.kpu.go.id/".parse().ok();
        let site = Site { public_url: url, contact: None };
        assert_eq!(site.address("/daftar"), "https://dik.kpu.go.id/daftar");
        assert_eq!(Site::default().address("/daftar"), "/daftar");
    }

    #[test]
    fn a_contact_is_written_to_or_visited() {
        let mail: Contact = "ppid@kpu.go.id".parse().unwrap();
        assert_eq!((mail.link().as_str(), mail.is_mail()), ("mailto:ppid@kpu.go.id", true));
        let page: Contact = "https://ppid.kpu.go.id/keberatan".parse().unwrap();
        assert_eq!(page.link(), "https://ppid.kpu.go.id/keberatan");
        for bad in ["javascript:alert(1)@a.b", "ppid", "http://x.y", "a@b", "a b@c.d", "\"@x.y"] {
            assert!(bad.parse::<Contact>().is_err(), "{bad}");
        }
    }
}
