//! What the workspace of the first minute holds: an id and a name each, for
//! tests that need one.

/// Teammates.
pub const ADMINS: &[(&str, &str)] = &[("3301", "Ines Okafor"), ("3302", "Jon Beck")];

/// Teams.
pub const TEAMS: &[(&str, &str)] = &[("72", "Bench"), ("73", "Front desk")];

/// People who may have tickets.
pub const CONTACTS: &[(&str, &str)] = &[
    ("68b1c0ffee5eed0012345678", "Mara Lind"),
    ("68b1c0ffee5eed0012345679", "Tomo Abe"),
    ("68b1c0ffee5eed001234567a", "Lea Sand"),
];

/// Tags.
pub const TAGS: &[(&str, &str)] = &[("815", "warranty"), ("816", "vip")];

/// Types of tickets.
pub const TICKET_TYPES: &[(&str, &str)] = &[
    ("4101", "Leak"),
    ("4102", "Repair"),
    ("4103", "Spare part"),
    ("4104", "Known fault"),
];

/// States of tickets.
pub const TICKET_STATES: &[(&str, &str)] = &[
    ("611", "Unread"),
    ("612", "Needs a photo"),
    ("613", "On the bench"),
    ("614", "Done"),
    ("621", "Awaiting pick-up"),
];

/// All of them, by what they are.
pub const ALL: &[(&str, &[(&str, &str)])] = &[
    ("admins", ADMINS),
    ("teams", TEAMS),
    ("contacts", CONTACTS),
    ("tags", TAGS),
    ("ticket types", TICKET_TYPES),
    ("states", TICKET_STATES),
];
