//! The lists of codes: every code of an answer is in one of them, and none is ever taken out.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_domain::similarity::fold;
use kecuali_testkit::{cast, sample};
use serde_json::Value;

use crate::{shown::country, world::World};

/// The codes of every list, and those that were met in answers.
struct Lists {
    known: BTreeMap<String, BTreeSet<String>>,
    met: BTreeMap<&'static str, BTreeSet<String>>,
}

impl Lists {
    async fn read(world: &World) -> Self {
        let lists = world.get("/api/v1/codes").await.json();
        let mut known = BTreeMap::new();
        for list in lists["lists"].as_array().unwrap() {
            let answer = world.get(list["address"].as_str().unwrap()).await.json();
            assert_eq!(answer["name"], list["name"]);
            for code in answer["codes"].as_array().unwrap() {
                let told = |name: &str| !code[name].as_str().unwrap_or_default().is_empty();
                assert!(told("code") && told("text") && told("source"), "{code}");
            }
            let codes = answer["codes"].as_array().unwrap().iter();
            let codes = codes.map(|code| code["code"].as_str().unwrap().to_owned()).collect();
            known.insert(list["name"].as_str().unwrap().to_owned(), codes);
        }
        Self { known, met: BTreeMap::new() }
    }

    /// A code as it stands in an answer; where it is absent or null there is none.
    fn look_up(&mut self, list: &'static str, code: &Value) {
        if !code.is_null() {
            self.find(list, code.as_str().unwrap());
        }
    }

    fn find(&mut self, list: &'static str, code: &str) {
        assert!(self.known[list].contains(code), "{code} is not in {list}: {:?}", self.known[list]);
        self.met.entry(list).or_default().insert(code.to_owned());
    }

    fn row(&mut self, row: &Value) {
        self.look_up("kinds", &row["kind"]);
        self.look_up("statuses", &row["status"]["code"]);
        self.look_up("reasons", &row["status"]["reason"]);
        self.look_up("offices", &row["office"]["id"]);
        self.look_up("offices", &row["office"]["code"]);
        self.look_up("offices", &row["determination"]["authority"]);
        for column in row.as_object().unwrap().values().filter(|value| value.is_object()) {
            if column.get("withheld").is_some() {
                self.find("statuses", "withheld");
            }
        }
        if let Some(kind) = row["document_type"].as_str() {
            self.find("document_types", &fold(kind));
        }
        for basis in row["legal_basis"].as_array().into_iter().flatten() {
            // An instrument, and a ground of Pasal 17 where it is that law.
            let id = basis["id"].as_str().unwrap();
            let (instrument, article) = id.split_once(':').unwrap();
            self.find("instruments", instrument);
            self.find("bases", article);
        }
        for exception in row["exceptions"].as_array().into_iter().flatten() {
            self.look_up("exceptions", &exception["id"]);
        }
    }

    fn event(&mut self, event: &Value) {
        self.look_up("event_kinds", &event["kind"]);
        self.look_up("reasons", &event["reason"]);
        self.look_up("offices", &event["office"]);
        if event["entry"].is_object() {
            self.row(&event["entry"]);
        }
    }

    fn office(&mut self, office: &Value) {
        for name in ["id", "code", "code_2022", "province"] {
            self.look_up("offices", &office[name]);
        }
        self.look_up("statuses", &office["reporting"]);
    }

    fn determination(&mut self, one: &Value) {
        self.look_up("statuses", &one["status"]);
        self.look_up("offices", &one["authority"]);
    }
}

fn of_type(kind: &str) -> Vec<(&'static str, String)> {
    let fields = sample::ENTRY.iter().filter(|(name, _)| *name != "document_type");
    let fields = fields.map(|(name, value)| (*name, (*value).to_owned()));
    fields.chain([("document_type", kind.to_owned())]).collect()
}

/// A list on which something has come to each of its ends but one that takes years.
async fn world() -> World {
    let mut world = World::empty();
    let scene = &mut world.scene;
    let with_exceptions = [sample::ITEM, &[("exceptions", r#"["public_office"]"#)]].concat();
    let item = scene.issue(&cast::ISSUER, "731", &[&with_exceptions, sample::ITEM]);
    let memo = of_type("Nota  Dinas");
    let memo: Vec<(&str, &str)> =
        memo.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let docs = [sample::ENTRY, &memo, sample::ENTRY, sample::ENTRY, sample::ENTRY]
        .map(|fields| scene.determined(fields, item));
    world.catch_up().await;
    world.scene.revoke(&cast::DETERMINER, &docs[1]);
    world.scene.open(&cast::DETERMINER, &docs[2]);
    world.scene.take_down(&cast::DETERMINER, &docs[3], &["description"]);
    world.scene.take_down(&cast::DETERMINER, &docs[4], &[]);
    world.scene.revoke_items(&cast::DETERMINER, &item.issue, &[2]);
    world.catch_up().await;
    world
}

/// What an answer lists, where it is all on one page.
async fn all(world: &World, address: &str, member: &str) -> Vec<Value> {
    let answer = world.get(address).await.json();
    assert!(answer["next"].is_null(), "{address}: all of it is read");
    answer[member].as_array().unwrap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_code_of_an_answer_is_in_a_list() {
    let world = world().await;
    let mut lists = Lists::read(&world).await;
    for row in all(&world, "/api/v1/entries?status=all&limit=500", "entries").await {
        lists.row(&row);
    }
    for event in all(&world, "/api/v1/events", "events").await {
        lists.event(&event);
    }
    for office in all(&world, "/api/v1/offices", "offices").await {
        lists.office(&office);
    }
    for one in all(&world, "/api/v1/determinations", "determinations").await {
        lists.determination(&one);
    }
    let types = world.get("/api/v1/codes/document_types").await.json();
    let retired = types["codes"].as_array().unwrap().iter().map(|code| &code["retired"]);
    assert!(retired.eq([false, true]), "what no row in force has is not used any more: {types}");
    let met = |list: &str| lists.met[list].iter().map(String::as_str).collect::<Vec<_>>();
    assert_eq!(met("kinds"), ["national", "office"]);
    assert_eq!(met("reasons"), ["opened", "revoked", "taken_down"]);
    assert_eq!(met("event_kinds"), ["amended", "published", "withdrawn"]);
    assert_eq!(met("document_types"), ["berita acara", "nota dinas"], "of what was revoked, too");
    assert_eq!((met("instruments"), met("bases")), (vec!["uu-14-2008"], vec!["17.h.2"]));
    assert_eq!(met("exceptions"), ["public_office"]);
    let statuses =
        ["in_force", "listed", "not_reported", "nothing_listed", "withdrawn", "withheld"];
    assert_eq!(met("statuses"), statuses);
    assert!(met("offices").contains(&"91.01"), "{:?}", met("offices"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_of_a_list_has_its_words_and_its_source_and_old_ones_are_kept() {
    let (world, ..) = country().await;
    let codes = |list: &'static str, answer: &Value| -> Vec<Value> {
        let all = answer["codes"].as_array().unwrap().iter();
        all.filter(|code| code["code"] == list).cloned().collect()
    };
    let offices = world.get("/api/v1/codes/offices").await.json();
    let old = codes("91.01", &offices);
    assert_eq!((&old[0]["retired"], &old[0]["office"]), (&true.into(), &"9301".into()));
    assert_eq!(codes("93.01", &offices)[0]["source"], "Kepmendagri 300.2.2-2430/2025");
    let bases = world.get("/api/v1/codes/bases").await.json();
    assert_eq!(codes("17.h", &bases)[0]["rows"], 2, "a number counts for its letter");
    let types = world.get("/api/v1/codes/document_types").await.json();
    assert_eq!(types["codes"][0]["text"], "Berita acara");
    assert_eq!(types["codes"][0]["rows"], 1, "what was revoked is not counted");
    assert_eq!(world.get("/api/v1/codes/other").await.code(), "not_found");
}
