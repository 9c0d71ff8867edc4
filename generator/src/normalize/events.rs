//! The data of server-sent events: a text whose content has a schema, which is
//! read before anybody sees the text.

use crate::load::Document;
use crate::tree::HashSet;
use crate::tree::{Node, Place};

/// Adds the schemas of the data of the events that a media type describes.
pub(super) fn find(document: &Document, media: &Place, found: &mut HashSet<Place>) {
    let key = media.pointer.last().unwrap_or_default();
    let essence = key.split(';').next().unwrap_or_default().trim();
    if !essence.eq_ignore_ascii_case("text/event-stream") {
        return;
    }
    for key in ["itemSchema", "schema"] {
        let Some((schema, node)) = document.follow(&media.key(key)) else {
            continue;
        };
        let mut places = vec![schema.clone()];
        for union in ["oneOf", "anyOf"] {
            let list = node.get(union).and_then(Node::as_list).unwrap_or_default();
            let list_at = schema.key(union);
            let branches = (0..list.len()).map(|index| list_at.index(index));
            places.extend(branches.filter_map(|place| Some(document.follow(&place)?.0)));
        }
        for place in places {
            let data = document.follow(&place.key("properties").key("data"));
            if let Some((data, node)) = data
                && node.get("contentSchema").is_some()
            {
                found.insert(data);
            }
        }
    }
}
