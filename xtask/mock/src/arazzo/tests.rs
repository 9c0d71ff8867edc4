//! A workflow over Intercom's tickets, right and wrong.

use super::*;

const WORKFLOW: &str = "\
arazzo: 1.0.1
info: { title: Tickets, version: 1.0.0 }
sourceDescriptions: [{ name: tickets, url: ./intercom-tickets.yaml, type: openapi }]
workflows:
  - workflowId: close
    dependsOn: [open]
    steps:
      - stepId: read
        operationId: getTicket
        parameters: [{ name: ticket_id, in: path, value: $workflows.open.outputs.ticket }]
        successCriteria:
          - condition: $statusCode == 200 && $response.body#/type == 'TICKET'
        outputs: { open: $response.body#/open }
    outputs: { open: $steps.read.outputs.open }
  - workflowId: open
    inputs:
      type: object
      required: [email]
      properties: { email: { type: string }, title: { type: string, default: Grinder stalls } }
    steps:
      - stepId: types
        operationId: $sourceDescriptions.tickets.listTicketTypes
        outputs: { first: $response.body#/data/0/id }
      - stepId: create
        operationId: createTicket
        requestBody:
          payload:
            ticket_type_id: $steps.types.outputs.first
            contacts: [{ email: $inputs.email }]
            ticket_attributes: { _default_title_: '{$inputs.title} again' }
        outputs: { ticket: $response.body#/id, title: $response.body#/ticket_attributes/_default_title_ }
      - stepId: again
        operationId: getTicket
        parameters: [{ name: ticket_id, in: path, value: '0' }]
        successCriteria: [{ condition: $statusCode == 200 }]
        onFailure:
          - { name: twice, type: retry, retryLimit: 2, criteria: [{ condition: $statusCode >= 500 }] }
          - { name: done, type: end, criteria: [{ condition: $statusCode == 404 }] }
    outputs: { ticket: $steps.create.outputs.ticket, title: $steps.create.outputs.title }
";

thread_local! {
    /// The pauses of a test's workflows.
    static PAUSED: RefCell<Vec<Duration>> = const { RefCell::new(Vec::new()) };
}

fn mock() -> Mock {
    xtask_mock::intercom().build().unwrap()
}

fn with<T>(text: &str, inputs: &[(&str, &str)], act: impl Fn(&Workflows<'_>, &Mock) -> T) -> T {
    with_mock(&mock(), text, inputs, act)
}

fn with_mock<T>(
    mock: &Mock,
    text: &str,
    inputs: &[(&str, &str)],
    act: impl Fn(&Workflows<'_>, &Mock) -> T,
) -> T {
    let inputs = inputs.iter();
    let inputs = inputs.map(|(name, value)| ((*name).to_owned(), (*value).into()));
    let workflows = Workflows {
        description: &read("a.yaml", text, mock).unwrap(),
        inputs: &inputs.collect::<Vec<_>>(),
        token: "dG9rOnRlc3Q",
        pause: |pause| PAUSED.with(|all| all.borrow_mut().push(pause)),
    };
    act(&workflows, mock)
}

fn run(text: &str, inputs: &[(&str, &str)]) -> (usize, String) {
    run_against(&mock(), text, inputs)
}

fn run_against(mock: &Mock, text: &str, inputs: &[(&str, &str)]) -> (usize, String) {
    with_mock(mock, text, inputs, |workflows, mock| {
        let client = client_of(mock).unwrap();
        let mut told = String::new();
        let runner = workflows.runner(&client, mock);
        let failed = runner.all(&mut |line| told.push_str(&format!("{line}\n")));
        (failed, told)
    })
}

#[test]
fn nothing_is_lost_whatever_goes_wrong() {
    let told = with(
        WORKFLOW,
        &[("email", "mara@roastery.example")],
        |workflows, _| {
            let server = || xtask_mock::intercom().trust_responses();
            faults::run(workflows, &server).map_err(|error| error.to_string())
        },
    );
    let expected = "6 faults at each of 4 requests: 20 runs done, 4 failed; \
        nothing is lost, done twice, or done untold";
    assert_eq!(told.as_deref(), Ok(expected));
}

#[test]
fn workflows_run_in_the_order_of_their_needs() {
    let (failed, told) = run(WORKFLOW, &[("email", "mara@roastery.example")]);
    assert_eq!(failed, 0, "{told}");
    assert!(told.contains("title: \"Grinder stalls again\""), "{told}");
    assert!(
        told.contains("again: GET /tickets/0 404, not as expected"),
        "{told}"
    );
    assert!(told.ends_with("close: done; open: true\n"), "{told}");
}

#[test]
fn what_fails_is_told_and_ends_what_depends_on_it() {
    let (failed, told) = run(WORKFLOW, &[]);
    assert_eq!(failed, 2, "{told}");
    assert!(told.contains("the input `email` is missing"), "{told}");
    let (failed, told) = run(
        &WORKFLOW.replace("type: end", "type: retry, retryAfter: 0.5"),
        &[("email", "a@b.example")],
    );
    assert_eq!(failed, 2, "{told}");
    assert_eq!(told.matches("again: GET").count(), 2, "{told}");
    assert_eq!(PAUSED.take(), [Duration::from_millis(500)]);
}

#[test]
fn parameters_are_written_in_their_styles() {
    let document = "\
openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /pets/{ids}:
    get:
      operationId: findPets
      parameters:
        - { name: ids, in: path, required: true, style: label, schema: { type: array, items: { type: integer } } }
        - { name: tags, in: query, schema: { type: array, items: { type: string } } }
        - { name: sort, in: query, explode: false, schema: { type: array, items: { type: string } } }
        - { name: of, in: query, style: deepObject, schema: { type: object } }
        - { name: as, in: query, content: { application/json: {} } }
        - { name: none, in: query, schema: { type: string, nullable: true } }
      responses: { '200': { description: They are there. } }
";
    let text = "\
arazzo: 1.0.1
info: { title: Pets, version: 1.0.0 }
sourceDescriptions: [{ name: pets, url: ./pets.yaml, type: openapi }]
workflows:
  - workflowId: find
    steps:
      - stepId: find
        operationId: findPets
        parameters:
          - { name: ids, in: path, value: [1, 2] }
          - { name: tags, in: query, value: [a, b c] }
          - { name: sort, in: query, value: [a, b] }
          - { name: of, in: query, value: { kind: dog } }
          - { name: as, in: query, value: [1] }
          - { name: none, in: query, value: null }
";
    let source = Source::from_text("pets.yaml", document);
    let (failed, told) = run_against(&Mock::builder(source).build().unwrap(), text, &[]);
    let expected = "GET /pets/.1,2?tags=a&tags=b%20c&sort=a,b&of%5Bkind%5D=dog&as=%5B1%5D 200";
    assert!(told.contains(expected), "{told}");
    assert_eq!(failed, 0);
}

#[test]
fn conditions_compare_what_is_outside_of_quotes() {
    for (condition, expected) in [
        ("$statusCode == 200 && $inputs.name == 'A && B'", true),
        ("$statusCode == 404 || $inputs.name != 'a && b'", false),
        ("!$inputs.none && ! $inputs.name == 'c'", true),
        ("!!$inputs.name", true),
        ("$inputs.name == 'it''s <= so'", false),
        (
            "$statusCode > 199 && $statusCode <= 200 && $inputs.name <= 'A && B'",
            true,
        ),
        ("$inputs.name < 5", false),
    ] {
        let scope = expression::Scope {
            inputs: [("name".to_owned(), "a && b".into())].into(),
            status: 200,
            ..expression::Scope::default()
        };
        assert_eq!(scope.holds(condition), expected, "{condition}");
    }
}

#[test]
fn mistakes_are_told_with_their_lines() {
    for (from, to, message) in [
        (
            "operationId: createTicket",
            "operationId: createTickets",
            "a.yaml:25:22: the document has no operation `createTickets`",
        ),
        (
            "in: path, value: '0'",
            "in: query, value: '0'",
            "`getTicket` has no parameter `ticket_id` in `query`",
        ),
        (
            "$inputs.email",
            "$inputs.mail",
            "`$inputs.mail` names nothing that is known here",
        ),
        (
            "$steps.types.outputs.first",
            "$steps.create.outputs.ticket",
            "names nothing that is known here",
        ),
        (
            "dependsOn: [open]",
            "dependsOn: [opened]",
            "there is no workflow \"opened\"",
        ),
        (
            "stepId: create",
            "stepId: types",
            "a step needs a `stepId` of its own",
        ),
        (
            "- condition: $statusCode",
            "- type: regex\n            condition: $statusCode",
            "only `simple` conditions",
        ),
        ("type: end", "type: goto", "`goto` needs the `stepId`"),
        (
            "    steps:\n      - stepId: read",
            "    failureActions: [{ name: a, type: end }]\n    steps:\n      - stepId: read",
            "a.yaml:7:5: `failureActions` is not supported here",
        ),
        (
            "type: retry,",
            "type: retry, stepId: types,",
            "`stepId` is not supported here",
        ),
        (
            "payload:\n",
            "replacements: []\n          payload:\n",
            "`replacements` is not supported here",
        ),
        (
            "workflows:",
            "components: {}\nworkflows:",
            "`components` is not supported here",
        ),
        (
            "in: path, value: $",
            "in: path, reference: a, value: $",
            "`reference` is not supported",
        ),
        (
            "arazzo: 1.0.1",
            "arazzo: 2.0.0",
            "`arazzo` has to be a version",
        ),
    ] {
        assert!(WORKFLOW.contains(from), "{from}");
        let told = read("a.yaml", &WORKFLOW.replacen(from, to, 1), &mock()).unwrap_err();
        assert!(told.contains(message), "{from}: {told}");
    }
}

/// A description and what it becomes, which `tests/client/workflows.rs` runs.
const LEAK: (&str, &str) = (
    include_str!("../../tests/client/leak.arazzo.yaml"),
    include_str!("../../tests/client/leak.rs"),
);

/// What the description becomes for this workspace's client.
fn rust(text: &str) -> Result<String, String> {
    let client = client_of_spec(None);
    let (api, config) = client.map_err(|error| error.to_string()).unwrap();
    let root = config.crate_name.replace('-', "_");
    let paths = emit::Paths {
        runtime: root.clone(),
        root,
    };
    let inputs = ["email", "x\")?;evil();//"].map(|name| (name, "mara@roastery.example"));
    with(text, &inputs, |workflows, mock| {
        let client = client_of(mock).unwrap();
        let runner = workflows.runner(&client, mock);
        runner.all(&mut |_| {});
        let (described, runs) = (workflows.description, runner.runs.borrow());
        emit::emit(described, &api, &paths, "leak.arazzo.yaml", &runs)
    })
}

/// Neither the compiler nor rustdoc, which runs what documentation shows as code, takes
/// what a description says for code.
#[test]
fn no_text_of_a_description_is_code() {
    let summary = "Creates a ticket for a leak, and hands it to a team.";
    let hostile = "\"```\\nevil();\\n\\n-     evil();\\r    evil();\"";
    let text = LEAK.0.replacen(summary, hostile, 1);
    let text = text.replacen("$inputs.email", "'$inputs.x\")?;evil();//'", 1);
    let text = text.replacen("{ email: {", "{ 'x\")?;evil();//': {}, email: {", 1);
    let emitted = rust(&text).unwrap();
    let lines: Vec<&str> = emitted
        .lines()
        .filter(|line| line.contains("evil"))
        .collect();
    assert_eq!(lines.len(), 4, "{lines:?}");
    let literals = [
        r#"at(inputs, "/x\")?;evil();~1~1")?"#,
        r#"("x\")?;evil();//", "#,
    ];
    let is_literal = |line: &str| literals.iter().any(|literal| line.contains(literal));
    for line in lines {
        assert!(line.starts_with("// ") || is_literal(line), "{line}");
    }
}

#[test]
fn workflows_become_functions_or_are_refused() {
    assert_eq!(rust(LEAK.0).as_deref(), Ok(LEAK.1), "emit it again");
    for (from, to, message) in [
        (
            "$statusCode == 200 &&",
            "$method == 'POST' &&",
            "/workflows/0/steps/1: `create`: `$method` is nothing",
        ),
        (
            "$statusCode >= 500 }",
            "$url == 'a' }",
            "/workflows/0/steps/1: `create`: `onFailure/0`: `$url` is nothing",
        ),
        (
            "$response.body#/data/0/id",
            "$response.header.etag",
            "`$response.header.etag` is nothing",
        ),
        (
            "stepId: assign",
            "stepId: Create",
            "`Create` and another one have the same name",
        ),
    ] {
        assert!(LEAK.0.contains(from), "{from}");
        let told = rust(&LEAK.0.replacen(from, to, 1)).unwrap_err();
        assert!(told.contains(message), "{from}: {told}");
    }
}

#[test]
fn a_file_that_was_not_emitted_stays_as_it_is() {
    let folder = std::env::temp_dir().join(format!("arazzo-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (description, mine) = (folder.join("a.yaml"), folder.join("mine.rs"));
    std::fs::write(&mine, "// Mine.\n").unwrap();
    for text in [
        LEAK.0.to_owned(),
        LEAK.0.replacen("createTicket", "createBug", 1),
    ] {
        std::fs::write(&description, text).unwrap();
        let (description, mine) = (description.display(), mine.display());
        let words = format!("arazzo {description} --input email=a@b.example --emit {mine}");
        assert!(super::run(&Arguments::parse_from(words.split(' '))).is_err());
    }
    assert_eq!(std::fs::read_to_string(&mine).unwrap(), "// Mine.\n");
    std::fs::remove_dir_all(&folder).unwrap();
}
