//! What of an `operationId` its author chose.

use super::is_prefix;
use crate::model::Method;
use crate::names::plain_words;

/// Whose words an `operationId` holds.
#[derive(Debug, PartialEq)]
pub(super) enum IdOrigin {
    Author,
    /// It repeats path and method: `ApiV1UsersIdGet`.
    Path,
    /// The author's words, before those of path and method:
    /// `read_item_items__item_id__get`.
    Both(String),
}

impl IdOrigin {
    pub fn of(id: &str, method: &Method, path: &str) -> Self {
        let words = split(id);
        let method = method.as_str().to_lowercase();
        let segments: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let whole = split(path);
        let is_plain = segments
            .iter()
            .all(|part| !part.contains('{') && !is_prefix(part));
        if let Some((first, rest)) = words.split_first()
            && *first == method
            && rest == whole
            && !is_plain
        {
            return Self::Path;
        }
        let Some((last, words)) = words.split_last() else {
            return Self::Author;
        };
        if *last != method {
            return Self::Author;
        }
        // A router may stand below the prefix, and not know of it.
        let below = segments.iter().skip_while(|part| is_prefix(part));
        let below = split(&below.copied().collect::<Vec<_>>().join("/"));
        for path in [whole, below] {
            match words.strip_suffix(path.as_slice()) {
                Some([]) if !path.is_empty() && !is_plain => return Self::Path,
                Some([]) | None => {}
                // The root has no words of its own to tell it by.
                Some(_) if path.is_empty() && !id.ends_with(&format!("__{method}")) => {}
                Some(front) => return Self::Both(front.join("_")),
            }
        }
        Self::Author
    }
}

fn split(text: &str) -> Vec<String> {
    plain_words(text)
        .split(' ')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(words: &str) -> IdOrigin {
        IdOrigin::Both(words.to_owned())
    }

    #[test]
    fn words_of_the_path_are_not_the_authors() {
        let get = |id, path| IdOrigin::of(id, &Method::Get, path);
        assert_eq!(
            get("read_item_items__item_id__get", "/items/{item_id}"),
            both("read_item")
        );
        assert_eq!(get("read_items_items__get", "/items/"), both("read_items"));
        assert_eq!(get("readUserUsersMeGet", "/users/me"), both("read_user"));
        assert_eq!(
            get("health_status_health_get", "/api/v1/status/health"),
            both("health")
        );
        assert_eq!(get("root__get", "/"), both("root"));
        assert_eq!(get("ApiV1UsersIdGet", "/api/v1/users/{id}"), IdOrigin::Path);
        assert_eq!(get("get-users-userId", "/users/{userId}"), IdOrigin::Path);
        assert_eq!(get("GET /users/{id}", "/users/{id}"), IdOrigin::Path);
        for (id, path) in [
            ("getUsers", "/users"),
            ("listUsers", "/users"),
            ("userGet", "/"),
            ("getUserById", "/users/{id}"),
            ("get", "/users"),
            ("users_get", "/users"),
            ("floating_ip_get", "/v1/floating-ips/{floating_ip}"),
        ] {
            assert_eq!(get(id, path), IdOrigin::Author, "{id}");
        }
    }
}
