//! What waits for whom, in words.

use super::written_day;
use crate::office::agenda::{Stage, Task, Waits};

/// A task as a heading.
pub(crate) const fn task(task: Task) -> &'static str {
    match task {
        Task::SettleContest => "Keputusan yang berselisih",
        Task::Answer => "Kantor meminta penetapan ditarik",
        Task::Decide => "Menunggu diperiksa dan diputuskan",
        Task::Forward => "Menunggu diteruskan ke KPU RI",
        Task::Endorse => "Menunggu disetujui",
        Task::Mend => "Dikembalikan untuk diperbaiki",
        Task::Ended => "Diakhiri KPU RI",
        Task::Declined => "Tidak disetujui",
        Task::Resolve => "Isian yang bentrok",
        Task::Unpark => "Tertahan: ditolak server",
        Task::Expire => "Segera berakhir",
        Task::Review => "Waktunya ditinjau kembali",
        Task::Submit => "Siap diajukan",
        Task::AskApproval => "Siap dimintakan persetujuan",
    }
}

/// How many come how soon: *30 hari kerja: 2, 60 hari kerja: 1*.
pub(crate) fn stages(all: &[Stage]) -> String {
    let one = |stage: &Stage| format!("{} hari kerja: {}", stage.within, stage.count);
    all.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// The day that comes for an entry, in words; nothing where none does.
pub(crate) fn coming(one: &Waits) -> String {
    if let Some(expiry) = &one.expiry {
        let years: Vec<String> = expiry.unknown_years.iter().map(i16::to_string).collect();
        let early = match years.as_slice() {
            [] => String::new(),
            years => format!(
                " (hari libur {} belum tercatat, jadi dihitung lebih awal)",
                years.join(" dan ")
            ),
        };
        let (ends, open_by) = (written_day(expiry.ends), written_day(expiry.open_by));
        return if expiry.overdue {
            format!(
                "berakhir {ends}; batas KPU RI menyatakannya terbuka, {open_by}, sudah lewat{early}"
            )
        } else {
            format!("berakhir {ends}; KPU RI menyatakannya terbuka paling lambat {open_by}{early}")
        };
    }
    if let Some(day) = one.ended {
        return format!("pada {}", written_day(day));
    }
    match &one.review {
        Some(review) if review.overdue => {
            format!("seharusnya ditinjau {}", written_day(review.due))
        }
        Some(review) => format!("tinjau kembali sebelum {}", written_day(review.due)),
        None => String::new(),
    }
}

/// More than those that are shown.
pub(crate) fn more(count: usize) -> String {
    format!("  … dan {count} lainnya")
}
