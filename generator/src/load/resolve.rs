//! References: `#/components/schemas/ticket`, `other.yaml#/x`.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::Document;
use crate::tree::{FileId, HashMap, Node, Place, Pointer, PointerError};

/// A longer chain of references is a circle, or might as well be.
pub(crate) const MOST_STEPS: usize = 16;

/// Why a reference is unresolved.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResolveError {
    /// The reference is an address on the network, which is never fetched.
    Remote,
    /// The file part leads out of the folder of the document.
    Outside,
    /// The file could not be loaded, or is none.
    NoFile {
        /// The file, relative to the folder of the document.
        path: String,
    },
    /// The part after `#` is no JSON pointer.
    NoPointer(PointerError),
    /// The part after `#` names an anchor that no schema has.
    Anchor,
    /// A percent sign is not followed by two hexadecimal digits, or what these
    /// spell is not UTF-8.
    BadEscape,
    /// The file has no such value.
    Missing {
        /// The deepest place on the way that does exist.
        nearest: Place,
        /// The name that is not found there.
        token: String,
    },
}

impl fmt::Display for ResolveError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ResolveError::Remote => formatter.write_str("remote references are not fetched"),
            ResolveError::Outside => formatter.write_str("it is outside the document's folder"),
            ResolveError::NoFile { path } => {
                write!(formatter, "the file `{path}` could not be loaded")
            }
            ResolveError::NoPointer(error) => error.fmt(formatter),
            ResolveError::Anchor => formatter.write_str("no schema has this anchor"),
            ResolveError::BadEscape => formatter.write_str("it holds a malformed percent escape"),
            ResolveError::Missing { nearest, token } if nearest.pointer.is_root() => {
                write!(formatter, "the document has no `{token}`")
            }
            ResolveError::Missing { nearest, token } => {
                write!(formatter, "`#{}` has no `{token}`", nearest.pointer)
            }
        }
    }
}

impl std::error::Error for ResolveError {}

/// What references mean, by the file that they stand in, as far as anybody has asked: each
/// schema is referred to from many places, and no tree of a document changes.
#[derive(Debug, Default)]
pub(super) struct KnownReferences(Mutex<HashMap<FileId, HashMap<String, Place>>>);

impl KnownReferences {
    fn all(&self) -> MutexGuard<'_, HashMap<FileId, HashMap<String, Place>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clone for KnownReferences {
    fn clone(&self) -> KnownReferences {
        KnownReferences::default()
    }
}

/// A reference cut into its two parts, both still encoded.
pub(super) fn split(reference: &str) -> (&str, &str) {
    reference.split_once('#').unwrap_or((reference, ""))
}

/// Whether the file part is an address such as `https://…` or `//host/…`.
pub(super) fn is_remote(file: &str) -> bool {
    file.contains("://") || file.starts_with("//") || file.starts_with("urn:")
}

/// The path of a file that `base` refers to, relative to the root folder.
pub(super) fn file_path(base: &str, file: &str) -> Result<String, ResolveError> {
    if is_remote(file) {
        return Err(ResolveError::Remote);
    }
    let file = percent_decode(file)?;
    if file.starts_with('/') || file.contains('\\') || file.contains(':') {
        return Err(ResolveError::Outside);
    }
    let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(file.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().ok_or(ResolveError::Outside)?;
            }
            name => parts.push(name),
        }
    }
    Ok(parts.join("/"))
}

impl Document {
    /// Takes one step along a reference that stands at `from`. What it leads to
    /// may be a reference again.
    ///
    /// # Errors
    /// Says why the reference is unresolved.
    pub fn resolve(&self, from: &Place, reference: &str) -> Result<Place, ResolveError> {
        if let Some(named) = self.ids.find(from, reference)
            && self.has(named.file, &named.pointer)
        {
            return Ok(named);
        }
        // What was put in place of a reference still speaks of its own file.
        let base = self.sources().moves().origin(from).file;
        // Names mean another schema from elsewhere.
        let is_one_everywhere = self.ids.is_empty();
        if is_one_everywhere {
            let known = self.references.all();
            let known = known.get(&base).and_then(|known| known.get(reference));
            if let Some(known) = known {
                return Ok(known.clone());
            }
        }
        let found = self.look_up(from, base, reference)?;
        if is_one_everywhere {
            let mut known = self.references.all();
            let known = known.entry(base).or_default();
            known.insert(reference.to_owned(), found.clone());
        }
        Ok(found)
    }

    fn look_up(&self, from: &Place, base: FileId, reference: &str) -> Result<Place, ResolveError> {
        let (file, fragment) = split(reference);
        let file = self.target_file(base, file)?;
        let fragment = percent_decode(fragment)?;
        let pointer = match fragment.parse::<Pointer>() {
            Ok(pointer) => pointer,
            Err(PointerError::NoSlash) => return Err(ResolveError::Anchor),
            Err(error) => return Err(ResolveError::NoPointer(error)),
        };
        let place = Place { file, pointer };
        let current = self.sources().moves().current(&place);
        if self.has(current.file, &current.pointer) {
            Ok(current)
        } else {
            let within = self.ids.within(from, &place.pointer);
            let within = within.filter(|place| self.has(place.file, &place.pointer));
            within.ok_or_else(|| self.missing(place))
        }
    }

    /// Follows references from a place until something stands there that is
    /// none. Nothing is found if one is unresolved or they form a cycle.
    #[must_use]
    pub fn follow(&self, place: &Place) -> Option<(Place, &Node)> {
        let mut place = place.clone();
        for _ in 0..MOST_STEPS {
            let node = self.node(&place)?;
            match node.get("$ref").and_then(Node::as_str) {
                None => return Some((place, node)),
                Some(reference) => place = self.resolve(&place, reference).ok()?,
            }
        }
        None
    }

    fn target_file(&self, from: FileId, file: &str) -> Result<FileId, ResolveError> {
        if file.is_empty() {
            return Ok(from);
        }
        let path = file_path(self.path(from).unwrap_or(""), file)?;
        let id = self.sources().find(&path);
        id.filter(|id| self.file(*id).is_some())
            .ok_or(ResolveError::NoFile { path })
    }

    fn missing(&self, place: Place) -> ResolveError {
        let mut nearest = place;
        let mut token = String::new();
        while let Some(parent) = nearest.parent() {
            nearest
                .pointer
                .last()
                .unwrap_or_default()
                .clone_into(&mut token);
            nearest = parent;
            if self.has(nearest.file, &nearest.pointer) {
                break;
            }
        }
        ResolveError::Missing { nearest, token }
    }
}

fn percent_decode(text: &str) -> Result<String, ResolveError> {
    if !text.contains('%') {
        return Ok(text.to_owned());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || {
                let digit = rest.next().map(char::from).and_then(|c| c.to_digit(16));
                digit.and_then(|digit| u8::try_from(digit).ok())
            };
            match (digit(), digit()) {
                (Some(high), Some(low)) => bytes.push(high * 16 + low),
                _ => return Err(ResolveError::BadEscape),
            }
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).map_err(|_| ResolveError::BadEscape)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_parts_are_relative_to_the_file_they_stand_in() {
        let path = |base, file| file_path(base, file);
        assert_eq!(path("a/root.yaml", "b.yaml"), Ok("a/b.yaml".to_owned()));
        assert_eq!(
            path("a/root.yaml", "./../b%20c.yaml"),
            Ok("b c.yaml".to_owned())
        );
        assert_eq!(
            path("a/root.yaml", "../../b.yaml"),
            Err(ResolveError::Outside)
        );
        assert_eq!(path("root.yaml", "/etc/passwd"), Err(ResolveError::Outside));
        assert_eq!(path("root.yaml", "C:/x"), Err(ResolveError::Outside));
        assert_eq!(path("root.yaml", "https://x/y"), Err(ResolveError::Remote));
    }

    #[test]
    fn percent_signs_are_decoded_or_refused() {
        assert_eq!(percent_decode("a%7Bb%7D"), Ok("a{b}".to_owned()));
        for bad in ["%", "%4", "%zz", "%ff"] {
            assert_eq!(percent_decode(bad), Err(ResolveError::BadEscape), "{bad}");
        }
    }
}
