//! What an office asks about a determination in force, in words.

/// All that waits is a request: finishes "3604-ABC: …".
pub(crate) const ANSWER_FIRST: &str = "Kantor meminta penetapannya ditarik; yang menunggu hanya \
    permintaan itu. Jawab di halaman entrinya: cabut keputusannya, atau tolak permintaannya.";
/// It asks, and was not answered.
pub(crate) const ASKED_ALREADY: &str =
    "Penetapannya sudah diminta ditarik; permintaan itu menunggu jawaban KPU RI.";
/// Nobody asks.
pub(crate) const NOTHING_ASKED: &str =
    "Tidak ada permintaan penarikan yang menunggu jawaban pada entri ini.";

/// What an entry of the queue is that only asks.
pub(crate) const REQUEST: &str = "Permintaan penarikan";
/// The office asks.
pub(crate) const WAITS: &str = "Kantor meminta penetapan yang berlaku ditarik:";
/// KPU RI said no.
pub(crate) const REFUSED: &str = "Permintaan penarikan ditolak; penetapan tetap berlaku:";

/// A request was signed.
pub(crate) fn asked(entries: usize) -> String {
    format!(
        "Permintaan penarikan {entries} entri tersimpan di komputer ini; dikirim saat sinkron \
         berikutnya. Penetapannya tetap berlaku sampai KPU RI menjawab."
    )
}
