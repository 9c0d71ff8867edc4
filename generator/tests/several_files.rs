//! Documents of several files: each schema is one type, with a name that a
//! person would give it.

#![allow(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be, its helpers too"
)]

use std::collections::BTreeMap;
use std::io;

use oas_codegen::load::FileReader;
use oas_codegen::{Config, Sink, Source};

struct Folder(BTreeMap<&'static str, &'static str>);

impl FileReader for Folder {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let text = self.0.get(path).ok_or(io::ErrorKind::NotFound)?;
        Ok(text.as_bytes().to_vec())
    }
}

const ROOT: &str = r"
openapi: 3.0.3
info: {title: Several files, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: All of them.
          content: {application/json: {schema: {$ref: 'models/pets.yaml'}}}
  /pets/{id}:
    $ref: paths/pet.yaml
components:
  schemas:
    Owner: {$ref: 'people/models/common.yaml#/Person'}
    Other: {$ref: 'people/models/common.yaml#/Person'}
";

fn files() -> BTreeMap<&'static str, &'static str> {
    BTreeMap::from([
        ("models/pets.yaml", "{type: array, items: {$ref: pet.yml}}"),
        (
            "models/pet.yml",
            "type: object
properties:
  owner: {$ref: '../people/models/common.yaml#/Person'}
  tag: {$ref: '../people/models/common.yaml#/Tag'}
  place: {$ref: '../shops/models/common.yaml#/Tag'}
  parent: {$ref: pet.yml}
",
        ),
        (
            "people/models/common.yaml",
            "Person: {type: object, properties: {name: {type: string}}}
Tag: {type: object, properties: {name: {type: string}}}
",
        ),
        (
            "shops/models/common.yaml",
            "Tag: {type: object, properties: {shelf: {type: integer}}}\n",
        ),
        (
            "paths/pet.yaml",
            "get:
  operationId: getPet
  parameters: [{name: id, in: path, required: true, schema: {type: string}}]
  responses:
    '200':
      description: One of them.
      content: {application/json: {schema: {$ref: ../models/pet.yml}}}
",
        ),
    ])
}

#[test]
fn schemas_of_other_files_have_names_of_their_own() {
    let source = Source::from_text("root.yaml", ROOT).with_reader(Box::new(Folder(files())));
    let mut sink = Sink::new();
    let partial = oas_codegen::generate_partial(&source, &Config::default(), &mut sink).unwrap();
    let mut names: Vec<(&str, &str)> = partial
        .api
        .types
        .iter()
        .map(|(_, def)| (def.name.as_str(), def.module.as_str()))
        .collect();
    names.sort_unstable();
    let expected = [
        ("CommonTag", "common_tag"),
        ("Other", "other"),
        ("Owner", "owner"),
        ("Pet", "pet"),
        ("Tag", "tag"),
    ];
    assert_eq!(names, expected);
    assert_eq!(partial.coverage.operations.generated, 2);
    assert_eq!(partial.coverage.schemas.generated, 2);
}
