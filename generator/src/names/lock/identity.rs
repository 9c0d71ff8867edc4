//! How things of a document are known by what they say.

use crate::load::Document;
use crate::tree::HashMap;
use crate::tree::{FileId, Node, Place};
use std::cell::RefCell;
use std::rc::Rc;

/// How much of what an entry says is taken.
const LONGEST: usize = 120;

/// What a pointer to the members of an `allOf` ends with.
const ALL_OF: &str = "/allOf";

/// The pointer of a place, in which entries of lists are known by what they say:
/// another entry before them changes nothing.
#[derive(Debug)]
pub(super) struct Identities<'a> {
    document: &'a Document,
    lists: RefCell<HashMap<Place, Rc<[String]>>>,
}

impl<'a> Identities<'a> {
    pub fn new(document: &'a Document) -> Self {
        Self {
            document,
            lists: RefCell::default(),
        }
    }

    /// `#/components/schemas/pet/oneOf/Cat`; with the path of a file that isn't
    /// the root in front.
    pub fn pointer(&self, place: &Place) -> String {
        let is_root = place.file == FileId::ROOT;
        let file = self.document.path(place.file).filter(|_| !is_root);
        let front = format!("{}#", file.unwrap_or_default());
        let has_digit = |token: &str| token.starts_with(|c: char| c.is_ascii_digit());
        if !place.pointer.tokens().any(has_digit) {
            return format!("{front}{}", place.pointer);
        }
        let mut written = front;
        let mut at = Place::root(place.file);
        for token in place.pointer.tokens() {
            let known = has_digit(token).then(|| self.entry(&at, token)).flatten();
            // All members of an `allOf` hold for the one schema that it stands in.
            let is_member = known.is_some() && written.ends_with(ALL_OF);
            if is_member {
                written.truncate(written.len().saturating_sub(ALL_OF.len()));
            } else {
                written.push('/');
                written.push_str(&escaped(known.as_deref().unwrap_or(token)));
            }
            at = at.key(token);
        }
        written
    }

    /// What the entry says, if `list` is a list.
    fn entry(&self, list: &Place, token: &str) -> Option<String> {
        let entries = self.document.node(list)?.as_list()?;
        let index: usize = token.parse().ok()?;
        let mut lists = self.lists.borrow_mut();
        let known = lists
            .entry(list.clone())
            .or_insert_with(|| distinct(entries));
        known.get(index).cloned()
    }
}

fn escaped(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

/// What each entry says: in brief, or in full where others say the same in brief; of
/// those that say the same in full the later ones are counted.
fn distinct(entries: &[Node]) -> Rc<[String]> {
    let brief: Vec<String> = entries.iter().map(|entry| said(entry, true)).collect();
    let mut alike: HashMap<&str, usize> = HashMap::default();
    for said in &brief {
        *alike.entry(said).or_default() += 1;
    }
    let mut uses: HashMap<String, usize> = HashMap::default();
    let names = entries.iter().zip(&brief).map(|(entry, brief)| {
        let mut said = match alike.get(brief.as_str()) {
            Some(1) => brief.clone(),
            _ => said(entry, false),
        };
        if let Some((end, _)) = said.char_indices().nth(LONGEST) {
            said.truncate(end);
        }
        let count = uses.entry(said.clone()).or_default();
        *count += 1;
        match *count {
            1 => said,
            count => format!("{said}#{count}"),
        }
    });
    names.collect()
}

/// What tells an entry of a list from the others, whatever list it is.
fn said(entry: &Node, is_brief: bool) -> String {
    let text = |key: &str| entry.get(key).and_then(Node::as_str);
    if let Some(reference) = text("$ref") {
        return reference
            .rsplit(['/', '#'])
            .next()
            .unwrap_or(reference)
            .to_owned();
    }
    if let (Some(location), Some(name)) = (text("in"), text("name")) {
        return format!("{location}.{name}");
    }
    let plain = ["name", "url", "title"].into_iter().find_map(text);
    if let Some(plain) = plain {
        return plain.to_owned();
    }
    match entry {
        Node::Map(_) => schema(entry, is_brief),
        other => other.to_json().to_string(),
    }
}

/// A schema without a title: the values it allows, or its members, or its type; in brief
/// not of several values, since there may come more.
fn schema(node: &Node, is_brief: bool) -> String {
    let values = node.get("enum");
    if let Some([only]) = values.and_then(Node::as_list) {
        return only.to_json().to_string();
    }
    if let Some(values) = values.filter(|_| !is_brief) {
        return values.to_json().to_string();
    }
    let members = members(node, is_brief);
    if !members.is_empty() {
        return members.join(",");
    }
    let text = |key: &str| node.get(key).and_then(Node::as_str);
    let own = [text("type"), text("format"), values.map(|_| "enum")];
    let own = own.into_iter().flatten();
    let mut words: Vec<String> = own.map(str::to_owned).collect();
    let inner = ["items", "additionalProperties", "allOf", "oneOf", "anyOf"].into_iter();
    for held in inner.filter_map(|key| node.get(key)) {
        let first = held.as_list().and_then(<[Node]>::first).unwrap_or(held);
        words.extend(
            first
                .get("$ref")
                .or(first.get("type"))
                .map(|_| outline(first)),
        );
    }
    words.join(" ")
}

/// The members of an object; in brief those that always have one value, or else those
/// that are required, since others may come.
fn members(node: &Node, is_brief: bool) -> Vec<String> {
    let required = node.get("required").and_then(Node::as_list);
    let required: Vec<&str> = required
        .into_iter()
        .flatten()
        .filter_map(Node::as_str)
        .collect();
    let (mut constants, mut demanded, mut all) = (Vec::new(), Vec::new(), Vec::new());
    let properties = node.get("properties").and_then(Node::as_map);
    for (name, property) in properties.into_iter().flatten() {
        let written = match property.get("enum").and_then(Node::as_list) {
            Some([only]) => {
                let written = format!("{name}={}", only.to_json());
                constants.push(written.clone());
                written
            }
            _ => name.clone(),
        };
        if required.contains(&name.as_str()) {
            demanded.push(written.clone());
        }
        all.push(written);
    }
    let telling = [constants, demanded].into_iter().filter(|_| is_brief);
    let mut names = telling
        .into_iter()
        .find(|names| !names.is_empty())
        .unwrap_or(all);
    names.sort();
    names
}

/// What lies inside another schema, in a word.
fn outline(node: &Node) -> String {
    let text = |key: &str| node.get(key).and_then(Node::as_str);
    let reference = text("$ref").map(|reference| reference.rsplit('/').next().unwrap_or(reference));
    reference.or(text("type")).unwrap_or_default().to_owned()
}
