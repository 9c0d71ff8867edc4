//! Paths as clients tell them: `data[].tags{}.name`.

/// A step from a value to one inside of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// To a member of an object.
    Member(String),
    /// To any item of a list.
    Item,
    /// To any value of a map.
    Value,
}

/// The steps of a path; `None` if it is none.
pub fn parse(path: &str) -> Option<Vec<Step>> {
    let (mut rest, mut steps) = (path, Vec::new());
    while !rest.is_empty() {
        let (step, behind) = if let Some(behind) = rest.strip_prefix("[]") {
            (Step::Item, behind)
        } else if let Some(behind) = rest.strip_prefix("{}") {
            (Step::Value, behind)
        } else if rest.starts_with("[\"") {
            quoted(rest.get(1..)?)?
        } else {
            let rest = rest.strip_prefix('.').unwrap_or(rest);
            let end = rest.find(['.', '[', '{']).unwrap_or(rest.len());
            let (name, behind) = rest.split_at(end);
            if name.is_empty() {
                return None;
            }
            (Step::Member(name.to_owned()), behind)
        };
        steps.push(step);
        rest = behind;
    }
    Some(steps)
}

/// A name in quotes and the bracket behind it.
fn quoted(text: &str) -> Option<(Step, &str)> {
    let mut names = serde_json::Deserializer::from_str(text).into_iter::<String>();
    let name = names.next()?.ok()?;
    let behind = text.get(names.byte_offset()..)?.strip_prefix(']')?;
    Some((Step::Member(name), behind))
}

/// The path again.
pub fn render(steps: &[Step]) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Item => path.push_str("[]"),
            Step::Value => path.push_str("{}"),
            Step::Member(name) => {
                path.push_str(if path.is_empty() { "" } else { "." });
                path.push_str(name);
            }
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_steps() {
        let member = |name: &str| Step::Member(name.to_owned());
        let steps = vec![
            member("a"),
            Step::Item,
            member("b c"),
            Step::Value,
            member("d"),
        ];
        assert_eq!(parse("a[][\"b c\"]{}.d"), Some(steps));
        assert_eq!(parse(""), Some(Vec::new()));
        assert_eq!(parse("a..b"), None);
    }
}
