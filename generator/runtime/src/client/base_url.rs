//! Where requests go.

use std::net::{Ipv4Addr, Ipv6Addr};

use bytes::Bytes;
use http::uri::{self, Authority, PathAndQuery, Scheme, Uri};

use crate::fault::Fault;

/// A scheme, host and perhaps the path of a proxy, without a slash at its end.
#[derive(Clone, Debug)]
pub(super) struct BaseUrl {
    text: String,
    scheme: Scheme,
    authority: Authority,
    /// Where the path begins in the text.
    path: usize,
    encrypted: bool,
    loopback: bool,
}

impl BaseUrl {
    /// Takes a URL and checks that requests can go there. The fault shows the
    /// URL, unless that may hold a password.
    pub(super) fn parse(url: &str) -> Result<Self, Fault> {
        if url.contains('{') {
            return Err(
                Fault::new(format!("the server's URL `{url}` has variables"))
                    .help("give the whole URL with `base_url`"),
            );
        }
        let Ok(uri) = url.trim().parse::<Uri>() else {
            return Err(Fault::new("the base URL is not a URL").help(EXAMPLE));
        };
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
            return Err(
                Fault::new(format!("the base URL `{uri}` has no scheme or no host")).help(EXAMPLE),
            );
        };
        if authority.as_str().contains('@') {
            return Err(Fault::new("the base URL holds credentials")
                .help("give them to the builder instead, where they stay out of logs"));
        }
        if *scheme != Scheme::HTTP && *scheme != Scheme::HTTPS {
            return Err(Fault::new(format!("the base URL's scheme is `{scheme}`")).help(EXAMPLE));
        }
        if authority.host().is_empty() {
            return Err(Fault::new("the base URL has no host").help(EXAMPLE));
        }
        if uri.query().is_some() || url.contains('#') {
            return Err(Fault::new("the base URL has a query or a fragment")
                .help("leave it away: paths are appended to the base URL"));
        }
        if uri.path().split('/').any(crate::escape::is_dots) {
            return Err(Fault::new("the base URL has a segment `.` or `..`").help(EXAMPLE));
        }
        let mut text = format!("{scheme}://{authority}");
        let path = text.len();
        text.push_str(uri.path().trim_end_matches('/'));
        Ok(Self {
            text,
            scheme: scheme.clone(),
            authority: authority.clone(),
            path,
            encrypted: *scheme == Scheme::HTTPS,
            loopback: is_loopback(authority.host()),
        })
    }

    /// The same with a path at its end, unless it has that already.
    pub(super) fn below(self, path: &str) -> Result<Self, Fault> {
        let own = self.text.get(self.path..).unwrap_or_default();
        if path.is_empty() || own.ends_with(path) {
            return Ok(self);
        }
        Self::parse(&format!("{}{path}", self.text))
    }

    /// The URL of a path on the same host, in place of `usual` at its end.
    pub(super) fn beside(&self, usual: &str, path: &str) -> Result<Self, Fault> {
        let own = self.text.get(self.path..).unwrap_or_default();
        let front = own.strip_suffix(usual).unwrap_or(own);
        let host = self.text.get(..self.path).unwrap_or_default();
        Self::parse(&format!("{host}{front}{path}"))
    }

    /// The path of a URL that is known to be one.
    pub(super) fn path_of(url: &str) -> &str {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let path = rest.find('/').and_then(|at| rest.get(at..));
        path.unwrap_or_default().trim_end_matches('/')
    }

    /// The URL of a path behind this one's, with a query or an empty one. Scheme
    /// and host are known to be right, so nobody has to read them again.
    pub(super) fn join(&self, path: &str, query: &str) -> Result<Uri, Fault> {
        let own = self.text.get(self.path..).unwrap_or_default();
        let mut target = String::with_capacity(own.len() + path.len() + query.len() + 1);
        target.push_str(own);
        target.push_str(path);
        if !query.is_empty() {
            target.push('?');
            target.push_str(query);
        }
        if self.path + target.len() >= usize::from(u16::MAX) {
            return Err(Fault::new("the URL is longer than 65,534 bytes")
                .help("ask for less at once; most servers take far less than that"));
        }
        let made = if target.starts_with('/') {
            let mut parts = uri::Parts::default();
            parts.scheme = Some(self.scheme.clone());
            parts.authority = Some(self.authority.clone());
            let target = PathAndQuery::from_maybe_shared(Bytes::from(target)).ok();
            target.and_then(|target| {
                parts.path_and_query = Some(target);
                Uri::from_parts(parts).ok()
            })
        } else {
            let start = self.text.get(..self.path).unwrap_or_default();
            format!("{start}{target}").parse().ok()
        };
        made.ok_or_else(|| {
            Fault::new("the path or query holds a character that no URL may hold")
                .help("escape it; parameters set by the builder are escaped by themselves")
        })
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    #[cfg(feature = "reqwest")]
    pub(super) fn is_encrypted(&self) -> bool {
        self.encrypted
    }

    #[cfg(feature = "reqwest")]
    pub(super) fn is_loopback(&self) -> bool {
        self.loopback
    }

    /// Whether others could read along.
    pub(super) fn is_exposed(&self) -> bool {
        !self.encrypted && !self.loopback
    }
}

const EXAMPLE: &str = "it looks like `https://api.example.com`";

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || bare.parse::<Ipv4Addr>().is_ok_and(|ip| ip.is_loopback())
        || bare.parse::<Ipv6Addr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::BaseUrl;

    #[test]
    fn a_proxy_prefix_is_kept_and_a_slash_at_the_end_is_not() {
        let cases = [
            ("https://api.example.com", "https://api.example.com"),
            ("https://api.example.com/", "https://api.example.com"),
            ("http://localhost:8080/v1/", "http://localhost:8080/v1"),
            ("http://[::1]:3000/a/b", "http://[::1]:3000/a/b"),
        ];
        for (given, kept) in cases {
            assert_eq!(BaseUrl::parse(given).unwrap().as_str(), kept);
        }
    }

    #[test]
    fn a_path_without_a_host_goes_behind_the_callers() {
        let below = |url: &str| BaseUrl::parse(url).unwrap().below("/api/v1").unwrap();
        assert_eq!(below("http://h").as_str(), "http://h/api/v1");
        assert_eq!(below("http://h/proxy").as_str(), "http://h/proxy/api/v1");
        assert_eq!(below("http://h/api/v1/").as_str(), "http://h/api/v1");
        let beside = below("http://h/proxy").beside("/api/v1", "/v2").unwrap();
        assert_eq!(beside.as_str(), "http://h/proxy/v2");
        assert_eq!(BaseUrl::path_of("https://h/v1/"), "/v1");
        assert_eq!(BaseUrl::path_of("https://h"), "");
    }

    #[test]
    fn what_is_no_base_url_is_refused() {
        let cases = [
            "",
            "/v1",
            "api.example.com",
            "ftp://api.example.com",
            "https://user:secret@api.example.com",
            "https://api.example.com?x=1",
            "https://api.example.com/#a",
            "https://{region}.example.com",
            "https://api.example.com/a/../b",
            "https://exa mple.com",
            "https://",
        ];
        for case in cases {
            let fault = BaseUrl::parse(case).expect_err(case);
            assert!(!fault.message.contains("secret"), "{}", fault.message);
            assert!(fault.help.is_some(), "{case}");
        }
    }

    #[test]
    fn plain_http_is_exposed_but_for_this_machine() {
        let exposed = |url: &str| BaseUrl::parse(url).unwrap().is_exposed();
        assert!(exposed("http://api.example.com"));
        assert!(exposed("http://localhost.example.com"));
        assert!(!exposed("https://api.example.com"));
        assert!(!exposed("http://localhost:1"));
        assert!(!exposed("http://127.0.0.2"));
        assert!(!exposed("http://[::1]:1"));
    }
}
