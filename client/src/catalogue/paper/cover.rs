//! What the letter that goes with submissions says: new substance is asked to be tested and
//! determined; what applies an item proposes nothing again.

/// What a letter hands over.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct HandedOver {
    /// So many of new substance.
    pub(crate) new: usize,
    /// So many that apply an item.
    pub(crate) applied: usize,
}

const TEST: &str = "ermohonan pengujian konsekuensi informasi yang dikecualikan";
const APPLICATION: &str = "enyampaian penerapan penetapan informasi yang dikecualikan";

impl HandedOver {
    /// What it is about.
    pub(crate) fn subject(self, office: &str) -> String {
        match (self.new, self.applied) {
            (_, 0) => format!("P{TEST} pada {office}"),
            (0, _) => format!("P{APPLICATION} pada {office}"),
            _ => format!("P{TEST} dan p{APPLICATION} pada {office}"),
        }
    }

    /// What it hands over, and for what.
    pub(crate) fn sentence(self, office: &str) -> String {
        let Self { new, applied } = self;
        let asked = format!(
            "Sesuai dengan Pasal 25 Peraturan Komisi Pemilihan Umum Nomor 22 Tahun 2023 beserta \
             perubahannya, bersama ini diajukan permohonan pengujian konsekuensi atas {new} \
             informasi pada {office}, yang telah disampaikan melalui register, mohon diuji dan \
             ditetapkan."
        );
        let told = format!(
            "ersama ini disampaikan penerapan penetapan KPU yang berlaku atas {applied} informasi \
             pada {office}, yang telah disampaikan melalui register, dengan butir yang diterapkan \
             disebut pada kolom Keterangan, untuk diperiksa dan ditetapkan di bawah butir itu."
        );
        match (new, applied) {
            (_, 0) => asked,
            (0, _) => format!("B{told}"),
            _ => format!("{asked} Selain itu, b{told}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_new_substance_is_asked_to_be_tested() {
        let said = |new, applied| {
            let one = HandedOver { new, applied };
            format!("{}. {}", one.subject("KPU Kota Serang"), one.sentence("KPU Kota Serang"))
        };
        let (new, applied, both) = (said(2, 0), said(0, 3), said(2, 3));
        assert!(new.starts_with("Permohonan pengujian konsekuensi"), "{new}");
        assert!(new.contains("atas 2 informasi") && new.contains("mohon diuji dan ditetapkan"));
        assert!(!new.contains("penerapan"), "{new}");
        assert!(applied.starts_with("Penyampaian penerapan penetapan"), "{applied}");
        assert!(applied.contains("atas 3 informasi") && !applied.contains("Pasal 25"), "{applied}");
        assert!(!applied.contains("diuji") && !applied.contains("usulan"), "{applied}");
        for part in ["konsekuensi atas 2", "berlaku atas 3", "dan penyampaian", "itu, bersama"] {
            assert!(both.contains(part), "{part}: {both}");
        }
    }
}
