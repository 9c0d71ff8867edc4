//! Tables for people: what fits of a list, without what a terminal would obey.

use crate::cli::json::Json;
use crate::single_line::SingleLine;

/// How wide a table is at most, in characters.
const WIDEST: usize = 120;

/// How wide a cell is at most.
const CELL: usize = 40;

/// The members of items that a table shows, and how wide each is.
pub(super) struct Columns(Vec<(String, usize)>);

impl Columns {
    /// Those that are plain values in items, in their order, as many as fit.
    pub fn of(items: &[Json]) -> Self {
        let mut found: Vec<(String, usize)> = Vec::new();
        for (name, value) in items.iter().filter_map(Json::members).flatten() {
            if !value.is_scalar() {
                continue;
            }
            let width = cell(&value).chars().count();
            match found.iter_mut().find(|(known, _)| *known == name) {
                Some((_, widest)) => *widest = width.max(*widest),
                None => {
                    let width = width.max(shown(&name, CELL).chars().count());
                    found.push((name, width));
                }
            }
        }
        // By it people ask for more.
        found.sort_by_key(|(name, _)| name != "id");
        let mut left = WIDEST;
        found.retain(|(_, width)| {
            let fits = *width <= left;
            left = left.saturating_sub(width + 2);
            fits
        });
        Self(found)
    }

    /// The names of the columns, unless items have no members.
    pub fn heading(&self) -> Option<String> {
        let names = self.0.iter();
        let names = names.map(|(name, width)| (shown(name, CELL).to_uppercase(), *width));
        (!self.0.is_empty()).then(|| line(names))
    }

    /// A line for an item.
    pub fn row(&self, item: &Json) -> String {
        let Some(members) = item.members().filter(|_| !self.0.is_empty()) else {
            return cell(item);
        };
        line(self.0.iter().map(|(name, width)| {
            let value = members.iter().find(|(key, _)| key == name);
            let text = value.map(|(_, value)| cell(value)).unwrap_or_default();
            (text, *width)
        }))
    }
}

fn line(cells: impl Iterator<Item = (String, usize)>) -> String {
    let cells = cells.map(|(text, width)| format!("{text:width$}"));
    let cells: Vec<String> = cells.collect();
    cells.join("  ").trim_end().to_owned()
}

/// A line for each member of an object, or one for what is none.
pub(super) fn members(value: &Json) -> Vec<String> {
    let Some(members) = value.members() else {
        return vec![plain(value, WIDEST)];
    };
    let names = members.iter().map(|(name, _)| name.chars().count());
    let width = names.max().unwrap_or_default().min(CELL);
    let lines = members.iter().map(|(name, value)| {
        let (name, value) = (shown(name, CELL), plain(value, WIDEST));
        format!("{name:width$}  {value}").trim_end().to_owned()
    });
    lines.collect()
}

/// The rows of what is a list, or an object around just one list of objects.
pub(super) fn rows_of(value: &Json) -> Option<Vec<Json>> {
    if let Some(items) = value.items() {
        return Some(items);
    }
    let mut lists = Vec::new();
    for (_, member) in value.members()? {
        match member.items() {
            Some(items) if items.iter().all(Json::is_object) => lists.push(items),
            Some(_) => return None,
            None if member.is_object() => return None,
            None => {}
        }
    }
    let only = lists.pop()?;
    lists.is_empty().then_some(only)
}

fn cell(value: &Json) -> String {
    plain(value, CELL)
}

fn plain(value: &Json, limit: usize) -> String {
    match value.as_text() {
        Some(text) => shown(&text, limit),
        None if value.get() == "null" => String::new(),
        None => shown(&value.compact(), limit),
    }
}

fn shown(text: &str, limit: usize) -> String {
    SingleLine(text, limit).to_string()
}

#[cfg(test)]
mod tests {
    use super::{Columns, members, rows_of};
    use crate::cli::json::Json;

    fn json(text: &str) -> Json {
        Json::parse(text).unwrap()
    }

    #[test]
    fn columns_are_plain_members_that_fit() {
        let long = "x".repeat(60);
        let items = [
            json(r#"{"open": true, "of": {"a": 1}, "id": "1"}"#),
            json(&format!(
                r#"{{"id": "2\u001b[2J", "note": "{long}", "open": null}}"#
            )),
        ];
        let columns = Columns::of(&items);
        assert_eq!(
            columns
                .heading()
                .unwrap()
                .split_whitespace()
                .collect::<Vec<_>>(),
            ["ID", "OPEN", "NOTE"]
        );
        assert_eq!(columns.row(&items[0]), "1      true");
        let second = columns.row(&items[1]);
        assert!(second.starts_with("2\u{fffd}[2J"), "{second}");
        assert!(
            second.ends_with('…') && second.chars().count() < 60,
            "{second}"
        );
        assert_eq!(Columns::of(&[json("1")]).row(&json("1")), "1");
    }

    #[test]
    fn a_list_in_an_object_is_a_list() {
        let list = json(r#"{"type": "list", "data": [{"id": 1}], "total": 1}"#);
        assert_eq!(rows_of(&list).unwrap().len(), 1);
        assert!(rows_of(&json(r#"{"a": {"b": 1}, "c": [{}]}"#)).is_none());
        assert!(rows_of(&json(r#"{"tags": ["a"]}"#)).is_none());
        let lines = members(&json(r#"{"id": 1, "tags": ["a", "b"], "x": null}"#));
        assert_eq!(lines, ["id    1", "tags  [\"a\",\"b\"]", "x"]);
    }
}
