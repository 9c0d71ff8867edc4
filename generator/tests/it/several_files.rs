//! Documents of several files: each schema is one type, with a name that a
//! person would give it.

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

/// A base and a union that lie in files of their own, with mappings that name
/// files from where they stand.
const TAGGED: [(&str, &str); 7] = [
    (
        "models/good.yaml",
        "oneOf: [{$ref: cup.yaml}, {$ref: '../bag.yaml#/definitions/Bag'}]
discriminator:
  propertyName: kind
  mapping: {cup: cup.yaml, bag: '../bag.yaml#/definitions/Bag'}
",
    ),
    (
        "models/cup.yaml",
        "{type: object, required: [kind], properties: {kind: {type: string}, volume: {type: integer}}}",
    ),
    (
        "bag.yaml",
        "definitions: {Bag: {type: object, required: [kind], properties: {kind: {type: string}}}}",
    ),
    (
        "models/pet.yaml",
        "type: object
required: [kind]
properties: {kind: {type: string}}
discriminator: {propertyName: kind, mapping: {cat: './cat.yaml'}}
",
    ),
    (
        "models/cat.yaml",
        "allOf: [{$ref: pet.yaml}, {type: object, properties: {lives: {type: integer}}}]",
    ),
    (
        "fleet.yaml",
        "Vehicle:
  type: object
  required: [kind]
  properties: {kind: {type: string}}
  discriminator: {propertyName: kind, mapping: {car: '#/Car'}}
Car: {allOf: [{$ref: '#/Vehicle'}, {type: object, properties: {doors: {type: integer}}}]}
Van: {allOf: [{$ref: 'fleet.yaml#/Vehicle'}, {type: object, properties: {load: {type: integer}}}]}
",
    ),
    (
        "all.yaml",
        "types:
  music:
    Tune:
      type: object
      required: [kind]
      properties: {kind: {type: string}}
      discriminator: {propertyName: kind, mapping: {song: '#/types/music/Song'}}
    Song: {allOf: [{$ref: '#/types/music/Tune'}, {type: object, properties: {text: {type: string}}}]}
",
    ),
];

#[test]
fn mappings_name_files_from_where_they_stand() {
    let root = "
openapi: 3.0.3
info: {title: Tags, version: '1'}
paths:
  /goods:
    get:
      operationId: listGoods
      responses:
        '200': {description: All., content: {application/json: {schema: {$ref: './models/good.yaml'}}}}
        '201': {description: One., content: {application/json: {schema: {$ref: './models/pet.yaml'}}}}
        '202': {description: One., content: {application/json: {schema: {$ref: 'fleet.yaml#/Vehicle'}}}}
        '203': {description: One., content: {application/json: {schema: {$ref: 'all.yaml#/types/music/Tune'}}}}
";
    let files = Folder(BTreeMap::from(TAGGED));
    let source = Source::from_text("root.yaml", root).with_reader(Box::new(files));
    let mut sink = Sink::new();
    let partial = oas_codegen::generate_partial(&source, &Config::default(), &mut sink).unwrap();
    let outline = oas_codegen::model::outline(&partial.api);
    for line in [
        "Cup(Cup) if kind = cup",
        "Bag(Bag) if kind = bag",
        "Cat(Cat) if kind = cat",
        "Car(Car) if kind = car",
        "Van(Van) if kind = Van",
        "AllSong(AllSong) if kind = song",
    ] {
        assert!(outline.contains(line), "{line}\n{outline}");
    }
}
