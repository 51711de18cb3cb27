//! `GET /katalog.jsonld`: the list as data portals harvest it, DCAT-AP 3 in JSON-LD.
//!
//! One dataset for the whole list with its files, and a series with one dataset for each office
//! that has rows, so that a portal finds the office by its region.

use axum::{extract::State, http::HeaderMap, response::Response};
use kecuali_domain::{
    OfficeId,
    office::{Office, Offices},
};
use serde_json::{Value, json};

use super::{
    Contact, Site,
    dataset::LICENCE,
    files::{File, Files},
    visit::Visit,
    words,
};
use crate::{publisher::Listing, state::AppState};

const EU: &str = "http://publications.europa.eu/resource/authority";

pub(crate) async fn show(State(state): State<AppState>, headers: HeaderMap) -> Response {
    let files = Files::newest(&state);
    let visit = Visit::new(&state, "catalog", &[&files.seen()]);
    visit.known(&headers).unwrap_or_else(|| {
        let catalog = catalog(&visit.listing, visit.site(), &files);
        visit.answer("application/ld+json", catalog.to_string())
    })
}

fn catalog(listing: &Listing, site: &Site, files: &Files) -> Value {
    let offices = listing.offices.keys().filter_map(|id| Offices::bundled().get(id));
    let offices: Vec<&Office> = offices.collect();
    let mut datasets = vec![whole(listing, site, files)];
    datasets.extend(offices.iter().map(|office| of_office(listing, site, office)));
    let mut catalog = json!({
        "@id": site.address("/katalog.jsonld"),
        "@type": "dcat:Catalog",
        "dct:title": text(words::LIST),
        "dct:description": text(words::ABOUT_LIST),
        "dct:publisher": publisher(),
        "dct:language": language(),
        "dct:license": licence(),
        "dct:spatial": country(),
        "foaf:homepage": { "@id": site.address("/"), "@type": "foaf:Document" },
        "dcat:dataset": datasets,
        "dcat:service": service(site),
    });
    modified(&mut catalog, listing);
    // A series is no data set to be harvested: it stands beside the catalogue.
    json!({ "@context": context(), "@graph": [catalog, series(listing, site)] })
}

fn whole(listing: &Listing, site: &Site, files: &Files) -> Value {
    let files: Vec<Value> = files.all.iter().map(|file| distribution(site, file)).collect();
    dataset(
        listing,
        site,
        "daftar",
        words::LIST,
        json!({
            "dct:spatial": country(),
            "dcat:landingPage": { "@id": site.address("/unduh"), "@type": "foaf:Document" },
            "dcat:distribution": files,
        }),
    )
}

fn distribution(site: &Site, file: &File) -> Value {
    json!({
        "@id": site.address(&format!("/katalog.jsonld#{}", file.known.name)),
        "@type": "dcat:Distribution",
        "dct:title": text(file.known.title),
        "dct:description": text(file.known.about),
        "dcat:accessURL": { "@id": site.address("/unduh") },
        "dcat:downloadURL": { "@id": site.address(&file.path) },
        "dcat:mediaType": media(file.media_type()),
        "dcat:byteSize":
            { "@value": file.bytes.to_string(), "@type": "xsd:nonNegativeInteger" },
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": { "@id": "spdx:checksumAlgorithm_sha256" },
            "spdx:checksumValue": { "@value": file.sha256, "@type": "xsd:hexBinary" },
        },
        "dct:format": kind(file.known.kind),
        "dct:license": licence(),
    })
}

fn series(listing: &Listing, site: &Site) -> Value {
    let mut series =
        dataset(listing, site, "kantor", words::SERIES, json!({ "dct:spatial": country() }));
    series["@type"] = "dcat:DatasetSeries".into();
    series
}

fn of_office(listing: &Listing, site: &Site, office: &Office) -> Value {
    let id = &office.id;
    let title = words::list_of(office.local_name());
    let page = site.address(&format!("/kantor/{id}"));
    let as_kind = |(ending, media_type): (&str, &str)| {
        let name = ending.to_uppercase();
        let data = format!("/api/v1/offices/{id}/entries.{ending}");
        json!({
            "@id": site.address(&format!("/katalog.jsonld#{ending}-{id}")),
            "@type": "dcat:Distribution",
            "dct:title": text(name.as_str()),
            "dcat:accessURL": { "@id": site.address(&data) },
            "dcat:accessService": { "@id": site.address("/katalog.jsonld#api") },
            "dcat:mediaType": media(media_type),
            "dct:format": kind(&name),
            "dct:license": licence(),
        })
    };
    let data = [("json", "application/json"), ("csv", "text/csv")].map(as_kind);
    let besides = json!({
        "dct:spatial": place(site, office),
        "dcat:inSeries": { "@id": site.address("/katalog.jsonld#kantor") },
        "dcat:landingPage": { "@id": page, "@type": "foaf:Document" },
        "dcat:distribution": data,
    });
    dataset(listing, site, &format!("kantor-{id}"), &title, besides)
}

/// What every dataset says, with what it says besides.
fn dataset(listing: &Listing, site: &Site, name: &str, title: &str, besides: Value) -> Value {
    let mut dataset = json!({
        "@id": site.address(&format!("/katalog.jsonld#{name}")),
        "@type": "dcat:Dataset",
        "dct:identifier": name,
        "dct:title": text(title),
        "dct:description": text(words::ABOUT_LIST),
        "dct:publisher": publisher(),
        "dct:language": language(),
        "dct:accrualPeriodicity":
            { "@id": format!("{EU}/frequency/CONT"), "@type": "dct:Frequency" },
        "dct:accessRights":
            { "@id": format!("{EU}/access-right/PUBLIC"), "@type": "dct:RightsStatement" },
        "dcat:keyword": words::KEYWORDS.map(text),
    });
    modified(&mut dataset, listing);
    if let Some(contact) = &site.contact {
        dataset["dcat:contactPoint"] = contact_point(contact);
    }
    if let (Some(all), Value::Object(besides)) = (dataset.as_object_mut(), besides) {
        all.extend(besides);
    }
    dataset
}

fn service(site: &Site) -> Value {
    json!({
        "@id": site.address("/katalog.jsonld#api"),
        "@type": "dcat:DataService",
        "dct:title": text(words::SERVICE),
        "dcat:endpointURL": { "@id": site.address("/api/v1/entries") },
        "dcat:endpointDescription": { "@id": site.address("/api/v1/openapi.json") },
        "dcat:servesDataset": { "@id": site.address("/katalog.jsonld#daftar") },
        "dct:license": licence(),
    })
}

fn modified(of: &mut Value, listing: &Listing) {
    if let Some(day) = listing.day {
        of["dct:modified"] = json!({ "@value": day.to_string(), "@type": "xsd:date" });
    }
}

fn contact_point(contact: &Contact) -> Value {
    let how = if contact.is_mail() { "vcard:hasEmail" } else { "vcard:hasURL" };
    json!({
        "@type": ["vcard:Kind", "vcard:Organization"],
        "vcard:fn": words::PUBLISHER,
        how: { "@id": contact.link() },
    })
}

fn place(site: &Site, office: &Office) -> Value {
    if office.id == OfficeId::national() {
        return country();
    }
    json!({
        "@id": site.address(&format!("/katalog.jsonld#wilayah-{}", office.id)),
        "@type": "dct:Location",
        "dct:identifier": office.kemendagri_code,
        "skos:prefLabel": text(office.region_name.as_str()),
    })
}

fn text(words: impl Into<Value>) -> Value {
    json!({ "@value": words.into(), "@language": "id" })
}

fn publisher() -> Value {
    json!({ "@type": ["foaf:Agent", "foaf:Organization"], "foaf:name": text(words::PUBLISHER) })
}

fn language() -> Value {
    json!({ "@id": format!("{EU}/language/IND"), "@type": "dct:LinguisticSystem" })
}

fn licence() -> Value {
    json!({ "@id": LICENCE, "@type": "dct:LicenseDocument" })
}

fn country() -> Value {
    json!({ "@id": format!("{EU}/country/IDN"), "@type": "dct:Location" })
}

fn media(name: &str) -> Value {
    let id = format!("http://www.iana.org/assignments/media-types/{name}");
    json!({ "@id": id, "@type": "dct:MediaType" })
}

fn kind(name: &str) -> Value {
    json!({ "@id": format!("{EU}/file-type/{name}"), "@type": "dct:MediaTypeOrExtent" })
}

fn context() -> Value {
    json!({
        "dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "spdx": "http://spdx.org/rdf/terms#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "vcard": "http://www.w3.org/2006/vcard/ns#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    })
}
