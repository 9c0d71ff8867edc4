//! URLs of pages that a server names.

use http::Uri;

use crate::api::Server;
use crate::client::PendingRequest;
use crate::escape;

/// The path, without the base URL's own, and the query of the next request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) path: String,
    pub(super) query: String,
}

impl Target {
    /// How the target is known again when it comes for the second time.
    pub(super) fn text(&self) -> String {
        format!("{}?{}", self.path, self.query)
    }
}

/// Where a URL leads, seen from the request whose response names it.
///
/// Requests go to the client's own base URL and to no other, since they carry
/// credentials. So the URL has to be of that host, or of a server that the
/// API's description lists, of which the same base stands here.
pub(super) fn resolve(pending: &PendingRequest, url: &str) -> Result<Target, &'static str> {
    let url = url.split('#').next().unwrap_or_default().trim();
    let request = &pending.request;
    let known = pending.client.base_url();
    let base = request.operation.own_server().unwrap_or(known);
    if url.starts_with("//") || url.contains("://") && !url.starts_with(['/', '?']) {
        let servers = request.profile.servers.iter();
        let (path, query) = split(url, base)
            .or_else(|| split(url, known))
            .or_else(|| servers.map(Server::url).find_map(|base| split(url, base)))
            .ok_or("it is of another host than the API's")?;
        return checked(path.to_owned(), query);
    }
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let path = match path.as_bytes().first() {
        None => request.path.clone(),
        Some(b'/') => below(path, base_path(base)).unwrap_or(path).to_owned(),
        // Relative to the path that was called, up to its last slash.
        Some(_) => {
            let folder = request
                .path
                .rsplit_once('/')
                .map_or("", |(folder, _)| folder);
            format!("{folder}/{path}")
        }
    };
    checked(path, query)
}

fn checked(path: String, query: &str) -> Result<Target, &'static str> {
    let path = if path.is_empty() {
        "/".to_owned()
    } else {
        path
    };
    if path.split('/').any(escape::is_dots) || path.contains('\\') {
        return Err("its path can't be followed");
    }
    let target = Target {
        path,
        query: query.to_owned(),
    };
    match target.text().parse::<Uri>() {
        Ok(_) => Ok(target),
        Err(_) => Err("it holds a character that no URL may hold"),
    }
}

/// The path and query of a URL that begins with the base.
fn split<'a>(url: &'a str, base: &str) -> Option<(&'a str, &'a str)> {
    let (scheme, rest) = url.split_once("://")?;
    let (base_scheme, base_rest) = base.trim_end_matches('/').split_once("://")?;
    let (host, path_at) = authority(rest);
    let (base_host, base_path_at) = authority(base_rest);
    if !scheme.eq_ignore_ascii_case(base_scheme) || !host.eq_ignore_ascii_case(base_host) {
        return None;
    }
    let target = rest.get(path_at..)?;
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let path = below(path, base_rest.get(base_path_at..)?)?;
    Some((path, query))
}

/// The host with its port, and where the path begins.
fn authority(text: &str) -> (&str, usize) {
    let end = text.find(['/', '?']).unwrap_or(text.len());
    (text.get(..end).unwrap_or_default(), end)
}

fn base_path(base: &str) -> &str {
    let rest = base.split_once("://").map_or(base, |(_, rest)| rest);
    rest.get(authority(rest).1..).unwrap_or_default()
}

/// What of a path lies below another, if it does.
fn below<'a>(path: &'a str, base: &str) -> Option<&'a str> {
    let rest = path.strip_prefix(base)?;
    (rest.is_empty() || rest.starts_with('/')).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::{below, split};

    #[test]
    fn urls_of_the_same_base_are_split() {
        let base = "https://api.example.com/v2";
        let cases = [
            (
                "https://api.example.com/v2/pets?page=2",
                Some(("/pets", "page=2")),
            ),
            ("HTTPS://API.EXAMPLE.COM/v2/pets", Some(("/pets", ""))),
            ("https://api.example.com/v2?page=2", Some(("", "page=2"))),
            ("https://api.example.com/v20/pets", None),
            ("https://api.example.com/pets", None),
            ("http://api.example.com/v2/pets", None),
            ("https://api.example.com:444/v2/pets", None),
            ("https://api.example.com.evil.example/v2/pets", None),
            ("https://api.example.com@evil.example/v2/pets", None),
            ("https://evil.example/v2/pets", None),
            ("//api.example.com/v2/pets", None),
            ("pets?page=2", None),
        ];
        for (url, expected) in cases {
            assert_eq!(split(url, base), expected, "{url}");
        }
    }

    #[test]
    fn a_path_lies_below_another_at_a_slash() {
        assert_eq!(below("/v2/pets", "/v2"), Some("/pets"));
        assert_eq!(below("/v2", "/v2"), Some(""));
        assert_eq!(below("/v22/pets", "/v2"), None);
        assert_eq!(below("/pets", ""), Some("/pets"));
    }
}
