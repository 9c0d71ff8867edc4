//! Parameters of the path, the query, headers and cookies.

use super::context::LoweringContext;
use super::lowered::{Lowered, optional};
use super::naming::Naming;
use super::operations::OperationLowerer;
use crate::model::{
    Docs, JsonKind, Location, Parameter, ParameterStyle, ParamsType, RustIdent, TypeRef, ValueSpec,
    WireName, spans_segments, variable_name,
};
use crate::names::{Convention, Scope, reserved};
use crate::tree::{HashMap, HashSet, Node, Place};
use openapiv3::Parameter as View;
use serde_json::{Value, json};

mod find;

/// As many items as an array may have that serde writes.
const LONGEST_LIST: usize = 32;

pub(super) use find::{RawParameter, is_ignored};

/// The parameters of an operation, by who says what is sent.
pub(super) struct Parameters {
    /// The document: there is only one value.
    pub constants: Vec<Parameter>,
    /// Every caller, one by one; path parameters first.
    pub required: Vec<Parameter>,
    /// Callers who like to, in a type of their own.
    pub optional: Option<ParamsType>,
}

impl OperationLowerer<'_> {
    /// The parameters of the operation at `place`.
    pub(super) fn parameters(
        &mut self,
        place: &Place,
        path: &str,
        operation: &RustIdent,
        module: &RustIdent,
    ) -> Parameters {
        let mut found = self.find_parameters(place);
        found.retain(|found| {
            let name = found.view.parameter_data_ref().name.to_ascii_lowercase();
            let is_common = found.location == Location::Header && self.common.contains_key(&name);
            if is_common {
                self.schemas.names.cover(&found.place);
            }
            !is_common
        });
        complete(&mut found, path, place);
        let (required, optional): (Vec<RawParameter>, Vec<RawParameter>) =
            found.into_iter().partition(|found| {
                found.location == Location::Path || found.view.parameter_data_ref().required
            });
        let context = self.context;
        let owner = context.ledger.pointer(place);
        let mut scope = context.scope(Convention::Value, reserved::ARGUMENTS, "argument", &owner);
        let (constants, required) = self
            .named_parameters(&required, &mut scope, operation, module)
            .into_iter()
            .partition(|parameter| parameter.constant.is_some());
        let optional = self.optional_parameters(&optional, place, operation, module);
        Parameters {
            constants,
            required,
            optional,
        }
    }

    fn optional_parameters(
        &mut self,
        optional: &[RawParameter],
        place: &Place,
        operation: &RustIdent,
        module: &RustIdent,
    ) -> Option<ParamsType> {
        if optional.is_empty() {
            return None;
        }
        let wanted = format!("{}_params", operation.plain());
        let claim = self.names().types.claim(&[&wanted], "params", place);
        let context = self.context;
        let owner = context.ledger.pointer(place);
        let mut scope = context.scope(Convention::Value, reserved::FIELDS, "field", &owner);
        Some(ParamsType {
            name: claim.name,
            fields: self.named_parameters(optional, &mut scope, operation, module),
            derives: Vec::new(),
        })
    }

    /// The parameters in their order. Whichever is written as Rust writes names has its
    /// own: of `sort[]`, `sort` and `Sort` that is the second.
    fn named_parameters(
        &mut self,
        found: &[RawParameter],
        scope: &mut Scope<'_>,
        operation: &RustIdent,
        module: &RustIdent,
    ) -> Vec<Parameter> {
        let is_plain =
            |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
        let mut order: Vec<(usize, &RawParameter)> = found.iter().enumerate().collect();
        order.sort_by_key(|(_, found)| !found.view.parameter_data_ref().name.chars().all(is_plain));
        let parameters = order.into_iter();
        let parameters =
            parameters.map(|(at, found)| (at, self.parameter(found, scope, operation, module)));
        let mut parameters: Vec<(usize, Parameter)> = parameters.collect();
        parameters.sort_by_key(|(at, _)| *at);
        parameters.into_iter().map(|(_, one)| one).collect()
    }

    pub(super) fn parameter(
        &mut self,
        found: &RawParameter,
        scope: &mut Scope<'_>,
        operation: &RustIdent,
        module: &RustIdent,
    ) -> Parameter {
        let RawParameter {
            place,
            view,
            location,
            style,
            content,
        } = found;
        self.names().cover(place);
        let data = view.parameter_data_ref();
        let wanted = data.extensions.get("x-rust-name").and_then(Value::as_str);
        let list = data
            .name
            .strip_suffix("[]")
            .map(|name| format!("{name}_list"));
        let qualified = format!("{location:?}_{}", data.name);
        let renamed = self.names().renamed("", place);
        let renamed = renamed.as_deref().into_iter();
        let candidates: Vec<&str> = renamed
            .chain(wanted)
            .chain([data.name.as_str()])
            .chain(list.as_deref())
            .chain([qualified.as_str()])
            .collect();
        let item = format!("{location:?}.{}", data.name);
        let claim = scope.claim_as(&item, &candidates, "parameter", place);
        let name = self.names().claimed(claim, "parameter", &data.name, place);
        let (schema, json) = self.parameter_schema(place, *location, content.as_deref());
        let naming = match component(place).filter(|_| !self.schemas.is_known(&schema)) {
            // Its type is one for all operations that refer to it.
            Some(name) => Naming {
                candidates: vec![name.clone(), format!("{name}_param")],
                module: self.names().claim_module(&RustIdent::trusted(name), place),
            },
            None => Naming::inside(operation, &data.name, module),
        };
        let lowered = match self.context.node(&schema) {
            Some(_) => self.schemas.schema(&schema, &naming),
            None => Lowered::plain(TypeRef::Primitive(crate::model::Primitive::String)),
        };
        let schema_docs = self.context.docs_at(&schema);
        let value = self.context.value_spec(&schema);
        Parameter {
            name,
            wire: WireName::new(data.name.clone()),
            location: *location,
            constant: self.schemas.only_value(&lowered).or_else(|| {
                let is_sent = data.required || *location == Location::Path;
                self.context.only_list(&schema).filter(|_| is_sent)
            }),
            ty: optional(lowered.ty, false),
            style: ParameterStyle {
                json,
                ..style.clone()
            },
            sensitive: self.context.is_sensitive(place, &schema),
            docs: Docs {
                title: None,
                description: data.description.clone().or(schema_docs.description),
                deprecated: data.deprecated.unwrap_or(false) || schema_docs.deprecated,
            },
            value: ValueSpec {
                examples: [self.context.parameter_examples(place), value.examples].concat(),
                ..value
            },
            place: place.clone(),
        }
    }
}

/// The name of the component that a parameter is.
fn component(place: &Place) -> Option<String> {
    let holder = place.parent()?.parent()?.pointer;
    let list = place.parent()?.pointer.last()?.to_owned();
    let is_one = list == "parameters" && holder.last() == Some("components");
    Some(place.pointer.last().filter(|_| is_one)?.to_owned())
}

impl LoweringContext<'_> {
    /// Whether a parameter or its schema says that its value isn't meant for logs.
    fn is_sensitive(&self, parameter: &Place, schema: &Place) -> bool {
        let says = |place: &Place, key: &str| self.node(place)?.get(key).cloned();
        let resolved = self.resolve(schema);
        let mut schemas = [Some(schema), resolved.as_ref()].into_iter().flatten();
        let is_password = |place: &Place| {
            says(place, "format").is_some_and(|format| format.as_str() == Some("password"))
        };
        let marked = |place: &Place| says(place, "x-sensitive") == Some(Node::Bool(true));
        let is_any = marked(parameter) || self.is_key(parameter);
        is_any || schemas.any(|place| marked(place) || is_password(place))
    }

    /// The one list that a schema allows, where its items are of one JSON type.
    fn only_list(&self, schema: &Place) -> Option<Value> {
        let [Node::List(items)] = self.target(schema)?.get("enum")?.as_list()? else {
            return None;
        };
        let items: Vec<Value> = items.iter().map(Node::to_json).collect();
        let kind = |value: &Value| JsonKind::of(value);
        let (first, rest) = items.split_first()?;
        let is_plain = !matches!(
            kind(first),
            JsonKind::Null | JsonKind::Array | JsonKind::Object
        );
        let is_alike = is_plain && rest.iter().all(|item| kind(item) == kind(first));
        (is_alike && items.len() <= LONGEST_LIST).then_some(Value::Array(items))
    }

    /// Whether a parameter is the key of a security scheme, which some documents list twice.
    fn is_key(&self, parameter: &Place) -> bool {
        let schemes = self.document.root_place().key("components");
        let schemes = self.node(&schemes.key("securitySchemes"));
        let schemes = schemes.and_then(Node::as_map).into_iter().flatten();
        let said = |key: &str| self.node(parameter)?.get(key)?.as_str();
        schemes.into_iter().any(|(_, scheme)| {
            let text = |key: &str| scheme.get(key).and_then(Node::as_str);
            text("type") == Some("apiKey")
                && text("in") == said("in")
                && text("name") == said("name")
        })
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

/// Makes path parameters and path agree, and puts them in the order of the path before
/// all others. A variable that nothing declares is a string all the same, for without it
/// the path is no path; a parameter that the path lacks can't be sent. Validation reports
/// both.
fn complete(found: &mut Vec<RawParameter>, path: &str, operation: &Place) {
    let variables = variables(path);
    // Of equal names, the first is meant.
    let (mut places, mut named) = (HashMap::default(), HashMap::default());
    for (at, variable) in variables.iter().copied().enumerate() {
        places.entry(variable).or_insert(at);
        named.entry(variable_name(variable)).or_insert(variable);
    }
    let mut declared = HashSet::default();
    found.retain_mut(|found| {
        let View::Path { parameter_data, .. } = &mut found.view else {
            return true;
        };
        let name = parameter_data.name.as_str();
        let same = places.get_key_value(name).map(|(variable, _)| *variable);
        let Some(variable) = same.or_else(|| named.get(name).copied()) else {
            return false;
        };
        // It is called as the variable is.
        variable.clone_into(&mut parameter_data.name);
        found.style.allow_reserved |= spans_segments(variable);
        declared.insert(variable);
        true
    });
    for name in variables {
        if !declared.insert(name) {
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
            style: ParameterStyle::default(),
            content: None,
        });
    }
    found.sort_by_key(|found| {
        match &found.view {
            View::Path { parameter_data, .. } => places.get(parameter_data.name.as_str()).copied(),
            _ => None,
        }
        .unwrap_or(usize::MAX)
    });
}
