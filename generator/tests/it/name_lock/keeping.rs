//! The name lock: what it keeps, what it lets go, and what it refuses.

use oas_codegen::diagnostics::Format;
use oas_codegen::{Config, NameLock, PartialApi, Sink, Source, Strictness};

const LOCKED: &str = "\
#/components/schemas/pet type = Animal
#/components/schemas/pet field name = called
#/components/schemas/gone type = Pet
#/tags/Pets method #/paths/~1old/get = fetch getPet
";

const DOCUMENT: &str = "
openapi: 3.0.3
info: { title: Pets, version: '1' }
tags: [{ name: Pets }]
paths:
  /new:
    get:
      operationId: getPet
      tags: [Pets]
      responses:
        '200':
          description: It.
          content: { application/json: { schema: { $ref: '#/components/schemas/pet' } } }
components: { schemas: { pet: { type: object, properties: { name: { type: string }, called: { type: string } } } } }
";

fn analysed(lock: &str, change: impl FnOnce(&mut Config)) -> (PartialApi, String) {
    let mut sink = Sink::new();
    let mut config = Config {
        locked: NameLock::parse("names.lock", lock, &mut sink).unwrap(),
        ..Config::default()
    };
    change(&mut config);
    let source = Source::from_text("pets.yaml", DOCUMENT);
    let partial =
        oas_codegen::analyse_partial(&source, &config, Strictness::Lenient, &mut sink).unwrap();
    (partial, sink.render(Format::Lines))
}

fn rename(config: &mut Config) {
    let chosen = ("pet".to_owned(), "Creature".to_owned());
    config.rename.extend([chosen]);
}

#[test]
fn what_is_locked_stays_and_what_is_gone_goes() {
    let (partial, said) = analysed(LOCKED, |_| {});
    let names = partial.names.to_string();
    for kept in [
        "#/components/schemas/pet type = Animal\n",
        "#/components/schemas/pet field name = called\n",
        "#/components/schemas/pet field called = called_2\n",
        "#/tags/Pets method #/paths/~1new/get = fetch getPet\n",
    ] {
        assert!(names.contains(kept), "{names}");
    }
    assert!(
        !names.contains("schemas/gone") && !names.contains("/old"),
        "{names}"
    );
    assert!(!said.contains("error"), "{said}");
}

#[test]
fn a_chosen_name_needs_to_be_accepted() {
    let (partial, said) = analysed(LOCKED, rename);
    assert!(
        said.contains("OAS0908") && said.contains("`Animal`"),
        "{said}"
    );
    assert!(partial.names.to_string().contains("pet type = Animal\n"));
    let (partial, said) = analysed(LOCKED, |config| {
        rename(config);
        config.accept_renames = true;
    });
    assert!(!said.contains("OAS0908"), "{said}");
    assert!(partial.names.to_string().contains("pet type = Creature\n"));
}

#[test]
fn the_former_name_of_a_type_stays_as_an_alias_as_long_as_the_lock_has_it() {
    let (accepted, _) = analysed(LOCKED, |config| {
        rename(config);
        config.accept_renames = true;
    });
    let lock = accepted.names.to_string();
    assert!(lock.contains("pet type-former = Animal\n"), "{lock}");
    let (again, said) = analysed(&lock, rename);
    assert_eq!(again.names.to_string(), lock, "{said}");
    let alias = "pub type Animal = Creature;";
    // What is deprecated is exported without a warning in the crate itself.
    let export = "#[allow(deprecated)]\npub use self::creature::Animal;";
    for partial in [&accepted, &again] {
        let files = oas_codegen::generate(&partial.api, &Config::default());
        let has = |part: &str| files.iter().any(|(_, text)| text.contains(part));
        let index = files
            .iter()
            .find(|(path, _)| path.ends_with("types/mod.rs"));
        assert!(has(alias) && has(export), "{index:?}");
    }
    let without: Vec<&str> = lock
        .lines()
        .filter(|line| !line.contains("former"))
        .collect();
    let (later, _) = analysed(&without.join("\n"), rename);
    let files = oas_codegen::generate(&later.api, &Config::default());
    assert!(files.iter().all(|(_, text)| !text.contains(alias)));
}

#[test]
fn the_former_name_of_a_method_stays_and_calls_the_new_one() {
    let (accepted, _) = analysed(&LOCKED.replace("old", "new"), |config| {
        let chosen = ("op:getPet".to_owned(), "show".to_owned());
        config.rename.extend([chosen]);
        config.accept_renames = true;
    });
    let lock = accepted.names.to_string();
    let former = "#/tags/Pets method-former #/paths/~1new/get = fetch";
    assert!(lock.contains(former), "{lock}");
    let (again, said) = analysed(&lock, |_| {});
    assert_eq!(again.names.to_string(), lock, "{said}");
    let files = oas_codegen::generate(&again.api, &Config::default());
    let mut texts = files.iter().map(|(_, text)| text);
    assert!(texts.any(|text| text.contains("self.show()") && text.contains("fn fetch(")));
}

#[test]
fn a_name_that_emitted_code_has_can_not_be_kept() {
    let (_, said) = analysed("#/components/schemas/pet type = Client\n", |_| {});
    assert!(
        said.contains("OAS0908") && said.contains("`Client`"),
        "{said}"
    );
}

/// The names of a document of one schema.
fn names_of(schema: &str, locked: NameLock) -> NameLock {
    let (front, _) = DOCUMENT.rsplit_once("components").unwrap();
    let text = format!("{front}components: {{ schemas: {{ pet: {schema} }} }}");
    let config = Config {
        locked,
        ..Config::default()
    };
    let source = Source::from_text("pets.yaml", text);
    let found = oas_codegen::generate_partial(&source, &config, &mut Sink::new());
    found.unwrap().names
}

#[test]
fn what_gets_more_members_and_values_keeps_its_names() {
    let changes = [
        // An enum beside its type gets a value.
        (
            "{ properties: { level: { allOf: [{ type: string }, { enum: [low, high] }] } } }",
            "{ properties: { level: { allOf: [{ type: string }, { enum: [LOW, low, high] }] } } }",
        ),
        // An object that takes others in gets a member.
        (
            "{ allOf: [{ properties: { at: { properties: { on: { type: string } } } } }] }",
            "{ allOf: [{ properties: { new: {}, at: { properties: { On: {}, on: { type: string } } } } }] }",
        ),
        // Branches get members, and others before them.
        (
            "{ oneOf: [{ required: [a], properties: { a: {}, x: {} } }, { type: string, enum: [b, c] }] }",
            "{ oneOf: [{ type: object, additionalProperties: { type: string } }, { type: string, enum: [B, b, c] }, { required: [a], properties: { X: {}, a: {}, x: {} } }] }",
        ),
        // Of maps each is known by what it holds.
        (
            "{ oneOf: [{ additionalProperties: { type: string } }, { additionalProperties: { type: integer } }] }",
            "{ oneOf: [{ additionalProperties: { type: integer } }, { additionalProperties: { type: string } }] }",
        ),
        // Values get a branch that is none.
        (
            "{ anyOf: [{ enum: [0], title: Points }, { enum: [1], title: Lines }, { type: integer }] }",
            "{ anyOf: [{ required: [a], properties: { a: {} } }, { enum: [0] }, { enum: [1] }, { type: integer }] }",
        ),
    ];
    for (before, after) in changes {
        let published = names_of(before, NameLock::default());
        let later = names_of(after, published.clone());
        for (item, name) in published.iter() {
            let kept = later.get(item).map(|name| &name.name);
            assert_eq!(kept, Some(&name.name), "{item} in {later}");
        }
    }
}
