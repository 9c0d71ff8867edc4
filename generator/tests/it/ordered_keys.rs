//! Keys of documents in order: comments go along, and nothing else changes.

use std::fs;

use oas_codegen::edit::{CannotOrder, order};

const BEFORE: &str = "\
# The pets.
#
# Kept by hand.

info:
  # Who made it.
  version: '1' # the first
  x-note: stays behind the version
  title: Pets
# Which form it has.
openapi: 3.0.3

paths:
  /pets:
    # Said of all of them.
    get:
      responses: { '200': { content: { application/json: { example: { b: 1, a: 2 }, schema: { format: date, type: string } } }, description: All. } }

      # Known by this.
      operationId: listPets
      parameters:
      # How many.
      - in: query
        # Its name.
        name: limit
        schema: { items: { type: string }, type: array }
      - schema: { type: string } # any
        name: after
        in: query
      # The end of the list.
      description: |+
        Kept as it is:

          # no comment

      summary: Lists pets.
    summary: Of all paths.
# Nothing else.
";

const AFTER: &str = "\
# The pets.
#
# Kept by hand.

# Which form it has.
openapi: 3.0.3
info:
  title: Pets
  # Who made it.
  version: '1' # the first
  x-note: stays behind the version

paths:
  /pets:
    summary: Of all paths.
    # Said of all of them.
    get:
      # Known by this.
      operationId: listPets

      summary: Lists pets.
      # The end of the list.
      description: |+
        Kept as it is:

          # no comment

      parameters:
      # How many.
      # Its name.
      - name: limit
        in: query
        schema: { type: array, items: { type: string } }
      - name: after
        in: query
        schema: { type: string } # any
      responses: { '200': { description: All., content: { application/json: { schema: { type: string, format: date }, example: { b: 1, a: 2 } } } } }
# Nothing else.
";

#[test]
fn members_move_with_what_is_said_about_them() {
    let ordered = order("pets.yaml", BEFORE).unwrap();
    assert_eq!(ordered, AFTER);
}

#[test]
fn json_is_ordered_between_its_braces() {
    let before =
        "{\n  \"info\": {\"version\": \"1\", \"title\": \"A\"},\n  \"openapi\": \"3.1.0\"\n}\n";
    let after =
        "{\n  \"openapi\": \"3.1.0\",\n  \"info\": {\"title\": \"A\", \"version\": \"1\"}\n}\n";
    assert_eq!(order("a.json", before).unwrap(), after);
}

#[test]
fn a_text_keeps_its_blank_lines_wherever_it_goes() {
    let kept = [
        "|+\n    \n",
        "|+\n\n",
        ">+ # folded\n    A\n\n    B\n     \n",
        "|2+\n    A\n\n\n",
    ];
    for text in kept {
        let before = format!(
            "openapi: 3.0.3\ninfo:\n  description: {text}  version: '1'\n  title: A\npaths: {{}}\n"
        );
        let after = format!(
            "openapi: 3.0.3\ninfo:\n  title: A\n  version: '1'\n  description: {text}paths: {{}}\n"
        );
        assert_eq!(order("a.yaml", &before).as_ref(), Ok(&after), "{text:?}");
    }
}

/// The lines of a text that are comments, whatever their order.
fn comments(text: &str) -> Vec<&str> {
    let lines = text.lines().map(str::trim);
    let mut comments: Vec<&str> = lines.filter(|line| line.starts_with('#')).collect();
    comments.sort_unstable();
    comments
}

#[test]
fn every_case_is_ordered_at_once() {
    for entry in fs::read_dir("tests/cases").unwrap() {
        let path = entry.unwrap().path();
        let name = path.to_string_lossy();
        if path.extension().is_none_or(|end| end != "yaml") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let once = order(&name, &text).unwrap();
        assert_eq!(order(&name, &once).as_ref(), Ok(&once), "{name}");
        assert_eq!(comments(&once), comments(&text), "{name}");
        assert_eq!(once.len(), text.len(), "{name}");
    }
}

#[test]
fn what_would_say_something_else_is_refused() {
    let entangled = "paths: {}\nservers:\n- url: &a https://example.com\ninfo: { version: *a, title: A }\nopenapi: 3.0.3\n";
    assert_eq!(order("a.yaml", entangled), Err(CannotOrder::Entangled));
    assert_eq!(order("a.yaml", "a: ["), Err(CannotOrder::Unreadable));
    assert_eq!(order("a.yaml", "a: b"), Err(CannotOrder::NoDocument));
}
