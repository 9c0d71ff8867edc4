//! Parameters of the path, the query, headers and cookies.

use super::context::Context;
use super::lowered::optional;
use super::naming::Naming;
use super::operations::OperationLowerer;
use crate::model::{
    Docs, Location, Parameter, ParameterStyle, ParamsType, RustIdent, TypeRef, ValueSpec, WireName,
};
use crate::names::{Convention, Scope, reserved};
use crate::tree::{Node, Place};
use indexmap::IndexMap;
use serde_json::{Map, Value, json};

/// A parameter before it has a name in Rust.
pub(super) struct RawParameter {
    place: Place,
    view: openapiv3::Parameter,
    location: Location,
}

impl OperationLowerer<'_> {
    /// The parameters of the operation at `place`: those that must be given
    /// one by one, path parameters first, the others in a type of their own.
    pub(super) fn parameters(
        &mut self,
        place: &Place,
        path: &str,
        operation: &RustIdent,
        module: &RustIdent,
    ) -> (Vec<Parameter>, Option<ParamsType>) {
        let (mut found, overridden) = self.context.find_parameters(place);
        for place in overridden {
            self.names().cover(&place);
        }
        found.retain(|found| {
            let name = found.view.parameter_data_ref().name.to_ascii_lowercase();
            let is_common = found.location == Location::Header && self.common.contains_key(&name);
            if is_common {
                self.schemas.names.cover(&found.place);
            }
            !is_common
        });
        complete(&mut found, path, place);
        found.sort_by_key(|found| in_template(path, found));
        let (required, optional): (Vec<RawParameter>, Vec<RawParameter>) =
            found.into_iter().partition(|found| {
                found.location == Location::Path || found.view.parameter_data_ref().required
            });
        let mut scope = Scope::new(Convention::Value, reserved::ARGUMENTS);
        let required = required
            .iter()
            .map(|found| self.parameter(found, &mut scope, operation, module))
            .collect();
        if optional.is_empty() {
            return (required, None);
        }
        let wanted = format!("{}_params", operation.plain());
        let claim = self.names().types.claim(&[&wanted], "params", place);
        let mut scope = Scope::new(Convention::Value, reserved::FIELDS);
        let fields = optional
            .iter()
            .map(|found| self.parameter(found, &mut scope, operation, module))
            .collect();
        (
            required,
            Some(ParamsType {
                name: claim.name,
                fields,
            }),
        )
    }

    pub(super) fn parameter(
        &mut self,
        found: &RawParameter,
        scope: &mut Scope,
        operation: &RustIdent,
        module: &RustIdent,
    ) -> Parameter {
        let RawParameter {
            place,
            view,
            location,
        } = found;
        self.names().cover(place);
        let data = view.parameter_data_ref();
        let wanted = data.extensions.get("x-rust-name").and_then(Value::as_str);
        let qualified = format!("{location:?}_{}", data.name);
        let renamed = self.names().renamed("", place);
        let renamed = renamed.as_deref().into_iter();
        let candidates: Vec<&str> = renamed
            .chain(wanted)
            .chain([data.name.as_str(), &qualified])
            .collect();
        let claim = scope.claim(&candidates, "parameter", place);
        let name = self.names().claimed(claim, "parameter", &data.name, place);
        let content = self.context.json_content(place);
        let schema = content.clone().unwrap_or_else(|| place.key("schema"));
        let naming = Naming::inside(operation, &data.name, module);
        let ty = match self.context.node(&schema) {
            Some(_) => {
                let lowered = self.schemas.schema(&schema, &naming);
                optional(lowered.ty, false)
            }
            None => TypeRef::Primitive(crate::model::Primitive::String),
        };
        let schema_docs = self.context.docs_at(&schema);
        let value = self.context.value_spec(&schema);
        Parameter {
            name,
            wire: WireName::new(data.name.clone()),
            location: *location,
            ty,
            style: ParameterStyle {
                json: content.is_some(),
                ..style(view)
            },
            docs: Docs {
                title: None,
                description: data.description.clone().or(schema_docs.description),
                deprecated: data.deprecated.unwrap_or(false) || schema_docs.deprecated,
            },
            value: ValueSpec {
                example: self.context.parameter_example(place).or(value.example),
                ..value
            },
            place: place.clone(),
        }
    }
}

impl Context<'_> {
    /// The path item's parameters and the operation's own, which override them.
    fn find_parameters(&self, operation: &Place) -> (Vec<RawParameter>, Vec<Place>) {
        let mut overridden = Vec::new();
        let mut found: IndexMap<(String, Location), RawParameter> = IndexMap::new();
        let shared = operation.parent().map(|item| item.key("parameters"));
        for list in shared.into_iter().chain([operation.key("parameters")]) {
            let count = self
                .node(&list)
                .and_then(Node::as_list)
                .map_or(0, <[Node]>::len);
            for index in 0..count {
                let Some(parameter) = self.find_parameter(&list.index(index)) else {
                    continue;
                };
                let key = (
                    parameter.view.parameter_data_ref().name.clone(),
                    parameter.location,
                );
                overridden.extend(found.insert(key, parameter).map(|one| one.place));
            }
        }
        (found.into_values().collect(), overridden)
    }

    pub(super) fn find_parameter(&self, place: &Place) -> Option<RawParameter> {
        let place = self.resolve(place)?;
        let view = parameter_view(self.node(&place)?)?;
        let location = match view {
            openapiv3::Parameter::Path { .. } => Location::Path,
            openapiv3::Parameter::Query { .. } => Location::Query,
            openapiv3::Parameter::Header { .. } => Location::Header,
            openapiv3::Parameter::Cookie { .. } => Location::Cookie,
        };
        Some(RawParameter {
            place,
            view,
            location,
        })
    }

    /// The schema of a parameter that is JSON text. One whose `content` is of
    /// another type is text, which the caller writes.
    fn json_content(&self, place: &Place) -> Option<Place> {
        let content = place.key("content");
        let (media_type, _) = self.node(&content)?.as_map()?.first()?;
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        let is_json =
            essence.eq_ignore_ascii_case("application/json") || essence.ends_with("+json");
        let schema = content.key(media_type).key("schema");
        (is_json && self.node(&schema).is_some()).then_some(schema)
    }

    fn parameter_example(&self, place: &Place) -> Option<Value> {
        let mut examples = self.examples(place).into_iter();
        Some(examples.next()?.value)
    }
}

/// The variables of a path template, in order.
pub(super) fn variables(path: &str) -> Vec<&str> {
    let parts = path.split('{').skip(1);
    parts
        .filter_map(|part| part.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}

/// Makes path parameters and path agree. A variable that nothing declares is
/// a string all the same, for without it the path is no path; a parameter that
/// the path lacks can't be sent. Validation reports both.
fn complete(found: &mut Vec<RawParameter>, path: &str, operation: &Place) {
    let variables = variables(path);
    found.retain(|found| {
        let name = found.view.parameter_data_ref().name.as_str();
        found.location != Location::Path || variables.contains(&name)
    });
    for name in variables {
        let is_it = |found: &RawParameter| {
            found.location == Location::Path && found.view.parameter_data_ref().name == name
        };
        if found.iter().any(is_it) {
            continue;
        }
        let view =
            json!({ "name": name, "in": "path", "required": true, "schema": { "$ref": "schema" } });
        let Ok(view) = serde_json::from_value(view) else {
            continue;
        };
        let place = operation.key("parameters").key(name);
        found.push(RawParameter {
            place,
            view,
            location: Location::Path,
        });
    }
}

/// Where a path parameter stands in the template; the others come after.
fn in_template(path: &str, found: &RawParameter) -> usize {
    let variable = format!("{{{}}}", found.view.parameter_data_ref().name);
    match found.location {
        Location::Path => path.find(&variable).unwrap_or(usize::MAX - 1),
        _ => usize::MAX,
    }
}

fn style(view: &openapiv3::Parameter) -> ParameterStyle {
    use openapiv3::{Parameter as View, PathStyle, QueryStyle};
    let explode = view.parameter_data_ref().explode;
    let (style, allow_reserved) = match view {
        View::Query {
            style,
            allow_reserved,
            ..
        } => {
            let style = match style {
                QueryStyle::Form => None,
                QueryStyle::SpaceDelimited => Some("SpaceDelimited"),
                QueryStyle::PipeDelimited => Some("PipeDelimited"),
                QueryStyle::DeepObject => Some("DeepObject"),
            };
            (style, *allow_reserved)
        }
        View::Path { style, .. } => {
            let style = match style {
                PathStyle::Simple => None,
                PathStyle::Label => Some("Label"),
                PathStyle::Matrix => Some("Matrix"),
            };
            (style, false)
        }
        View::Header { .. } | View::Cookie { .. } => (None, false),
    };
    // What OpenAPI takes for granted need not be said.
    let form = matches!(view, View::Query { .. } | View::Cookie { .. });
    let usual = form && style.is_none();
    ParameterStyle {
        style,
        explode: explode.filter(|explode| *explode != usual),
        allow_reserved,
        json: false,
    }
}

/// A typed view of one parameter; its schema is reached by place.
fn parameter_view(node: &Node) -> Option<openapiv3::Parameter> {
    let mut flat = Map::new();
    for (key, value) in node.as_map()? {
        match key.as_str() {
            "example" | "examples" | "content" | "schema" => {}
            _ => {
                flat.insert(key.clone(), value.to_json());
            }
        }
    }
    flat.insert("schema".to_owned(), json!({ "$ref": "schema" }));
    serde_json::from_value(Value::Object(flat)).ok()
}
