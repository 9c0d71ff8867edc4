//! Which hosts a request may be for.

use std::net::IpAddr;

use http::header;
use http::request::Parts;
use http::uri::Authority;

/// The names under which a server is reached.
#[derive(Debug)]
pub(super) struct Hosts {
    own: IpAddr,
    names: Vec<String>,
}

impl Hosts {
    pub(super) fn new(own: IpAddr, names: Vec<String>) -> Self {
        Self { own, names }
    }

    /// Whether the request is meant for this server. A browser says for which
    /// host it takes it, and a name that only leads here may be a stranger's.
    pub(super) fn allow(&self, head: &Parts) -> bool {
        let mut headers = head.headers.get_all(header::HOST).iter();
        let said = match (head.uri.authority(), headers.next(), headers.next()) {
            (Some(authority), ..) => Some(authority.clone()),
            // No browser leaves it out.
            (None, None, _) => return true,
            (None, Some(host), None) => host.to_str().ok().and_then(|host| host.parse().ok()),
            (None, Some(_), Some(_)) => None,
        };
        said.is_some_and(|authority: Authority| self.knows(authority.host()))
    }

    fn knows(&self, host: &str) -> bool {
        let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        if let Ok(address) = bare.parse::<IpAddr>() {
            let address = address.to_canonical();
            let is_own = address == self.own.to_canonical();
            // On every address of the machine, an address is one of them: a page
            // that was loaded from it came from here.
            return is_own || address.is_loopback() || self.own.is_unspecified();
        }
        host == "localhost"
            || host.ends_with(".localhost")
            || self
                .names
                .iter()
                .any(|name| name.eq_ignore_ascii_case(&host))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_names_are_known() {
        let hosts = Hosts::new([127, 0, 0, 1].into(), vec!["Mock.test".to_owned()]);
        for host in [
            "localhost",
            "LOCALHOST.",
            "a.localhost",
            "127.0.0.1",
            "127.9.9.9",
            "[::1]",
            "mock.test",
        ] {
            assert!(hosts.knows(host), "{host}");
        }
        for host in [
            "evil.example",
            "localhost.evil.example",
            "mock.test.evil",
            "10.0.0.1",
            "",
            "[::2]",
        ] {
            assert!(!hosts.knows(host), "{host}");
        }
        let everywhere = Hosts::new([0, 0, 0, 0].into(), Vec::new());
        assert!(everywhere.knows("10.0.0.1") && !everywhere.knows("evil.example"));
    }
}
