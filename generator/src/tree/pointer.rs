//! JSON pointers (RFC 6901), and places: a pointer together with its file.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// A JSON pointer, kept in its written form: `/paths/~1tickets/post`.
///
/// Every schema carries one, so copying is a reference count.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Pointer(Arc<str>);

impl Pointer {
    /// The pointer to a member of what this one points to.
    #[must_use]
    pub fn key(&self, key: &str) -> Pointer {
        let mut text = String::with_capacity(self.0.len() + key.len() + 1);
        text.push_str(&self.0);
        text.push('/');
        if key.bytes().any(|byte| matches!(byte, b'~' | b'/')) {
            text.push_str(&key.replace('~', "~0").replace('/', "~1"));
        } else {
            text.push_str(key);
        }
        Pointer(text.into())
    }

    /// The pointer to an entry of what this one points to.
    #[must_use]
    pub fn index(&self, index: usize) -> Pointer {
        Pointer(format!("{}/{index}", self.0).into())
    }

    /// The pointer to what holds this; nothing holds the root.
    #[must_use]
    pub fn parent(&self) -> Option<Pointer> {
        let (head, _) = self.split_last()?;
        Some(Pointer(head.into()))
    }

    /// The last token, decoded; the root has none.
    #[must_use]
    pub fn last(&self) -> Option<Cow<'_, str>> {
        self.split_last().map(|(_, token)| decode(token))
    }

    fn split_last(&self) -> Option<(&str, &str)> {
        let at = self.0.bytes().rposition(|byte| byte == b'/')?;
        Some((self.0.get(..at)?, self.0.get(at + 1..)?))
    }

    /// The tokens from the root on, decoded.
    pub fn tokens(&self) -> impl Iterator<Item = Cow<'_, str>> {
        Tokens(self.0.strip_prefix('/'))
    }

    /// Whether this is the pointer to the whole document.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The pointer in its written form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What remains of this pointer below `ancestor`, in its written form:
    /// empty if the two are equal, nothing if `ancestor` does not hold this.
    #[must_use]
    pub fn below(&self, ancestor: &Pointer) -> Option<&str> {
        let rest = self.0.strip_prefix(&*ancestor.0)?;
        (rest.is_empty() || rest.starts_with('/')).then_some(rest)
    }

    /// This pointer followed by a written remainder, as [`Pointer::below`]
    /// returns one.
    #[must_use]
    pub fn join(&self, rest: &str) -> Pointer {
        if rest.is_empty() {
            return self.clone();
        }
        Pointer(format!("{}{rest}", self.0).into())
    }
}

impl Borrow<str> for Pointer {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Why a text is no JSON pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PointerError {
    /// It neither is empty nor starts with a slash.
    NoSlash,
    /// A `~` is followed by something other than `0` or `1`.
    BadEscape,
}

impl fmt::Display for PointerError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            PointerError::NoSlash => "a JSON pointer starts with `/`",
            PointerError::BadEscape => {
                "in a JSON pointer `~` is written `~0` and `/` inside a name is written `~1`"
            }
        })
    }
}

impl std::error::Error for PointerError {}

impl FromStr for Pointer {
    type Err = PointerError;

    fn from_str(text: &str) -> Result<Self, PointerError> {
        if !text.is_empty() && !text.starts_with('/') {
            return Err(PointerError::NoSlash);
        }
        let escapes_are_whole = text
            .split('~')
            .skip(1)
            .all(|after| after.starts_with(['0', '1']));
        if escapes_are_whole {
            Ok(Pointer(text.into()))
        } else {
            Err(PointerError::BadEscape)
        }
    }
}

/// The tokens of a pointer that are left, without the slash before them. They are
/// short, so that looking at each byte is quicker than any searcher.
struct Tokens<'a>(Option<&'a str>);

impl<'a> Iterator for Tokens<'a> {
    type Item = Cow<'a, str>;

    fn next(&mut self) -> Option<Cow<'a, str>> {
        let rest = self.0?;
        let end = rest.bytes().position(|byte| byte == b'/');
        let (token, rest) = match end {
            Some(end) => (rest.get(..end)?, rest.get(end + 1..)),
            None => (rest, None),
        };
        self.0 = rest;
        Some(decode(token))
    }
}

fn decode(token: &str) -> Cow<'_, str> {
    if !token.bytes().any(|byte| byte == b'~') {
        return Cow::Borrowed(token);
    }
    let mut parts = token.split('~');
    let first = parts.next().unwrap_or_default();
    let mut text = String::with_capacity(token.len());
    text.push_str(first);
    for part in parts {
        match (part.strip_prefix('0'), part.strip_prefix('1')) {
            (Some(rest), _) => text.extend(["~", rest]),
            (_, Some(rest)) => text.extend(["/", rest]),
            // No escape: no pointer that was parsed has one.
            _ => text.extend(["~", part]),
        }
    }
    Cow::Owned(text)
}

/// One file of a document; the root is file 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct FileId(pub(crate) u32);

impl FileId {
    /// The file that the document was loaded from.
    pub const ROOT: FileId = FileId(0);

    pub(crate) fn slot(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// A place: which file, and where in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// Where in the file.
    pub pointer: Pointer,
}

impl Place {
    /// The beginning of a file.
    #[must_use]
    pub fn root(file: FileId) -> Place {
        Place {
            file,
            pointer: Pointer::default(),
        }
    }

    /// The place of a member.
    #[must_use]
    pub fn key(&self, key: &str) -> Place {
        Place {
            file: self.file,
            pointer: self.pointer.key(key),
        }
    }

    /// The place of an entry.
    #[must_use]
    pub fn index(&self, index: usize) -> Place {
        Place {
            file: self.file,
            pointer: self.pointer.index(index),
        }
    }

    /// The place of what holds this one.
    #[must_use]
    pub fn parent(&self) -> Option<Place> {
        Some(Place {
            file: self.file,
            pointer: self.pointer.parent()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_survive_their_escapes() {
        let pointer = Pointer::default().key("paths").key("/a~1b").index(3);
        assert_eq!(pointer.to_string(), "/paths/~1a~01b/3");
        let tokens: Vec<_> = pointer.tokens().collect();
        assert_eq!(tokens, ["paths", "/a~1b", "3"]);
        assert_eq!(pointer.to_string().parse(), Ok(pointer.clone()));
        assert_eq!(pointer.parent().unwrap().last().unwrap(), "/a~1b");
    }

    #[test]
    fn the_root_and_the_empty_key_differ() {
        assert_eq!(Pointer::default().tokens().count(), 0);
        assert_eq!(Pointer::default().key("").tokens().count(), 1);
        assert_eq!(Pointer::default().parent(), None);
    }

    #[test]
    fn text_that_is_no_pointer_is_refused() {
        assert_eq!("a".parse::<Pointer>(), Err(PointerError::NoSlash));
        assert_eq!("/a~2".parse::<Pointer>(), Err(PointerError::BadEscape));
        assert_eq!("/a~".parse::<Pointer>(), Err(PointerError::BadEscape));
    }

    #[test]
    fn below_compares_whole_tokens() {
        let outer: Pointer = "/a".parse().unwrap();
        assert_eq!("/a/b".parse::<Pointer>().unwrap().below(&outer), Some("/b"));
        assert_eq!("/ab".parse::<Pointer>().unwrap().below(&outer), None);
    }
}
