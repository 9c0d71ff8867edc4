//! Percent-encoding: which characters may stay in which place.

use std::borrow::Cow;

use percent_encoding::{
    AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode,
};

/// All but RFC 3986's unreserved characters, which mean the same everywhere.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What must not stay in a query even where reserved characters may: what no
/// URL may hold, what would end the value or the query, and brackets.
const UNSAFE_IN_QUERY: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'&')
    .add(b'+')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b'%');

/// What must not stay in a path even where reserved characters may.
const UNSAFE_IN_PATH: &AsciiSet = &UNSAFE_IN_QUERY.add(b'?').remove(b'&').remove(b'+');

/// Escapes a text so that it is one component of a URL and can't be more.
pub(crate) fn component(text: &str) -> String {
    Cow::from(utf8_percent_encode(text, RESERVED)).into_owned()
}

/// The text of which [`component`] has made this.
pub(crate) fn plain(component: &str) -> String {
    percent_decode_str(component)
        .decode_utf8_lossy()
        .into_owned()
}

/// Escapes the value of a query parameter in which reserved characters may
/// stay. Text that is escaped already stays as it is.
pub(crate) fn reserved(text: &str) -> String {
    all_but_escapes(text, UNSAFE_IN_QUERY)
}

/// The same of a path, of which the value may be several segments.
pub(crate) fn segments(text: &str) -> String {
    all_but_escapes(text, UNSAFE_IN_PATH)
}

fn all_but_escapes(text: &str, unsafe_here: &'static AsciiSet) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((plain, behind)) = rest.split_once('%') {
        escaped.extend(utf8_percent_encode(plain, unsafe_here));
        let is_escape = behind
            .get(..2)
            .is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        escaped.push_str(if is_escape { "%" } else { "%25" });
        rest = behind;
    }
    escaped.extend(utf8_percent_encode(rest, unsafe_here));
    escaped
}

/// Whether a path segment is `.` or `..`, plainly or escaped.
///
/// Parsers of URLs fold such segments away, so that a call would go to another
/// path than the one that was meant.
pub(crate) fn is_dots(segment: &str) -> bool {
    let mut rest = segment;
    let mut dots = 0;
    while !rest.is_empty() {
        let Some(behind) = rest
            .strip_prefix('.')
            .or_else(|| rest.strip_prefix("%2e"))
            .or_else(|| rest.strip_prefix("%2E"))
        else {
            return false;
        };
        rest = behind;
        dots += 1;
    }
    dots == 1 || dots == 2
}
