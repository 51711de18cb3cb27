//! What data portals harvest.

use axum::http::StatusCode;
use kecuali_encoding::Digest;
use serde_json::Value;

use super::{page::Page, printed};

#[tokio::test(flavor = "multi_thread")]
async fn the_catalogue_has_the_list_with_its_files_and_each_office_by_its_region() {
    let (world, _, _folder) = printed().await;
    let answer = world.get("/katalog.jsonld").await;
    assert_eq!(answer.header("content-type"), "application/ld+json");
    let answer = answer.json();
    let (catalog, series) = (&answer["@graph"][0], &answer["@graph"][1]);
    assert_eq!(catalog["@type"], "dcat:Catalog");
    let datasets = catalog["dcat:dataset"].as_array().unwrap();
    let kinds: Vec<_> = datasets.iter().map(|one| one["@type"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["dcat:Dataset"; 3]);
    assert_eq!(series["@type"], "dcat:DatasetSeries");
    for dataset in datasets.iter().chain([series]) {
        for member in
            ["dct:title", "dct:description", "dct:publisher", "dct:spatial", "dcat:contactPoint"]
        {
            assert!(!dataset[member].is_null(), "{member}: {dataset}");
        }
        assert_eq!(
            dataset["dcat:contactPoint"]["vcard:hasEmail"]["@id"],
            "mailto:ppid@example.go.id"
        );
        let id = dataset["@id"].as_str().unwrap();
        assert!(id.starts_with("https://dik.example.go.id/katalog.jsonld#"), "{id}");
    }
    let office = &datasets[1];
    assert_eq!(office["dct:spatial"]["dct:identifier"], "36.04");
    assert_eq!(office["dcat:inSeries"]["@id"], series["@id"]);
    for distribution in office["dcat:distribution"].as_array().unwrap() {
        let data = distribution["dcat:accessURL"]["@id"].as_str().unwrap();
        let data = world.get(data.trim_start_matches("https://dik.example.go.id")).await;
        assert_eq!(data.status, StatusCode::OK);
    }
    let files = datasets[0]["dcat:distribution"].as_array().unwrap();
    assert_eq!(files.len(), 5);
    for file in files {
        let address = file["dcat:downloadURL"]["@id"].as_str().unwrap();
        let answer = world.get(address.trim_start_matches("https://dik.example.go.id")).await;
        let sha256 = &file["spdx:checksum"]["spdx:checksumValue"]["@value"];
        assert_eq!(*sha256, Digest::of(&answer.body).to_string(), "{address}");
        assert_eq!(file["dcat:byteSize"]["@value"], answer.body.len().to_string());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn search_engines_find_the_data_set_in_the_pages_that_are_about_it() {
    let (world, _, _folder) = printed().await;
    for address in ["/", "/unduh"] {
        let answer = world.get(address).await;
        Page::of(&answer);
        let text = std::str::from_utf8(&answer.body).unwrap();
        let (_, rest) = text.split_once("<script type=\"application/ld+json\">").unwrap();
        let dataset: Value = serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap();
        assert_eq!(dataset["@type"], "Dataset");
        let description = dataset["description"].as_str().unwrap();
        assert!((50..5_000).contains(&description.chars().count()));
        assert!(!dataset["license"].is_null() && !dataset["dateModified"].is_null());
        assert!(dataset["distribution"].as_array().unwrap().len() >= 4);
    }
}
