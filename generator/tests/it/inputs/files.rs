//! Documents of several files, and what references may lead to.

use std::fs;
use std::path::Path;

use oas_codegen::Source;
use oas_codegen::diagnostics::{Code, Severity};

use super::{code, code_of, document, has, says};

#[test]
fn files_are_read_below_the_root_and_nowhere_else() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let text = |reference: &str| {
        document(
            "3.0.3",
            &format!(
                "paths: {{}}\ncomponents: {{schemas: {{A: {{type: object, properties: {{a: {{$ref: '{reference}'}}}}}}}}}}"
            ),
        )
    };
    write(
        "secret.yaml",
        "{type: object, properties: {found: {type: string}}}",
    );
    write(
        "api/near.yaml",
        "{type: object, properties: {found: {type: string}}}",
    );
    let root = folder.path().join("api/root.yaml");
    let found = |reference: &str, within: &Path| {
        fs::write(&root, text(reference)).unwrap();
        let (code, sink) = code_of(&Source::from_file_within(&root, within));
        (code.unwrap().contains("pub found: Option<String>"), sink)
    };
    let own = folder.path().join("api");
    assert!(found("near.yaml", &own).0);
    assert!(found("./near.yaml#", &own).0);
    // The root may be higher than the folder of the document, and then a
    // reference may climb.
    assert!(found("../secret.yaml", folder.path()).0);
    let absolute = folder.path().join("secret.yaml");
    for outside in [
        "../secret.yaml",
        "%2e%2e/secret.yaml",
        "x/../../secret.yaml",
        absolute.to_str().unwrap(),
    ] {
        let (is_found, sink) = found(outside, &own);
        assert!(!is_found, "{outside}");
        says(&sink, Code::DanglingRef, Severity::Warning);
    }
    for remote in ["https://a.example/secret.yaml", "//a.example/secret.yaml"] {
        let (is_found, sink) = found(remote, &own);
        assert!(!is_found, "{remote}");
        says(&sink, Code::RemoteRef, Severity::Warning);
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&absolute, own.join("link.yaml")).unwrap();
        assert!(!found("link.yaml", &own).0);
    }
}

#[test]
fn references_lead_anywhere() {
    let text = document(
        "3.0.3",
        "paths:
  /a/b/{c}:
    get:
      operationId: deep
      parameters: [{name: c, in: path, required: true, schema: {$ref: '#/components/schemas/A/properties/a'}}]
      responses:
        '200': {description: Ok., content: {application/json: {schema: {type: object, required: [inner], properties: {inner: {type: integer}}}}}}
  /other:
    get:
      operationId: same
      responses:
        '200': {description: Ok., content: {application/json: {schema: {$ref: '#/paths/~1a~1b~1%7Bc%7D/get/responses/200/content/application~1json/schema'}}}}
components:
  schemas:
    A: {allOf: [{type: object}, {type: object, properties: {of_all: {type: boolean}}}], properties: {a: {type: integer}}}
    Member: {type: object, required: [m], properties: {m: {$ref: '#/components/schemas/A/allOf/1'}}}
    One: {$ref: '#/components/schemas/Two'}
    Two: {$ref: '#/components/schemas/Three'}
    Three: {type: string}
    Uses: {type: object, required: [one, lost], properties: {one: {$ref: '#/components/schemas/One'}, lost: {$ref: '#/components/schemas/Nowhere'}}}",
    );
    let (code, sink) = code("a.yaml", text);
    for wanted in [
        "pub fn deep(&self, c: i64)",
        "pub fn same(&self)",
        "pub inner: i64",
        "pub of_all: Option<bool>",
        "pub lost: Value",
    ] {
        has(&code, wanted);
    }
    assert_eq!(code.matches("pub inner: i64").count(), 1, "{code}");
    says(&sink, Code::DanglingRef, Severity::Warning);
}
