//! `names.lock`: names that have been published, and so stay.
//!
//! One name a line, so that what two people add merges:
//!
//! ```text
//! #/components/schemas/ticket type = Ticket
//! #/components/schemas/ticket field ticket_id = id
//! #/tags/Tickets method #/paths/~1tickets/post = create_ticket createTicket
//! ```
//!
//! The owner of a namespace, the kind of name, the item in it, the name, and of
//! methods the `operationId`, by which an operation is known that has moved.

mod identity;
mod ledger;
mod parse;

pub(crate) use ledger::Ledger;

use crate::tree::Place;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// What a name belongs to, written so that it outlives its neighbours: an entry of
/// a list is known by what it says, and not by its number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LockedItem {
    /// Where the thing lies, or the thing whose namespace it lies in: all items of one
    /// share it.
    pub owner: Arc<str>,
    /// The kind of name: `type`, `field`, `method` …
    pub kind: Cow<'static, str>,
    /// Which item of the namespace; empty for names of the whole crate.
    pub item: Arc<str>,
}

/// A name that an item keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockedName {
    /// The name, without `r#`.
    pub name: String,
    /// The `operationId` of a method's operation.
    pub operation: Option<String>,
    /// Where the name comes from; the file doesn't say.
    pub source: NameSource,
}

/// Where a name comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NameSource {
    /// It was locked.
    #[default]
    Lock,
    /// `[rename]` of the configuration.
    Rename,
    /// `x-rust-name` of the document.
    Extension,
    /// The name of a component.
    Component,
    /// An `operationId`.
    OperationId,
    /// Method and path of an operation.
    Path,
    /// What it lies in, and as what.
    Place,
}

impl NameSource {
    /// The source as reports write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            NameSource::Lock => "lock",
            NameSource::Rename => "rename",
            NameSource::Extension => "x-rust-name",
            NameSource::Component => "component",
            NameSource::OperationId => "operationId",
            NameSource::Path => "path",
            NameSource::Place => "place",
        }
    }
}

/// Names by what they belong to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameLock(BTreeMap<LockedItem, LockedName>);

impl NameLock {
    /// Whether nothing is locked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many names are locked.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The name that an item keeps.
    #[must_use]
    pub fn get(&self, item: &LockedItem) -> Option<&LockedName> {
        self.0.get(item)
    }

    /// Every name, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = (&LockedItem, &LockedName)> {
        self.0.iter()
    }

    /// The items that `other` doesn't have.
    pub fn missing_in<'a>(
        &'a self,
        other: &'a NameLock,
    ) -> impl Iterator<Item = (&'a LockedItem, &'a LockedName)> {
        self.iter().filter(|(item, _)| other.get(item).is_none())
    }

    /// Takes in what `other` has and this one doesn't.
    pub fn keep_from(&mut self, other: &NameLock) {
        for (item, name) in other.iter() {
            self.0.entry(item.clone()).or_insert_with(|| name.clone());
        }
    }

    pub(crate) fn retain(&mut self, mut keep: impl FnMut(&LockedItem) -> bool) {
        self.0.retain(|item, _| keep(item));
    }

    pub(crate) fn insert(&mut self, item: LockedItem, name: LockedName) {
        self.0.insert(item, name);
    }
}

/// The beginning of the file.
const HEADER: &str = "\
# Names of the emitted crate that have been published. Written by `cargo xtask codegen`, to be committed.
# A name stays as long as its item is in the document; to change one, see `--accept-renames`.
";

impl fmt::Display for NameLock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HEADER)?;
        for (item, name) in &self.0 {
            let follows = item.as_field().and_then(|field| self.get(&field));
            if follows.is_none_or(|field| field.clearing() != name.name) {
                writeln!(f, "{item} = {name}")?;
            }
        }
        Ok(())
    }
}

/// The kinds of a field's name, and of the method that sends null for it. The latter
/// follows from the former most often, and then the file doesn't have it.
const FIELD: &str = "field";
const CLEAR: &str = "field-clear";

/// The kinds whose names stay as aliases when they are renamed, and what tells the kind
/// of such a former name.
const WITH_ALIASES: [&str; 2] = ["type", METHOD];
const METHOD: &str = "method";
const FORMER: &str = "-former";

impl LockedItem {
    /// The field, of a method that clears it.
    fn as_field(&self) -> Option<LockedItem> {
        (self.kind == CLEAR).then(|| self.of_kind(FIELD))
    }

    /// The type or method, of a name that it had before.
    fn as_current(&self) -> Option<LockedItem> {
        let kind = self.kind.strip_suffix(FORMER)?;
        WITH_ALIASES.contains(&kind).then(|| self.of_kind(kind))
    }

    /// The name that it had before.
    fn as_former(&self) -> Option<LockedItem> {
        let kind = &*self.kind;
        WITH_ALIASES
            .contains(&kind)
            .then(|| self.of_kind(&format!("{kind}{FORMER}")))
    }

    /// Whether this is the method of the operation at a place.
    pub(crate) fn is_at(&self, place: &Place) -> bool {
        self.kind == METHOD
            && self.item.strip_prefix('#') == Some(place.pointer.to_string().as_str())
    }

    fn of_kind(&self, kind: &str) -> LockedItem {
        LockedItem {
            kind: Cow::Owned(kind.to_owned()),
            ..self.clone()
        }
    }
}

impl LockedName {
    /// What the method that clears a field of this name is called.
    fn clearing(&self) -> String {
        format!("clear_{}", self.name)
    }
}

impl NameLock {
    /// What types and methods were called before, and what they are called.
    pub(crate) fn former(&self) -> impl Iterator<Item = (LockedItem, &str, &str)> {
        self.0.iter().filter_map(|(item, before)| {
            let item = item.as_current()?;
            let now = self.get(&item)?.name.as_str();
            Some((item, before.name.as_str(), now))
        })
    }

    /// Adds the names that the file doesn't have because they follow.
    fn complete(&mut self) {
        let fields = self.0.iter().filter(|(item, _)| item.kind == FIELD);
        let clearing = fields.map(|(item, name)| {
            let name = LockedName {
                name: name.clearing(),
                ..name.clone()
            };
            (item.of_kind(CLEAR), name)
        });
        for (item, name) in clearing.collect::<Vec<_>>() {
            self.0.entry(item).or_insert(name);
        }
    }
}

impl fmt::Display for LockedItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", escaped(&self.owner), self.kind)?;
        match &*self.item {
            "" => Ok(()),
            item => write!(f, " {}", escaped(item)),
        }
    }
}

impl fmt::Display for LockedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        match &self.operation {
            Some(id) => write!(f, " {}", escaped(id)),
            None => Ok(()),
        }
    }
}

/// Words are apart by spaces, so that none may hold one.
fn escaped(text: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| byte.is_ascii_graphic() && byte != b'%';
    if text.bytes().all(is_plain) && !text.starts_with('=') {
        return Cow::Borrowed(text);
    }
    let mut written = String::with_capacity(text.len());
    for c in text.chars() {
        if c == '%' || c == '=' && written.is_empty() || c.is_whitespace() || c.is_control() {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                written.push_str(&format!("%{byte:02X}"));
            }
        } else {
            written.push(c);
        }
    }
    Cow::Owned(written)
}
