//! `Prefer: code=404, example=name, dynamic=true`, as Prism has it.

use http::HeaderMap;

/// What a request wishes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Preference {
    /// The status of the response.
    pub(crate) code: Option<u16>,
    /// The name of the document's example to respond with.
    pub(crate) example: Option<String>,
    /// To make the response from its schema, and from no example.
    pub(crate) dynamic: bool,
}

/// The wishes of a request, from its `Prefer` headers.
pub(crate) fn preferences(headers: &HeaderMap) -> Preference {
    let mut wishes = Preference::default();
    let all = headers
        .get_all("prefer")
        .iter()
        .filter_map(|value| value.to_str().ok());
    for wish in all.flat_map(|text| text.split([',', ';'])) {
        let Some((key, value)) = wish.split_once('=') else {
            continue;
        };
        let value = value.trim().trim_matches('"');
        match key.trim().to_ascii_lowercase().as_str() {
            "code" => wishes.code = value.parse().ok().filter(|code| (200..600).contains(code)),
            "example" => wishes.example = Some(value.to_owned()),
            "dynamic" => wishes.dynamic = value == "true",
            _ => {}
        }
    }
    wishes
}
