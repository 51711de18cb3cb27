//! Periods in words, in the form that the reader of periods reads back as the same.

use super::{Condition, Limit};

impl Limit {
    /// It in words: `1 tahun / diberikan jika ada persetujuan tertulis dari pihak itu`.
    pub fn label(&self) -> String {
        match self {
            Self::One(one) => one.label(),
            Self::AnyOf([a, b]) => format!("{} / {}", a.label(), b.label()),
            Self::AllOf([a, b]) => format!("{} dan {}", a.label(), b.label()),
        }
    }
}

impl Condition {
    fn label(&self) -> String {
        match self {
            Self::FixedTerm { years, months, days, start } => {
                let parts = [(years, "tahun"), (months, "bulan"), (days, "hari")];
                let parts = parts.into_iter().filter(|(count, _)| **count > 0);
                let mut words: Vec<String> = parts.map(|(n, unit)| format!("{n} {unit}")).collect();
                words.extend(start.map(|start| format!("sejak {}", start.written_out())));
                words.join(" ")
            }
            Self::UntilDate { date } => format!("sampai dengan {}", date.written_out()),
            Self::UntilEvent { text } => format!("sampai dengan {text}"),
            Self::UntilConsent { of_whom } => {
                format!("diberikan jika ada persetujuan tertulis dari {of_whom}")
            }
            Self::PerStatute { law } => format!("menurut {law}"),
            Self::Unlimited {} => "tidak terbatas".to_owned(),
            Self::Unspecified {} => "tidak disebutkan".to_owned(),
        }
    }
}
