//! Names after method and path.

use super::{NameCandidates, is_prefix};
use crate::model::Method;
use crate::names::{plain_words, singular};

/// Whether the last part of a path says what is done: `/orders/{id}/cancel`.
fn starts_with_verb(words: &str) -> bool {
    let first = words.split(' ').next().unwrap_or_default();
    VERBS.contains(&first)
}

/// Words that are hardly ever things.
const VERBS: &[&str] = &[
    "accept",
    "activate",
    "add",
    "apply",
    "approve",
    "archive",
    "assign",
    "attach",
    "authorize",
    "cancel",
    "check",
    "clone",
    "close",
    "complete",
    "confirm",
    "connect",
    "create",
    "deactivate",
    "decline",
    "delete",
    "detach",
    "disable",
    "disconnect",
    "enable",
    "execute",
    "fetch",
    "find",
    "generate",
    "get",
    "invite",
    "list",
    "lock",
    "lookup",
    "mark",
    "merge",
    "move",
    "pause",
    "publish",
    "refresh",
    "reject",
    "remove",
    "rename",
    "reopen",
    "replace",
    "reset",
    "restart",
    "restore",
    "resume",
    "retry",
    "revoke",
    "rotate",
    "search",
    "send",
    "set",
    "start",
    "stop",
    "submit",
    "suspend",
    "sync",
    "unarchive",
    "unlock",
    "unpublish",
    "unsubscribe",
    "update",
    "validate",
    "verify",
];

/// Names after method and path: `list_users` for `GET /users`, `get_user` for
/// `GET /users/{id}`, `list_user_posts` for `GET /users/{id}/posts`; below the tag
/// `users` first without that word.
pub(super) fn by_path(method: &Method, path: &str, tag: &str) -> NameCandidates {
    let parts: Vec<&str> = path
        .split('/')
        .filter(|part| !part.is_empty())
        .skip_while(|part| is_prefix(part))
        .collect();
    let mut nouns = Vec::new();
    let mut variables = Vec::new();
    let mut action = None;
    for (at, part) in parts.iter().enumerate() {
        // `/users/{id}:activate` has the verb in it.
        let (part, verb) = part.split_once(':').unwrap_or((part, ""));
        if at + 1 == parts.len() && !verb.is_empty() && !verb.contains(['{', '}']) {
            action = Some(plain_words(verb));
        }
        if part.contains('{') {
            variables.push(plain_words(part));
            continue;
        }
        let next = parts.get(at + 1);
        let is_one = next.is_some_and(|next| next.starts_with('{'));
        let words = plain_words(part);
        nouns.push(if is_one { singular(&words) } else { words });
    }
    let is_item = parts.last().is_some_and(|part| part.starts_with('{'));
    if action.is_none()
        && !is_item
        && let Some(last) = nouns.pop_if(|noun| starts_with_verb(noun))
    {
        action = Some(last);
    }
    let is_many = nouns.last().is_some_and(|noun| singular(noun) != *noun) && !is_item;
    let method = method.as_str().to_lowercase();
    let plain = match (method.as_str(), is_many) {
        ("get", true) => "list",
        ("post", true) => "create",
        ("put", _) => "update",
        (method, _) => method,
    };
    let verb = action.unwrap_or_else(|| plain.to_owned());
    // What is created is one of many.
    if verb == "create"
        && let Some(last) = nouns.last_mut()
    {
        *last = singular(last);
    }
    let tag = singular(&plain_words(tag));
    let name = |nouns: &[String]| {
        let words: Vec<&str> = nouns.iter().map(String::as_str).collect();
        format!("{verb} {}", words.join(" ")).trim().to_owned()
    };
    let by = format!("by {}", variables.join(" and "));
    let stem = match nouns.split_first() {
        None if verb != plain => verb.clone(),
        None if variables.is_empty() => format!("{verb} root"),
        None => format!("{verb} {by}"),
        Some(_) => name(&nouns),
    };
    let short = nouns
        .split_first()
        .filter(|(first, _)| singular(first) == tag);
    let mut names: Vec<String> = short.map(|(_, rest)| name(rest)).into_iter().collect();
    names.push(stem.clone());
    if !nouns.is_empty() && !variables.is_empty() {
        names.push(format!("{stem} {by}"));
    }
    NameCandidates { names, stem }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_give_the_names_that_a_person_would() {
        let names = |method: Method, path, tag| by_path(&method, path, tag).names.join(", ");
        for (method, path, tag, wanted) in [
            (Method::Get, "/api/v1/users", "Users", "list, list users"),
            (Method::Post, "/users", "", "create user"),
            (Method::Post, "/login", "", "post login"),
            (
                Method::Get,
                "/users/{id}",
                "Users",
                "get, get user, get user by id",
            ),
            (
                Method::Put,
                "/users/{id}",
                "",
                "update user, update user by id",
            ),
            (
                Method::Get,
                "/users/{id}/posts",
                "",
                "list user posts, list user posts by id",
            ),
            (
                Method::Post,
                "/users/{id}:activate",
                "",
                "activate user, activate user by id",
            ),
            (
                Method::Get,
                "/users/{id:[0-9]+}",
                "",
                "get user, get user by id",
            ),
            (
                Method::Post,
                "/orders/{id}/cancel",
                "",
                "cancel order, cancel order by id",
            ),
            (
                Method::Get,
                "/users/search",
                "Users",
                "search, search users",
            ),
            (
                Method::Get,
                "/export/data/get_datasets",
                "",
                "get datasets export data",
            ),
            (Method::Post, "/search", "", "search"),
            (Method::Get, "/2fa/status", "", "get 2fa status"),
            (Method::Get, "/2024-01/status", "", "get status"),
            (Method::Get, "/", "", "get root"),
            (Method::Delete, "/{id}", "", "delete by id"),
        ] {
            assert_eq!(names(method, path, tag), wanted, "{path}");
        }
    }
}
