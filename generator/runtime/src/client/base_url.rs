//! Where requests go.

use std::net::{Ipv4Addr, Ipv6Addr};

use http::Uri;

use crate::request::Fault;

/// A scheme, host and perhaps the path of a proxy, without a slash at its end.
#[derive(Clone, Debug)]
pub(super) struct BaseUrl {
    text: String,
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
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(
                Fault::new(format!("the base URL `{uri}` has no scheme or no host")).help(EXAMPLE),
            );
        };
        if authority.as_str().contains('@') {
            return Err(Fault::new("the base URL holds credentials")
                .help("give them to the builder instead, where they stay out of logs"));
        }
        if !matches!(scheme, "http" | "https") {
            return Err(Fault::new(format!("the base URL's scheme is `{scheme}`")).help(EXAMPLE));
        }
        if authority.host().is_empty() {
            return Err(Fault::new("the base URL has no host").help(EXAMPLE));
        }
        if uri.query().is_some() || url.contains('#') {
            return Err(Fault::new("the base URL has a query or a fragment")
                .help("leave it away: paths are appended to the base URL"));
        }
        if uri.path().split('/').any(crate::param::escape::is_dots) {
            return Err(Fault::new("the base URL has a segment `.` or `..`").help(EXAMPLE));
        }
        Ok(Self {
            text: format!("{scheme}://{authority}{}", uri.path().trim_end_matches('/')),
            encrypted: scheme == "https",
            loopback: is_loopback(authority.host()),
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
