//! Which part of an archive is what.

use crate::{
    archive::Archive,
    error::{Over, TableError},
    limits,
    xml::Xml,
};

/// One part that another names.
#[derive(Debug)]
pub(crate) struct Relation {
    pub(crate) id: String,
    /// The last word of its type.
    pub(crate) kind: String,
    /// Its name in the archive.
    pub(crate) target: String,
}

/// Reads the relations of a part in a folder. What lies outside the archive is left out.
pub(crate) fn relations(
    archive: &Archive<'_>,
    name: &str,
    folder: &str,
) -> Result<Vec<Relation>, TableError> {
    let mut found = Vec::new();
    if !archive.has(name) {
        return Ok(found);
    }
    Xml::new(archive.part(name)?).each(|tag| {
        let outside = tag.attribute("TargetMode")?.is_some_and(|mode| mode == "External");
        if tag.name() != "Relationship" || outside {
            return Ok(());
        }
        let kind = tag.attribute("Type")?.unwrap_or_default();
        found.push(Relation {
            id: tag.attribute("Id")?.unwrap_or_default(),
            kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
            target: resolve(folder, &tag.attribute("Target")?.unwrap_or_default()),
        });
        if found.len() > limits::ENTRIES { Err(Over::Entries.into()) } else { Ok(()) }
    })?;
    Ok(found)
}

/// The name in the archive of what is named from a folder.
fn resolve(folder: &str, target: &str) -> String {
    let whole = match target.strip_prefix('/') {
        Some(from_root) => from_root.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_named_from_its_folder_or_from_the_root() {
        assert_eq!(resolve("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolve("xl/a", "../b.xml"), "xl/b.xml");
        assert_eq!(resolve("", "../../etc/passwd"), "etc/passwd");
    }
}
