//! What a period does not hold for stands beside it wherever a list tells the period.

use kecuali_testkit::{cast, sample};

use super::{page::Page, site};
use crate::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn every_list_that_tells_a_period_tells_its_exceptions() {
    let mut world = World::with_site(site());
    let chosen = ("exceptions", r#"["public_office","written_consent"]"#);
    let fields = [sample::ITEM, &[chosen]].concat();
    let item = world.scene.issue(&cast::ISSUER, "731", &[&fields, sample::ITEM]);
    world.catch_up().await;
    let says = "kecuali bila berkaitan dengan posisi dalam jabatan publik, atau ada persetujuan \
                tertulis dari yang berhak";
    let decision = format!("/penetapan/{}", item.issue);
    let lists = ["/daftar", "/daftar?tampil=baris", "/daftar/nasional", "/kantor/3604/cetak"];
    for address in lists.into_iter().chain([decision.as_str()]) {
        let text = Page::of(&world.get(address).await).text;
        assert_eq!(text.matches(says).count(), 1, "{address}: {text}");
    }
}
