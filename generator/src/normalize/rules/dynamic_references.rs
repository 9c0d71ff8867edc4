//! `$dynamicRef` → `$ref`, where no schema around says what the open part is; and
//! `$recursiveRef` of the draft before it, which in a component means that one.

use crate::normalize::subject::Subject;
use crate::tree::{Node, Place};

pub(super) fn apply(subject: &mut Subject) {
    if subject.map.contains_key("$ref") {
        return;
    }
    if let Some(reference) = subject.map.shift_remove("$dynamicRef") {
        subject.map.insert("$ref".to_owned(), reference);
        subject.moved(&[("/$ref", "/$dynamicRef")]);
    } else if subject.text("$recursiveRef") == Some("#")
        && let Some(component) = component(&subject.origin)
    {
        subject.map.shift_remove("$recursiveRef");
        let reference = Node::String(format!("#{component}"));
        subject.map.insert("$ref".to_owned(), reference);
    }
}

/// The pointer of the component that a schema lies in.
fn component(place: &Place) -> Option<String> {
    let pointer = place.pointer.to_string();
    let name = pointer.strip_prefix("/components/schemas/")?;
    let name = name.split('/').next()?;
    Some(format!("/components/schemas/{name}"))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{applied, becomes, schema};
    use super::apply;
    use crate::normalize::subject::Subject;
    use crate::tree::{FileId, Place};

    #[test]
    fn a_recursive_one_leads_to_the_component() {
        let components = Place::root(FileId::ROOT).key("components");
        let place = components.key("schemas").key("Tree").key("items");
        let mut subject = Subject::new(schema("{$recursiveRef: '#'}"), place);
        apply(&mut subject);
        assert_eq!(subject.text("$ref"), Some("#/components/schemas/Tree"));
        becomes(apply, "{$recursiveRef: '#'}", "{$recursiveRef: '#'}");
    }

    #[test]
    fn it_leads_to_the_one_schema_with_the_anchor() {
        becomes(apply, "{$dynamicRef: '#node'}", "{$ref: '#node'}");
        let both = "{$ref: '#/x', $dynamicRef: '#node'}";
        becomes(apply, both, both);
        let moves = applied(apply, "{$dynamicRef: '#node'}").1;
        assert_eq!(moves, ["/$ref was /$dynamicRef"]);
    }
}
