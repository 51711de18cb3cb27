use super::*;

fn records(text: &str, separator: char) -> Vec<Vec<String>> {
    Records::new(text, separator).map(|record| record.cells).collect()
}

#[test]
fn quotation_marks_keep_separators_and_lines_together() {
    let found = records("a;\"b;\n\"\"c\"\"\";d\r\n1;;\n\n\"x\" ;y", ';');
    assert_eq!(found, [vec!["a", "b;\n\"c\"", "d"], vec!["1", "", ""], vec![""], vec!["x", "y"]]);
}

#[test]
fn a_mark_that_is_never_closed_costs_its_own_row_and_no_other() {
    let all: Vec<Record> = Records::new("1;\"abc\n2;\"def\"\n3;ghi\n", ';').collect();
    let cells: Vec<_> = all.iter().map(|record| (record.cells.clone(), record.unclosed)).collect();
    assert_eq!(cells[0], (vec!["1".into(), "\"abc".into()], true));
    assert_eq!(cells[1], (vec!["2".into(), "def".into()], false));
    assert_eq!(cells[2], (vec!["3".into(), "ghi".into()], false));
}

#[test]
fn the_separator_is_the_one_that_makes_a_table() {
    assert_eq!(separator("Judul\n\nno;nama;ket\n1;A, B, C;x\n2;D, E;y\n"), ';');
    assert_eq!(separator("no,nama\n1,\"A; B; C\"\n"), ',');
    assert_eq!(separator("no\tnama, gelar\n1\tA, B\n2\tC\n"), '\t');
    assert_eq!(separator("satu kolom\nsaja\n"), ',');
    assert_eq!(separator(""), ',');
    assert_eq!(stated("sep=;\r\na;b").map(|found| found.0), Some(';'));
    assert_eq!(stated("sep=a\nb"), None);
}
