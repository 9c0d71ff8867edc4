//! Finds the parameters of an operation, and says what becomes of those that are
//! none of its own.

use super::super::context::LoweringContext;
use super::super::media_name::{essence, is_json};
use super::super::operations::OperationLowerer;
use crate::diagnostics::{Code, Diagnostic, Fidelity, Severity};
use crate::model::{Location, ParameterStyle};
use crate::tree::{IndexMap, Node, Place};
use serde_json::{Map, Value, json};

/// A parameter before it has a name in Rust.
pub(in super::super) struct RawParameter {
    pub(super) place: Place,
    pub(super) view: openapiv3::Parameter,
    pub(super) location: Location,
    pub(super) style: ParameterStyle,
    /// The media type that describes it, if one does.
    pub(super) content: Option<String>,
}

/// Header parameters that OpenAPI says to ignore: a document says the same in
/// other ways.
pub(in super::super) fn is_ignored(name: &str) -> bool {
    ["accept", "content-type", "authorization"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(name))
}

impl OperationLowerer<'_> {
    /// The path item's parameters and the operation's own, which override them.
    pub(super) fn find_parameters(&mut self, operation: &Place) -> Vec<RawParameter> {
        let mut found: IndexMap<(String, Location), RawParameter> = IndexMap::default();
        let shared = operation.parent().map(|item| item.key("parameters"));
        for list in shared.into_iter().chain([operation.key("parameters")]) {
            let count = self
                .context
                .node(&list)
                .and_then(Node::as_list)
                .map_or(0, <[Node]>::len);
            for index in 0..count {
                let at = list.index(index);
                let Some(parameter) = self.context.find_parameter(&at) else {
                    self.report_unreadable_parameter(&at);
                    continue;
                };
                let name = parameter.view.parameter_data_ref().name.clone();
                if parameter.location == Location::Header && is_ignored(&name) {
                    self.report_ignored_header(&name, &parameter.place);
                    continue;
                }
                // Headers are the same in any case.
                let known = match parameter.location {
                    Location::Header => name.to_ascii_lowercase(),
                    _ => name,
                };
                if let Some(overridden) = found.insert((known, parameter.location), parameter) {
                    self.names().cover(&overridden.place);
                }
            }
        }
        found.into_values().collect()
    }

    fn report_unreadable_parameter(&mut self, at: &Place) {
        let place = self.context.resolve(at).unwrap_or_else(|| at.clone());
        let location = self
            .context
            .node(&place)
            .and_then(|node| node.get("in")?.as_str());
        let help = match location {
            Some("body" | "formData") => "Swagger 2.0 has it; write the body as `requestBody`",
            _ => "a parameter needs a `name`, and an `in` of `path`, `query`, `header` or `cookie`",
        };
        let message = "this parameter can't be read as OpenAPI describes one";
        let diagnostic = Diagnostic::new(Severity::Warning, Code::ParameterShape, message)
            .at(&place, "left out: calls are made without it")
            .help(help)
            .makes(Fidelity::Other);
        self.names().report(diagnostic);
    }

    fn report_ignored_header(&mut self, name: &str, place: &Place) {
        let help = match name.to_ascii_lowercase().as_str() {
            "authorization" => "credentials are given to the client's builder",
            _ => "media types are those of the body and the responses",
        };
        let message = format!("OpenAPI ignores a header parameter `{name}`");
        let diagnostic = Diagnostic::note(Code::Unsupported, message)
            .at(place, "no argument: the client sets the header by itself")
            .help(help)
            .makes(Fidelity::Other);
        self.names().report(diagnostic);
    }

    /// Where the schema of a parameter stands, and whether it is JSON text that is
    /// sent.
    pub(super) fn parameter_schema(
        &mut self,
        place: &Place,
        location: Location,
        content: Option<&str>,
    ) -> (Place, bool) {
        let Some(media_type) = content else {
            return (place.key("schema"), false);
        };
        let schema = place.key("content").key(media_type).key("schema");
        let is_json = is_json(media_type);
        let is_form = location == Location::QueryString
            && essence(media_type) == "application/x-www-form-urlencoded";
        if is_json || is_form {
            return (schema, is_json);
        }
        let target = self.context.resolve(&schema);
        let node = target.and_then(|target| self.context.node(&target));
        let says = node.and_then(|node| node.get("type")?.as_str());
        if !matches!(says, None | Some("string")) {
            let message = format!("a parameter of the media type `{media_type}` is sent as text");
            let diagnostic = Diagnostic::note(Code::UnsupportedMediaType, message)
                .at(place, "becomes a string, which the caller writes")
                .makes(Fidelity::Wider);
            self.names().report(diagnostic);
        }
        // There is nothing here: a text.
        (place.key("schema"), false)
    }
}

impl LoweringContext<'_> {
    pub(in super::super) fn find_parameter(&self, place: &Place) -> Option<RawParameter> {
        let place = self.resolve(place)?;
        let node = self.node(&place)?;
        let location = Location::read(node.get("in")?.as_str()?)?;
        let view = parameter_view(node, location)?;
        // JSON is the one content whose values we can write.
        let types = node.get("content").and_then(Node::as_map);
        let types = types.filter(|_| node.get("schema").is_none());
        let content = types.and_then(|types| {
            let json = types.keys().find(|media| is_json(media));
            json.or(types.keys().next()).cloned()
        });
        let is_cookie = node.get("style").and_then(Node::as_str) == Some("cookie");
        let style = match location {
            Location::Cookie if is_cookie => ParameterStyle {
                style: Some("Cookie"),
                ..style(&view)
            },
            Location::QueryString => ParameterStyle::default(),
            _ => style(&view),
        };
        Some(RawParameter {
            place,
            view,
            location,
            style,
            content,
        })
    }

    pub(in crate::lower) fn parameter_examples(&self, place: &Place) -> Vec<(Place, Value)> {
        let examples = self.examples(place).into_iter();
        examples
            .map(|example| (example.place, example.value))
            .collect()
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

/// A typed view of one parameter; its schema is reached by place. What OpenAPI
/// 3.2 has added, the view's types don't know.
fn parameter_view(node: &Node, location: Location) -> Option<openapiv3::Parameter> {
    let mut flat = Map::new();
    for (key, value) in node.as_map()? {
        match (key.as_str(), value) {
            ("example" | "examples" | "content" | "schema", _) => {}
            ("style", Node::String(style)) if style == "cookie" => {}
            ("in" | "style", _) if location == Location::QueryString => {}
            _ => {
                flat.insert(key.clone(), value.to_json());
            }
        }
    }
    if location == Location::QueryString {
        flat.insert("in".to_owned(), json!("query"));
    }
    flat.insert("schema".to_owned(), json!({ "$ref": "schema" }));
    serde_json::from_value(Value::Object(flat)).ok()
}
