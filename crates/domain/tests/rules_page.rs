//! The page of rules says what the table says.

use std::fs;

use kecuali_domain::rules::rules_table;

#[test]
fn the_page_of_rules_is_made_from_the_table() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/RULES.md");
    let expected = rules_table();
    if std::env::var_os("KECUALI_WRITE_PAGES").is_some() {
        fs::write(path, &expected).unwrap();
    }
    let page = fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    assert!(page == expected, "docs/RULES.md should be exactly this:\n\n{expected}");
}
