//! Long texts and long keys.

use super::{generated, of_schemas, run};
use oas_codegen::diagnostics::Code;
use oas_codegen::{Config, Sink, Source};

/// A text of a hundred megabytes is read, looked at and modelled.
#[test]
fn a_text_may_be_long() {
    let long = "long ".repeat(20_000_000);
    for key in ["x-long", "description"] {
        let schema = format!("{{\"type\": \"string\", \"{key}\": \"{long}\"}}");
        let text = of_schemas(&[("A".to_owned(), schema)]);
        assert!(text.len() > 100_000_000);
        let mut sink = Sink::new();
        let source = Source::from_text("long.json", text);
        let partial =
            oas_codegen::generate_partial(&source, &Config::default(), &mut sink).unwrap();
        assert_eq!(partial.coverage.schemas.generated, 1, "{key}");
    }
}

#[test]
fn a_long_text_may_be_emitted() {
    let long = "*/ \\\" long_words ".repeat(10_000);
    for key in [
        "description",
        "default",
        "title",
        "pattern",
        "enum",
        "const",
    ] {
        let value = format!("\"{long}\"");
        let value = if key == "enum" {
            format!("[{value}, \"b\"]")
        } else {
            value
        };
        let schema = format!(
            "{{\"type\": \"object\", \"properties\": {{\"a\": {{\"type\": \"string\", \"{key}\": {value}}}}}}}"
        );
        generated("long.json", &of_schemas(&[("A".to_owned(), schema)]));
    }
}

/// Keys of 200,000 bytes: a name is cut where a file's name would be too long.
#[test]
fn a_key_may_be_long() {
    for part in ["k", "\\n", "a.b/c~d ü🙂"] {
        let key = part.repeat(200_000 / part.len());
        let schema = format!(
            "{{\"type\": \"object\", \"properties\": {{\"{key}\": {{\"type\": \"string\"}}, \"{key}2\": {{\"enum\": [\"{key}\", \"{key}3\"]}}}}}}"
        );
        let text = of_schemas(&[
            ("A".to_owned(), schema.clone()),
            (format!("{key}A"), schema),
        ]);
        let files = generated("key.json", &text);
        assert!(
            files
                .iter()
                .filter(|(path, _)| path.starts_with("src/types"))
                .count()
                >= 3
        );
    }
    let key = "operation ".repeat(20_000);
    let text = format!(
        "{{\"openapi\": \"3.0.3\", \"info\": {{\"title\": \"{key}\", \"version\": \"1\"}}, \"tags\": [{{\"name\": \"{key}\"}}],
        \"paths\": {{\"/{key}/{{{key}}}\": {{\"get\": {{\"operationId\": \"{key}\", \"tags\": [\"{key}\"],
        \"parameters\": [{{\"name\": \"{key}\", \"in\": \"path\", \"required\": true, \"schema\": {{\"type\": \"string\"}}}}],
        \"responses\": {{\"200\": {{\"description\": \"A.\", \"content\": {{\"{key}\": {{}}}}}}}}}}}}}}}}"
    );
    generated("key.json", &text);
}

/// Each place below a key says the key, so that many would cost its length many times.
#[test]
fn a_long_key_has_little_below_it() {
    let names: Vec<String> = (0..5_000).map(|at| format!("p{at}")).collect();
    let path: String = names.iter().map(|name| format!("/{{{name}}}")).collect();
    let parameter = |name: &String| {
        format!(
            "{{\"name\": \"{name}\", \"in\": \"path\", \"required\": true, \"schema\": {{\"type\": \"string\"}}}}"
        )
    };
    let parameters: Vec<String> = names.iter().map(parameter).collect();
    let parameters = parameters.join(",");
    let operation = format!("{{\"parameters\": [{parameters}], \"responses\": {{}}}}");
    let members: Vec<String> = names
        .iter()
        .map(|name| format!("\"{name}\": {{\"type\": \"string\"}}"))
        .collect();
    let schema = format!("{{\"properties\": {{{}}}}}", members.join(","));
    let long = "k".repeat(100_000);
    for (paths, schemas) in [
        (
            format!("\"{path}\": {{\"get\": {operation}}}"),
            String::new(),
        ),
        (String::new(), format!("\"{long}\": {schema}")),
    ] {
        let text = format!(
            "{{\"openapi\": \"3.0.3\", \"info\": {{\"title\": \"A\", \"version\": \"1\"}}, \"paths\": {{{paths}}},
            \"components\": {{\"schemas\": {{{schemas}}}}}}}"
        );
        let outcome = run("key.json", &text);
        assert!(outcome.files.is_none());
        assert_eq!(outcome.codes(), [Code::TooLarge], "{}", outcome.rendered());
    }
}
