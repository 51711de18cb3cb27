use crate::world::{World, complete, fields};

#[test]
fn a_list_is_kept_whole_or_not_at_all() {
    let mut world = World::with("3604");
    let long = format!("note={}", "x".repeat(17 << 10));
    let rows = [complete("Satu"), complete("Dua"), fields(&["information=Tiga", &long])];
    let office = world.office("3604");
    let error = office.add_entries(None, &rows).unwrap_err();
    assert_eq!(error.code(), "change_value_size");
    assert!(office.entries().unwrap().is_empty());
    assert_eq!(office.overview().unwrap().ready, 0);
    assert_eq!(office.add_entries(None, &rows[..2]).unwrap().len(), 2);
    assert_eq!(world.second("3604").entries().unwrap().len(), 2, "they are on the disk");
}
