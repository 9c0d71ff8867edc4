//! JSON pointers (RFC 6901).

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{BuildHasher, Hash, Hasher};
use std::iter;
use std::str::FromStr;
use std::sync::{Arc, LazyLock};

use smol_str::{SmolStr, ToSmolStr};

use super::RandomState;

/// A JSON pointer: `/paths/~1tickets/post`.
///
/// Every schema carries one. A pointer is one step from another: to make the next, or
/// a copy, or to go back costs the same however long it is.
#[derive(Clone, Default)]
pub struct Pointer(Option<Arc<Segment>>);

/// The last step of a pointer, and what it starts from.
struct Segment {
    parent: Pointer,
    token: SmolStr,
    /// How many steps there are.
    depth: usize,
    /// Of all steps.
    hash: u64,
}

/// Seeds differ from run to run, so that no document can aim at them.
static HASHES: LazyLock<RandomState> = LazyLock::new(RandomState::default);

impl Pointer {
    /// The pointer to a member of what this one points to.
    #[must_use]
    pub fn key(&self, key: &str) -> Pointer {
        self.then(key.into())
    }

    /// The pointer to an entry of what this one points to.
    #[must_use]
    pub fn index(&self, index: usize) -> Pointer {
        self.then(index.to_smolstr())
    }

    fn then(&self, token: SmolStr) -> Pointer {
        let mut hasher = HASHES.build_hasher();
        hasher.write_u64(self.digest());
        hasher.write(token.as_bytes());
        Pointer(Some(Arc::new(Segment {
            parent: self.clone(),
            token,
            depth: self.depth().saturating_add(1),
            hash: hasher.finish(),
        })))
    }

    /// The pointer to what holds this; nothing holds the root.
    #[must_use]
    pub fn parent(&self) -> Option<Pointer> {
        Some(self.0.as_ref()?.parent.clone())
    }

    /// The last token; the root has none.
    #[must_use]
    pub fn last(&self) -> Option<&str> {
        Some(self.0.as_ref()?.token.as_str())
    }

    /// The tokens from the root on.
    #[must_use]
    pub fn tokens(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator {
        self.steps().into_iter().map(|step| step.token.as_str())
    }

    /// How many tokens there are.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.0.as_ref().map_or(0, |step| step.depth)
    }

    /// Whether this is the pointer to the whole document.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.0.is_none()
    }

    /// This pointer, and those to what holds it, down to the root.
    pub(crate) fn and_parents(&self) -> impl Iterator<Item = &Pointer> {
        iter::successors(Some(self), |one| Some(&one.0.as_ref()?.parent))
    }

    /// Whether what `ancestor` points to is or holds what this one points to.
    #[must_use]
    pub fn starts_with(&self, ancestor: &Pointer) -> bool {
        let above = self.depth().checked_sub(ancestor.depth());
        above.and_then(|above| self.and_parents().nth(above)) == Some(ancestor)
    }

    /// This pointer with another beginning: what is below `ancestor`, below `onto`.
    #[must_use]
    pub fn rebased(&self, ancestor: &Pointer, onto: &Pointer) -> Option<Pointer> {
        self.starts_with(ancestor)
            .then(|| self.below(ancestor.depth(), onto))
    }

    /// The tokens of this pointer without the first `count`, below `onto`.
    pub(crate) fn below(&self, count: usize, onto: &Pointer) -> Pointer {
        let steps = self.steps().into_iter().skip(count);
        steps.fold(onto.clone(), |at, step| at.then(step.token.clone()))
    }

    /// All steps from the root on.
    fn steps(&self) -> Vec<&Segment> {
        let mut steps = Vec::with_capacity(self.depth());
        steps.extend(self.and_parents().filter_map(|one| one.0.as_deref()));
        steps.reverse();
        steps
    }

    fn digest(&self) -> u64 {
        self.0.as_ref().map_or(0, |step| step.hash)
    }

    /// The steps of two pointers of one length, from the end to where they have become
    /// the same.
    fn pairs<'a>(one: &'a Pointer, other: &'a Pointer) -> impl Iterator<Item = [&'a SmolStr; 2]> {
        let mut ends = (one, other);
        iter::from_fn(move || {
            let (Some(one), Some(other)) = (&ends.0.0, &ends.1.0) else {
                return None;
            };
            if Arc::ptr_eq(one, other) {
                return None;
            }
            ends = (&one.parent, &other.parent);
            Some([&one.token, &other.token])
        })
    }
}

impl PartialEq for Pointer {
    fn eq(&self, other: &Pointer) -> bool {
        (self.digest(), self.depth()) == (other.digest(), other.depth())
            && Pointer::pairs(self, other).all(|[one, other]| one == other)
    }
}

impl Eq for Pointer {}

impl Hash for Pointer {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.digest());
    }
}

/// By the first token that differs; what holds another comes before it.
impl Ord for Pointer {
    fn cmp(&self, other: &Pointer) -> Ordering {
        let shared = self.depth().min(other.depth());
        let cut = |one: &Pointer| one.and_parents().nth(one.depth() - shared).cloned();
        let (one, another) = (
            cut(self).unwrap_or_default(),
            cut(other).unwrap_or_default(),
        );
        // The last pair that differs from the end is the first one from the root.
        let first = Pointer::pairs(&one, &another)
            .filter(|[one, other]| one != other)
            .last();
        let order = first.map_or(Ordering::Equal, |[one, other]| {
            one.as_bytes().cmp(other.as_bytes())
        });
        order.then(self.depth().cmp(&other.depth()))
    }
}

impl PartialOrd for Pointer {
    fn partial_cmp(&self, other: &Pointer) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Step by step: a pointer may be longer than the stack is deep.
impl Drop for Segment {
    fn drop(&mut self) {
        let mut next = self.parent.0.take();
        while let Some(mut step) = next.and_then(Arc::into_inner) {
            next = step.parent.0.take();
        }
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for token in self.tokens() {
            formatter.write_str("/")?;
            // Most have no sign that is escaped, and looking at each byte is quicker than
            // any searcher.
            if !token.bytes().any(|byte| matches!(byte, b'~' | b'/')) {
                formatter.write_str(token)?;
                continue;
            }
            let written = token.replace('~', "~0").replace('/', "~1");
            formatter.write_str(&written)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Pointer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("Pointer")
            .field(&self.to_string())
            .finish()
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
        let mut tokens = text.split('/');
        if tokens.next().is_some_and(|before| !before.is_empty()) {
            return Err(PointerError::NoSlash);
        }
        tokens.try_fold(Pointer::default(), |at, token| Ok(at.key(&decode(token)?)))
    }
}

fn decode(token: &str) -> Result<Cow<'_, str>, PointerError> {
    let mut parts = token.split('~');
    let first = parts.next().unwrap_or_default();
    if first.len() == token.len() {
        return Ok(Cow::Borrowed(token));
    }
    let mut text = first.to_owned();
    for part in parts {
        match (part.strip_prefix('0'), part.strip_prefix('1')) {
            (Some(rest), _) => text.extend(["~", rest]),
            (_, Some(rest)) => text.extend(["/", rest]),
            _ => return Err(PointerError::BadEscape),
        }
    }
    Ok(Cow::Owned(text))
}

#[cfg(test)]
mod tests;
