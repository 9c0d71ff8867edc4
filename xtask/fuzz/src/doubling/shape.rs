//! Ways of being long, each written as a template.
//!
//! What stands in round brackets is there once for each entry, with commas between; what
//! stands in `«»` likewise, with nothing between. In both, `@` is the number of the entry,
//! `@+` that of the next, `@h` half of it, `@s` a status of its own, and `@~` a spelling of
//! its own of one name; `@N` is how many there are, everywhere. A word behind `*` is one of `PARTS`. The rest
//! is JSON whose words need no quotes, and of two members of one name the second counts.

use serde_json::Value;

/// What templates are made of.
const PARTS: &[(&str, &str)] = &[
    ("operations", "paths: {(/p@: {get: {*op}})}"),
    ("records", "Used: *record, (m@: *record)"),
    (
        "schemes",
        "securitySchemes: {(m@: {type: apiKey, in: header, name: X-@})}",
    ),
    (
        "parameters",
        "parameters: [({name: m@, in: path, required: true, schema: *text})]",
    ),
    ("path", r#""«/{m@}»""#),
    // An operation that gives the schema `Used`.
    (
        "op",
        "operationId: get@, tags: [all], responses: {200: *ok}",
    ),
    (
        "ok",
        "{description: It., content: {application/json: {schema: *used}}}",
    ),
    (
        "call",
        "{post: {operationId: call@, requestBody: *body, responses: {200: {description: It.}}}}",
    ),
    ("body", "{content: {application/json: {schema: *needed}}}"),
    ("used", r##"{$ref: "#/components/schemas/Used"}"##),
    ("next", r##"{$ref: "#/components/schemas/m@+"}"##),
    ("first", r##"{$ref: "#/components/schemas/m0"}"##),
    ("m", r##"{$ref: "#/components/schemas/m@"}"##),
    // An object that knows one member that all do, and one of its own.
    ("record", "{type: object, properties: {*own}}"),
    (
        "needed",
        "{type: object, properties: {*own}, required: [own@]}",
    ),
    (
        "kind",
        "{type: object, required: [kind], properties: {kind: *text}}",
    ),
    ("own", "shared: *text, own@: *text"),
    ("text", "{type: string}"),
];

/// A way of being long.
#[derive(Clone, Copy)]
pub struct Shape {
    pub name: &'static str,
    /// How many entries the smallest document has.
    pub size: usize,
    within: Within,
    text: &'static str,
    version: &'static str,
    pub beside: Beside,
}

/// What of a document a template is.
#[derive(Clone, Copy)]
enum Within {
    /// The schema that the only operation gives.
    Schema,
    /// The members of `components.schemas`.
    Schemas,
    /// Members of the only operation.
    Operation,
    /// Members of each operation.
    Operations,
    /// Members of the root.
    Root,
}

/// What lies beside a document, as a template.
#[derive(Clone, Copy)]
pub enum Beside {
    Nothing,
    /// The actions of an overlay.
    Overlay(&'static str),
    /// Lines of `codegen.toml`.
    Configuration(&'static str),
    /// The names that the document has.
    NameLock,
}

pub const fn schema(name: &'static str, size: usize, text: &'static str) -> Shape {
    shape(name, size, Within::Schema, text)
}

pub const fn schemas(name: &'static str, size: usize, text: &'static str) -> Shape {
    shape(name, size, Within::Schemas, text)
}

pub const fn operation(name: &'static str, size: usize, text: &'static str) -> Shape {
    shape(name, size, Within::Operation, text)
}

pub const fn operations(name: &'static str, size: usize, text: &'static str) -> Shape {
    shape(name, size, Within::Operations, text)
}

pub const fn root(name: &'static str, size: usize, text: &'static str) -> Shape {
    shape(name, size, Within::Root, text)
}

const fn shape(name: &'static str, size: usize, within: Within, text: &'static str) -> Shape {
    Shape {
        name,
        size,
        within,
        text,
        version: "3.0.3",
        beside: Beside::Nothing,
    }
}

impl Shape {
    pub const fn of(self, version: &'static str) -> Self {
        Self { version, ..self }
    }

    /// The same document under another name.
    pub const fn named(self, name: &'static str, size: usize) -> Self {
        Self { name, size, ..self }
    }

    pub const fn with(self, beside: Beside) -> Self {
        Self { beside, ..self }
    }

    /// The text of the document of a size.
    pub fn document(&self, size: usize) -> Result<String, serde_json::Error> {
        let text = self.text;
        let members = match self.within {
            Within::Schema => format!("components: {{schemas: {{Used: {text}}}}}"),
            Within::Schemas => format!("components: {{schemas: {{Used: *record, {text}}}}}"),
            Within::Operation => format!("paths: {{/a: {{get: {{*op, {text}}}}}}}"),
            Within::Operations => format!("paths: {{(/p@: {{get: {{*op, {text}}}}})}}"),
            Within::Root => text.to_owned(),
        };
        let version = self.version;
        let whole = format!(
            "{{openapi: {version:?}, info: {{title: Long, version: \"1\"}}, \
             paths: {{/p0: {{get: {{*op}}}}}}, components: {{schemas: {{Used: *record}}}}, {members}}}"
        );
        json(&whole, size).map(|value| value.to_string())
    }
}

impl Beside {
    /// The text that lies beside the document of a size.
    pub fn at(&self, size: usize) -> Result<String, serde_json::Error> {
        match self {
            Self::Nothing | Self::NameLock => Ok(String::new()),
            Self::Configuration(lines) => Ok(entries(lines, size)),
            Self::Overlay(actions) => {
                let info = "info: {title: Long, version: \"1\"}";
                let whole = format!("{{overlay: \"1.0.0\", {info}, actions: [{actions}]}}");
                json(&whole, size).map(|value| value.to_string())
            }
        }
    }
}

/// The JSON that a template means.
fn json(template: &str, size: usize) -> Result<Value, serde_json::Error> {
    serde_json::from_str(&quoted(&entries(template, size)))
}

/// A template with all of its entries.
fn entries(template: &str, size: usize) -> String {
    let mut text = template.to_owned();
    for (name, part) in PARTS {
        text = text.replace(&format!("*{name}"), part);
    }
    let mut rest = text.replace("@N", &size.to_string());
    let mut whole = String::new();
    while let Some(start) = rest.find(['(', '«']) {
        let (before, repeated) = rest.split_at(start);
        let (separator, end) = if repeated.starts_with('(') {
            (",", ')')
        } else {
            ("", '»')
        };
        let inner = repeated.trim_start_matches(['(', '«']);
        let (inner, after) = inner.split_once(end).unwrap_or((inner, ""));
        let all: Vec<String> = (0..size).map(|at| entry(inner, at)).collect();
        whole = whole + &entry(before, 0) + &all.join(separator);
        rest = after.to_owned();
    }
    whole + &entry(&rest, 0)
}

/// What an entry says.
fn entry(template: &str, at: usize) -> String {
    let mut text = template.to_owned();
    if text.contains("@~") {
        // Texts that all make one identifier.
        let signs = format!("{at:b}").replace('0', " ").replace('1', "-");
        text = text.replace("@~", &format!("\"a{signs}b\""));
    }
    text.replace("@s", &(at + 200).to_string())
        .replace("@+", &(at + 1).to_string())
        .replace("@h", &(at / 2).to_string())
        .replace('@', &at.to_string())
}

/// JSON whose words have the quotes that they need.
fn quoted(text: &str) -> String {
    let mut whole = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_word = |c: char| c.is_alphanumeric() || "$^_./+-".contains(c);
        let end = match first {
            '"' => end_of_text(rest),
            first if is_word(first) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            first => first.len_utf8(),
        };
        let (word, after) = rest.split_at(end);
        let is_key = after.starts_with(':');
        let is_value = !is_word(first) || serde_json::from_str::<Value>(word).is_ok();
        if is_value && !(is_key && is_word(first)) {
            whole += word;
        } else {
            whole += &format!("\"{word}\"");
        }
        rest = after;
    }
    whole
}

/// Where a text in quotes ends, with which the rest begins.
fn end_of_text(rest: &str) -> usize {
    let mut escaped = true;
    let end = rest.find(|c| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    });
    end.map_or(rest.len(), |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::{entries, json};

    #[test]
    fn a_template_has_as_many_entries_as_it_is_told() {
        let written =
            r#"{a: [(m@)], b: "«x@ »", c: {(k@: @+)}, d: @N, 200: true, e: 3.0.3, f: "a: \"b"}"#;
        let meant = r#"{"a":["m0","m1"],"b":"x0 x1 ","c":{"k0":1,"k1":2},"d":2,"200":true,"e":"3.0.3","f":"a: \"b"}"#;
        let read: serde_json::Value = serde_json::from_str(meant).unwrap();
        assert_eq!(json(written, 2).unwrap(), read);
        assert_eq!(entries("[x]\n«m@ = 1\n»", 2), "[x]\nm0 = 1\nm1 = 1\n");
    }
}
