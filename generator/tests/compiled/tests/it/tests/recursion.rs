//! Types that hold themselves.

use serde_json::{Value, json};

use super::{survives, written};
use crate::large_types::types::Archive;
use crate::recursion::types::{Child, Hen, Query, Tree};

#[test]
fn a_tree_of_any_depth_is_read_and_written() {
    let mut json = json!({ "name": "leaf" });
    for _ in 0..50 {
        json = json!({ "name": "node", "parent": json, "children": [{ "name": "twig" }] });
    }
    let tree: Tree = survives(json);
    assert_eq!(tree.children.unwrap().len(), 1);
}

#[test]
fn a_tree_is_built_without_boxes() {
    let tree = Tree::new("a")
        .parent(Tree::new("b"))
        .children([Tree::new("c")])
        .by_name([("d", Tree::new("d"))]);
    assert_eq!(
        written(&tree),
        json!({
            "name": "a",
            "parent": { "name": "b" },
            "children": [{ "name": "c" }],
            "by_name": { "d": { "name": "d" } },
        })
    );
}

#[test]
fn two_types_may_hold_each_other() {
    let hen: Hen = survives(json!({ "egg": { "hen": { "egg": {} } } }));
    assert!(hen.egg.unwrap().hen.unwrap().egg.is_some());
    let child: Child = survives(json!({ "id": "a", "twin": { "id": "b", "twin": {} } }));
    assert_eq!(child.twin.unwrap().id.as_deref(), Some("b"));
}

#[test]
fn a_union_may_hold_itself() {
    let mut json: Value = json!({ "field": "a" });
    for _ in 0..10 {
        json = json!({ "all": [{ "not": json }, { "any": [] }] });
    }
    let query: Query = survives(json);
    assert!(matches!(query, Query::All(_)), "{query:?}");
}

#[test]
fn lists_may_hold_themselves() {
    use crate::recursion_lists::types::Menu;
    let mut entries = json!([{ "label": "leaf" }]);
    let (mut groups, mut nested, mut mixed) = (json!([]), json!([]), json!([1, "a"]));
    for _ in 0..20 {
        entries = json!([{ "label": "node", "entries": entries }, { "label": "twig" }]);
        groups = json!([[groups], []]);
        nested = json!([nested, []]);
        mixed = json!([2, mixed, "b"]);
    }
    let menu: Menu =
        survives(json!({ "entries": entries, "groups": groups, "nested": nested, "mixed": mixed }));
    let entries = menu.entries.unwrap();
    let inside = entries[0].entries.as_deref().unwrap();
    assert_eq!(inside[1].label, "twig");
}

#[test]
fn types_that_hold_each_other_twice_fit_on_a_stack() {
    let mut json = json!({ "a": "1", "h": "8" });
    let members = [
        ("recto", "verso"),
        ("draft", "final"),
        ("one", "two"),
        ("front", "back"),
        ("upper", "lower"),
        ("left", "right"),
        ("left", "right"),
        ("first", "second"),
    ];
    for (one, other) in members {
        json = json!({ (one): json, (other): json });
    }
    let archive: Archive = survives(json);
    assert!(archive.first.left.is_some());
    assert!(size_of::<Archive>() <= 8192, "{}", size_of::<Archive>());
}
