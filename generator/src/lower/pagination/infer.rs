//! Pages that nobody told of, recognised by the names that APIs usually give
//! to what leads on.
//!
//! To take a list for a page that is none would be worse than the reverse, so
//! a name alone is never enough: what leads on has to be in the response, and a
//! parameter has to take it.

use super::super::operations::OperationLowerer;
use super::Listing;
use crate::grammar::{Carrier, PagingRule, TurnRule};
use crate::model::{Location, Parameter, Primitive, ScalarFormat, TypeRef};
use crate::names::plain_words;
use crate::tree::{Node, NodeMap, Place};

/// Parameters that take a cursor.
const CURSORS: &[&str] = &[
    "cursor",
    "page cursor",
    "page token",
    "next token",
    "next cursor",
    "next page token",
    "pagination token",
    "continuation token",
    "continuation",
    "starting after",
    "start after",
    "after",
    "page after",
    "page info",
    "page",
    "marker",
    "scroll id",
];

/// Members that hold a cursor whatever the parameter is called.
const NEXT_CURSORS: &[&str] = &[
    "next cursor",
    "next page token",
    "next page cursor",
    "next token",
    "end cursor",
    "after cursor",
    "continuation token",
    "next marker",
];

/// Members that hold the next page's URL, and what they are in.
const NEXT_URLS: &[&str] = &[
    "next",
    "next url",
    "next uri",
    "next link",
    "next page url",
    "next page uri",
    "odata next link",
];

/// Objects that say how a page lies among the others.
const ABOUT_PAGES: &[&str] = &[
    "meta",
    "metadata",
    "page",
    "pages",
    "paging",
    "pagination",
    "page info",
    "paging info",
    "cursors",
    "response metadata",
    "links",
    "next",
];

const MORE: &[&str] = &["has more", "has next", "has next page", "has more items"];
const PAGE_COUNTS: &[&str] = &["total pages", "page count", "last page", "num pages"];
const PAGE_NUMBERS: &[&str] = &["page", "page number", "page no", "page num"];
const OFFSETS: &[&str] = &["offset", "skip", "page offset"];
const ITEM_CURSORS: &[&str] = &["starting after", "after"];

/// Lists that are the items of a page, though there are other lists beside.
const ITEMS: &[&str] = &[
    "data", "items", "results", "records", "entries", "values", "value",
];

/// A member of the response, however deep.
struct ListMember {
    /// Its place as a JSON pointer.
    pointer: String,
    /// Its name in plain words.
    name: String,
    /// That of the object that holds it.
    holder: String,
    ty: TypeRef,
    place: Place,
}

impl OperationLowerer<'_> {
    /// The rules that the operation may follow, the surest first.
    pub(super) fn find_paging(&self, listing: &Listing<'_>, page: &TypeRef) -> Vec<PagingRule> {
        let mut found = Vec::new();
        if listing.place.pointer.last().is_none_or(|key| key != "get") {
            return found;
        }
        let members = self.members(page);
        let Some(items) = self.the_list(page, &members) else {
            return found;
        };
        let more = members
            .iter()
            .find(|member| is_one(&member.name, MORE) && is(&member.ty, Primitive::Boolean))
            .map(|member| member.pointer.clone());
        let rule = |turn: TurnRule, more: Option<String>| PagingRule {
            items: items.clone(),
            more,
            turn,
        };
        if self.says_link(listing) {
            found.push(rule(TurnRule::Link, None));
        }
        found.extend(self.linked(listing).map(|turn| rule(turn, more.clone())));
        found.extend(next_cursor(listing, &members).map(|turn| rule(turn, more.clone())));
        found.extend(self.next_url(&members).map(|turn| rule(turn, None)));
        found.extend(last_item(listing, &members).map(|turn| rule(turn, more.clone())));
        if let Some(turn) = self.page_number(listing) {
            let count = members
                .iter()
                .find(|member| is_one(&member.name, PAGE_COUNTS) && is_integer(&member.ty));
            let count = count.map(|member| member.pointer.clone());
            found.push(rule(turn, more.clone().or(count)));
        }
        found.extend(offset(listing).map(|turn| rule(turn, more.clone())));
        found
    }

    /// The members of a page, and those of what it holds to say how it lies
    /// among the others.
    fn members(&self, page: &TypeRef) -> Vec<ListMember> {
        let mut found = Vec::new();
        self.collect_members(page, "", "", 0, &mut found);
        found
    }

    fn collect_members(
        &self,
        ty: &TypeRef,
        pointer: &str,
        holder: &str,
        depth: usize,
        found: &mut Vec<ListMember>,
    ) {
        const DEEPEST: usize = 3;
        let Some(def) = self.struct_of(ty).filter(|_| depth < DEEPEST) else {
            return;
        };
        for field in &def.fields {
            let wire = field.wire.as_str();
            let name = plain_words(wire);
            let pointer = format!("{pointer}/{}", wire.replace('~', "~0").replace('/', "~1"));
            if is_one(&name, ABOUT_PAGES) {
                self.collect_members(&field.ty, &pointer, &name, depth + 1, found);
            }
            found.push(ListMember {
                pointer,
                name,
                holder: holder.to_owned(),
                ty: self.real(&field.ty).unwrap_or(TypeRef::Any),
                place: field.place.clone(),
            });
        }
    }

    /// Where the items of a page are: it is a list, or it has one.
    fn the_list(&self, page: &TypeRef, members: &[ListMember]) -> Option<String> {
        if let Some(TypeRef::List(_)) = self.real(page) {
            return Some(String::new());
        }
        let lists = || {
            members
                .iter()
                .filter(|member| member.holder.is_empty() && matches!(member.ty, TypeRef::List(_)))
        };
        let mut all = lists();
        let the_one = match (all.next(), all.next()) {
            (Some(one), None) => Some(one),
            _ => lists().find(|member| is_one(&member.name, ITEMS)),
        };
        the_one.map(|member| member.pointer.clone())
    }

    /// Whether a success is described with the header `Link`.
    fn says_link(&self, listing: &Listing<'_>) -> bool {
        self.successes(listing).iter().any(|response| {
            let headers = self
                .context
                .node(&response.key("headers"))
                .and_then(Node::as_map);
            headers.is_some_and(|map| map.keys().any(|name| name.eq_ignore_ascii_case("link")))
        })
    }

    fn successes(&self, listing: &Listing<'_>) -> Vec<Place> {
        let place = listing.place.key("responses");
        let keys = self.context.node(&place).and_then(Node::as_map);
        let keys = keys.into_iter().flat_map(NodeMap::keys);
        keys.filter(|key| key.starts_with('2'))
            .filter_map(|key| self.context.resolve(&place.key(key)))
            .collect()
    }

    /// OpenAPI's own word for it: a link of the response to the same operation,
    /// with a parameter that comes out of the response.
    fn linked(&self, listing: &Listing<'_>) -> Option<TurnRule> {
        for response in self.successes(listing) {
            let links = response.key("links");
            let names = self.context.node(&links).and_then(Node::as_map);
            for name in names.into_iter().flat_map(NodeMap::keys) {
                let Some(link) = self
                    .context
                    .resolve(&links.key(name))
                    .and_then(|place| self.context.node(&place))
                else {
                    continue;
                };
                if link.get("operationId").and_then(Node::as_str) != Some(listing.id) {
                    continue;
                }
                let parameters = link.get("parameters").and_then(Node::as_map);
                for (key, value) in parameters.into_iter().flatten() {
                    let name = key.strip_prefix("query.").unwrap_or(key);
                    let next = value
                        .as_str()
                        .and_then(|text| text.strip_prefix("$response.body#"));
                    if let (Some(next), true) = (next, query(listing, name).is_some()) {
                        return Some(TurnRule::Cursor {
                            next: next.to_owned(),
                            to: Carrier::Query(name.to_owned()),
                        });
                    }
                }
            }
        }
        None
    }

    /// A member that says it is the next page's URL.
    fn next_url(&self, members: &[ListMember]) -> Option<TurnRule> {
        let says_url = |member: &ListMember| {
            let words = |text: &str| {
                ["url", "uri", "link", "links"]
                    .iter()
                    .any(|word| text.split(' ').any(|part| part == *word))
            };
            let format = self
                .context
                .resolve(&member.place)
                .and_then(|place| self.context.node(&place));
            let format = format.and_then(|node| node.get("format")?.as_str());
            words(&member.name)
                || words(&member.holder)
                || matches!(format, Some("uri" | "url" | "uri-reference"))
        };
        let by_name = |member: &&ListMember| {
            is_one(&member.name, NEXT_URLS) || (member.name == "href" && member.holder == "next")
        };
        let found = members
            .iter()
            .filter(by_name)
            .find(|member| is_text(&member.ty) && (member.name == "href" || says_url(member)));
        found.map(|member| TurnRule::Url {
            next: member.pointer.clone(),
        })
    }

    /// A parameter that is the number of a page, if the document says whether
    /// the first is 0 or 1.
    fn page_number(&self, listing: &Listing<'_>) -> Option<TurnRule> {
        let parameter = queries(listing).find(|parameter| {
            is_one(&plain_words(parameter.wire.as_str()), PAGE_NUMBERS)
                && self.real(&parameter.ty).is_some_and(|ty| is_integer(&ty))
        })?;
        let schema = self.context.resolve(&parameter.place.key("schema"))?;
        let node = self.context.node(&schema)?;
        let said = ["default", "minimum"].into_iter();
        let mut said = said.filter_map(|key| node.get(key)?.as_integer());
        let first = said.find(|number| matches!(number, 0 | 1))?;
        Some(TurnRule::Page {
            first: i64::try_from(first).ok()?,
            to: Carrier::Query(parameter.wire.as_str().to_owned()),
        })
    }
}

/// A member with the next page's cursor, and the parameter that takes it.
fn next_cursor(listing: &Listing<'_>, members: &[ListMember]) -> Option<TurnRule> {
    let is_cursor = |member: &&ListMember| is_text(&member.ty) || is_integer(&member.ty);
    for parameter in queries(listing) {
        let name = plain_words(parameter.wire.as_str());
        if !is_one(&name, CURSORS) {
            continue;
        }
        let last = name.strip_prefix("page ").unwrap_or(&name);
        let leads = |member: &ListMember| {
            let next = [format!("next {name}"), format!("next {last}")].contains(&member.name);
            let same = (member.name == name || member.name == last)
                && (member.holder == "next"
                    || member.holder == "cursors"
                    || name.starts_with("next"));
            let usual = name != "page" && is_one(&member.name, NEXT_CURSORS);
            next || same || usual
        };
        if let Some(member) = members
            .iter()
            .filter(is_cursor)
            .find(|member| leads(member))
        {
            return Some(TurnRule::Cursor {
                next: member.pointer.clone(),
                to: Carrier::Query(parameter.wire.as_str().to_owned()),
            });
        }
    }
    None
}

/// A parameter that takes the id of the last item, where the response says
/// whether there are more: its `last_id`, or else the item's own.
fn last_item(listing: &Listing<'_>, members: &[ListMember]) -> Option<TurnRule> {
    let says_more = members.iter().any(|member| is_one(&member.name, MORE));
    let mut known = queries(listing).filter(|_| says_more);
    let parameter =
        known.find(|parameter| is_one(&plain_words(parameter.wire.as_str()), ITEM_CURSORS))?;
    let to = Carrier::Query(parameter.wire.as_str().to_owned());
    Some(
        match members.iter().find(|member| member.name == "last id") {
            Some(member) => TurnRule::Cursor {
                next: member.pointer.clone(),
                to,
            },
            None => TurnRule::LastItem {
                member: "/id".to_owned(),
                to,
            },
        },
    )
}

/// A parameter that is how many items to pass over, beside one that is how many
/// to give.
fn offset(listing: &Listing<'_>) -> Option<TurnRule> {
    const SIZES: &[&str] = &[
        "limit",
        "count",
        "size",
        "page size",
        "per page",
        "take",
        "top",
        "page limit",
    ];
    let named = |names: &'static [&'static str]| {
        queries(listing).find(move |parameter| {
            is_one(&plain_words(parameter.wire.as_str()), names) && is_integer(&parameter.ty)
        })
    };
    named(SIZES)?;
    let parameter = named(OFFSETS)?;
    Some(TurnRule::Offset {
        to: Carrier::Query(parameter.wire.as_str().to_owned()),
    })
}

fn queries<'a>(listing: &'a Listing<'a>) -> impl Iterator<Item = &'a Parameter> {
    let parameters = listing.parameters.iter().copied();
    parameters.filter(|parameter| parameter.location == Location::Query)
}

fn query<'a>(listing: &'a Listing<'a>, name: &str) -> Option<&'a Parameter> {
    queries(listing).find(|parameter| parameter.wire.as_str() == name)
}

fn is_one(name: &str, names: &[&str]) -> bool {
    names.contains(&name)
}

fn is(ty: &TypeRef, primitive: Primitive) -> bool {
    *ty == TypeRef::Primitive(primitive)
}

/// A string, whatever its format says of it.
fn is_text(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Primitive(Primitive::Scalar(scalar)) => scalar.format != ScalarFormat::Number,
        ty => is(ty, Primitive::String),
    }
}

fn is_integer(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::Primitive(primitive) if *primitive != Primitive::UnixTime && primitive.integers().is_some())
}
