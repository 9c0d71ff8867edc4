//! `/tickets/{ticket_id}`: text, and the names in braces.

use crate::grammar::MAX_PATH;
use crate::model::variable_name;
use crate::tree::IndexSet;

/// A path, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PathTemplate {
    /// The names in braces, each once.
    pub(super) names: IndexSet<String>,
    /// The same without what only routers know, such as the sign of `{proxy+}`.
    plain: IndexSet<String>,
    /// A name that stands there twice: one value would be sent for both.
    pub(super) repeated: Option<String>,
    /// The path with every name left out: what tells it from others.
    pub(super) shape: String,
}

impl PathTemplate {
    /// Takes a path apart, or says why it can't be.
    pub(super) fn parse(path: &str) -> Result<PathTemplate, &'static str> {
        if path.len() > MAX_PATH {
            return Err("a path has at most 2,000 bytes, as no longer one is sure to arrive");
        }
        let mut template = PathTemplate {
            names: IndexSet::default(),
            plain: IndexSet::default(),
            repeated: None,
            shape: String::new(),
        };
        let mut rest = path;
        while let Some((text, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').ok_or("a `{` is never closed")?;
            if name.is_empty() {
                return Err("there is no name between `{` and `}`");
            }
            if name.contains('{') || name.contains('/') {
                return Err("a `{` is never closed");
            }
            if text.contains('}') {
                return Err("a `}` closes nothing");
            }
            template.shape.push_str(text);
            template.shape.push_str("{}");
            if !template.names.insert(name.to_owned()) {
                template.repeated = Some(name.to_owned());
            }
            template.plain.insert(variable_name(name).to_owned());
            rest = after;
        }
        if rest.contains('}') {
            return Err("a `}` closes nothing");
        }
        template.shape.push_str(rest);
        Ok(template)
    }

    /// Whether a parameter of this name gives a variable its value.
    pub(super) fn has(&self, parameter: &str) -> bool {
        self.names.contains(parameter) || self.plain.contains(parameter)
    }
}

#[cfg(test)]
mod tests {
    use super::PathTemplate;
    use crate::grammar::MAX_PATH;

    #[test]
    fn names_are_found() {
        let template = PathTemplate::parse("/a/{b}/c.{d}/{b}").unwrap();
        assert!(template.names.iter().eq(["b", "d"]));
        assert_eq!(template.shape, "/a/{}/c.{}/{}");
    }

    #[test]
    fn malformed_braces_are_refused() {
        for path in ["/{", "/}", "/{}", "/{a{b}", "/{a/b}", "/a}{b}"] {
            assert!(PathTemplate::parse(path).is_err(), "{path}");
        }
    }

    #[test]
    fn a_path_is_at_most_as_long_as_servers_take() {
        let path = format!("/{}", "a".repeat(MAX_PATH - 1));
        assert!(PathTemplate::parse(&path).is_ok());
        assert!(PathTemplate::parse(&format!("{path}a")).is_err());
    }
}
