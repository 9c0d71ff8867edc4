//! The workspace of the first minute: the ids are those of the examples in the
//! description.

use std::collections::BTreeMap;

use oas_mock::{Value, json};

use super::workspace::{
    Admin, Attribute, Category, Contact, Conversation, DataType, Job, JobStatus, ListItem, Next,
    Part, PartKind, Speaker, State, Tag, Ticket, TicketType, Workspace, take,
};

/// 1 December 2025 and 1 January 2026, UTC.
const BEFORE: u64 = 1_764_547_200;
const NEW_YEAR: u64 = 1_767_225_600;

const FIRST_TICKET: u64 = 90_201;
const TICKETS: u64 = 100;

const MARA: &str = "68b1c0ffee5eed0012345678";

/// A type's id, category, name, description, icon, and states.
type Kind = (
    u64,
    Category,
    &'static str,
    &'static str,
    &'static str,
    &'static [u64],
);

const TYPES: [Kind; 4] = [
    (
        4101,
        Category::Customer,
        "Leak",
        "Water where it should not be.",
        "💧",
        &[611, 612, 613, 614],
    ),
    (
        4102,
        Category::Customer,
        "Repair",
        "A machine that has to come in.",
        "🔧",
        &[621, 612, 613, 614],
    ),
    (
        4103,
        Category::BackOffice,
        "Spare part",
        "Something to be ordered.",
        "📦",
        &[611, 613, 614],
    ),
    (
        4104,
        Category::Tracker,
        "Known fault",
        "One fault of many machines.",
        "📡",
        &[611, 613, 614],
    ),
];

const STATES: [(u64, &str, &str, &str); 5] = [
    (611, "submitted", "Unread", "We have it"),
    (612, "waiting_on_customer", "Needs a photo", "Your turn"),
    (613, "in_progress", "On the bench", "Being repaired"),
    (614, "resolved", "Done", "Repaired"),
    (621, "submitted", "Awaiting pick-up", "We will fetch it"),
];

const TITLES: [&str; 10] = [
    "Steam wand drips",
    "Grinder stalls on dark roasts",
    "Puddle under the boiler",
    "Pressure gauge stuck at nine",
    "Group head runs cold",
    "Pump hums and gives nothing",
    "Portafilter won't lock",
    "Tank sensor says empty",
    "Milk jug scratched on arrival",
    "Timer loses a minute a day",
];

/// The id and name of what can be chosen.
type Item = (&'static str, &'static str);

/// A field's id, type, name, data type, items, and whether it is required.
type Field = (u64, u64, &'static str, DataType, &'static [Item], bool);

const ATTRIBUTES: [Field; 8] = [
    (8801, 4101, "machine", DataType::String, &[], false),
    (
        8802,
        4101,
        "severity",
        DataType::List,
        &[
            ("7d0c4a52-1f6e-4d0b-8b57-64f1b27c9a10", "Drip"),
            ("7d0c4a52-1f6e-4d0b-8b57-64f1b27c9a11", "Puddle"),
            ("7d0c4a52-1f6e-4d0b-8b57-64f1b27c9a12", "Flood"),
        ],
        false,
    ),
    (8803, 4101, "photos", DataType::Files, &[], false),
    (8804, 4101, "cups_a_day", DataType::Integer, &[], false),
    (8805, 4101, "under_warranty", DataType::Boolean, &[], false),
    (8811, 4102, "machine", DataType::String, &[], false),
    (8812, 4102, "pick_up", DataType::Datetime, &[], false),
    (8821, 4103, "part_number", DataType::String, &[], true),
];

/// A new workspace.
pub(super) fn workspace() -> Workspace {
    let mut workspace = Workspace {
        code: "k7beans0".to_owned(),
        next: Next {
            ticket_type: 4105,
            attribute: 8790,
            ticket: FIRST_TICKET + TICKETS,
            number: FIRST_TICKET + TICKETS - 89_793,
            part: 70_340,
            contact: 1,
            job: 5121,
            item: 1,
        },
        ..Workspace::default()
    };
    people(&mut workspace);
    forms(&mut workspace);
    for index in 0..TICKETS {
        ticket(&mut workspace, index);
    }
    link(&mut workspace);
    workspace.jobs.insert(
        5120,
        Job {
            id: 5120,
            due: NEW_YEAR,
            request: Value::Null,
            origin: None,
            status: JobStatus::Done(90_210),
        },
    );
    workspace
}

fn people(workspace: &mut Workspace) {
    let admins = [
        (3301, "Ines Okafor", "ines@example.com"),
        (3302, "Jon Beck", "jon@example.com"),
    ];
    for (id, name, email) in admins {
        let admin = Admin {
            id,
            name: name.to_owned(),
            email: email.to_owned(),
        };
        workspace.admins.insert(id, admin);
    }
    workspace.teams.insert(72, "Bench".to_owned());
    workspace.teams.insert(73, "Front desk".to_owned());
    for (id, name) in [(815, "warranty"), (816, "vip")] {
        workspace.tags.insert(
            id,
            Tag {
                id,
                name: name.to_owned(),
            },
        );
    }
    let contacts = [
        (MARA, Some("customer-77"), "Mara Lind", "mara@example.com"),
        (
            "68b1c0ffee5eed0012345679",
            None,
            "Tomo Abe",
            "tomo@example.com",
        ),
        (
            "68b1c0ffee5eed001234567a",
            Some("customer-80"),
            "Lea Sand",
            "lea@example.com",
        ),
    ];
    for (id, external_id, name, email) in contacts {
        let contact = Contact {
            id: id.to_owned(),
            external_id: external_id.map(str::to_owned),
            name: Some(name.to_owned()),
            email: Some(email.to_owned()),
        };
        workspace.contacts.insert(id.to_owned(), contact);
    }
    for id in 55_091..55_096 {
        let conversation = Conversation {
            id,
            contact: MARA.to_owned(),
            body: "<p>There is water on the counter</p>".to_owned(),
            created_at: NEW_YEAR - 5600,
            updated_at: NEW_YEAR - 5600,
            tickets: Vec::new(),
        };
        workspace.conversations.insert(id, conversation);
    }
}

fn forms(workspace: &mut Workspace) {
    for (id, category, internal, external) in STATES {
        let state = State {
            id,
            category,
            internal: internal.to_owned(),
            external: external.to_owned(),
            archived: false,
        };
        workspace.states.insert(id, state);
    }
    for (id, category, name, description, icon, states) in TYPES {
        let mut kind = TicketType {
            id,
            category,
            name: name.to_owned(),
            description: Some(description.to_owned()),
            icon: icon.to_owned(),
            is_internal: category != Category::Customer,
            archived: false,
            attributes: Vec::new(),
            states: states.to_vec(),
            created_at: BEFORE,
            updated_at: BEFORE + 86_400,
        };
        workspace.add_defaults(&mut kind, BEFORE);
        workspace.types.insert(id, kind);
    }
    workspace.next.attribute = 8830;
    for (id, of, name, data_type, items, required) in ATTRIBUTES {
        let items = items.iter().map(|(id, name)| ListItem {
            id: (*id).to_owned(),
            name: (*name).to_owned(),
            archived: false,
        });
        let attribute = Attribute {
            id,
            of,
            name: name.to_owned(),
            description: format!("The {}", name.replace('_', " ")),
            data_type,
            multiline: false,
            multiple: data_type == DataType::Files,
            items: items.collect(),
            required,
            required_for_contacts: false,
            visible: true,
            visible_to_contacts: true,
            is_default: false,
            archived: false,
            created_at: BEFORE,
            updated_at: BEFORE + 86_400,
        };
        workspace.attributes.insert(id, attribute);
        if let Some(kind) = workspace.types.get_mut(&of) {
            kind.attributes.push(id);
        }
    }
}

/// One of the hundred. What it is like depends on its place in the row.
fn ticket(workspace: &mut Workspace, index: u64) {
    let id = FIRST_TICKET + index;
    // The examples speak of a leak and a tracker.
    let kind = match (id, index % 10) {
        (90_210, _) => 4101,
        (90_211, _) | (_, 9) => 4104,
        (_, 0..=4) => 4101,
        (_, 5..=7) => 4102,
        _ => 4103,
    };
    let states = workspace
        .types
        .get(&kind)
        .map(|kind| kind.states.clone())
        .unwrap_or_default();
    let pick = |list: &[u64], by: u64| {
        let index = usize::try_from(by).unwrap_or(0) % list.len().max(1);
        list.get(index).copied().unwrap_or_default()
    };
    let state = pick(&states, index / 3);
    let created_at = NEW_YEAR - 86_400 * 20 + index * 16_000;
    let title = TITLES
        .get(usize::try_from(index % 10).unwrap_or(0))
        .copied()
        .unwrap_or_default();
    let contacts: Vec<&String> = workspace.contacts.keys().collect();
    let contact = contacts
        .get(usize::try_from(index % 3).unwrap_or(0))
        .map(|id| (*id).clone());
    let contact = contact
        .filter(|_| id != 90_210)
        .unwrap_or_else(|| MARA.to_owned());
    let mut attributes = BTreeMap::from([
        ("_default_title_".to_owned(), json!(title)),
        (
            "_default_description_".to_owned(),
            json!("A puddle every morning."),
        ),
    ]);
    match kind {
        4101 => {
            attributes.insert("cups_a_day".to_owned(), json!(40 + index));
            attributes.insert("under_warranty".to_owned(), json!(index.is_multiple_of(2)));
        }
        4103 => {
            attributes.insert("part_number".to_owned(), json!(format!("GK-{index}")));
        }
        _ => {}
    }
    let is_open = workspace
        .states
        .get(&state)
        .is_none_or(|state| state.category != "resolved");
    let part = Part {
        id: take(&mut workspace.next.part),
        speaker: Speaker::Contact(contact.clone()),
        created_at,
        kind: PartKind::Message("comment", Some(format!("<p>{title}</p>")), Vec::new()),
    };
    let ticket = Ticket {
        id,
        number: id - 89_793,
        kind,
        state,
        previous_state: None,
        attributes,
        contacts: vec![contact],
        company: None,
        admin: pick(&[0, 3301, 3302], index),
        team: pick(&[0, 72], index / 2),
        created_at,
        updated_at: created_at + 600,
        open: is_open,
        snoozed_until: (index % 25 == 7).then_some(NEW_YEAR + 86_400 * 30),
        is_shared: kind == 4101 || kind == 4102,
        parts: vec![part],
        conversations: Vec::new(),
        tickets: Vec::new(),
        tags: if id == 90_210 { vec![815] } else { Vec::new() },
    };
    workspace.tickets.insert(id, ticket);
}

/// The tracker of the examples follows a conversation.
fn link(workspace: &mut Workspace) {
    if let Some(ticket) = workspace.tickets.get_mut(&90_211) {
        ticket.conversations.push(55_093);
    }
    if let Some(conversation) = workspace.conversations.get_mut(&55_093) {
        conversation.tickets.push(90_211);
    }
}
