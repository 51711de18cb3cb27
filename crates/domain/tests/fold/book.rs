//! `docs/FOLD.md` says what the code does.

use std::{fs, path::Path};

use kecuali_domain::fold::pairwise_table;

#[test]
fn the_pairwise_table_in_the_docs_is_the_one_the_code_gives() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/FOLD.md");
    let right = pairwise_table();
    if std::env::var_os("KECUALI_WRITE_PAGES").is_some() {
        fs::write(&path, &right).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(written == right, "docs/FOLD.md differs from the code; it should read:\n\n{right}");
}
