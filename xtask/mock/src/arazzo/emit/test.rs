//! A test of each workflow, with stubs that respond as the mock has.

use std::collections::BTreeMap;

use oas_codegen::Api;
use oas_codegen::tree::printable_json_line;
use oas_mock::Value;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::expression;
use super::super::run::Run;
use super::value::constant;
use super::{Paths, ident, list, named, operation, text};

/// # Errors
///
/// What the client doesn't have.
pub(super) fn emit(
    description: &Value,
    api: &Api,
    paths: &Paths,
    runs: &[Run],
) -> Result<TokenStream, String> {
    let mut tests = TokenStream::new();
    for workflow in list(description, "workflows") {
        let id = text(workflow, "workflowId");
        if let Some(run) = runs.iter().find(|run| run.workflow == id) {
            tests.extend(test(workflow, api, run, runs)?);
        }
    }
    let path = |text: &str| syn::parse_str::<syn::Path>(text).map_err(|error| error.to_string());
    let (root, runtime) = (path(&paths.root)?, path(&paths.runtime)?);
    Ok(quote! {
        #[cfg(test)]
        mod tests {
            use #root::test::mock;
            use #runtime::test_util::TestResponse;
            use super::*;

            #tests
        }
    })
}

fn test(workflow: &Value, api: &Api, run: &Run, runs: &[Run]) -> Result<TokenStream, String> {
    let function = named("run", &run.workflow);
    // Responses of one operation come from one stub, in their order.
    let mut stubs: Vec<(&str, TokenStream)> = Vec::new();
    for call in &run.received {
        let mut steps = list(workflow, "steps").iter();
        let Some(step) = steps.find(|step| text(step, "stepId") == call.step) else {
            continue;
        };
        let (_, operation) = operation(api, step)?;
        let response = response(step, call.status, &call.body);
        let responds = quote!(.responds(|_| #response));
        match stubs.iter_mut().find(|(id, _)| *id == operation.id) {
            Some((_, stub)) => stub.extend(responds),
            None => {
                let name = ident(operation.stub.as_str())?;
                stubs.push((&operation.id, quote!(mock.#name() #responds)));
            }
        }
    }
    let stubs = stubs.into_iter().map(|(_, stub)| stub);
    let object = |map: &BTreeMap<String, Value>| constant(&map.clone().into_iter().collect());
    let (inputs, outputs) = (object(&run.inputs), object(&run.outputs));
    let before = list(workflow, "dependsOn").iter().filter_map(Value::as_str);
    let before: Vec<TokenStream> = before
        .filter_map(|id| runs.iter().find(|run| run.workflow == id))
        .map(|run| object(&run.outputs))
        .collect();
    Ok(quote! {
        #[test]
        fn #function() -> Result<(), BoxError> {
            let mock = mock();
            #(#stubs;)*
            let client = mock.client()?;
            let run = async move { super::#function(&client, &#inputs #(, &#before)*).await };
            let outputs = mock.clock().block_on(run).ok_or("it waits for ever")??;
            let expected = #outputs;
            assert_eq!(outputs, expected);
            Ok(mock.check()?)
        }
    })
}

/// What the mock responded with, without entries of lists that no expression reads.
fn response(step: &Value, status: u16, body: &Value) -> TokenStream {
    let status = Literal::u16_unsuffixed(status);
    if body.as_str().is_some_and(str::is_empty) {
        return quote!(TestResponse::empty(#status));
    }
    let read = expression::of_response(step).into_iter();
    let read = read.filter_map(|it| it.strip_prefix("$response.body").map(str::to_owned));
    let read: Vec<String> = read
        .map(|it| it.trim_start_matches('#').to_owned())
        .collect();
    let mut body = body.clone();
    prune(&mut body, "", &read);
    // The compiler takes no text that turns its direction.
    let text = printable_json_line(&body).trim_end().to_owned();
    // A raw text ends where as many `#` stand behind a quote as before it.
    let mut fence = "#".to_owned();
    while text.contains(&format!("\"{fence}")) {
        fence.push('#');
    }
    let raw = format!("r{fence}\"{text}\"{fence}").parse();
    // Rust takes no more than 255 of them.
    let text = raw.unwrap_or_else(|_| Literal::string(&text));
    quote!(TestResponse::body(#status, #text))
}

fn prune(value: &mut Value, at: &str, read: &[String]) {
    let below = |key: &str| format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
    match value {
        Value::Array(items) => {
            let is_read = |index: usize| {
                let at = below(&index.to_string());
                let beside = |it: &String| at.starts_with(it.as_str()) || it.starts_with(&at);
                read.iter().any(beside)
            };
            let last = (0..items.len()).rev().find(|index| is_read(*index));
            items.truncate(last.map_or(0, |last| last + 1));
            for (index, item) in items.iter_mut().enumerate() {
                prune(item, &below(&index.to_string()), read);
            }
        }
        Value::Object(map) => {
            for (key, member) in map.iter_mut() {
                prune(member, &below(key), read);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_emitted_reads_as_it_is() {
        let body = oas_mock::json!({ "a\u{202e}": "b\"#\u{2066}\u{9b}" });
        let emitted = response(&Value::Null, 200, &body).to_string();
        let hidden = ['\u{202e}', '\u{2066}', '\u{9b}'];
        assert!(!emitted.contains(hidden), "{emitted}");
        assert!(emitted.contains("a\\u202e"), "{emitted}");
    }
}
