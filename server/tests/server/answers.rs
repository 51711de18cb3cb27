//! The answers of the public interface as they stand on the wire: names, order and headers are
//! what others build on.

#![expect(clippy::too_many_lines, reason = "a snapshot is as long as the answer it shows")]

use crate::shown::{address, by_id, country, headers, json, shown};

#[tokio::test(flavor = "multi_thread")]
async fn a_row_in_force_and_a_row_that_was_revoked() {
    let (world, in_force, revoked) = country().await;
    let row = world.get(&address(&in_force)).await;
    insta::assert_snapshot!(shown(&row), @r#"
    200
    access-control-allow-origin: *
    access-control-expose-headers: etag, kecuali-request, link, retry-after
    cache-control: public, max-age=60, stale-while-revalidate=300, stale-if-error=604800
    content-security-policy: default-src 'none'; frame-ancestors 'none'
    content-type: application/json
    cross-origin-resource-policy: cross-origin
    etag: "[64 hex]"
    last-modified: Sun, 22 Nov 2026 17:00:00 GMT
    link: </informasi/3604-01a0c450-6c2b-7000-8000-01a0c4506c2b>; rel="canonical"
    referrer-policy: no-referrer
    x-content-type-options: nosniff

    {
      "consequence_if_closed": "Data pribadi bakal calon terlindungi.",
      "consequence_if_opened": "Riwayat kesehatan seseorang terungkap.",
      "description": "Hasil pemeriksaan kesehatan bakal calon bupati",
      "determination": {
        "authority": "RI",
        "day": "2026-11-20",
        "issue": "[64 hex]",
        "item": 1,
        "number": "731",
        "text": "Keputusan KPU Nomor 731 Tahun 2026 tanggal 20 November 2026",
        "title": "Penetapan Informasi Publik yang Dikecualikan",
        "year": 2026
      },
      "document_type": "Berita acara",
      "event": "[16 hex].2",
      "handle": "3604-N5FW59",
      "id": "3604-01a0c450-6c2b-7000-8000-01a0c4506c2b",
      "information": "Hasil pemeriksaan kesehatan",
      "kind": "office",
      "legal_basis": [
        {
          "id": "uu-14-2008:17.h.2",
          "text": "UU 14/2008 Pasal 17 huruf h angka 2"
        }
      ],
      "office": {
        "code": "36.04",
        "id": "3604",
        "name": "KPU Kabupaten Serang"
      },
      "period": {
        "ends": "2030-12-31",
        "ends_text": "31 Desember 2030",
        "structured": {
          "one": {
            "date": "2030-12-31",
            "kind": "until_date"
          }
        },
        "text": "sampai 31 Desember 2030"
      },
      "responsible_position": "Sekretaris",
      "status": {
        "code": "in_force",
        "text": "Berlaku"
      },
      "status_since": "2026-11-23",
      "updated": "2026-11-23"
    }
    "#);
    let row = world.get(&address(&revoked)).await;
    let row_json = row.json();
    let said = ["status", "status_since", "updated", "event"].map(|name| row_json[name].clone());
    insta::assert_snapshot!(json(&said.to_vec().into()), @r#"
    [
      {
        "code": "withdrawn",
        "reason": "revoked",
        "reason_text": "Dibatalkan",
        "text": "Tidak berlaku"
      },
      "2026-11-23",
      "2026-11-23",
      "[16 hex].4"
    ]
    "#);
    insta::assert_snapshot!(shown(&row).lines().next().unwrap(), @"200");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_page_by_page_and_by_office() {
    let (world, ..) = country().await;
    let first = world.get("/api/v1/entries?limit=1").await;
    insta::assert_snapshot!(headers(&first.headers), @r#"
    access-control-allow-origin: *
    access-control-expose-headers: etag, kecuali-request, link, retry-after
    cache-control: public, max-age=60, stale-while-revalidate=300, stale-if-error=604800
    content-security-policy: default-src 'none'; frame-ancestors 'none'
    content-type: application/json
    cross-origin-resource-policy: cross-origin
    etag: "[64 hex]"
    last-modified: Sun, 22 Nov 2026 17:00:00 GMT
    link: </api/v1/entries?limit=1&cursor=[16 hex].3604-01a0c450-6c2b-7000-8000-01a0c4506c2b>; rel="next"
    referrer-policy: no-referrer
    x-content-type-options: nosniff
    "#);
    insta::assert_snapshot!(by_id(&first, "entries", ""), @r#"
    {
      "contact": null,
      "contact_text": null,
      "count": 2,
      "day": "2026-11-23",
      "day_text": "23 November 2026",
      "entries": [
        "3604-01a0c450-6c2b-7000-8000-01a0c4506c2b"
      ],
      "event": "[16 hex].4",
      "licence": "https://creativecommons.org/publicdomain/mark/1.0/",
      "licence_text": "Informasi publik badan publik; bebas digunakan siapa pun (UU 14/2008).",
      "next": "/api/v1/entries?limit=1&cursor=[16 hex].3604-01a0c450-6c2b-7000-8000-01a0c4506c2b",
      "reporting": {
        "listed": 2,
        "not_reported": 550,
        "nothing_listed": 1,
        "text": "2 kantor memuat informasi yang dikecualikan, 1 kantor telah mengirim data tetapi belum memuat informasi sendiri, dari 550 kantor belum ada data."
      },
      "stale": false,
      "stale_text": null
    }
    "#);
    let last = world.get(first.json()["next"].as_str().unwrap()).await;
    insta::assert_snapshot!(by_id(&last, "entries", ""), @r#"
    {
      "contact": null,
      "contact_text": null,
      "count": 2,
      "day": "2026-11-23",
      "day_text": "23 November 2026",
      "entries": [
        "RI-01a0c450-6c29-7000-8000-01a0c4506c29.1"
      ],
      "event": "[16 hex].4",
      "licence": "https://creativecommons.org/publicdomain/mark/1.0/",
      "licence_text": "Informasi publik badan publik; bebas digunakan siapa pun (UU 14/2008).",
      "next": null,
      "reporting": {
        "listed": 2,
        "not_reported": 550,
        "nothing_listed": 1,
        "text": "2 kantor memuat informasi yang dikecualikan, 1 kantor telah mengirim data tetapi belum memuat informasi sendiri, dari 550 kantor belum ada data."
      },
      "stale": false,
      "stale_text": null
    }
    "#);
    let office = world.get("/api/v1/entries?office=3604").await;
    insta::assert_snapshot!(by_id(&office, "entries", ""), @r#"
    {
      "contact": null,
      "contact_text": null,
      "count": 1,
      "day": "2026-11-23",
      "day_text": "23 November 2026",
      "entries": [
        "3604-01a0c450-6c2b-7000-8000-01a0c4506c2b"
      ],
      "event": "[16 hex].4",
      "licence": "https://creativecommons.org/publicdomain/mark/1.0/",
      "licence_text": "Informasi publik badan publik; bebas digunakan siapa pun (UU 14/2008).",
      "next": null,
      "reporting": {
        "listed": 2,
        "not_reported": 550,
        "nothing_listed": 1,
        "text": "2 kantor memuat informasi yang dikecualikan, 1 kantor telah mengirim data tetapi belum memuat informasi sendiri, dari 550 kantor belum ada data."
      },
      "stale": false,
      "stale_text": null
    }
    "#);
    let none = world.get("/api/v1/entries?office=1101").await;
    insta::assert_snapshot!(by_id(&none, "entries", ""), @r#"
    {
      "contact": null,
      "contact_text": null,
      "count": 0,
      "day": "2026-11-23",
      "day_text": "23 November 2026",
      "entries": [],
      "event": "[16 hex].4",
      "licence": "https://creativecommons.org/publicdomain/mark/1.0/",
      "licence_text": "Informasi publik badan publik; bebas digunakan siapa pun (UU 14/2008).",
      "next": null,
      "reporting": {
        "listed": 2,
        "not_reported": 550,
        "nothing_listed": 1,
        "text": "2 kantor memuat informasi yang dikecualikan, 1 kantor telah mengirim data tetapi belum memuat informasi sendiri, dari 550 kantor belum ada data."
      },
      "stale": false,
      "stale_text": null
    }
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_list_is_the_rows_of_its_pages_and_nothing_around_them() {
    let (world, ..) = country().await;
    let list = world.get("/api/v1/list").await;
    let pages = world.get("/api/v1/entries").await.json();
    let mut listed = pages["entries"].clone();
    for row in listed.as_array_mut().unwrap() {
        let permalink = row.as_object_mut().unwrap().remove("permalink").unwrap();
        assert_eq!(permalink, format!("/informasi/{}", row["id"].as_str().unwrap()));
    }
    assert_eq!(list.json(), listed);
    assert_eq!(list.header("content-type"), "application/json");
    let item = &list.json()[1];
    insta::assert_snapshot!(json(item), @r#"
    {
      "description": "Hasil pemeriksaan kesehatan bakal calon",
      "determination": {
        "authority": "RI",
        "day": "2026-11-20",
        "issue": "[64 hex]",
        "item": 1,
        "number": "731",
        "text": "Keputusan KPU Nomor 731 Tahun 2026 tanggal 20 November 2026",
        "title": "Penetapan Informasi Publik yang Dikecualikan",
        "year": 2026
      },
      "event": "[16 hex].1",
      "handle": "NAS-YWV1B4.1",
      "id": "RI-01a0c450-6c29-7000-8000-01a0c4506c29.1",
      "information": "Hasil pemeriksaan kesehatan",
      "kind": "national",
      "legal_basis": [
        {
          "id": "uu-14-2008:17.h.2",
          "text": "UU 14/2008 Pasal 17 huruf h angka 2"
        }
      ],
      "office": {
        "id": "RI",
        "name": "Nasional"
      },
      "period": {
        "ends": "2030-12-31",
        "ends_text": "31 Desember 2030",
        "structured": {
          "one": {
            "date": "2030-12-31",
            "kind": "until_date"
          }
        },
        "text": "sampai 31 Desember 2030"
      },
      "status": {
        "code": "in_force",
        "text": "Berlaku"
      },
      "status_since": "2026-11-23",
      "updated": "2026-11-23"
    }
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_known_already_is_answered_by_its_headers() {
    let (world, in_force, _) = country().await;
    let target = address(&in_force);
    let tag = world.get(&target).await.header("etag").to_owned();
    let again = world.get_if_new(&target, &tag).await;
    // Once from the route, once from the shelf, in the same words.
    assert_eq!(shown(&world.get_if_new(&target, &tag).await), shown(&again));
    insta::assert_snapshot!(shown(&again), @r#"
    304
    access-control-allow-origin: *
    cache-control: public, max-age=60, stale-while-revalidate=300, stale-if-error=604800
    etag: "[64 hex]"
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn health() {
    let (world, ..) = country().await;
    insta::assert_snapshot!(shown(&world.get("/readyz").await), @r#"
    200
    cache-control: no-store
    content-security-policy: default-src 'none'; frame-ancestors 'none'
    content-type: application/json
    referrer-policy: no-referrer
    x-content-type-options: nosniff

    {
      "log_key": "granted",
      "lost": null,
      "space": "enough",
      "state": "serving",
      "store": "writable"
    }
    "#);
}
