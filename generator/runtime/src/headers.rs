//! Headers: found by name, and shown in `Debug`.

use std::fmt;

use http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::api::ApiMetadata;
use crate::secret::Secrets;
use crate::single_line::SingleLine;

/// The header of a name. Responses have few headers, so that looking at them is
/// quicker than making of a text what the map looks up.
pub(crate) fn find<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a HeaderValue> {
    let mut headers = headers.iter();
    let found = headers.find(|(known, _)| known.as_str().eq_ignore_ascii_case(name));
    found.map(|(_, value)| value)
}

/// What goes through all logs anyway. Any other header may be the one in which
/// a server repeats what it was sent.
const SHOWN: [HeaderName; 4] = [
    header::CONTENT_LENGTH,
    header::CONTENT_TYPE,
    header::DATE,
    header::RETRY_AFTER,
];

/// Shows the names of headers, and the values of the few that are known to be
/// of use and no secret: those of all HTTP, and those that the profile names.
pub(crate) struct ShownHeaders<'a> {
    pub(crate) headers: &'a HeaderMap,
    pub(crate) profile: &'a ApiMetadata,
    pub(crate) secrets: &'a Secrets,
}

impl ShownHeaders<'_> {
    fn shows(&self, name: &HeaderName, value: &HeaderValue) -> bool {
        let limits = self.profile.rate_limit;
        let limits = limits.map(|names| [names.limit, names.remaining, names.reset]);
        let mut named = limits
            .into_iter()
            .flatten()
            .chain(self.profile.request_id_header);
        !value.is_sensitive()
            && (SHOWN.contains(name)
                || named.any(|known| name.as_str().eq_ignore_ascii_case(known)))
    }
}

impl fmt::Debug for ShownHeaders<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let clean = |text: &str| self.secrets.redact(text.to_owned());
        let mut map = f.debug_map();
        for (name, value) in self.headers {
            map.key(&clean(name.as_str()));
            match value.to_str() {
                Ok(text) if self.shows(name, value) => {
                    map.value(&SingleLine(&clean(text), 200).to_string());
                }
                _ => {
                    map.value(&format_args!("…"));
                }
            }
        }
        map.finish()
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};

    use super::ShownHeaders;
    use crate::api::{ApiMetadata, RateLimitHeaders};
    use crate::secret::{Secret, Secrets};

    static API: ApiMetadata = ApiMetadata::new("pets", "1.0.0")
        .rate_limit(RateLimitHeaders::new("X-Limit", "X-Left", "X-Reset"))
        .request_id_header("X-Request-Id");

    #[test]
    fn values_are_shown_by_a_list_and_without_secrets() {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("content-type", "text/html; x=tok-123"),
            ("x-limit", "7"),
            ("x-request-id", "r-1"),
            ("x-tok-123", "a"),
            ("x-echo", "Bearer tok-123"),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        let mut date = HeaderValue::from_static("today");
        date.set_sensitive(true);
        headers.insert("date", date);
        let secrets: Secrets = [Secret::from("tok-123")].into_iter().collect();
        let shown = ShownHeaders {
            headers: &headers,
            profile: &API,
            secrets: &secrets,
        };
        let shown = format!("{shown:?}");
        for part in [
            r#""content-type": "text/html; x=[redacted]""#,
            r#""x-limit": "7""#,
            r#""x-request-id": "r-1""#,
            r#""x-[redacted]": …"#,
            r#""x-echo": …"#,
            r#""date": …"#,
        ] {
            assert!(shown.contains(part), "{shown}");
        }
    }
}
