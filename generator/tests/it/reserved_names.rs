//! What an emitted client has by itself is never given to what a document
//! names: each method of the runtime's `client!` is tried as a tag, as an enum of
//! servers and as a header of every operation.

use std::fs;

use oas_codegen::model::Api;
use oas_codegen::{Config, Sink, Source, generate_partial};

/// The macro that gives a client and its builder their methods.
const CLIENT: &str = "runtime/src/emitted/client.rs";

/// The public methods that a stretch of source text declares.
fn methods(text: &str) -> Vec<&str> {
    let declarations = text.split("pub fn ").skip(1);
    let names = declarations.filter_map(|rest| rest.split(['(', '<']).next());
    names.filter(|name| !name.starts_with('$')).collect()
}

fn api(name: &str) -> Api {
    let operation = |path: &str| {
        format!(
            "  /{path}: {{ get: {{ operationId: {path}, tags: [{name}], parameters: [{{ $ref: \
             '#/components/parameters/h' }}], responses: {{ '204': {{ description: x }} }} }} }}\n"
        )
    };
    let paths: String = ["a", "b", "c"].into_iter().map(operation).collect();
    let text = format!(
        "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\nservers: [{{ url: \
         'https://a.example' }}]\npaths:\n{paths}components: {{ parameters: {{ h: {{ name: {name}, in: \
         header, schema: {{ type: string }} }} }} }}\n"
    );
    let words = name.split('_');
    let config = Config {
        server_enum: words
            .map(|word| {
                let (first, rest) = word.split_at(1);
                first.to_uppercase() + rest
            })
            .collect(),
        ..Config::default()
    };
    let source = Source::from_text("names.yaml", text);
    generate_partial(&source, &config, &mut Sink::new())
        .unwrap()
        .api
}

#[test]
fn no_method_of_a_client_is_given_twice() {
    let text = fs::read_to_string(CLIENT).unwrap();
    let (client, builder) = text.split_once("impl $builder").unwrap();
    let (client, builder) = (methods(client), methods(builder));
    assert!(client.contains(&"runtime"), "{client:?}");
    assert!(builder.contains(&"retry_policy"), "{builder:?}");
    for name in client {
        assert_ne!(api(name).groups.first().unwrap().method_name.plain(), name);
    }
    for name in builder {
        let profile = api(name).profile;
        assert_ne!(profile.server_method.unwrap().plain(), name);
        assert_ne!(profile.common.first().unwrap().name.plain(), name);
    }
}

#[test]
fn no_option_of_a_command_line_is_given_twice() {
    let text = fs::read_to_string("runtime/src/cli/arguments.rs").unwrap();
    let named = [".long(\"", "global(\""].map(|before| text.split(before).skip(1));
    let named = named.into_iter().flatten();
    let mut options: Vec<&str> = named.filter_map(|rest| rest.split('"').next()).collect();
    options.extend(["data", "help"]);
    // Where a command is named there is none of these.
    options.retain(|option| *option != "completions");
    assert!(options.len() > 7, "{options:?}");
    for option in options {
        let text = format!(
            "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths: {{ /a: {{ get: {{ parameters: \
             [{{ name: {option}, in: query, schema: {{ type: string }} }}], responses: {{ '204': {{ \
             description: x }} }} }} }} }}\n"
        );
        let config = Config {
            cli: true,
            ..Config::default()
        };
        let source = Source::from_text("options.yaml", text);
        let api = generate_partial(&source, &config, &mut Sink::new());
        let command_line = api.unwrap().api.stage.command_line.unwrap();
        let flag = &command_line.groups[0].commands[0].parameters[0].flag;
        let flag = flag.as_ref().unwrap().plain().replace('_', "-");
        assert_ne!(flag, option);
    }
}

#[test]
fn what_is_no_name_of_a_crate_is_refused() {
    for name in [
        "box",
        "type",
        "self",
        "std",
        "core",
        "oas-runtime",
        "2fa",
        "",
    ] {
        assert!(!oas_codegen::config::is_crate_name(name), "{name}");
    }
    for name in ["boxes", "pet-shop", "api_2"] {
        assert!(oas_codegen::config::is_crate_name(name), "{name}");
    }
    let text = "crate_name = \"box\"\nmodule = \"crate::type\"\n";
    let mut sink = Sink::new();
    Config::parse("codegen.toml", text, &mut sink);
    assert_eq!(sink.diagnostics().len(), 2);
}
