//! What an import comes to, as a short text: who says yes to what was shown gets that, and nothing
//! else.

use kecuali_encoding::Frame;

use super::plan::Plan;

/// As many digits as of a selection.
const DIGITS: usize = 16;

impl Plan {
    /// What its rows would hold as drafts, where each comes from, and which of them are left out.
    pub fn outcome(&self) -> String {
        let mut rows = Vec::new();
        for (place, table) in self.tables.iter().enumerate() {
            let all = table.rows.iter().chain(&table.aside);
            rows.extend(all.map(|row| (place, row.row, table, row)));
        }
        rows.sort_by_key(|(place, number, ..)| (*place, *number));
        let drafts = rows.into_iter().map(|(_, _, table, row)| {
            let fields = row.fields.iter().map(|(key, value)| {
                Frame::new("kecuali/import/field").text(key).text(value).finish()
            });
            Frame::new("kecuali/import/draft")
                .text(&table.sheet)
                .number(row.row.into())
                .number(row.left.is_some().into())
                .list(fields.collect::<Vec<_>>())
                .finish()
        });
        let digest = Frame::new("kecuali/import/outcome")
            .bytes(self.source.sha256.as_bytes())
            .list(drafts.collect::<Vec<_>>())
            .digest();
        digest.to_string().chars().take(DIGITS).collect()
    }
}
