//! The command line of an API: what is typed for each operation, its parameters and
//! the members of its body. Only the finished model knows which members are sent.

mod arguments;

use crate::model::{
    Api, Command, CommandGroup, CommandLine, Group, Operation, Parameter, RustIdent,
};
use crate::names::{Convention, Scope, plain_words, reserved, singular};
use crate::tree::{HashMap, Place};

/// Words that mean nothing at the end of a name.
const JOINTS: [&str; 9] = ["a", "by", "for", "from", "in", "of", "on", "to", "with"];

/// Gives the API its command line.
pub(crate) fn describe(api: &mut Api) {
    let mut options = Scope::new(Convention::Value, reserved::CLI_OPTIONS);
    let server = api.profile.server_method.as_ref();
    let server = server.map_or("server", RustIdent::plain);
    let server = options.claim(&[server], "server", &Place::default()).name;
    let mut of_root = options.clone();
    for name in reserved::CLI_ROOT_OPTIONS {
        of_root.claim(&[name], "option", &Place::default());
    }
    let headers = api.profile.common.iter();
    let headers = headers.map(|header| arguments::parameter(api, &mut of_root, header, false));
    let headers: Vec<_> = headers.collect();
    for flag in headers.iter().filter_map(|header| header.flag.as_ref()) {
        options.claim(&[flag.plain()], "option", &Place::default());
    }
    // The names of tags come before commands that stand for themselves.
    let mut names = Scope::new(Convention::Value, &[]);
    let typed: Vec<_> = api
        .groups
        .iter()
        .map(|group| {
            group.tag.as_ref()?;
            let wanted = group.method_name.plain();
            Some(names.claim(&[wanted], "operations", &group.place).name)
        })
        .collect();
    let groups = api.groups.iter().zip(typed).map(|(group, name)| {
        let mut own = Scope::new(Convention::Value, &[]);
        let commands = match &name {
            Some(_) => commands(api, group, &options, &mut own),
            None => commands(api, group, &options, &mut names),
        };
        CommandGroup { name, commands }
    });
    let groups = groups.collect();
    api.stage.command_line = Some(CommandLine {
        server,
        headers,
        groups,
    });
}

/// The commands of a tag. A short name is taken where no other of them wants it.
fn commands(api: &Api, group: &Group, options: &Scope<'_>, names: &mut Scope<'_>) -> Vec<Command> {
    let tag = group.tag.as_deref().unwrap_or_default();
    let operations = || group.operations.iter();
    let short: Vec<String> = operations()
        .map(|operation| short_name(operation.name.plain(), tag))
        .collect();
    let mut uses: HashMap<&str, usize> = HashMap::default();
    let whole = operations().map(|operation| operation.name.plain());
    let differing = short.iter().zip(operations());
    let differing = differing.filter(|(short, it)| short.as_str() != it.name.plain());
    for name in whole.chain(differing.map(|(short, _)| short.as_str())) {
        *uses.entry(name).or_default() += 1;
    }
    let mut functions = Scope::new(Convention::Value, reserved::CLI_FILE);
    let described = operations().zip(&short).map(|(operation, short)| {
        let (whole, place) = (operation.name.plain(), &operation.place);
        let is_free = uses.get(short.as_str()) == Some(&1);
        let wanted = if is_free { short.as_str() } else { whole };
        let mut flags = options.clone();
        Command {
            name: names.claim(&[wanted, whole], "operation", place).name,
            function: functions.claim(&[whole], "operation", place).name,
            parameters: parameters(operation)
                .map(|(parameter, required)| {
                    arguments::parameter(api, &mut flags, parameter, required)
                })
                .collect(),
            members: match &operation.body {
                Some(body) => arguments::members(api, &mut flags, body),
                None => Vec::new(),
            },
        }
    });
    described.collect()
}

/// The parameters that callers give, and whether they have to.
fn parameters(operation: &Operation) -> impl Iterator<Item = (&Parameter, bool)> {
    let optional = operation.optional.iter().flat_map(|params| &params.fields);
    let optional = optional.map(|parameter| (parameter, false));
    let required = operation.required.iter();
    required.map(|parameter| (parameter, true)).chain(optional)
}

/// `get` for `get_ticket` of the tag `Tickets`: the words of the tag say nothing there.
fn short_name(name: &str, tag: &str) -> String {
    let words = |text: &str| -> Vec<String> {
        let words = plain_words(text);
        words.split(' ').map(str::to_owned).collect()
    };
    let (own, tag) = (words(name), words(tag));
    let is_tag = |part: &[String]| {
        let same = |(one, other): (&String, &String)| singular(one) == singular(other);
        part.iter().zip(&tag).all(same)
    };
    // What stands before them says of what kind they are: `get_vault_items` gets no vault.
    let is_qualified = |at: usize| {
        let before = at.checked_sub(1).filter(|before| *before > 0);
        let before = before.and_then(|before| own.get(before));
        before.is_some_and(|word| word == "by" || !JOINTS.contains(&word.as_str()))
    };
    let at = own.windows(tag.len().max(1)).rposition(is_tag);
    let at = at.filter(|at| !is_qualified(*at));
    let mut kept: Vec<&str> = match at {
        Some(at) => {
            let is_kept = |index: &usize| *index < at || *index >= at + tag.len();
            let kept = own.iter().enumerate();
            kept.filter(|(index, _)| is_kept(index))
                .map(|(_, word)| word.as_str())
                .collect()
        }
        None => own.iter().map(String::as_str).collect(),
    };
    if at.is_some() {
        while kept.pop_if(|word| JOINTS.contains(word)).is_some() {}
    }
    if kept.is_empty() {
        return name.to_owned();
    }
    kept.join("_")
}

#[cfg(test)]
mod tests {
    use super::short_name;

    #[test]
    fn the_words_of_the_tag_are_left_out() {
        for (name, tag, short) in [
            ("get_ticket", "Tickets", "get"),
            ("search_tickets", "Tickets", "search"),
            ("attach_tag_to_ticket", "Tickets", "attach_tag"),
            ("change_ticket_type", "Tickets", "change_type"),
            ("list_ticket_types", "Ticket Types", "list"),
            (
                "create_ticket_type_attribute",
                "Ticket Type Attributes",
                "create",
            ),
            ("list_ticket_states", "Tickets", "list_states"),
            ("get_vault_items", "Items", "get_vault_items"),
            ("delete_vault_item", "Items", "delete_vault_item"),
            ("list_hotels_by_hotel", "Hotels", "list_hotels_by_hotel"),
            ("tickets", "Tickets", "tickets"),
            ("ping", "", "ping"),
            ("list", "A tag of many words", "list"),
        ] {
            assert_eq!(short_name(name, tag), short, "{name}");
        }
    }
}
