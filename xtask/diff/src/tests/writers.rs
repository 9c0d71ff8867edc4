//! Commands that write: what they add, and that they leave files alone if they refuse.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser as _;

use super::DOCUMENT;
use crate::{Failure, bump, drift, examples, import};

const OURS: &str = "\
openapi: 3.1.0 # as theirs
info: { title: Pets, version: '1' }

paths:
  # What we read.
  /pets/{id}:
    delete:
      operationId: removePet
      responses: { '204': { description: Gone. } }
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]

components:
  schemas:
    # Ours says less.
    Problem: { type: object }
";

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }

    fn put(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, text).unwrap();
        path
    }

    fn import(&self, upstream: &str, op: &str) -> Result<bool, Failure> {
        let path = |name: &str| self.0.path().join(name).display().to_string();
        let words = [
            "import",
            &path(upstream),
            "--op",
            op,
            "--into",
            &path("ours.yaml"),
        ];
        import::run(&import::Arguments::parse_from(words))
    }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

#[test]
fn an_import_adds_what_is_needed_and_a_second_one_nothing() {
    let folder = Folder::new();
    folder.put("theirs.yaml", DOCUMENT);
    let ours = folder.put("ours.yaml", OURS);
    assert!(folder.import("theirs.yaml", "listPets").unwrap());
    let once = read(&ours);
    // Whatever was there is there, in its order.
    let mut lines = once.lines();
    assert!(
        OURS.lines().all(|line| lines.any(|other| other == line)),
        "{once}"
    );
    for added in ["  /pets:", "      operationId: listPets", "    Pet:"] {
        assert!(once.lines().any(|line| line == added), "{added} in {once}");
    }
    for other in ["createPet", "NewPet", "deletePet"] {
        assert!(!once.contains(other), "{other} in {once}");
    }
    assert!(folder.import("theirs.yaml", "listPets").unwrap());
    assert_eq!(read(&ours), once);
}

/// What an operation needs though no `$ref` leads there, and what is no extension.
const THEIRS: &str = "\
openapi: 3.1.0
info: { title: Pets, version: '1', x-a: 1 }
security: [{ token: [] }]
paths:
  /pets/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
      - { name: x-trace, in: header, schema: { type: string } }
      - { name: Api-Version, in: header, schema: { $ref: '#/components/schemas/Fox' } }
    get:
      operationId: getPet
      x-a: 1
      parameters: [{ name: x-trace, in: header, schema: { type: integer } }]
      responses:
        '200':
          description: A pet.
          headers: { x-id: { schema: { type: string } } }
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Pet' }
              example: { kind: dog, x-c: { $ref: '#/nowhere' } }
    put:
      operationId: putPet
      responses: { '200': { $ref: '#/paths/~1pets~1{id}/get/responses/200' } }
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
  schemas:
    Pet: { type: object, discriminator: { propertyName: kind, mapping: { dog: Dog } }, properties: { kind: { type: string }, x-b: { type: string } } }
    Dog: { type: object }
    Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { type: object }] }
    Fox: { type: object }
";

#[test]
fn an_import_takes_what_no_reference_names() {
    let folder = Folder::new();
    folder.put("theirs.yaml", THEIRS);
    let empty = "openapi: 3.1.0\ninfo: { title: Pets, version: '1' }\nx-api: { headers: { api-version: '1' } }\npaths: {}\n";
    let ours = folder.put("ours.yaml", empty);
    assert!(folder.import("theirs.yaml", "putPet").is_err());
    assert_eq!(read(&ours), empty);
    assert!(folder.import("theirs.yaml", "getPet").unwrap());
    let once = read(&ours);
    for part in [
        "x-id:",
        "x-b:",
        "x-c:",
        "token:",
        "Dog:",
        "Cat:",
        "- token: []",
    ] {
        assert!(once.contains(part), "{part} in {once}");
    }
    for other in ["x-a:", "Fox"] {
        assert!(!once.contains(other), "{other} in {once}");
    }
    assert_eq!(once.matches("name: x-trace").count(), 1, "{once}");
    assert!(folder.import("theirs.yaml", "getPet").unwrap());
    assert_eq!(read(&ours), once);
}

#[test]
fn what_is_refused_leaves_files_as_they_are() {
    let folder = Folder::new();
    folder.put("theirs.yaml", DOCUMENT);
    folder.put("broken.yaml", "openapi: 3.1.0\npaths: {\n");
    for ours in [
        OURS,
        "openapi: 3.1.0\npaths: { /a: {} }\n",
        "openapi: 3.1.0\npaths: {\n",
    ] {
        let path = folder.put("ours.yaml", ours);
        let refused = ["theirs.yaml", "broken.yaml"].map(|upstream| {
            let op = if ours == OURS { "noPets" } else { "listPets" };
            folder.import(upstream, op).is_err()
        });
        assert_eq!(refused, [true, true], "{ours}");
        assert_eq!(read(&path), ours);
    }
    let path = |name: &str| folder.0.path().join(name).display().to_string();
    folder.put(
        "calls.json",
        r#"{"interactions": [{"operation": "createPet",
        "request": {"body": {"json": {"name": 5}}}, "response": {"status": 500}}]}"#,
    );
    for (cassette, into, text) in [
        ("calls.json", "pets.yaml", DOCUMENT),
        ("broken.yaml", "pets.yaml", DOCUMENT),
        ("calls.json", "half.yaml", "openapi: 3.1.0\npaths: {\n"),
    ] {
        let target = folder.put(into, text);
        let words = ["examples", &path(cassette), "--into", &path(into)];
        let done = examples::run(&examples::Arguments::parse_from(words));
        assert!(!done.unwrap_or_default(), "{cassette} {into}");
        assert_eq!(read(&target), text);
    }
    let changelog = folder.put("CHANGELOG.md", "# Changelog\n");
    for new in ["ours.yaml", "broken.yaml", "theirs.yaml"] {
        let words = [
            "diff",
            &path("theirs.yaml"),
            &path(new),
            "--write",
            &path("CHANGELOG.md"),
        ];
        assert!(
            crate::run(&crate::Arguments::parse_from(words)).is_err(),
            "{new}"
        );
        assert_eq!(read(&changelog), "# Changelog\n");
    }
    let record = folder.put("upstream.toml", "upstream = [");
    for upstream in ["broken.yaml", "theirs.yaml"] {
        let words = [
            "drift",
            &path(upstream),
            "--record",
            &path("upstream.toml"),
            "--refuse",
            "No.",
        ];
        assert!(
            drift::run(&drift::Arguments::parse_from(words)).is_err(),
            "{upstream}"
        );
        let words = [
            "bump",
            &path(upstream),
            "--record",
            &path("upstream.toml"),
            "--write",
        ];
        assert!(
            bump::run(&bump::Arguments::parse_from(words)).is_err(),
            "{upstream}"
        );
        assert_eq!(read(&record), "upstream = [");
    }
    // Nothing is left beside them either.
    assert_eq!(fs::read_dir(folder.0.path()).unwrap().count(), 8);
}
