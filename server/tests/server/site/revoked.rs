//! A decision that was revoked by another: number and day of that other are told wherever the
//! public reads why it ended, and neither is taken for the day on which it left the list.

use kecuali_domain::act::{Act, Revoke};
use kecuali_testkit::{cast, sample};

use super::{page::Page, site};
use crate::world::World;

const NAMED: &str = "Keputusan Nomor 805 tanggal 16 September 2025";

/// Two items of a determination, the first revoked by a decision of a year before.
async fn country() -> (World, String, String) {
    let mut world = World::with_site(site());
    let item = world.scene.issue(&cast::ISSUER, "731", &[sample::ITEM, sample::ITEM]);
    world.catch_up().await;
    let doc = world.scene.determination(&item.issue);
    let revoke = Revoke {
        items: [1].into(),
        reason: "Dibatalkan".to_owned(),
        decision: Some("805".to_owned()),
        day: Some("2025-09-16".parse().unwrap()),
    };
    world.scene.act(&cast::DETERMINER, &doc, &Act::Revoke(revoke));
    world.catch_up().await;
    (world, format!("RI-{}.1", doc.id), item.issue.to_string())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_decision_that_revoked_is_on_every_page_about_it() {
    let (world, row, issue) = country().await;
    let pages =
        ["/perubahan".to_owned(), format!("/informasi/{row}"), format!("/penetapan/{issue}")];
    for page in pages {
        let text = Page::of(&world.get(&page).await).text;
        assert!(text.contains(&format!("Dicabut dengan {NAMED}")), "{page}: {text}");
    }
    let text = Page::of(&world.get(&format!("/informasi/{row}")).await).text;
    let (_, history) = text.split_once("\nRiwayat\n").unwrap();
    assert!(history.contains(NAMED), "{history}");
    assert!(text.contains("Tidak berlaku – dicabut\nKeluar dari daftar sejak 23 November 2026"));
    let text = Page::of(&world.get(&format!("/informasi/{}", row.replace(".1", ".2"))).await).text;
    assert!(!text.contains("805"), "the other item stands: {text}");
    assert!(text.contains("Berlaku\nDalam daftar sejak 23 November 2026"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_lapsed_is_said_to_be_open_and_nothing_that_left_still_holds_for_all() {
    let (mut world, row, _) = country().await;
    world.scene.set_day("2031-01-01");
    world.catch_up().await;
    let (lapsed, holds) = (row.replace(".1", ".2"), "berlaku untuk setiap kantor");
    let revoked = Page::of(&world.get(&format!("/informasi/{row}")).await).text;
    let lapsed = Page::of(&world.get(&format!("/informasi/{lapsed}")).await).text;
    let open = "31 Desember 2030.\nSejak hari berikutnya informasi ini terbuka";
    assert!(lapsed.contains(open) && !lapsed.contains(holds), "{lapsed}");
    assert!(!revoked.contains("informasi ini terbuka") && !revoked.contains(holds), "{revoked}");
    let list = Page::of(&world.get("/daftar?tampil=baris&status=berakhir").await).text;
    assert!(!list.contains("berlaku untuk semua kantor"), "{list}");
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_and_feeds_are_told_by_which_decision() {
    let (world, row, issue) = country().await;
    for address in ["/umpan.atom", "/umpan.json"] {
        let feed = world.get(address).await;
        assert!(String::from_utf8_lossy(&feed.body).contains(NAMED), "{address}");
    }
    let entry = world.get(&format!("/api/v1/entries/{row}")).await.json();
    let expected = serde_json::json!({"day": "2025-09-16", "number": "805", "text": NAMED});
    let issued = world.get(&format!("/api/v1/determinations/{issue}")).await.json();
    let events = world.get("/api/v1/events").await.json();
    let last = events["events"].as_array().unwrap().last().unwrap()["entry"].clone();
    assert_eq!(entry["status"]["revoked_by"], expected, "{entry}");
    assert_eq!(issued["items"][0]["entry"]["status"]["revoked_by"], expected, "{issued}");
    assert_eq!(last["status"]["revoked_by"], expected, "{events}");
    assert_eq!(last["status_since"], "2026-11-23");
}
