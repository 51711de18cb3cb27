//! What an import comes to, as a short text: who says yes to what was shown gets that, and nothing
//! else.

use kecuali_encoding::Frame;

use super::plan::Plan;

/// As many digits as of a selection.
const DIGITS: usize = 16;

impl Plan {
    /// What its drafts would hold, and where each comes from.
    pub fn outcome(&self) -> String {
        let rows =
            self.tables.iter().flat_map(|table| table.rows.iter().map(move |row| (table, row)));
        let drafts = rows.map(|(table, row)| {
            let fields = row.fields.iter().map(|(key, value)| {
                Frame::new("kecuali/import/field").text(key).text(value).finish()
            });
            Frame::new("kecuali/import/draft")
                .text(&table.sheet)
                .number(row.row.into())
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
