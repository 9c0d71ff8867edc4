//! A path's template: `/pets/{id}`, `/files/{name}.{ext}`.

use oas_codegen::model::spans_segments;
use percent_encoding::percent_decode_str;

/// A template in segments.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Template(Vec<Segment>);

/// What stands between two slashes. Concrete ones sort before others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Segment {
    Literal(String),
    /// Variables with text around them.
    Mixed(Vec<SegmentPart>),
    Variable(String),
    /// A variable of one segment or more.
    Several(String),
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum SegmentPart {
    Text(String),
    Variable(String),
}

impl Template {
    pub(crate) fn new(path: &str) -> Self {
        Self(path.split('/').map(segment).collect())
    }

    /// The values of the variables, as they were sent, if the path fits.
    pub(crate) fn matches(&self, path: &str) -> Option<Vec<(String, String)>> {
        let all: Vec<&str> = path.split('/').collect();
        let mut rest = all.as_slice();
        let mut values = Vec::new();
        for (at, segment) in self.0.iter().enumerate() {
            let (text, behind) = rest.split_first()?;
            rest = behind;
            match segment {
                Segment::Literal(literal) => {
                    if *text != literal && decode(text) != *literal {
                        return None;
                    }
                }
                Segment::Variable(name) if !text.is_empty() => {
                    values.push((name.clone(), (*text).to_owned()));
                }
                Segment::Several(name) if !text.is_empty() => {
                    let (more, behind) =
                        rest.split_at_checked(rest.len().checked_sub(self.0.len() - at - 1)?)?;
                    let value = [&[*text], more].concat().join("/");
                    values.push((name.clone(), value));
                    rest = behind;
                }
                Segment::Variable(_) | Segment::Several(_) => return None,
                Segment::Mixed(parts) => mixed(parts, text, &mut values)?,
            }
        }
        rest.is_empty().then_some(values)
    }

    /// The same without the names of its variables.
    pub(crate) fn shape(&self) -> String {
        self.fill(|_| "{}".to_owned())
    }

    /// The path with values in place of the variables, which are escaped.
    pub(crate) fn fill(&self, value: impl Fn(&str) -> String) -> String {
        let segments = self.0.iter().map(|segment| match segment {
            Segment::Literal(text) => text.clone(),
            Segment::Variable(name) | Segment::Several(name) => value(name),
            Segment::Mixed(parts) => parts
                .iter()
                .map(|part| match part {
                    SegmentPart::Text(text) => text.clone(),
                    SegmentPart::Variable(name) => value(name),
                })
                .collect(),
        });
        segments.collect::<Vec<String>>().join("/")
    }
}

fn segment(text: &str) -> Segment {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        if !before.is_empty() {
            parts.push(SegmentPart::Text(before.to_owned()));
        }
        parts.push(SegmentPart::Variable(name.to_owned()));
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(SegmentPart::Text(rest.to_owned()));
    }
    match parts.as_slice() {
        [SegmentPart::Variable(name)] if spans_segments(name) => Segment::Several(name.clone()),
        [SegmentPart::Variable(name)] => Segment::Variable(name.clone()),
        [] => Segment::Literal(String::new()),
        [SegmentPart::Text(text)] => Segment::Literal(text.clone()),
        _ => Segment::Mixed(parts),
    }
}

/// Variables take as little as leaves room for the text after them.
fn mixed(parts: &[SegmentPart], text: &str, values: &mut Vec<(String, String)>) -> Option<()> {
    let mut rest = text;
    let mut parts = parts.iter().peekable();
    while let Some(part) = parts.next() {
        match part {
            SegmentPart::Text(text) => rest = rest.strip_prefix(text.as_str())?,
            SegmentPart::Variable(name) => {
                let (value, after) = match parts.peek() {
                    // The last text has to reach the end.
                    Some(SegmentPart::Text(text)) => {
                        let at = rest.get(1..)?.find(text.as_str())? + 1;
                        (rest.get(..at)?, rest.get(at..)?)
                    }
                    Some(SegmentPart::Variable(_)) => {
                        let first = rest.chars().next()?.len_utf8();
                        (rest.get(..first)?, rest.get(first..)?)
                    }
                    None => (rest, ""),
                };
                if value.is_empty() {
                    return None;
                }
                values.push((name.clone(), value.to_owned()));
                rest = after;
            }
        }
    }
    rest.is_empty().then_some(())
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(template: &str, path: &str) -> Option<Vec<String>> {
        let found = Template::new(template).matches(path)?;
        Some(found.into_iter().map(|(_, value)| value).collect())
    }

    #[test]
    fn variables_are_found() {
        assert_eq!(values("/a/{b}", "/a/x"), Some(vec!["x".to_owned()]));
        assert_eq!(values("/a/{b}", "/a/"), None);
        assert_eq!(values("/a/{b}", "/a/x/y"), None);
        assert_eq!(
            values("/a/{b}.{c}", "/a/x.json"),
            Some(vec!["x".to_owned(), "json".to_owned()])
        );
        assert_eq!(
            values("/a/{b}:start", "/a/7:start"),
            Some(vec!["7".to_owned()])
        );
        assert_eq!(values("/a/{b}:start", "/a/7:stop"), None);
        assert_eq!(values("/a b", "/a%20b"), Some(vec![]));
        let several = |path| values("/a/{b+}/c", path);
        assert_eq!(several("/a/x/y/c"), Some(vec!["x/y".to_owned()]));
        assert_eq!(several("/a/x/c"), Some(vec!["x".to_owned()]));
        assert_eq!([several("/a/c"), several("/a/x/y")], [None, None]);
    }

    #[test]
    fn concrete_paths_come_first() {
        let mut all = ["/a/{b}", "/a/{b}.x", "/a/b"].map(Template::new);
        all.sort();
        let texts = all.map(|template| template.fill(|name| format!("{{{name}}}")));
        assert_eq!(texts, ["/a/b", "/a/{b}.x", "/a/{b}"]);
    }
}
