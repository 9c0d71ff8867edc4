//! Methods: what a person would call an operation.
//!
//! Frameworks make an `operationId` of what a function is called and of where it
//! stands; only the former is the author's. What a framework added is found by
//! comparing the id with the operation's own path, method and tag, and is left out
//! where that is no other operation's name. An operation without an id, or with one
//! that only repeats its path, is named after method and path.
//!
//! A name comes out of the operation itself, so that another path beside it
//! changes none, unless both want the same.

mod by_path;
mod origin;

use self::by_path::by_path;
use self::origin::IdOrigin;
use super::operations::RawOperation;
use crate::config::MethodNames;
use crate::names::{common_words, is_keyword, plain_words, reserved, singular, strip_words};
use crate::tree::Place;
use crate::tree::{HashMap, HashSet};

/// Whether part of a path says which API, or which version of it, is meant, and
/// nothing of what it is about: `api`, `v2`, `v1beta1`, `2024-01`.
pub(super) fn is_prefix(part: &str) -> bool {
    let number = part.strip_prefix(['v', 'V']);
    let is_digit = |c: char| c.is_ascii_digit();
    let is_version = match number {
        Some(number) => number.starts_with(is_digit),
        None => {
            part.starts_with(is_digit) && part.chars().all(|c| is_digit(c) || ".-_".contains(c))
        }
    };
    is_version || part.eq_ignore_ascii_case("api")
}

/// What an operation may be called.
#[derive(Debug, Default)]
pub(super) struct NameCandidates {
    /// For its method, the best first.
    pub names: Vec<String>,
    /// For types and files that belong to it alone.
    pub stem: String,
}

/// What chooses the names of a document's operations.
pub(super) struct MethodNamer {
    style: MethodNames,
    /// How many operations have an id that differs in the number at its end alone.
    bases: HashMap<String, usize>,
    /// Whether most ids end in path and method, as frameworks write them. One alone
    /// may end so by chance: `user_profile_get` for `GET /profile`.
    appends_path: bool,
}

impl MethodNamer {
    pub fn new(style: MethodNames, found: &[RawOperation<'_>]) -> Self {
        let mut bases: HashMap<String, usize> = HashMap::default();
        let (mut ids, mut appended) = (0_usize, 0_usize);
        for found in found {
            let Some(id) = id(found) else { continue };
            *bases.entry(base(id).to_owned()).or_default() += 1;
            ids += 1;
            let origin = IdOrigin::of(id, &found.method, &found.path);
            appended += usize::from(matches!(origin, IdOrigin::Both(_)));
        }
        let appends_path = appended > ids / 2;
        Self {
            style,
            bases,
            appends_path,
        }
    }

    /// For each operation of a tag, the names that no other of them wants.
    pub fn names(&self, tag: &str, found: &[RawOperation<'_>]) -> HashMap<Place, NameCandidates> {
        let ids: HashSet<&str> = found.iter().filter_map(id).collect();
        let wanted: Vec<NameCandidates> = found
            .iter()
            .map(|found| self.candidates(tag, found, &ids))
            .collect();
        let mut uses: HashMap<String, usize> = HashMap::default();
        for wanted in &wanted {
            let distinct: HashSet<String> =
                wanted.names.iter().map(|name| plain_words(name)).collect();
            for words in distinct {
                *uses.entry(words).or_default() += 1;
            }
        }
        let mut names = HashMap::default();
        for (found, mut wanted) in found.iter().zip(wanted) {
            let own = id(found).map(plain_words);
            let is_free = |name: &String| {
                let words = plain_words(name);
                let is_own = own.as_ref() == Some(&words);
                let is_single = uses.get(&words) == Some(&1);
                is_own
                    || is_single
                        && !is_keyword(&words)
                        && !reserved::OPERATIONS.contains(&words.as_str())
            };
            wanted.names.retain(is_free);
            names.insert(found.place.clone(), wanted);
        }
        names
    }

    /// `ids` are those of the same tag.
    fn candidates(
        &self,
        tag: &str,
        found: &RawOperation<'_>,
        ids: &HashSet<&str>,
    ) -> NameCandidates {
        let by_path = || by_path(&found.method, &found.path, tag);
        let Some(id) = id(found) else {
            return by_path();
        };
        let authored = match IdOrigin::of(id, &found.method, &found.path) {
            IdOrigin::Path => return by_path(),
            IdOrigin::Both(authored)
                if self.appends_path || repeats(&authored, id, &found.path) =>
            {
                authored
            }
            IdOrigin::Both(_) | IdOrigin::Author => id.to_owned(),
        };
        let name = without_namespace(&authored, tag);
        let is_numbered = self.bases.get(base(id)).is_some_and(|&uses| uses > 1);
        let plain = if is_numbered { base(name) } else { name };
        // What stands beside types of other tags is never short.
        let stem = if name == authored {
            plain.to_owned()
        } else {
            format!("{tag}_{plain}")
        };
        let mut names = Vec::new();
        // `findAll` beside `findAll_1` is the one that is called so.
        if plain == name || !ids.contains(base(id)) {
            if self.style == MethodNames::Short {
                let (front, _) = common_words(&[plain.to_owned(), plain.to_owned()], tag);
                if front > 0 {
                    names.push(strip_words(plain, (front, 0)));
                }
            }
            names.push(plain.to_owned());
        }
        if plain != name {
            names.extend(told_apart(plain, &found.path));
        }
        names.extend([name.to_owned(), authored.clone(), id.to_owned()]);
        NameCandidates { names, stem }
    }
}

/// Whether an `id` shows that a framework wrote the path into it: by the signs
/// in it, or because its author's words name what the path does.
fn repeats(authored: &str, id: &str, path: &str) -> bool {
    let words = plain_words(authored);
    let has_word = |word: &str| words.split(' ').any(|own| singular(own) == singular(word));
    id.contains("__") || plain_words(path).split(' ').any(has_word)
}

fn id<'a>(found: &'a RawOperation<'_>) -> Option<&'a str> {
    found.view.operation_id.as_deref()
}

/// `id` without what a generator adds to make it the only one: `findAll_1`.
fn base(id: &str) -> &str {
    let numbered = id.rsplit_once('_').filter(|(front, number)| {
        !front.is_empty() && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
    });
    numbered.map_or(id, |(front, _)| front)
}

/// `id` without what it belongs to: the class (`UsersController_findAll`), the tag
/// (`users.index`, `issues/list`), or the API and its version (`api.v1.status`).
fn without_namespace<'a>(id: &'a str, tag: &str) -> &'a str {
    let same = |words: &str, tag: &str| !tag.is_empty() && singular(words) == singular(tag);
    let tag = plain_words(tag);
    let mut name = id;
    let (mut segment, mut word) = (0, 0);
    for (at, sign) in id.match_indices(['.', '/', ':', '#', '_']) {
        // Before a `_` only the last word counts.
        let from = if sign == "_" { word } else { segment };
        let own = id.get(from..at).unwrap_or_default();
        word = at + sign.len();
        let words = plain_words(own);
        let is_api = segment + name.len() == id.len() && is_prefix(own);
        let is_class = words.split(' ').next_back() == Some("controller");
        let rest = id.get(at + sign.len()..).unwrap_or_default();
        let is_namespace = is_class || sign != "_" && (is_api || same(&words, &tag));
        if is_namespace && rest.contains(char::is_alphabetic) {
            name = rest;
            if is_class {
                name = without_version(rest);
            }
        }
        if sign != "_" {
            segment = at + sign.len();
        }
    }
    name
}

/// A method of a class without the version that a framework serves it as:
/// `findAll_v1`, `findAll[0]`.
fn without_version(name: &str) -> &str {
    let name = name.split_once('[').map_or(name, |(front, _)| front);
    let versioned = name
        .rsplit_once("_v")
        .filter(|(front, number)| !front.is_empty() && number.parse::<u16>().is_ok());
    versioned.map_or(name, |(front, _)| front)
}

/// `name` with what its path says beside it: the variables, or its last word.
fn told_apart(name: &str, path: &str) -> Vec<String> {
    let parts = || path.split('/').filter(|part| !part.is_empty());
    let variables: Vec<String> = parts()
        .filter(|part| part.contains('{'))
        .map(plain_words)
        .collect();
    let mut names = Vec::new();
    if !variables.is_empty() {
        names.push(format!("{name}_by_{}", variables.join("_and_")));
    }
    if let Some(last) = parts().rfind(|part| !part.contains('{')) {
        names.push(format!("{name}_{last}"));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_and_tags_are_namespaces() {
        for (id, tag, name) in [
            ("UsersController_findAll", "anything", "findAll"),
            ("AppController_getHello_v2", "", "getHello"),
            ("AppController_getHello[0]", "", "getHello"),
            ("users.index", "Users", "index"),
            ("api.v1.users.index", "Users", "index"),
            ("api.v1.users.index", "Pets", "users.index"),
            ("v2/status", "", "status"),
            ("users.v2.index", "Pets", "users.v2.index"),
            ("api.1", "", "api.1"),
            ("posts/comments/list", "Post", "comments/list"),
            ("users_list", "users", "users_list"),
            ("users.index", "Pets", "users.index"),
            ("users.1", "users", "users.1"),
        ] {
            assert_eq!(without_namespace(id, tag), name, "{id}");
        }
    }
}
