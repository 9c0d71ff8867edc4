//! What is to be emitted: types, members, lists.

use heck::ToUpperCamelCase;
use intercom_tickets::types::{
    AttributeDataType, AttributeListItem, TicketType, TicketTypeAttribute, TicketTypeList,
};

use crate::names::{self, Wanted};

/// A ticket type.
pub struct TypePlan {
    pub id: String,
    pub label: String,
    pub name: String,
    pub members: Vec<Member>,
}

/// An attribute.
pub struct Member {
    pub id: String,
    /// Its name in the workspace, which is its key in a ticket.
    pub wire: String,
    pub name: String,
    pub required: bool,
    /// Its data type in the workspace.
    pub data_type: String,
    pub value: MemberType,
}

/// What a member holds.
pub enum MemberType {
    /// A type that is there already, by its path.
    Plain(&'static str),
    /// An item of a list.
    List(ListPlan),
}

/// The items of a list.
pub struct ListPlan {
    pub name: String,
    pub items: Vec<ItemPlan>,
}

/// An item of a list.
pub struct ItemPlan {
    pub id: String,
    pub label: String,
    pub name: String,
    pub archived: bool,
}

/// Names everything that isn't archived.
pub fn plan(types: &TicketTypeList) -> Vec<TypePlan> {
    let types = types.data.iter().flatten();
    let types = types.filter(|found| found.archived != Some(true));
    let types: Vec<&TicketType> = types.collect();
    let wanted: Vec<Wanted<'_>> = types
        .iter()
        .map(|found| Wanted {
            id: found.id.as_str(),
            name: found.name.as_deref().unwrap_or_default(),
        })
        .collect();
    let names = names::types(&wanted, "Type", &[]);
    let mut plans: Vec<TypePlan> = Vec::new();
    for (found, name) in types.iter().zip(names) {
        plans.push(TypePlan {
            id: found.id.to_string(),
            label: found.name.clone().unwrap_or_default(),
            members: members(found, &name),
            name,
        });
    }
    name_lists(&mut plans);
    plans
}

fn members(of: &TicketType, type_name: &str) -> Vec<Member> {
    let list = of.ticket_type_attributes.as_ref();
    let list = list.and_then(|list| list.data.as_ref().or(list.ticket_type_attributes.as_ref()));
    let live = list.into_iter().flatten();
    let live = live.filter(|attribute| attribute.archived != Some(true));
    let live: Vec<&TicketTypeAttribute> = live.collect();
    let wire = |attribute: &TicketTypeAttribute| attribute.name.clone().unwrap_or_default();
    let wanted: Vec<Wanted<'_>> = live
        .iter()
        .map(|attribute| Wanted {
            id: attribute.id.as_str(),
            name: attribute.name.as_deref().unwrap_or_default(),
        })
        .collect();
    let names = names::members(&wanted);
    let live = live.iter().zip(names);
    live.map(|(attribute, name)| Member {
        id: attribute.id.to_string(),
        wire: wire(attribute),
        required: attribute.required_to_create == Some(true),
        data_type: attribute
            .data_type
            .as_ref()
            .map_or_else(|| "unknown".to_owned(), ToString::to_string),
        value: value(attribute, type_name, &name),
        name,
    })
    .collect()
}

fn value(attribute: &TicketTypeAttribute, type_name: &str, name: &str) -> MemberType {
    use AttributeDataType as Is;
    match &attribute.data_type {
        Some(Is::List) => {
            let options = attribute.input_options.as_ref();
            let items = options.and_then(|options| options.list_items.as_ref());
            let items = items.map(Vec::as_slice).unwrap_or_default();
            MemberType::List(list(items, type_name, name))
        }
        Some(Is::Integer) => MemberType::Plain("i64"),
        Some(Is::Decimal) => MemberType::Plain("f64"),
        Some(Is::Boolean) => MemberType::Plain("bool"),
        Some(Is::Datetime) => MemberType::Plain("intercom_tickets::UnixTime"),
        Some(Is::Files) => MemberType::Plain("Vec<intercom_tickets::Value>"),
        // Text, and what is of a data type that nobody knows: kept among the others if it is
        // no text.
        _ => MemberType::Plain("String"),
    }
}

fn list(items: &[AttributeListItem], type_name: &str, member: &str) -> ListPlan {
    let wanted: Vec<Wanted<'_>> = items
        .iter()
        .map(|item| Wanted {
            id: item.id.as_str(),
            name: item.name.as_deref().unwrap_or_default(),
        })
        .collect();
    let names = names::types(&wanted, "Item", &["Unknown", "Self"]);
    let items = items.iter().zip(names).map(|(item, name)| ItemPlan {
        id: item.id.to_string(),
        label: item.name.clone().unwrap_or_default(),
        name,
        archived: item.archived == Some(true),
    });
    ListPlan {
        name: format!("{type_name}{}", member.to_upper_camel_case()),
        items: items.collect(),
    }
}

/// A list that would be called like a type, or like another list, has its id in its name.
fn name_lists(plans: &mut [TypePlan]) {
    let mut taken: Vec<String> = plans.iter().map(|plan| plan.name.clone()).collect();
    for member in plans.iter_mut().flat_map(|plan| &mut plan.members) {
        if let MemberType::List(list) = &mut member.value {
            if taken.contains(&list.name) {
                list.name = format!("{}{}", list.name, member.id);
            }
            taken.push(list.name.clone());
        }
    }
}
