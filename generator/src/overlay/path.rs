//! JSONPath by RFC 9535, from text to the pointers of what it names.

use serde_json::Value;
use serde_json_path::{JsonPath, PathElement};

use crate::diagnostics::suggest;
use crate::tree::Pointer;

/// Nobody writes longer ones by hand.
const MOST_BYTES: usize = 2_000;

/// The parser follows brackets into themselves.
const MOST_BRACKETS: usize = 24;

/// How often a path may meet a value on average, as far as its text tells.
const MOST_VISITS: usize = 10_000;

/// How many values lie around another in a document.
const LEVELS: usize = 24;

/// A path that could be read.
pub(super) struct JsonQuery {
    text: String,
    path: JsonPath,
}

/// Why a text is no path.
pub(super) enum QueryError {
    Syntax(String),
    TooLong,
    TooManyVisits,
}

impl JsonQuery {
    pub(super) fn parse(text: &str) -> Result<JsonQuery, QueryError> {
        let open = text.chars().filter(|one| matches!(one, '(' | '['));
        if text.len() > MOST_BYTES || open.count() > MOST_BRACKETS {
            return Err(QueryError::TooLong);
        }
        if visits(text).is_none_or(|visits| visits > MOST_VISITS) {
            return Err(QueryError::TooManyVisits);
        }
        match JsonPath::parse(text) {
            Ok(path) => Ok(JsonQuery {
                text: text.to_owned(),
                path,
            }),
            Err(error) => {
                let read = error.position().min(text.len());
                let rest = text.get(read..).unwrap_or(text);
                Err(QueryError::Syntax(format!(
                    "not understood from `{rest}` on"
                )))
            }
        }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// What it names, each once.
    pub(super) fn find(&self, value: &Value) -> Vec<Pointer> {
        let found = self.path.query_located(value).dedup();
        let pointers = found.locations().map(|location| {
            let start = Pointer::default();
            location
                .iter()
                .fold(start, |pointer, element| match element {
                    PathElement::Name(name) => pointer.key(name),
                    PathElement::Index(index) => pointer.index(*index),
                })
        });
        pointers.collect()
    }

    /// Where a path that names nothing goes wrong, as a sentence.
    pub(super) fn trace(&self, value: &Value) -> Option<String> {
        let mut cuts = boundaries(&self.text);
        cuts.push(self.text.len());
        let reached = cuts.iter().enumerate().rev().find_map(|(index, cut)| {
            let before = self.text.get(..*cut)?;
            let known = JsonPath::parse(before).ok()?.query(value).first()?;
            Some((before, self.text.get(*cut..*cuts.get(index + 1)?)?, known))
        });
        let (before, missing, known) = reached?;
        let name = missing.trim_matches(|one| ".[]'\" ".contains(one));
        let names = known.as_object().into_iter().flat_map(|map| map.keys());
        Some(match suggest(name, names.map(String::as_str)) {
            Some(meant) => {
                format!("`{before}` is there, and has no `{name}`; did you mean `{meant}`?")
            }
            None => format!("`{before}` is there, and nothing in it is named by `{missing}`"),
        })
    }
}

/// How often a path may meet each value, or nothing if a filter searches the whole
/// document anew for each: `..` meets a value from all that it lies in, and a list of
/// selectors by each of them.
fn visits(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut before = ' ';
    let mut roots = 0_usize;
    let mut visits = 1_usize;
    let mut selectors = vec![1_usize];
    for one in text.chars() {
        match (quote, one) {
            // A backslash that is escaped itself escapes nothing.
            (Some(_), _) if before == '\\' => {
                before = ' ';
                continue;
            }
            (Some(open), _) if open == one => quote = None,
            (None, '\'' | '"') => quote = Some(one),
            (None, '$') => roots += 1,
            (None, '*') if roots > 1 => return None,
            (None, '.') if before == '.' => {
                visits = visits.saturating_mul(LEVELS);
                if roots > 1 {
                    return None;
                }
            }
            (None, '[' | '(') => selectors.push(1),
            (None, ',') => {
                if let Some(count) = selectors.last_mut() {
                    *count += 1;
                }
            }
            (None, ']' | ')') => visits = visits.saturating_mul(selectors.pop().unwrap_or(1)),
            (Some(_) | None, _) => {}
        }
        before = one;
    }
    Some(visits)
}

/// Where the segments of a path begin, the first one left out.
fn boundaries(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let mut quote = None;
    let mut before = ' ';
    for (at, one) in text.char_indices() {
        match (quote, one) {
            (Some(open), _) if open == one && before != '\\' => quote = None,
            (None, '\'' | '"') => quote = Some(one),
            (None, '[' | '(') => {
                if depth == 0 && before != '.' {
                    found.push(at);
                }
                depth += 1;
            }
            (None, ']' | ')') => depth = depth.saturating_sub(1),
            (None, '.') if depth == 0 && before != '.' => found.push(at),
            (Some(_) | None, _) => {}
        }
        before = one;
    }
    found
}

/// A pointer as a path that a person would write.
pub(super) fn written(pointer: &Pointer) -> String {
    let mut text = "$".to_owned();
    for token in pointer.tokens() {
        let is_name = token.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
            && token
                .chars()
                .all(|one| one.is_ascii_alphanumeric() || one == '_');
        if is_name {
            text.push('.');
            text.push_str(token);
        } else {
            let quoted = token.replace('\\', "\\\\").replace('\'', "\\'");
            text.push_str(&format!("['{quoted}']"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_names_nothing_says_where() {
        let value = serde_json::json!({ "paths": { "/tickets": { "get": {} } } });
        let trace = |text: &str| JsonQuery::parse(text).ok().unwrap().trace(&value);
        assert_eq!(
            trace("$.paths['/ticket'].get").unwrap(),
            "`$.paths` is there, and has no `/ticket`; did you mean `/tickets`?"
        );
        assert_eq!(
            trace("$.paths.*.get[?@.x == 1].y").unwrap(),
            "`$.paths.*.get` is there, and nothing in it is named by `[?@.x == 1]`"
        );
    }

    #[test]
    fn a_pointer_is_written_as_a_path() {
        let pointer: Pointer = "/paths/~1a'b/get/x-y".parse().unwrap();
        let text = written(&pointer);
        assert_eq!(text, "$.paths['/a\\'b'].get['x-y']");
        let value = serde_json::json!({ "paths": { "/a'b": { "get": { "x-y": 1 } } } });
        let query = JsonQuery::parse(&text).ok().unwrap();
        assert_eq!(query.find(&value), [pointer]);
    }

    #[test]
    fn no_path_searches_a_document_without_end() {
        let read = |text: &str| match JsonQuery::parse(text) {
            Ok(_) => true,
            Err(QueryError::TooManyVisits) => false,
            Err(QueryError::Syntax(_) | QueryError::TooLong) => panic!("{text}"),
        };
        let many = |one: &str, count: usize| vec![one; count].join(",");
        for text in [
            "$.components..properties..description".to_owned(),
            "$.paths..parameters[?@.name == 'a..b$*..c' || @.in == \"..\"]".to_owned(),
            "$.paths[?@.get == $.paths['/a'].get]".to_owned(),
            "$['a\\\\'].b['..']['..']['..']".to_owned(),
            format!("$.paths[{}].get", many("'/a'", 300)),
        ] {
            assert!(read(&text), "{text}");
        }
        for text in [
            "$..[?count($..[?count($..*) > 1]) > 1]".to_owned(),
            "$..[?count($.paths.*) > 1]".to_owned(),
            "$..*..*..*".to_owned(),
            format!("${}", "[*,*]".repeat(20)),
            format!("${}", "['a','a','a']".repeat(12)),
            format!("$..b..[{}]", many("?@.a", 20)),
        ] {
            assert!(!read(&text), "{text}");
        }
    }

    #[test]
    fn no_path_is_followed_endlessly() {
        let deep = format!("$[?{}@.a{}]", "(".repeat(500), ")".repeat(500));
        assert!(matches!(JsonQuery::parse(&deep), Err(QueryError::TooLong)));
    }
}
