//! The commands, as a person runs them.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

pub const DOCUMENT: &str = r"openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /pets/{pet_id}:
    get:
      operationId: getPet
      parameters:
      - {name: pet_id, in: path, required: true, schema: {type: string}}
      responses:
        '200':
          description: The pet.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Pet'}
components:
  schemas:
    Pet: {type: object, properties: {name: {type: string}}}
";

pub fn project() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir_all(dir.path().join("spec")).unwrap();
    let config = "document = \"pets.yaml\"\nout = \"../client/src\"\ncrate_name = \"pets\"\n";
    fs::write(dir.path().join("spec/codegen.toml"), config).unwrap();
    fs::write(dir.path().join("spec/pets.yaml"), DOCUMENT).unwrap();
    dir
}

pub fn run(dir: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .current_dir(dir)
        .env_remove("CARGO_MANIFEST_DIR")
        .output()
        .unwrap()
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn codegen_writes_and_check_compares() {
    let dir = project();
    let missing = run(dir.path(), &["codegen", "--check"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(
        stdout(&missing).contains("missing client/src/"),
        "{missing:?}"
    );
    assert!(!dir.path().join("client").exists());

    let written = run(dir.path(), &["codegen"]);
    assert_eq!(written.status.code(), Some(0), "{}", stderr(&written));
    assert!(stdout(&written).contains("created client/src/"));

    // The folder in which the command is started makes no difference.
    let below = dir.path().join("client/src");
    let again = run(&below, &["codegen", "--check"]);
    assert_eq!(again.status.code(), Some(0), "{}", stdout(&again));
    assert!(stdout(&again).starts_with("up to date: "));

    let changed = DOCUMENT.replace("name: {type", "nickname: {type");
    fs::write(dir.path().join("spec/pets.yaml"), changed).unwrap();
    let stale = run(dir.path(), &["codegen", "--check"]);
    assert_eq!(stale.status.code(), Some(1));
    assert!(
        stdout(&stale).contains("stale client/src/"),
        "{}",
        stdout(&stale)
    );
    assert!(stdout(&stale).contains("cargo xtask codegen"));

    // What that does to users is told by their names for it.
    let renamed = stdout(&run(dir.path(), &["codegen"]));
    let told = renamed.lines().find(|line| line.starts_with("API: "));
    let told = told.unwrap_or_else(|| panic!("{renamed}"));
    assert!(told.contains("added (types::Pet::nickname"), "{told}");
    assert!(told.contains("removed (types::Pet::name"), "{told}");
    assert!(!stdout(&run(dir.path(), &["codegen"])).contains("API: "));
}

#[test]
fn an_error_keeps_everything_from_being_written() {
    let dir = project();
    let broken = DOCUMENT.replace("/Pet'}", "/Pte'}");
    fs::write(dir.path().join("spec/pets.yaml"), broken).unwrap();
    let refused = run(dir.path(), &["codegen"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        stderr(&refused).contains("spec/pets.yaml:14:"),
        "{}",
        stderr(&refused)
    );
    assert!(stderr(&refused).contains("did you mean `Pet`?"));
    assert!(!dir.path().join("client").exists());
}

#[test]
fn lint_speaks_to_people_and_programs() {
    let dir = project();
    let right = run(dir.path(), &["lint"]);
    assert_eq!(right.status.code(), Some(0), "{}", stderr(&right));

    fs::write(dir.path().join("other.yaml"), "swagger: '2.0'\n").unwrap();
    let wrong = run(dir.path(), &["lint", "other.yaml", "--format", "json"]);
    assert_eq!(wrong.status.code(), Some(1));
    let findings: serde_json::Value = serde_json::from_str(&stdout(&wrong)).unwrap();
    assert_eq!(findings.pointer("/0/code").unwrap(), "OAS0108");
    assert_eq!(findings.pointer("/0/line").unwrap(), 1);
}

#[test]
fn explain_says_more_about_a_code() {
    let dir = project();
    let one = run(dir.path(), &["explain", "oas0301"]);
    assert!(stdout(&one).starts_with("OAS0301: unresolved `$ref`\n\n"));
    let all = run(dir.path(), &["explain"]);
    assert!(stdout(&all).lines().count() > 50);
    let unknown = run(dir.path(), &["explain", "OAS0031"]);
    assert_eq!(unknown.status.code(), Some(1));
}

#[test]
fn wrong_usage_has_a_status_of_its_own() {
    let dir = project();
    assert_eq!(run(dir.path(), &["codegn"]).status.code(), Some(2));
    assert_eq!(
        run(dir.path(), &["codegen", "--chekc"]).status.code(),
        Some(2)
    );
}

#[test]
fn a_wrong_configuration_is_told() {
    let dir = project();
    fs::write(dir.path().join("spec/codegen.toml"), "documnt = \"a\"\n").unwrap();
    let wrong = run(dir.path(), &["codegen"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(
        stderr(&wrong).contains("did you mean `document`?"),
        "{}",
        stderr(&wrong)
    );
    let nowhere = tempfile::tempdir().unwrap();
    let lost = run(nowhere.path(), &["codegen"]);
    assert_eq!(lost.status.code(), Some(1));
}

const ANY: &[&str] = &[
    "codegen",
    "--spec",
    "spec/pets.yaml",
    "--out",
    "pets",
    "--crate-name",
    "pets",
];

fn any(dir: &Path, more: &[&str]) -> Output {
    run(dir, &[ANY, more].concat())
}

#[test]
fn any_document_becomes_a_crate_of_its_own() {
    let dir = project();
    let written = any(
        dir.path(),
        &["--runtime", "vendor", "--report", "report.json"],
    );
    assert_eq!(written.status.code(), Some(0), "{}", stderr(&written));
    for file in [
        "Cargo.toml",
        "src/lib.rs",
        "runtime/Cargo.toml",
        "runtime/src/lib.rs",
    ] {
        let text = fs::read_to_string(dir.path().join("pets").join(file)).unwrap();
        let first = text.lines().next().unwrap();
        assert!(
            first.contains("@generated by `cargo xtask codegen`"),
            "{file}"
        );
        let here = dir.path().to_string_lossy();
        assert!(!text.contains(&*here), "{file} knows where it lies");
    }
    let report = fs::read_to_string(dir.path().join("report.json")).unwrap();
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let expected = serde_json::json!({"total": 1, "generated": 1, "excluded": 0, "skipped": []});
    assert_eq!(report["operations"], expected);
    assert_eq!(report["schemas"], expected);
    let names = report["names"].as_array().unwrap();
    let sources: Vec<_> = names
        .iter()
        .map(|one| (one["rust"].as_str(), one["source"].as_str()))
        .collect();
    assert!(
        sources.contains(&(Some("Pet"), Some("component"))),
        "{sources:?}"
    );

    // The same document, seen from another folder, gives the same files.
    let below = dir.path().join("spec");
    let from_below = [
        "codegen",
        "--spec",
        "pets.yaml",
        "--out",
        "../pets",
        "--crate-name",
        "pets",
    ];
    let check = run(
        &below,
        &[&from_below[..], &["--runtime", "vendor", "--check"]].concat(),
    );
    assert_eq!(check.status.code(), Some(0), "{}", stdout(&check));
}

#[test]
fn what_is_broken_is_left_out_only_if_told_so() {
    let dir = project();
    let broken = format!(
        "{}  /toys:\n    get: 12\n",
        DOCUMENT.split("components:").next().unwrap()
    );
    let components = DOCUMENT.split("components:").nth(1).unwrap();
    let broken = format!("{broken}components:{components}");
    fs::write(dir.path().join("spec/pets.yaml"), broken).unwrap();
    let refused = any(dir.path(), &["--runtime", "vendor"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        stderr(&refused).contains("--keep-going"),
        "{}",
        stderr(&refused)
    );
    assert!(!dir.path().join("pets").exists());

    let report = [
        "--runtime",
        "vendor",
        "--keep-going",
        "--report",
        "report.json",
    ];
    let written = any(dir.path(), &report);
    assert_eq!(written.status.code(), Some(0), "{}", stderr(&written));
    let report = fs::read_to_string(dir.path().join("report.json")).unwrap();
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["operations"]["total"], 2);
    assert_eq!(report["operations"]["generated"], 1);
    assert_eq!(
        report["operations"]["skipped"][0]["pointer"],
        "/paths/~1toys/get"
    );
}

#[test]
fn operations_are_chosen() {
    let dir = project();
    let toys = DOCUMENT.replace(
        "components:",
        "  /toys: {get: {operationId: getToys, responses: {'200': {description: ok}}}}\ncomponents:",
    );
    fs::write(dir.path().join("spec/pets.yaml"), toys).unwrap();
    let more = ["--runtime", "vendor", "--exclude", "path:/pets/*"];
    let written = any(dir.path(), &more);
    assert_eq!(written.status.code(), Some(0), "{}", stderr(&written));
    assert!(!dir.path().join("pets/src/types/pet.rs").exists());
    let nothing = any(dir.path(), &["--keep-going", "--exclude", "path:/**"]);
    assert_eq!(nothing.status.code(), Some(1));
    assert!(
        stderr(&nothing).contains("leave no operation"),
        "{}",
        stderr(&nothing)
    );
    let misspelt = any(
        dir.path(),
        &["--runtime", "vendor", "--include", "op:getPets"],
    );
    assert_eq!(misspelt.status.code(), Some(1));
    assert!(stderr(&misspelt).contains("did you mean `getPet`?"));
    let wrong = any(dir.path(), &["--include", "pets"]);
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn inside_the_repository_the_runtime_is_there_already() {
    let dir = project();
    let lost = any(dir.path(), &["--runtime", "path"]);
    assert_eq!(lost.status.code(), Some(1));
    assert!(
        stderr(&lost).contains("--runtime-dir DIR"),
        "{}",
        stderr(&lost)
    );
    let runtime = dir.path().join("generator/runtime");
    fs::create_dir_all(&runtime).unwrap();
    fs::write(runtime.join("Cargo.toml"), "").unwrap();
    let found = any(dir.path(), &[]);
    assert_eq!(found.status.code(), Some(0), "{}", stderr(&found));
    let manifest = fs::read_to_string(dir.path().join("pets/Cargo.toml")).unwrap();
    assert!(
        manifest.contains("path = \"../generator/runtime\""),
        "{manifest}"
    );
}

#[test]
fn a_document_may_lie_below_its_root() {
    let dir = project();
    let inner = DOCUMENT.replace("#/components/schemas/Pet", "../common.yaml#/Pet");
    let inner = inner.split("components:").next().unwrap().to_owned();
    fs::create_dir_all(dir.path().join("spec/api")).unwrap();
    fs::write(dir.path().join("spec/api/pets.yaml"), inner).unwrap();
    let common = "Pet: {type: object, properties: {name: {type: string}}}\n";
    fs::write(dir.path().join("spec/common.yaml"), common).unwrap();
    let mut arguments = ANY.to_vec();
    arguments[2] = "spec/api/pets.yaml";
    arguments.extend(["--spec-root", "spec", "--runtime", "vendor"]);
    let written = run(dir.path(), &arguments);
    assert_eq!(written.status.code(), Some(0), "{}", stderr(&written));
    let library = fs::read_to_string(dir.path().join("pets/src/lib.rs")).unwrap();
    assert!(
        library.contains("from api/pets.yaml. Do not edit."),
        "{library}"
    );
}

#[test]
fn a_crate_of_its_own_may_have_a_configuration() {
    let dir = project();
    let config = "[rename]\nPet = \"Animal\"\n[dependencies]\nuuid = \"1\"\n";
    fs::write(dir.path().join("pets.toml"), config).unwrap();
    let more = ["--runtime", "vendor", "--config", "pets.toml"];
    let output = any(dir.path(), &more);
    assert!(output.status.success(), "{}", stderr(&output));
    let manifest = fs::read_to_string(dir.path().join("pets/Cargo.toml")).unwrap();
    assert!(manifest.contains("\nuuid = \"1\"\n"), "{manifest}");
    assert!(dir.path().join("pets/src/types/animal.rs").is_file());

    fs::write(
        dir.path().join("pets.toml"),
        "[rename]\nPett = \"Animal\"\n",
    )
    .unwrap();
    let output = any(dir.path(), &more);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("names nothing"),
        "{}",
        stderr(&output)
    );

    fs::write(dir.path().join("pets.toml"), "renam = 1\n").unwrap();
    let output = any(dir.path(), &more);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("did you mean `rename`?"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn a_locked_name_stays_until_its_change_is_accepted() {
    let dir = project();
    let config = dir.path().join("spec/codegen.toml");
    let text = fs::read_to_string(&config).unwrap() + "name_lock = \"names.lock\"\n";
    fs::write(&config, &text).unwrap();
    assert_eq!(run(dir.path(), &["codegen"]).status.code(), Some(0));
    let lock = dir.path().join("spec/names.lock");
    let locked = || fs::read_to_string(&lock).unwrap();
    assert!(locked().contains("#/components/schemas/Pet type = Pet\n"));

    fs::write(&config, text + "[rename]\nPet = \"Animal\"\n").unwrap();
    let refused = run(dir.path(), &["codegen", "--check"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(stderr(&refused).contains("OAS0908"), "{refused:?}");
    let accepted = run(dir.path(), &["codegen", "--accept-renames"]);
    assert!(stdout(&accepted).contains("renamed: "), "{accepted:?}");
    assert!(locked().contains("#/components/schemas/Pet type = Animal\n"));
    let check = run(dir.path(), &["codegen", "--check"]);
    assert_eq!(check.status.code(), Some(0), "{check:?}");

    fs::write(&lock, "#/components/schemas/Pet type Pet\n").unwrap();
    let unread = run(dir.path(), &["codegen"]);
    assert!(stderr(&unread).contains("names.lock:1:1"), "{unread:?}");
}
