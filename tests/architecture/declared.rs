//! What a source file declares, read from its text as rustfmt leaves it: structs and enums with
//! their documentation, and the codes that an `impl` gives to variants.

use std::collections::BTreeMap;

/// A struct or an enum.
#[derive(Debug, Default)]
pub(crate) struct Declared {
    pub(crate) name: String,
    /// Its documentation in one line.
    pub(crate) doc: String,
    pub(crate) members: Vec<Member>,
    /// Whether it is written as JSON.
    pub(crate) is_serialized: bool,
}

/// A field, a variant, or a field of a variant (`Lost.cuts`).
#[derive(Debug, Default)]
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) doc: String,
    /// A field's type, or what a variant carries.
    pub(crate) kind: String,
    /// Whether serde leaves it out where there is nothing in it.
    pub(crate) is_optional: bool,
}

/// Everything that a text declares before its tests, by name.
pub(crate) fn declared(text: &str) -> BTreeMap<String, Declared> {
    let mut found = BTreeMap::new();
    let (mut doc, mut open, mut variant) = (Doc::default(), None::<Declared>, String::new());
    let mut in_attribute = false;
    for line in before_tests(text).lines() {
        let indent = line.len() - line.trim_start().len();
        let code = line.trim();
        if let Some(words) = code.strip_prefix("///") {
            doc.add(words);
        } else if code.starts_with("//") {
            // What is said to those who change the code.
        } else if in_attribute || code.starts_with("#[") {
            in_attribute = !code.ends_with(']');
            doc.is_optional |= code.contains("skip_serializing_if");
            doc.is_serialized |= code.contains("Serialize");
        } else if let Some(name) = opened(line) {
            let (is_serialized, members) = (doc.is_serialized, Vec::new());
            let one = Declared { name, doc: doc.take().0, members, is_serialized };
            if line.ends_with('{') {
                open = Some(one);
            } else {
                found.insert(one.name.clone(), one);
            }
        } else if line == "}" {
            found.extend(open.take().map(|one| (one.name.clone(), one)));
        } else if let Some(one) = &mut open
            && (indent == 4 || indent == 8)
            && let Some(mut member) = member(code)
        {
            if indent == 4 {
                variant.clone_from(&member.name);
            } else {
                member.name = format!("{variant}.{}", member.name);
            }
            (member.doc, member.is_optional) = doc.take();
            one.members.push(member);
        } else {
            doc.take();
        }
    }
    found
}

/// Each code that `fn code` of a type gives, with the variant it gives it for; a type with one code
/// has it for no variant.
pub(crate) fn codes(text: &str) -> Vec<(String, String, String)> {
    let (mut owner, mut in_code, mut found) = (String::new(), false, Vec::new());
    let mut waiting = Vec::new();
    for line in before_tests(text).lines() {
        if let Some(rest) = line.strip_prefix("impl ") {
            rest.split([' ', '<']).next().unwrap_or_default().clone_into(&mut owner);
        }
        in_code = (in_code || line.contains("fn code(")) && line != "    }";
        if !in_code {
            continue;
        }
        let code = line.trim();
        waiting.extend(code.split("Self::").skip(1).map(|rest| identifier(rest).to_owned()));
        if !is_given(code) {
            // An arm that asks another error has no code of its own.
            if code.contains("=> ") && code.ends_with(',') {
                waiting.clear();
            }
            continue;
        }
        let given = code.rsplit("=> ").next().unwrap_or_default();
        let given = given.trim_end_matches(',').trim_matches('"');
        if waiting.is_empty() {
            waiting.push(String::new());
        }
        let variants = waiting.drain(..);
        found.extend(variants.map(|variant| (owner.clone(), variant, given.to_owned())));
    }
    found
}

/// The text without the tests at its end.
pub(crate) fn before_tests(text: &str) -> &str {
    text.split("\n#[cfg(test)]").next().unwrap_or_default()
}

fn is_given(code: &str) -> bool {
    let value = code.rsplit("=> ").next().unwrap_or_default().trim_end_matches(',');
    let is_text = value.len() > 2 && value.starts_with('"') && value.ends_with('"');
    is_text || (code.contains("=> ") && value.parse::<u8>().is_ok())
}

/// The name of a struct or an enum that begins on this line.
fn opened(line: &str) -> Option<String> {
    let rest = line.strip_prefix("pub(crate) ").or_else(|| line.strip_prefix("pub "));
    let rest = rest.unwrap_or(line);
    let name = rest.strip_prefix("struct ").or_else(|| rest.strip_prefix("enum "))?;
    Some(identifier(name).to_owned())
}

/// A field (`pub name: Kind,`) or a variant (`Name`, `Name(Kind),` or `Name {`).
fn member(code: &str) -> Option<Member> {
    let rest = code.strip_prefix("pub ").unwrap_or(code);
    let name = identifier(rest);
    let after = rest.get(name.len()..)?;
    let kind = match after.chars().next() {
        Some(':') => after.get(1..)?.trim().trim_end_matches(','),
        Some('(') => after.get(1..)?.trim_end_matches(',').trim_end_matches(')'),
        Some(',') | None => "",
        Some(' ') if after.trim() == "{" => "",
        Some(_) => return None,
    };
    let kind = kind.to_owned();
    (!name.is_empty()).then(|| Member { name: name.to_owned(), kind, ..Member::default() })
}

fn identifier(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

#[derive(Default)]
struct Doc {
    words: String,
    is_optional: bool,
    is_serialized: bool,
    is_over: bool,
}

impl Doc {
    /// The first paragraph alone.
    fn add(&mut self, words: &str) {
        self.is_over |= words.trim().is_empty();
        if !self.is_over {
            let between = if self.words.is_empty() { "" } else { " " };
            self.words = format!("{}{between}{}", self.words, words.trim());
        }
    }

    fn take(&mut self) -> (String, bool) {
        let taken = std::mem::take(self);
        (taken.words, taken.is_optional)
    }
}
