//! The schemas of a document as JSON Schema, once for what is sent and once for
//! what is sent back.

mod convert;
mod judge;
mod keywords;
mod tags;
mod work;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jsonschema::{Draft, Registry};
use oas_codegen::discriminators::Discriminators;
use oas_codegen::load::Document;
use oas_codegen::model::Direction;
use oas_codegen::tree::Place;
use serde_json::{Value, json};

use convert::Converter;
pub(crate) use judge::Judge;
pub use judge::{Problem, ProblemKind};
pub(crate) use keywords::{READ_ONLY, branches};
use work::Graph;

/// A schema of one direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct SchemaId(usize);

/// How the schemas are called among each other.
const NAME: &str = "urn:oas-mock:schemas";

/// Schemas that are still being collected.
pub(crate) struct Collector<'a> {
    request: Converter<'a>,
    response: Converter<'a>,
}

impl<'a> Collector<'a> {
    pub(crate) fn new(document: &'a Document) -> Self {
        let discriminators = Arc::new(Discriminators::of(document));
        let converter = |direction| Converter::new(document, discriminators.clone(), direction);
        Self {
            request: converter(Direction::Request),
            response: converter(Direction::Response),
        }
    }

    /// The schema at a place, and all that it refers to.
    pub(crate) fn schema(&mut self, place: &Place, direction: Direction) -> SchemaId {
        match direction {
            Direction::Request => SchemaId(self.request.schema(place)),
            Direction::Response => SchemaId(self.response.schema(place)),
        }
    }

    pub(crate) fn finish(self) -> (Schemas, Schemas) {
        (
            Schemas::new(self.request.finish()),
            Schemas::new(self.response.finish()),
        )
    }
}

/// The schemas of one direction. Validators are made when they are needed.
pub(crate) struct Schemas {
    all: Vec<Value>,
    graph: Arc<Graph>,
    registry: Option<Registry<'static>>,
    validators: Mutex<HashMap<usize, Option<Judge>>>,
}

impl Schemas {
    fn new(all: Vec<Value>) -> Self {
        let resource = json!({ "$defs": all });
        let registry = Registry::new().draft(Draft::Draft202012);
        let registry = registry.add(NAME, resource);
        let registry = registry.and_then(jsonschema::RegistryBuilder::prepare);
        Self {
            graph: Arc::new(Graph::of(&all)),
            all,
            registry: registry.ok(),
            validators: Mutex::default(),
        }
    }

    pub(crate) fn get(&self, id: SchemaId) -> &Value {
        self.all.get(id.0).unwrap_or(&Value::Bool(true))
    }

    /// What a schema is about in the end, if it is only a reference; `None` for
    /// references that form a cycle.
    pub(crate) fn follow<'a>(&'a self, mut schema: &'a Value) -> Option<&'a Value> {
        for _ in 0..64 {
            match self.target(schema) {
                None => return Some(schema),
                Some(target) => schema = target,
            }
        }
        None
    }

    /// What the schema's reference leads to.
    pub(crate) fn target(&self, schema: &Value) -> Option<&Value> {
        target(&self.all, schema)
    }

    /// The judge of a schema; `None` if none can be made of it. To make one of a wide
    /// schema takes long, and others don't wait for it.
    pub(crate) fn validator(&self, id: SchemaId) -> Option<Judge> {
        let known = || {
            let known = self.validators.lock();
            known.unwrap_or_else(PoisonError::into_inner)
        };
        let found = known().get(&id.0).cloned();
        found.unwrap_or_else(|| {
            let made = self.build(&json!({ "$ref": reference(id.0) }));
            known().entry(id.0).or_insert(made).clone()
        })
    }

    /// A judge of a schema that may refer to those that are here.
    pub(crate) fn build(&self, schema: &Value) -> Option<Judge> {
        let options = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(true)
            .should_ignore_unknown_formats(true)
            .with_registry(self.registry.as_ref()?);
        let (graph, start) = Graph::of_one(&self.graph, schema);
        Some(Judge {
            validator: Arc::new(options.build(schema).ok()?),
            graph: Arc::new(graph),
            start,
        })
    }
}

/// What a schema's reference leads to among all.
fn target<'a>(all: &'a [Value], schema: &Value) -> Option<&'a Value> {
    all.get(index(schema)?)
}

fn index(schema: &Value) -> Option<usize> {
    let (_, index) = schema.get("$ref")?.as_str()?.rsplit_once('/')?;
    index.parse().ok()
}

fn reference(index: usize) -> String {
    format!("{NAME}#/$defs/{index}")
}
