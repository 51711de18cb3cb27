//! `GET /api/v1/openapi.json` and `/api/v1/schema/<name>.json`: the interface in the words of
//! machines. Neither depends on the list.

use axum::{extract::Path, http::HeaderMap, response::Response};

use crate::{
    contract::{SHAPES, document},
    problem::Problem,
    public::Tag,
};

pub(crate) async fn openapi(headers: HeaderMap) -> Response {
    let tag = Tag::fixed("openapi", &[]);
    tag.not_modified(&headers).unwrap_or_else(|| tag.json(document().to_string()))
}

pub(crate) async fn schema(
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let name = file.strip_suffix(".json");
    let shape = name.and_then(|name| SHAPES.iter().find(|shape| shape.name == name));
    let shape = shape.ok_or_else(|| Problem::new("not_found"))?;
    let tag = Tag::fixed("schema", &[shape.name]);
    Ok(tag.not_modified(&headers).unwrap_or_else(|| tag.json(shape.schema().to_string())))
}
