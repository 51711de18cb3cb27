//! The list as search engines of data know it: a schema.org `Dataset` inside a page.

use serde_json::{Value, json};

use super::{
    Site,
    files::{File, Files},
    words,
};
use crate::publisher::Listing;

/// Public information of a public body: free for any use (UU 14/2008).
pub(crate) const LICENCE: &str = "https://creativecommons.org/publicdomain/mark/1.0/";

/// JSON-LD that may stand in a page: nothing in it can end the element it stands in.
pub(crate) fn json_ld(listing: &Listing, site: &Site, files: &Files) -> String {
    let file = |file: &File| {
        json!({
            "@type": "DataDownload",
            "name": file.known.title,
            "encodingFormat": file.media_type(),
            "contentSize": file.bytes.to_string(),
            "contentUrl": site.address(&file.path),
        })
    };
    let mut dataset = json!({
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": site.address("/unduh#data"),
        "name": words::LIST,
        "description": words::ABOUT_LIST,
        "url": site.address("/unduh"),
        "keywords": words::KEYWORDS,
        "inLanguage": "id",
        "license": LICENCE,
        "isAccessibleForFree": true,
        "creator": { "@type": "GovernmentOrganization", "name": words::PUBLISHER },
        "spatialCoverage": { "@type": "Place", "name": words::COUNTRY },
        "includedInDataCatalog": { "@type": "DataCatalog", "url": site.address("/katalog.jsonld") },
        "distribution": files.all.iter().map(file).collect::<Vec<_>>(),
    });
    if let Some(day) = listing.day {
        dataset["dateModified"] = day.to_string().into();
    }
    harmless(&dataset)
}

fn harmless(value: &Value) -> String {
    let text = value.to_string();
    text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_ends_the_element_it_stands_in() {
        let text = harmless(&json!({ "a": "</script><script>&" }));
        assert!(!text.contains(['<', '>', '&']), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap()["a"], "</script><script>&");
    }
}
