//! The operations by tag, with their docs.

use super::markdown::markdown;
use crate::api::{Media, Operation, Service, location_word};
use crate::encoding::escaped;

/// What a page says of an operation besides, as HTML.
pub(super) type Besides<'a> = &'a dyn Fn(&Operation) -> String;

/// All operations, in the order of the document's tags.
pub(super) fn all(service: &Service, besides: Besides<'_>) -> String {
    let mut out = String::new();
    for (tag, docs) in &service.tags {
        let docs = docs.as_deref().map(markdown).unwrap_or_default();
        out.push_str(&format!("<h3>{}</h3>{docs}\n", escaped(tag)));
        // Under its first tag, each operation once.
        let tagged = |operation: &&Operation| operation.tags.first() == Some(tag);
        service
            .operations
            .iter()
            .filter(tagged)
            .for_each(|operation| out.push_str(&one(operation, besides)));
    }
    let is_known = |tag: &String| service.tags.iter().any(|(known, _)| known == tag);
    let loose = |operation: &&Operation| !operation.tags.first().is_some_and(is_known);
    let rest: Vec<&Operation> = service.operations.iter().filter(loose).collect();
    if !rest.is_empty() && !service.tags.is_empty() {
        out.push_str("<h3>Without a tag</h3>\n");
    }
    for operation in rest {
        out.push_str(&one(operation, besides));
    }
    out
}

fn one(operation: &Operation, besides: Besides<'_>) -> String {
    let method = operation.method.as_str();
    let docs = operation
        .description
        .as_deref()
        .map(markdown)
        .unwrap_or_default();
    let statuses: Vec<String> = operation
        .responses
        .iter()
        .map(|response| response.status.to_string())
        .collect();
    format!(
        "<details class=\"operation\"><summary><b class=\"method {lower}\">{method}</b> \
         <code>{path}</code> <span>{summary}</span></summary>\
         <div><p class=\"id\">{id}</p>{docs}{besides}{parameters}{body}<p>Responses: {statuses}</p>{example}</div></details>\n",
        lower = method.to_ascii_lowercase(),
        path = escaped(&operation.path),
        summary = escaped(operation.summary.as_deref().unwrap_or_default()),
        id = escaped(&operation.id),
        parameters = parameters(operation),
        body = body(operation),
        statuses = escaped(&statuses.join(", ")),
        besides = besides(operation),
        example = operation
            .success()
            .map_or(String::new(), |(_, response)| example(&response.media)),
    )
}

fn parameters(operation: &Operation) -> String {
    if operation.parameters.is_empty() {
        return String::new();
    }
    let rows = operation.parameters.iter().map(|parameter| {
        let required = if parameter.required { "required" } else { "" };
        let example = parameter.example.as_ref().map(ToString::to_string).unwrap_or_default();
        format!(
            "<tr><td><code>{}</code></td><td>{}</td><td>{required}</td><td><code>{}</code></td></tr>",
            escaped(&parameter.name),
            location_word(parameter.location),
            escaped(&example),
        )
    });
    format!("<table>{}</table>", rows.collect::<String>())
}

fn body(operation: &Operation) -> String {
    let Some(body) = &operation.body else {
        return String::new();
    };
    let names: Vec<&str> = body.media.iter().map(|media| media.name.as_str()).collect();
    format!(
        "<p>Body: {}</p>{}",
        escaped(&names.join(", ")),
        example(&body.media)
    )
}

/// The first of the document's examples.
fn example(media: &[Media]) -> String {
    let first = media.iter().find_map(|media| media.examples.first());
    first.map_or(String::new(), |(name, example)| {
        let example = serde_json::to_string_pretty(example).unwrap_or_default();
        format!(
            "<p>For example, <i>{}</i>:</p><pre>{}</pre>",
            escaped(name),
            escaped(&example)
        )
    })
}
