//! Asking for a part of the list.

use kecuali_server::site::Site;
use kecuali_storage::Commit;
use kecuali_testkit::{Doc, cast, sample};
use serde_json::Value;

use crate::{shown::country, world::World};

fn ids(page: &Value) -> Vec<String> {
    let entries = page["entries"].as_array().unwrap().iter();
    entries.map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

fn id(doc: &Doc) -> String {
    format!("{}-{}", doc.scope.office().unwrap(), doc.id)
}

async fn found(world: &World, query: &str) -> Vec<String> {
    let page = world.get(&format!("/api/v1/entries?{query}")).await.json();
    assert_eq!(page["count"], ids(&page).len(), "{query}: {page}");
    ids(&page)
}

#[tokio::test(flavor = "multi_thread")]
async fn each_filter_gives_the_rows_it_names() {
    let (world, in_force, revoked) = country().await;
    let (own, gone) = (id(&in_force), id(&revoked));
    let all = found(&world, "").await;
    let [_, item] = all.as_slice() else { panic!("{all:?}") };
    let issue = world.get(&format!("/api/v1/entries/{own}")).await.json();
    let issue = issue["determination"]["issue"].as_str().unwrap().to_owned();
    for query in
        ["office=3604", "office=36.04", "province=36", "kind=office", "document_type=BERITA+acara"]
    {
        assert_eq!(found(&world, query).await, [own.as_str()], "{query}");
    }
    for query in ["office=RI", "kind=national", "office=ri&q=kesehatan"] {
        assert_eq!(found(&world, query).await, [item.as_str()], "{query}");
    }
    for query in ["basis=17", "basis=17.h", "basis=17.h.2", "year=2026", "determination=731/2026"] {
        assert_eq!(found(&world, query).await, [own.as_str(), item], "{query}");
    }
    for query in ["q=bupati+KESEHATAN", &format!("determination={issue}&item=1&kind=office")] {
        assert_eq!(found(&world, query).await, [own.as_str()], "{query}");
    }
    assert_eq!(found(&world, "status=withdrawn").await, [gone.as_str()]);
    assert_eq!(found(&world, "status=all&office=3604").await.len(), 2);
    for query in [
        "basis=17.b",
        "basis=17.h.3",
        "year=2025",
        "province=11",
        "determination=731/2025",
        "item=2",
        "q=RAHASIA",
    ] {
        assert!(found(&world, query).await.is_empty(), "{query}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_office_ground_status_or_text_is_an_error() {
    let (world, ..) = country().await;
    let long = format!("q={}", "x".repeat(201));
    for query in [
        "office=9999",
        "office=",
        "province=3604",
        "province=RI",
        "basis=17.z",
        "basis=18",
        "basis=17.h.9",
        "status=open",
        "kind=both",
        "year=x",
        "item=-1",
        "group=office",
        "q=",
        "limit=501",
        "offise=3604",
        "limit=1&limit=2",
        &long,
    ] {
        let answer = world.get(&format!("/api/v1/entries?{query}")).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (400, "query_invalid"),
            "{query}"
        );
        let detail = answer.json()["detail"].as_str().unwrap().to_owned();
        assert!(detail.contains(query.split('=').next().unwrap()), "{query}: {detail}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cursor_belongs_to_its_query_and_every_page_leads_to_the_next() {
    let mut world = World::empty();
    let item = world.scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
    for _ in 0..5 {
        world.scene.determined(sample::ENTRY, item);
    }
    world.catch_up().await;
    let query = "q=hasil%20pemeriksaan&basis=17.h";
    let mut next = Some(format!("/api/v1/entries?{query}&limit=2"));
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    while let Some(address) = next {
        let page = world.get(&address).await.json();
        seen.extend(ids(&page));
        next = page["next"].as_str().map(str::to_owned);
        cursor =
            next.as_ref().map_or(cursor, |next| next.split("cursor=").last().unwrap().to_owned());
    }
    assert_eq!(seen.len(), 6);
    for other in ["", "q=hasil", "basis=17.h&q=hasil%20pemeriksaan%20x", "group=item"] {
        let answer = world.get(&format!("/api/v1/entries?{other}&cursor={cursor}")).await;
        assert_eq!(answer.code(), "cursor_invalid", "{other}");
    }
    let same = format!("/api/v1/entries?basis=17.h&limit=50&q=hasil%20pemeriksaan&cursor={cursor}");
    assert_eq!(world.get(&same).await.status, 200, "the order of names and the limit may differ");
    let elsewhere =
        world.get(&format!("/api/v1/offices/3604/entries?{query}&cursor={cursor}")).await;
    assert_eq!(elsewhere.code(), "cursor_invalid");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_walks_the_list_meets_each_row_that_stands_once_whatever_comes_and_goes() {
    let mut world = World::empty();
    let item = world.scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
    let docs: Vec<Doc> = (0..10)
        .map(|_| {
            let doc = world.scene.draft(&cast::PPID, sample::ENTRY);
            world.scene.endorse_by_all(&doc);
            world.scene.submit(&cast::PPID, &doc, Some(item));
            doc
        })
        .collect();
    assert!(docs.iter().map(id).is_sorted(), "in the order of the list");
    let later = [1, 7];
    for number in (0..10).filter(|number| !later.contains(number)) {
        world.scene.determine(&cast::DETERMINER, &docs[number], item);
    }
    world.catch_up().await;
    let (mut pages, mut next) =
        (Vec::new(), Some("/api/v1/entries?kind=office&limit=2".to_owned()));
    while let Some(address) = next {
        let page = world.get(&address).await.json();
        next = page["next"].as_str().map(str::to_owned);
        pages.push(ids(&page));
        match pages.len() {
            // One of a page to come goes; one comes where the reader has been, one where not yet.
            1 => {
                world.scene.revoke(&cast::DETERMINER, &docs[5]);
                for number in later {
                    world.scene.determine(&cast::DETERMINER, &docs[number], item);
                }
            }
            // The one that the next page begins after goes, and one of that page.
            2 => {
                world.scene.revoke(&cast::DETERMINER, &docs[4]);
                world.scene.revoke(&cast::DETERMINER, &docs[6]);
            }
            _ => {}
        }
        world.catch_up().await;
    }
    let of = |numbers: &[usize]| numbers.iter().map(|n| id(&docs[*n])).collect::<Vec<_>>();
    assert_eq!(pages, [of(&[0, 2]), of(&[3, 4]), of(&[7, 8]), of(&[9])]);
    assert_eq!(found(&world, "kind=office").await, of(&[0, 1, 2, 3, 7, 8, 9]));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_national_item_is_one_group() {
    let mut world = World::empty();
    let items = [sample::ITEM, sample::ITEM];
    let first = world.scene.issue(&cast::ISSUER, "731", &items);
    let second = kecuali_domain::act::ItemRef { item: 2, ..first };
    for item in [first, first, second] {
        world.scene.determined(sample::ENTRY, item);
    }
    world.catch_up().await;
    let page = world.get("/api/v1/entries?group=item&limit=1").await.json();
    assert_eq!((&page["count"], &page["rows"]), (&2.into(), &5.into()));
    let group = &page["groups"][0];
    assert_eq!(
        (&group["item"], &group["rows"], &group["offices"]),
        (&1.into(), &3.into(), &1.into())
    );
    assert_eq!(group["offices_text"], "1 kantor");
    assert_eq!(group["entry"]["kind"], "national");
    let rows = world.get(group["entries"].as_str().unwrap()).await.json();
    assert_eq!(rows["count"], 3);
    let last = world.get(page["next"].as_str().unwrap()).await.json();
    assert_eq!((&last["groups"][0]["item"], &last["next"]), (&2.into(), &Value::Null));

    let own = world.get("/api/v1/entries?group=item&kind=office&q=bupati").await.json();
    assert_eq!((&own["count"], &own["rows"]), (&2.into(), &3.into()));
    let rows = world.get(own["groups"][1]["entries"].as_str().unwrap()).await.json();
    assert_eq!(rows["count"], 1, "the filters stand in the address of the rows");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_office_has_its_own_rows_and_the_national_ones_under_each_of_its_codes() {
    let (world, in_force, _) = country().await;
    let page = world.get("/api/v1/offices/3604/entries").await;
    let rows = ids(&page.json());
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0], id(&in_force));
    assert!(rows[1].starts_with("RI-"));
    for address in ["/api/v1/offices/36.04/entries", "/api/v1/offices/3604/entries.json"] {
        assert_eq!(ids(&world.get(address).await.json()), rows, "{address}");
    }
    let elsewhere = world.get("/api/v1/offices/91.01/entries.json").await.json();
    assert_eq!(ids(&elsewhere), rows[1..], "the code of 2022 of Merauke");
    assert_eq!(world.get("/api/v1/offices/9999/entries").await.code(), "not_found");
    let twice = world.get("/api/v1/offices/3604/entries?office=1101").await;
    assert_eq!(twice.code(), "query_invalid");
    assert_eq!(ids(&world.get("/api/v1/offices/3604/entries?kind=office").await.json()), rows[..1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn offices_are_told_apart_by_what_they_reported() {
    let (world, ..) = country().await;
    let all = world.get("/api/v1/offices").await.json();
    assert_eq!((&all["count"], all["offices"].as_array().unwrap().len()), (&553.into(), 553));
    let of = |id: &str| {
        let offices = all["offices"].as_array().unwrap();
        offices.iter().find(|office| office["id"] == id).unwrap().clone()
    };
    let said = [
        ("RI", "listed"),
        ("3604", "listed"),
        ("1101", "nothing_listed"),
        ("3603", "not_reported"),
    ];
    for (office, how) in said {
        assert_eq!(of(office)["reporting"], how, "{office}");
    }
    assert_eq!(of("3603")["reporting_text"], "Belum ada data dari kantor ini");
    let merauke = of("9301");
    assert_eq!((&merauke["code"], &merauke["code_2022"]), (&"93.01".into(), &"91.01".into()));
    assert_eq!((&merauke["province"], &merauke["level"]), (&"93".into(), &"regency_city".into()));
    let banten = world.get("/api/v1/offices?province=36").await.json();
    assert_eq!(banten["count"], 9, "the province and its eight regencies and cities");
    let one = world.get("/api/v1/offices/92.71").await.json();
    assert_eq!((&one["office"]["id"], &one["count"]), (&"9671".into(), &0.into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_determination_says_what_became_of_its_items() {
    let mut world = World::empty();
    let item = world.scene.issue(&cast::ISSUER, "731", &[sample::ITEM, sample::ITEM]);
    world.scene.determined(sample::ENTRY, item);
    world.scene.revoke_items(&cast::DETERMINER, &item.issue, &[2]);
    world.catch_up().await;
    // An item that ended before it was ever published is not public.
    let list = world.get("/api/v1/determinations").await.json();
    let one = &list["determinations"][0];
    assert_eq!((&one["number"], &one["status"]), (&"731".into(), &"in_force".into()));
    assert_eq!((&one["entries"], &one["offices"]), (&1.into(), &1.into()));
    assert_eq!(world.get("/api/v1/determinations?year=2025").await.json()["count"], 0);

    world.scene.revoke_items(&cast::DETERMINER, &item.issue, &[1]);
    world.catch_up().await;
    let address = format!("/api/v1/determinations/{}", item.issue);
    let one = world.get(&address).await.json();
    assert_eq!(one["determination"]["status"], "withdrawn");
    assert_eq!(one["determination"]["items_in_force"], 0);
    let first = &one["items"][0];
    assert_eq!(first["entry"]["status"]["reason"], "revoked");
    assert_eq!(first["entry"]["status"]["reason_text"], "Dibatalkan");
    for unknown in
        [format!("/api/v1/determinations/{}", "0".repeat(64)), "/api/v1/determinations/x".into()]
    {
        assert_eq!(world.get(&unknown).await.code(), "not_found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_operator_says_where_the_site_lives_and_where_objections_go() {
    let (plain, ..) = country().await;
    let said = plain.get("/api/v1/entries").await;
    assert_eq!(
        (&said.json()["contact"], &said.json()["contact_text"]),
        (&Value::Null, &Value::Null)
    );
    let mut world = World::with_site(Site {
        public_url: Some("https://dik.example.go.id".parse().unwrap()),
        contact: Some("ppid@example.go.id".parse().unwrap()),
    });
    let item = world.scene.issue(&cast::ISSUER, "731", &[sample::ITEM]);
    let doc = world.scene.determined(sample::ENTRY, item);
    world.catch_up().await;
    let page = world.get("/api/v1/entries").await.json();
    assert_eq!(page["contact"], "mailto:ppid@example.go.id");
    assert!(page["contact_text"].as_str().unwrap().contains("keberatan"));
    let address = format!("https://dik.example.go.id/informasi/{}", id(&doc));
    assert_eq!(page["entries"][0]["permalink"], address);
    let row = world.get(&format!("/api/v1/entries/{}", id(&doc))).await;
    assert_eq!(row.header("link"), format!("<{address}>; rel=\"canonical\""));
    assert!(row.json().get("permalink").is_none(), "the body is what was hashed");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_mixes_two_states_of_the_list() {
    let (world, in_force, _) = country().await;
    let mut row = world.store.row(&id(&in_force)).unwrap().unwrap();
    row.event += 1;
    world.store.commit(&Commit { rows: vec![row], ..Commit::default() }).unwrap();
    // The body is newer than the listing: it is not answered under the listing's tag.
    for address in ["/api/v1/entries", "/api/v1/offices/3604/entries.csv"] {
        assert_eq!(world.get(address).await.code(), "busy", "{address}");
    }
    assert_eq!(world.get("/api/v1/entries?kind=national").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_event_of_a_list_says_how_many_events_it_has() {
    let (world, ..) = country().await;
    let list = world.get("/api/v1/entries").await.json();
    let (_, number) = list["event"].as_str().unwrap().split_once('.').unwrap();
    let events = world.get("/api/v1/events?limit=500").await.json();
    assert_eq!(events["last"], list["event"]);
    assert_eq!(events["events"].as_array().unwrap().len().to_string(), number);
    assert_eq!(number, "4", "an item, two entries, and the end of one of them");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_word_of_an_office_changes_the_tag_of_every_list() {
    let (mut world, ..) = country().await;
    let tag = world.get("/api/v1/entries").await.header("etag").to_owned();
    let admin = cast::NATIONAL_ADMIN;
    let elsewhere = kecuali_testkit::Actor::new(120, "first", "3603");
    let grant = kecuali_testkit::person(&elsewhere, &[kecuali_domain::Capability::Draft]);
    world.scene.grant(&admin, "office/3603", grant);
    world.catch_up().await;
    let same = world.get_if_new("/api/v1/entries", &tag).await;
    assert_eq!(same.status, 304, "a grant of KPU RI is no word of the office");
    world.scene.draft(&elsewhere, sample::ENTRY);
    world.catch_up().await;
    let page = world.get_if_new("/api/v1/entries", &tag).await;
    assert_eq!(page.status, 200);
    assert_eq!(page.json()["reporting"]["not_reported"], 549);
}
