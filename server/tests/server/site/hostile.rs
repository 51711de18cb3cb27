//! Text that would be more than text: in every public field, and in the number of a decision.

use kecuali_encoding::Digest;
use kecuali_testkit::{cast, sample};
use serde_json::json;

use super::{FOR_PROGRAMS, id, links::crawl, page::Page, site};
use crate::world::World;

const ATTACK: &str = "</script><script>alert(1)</script>\"'&<img src=x onerror=alert(2)>{{7*7}}\
                      \u{202e}kilabret\u{0007}]]>";

/// What an office wrote and KPU RI signed, whatever it is.
fn hostile(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    let period = json!({ "limit": { "one": { "kind": "unlimited" } }, "raw": ATTACK });
    let mut all = Vec::new();
    for (name, value) in fields {
        match name.split('/').next().unwrap() {
            "period" => all.push(((*name).to_owned(), period.to_string())),
            "legal_basis" if name.contains('/') => {
                let key = format!("legal_basis/raw:{}", Digest::of(ATTACK.as_bytes()));
                all.push((key, ATTACK.to_owned()));
            }
            "legal_basis" => {
                all.push(((*name).to_owned(), json!([format!("raw:{ATTACK}")]).to_string()));
            }
            "note" | "owning_unit" => all.push(((*name).to_owned(), (*value).to_owned())),
            _ => all.push(((*name).to_owned(), format!("{ATTACK}{value}"))),
        }
    }
    all.sort();
    all
}

fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

async fn attacked() -> (World, String) {
    let mut world = World::with_site(site());
    let (item, entry) = (hostile(sample::ITEM), hostile(sample::ENTRY));
    let item = world.scene.issue(&cast::ISSUER, ATTACK, &[&borrowed(&item)]);
    let docs = [(); 2].map(|()| world.scene.determined(&borrowed(&entry), item));
    world.catch_up().await;
    world.scene.revoke(&cast::DETERMINER, &docs[1]);
    world.catch_up().await;
    (world, format!("/informasi/{}", id(&docs[0])))
}

fn is_harmless(address: &str, text: &str) {
    let lower = text.to_lowercase();
    // In JSON that no browser shows, a text is a text.
    let is_page = !["/umpan.json", "/katalog.jsonld"].contains(&address);
    let acts = lower.contains("<script>alert") || lower.contains("<img src=x");
    assert!(!(is_page && acts), "{address}");
    assert!(!text.contains('\u{202e}') && !text.contains('\u{0007}'), "{address}");
    assert!(!text.contains("49"), "{address}: a template in a value was worked out");
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_was_signed_stays_text_on_every_page() {
    let (world, row) = attacked().await;
    let begin = ["/".to_owned(), "/daftar?tampil=baris&status=semua".to_owned()];
    let pages = crawl(&world, &begin).await;
    let mut shown = 0;
    for (address, page) in &pages {
        // Being well formed with these elements alone, nothing of it became an element.
        assert!(page.all("img", "onerror").is_empty() && page.all("img", "src").len() <= 1);
        let scripts = page.all("script", "type");
        assert!(scripts.iter().all(|kind| *kind == "application/ld+json"), "{address}");
        shown += usize::from(page.text.contains("</script><script>alert(1)</script>\"'&<img"));
    }
    assert!(shown >= 8, "it is shown as the text it is: {shown}");
    let row = Page::of(&world.get(&row).await);
    for column in ["Informasi", "Uraian informasi", "Jenis dokumen", "Dasar hukum", "Jangka waktu"]
    {
        let value = row.text.lines().skip_while(|line| *line != column).nth(1).unwrap();
        assert!(value.contains("alert(1)"), "{column}: {value}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_answer_holds_a_text_that_acts_or_turns_its_reader() {
    let (world, row) = attacked().await;
    let search = format!("/daftar?q={}", "%22%3E%3Cscript%3Ealert(1)%3C/script%3E%E2%80%AE");
    let office = "/kantor?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E".to_owned();
    let pages = ["/", "/daftar", "/daftar/nasional", "/kantor/3604", "/penetapan", "/perubahan"];
    let own = [row, search, office].into_iter().chain(pages.map(str::to_owned));
    for address in own.chain(FOR_PROGRAMS.map(str::to_owned)) {
        let answer = world.get(&address).await;
        assert_eq!(answer.status.as_u16(), 200, "{address}");
        is_harmless(&address, std::str::from_utf8(&answer.body).unwrap());
    }
}
