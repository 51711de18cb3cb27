//! Whether the server holds what was signed, in the words of histories.

use kecuali_domain::{Day, Scope};

use super::{screen::NOT_RECEIVED, written_day};
use crate::office::receipt::Waits;

/// Since when and where the server's log holds something.
pub(crate) fn received(log: &Scope, day: Option<Day>, position: u64) -> String {
    let day = day.map(|day| format!(" hari {}", written_day(day))).unwrap_or_default();
    let log = match log {
        Scope::National => "log nasional",
        Scope::Office(_) => "log",
    };
    format!("diterima server{day}, urutan {log} {position}")
}

/// What something waits for that no log holds.
pub(crate) const fn waits(waits: Option<Waits>) -> &'static str {
    match waits {
        Some(Waits::Ready) => "belum dikirim",
        Some(Waits::Unsealed) => "belum dikirim, menunggu hak kuncinya",
        Some(Waits::Parked) => "ditolak server, tersimpan di sini",
        None => NOT_RECEIVED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_server_holds_is_said_with_the_day_and_the_place() {
        let office = Scope::Office("3604".parse().unwrap());
        let day = "2026-11-24".parse().ok();
        let said = "diterima server hari 24 November 2026, urutan log 5";
        assert_eq!(received(&office, day, 5), said);
        assert_eq!(received(&Scope::National, None, 5), "diterima server, urutan log nasional 5");
    }
}
