//! The header `Link` (RFC 8288).

use http::HeaderMap;
use http::header::LINK;

/// The target of the link whose relation is `next`.
pub(super) fn next(headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(LINK)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .find_map(next_in)
}

fn next_in(text: &str) -> Option<String> {
    let mut rest = text;
    while let Some((_, behind)) = rest.split_once('<') {
        let (target, behind) = behind.split_once('>')?;
        let (parameters, behind) = parameters(behind);
        if parameters.iter().any(|(name, value)| {
            name.eq_ignore_ascii_case("rel")
                && value
                    .split_ascii_whitespace()
                    .any(|relation| relation.eq_ignore_ascii_case("next"))
        }) {
            return Some(target.to_owned());
        }
        rest = behind;
    }
    None
}

/// The parameters of a link, and what comes behind them: other links.
fn parameters(text: &str) -> (Vec<(String, String)>, &str) {
    let mut found = vec![(String::new(), String::new())];
    let (mut in_value, mut quoted, mut escaped) = (false, false, false);
    for (index, character) in text.char_indices() {
        match character {
            ',' if !quoted => return (trimmed(found), text.get(index..).unwrap_or_default()),
            ';' if !quoted => {
                found.push((String::new(), String::new()));
                in_value = false;
            }
            '=' if !quoted && !in_value => in_value = true,
            '"' if in_value && !escaped => quoted = !quoted,
            '\\' if quoted && !escaped => {
                escaped = true;
                continue;
            }
            other => {
                if let Some((name, value)) = found.last_mut() {
                    if in_value { value } else { name }.push(other);
                }
            }
        }
        escaped = false;
    }
    (trimmed(found), "")
}

fn trimmed(pairs: Vec<(String, String)>) -> Vec<(String, String)> {
    pairs
        .into_iter()
        .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::next_in;

    #[test]
    fn the_next_page_is_found() {
        let cases = [
            (
                r#"<https://a.example/x?page=2>; rel="next", <https://a.example/x?page=9>; rel="last""#,
                Some("https://a.example/x?page=2"),
            ),
            (
                r#"<https://a.example/x?page=1>; rel="prev", </x?a=1,2;3>; title="a, \"b\"; rel=x"; rel=next"#,
                Some("/x?a=1,2;3"),
            ),
            (r#"<?page=2>;rel="last next""#, Some("?page=2")),
            (r#"<?page=2>; REL = "NEXT""#, Some("?page=2")),
            (r#"<?page=2>; rel="nextish""#, None),
            (r#"<?page=2>; title="rel=next""#, None),
            ("<?page=2", None),
            ("<?page=2>; rel=\"next", Some("?page=2")),
            ("", None),
        ];
        for (header, expected) in cases {
            assert_eq!(next_in(header).as_deref(), expected, "{header}");
        }
    }
}
