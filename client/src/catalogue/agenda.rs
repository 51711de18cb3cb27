//! What waits for whom, in words.

use crate::office::agenda::Task;

/// A task as a heading.
pub(crate) const fn task(task: Task) -> &'static str {
    match task {
        Task::SettleContest => "Keputusan yang berselisih",
        Task::Decide => "Menunggu diperiksa dan diputuskan",
        Task::Forward => "Menunggu diteruskan ke KPU RI",
        Task::Endorse => "Menunggu persetujuan Anda",
        Task::Mend => "Dikembalikan untuk diperbaiki",
        Task::Resolve => "Isian yang berselisih",
        Task::Unpark => "Ditolak server, disimpan di sini",
        Task::Expire => "Segera berakhir",
        Task::Submit => "Siap diajukan",
        Task::AskApproval => "Siap dimintakan persetujuan",
    }
}

/// More than those that are shown.
pub(crate) fn more(count: usize) -> String {
    format!("  … dan {count} lainnya")
}
