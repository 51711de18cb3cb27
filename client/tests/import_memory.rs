//! Hostile lists cost the office program nothing: the memory of this process, which is the parent,
//! stands still while children refuse them. Alone in its process, because it reads the high water
//! of all of it; measured on Linux.

#[cfg(target_os = "linux")]
mod linux {
    use std::{fs, path::PathBuf};

    use kecuali_client::{
        machine::Replay,
        office::{
            Office,
            found::Founding,
            import::{apart::Reader, header::HeaderRow, plan::Wish},
            people::Newcomer,
            role::Role,
        },
    };
    use kecuali_testkit::files::{Table, Zip, ods_content, workbook, xlsx};

    /// What the requirement allows the parent.
    const ALLOWED: usize = 5 << 10;

    /// The most memory that this process ever had, in KiB.
    fn high_water() -> usize {
        let status = fs::read_to_string("/proc/self/status").expect("this is Linux");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("it says so");
        line.trim().trim_end_matches(" kB").trim().parse().expect("a number")
    }

    fn one(sheet: &str, shared: &str) -> Vec<u8> {
        workbook(&[("L".to_owned(), sheet.to_owned())], shared, "<styleSheet/>")
    }

    fn cells(data: &str) -> String {
        format!("<worksheet><sheetData>{data}</sheetData></worksheet>")
    }

    /// Each with the code it is refused by; none where there is nothing to import in it.
    fn hostile() -> Vec<(&'static str, &'static str, Vec<u8>)> {
        let claims = "<sst count=\"4000000000\" uniqueCount=\"4000000000\"/>";
        let far = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\">\
                   <v>2</v></c></row>";
        let shared = format!("<sst><si><t>{}</t></si></sst>", "y".repeat(64 << 10));
        let many = cells(&"<row><c t=\"s\"><v>0</v></c></row>".repeat(10_000));
        let again = |rows: u64| {
            format!(
                "<d><table:table><table:table-row table:number-rows-repeated=\"{rows}\"><table:table-cell \
                 table:number-columns-repeated=\"500\"><text:p>a</text:p></table:table-cell>\
                 </table:table-row></table:table></d>"
            )
        };
        let spaces = Zip::default()
            .stored("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")
            .deflated("content.xml", &vec![b' '; 32 << 20])
            .finish();
        let laughs = "<!DOCTYPE l [<!ENTITY a \"ha\">]><worksheet>&a;</worksheet>";
        vec![
            ("claims.xlsx", "table_empty", one("<worksheet/>", claims)),
            ("far.xlsx", "table_over_columns", one(&cells(far), "<sst/>")),
            ("shared.xlsx", "table_over_text", one(&many, &shared)),
            ("again.ods", "table_over_cells", ods_content(&again(4_000_000_000))),
            ("spaces.ods", "table_over_token", spaces),
            ("laughs.xlsx", "table_doctype", one(laughs, "<sst/>")),
            ("deep.xlsx", "table_over_depth", one(&"<a>".repeat(100_000), "<sst/>")),
            ("rows.csv", "table_over_rows", "a;b\n".repeat(60_000).into_bytes()),
            ("old.xls", "table_protected", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec()),
        ]
    }

    #[test]
    fn a_hostile_list_is_refused_by_a_child_and_costs_the_parent_nothing() {
        let folder = tempfile::tempdir().unwrap();
        for (name, _, bytes) in hostile() {
            fs::write(folder.path().join(name), bytes).unwrap();
        }
        let list = xlsx(&[Table::of("L", &[["No", "Informasi"], ["1", "Rekam medis"]])]);
        fs::write(folder.path().join("list.xlsx"), list).unwrap();
        let administrator = Newcomer {
            key: "adi".to_owned(),
            name: "Adi".to_owned(),
            position: "Kepala Biro".to_owned(),
            role: Role::Administrator,
            endorses_as: None,
        };
        let founding =
            Founding { people: vec![administrator], day: None, server_key: None, server: None };
        let machine = Replay::new(1_795_410_000_000, "memory".to_owned());
        let data = folder.path().join("RI");
        let mut office = Office::found(&data, &founding, Box::new(machine)).unwrap();
        let reader = Reader::of(PathBuf::from(env!("CARGO_BIN_EXE_kecuali")));
        let wish = Wish {
            sheets: Vec::new(),
            said: Vec::new(),
            header: HeaderRow::Found,
            skip: Vec::new(),
            take: Vec::new(),
        };
        let mut read = |name: &str| {
            let plan = office.plan_import(&reader, &folder.path().join(name), &wish);
            plan.map(|plan| plan.rows()).map_err(|error| error.code())
        };
        assert_eq!(read("list.xlsx"), Ok(1));
        let codes: Vec<(&str, &str)> =
            hostile().into_iter().map(|(name, code, _)| (name, code)).collect();
        // The files were made in this process: what that took is no part of what is measured.
        fs::write("/proc/self/clear_refs", "5").expect("one may begin to measure anew");
        let before = high_water();
        for (name, code) in codes {
            assert_eq!(read(name), Err(code), "{name}");
        }
        let more = high_water().saturating_sub(before);
        println!("parent: {before} KiB before, {more} KiB more");
        assert!(more <= ALLOWED, "{more} KiB more than {before}");
    }
}
