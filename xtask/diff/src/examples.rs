//! `cargo xtask examples`: what clients sent and received, as a cassette has it, becomes
//! examples of the document.
//!
//! As with `import`, the text is edited: what is there already stays as it is.

use std::path::PathBuf;

use clap::Parser;
use oas_codegen::config::Config;
use oas_codegen::diagnostics::{Code, Color, Format, Sink};
use oas_codegen::load::{Document, Source, tree};
use oas_codegen::tree::{Node, NodeMap, Place, single_line};
use oas_codegen::{Strictness, analyse};

use crate::import::{Insertion, insert, workspace_document};
use crate::side::loaded;
use crate::{Failure, files, text, wire};

/// Adds what a cassette has recorded to the document, as examples.
#[derive(Parser)]
#[command(name = "cargo xtask examples", bin_name = "cargo xtask examples")]
pub struct Arguments {
    /// What `test_util::Cassette` has saved
    cassette: PathBuf,
    /// The document to add them to; without one, that of spec/codegen.toml
    #[arg(long, value_name = "FILE.yaml")]
    into: Option<PathBuf>,
}

/// The name of the examples, of which each body has at most one.
const NAME: &str = "recorded";

/// # Errors
/// A cassette that is none, and documents that can't be edited as text. Nothing is
/// written then, nor if an example does not fit its schema.
pub fn run(arguments: &Arguments) -> Result<bool, Failure> {
    let name = arguments.cassette.display().to_string();
    let cassette = tree(&name, &text(&arguments.cassette)?);
    let cassette = cassette.ok_or_else(|| format!("`{name}` can't be read"))?;
    let into = match &arguments.into {
        Some(path) => path.clone(),
        None => workspace_document()?,
    };
    let before = text(&into)?;
    let (after, added) = extended(&before, &into.display().to_string(), &cassette)?;
    if added.is_empty() {
        let into = single_line(&into.to_string_lossy());
        println!("nothing to add: {into} has all of it");
        return Ok(true);
    }
    if let Some(misfits) = misfits(&after, &into.display().to_string()) {
        eprint!("{misfits}");
        return Ok(false);
    }
    files::write(&[(&into, &after)])?;
    for one in added {
        println!("added {}", single_line(&one));
    }
    Ok(true)
}

/// The text with examples of what was recorded, and where they are.
fn extended(text: &str, name: &str, cassette: &Node) -> Result<(String, Vec<String>), Failure> {
    let interactions = cassette.get("interactions").and_then(Node::as_list);
    let interactions = interactions.ok_or("the cassette has no list of interactions")?;
    let document = loaded(&Source::from_text(name, text))?;
    let mut text = text.to_owned();
    let mut taken: Vec<Place> = Vec::new();
    let mut added = Vec::new();
    for (content, value) in interactions.iter().flat_map(|it| bodies(&document, it)) {
        let Some(place) = free(&document, &content, value) else {
            continue;
        };
        if taken.contains(&place) {
            continue;
        }
        let value = NodeMap::from_iter([("value".to_owned(), value.clone())]);
        let insertion = Insertion {
            into: place.pointer.tokens().map(str::to_owned).collect(),
            key: NAME.to_owned(),
            value: Node::Map(value),
        };
        text = insert(&text, &insertion)?;
        added.push(insertion.to_string());
        taken.push(place);
    }
    Ok((text, added))
}

/// The bodies of JSON of a recorded call, and the `content` that describes each.
fn bodies<'a>(document: &Document, interaction: &'a Node) -> Vec<(Place, &'a Node)> {
    let id = interaction.get("operation").and_then(Node::as_str);
    let Some(operation) = id.and_then(|id| operation(document, id)) else {
        return Vec::new();
    };
    let described = |place: Option<Place>, side: &str| {
        let (place, _) = document.follow(&place?)?;
        let json = interaction.get(side)?.get("body")?.get("json")?;
        Some((place.key("content"), json))
    };
    let status = interaction.get("response").and_then(|it| it.get("status"));
    let response = status.and_then(Node::digits);
    let response = response.and_then(|status| response_of(document, &operation, &status));
    let request = described(Some(operation.key("requestBody")), "request");
    request
        .into_iter()
        .chain(described(response, "response"))
        .collect()
}

/// The operation that a cassette calls so: by its id, or by method and path.
fn operation(document: &Document, id: &str) -> Option<Place> {
    let mut operations = wire::operations(document).into_iter();
    let found = operations.find(|it| match it.id(document) {
        Some(known) => known == id,
        None => it.name == id,
    });
    found.map(|it| it.place)
}

fn response_of(document: &Document, operation: &Place, status: &str) -> Option<Place> {
    let responses = operation.key("responses");
    let known = document.node(&responses)?.as_map()?;
    let class = status.get(..1).map(|class| format!("{class}XX"));
    let keys = [Some(status), class.as_deref(), Some("default")];
    let key = keys
        .into_iter()
        .flatten()
        .find(|key| known.contains_key(*key))?;
    Some(responses.key(key))
}

/// Where an example is to be added; none if there is one already that says the same,
/// was recorded, or is the only one that there may be.
fn free(document: &Document, content: &Place, value: &Node) -> Option<Place> {
    // Only the document's own file is edited.
    if content.file != document.root_place().file {
        return None;
    }
    let known = document.node(content)?.as_map()?;
    let media = known.keys().find(|media| media.contains("json"))?;
    let media = content.key(media);
    let (place, node) = (media.key("examples"), document.node(&media)?);
    let examples = node.get("examples").and_then(Node::as_map);
    let says_it = |name: &String| {
        let example = document.follow(&place.key(name));
        example.is_some_and(|(_, example)| example.get("value") == Some(value))
    };
    let is_there = examples
        .is_some_and(|examples| examples.contains_key(NAME) || examples.keys().any(says_it));
    (!is_there && node.get("example").is_none()).then_some(place)
}

/// What is wrong with recorded examples, if anything is.
fn misfits(text: &str, name: &str) -> Option<String> {
    let mut sink = Sink::new();
    let source = Source::from_text(name, text);
    analyse(&source, &Config::default(), Strictness::Strict, &mut sink);
    let mut misfits = Sink::new();
    misfits.attach(sink.sources());
    for found in sink.sorted() {
        let mut places = found
            .labels
            .iter()
            .map(|label| label.place.pointer.to_string());
        if found.code == Code::ExampleMisfit
            && places.any(|pointer| pointer.contains("/examples/recorded/"))
        {
            misfits.push(found);
        }
    }
    misfits
        .has_errors()
        .then(|| misfits.render(Format::Human(Color::Never)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
openapi: 3.0.3 # the version
info: { title: Pets, version: '1' }
paths:
  /pets:
    # All of them.
    post:
      operationId: createPet
      requestBody:
        content:
          application/json:
            schema: { $ref: '#/components/schemas/pet' }
            example: { name: Rex }
      responses:
        '201': { $ref: '#/components/responses/pet' }
        '4XX':
          description: No.
          content:
            application/problem+json:
              schema:
                type: object
                properties: { title: { type: string } }
    get:
      responses:
        '200': { $ref: '#/components/responses/pet' }
components:
  responses:
    pet:
      description: A pet.
      content:
        application/json:
          # Known by name.
          schema: { $ref: '#/components/schemas/pet' }
          examples:
            told: { $ref: '#/components/examples/told' }
  examples:
    told: { value: { name: Mia } }
  schemas:
    pet:
      type: object
      properties: { name: { type: string } }
";

    fn recorded(calls: &[(&str, u16, &str)]) -> Node {
        let calls = calls.iter().map(|(operation, status, body)| {
            format!(
                r#"{{"operation": "{operation}", "request": {{"body": {{"json": {{"name": "Bo"}}}}}},
                "response": {{"status": {status}, "body": {{"json": {body}}}}}}}"#
            )
        });
        let calls = calls.collect::<Vec<_>>().join(",");
        tree("c.json", &format!(r#"{{"interactions": [{calls}]}}"#)).unwrap()
    }

    fn added(calls: &[(&str, u16, &str)]) -> (String, Vec<String>) {
        extended(TEXT, "pets.yaml", &recorded(calls)).unwrap()
    }

    #[test]
    fn each_body_gets_one_and_the_rest_of_the_text_stays() {
        let calls = [
            ("createPet", 422, r#"{"title": "No"}"#),
            ("createPet", 404, r#"{"title": "Never"}"#),
            ("createPet", 201, r#"{"name": "Mia"}"#),
            ("createPet", 201, r#"{"name": "Bo"}"#),
            ("GET /pets", 200, r#"{"name": "Tom"}"#),
            ("GET /gone", 200, "{}"),
            ("createPet", 500, "{}"),
        ];
        let (text, added) = added(&calls);
        let media = "content application/json examples recorded";
        let expected = [
            "paths /pets post responses 4XX content application/problem+json examples recorded",
            &format!("components responses pet {media}"),
        ];
        assert_eq!(added, expected);
        let old: Vec<&str> = TEXT.lines().collect();
        let new: Vec<&str> = text.lines().filter(|line| !old.contains(line)).collect();
        let expected = [
            "              examples:",
            "                recorded:",
            "                  value:",
            "                    title: No",
            "            recorded:",
            "              value:",
            "                name: Bo",
        ];
        assert_eq!(new, expected);
        assert_eq!(old.len() + new.len(), text.lines().count());
        assert_eq!(misfits(&text, "pets.yaml"), None);
        let (_, again) = extended(&text, "pets.yaml", &recorded(&calls)).unwrap();
        assert!(again.is_empty(), "{again:?}");
    }

    #[test]
    fn what_does_not_fit_is_told_with_its_place() {
        let (text, _) = added(&[("createPet", 201, r#"{"name": ["Bo"]}"#)]);
        let told = misfits(&text, "pets.yaml").unwrap();
        assert!(
            told.contains("OAS0701") && told.contains("`name`"),
            "{told}"
        );
        assert!(!told.contains("Rex"), "{told}");
    }

    #[test]
    fn what_is_no_cassette_is_refused() {
        let nothing = tree("c.json", "{}").unwrap();
        assert!(extended(TEXT, "pets.yaml", &nothing).is_err());
    }
}
