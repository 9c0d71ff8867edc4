//! The command line: every operation, what is printed, and how it ends.

use std::collections::BTreeSet;

use intercom_tickets::Value;
use intercom_tickets::cli::command_line;
use oas_mock::{Mock, MockTransport};
use oas_runtime::cli::Environment;

use crate::{TOKEN, mock};

/// A run of the program.
struct Run {
    status: u8,
    output: String,
    errors: String,
}

type Variable<'a> = &'a dyn Fn(&str) -> Option<String>;

fn run_whole(
    mock: &Mock,
    arguments: &[&str],
    (input, is_terminal): (&str, bool),
    variable: Variable<'_>,
) -> Run {
    let transport = MockTransport::new(mock.clone());
    let (mut output, mut errors) = (Vec::new(), Vec::new());
    let cli = command_line()
        .prefix("INTERCOM")
        .preset(
            "searchTickets",
            "open",
            "Tickets that are open",
            r#"{"query": {"field": "open", "operator": "=", "value": true}}"#,
        )
        .configure(|builder| builder.transport(transport).bypass_rate_limit());
    let status = cli.run(
        std::iter::once("intercom-tickets").chain(arguments.iter().copied()),
        Environment {
            variable,
            input: &mut input.as_bytes(),
            output: &mut output,
            errors: &mut errors,
            is_terminal,
        },
    );
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run {
        status,
        output: text(output),
        errors: text(errors),
    }
}

fn token(name: &str) -> Option<String> {
    (name == "INTERCOM_TOKEN").then(|| TOKEN.to_owned())
}

fn run_with(mock: &Mock, arguments: &[&str], input: &str, is_terminal: bool) -> Run {
    run_whole(mock, arguments, (input, is_terminal), &token)
}

fn run_of(mock: &Mock, arguments: &[&str], variable: Variable<'_>) -> Run {
    run_whole(mock, arguments, ("", false), variable)
}

fn run(mock: &Mock, arguments: &[&str]) -> Run {
    run_of(mock, arguments, &token)
}

/// What a command prints, as JSON.
fn json(mock: &Mock, arguments: &[&str]) -> Value {
    let Run {
        status,
        output,
        errors,
    } = run(mock, arguments);
    assert_eq!(status, 0, "{arguments:?}: {errors}");
    serde_json::from_str(&output).unwrap()
}

fn id(value: &Value) -> String {
    value["id"].as_str().unwrap().to_owned()
}

fn types(mock: &Mock) {
    let create = ["ticket-types", "create", "--name", "Descaling"];
    let made = id(&json(mock, &create));
    let renamed = json(
        mock,
        &[
            "ticket-types",
            "update",
            &made,
            "--name",
            "Cleaning",
            "--archived=false",
        ],
    );
    assert_eq!(renamed["name"], "Cleaning");
    let attribute = json(
        mock,
        &[
            "ticket-type-attributes",
            "create",
            &made,
            "--name",
            "hardness",
            "--description",
            "Of the water",
            "--data-type",
            "list",
            "--list-items",
            "Soft,Hard",
            "--required-to-create",
        ],
    );
    let attribute = id(&attribute);
    let more = ["ticket-type-attributes", "update", &made, &attribute, "-d"];
    let more = [&more[..], &[r#"{"list_items": "Soft,Hard,Very hard"}"#]].concat();
    let more = json(mock, &more);
    let items = more["input_options"]["list_items"].as_array().unwrap();
    assert_eq!(items.len(), 3);
    assert_eq!(
        json(mock, &["ticket-types", "get", &made])["name"],
        "Cleaning"
    );
    let listed = json(mock, &["ticket-types", "list"]);
    assert_eq!(listed["data"].as_array().unwrap().len(), 5);
    let states = json(mock, &["ticket-states", "list"]);
    assert_eq!(states["data"].as_array().unwrap().len(), 5);
}

fn tickets(mock: &Mock) {
    let create = [
        "tickets",
        "create",
        "--ticket-type-id",
        "4101",
        "--contacts",
        r#"[{"email": "mara@example.com"}]"#,
        "--ticket-attributes",
        r#"{"_default_title_": "Drips", "cups_a_day": 90}"#,
    ];
    let made = id(&json(mock, &create));
    let update = [
        "tickets",
        "update",
        &made,
        "--ticket-state-id",
        "613",
        "--admin-id",
        "3301",
    ];
    let update = [&update[..], &["--assignee-id", "3302", "--open=true"]].concat();
    let changed = json(mock, &update);
    assert_eq!(changed["previous_ticket_state_id"], "611");
    let reply = [
        "tickets",
        "reply",
        &made,
        "--type",
        "admin",
        "--message-type",
        "comment",
        "--admin-id",
        "3301",
        "--body",
        "On the bench.",
    ];
    assert_eq!(json(mock, &reply)["body"], "<p>On the bench.</p>");
    let turned = ["tickets", "change-type", &made, "--ticket-type-id", "4102"];
    let turned = json(mock, &[&turned[..], &["--ticket-state-id", "621"]].concat());
    assert_eq!(turned["ticket_type"]["id"], "4102");
    let query = format!(r#"{{"query": {{"field": "id", "operator": "=", "value": "{made}"}}}}"#);
    let found = run_with(mock, &["tickets", "search", "--data", "-"], &query, false);
    let found: Value = serde_json::from_str(&found.output).unwrap();
    assert_eq!(id(&found[0]), made);
    assert_eq!(json(mock, &["tickets", "delete", &made])["deleted"], true);
    let gone = run(mock, &["tickets", "get", &made]);
    assert_eq!((gone.status, gone.output.as_str()), (1, ""));
    assert!(gone.errors.contains("ticket_not_found"), "{}", gone.errors);
}

fn around(mock: &Mock) {
    let enqueue = [
        "tickets",
        "enqueue-create-ticket",
        "--ticket-type-id",
        "4101",
        "--contacts",
    ];
    let enqueue = [&enqueue[..], &[r#"[{"external_id": "customer-77"}]"#]].concat();
    let job = id(&json(mock, &enqueue));
    assert_eq!(id(&json(mock, &["jobs", "get", &job])), job);
    let tag = [
        "tickets",
        "attach-tag",
        "90210",
        "--id",
        "816",
        "--admin-id",
        "3301",
    ];
    assert_eq!(json(mock, &tag)["name"], "vip");
    json(
        mock,
        &[
            "tickets",
            "detach-tag",
            "90210",
            "816",
            "--admin-id",
            "3301",
        ],
    );
    let link = [
        "tickets",
        "link-conversation",
        "90211",
        "--conversation-id",
        "55094",
    ];
    json(mock, &link);
    json(mock, &["tickets", "unlink-conversation", "90211", "55094"]);
    let convert = [
        "tickets",
        "convert-conversation",
        "55094",
        "--ticket-type-id",
        "4101",
    ];
    json(mock, &convert);
}

#[test]
fn every_operation_has_a_command() {
    let mock = mock();
    types(&mock);
    tickets(&mock);
    around(&mock);
    let records = mock.records();
    let called: BTreeSet<&str> = records
        .iter()
        .filter_map(|record| record.operation.as_deref())
        .collect();
    assert_eq!(called.len(), 21, "{called:?}");
    for record in &records {
        assert_eq!(record.response_problems, [], "{}", record.target);
    }
}

#[test]
fn pages_are_followed_and_printed_as_they_are_asked_for() {
    let mock = mock();
    let open = ["tickets", "search", "--open"];
    let query = r#"{"pagination": {"per_page": 1}}"#;
    let all = json(&mock, &[&open[..], &["-d", query]].concat());
    let all = all.as_array().unwrap();
    assert!(all.len() > 2 && all.iter().all(|ticket| ticket["open"] == true));
    let two = run(
        &mock,
        &[
            &open[..],
            &["-d", query, "--max-items", "2", "-o", "ndjson"],
        ]
        .concat(),
    );
    let lines: Vec<&str> = two.output.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(
        lines
            .iter()
            .all(|line| serde_json::from_str::<Value>(line).is_ok())
    );
    let table = run_with(&mock, &open, "", true);
    let lines: Vec<&str> = table.output.lines().collect();
    assert_eq!(lines.len(), all.len() + 1, "{}", table.output);
    assert!(lines[0].contains("ID  "), "{}", lines[0]);
    assert!(lines.iter().all(|line| line.chars().count() <= 120));
}

#[test]
fn what_is_wrong_is_told_before_anything_is_sent() {
    let mock = mock();
    for (arguments, part) in [
        (
            vec!["tickets", "create", "--contacts", "[]"],
            "--ticket-type-id",
        ),
        (
            vec![
                "tickets",
                "create",
                "--contacts",
                "[",
                "--ticket-type-id",
                "1",
            ],
            "it isn't JSON",
        ),
        (vec!["tickets", "get"], "<ticket-id>"),
        (
            vec!["tickets", "get", ""],
            "the path parameter `ticket_id` is empty",
        ),
        (vec!["tickets", "gett", "1"], "'get'"),
        (
            vec!["tickets", "search", "--data", "[]", "--query", "{}"],
            "the body is no object",
        ),
        (
            vec!["tickets", "search", "--data", "@/nowhere"],
            "/nowhere can't be read",
        ),
        (
            vec!["jobs", "get", "1", "--region", "moon"],
            "no server is called",
        ),
        (
            vec!["jobs", "get", "1", "--credentials", "/nowhere"],
            "/nowhere can't be read",
        ),
        (
            vec!["tickets", "update", "1", "--admin-id", "x"],
            "it isn't a number",
        ),
    ] {
        let Run {
            status,
            output,
            errors,
        } = run(&mock, &arguments);
        assert_eq!(
            (status, output.as_str()),
            (2, ""),
            "{arguments:?}: {errors}"
        );
        assert!(errors.contains(part), "{arguments:?}: {errors}");
    }
    let dry = run(
        &mock,
        &["jobs", "get", "a/b", "--dry-run", "--region", "eu"],
    );
    assert_eq!(
        dry.output,
        "GET https://api.eu.intercom.io/jobs/status/a%2Fb\n"
    );
    let help = run(&mock, &["tickets", "get", "--help"]);
    assert_eq!((help.status, help.errors.as_str()), (0, ""));
    assert!(help.output.contains("GET /tickets/{ticket_id} (getTicket)"));
    let help = run(&mock, &["tickets", "create", "--help"]).output;
    assert!(
        help.contains("Whom the ticket is for. [required]\n"),
        "{help}"
    );
    let help = run(&mock, &["tickets", "reply", "--help"]).output;
    assert!(help.contains(" [repeatable]\n"), "{help}");
    let completions = run(&mock, &["--completions", "bash"]);
    assert!(completions.status == 0 && completions.output.contains("change-type"));
    assert_eq!(mock.records().len(), 0);
}

#[cfg(unix)]
#[test]
fn credentials_of_a_file_are_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;

    let mock = mock();
    let file = std::env::temp_dir().join(format!("credentials-{}", std::process::id()));
    std::fs::write(&file, format!("# mine\nINTERCOM_TOKEN = {TOKEN}\n")).unwrap();
    let path = file.display().to_string();
    let run = |mode| {
        std::fs::set_permissions(&file, PermissionsExt::from_mode(mode)).unwrap();
        run_of(
            &mock,
            &["jobs", "get", "1", "--credentials", &path],
            &|_| None,
        )
    };
    let (open, own) = (run(0o640), run(0o600));
    std::fs::remove_file(&file).unwrap();
    assert_eq!(open.status, 2);
    assert!(open.errors.contains("chmod 600"), "{}", open.errors);
    assert_eq!(own.status, 1);
    assert!(own.errors.contains("404"), "{}", own.errors);
    let none = run_of(&mock, &["jobs", "get", "1"], &|_| None);
    assert_eq!(none.status, 2);
    assert!(none.errors.contains("INTERCOM_TOKEN"), "{}", none.errors);
    assert!(!format!("{}{}{}", open.errors, own.errors, none.errors).contains(TOKEN));
}
