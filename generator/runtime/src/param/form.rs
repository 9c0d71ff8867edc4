//! Forms: the members of an object, each as a pair.

use crate::escape;
use crate::param::encode::ParamWriter;
use crate::param::{Style, Tree};

/// How one member of a form is written, in the words of OpenAPI's `encoding`.
///
/// A member without one is written as OpenAPI has it by default: a text or a
/// number as it is, each item of a list as a pair of its own, an object as
/// JSON. As soon as a style is set, the member is written as a query parameter
/// of that style would be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding {
    /// Empty for that of all members without one of their own.
    name: &'static str,
    style: Option<Style>,
    explode: Option<bool>,
    content_type: Option<&'static str>,
    headers: &'static [(&'static str, &'static str)],
}

impl Encoding {
    /// The encoding of the member of this name.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            style: None,
            explode: None,
            content_type: None,
            headers: &[],
        }
    }

    /// The encoding of all members that have none of their own.
    #[must_use]
    pub const fn rest() -> Self {
        Self::new("")
    }

    /// Sets the style.
    #[must_use]
    pub const fn style(mut self, style: Style) -> Self {
        self.style = Some(style);
        self
    }

    /// Sets whether each item of a list, or member of an object, stands for
    /// itself.
    #[must_use]
    pub const fn explode(mut self, explode: bool) -> Self {
        self.explode = Some(explode);
        self
    }

    /// Sets the media type of the member's part. One of JSON makes JSON of any
    /// value.
    #[must_use]
    pub const fn content_type(mut self, media_type: &'static str) -> Self {
        self.content_type = Some(media_type);
        self
    }

    /// Sets headers of the member's part, as name and value.
    #[must_use]
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    pub(crate) fn part_headers(&self) -> &'static [(&'static str, &'static str)] {
        self.headers
    }

    /// The member's name; empty for [`rest`](Self::rest).
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The media type of the part, if it is set.
    pub(crate) fn media_type(&self) -> Option<&'static str> {
        self.content_type
    }

    fn is_json(&self) -> bool {
        self.content_type.is_some_and(|media_type| {
            media_type.ends_with("/json") || media_type.ends_with("+json")
        })
    }
}

/// A pair of a form, both halves escaped as in a URL.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Pair<'a> {
    pub(crate) name: String,
    pub(crate) value: String,
    /// Whether the value is JSON text rather than plain.
    pub(crate) json: bool,
    pub(crate) encoding: Option<&'a Encoding>,
}

/// The pairs of an object; none if the value is no object.
pub(crate) fn pairs<'a>(tree: &Tree, encodings: &'a [Encoding]) -> Option<Vec<Pair<'a>>> {
    let Tree::Members(members) = tree else {
        return None;
    };
    let mut pairs = Vec::new();
    for (name, value) in members {
        let own = encodings.iter().find(|encoding| encoding.name == name);
        let rest = || encodings.iter().find(|encoding| encoding.name.is_empty());
        add(&mut pairs, name, value, own.or_else(rest));
    }
    Some(pairs)
}

fn add<'a>(pairs: &mut Vec<Pair<'a>>, name: &str, value: &Tree, encoding: Option<&'a Encoding>) {
    let style = encoding.and_then(|encoding| encoding.style);
    let explode = encoding.and_then(|encoding| encoding.explode);
    if style.is_some() || explode.is_some() {
        let style = style.unwrap_or(Style::Form);
        let writer = ParamWriter {
            name,
            explode: explode.unwrap_or(style == Style::Form),
            escape: escape::component,
        };
        let written = writer.pairs(style, value).into_iter();
        pairs.extend(written.map(|(name, value)| Pair {
            name,
            value,
            json: false,
            encoding,
        }));
        return;
    }
    let mut push = |value: &Tree| {
        let json = match value {
            Tree::Null => return,
            Tree::Scalar(_) | Tree::Literal(_) => encoding.is_some_and(Encoding::is_json),
            Tree::List(_) | Tree::Members(_) => true,
        };
        let text = match value {
            Tree::Scalar(text) | Tree::Literal(text) if !json => text.clone(),
            _ => value.json(),
        };
        pairs.push(Pair {
            name: escape::component(name),
            value: escape::component(&text),
            json,
            encoding,
        });
    };
    match value {
        Tree::List(items) if !encoding.is_some_and(Encoding::is_json) => {
            items.iter().for_each(push);
        }
        value => push(value),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Encoding, pairs};
    use crate::param::{Style, to_tree};

    fn written(value: &Value, encodings: &[Encoding]) -> String {
        let (tree, _) = to_tree(value).unwrap();
        let pairs = pairs(&tree, encodings).unwrap();
        let pairs: Vec<String> = pairs
            .iter()
            .map(|pair| format!("{}={}", pair.name, pair.value))
            .collect();
        pairs.join("&")
    }

    #[test]
    fn by_default_lists_repeat_and_objects_are_json() {
        let value = json!({"a": "x y", "b": [1, true], "c": null, "d": {"n": 1.5, "s": "t"}});
        assert_eq!(
            written(&value, &[]),
            "a=x%20y&b=1&b=true&d=%7B%22n%22%3A1.5%2C%22s%22%3A%22t%22%7D"
        );
        assert_eq!(
            written(&json!({"a": [{"b": 1}], "c": []}), &[]),
            "a=%7B%22b%22%3A1%7D"
        );
    }

    #[test]
    fn a_style_is_that_of_a_query() {
        let value = json!({"a": [1, 2], "b": {"x": {"y": "z"}}, "c": "d"});
        let deep = Encoding::rest().style(Style::DeepObject).explode(true);
        assert_eq!(
            written(&value, &[deep]),
            "a%5B0%5D=1&a%5B1%5D=2&b%5Bx%5D%5By%5D=z&c=d"
        );
        let own = Encoding::new("a").explode(false);
        assert_eq!(written(&value, &[own, deep]), "a=1,2&b%5Bx%5D%5By%5D=z&c=d");
        let piped = Encoding::new("a").style(Style::PipeDelimited);
        assert_eq!(written(&json!({"a": ["1", "2"]}), &[piped]), "a=1%7C2");
    }

    #[test]
    fn a_media_type_of_json_makes_json() {
        let json_of = Encoding::new("a").content_type("application/json");
        assert_eq!(written(&json!({"a": ["x"]}), &[json_of]), "a=%5B%22x%22%5D");
        assert_eq!(written(&json!({"a": "x"}), &[json_of]), "a=%22x%22");
    }

    #[test]
    fn only_objects_are_forms() {
        for value in [json!(1), json!([1]), Value::Null] {
            let (tree, _) = to_tree(&value).unwrap();
            assert_eq!(pairs(&tree, &[]), None);
        }
    }
}
