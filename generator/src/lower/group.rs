//! Tags: which operations make a group, and what it is called.

use super::context::LoweringContext;
use super::docs_of;
use super::method_names::{MethodNamer, is_prefix};
use super::operations::{OperationLowerer, RawOperation};
use crate::model::{Docs, Group, Operation};
use crate::names::{Convention, Scope, plain_words, reserved};
use crate::tree::{HashMap, IndexMap, Node, Place, Pointer};

/// How many operations without a tag make one group. More of them are grouped
/// by what their paths begin with, or they would fill a file that nobody reads.
const MANY_UNTAGGED: usize = 20;

/// What a path is about: its first part that is neither a variable nor a
/// version.
fn topic(path: &str) -> Option<String> {
    path.split(['/', '?', '#'])
        .find(|part| !part.is_empty() && !part.contains('{') && !is_prefix(part))
        .map(str::to_owned)
}

/// `text` without its last word, if that is `word` and not all of it.
fn strip_suffix_word(text: &str, word: &str) -> Option<String> {
    let words = plain_words(text);
    let front = words.strip_suffix(word)?.strip_suffix(' ')?;
    Some(front.to_owned())
}

impl<'a> OperationLowerer<'a> {
    /// Operations by their first tag. Tags come in the order in which the document
    /// declares them, then in that of their first use.
    pub(super) fn groups(&mut self) -> Vec<Group> {
        let mut by_tag: IndexMap<Option<String>, Vec<RawOperation<'a>>> = IndexMap::default();
        let mut declared = self.context.declared_tags();
        for tag in declared.keys() {
            by_tag.insert(Some(tag.clone()), Vec::new());
        }
        let found = self.find_operations();
        let namer = MethodNamer::new(self.context.config.method_names, &found);
        let untagged = found
            .iter()
            .filter(|found| found.view.tags.is_empty())
            .count();
        // Tags by their words, as a path may spell one otherwise.
        let mut known: HashMap<String, String> = HashMap::default();
        for tag in by_tag.keys().flatten() {
            known.entry(plain_words(tag)).or_insert_with(|| tag.clone());
        }
        for found in found {
            let tag = found.view.tags.first().cloned();
            let tag = tag.or_else(|| (untagged > MANY_UNTAGGED).then(|| topic(&found.path))?);
            let tag = tag.map(|tag| {
                let known = known
                    .entry(plain_words(&tag))
                    .or_insert_with(|| tag.clone());
                if found.view.tags.is_empty() {
                    known.clone()
                } else {
                    tag
                }
            });
            by_tag.entry(tag).or_default().push(found);
        }
        let context = self.context;
        let mut methods = context.scope(Convention::Value, reserved::CLIENT, "client", "");
        let mut modules = context.scope(Convention::Module, &[], "group", "");
        let mut features = context.scope(Convention::Module, reserved::FEATURES, "feature", "");
        by_tag
            .into_iter()
            .filter(|(_, found)| !found.is_empty())
            .map(|(tag, found)| {
                let declared = tag.as_ref().and_then(|tag| declared.swap_remove(tag));
                let scopes = (&mut methods, &mut modules, &mut features);
                self.group(tag, declared, found, &namer, scopes)
            })
            .collect()
    }

    fn group(
        &mut self,
        tag: Option<String>,
        declared: Option<(Docs, Place)>,
        found: Vec<RawOperation<'a>>,
        namer: &MethodNamer,
        (methods, modules, features): (&mut Scope<'_>, &mut Scope<'_>, &mut Scope<'_>),
    ) -> Group {
        let first = found
            .first()
            .map(|found| found.place.clone())
            .unwrap_or_default();
        // Without a declaration the place is the first operation's, whose
        // `x-rust-name` is its own.
        let wanted = declared
            .as_ref()
            .and_then(|(_, place)| self.context.node(place)?.get("x-rust-name")?.as_str());
        let (docs, place) = declared.unwrap_or((Docs::default(), first));
        let key = format!("tag:{}", tag.as_deref().unwrap_or_default());
        let renamed = self.names().renamed(&key, &Place::default());
        let wanted = renamed.as_deref().or(wanted);
        let text = wanted.or(tag.as_deref()).unwrap_or("default");
        // What a framework adds to the class that a tag is named after.
        let class = strip_suffix_word(text, "controller");
        let text = class.as_deref().unwrap_or(text);
        let qualified = format!("{text}_api");
        let item = tag_pointer(tag.as_deref());
        let claim = self
            .names()
            .types
            .claim_as(&item, &[text, &qualified], "default_api", &place);
        let type_name = claim.name;
        let claim = methods.claim_as(&item, &[text, &qualified], "default_api", &place);
        let method_name = self.names().claimed(claim, "tag", text, &place);
        let path = found
            .first()
            .map(|found| found.path.clone())
            .unwrap_or_default();
        let segment = path
            .split('/')
            .find(|part| !part.is_empty() && !part.contains('{'));
        let candidates = [method_name.plain(), segment.unwrap_or_default()];
        let module = modules
            .claim_as(&item, &candidates, "operations", &place)
            .name;
        let longer = format!("{}_tag", module.plain());
        let feature = features.claim_as(&item, &[module.plain(), &longer], "tag", &place);
        let context = self.context;
        let mut scope = context.scope(Convention::Value, reserved::OPERATIONS, "method", &item);
        let mut suggested = namer.names(tag.as_deref().unwrap_or_default(), &found);
        let mut operations: Vec<Operation> = found
            .into_iter()
            .map(|found| {
                let wanted = suggested.remove(&found.place).unwrap_or_default();
                self.operation(&found, &wanted, &mut scope)
            })
            .collect();
        // What the document names goes before what we name after it.
        for operation in &mut operations {
            for alternative in &mut operation.alternatives {
                let wanted = alternative.name.plain().to_owned();
                let plain = operation.name.plain();
                let suffix = wanted.strip_prefix(plain).unwrap_or(&wanted);
                let longer = format!("{plain}_as{suffix}");
                let item = format!("{}{suffix}", context.ledger.pointer(&operation.place));
                let candidates = [wanted.as_str(), &longer];
                let claim = scope.claim_as(&item, &candidates, "operation", &operation.place);
                alternative.name = claim.name;
            }
        }
        Group {
            type_name,
            method_name,
            module,
            feature: feature.name,
            tag,
            docs,
            place,
            operations,
        }
    }
}

impl LoweringContext<'_> {
    /// What the document says of its tags, by name; of one that it declares
    /// twice, what it says first.
    fn declared_tags(&self) -> IndexMap<String, (Docs, Place)> {
        let place = self.document.root_place().key("tags");
        let tags = self
            .node(&place)
            .and_then(Node::as_list)
            .into_iter()
            .flatten();
        let mut declared = IndexMap::default();
        for (index, tag) in tags.enumerate() {
            if let Some(name) = tag.get("name").and_then(Node::as_str) {
                declared
                    .entry(name.to_owned())
                    .or_insert_with(|| (tag_docs(tag), place.index(index)));
            }
        }
        declared
    }
}

/// What the lock knows a tag as.
fn tag_pointer(tag: Option<&str>) -> String {
    let pointer = Pointer::default().key("tags");
    let pointer = tag.map_or_else(|| pointer.clone(), |tag| pointer.key(tag));
    format!("#{pointer}")
}

/// What a tag says of itself, and of the tag that it is a part of.
fn tag_docs(tag: &Node) -> Docs {
    let docs = docs_of(tag, "x-no-title");
    let text = |key: &str| tag.get(key).and_then(Node::as_str).map(str::to_owned);
    let said = docs.description.clone().or_else(|| text("summary"));
    let parent = text("parent").map(|parent| format!("Part of `{}`.", parent.replace('`', "'")));
    let parts: Vec<String> = said.into_iter().chain(parent).collect();
    Docs {
        description: (!parts.is_empty()).then(|| parts.join("\n\n")),
        ..docs
    }
}
