//! Operations that are long in one way each, and documents with many of them.

#![allow(
    clippy::indexing_slicing,
    reason = "what is assigned to a member of a JSON object makes it"
)]

use serde_json::{Value, json};

use super::shape::{
    Shape, document, in_version, list, named, object, operation, parameters, paths, record, shape,
    spellings, text, used, with_operation,
};

pub const SHAPES: &[Shape] = &[
    shape("operations", 17, |size| {
        document(paths(size, operation), used())
    }),
    shape("operations without an id", 17, |size| {
        let without = |at| {
            let mut operation = operation(at);
            operation["operationId"] = Value::Null;
            operation
        };
        document(paths(size, without), used())
    }),
    shape("words of an operationId", 134, |size| {
        let mut operation = operation(0);
        operation["operationId"] = "fn a_b() {}\n".repeat(size).into();
        document(json!({"/a": {"get": operation}}), used())
    }),
    shape("tags", 17, |size| {
        let tagged = |at| {
            let mut operation = operation(at);
            operation["tags"] = json!([format!("t{at}")]);
            operation
        };
        let tags: Vec<_> = (0..size)
            .map(|at| json!({"name": format!("t{at}")}))
            .collect();
        let mut document = document(paths(size, tagged), used());
        document["tags"] = Value::Array(tags);
        document
    }),
    shape("parameters of a query", 17, |size| {
        let mut operation = operation(0);
        operation["parameters"] = parameters(size, "query");
        document(json!({"/a": {"get": operation}}), used())
    }),
    shape("parameters of a path", 417, |size| {
        let path: String = (0..size).map(|at| format!("/{{m{at}}}")).collect();
        let mut operation = operation(0);
        operation["parameters"] = parameters(size, "path");
        document(json!({path: {"get": operation}}), used())
    }),
    shape("headers of a response", 34, |size| {
        let mut operation = operation(0);
        let header = |_| json!({"schema": {"type": "string"}});
        operation["responses"]["200"]["headers"] = named(size, header);
        document(json!({"/a": {"get": operation}}), used())
    }),
    shape("security schemes", 34, |size| {
        let mut document = document(paths(1, operation), used());
        let scheme = |at| json!({"type": "apiKey", "in": "header", "name": format!("X-{at}")});
        document["components"]["securitySchemes"] = named(size, scheme);
        let ways: Vec<_> = (0..size).map(|at| json!({format!("m{at}"): []})).collect();
        document["security"] = Value::Array(ways);
        document
    }),
    shape("servers", 34, |size| {
        let mut document = document(paths(1, operation), used());
        let server = |at| json!({"url": format!("https://s{at}.example.com")});
        document["servers"] = (0..size).map(server).collect();
        document
    }),
    shape("operations in their own document", 17, |size| {
        document(
            paths(size, |at| {
                let mut operation = operation(at);
                operation["summary"] = format!("Does {at}.").into();
                operation
            }),
            used(),
        )
    }),
    shape("operations of one name", 17, |size| {
        let spelt = spellings(size).into_iter().enumerate();
        let paths = spelt.map(|(at, name)| {
            let mut operation = operation(at);
            operation["operationId"] = name.into();
            (format!("/p{at}"), json!({"get": operation}))
        });
        document(object(paths), used())
    }),
    shape("operations twice", 17, |size| {
        document(paths(size, |at| operation(at / 2)), used())
    }),
    shape("methods of a path", 17, |size| {
        let more = (0..size).map(|at| (format!("VERB{at}"), operation(at)));
        in_version(
            "3.2.0",
            document(
                json!({"/a": {"additionalOperations": object(more)}}),
                used(),
            ),
        )
    }),
    shape("paths that differ in a name", 17, |size| {
        let paths = (0..size).map(|at| {
            let mut operation = operation(at);
            operation["parameters"] = parameters(1, "path");
            (format!("/a/{{m0}}/b{at}"), json!({"get": operation}))
        });
        document(object(paths), used())
    }),
    shape("parameters of a path item", 100, |size| {
        let path: String = (0..size).map(|at| format!("/{{m{at}}}")).collect();
        document(
            json!({path: {"get": operation(0), "parameters": parameters(size, "path")}}),
            used(),
        )
    }),
    shape("parameters that no operation declares", 34, |size| {
        let path: String = (0..size).map(|at| format!("/{{m{at}}}")).collect();
        document(json!({path: {"get": operation(0)}}), used())
    }),
    shape("parameters that no path has", 20, |size| {
        with_operation(|operation| operation["parameters"] = parameters(size, "path"))
    }),
    shape("letters of a path", 334, |size| {
        let mut operation = operation(0);
        operation["parameters"] = parameters(20, "query");
        document(
            json!({format!("/{}", "a".repeat(size)): {"get": operation}}),
            used(),
        )
    }),
    shape("shared parameters", 20, |size| {
        let mut document = document(
            paths(size, |at| {
                let mut operation = operation(at);
                operation["parameters"] =
                    json!([{"$ref": format!("#/components/parameters/p{at}")}]);
                operation
            }),
            used(),
        );
        let parameter = |at: usize| json!({"name": "q", "in": "query", "schema": {"type": "string"}, "description": format!("{at}.")});
        document["components"]["parameters"] =
            object((0..size).map(|at| (format!("p{at}"), parameter(at))));
        document
    }),
    shape("headers of a request", 20, |size| {
        with_operation(|operation| operation["parameters"] = parameters(size, "header"))
    }),
    shape("cookies", 20, |size| {
        with_operation(|operation| operation["parameters"] = parameters(size, "cookie"))
    }),
    shape("enums of parameters", 14, |size| {
        let parameter = |at: usize| json!({"name": format!("q{at}"), "in": "query", "schema": {"type": "string", "enum": ["a", "b"]}});
        with_operation(|operation| operation["parameters"] = list(size, parameter))
    }),
    shape("responses", 90, |size| {
        let response = |at: usize| json!({"description": format!("{at}.")});
        let responses = (0..size).map(|at| (format!("{}", 200 + at), response(at)));
        with_operation(|operation| operation["responses"] = object(responses.clone()))
    }),
    shape("responses with schemas", 20, |size| {
        let response = |at: usize| json!({"description": "It.", "content": {"application/json": {"schema": record(at, false)}}});
        let responses = (0..size).map(|at| (format!("{}", 200 + at), response(at)));
        with_operation(|operation| operation["responses"] = object(responses.clone()))
    }),
    shape("encodings of a form", 20, |size| {
        let media = json!({
            "schema": {"type": "object", "properties": named(size, text)},
            "encoding": named(size, |_| json!({"contentType": "text/plain"})),
        });
        with_operation(|operation| {
            operation["requestBody"] = json!({"content": {"multipart/form-data": media.clone()}});
        })
    }),
    shape("examples of a media type", 20, |size| {
        let example = |at: usize| json!({"value": {"shared": format!("s{at}")}});
        with_operation(|operation| {
            operation["responses"]["200"]["content"]["application/json"]["examples"] =
                named(size, example);
        })
    }),
    shape("examples that do not fit", 20, |size| {
        let example = |at: usize| json!({"value": {"shared": at}});
        with_operation(|operation| {
            operation["responses"]["200"]["content"]["application/json"]["examples"] =
                named(size, example);
        })
    }),
    shape("links", 20, |size| {
        with_operation(|operation| {
            operation["responses"]["200"]["links"] =
                named(size, |_| json!({"operationId": "get0"}));
        })
    }),
    shape("links to as many operations", 17, |size| {
        document(
            paths(size, |at| {
                let mut operation = operation(at);
                operation["responses"]["200"]["links"] =
                    json!({"self": {"operationId": format!("get{at}")}});
                operation
            }),
            used(),
        )
    }),
    shape("callbacks", 14, |size| {
        let callback = |at: usize| json!({"{$request.body#/url}": {"post": {"operationId": format!("call{at}"), "requestBody": {"content": {"application/json": {"schema": record(at, false)}}}, "responses": {"200": {"description": "It."}}}}});
        with_operation(|operation| operation["callbacks"] = named(size, callback))
    }),
    shape("webhooks", 14, |size| {
        let mut document = in_version("3.1.0", document(paths(1, operation), used()));
        let hook = |at: usize| json!({"post": {"operationId": format!("hook{at}"), "requestBody": {"content": {"application/json": {"schema": record(at, false)}}}, "responses": {"200": {"description": "It."}}}});
        document["webhooks"] = named(size, hook);
        document
    }),
    shape("tags of an operation", 20, |size| {
        with_operation(|operation| operation["tags"] = list(size, |at| format!("t{at}").into()))
    }),
    shape("tags that nobody has", 60, |size| {
        let mut document = document(paths(1, operation), used());
        document["tags"] = list(
            size,
            |at| json!({"name": format!("t{at}"), "description": "It."}),
        );
        document
    }),
    shape("security of operations", 17, |size| {
        let mut document = document(
            paths(size, |at| {
                let mut operation = operation(at);
                operation["security"] = json!([{format!("m{at}"): []}]);
                operation
            }),
            used(),
        );
        let scheme = |at| json!({"type": "apiKey", "in": "header", "name": format!("X-{at}")});
        document["components"]["securitySchemes"] = named(size, scheme);
        document
    }),
    shape("scopes", 20, |size| {
        let mut document = document(paths(1, operation), used());
        let scopes = named(size, |at| format!("May {at}.").into());
        let flow = json!({"tokenUrl": "https://a.example/token", "scopes": scopes});
        document["components"]["securitySchemes"] =
            json!({"all": {"type": "oauth2", "flows": {"clientCredentials": flow}}});
        document["security"] = json!([{"all": list(size, |at| format!("m{at}").into())}]);
        document
    }),
    shape("values of a server's variable", 60, |size| {
        let mut document = document(paths(1, operation), used());
        let variable = json!({"default": "v0", "enum": list(size, |at| format!("v{at}").into())});
        document["servers"] =
            json!([{"url": "https://{m}.example.com", "variables": {"m": variable}}]);
        document
    }),
    shape("servers of operations", 14, |size| {
        document(
            paths(size, |at| {
                let mut operation = operation(at);
                operation["servers"] = json!([{"url": format!("https://s{at}.example.com")}]);
                operation
            }),
            used(),
        )
    }),
    shape("unused components", 20, |size| {
        let mut document = document(paths(1, operation), used());
        document["components"]["responses"] = named(size, |_| json!({"description": "It."}));
        document["components"]["examples"] = named(size, |_| json!({"value": 1}));
        document
    }),
    shape("inline bodies", 14, |size| {
        document(
            paths(size, |at| {
                let mut operation = operation(at);
                operation["requestBody"] =
                    json!({"content": {"application/json": {"schema": record(at, true)}}});
                operation
            }),
            used(),
        )
    }),
    shape("pages", 14, |size| {
        document(
            paths(size, |at| {
                let mut operation = operation(at);
                operation["parameters"] = json!([
                    {"name": "cursor", "in": "query", "schema": {"type": "string"}},
                    {"name": "limit", "in": "query", "schema": {"type": "integer"}},
                ]);
                let items =
                    json!({"type": "array", "items": {"$ref": "#/components/schemas/Used"}});
                operation["responses"]["200"]["content"]["application/json"]["schema"] = json!({
                    "type": "object",
                    "properties": {"data": items, "next_cursor": {"type": "string"}},
                });
                operation
            }),
            used(),
        )
    }),
];
