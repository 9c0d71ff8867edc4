//! Which operations are generated: `include` and `exclude`.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

/// Chooses operations. Without any selector, all are chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Only operations that one of these names; all, if there is none.
    pub include: Vec<Selector>,
    /// Operations that are left out even so.
    pub exclude: Vec<Selector>,
}

impl Selection {
    /// Whether every operation is chosen without a look at it.
    #[must_use]
    pub fn is_all(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }

    /// Its selectors, those of `exclude` behind those of `include`.
    pub(crate) fn selectors(&self) -> impl Iterator<Item = &Selector> {
        self.include.iter().chain(&self.exclude)
    }

    /// Whether an operation is chosen that those of [`Self::selectors`] name.
    pub(crate) fn chooses(&self, naming: &BTreeSet<usize>) -> bool {
        let included = self.include.len();
        let is_included = included == 0 || naming.first().is_some_and(|first| *first < included);
        is_included && naming.last().is_none_or(|last| *last < included)
    }
}

/// What an operation is chosen by.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// All its tags.
    pub tags: &'a [&'a str],
    /// Its path template.
    pub path: &'a str,
    /// Its `operationId`, or what stands in for it.
    pub id: &'a str,
}

/// Names some operations: `tag:Tickets`, `path:/tickets/**` or
/// `op:createTicket`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selector {
    /// Those with this tag.
    Tag(String),
    /// Those whose path the pattern describes: `*` stands for anything inside
    /// a segment, `**` for anything at all.
    Path(String),
    /// The one with this `operationId`.
    Operation(String),
}

impl Selector {
    /// Whether it names this operation.
    #[must_use]
    pub fn names(&self, operation: &Candidate<'_>) -> bool {
        match self {
            Selector::Tag(tag) => operation.tags.contains(&tag.as_str()),
            Selector::Path(pattern) => describes(pattern, operation.path),
            Selector::Operation(id) => operation.id == id,
        }
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Selector::Tag(tag) => write!(formatter, "tag:{tag}"),
            Selector::Path(pattern) => write!(formatter, "path:{pattern}"),
            Selector::Operation(id) => write!(formatter, "op:{id}"),
        }
    }
}

/// A text that is no selector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSelector;

impl fmt::Display for NoSelector {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("write `tag:NAME`, `path:PATTERN` or `op:ID`")
    }
}

impl std::error::Error for NoSelector {}

impl FromStr for Selector {
    type Err = NoSelector;

    fn from_str(text: &str) -> Result<Selector, NoSelector> {
        let (kind, name) = text.split_once(':').ok_or(NoSelector)?;
        let name = Some(name).filter(|name| !name.is_empty());
        let name = name.ok_or(NoSelector)?.to_owned();
        match kind {
            "tag" => Ok(Selector::Tag(name)),
            "path" => Ok(Selector::Path(name)),
            "op" => Ok(Selector::Operation(name)),
            _ => Err(NoSelector),
        }
    }
}

/// Whether the pattern describes the path.
///
/// On a mismatch it goes back to the last `*`, or beyond that to the last
/// `**`, and to no other: whatever an earlier one could take, the last can
/// take as well. So the time is bounded by the product of the lengths.
pub(super) fn describes(pattern: &str, path: &str) -> bool {
    let pattern = tokens(pattern);
    let path: Vec<char> = path.chars().collect();
    let (mut at, mut here) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    let mut stars: Option<(usize, usize)> = None;
    loop {
        match (pattern.get(at), path.get(here)) {
            (None, None) => return true,
            (Some(Token::Stars), _) => {
                at += 1;
                (stars, star) = (Some((at, here)), None);
                continue;
            }
            (Some(Token::Star), _) => {
                at += 1;
                star = Some((at, here));
                continue;
            }
            (Some(Token::Char(wanted)), Some(found)) if wanted == found => {
                at += 1;
                here += 1;
                continue;
            }
            _ => {}
        }
        let longer = |(at, here): (usize, usize)| (at, here + 1);
        let inside = star.filter(|(_, here)| path.get(*here).is_some_and(|next| *next != '/'));
        let anywhere = stars.filter(|(_, here)| *here < path.len());
        if let Some(next) = inside.map(longer) {
            star = Some(next);
            (at, here) = next;
        } else if let Some(next) = anywhere.map(longer) {
            (stars, star) = (Some(next), None);
            (at, here) = next;
        } else {
            return false;
        }
    }
}

enum Token {
    Char(char),
    Star,
    Stars,
}

fn tokens(pattern: &str) -> Vec<Token> {
    let mut characters = pattern.chars().peekable();
    let mut tokens = Vec::new();
    while let Some(character) = characters.next() {
        if character != '*' {
            tokens.push(Token::Char(character));
            continue;
        }
        let mut token = Token::Star;
        while characters.next_if_eq(&'*').is_some() {
            token = Token::Stars;
        }
        tokens.push(token);
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::super::Selectors;
    use super::*;

    #[test]
    fn patterns_describe_paths() {
        for (pattern, path) in [
            ("/tickets", "/tickets"),
            ("/tickets/*", "/tickets/{id}"),
            ("/tickets/**", "/tickets/{id}/reply"),
            ("**/reply", "/tickets/{id}/reply"),
            ("/*/{id}/*", "/tickets/{id}/reply"),
            ("**", "/"),
            ("/a*b*c", "/abbc"),
            ("/**/x/*y", "/a/x/b/x/zy"),
        ] {
            assert!(describes(pattern, path), "{pattern} {path}");
        }
        for (pattern, path) in [
            ("/tickets", "/tickets/{id}"),
            ("/tickets/*", "/tickets/{id}/reply"),
            ("/tickets/**", "/tickets"),
            ("/a*b*c", "/a/bc"),
            ("", "/"),
        ] {
            assert!(!describes(pattern, path), "{pattern} {path}");
        }
    }

    #[test]
    fn a_hostile_pattern_ends() {
        let pattern = "**a".repeat(200);
        assert!(!describes(&pattern, &"/a".repeat(150)));
    }

    #[test]
    fn exclusion_wins() {
        let all = |texts: &[&str]| texts.iter().map(|text| text.parse()).collect();
        let selection = Selection {
            include: Result::unwrap(all(&["tag:Tickets", "op:listTags"])),
            exclude: Result::unwrap(all(&["path:/tickets/*"])),
        };
        let all: Selectors<'_> = selection.selectors().collect();
        let chooses =
            |tags: &[&str], path, id| selection.chooses(&all.naming(&Candidate { tags, path, id }));
        assert!(chooses(&["Other", "Tickets"], "/tickets", "createTicket"));
        assert!(!chooses(&["Tickets"], "/tickets/{id}", "getTicket"));
        assert!(chooses(&[], "/tags", "listTags"));
        assert!(!chooses(&["Tags"], "/tags", "createTag"));
    }

    #[test]
    fn what_is_no_selector_is_refused() {
        for text in ["", "tag", "tag:", "schema:Ticket", "Tickets"] {
            assert_eq!(text.parse::<Selector>(), Err(NoSelector), "{text}");
        }
        let text = "path:/a:b";
        assert_eq!(text.parse::<Selector>().unwrap().to_string(), text);
    }
}
