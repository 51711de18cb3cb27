//! Times of day are those of the office that looks.

use super::browser::Browser;
use crate::{
    desk::Desk,
    world::{World, complete},
};

#[test]
fn an_office_reads_times_as_its_own_clock_has_them() {
    let mut world = World::new();
    // Noon in Jakarta is two in the afternoon in Merauke, one in Makassar.
    for (code, noon) in [("9301", "14.00 WIT"), ("7371", "13.00 WITA"), ("3604", "12.00 WIB")] {
        world.arrive(code);
        let name = world.office(code).add_entries(None, &[complete("Rekam medis")]).unwrap();
        let (scope, id) = &name[0];
        let entry = kecuali_domain::handle(scope, *id);
        let mut browser = Browser::open(&world.path(code));
        browser.act_as("siti");
        let page = browser.get(&format!("/entri/{entry}/riwayat"));
        let said = format!("23 November 2026 pukul {noon}");
        assert!(page.says(&said), "{code}: {}", page.body);
        let folder = world.path(code);
        let told = Desk::new().run(folder.to_str().unwrap(), &["entry", "history", &entry]);
        assert!(told.contains(noon.trim_end_matches(" WIB")), "{code}: {told}");
    }
}
