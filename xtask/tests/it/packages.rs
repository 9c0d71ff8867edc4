//! Emitted crates outside this repository, in one program, each way of having
//! the runtime.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const NAMES: [&str; 2] = ["pets", "toys"];

fn document(name: &str) -> String {
    format!(
        "openapi: 3.0.3
info: {{title: {name}, version: '1'}}
tags: [{{name: {name}}}]
paths:
  /{name}:
    get:
      operationId: getOne
      tags: [{name}]
      responses:
        '200':
          description: One.
          content:
            application/json:
              schema: {{$ref: '#/components/schemas/Thing'}}
components:
  schemas:
    Thing: {{type: object, properties: {{name: {{type: string}}}}}}
"
    )
}

/// A call by one of the clients, which gets a response from a script.
fn send(name: &str) -> String {
    format!(
        r#"    {{
        use {name}::runtime::test_util::{{TestResponse, TestTransport}};
        let body = {name}::json!({{"name": "{name}"}});
        let server = TestTransport::sequence([TestResponse::empty(503), TestResponse::json(200, &body)]);
        let client = {name}::Client::builder().base_url("https://{name}.example");
        let client = client.transport(server.clone()).build().unwrap();
        let one = client.{name}().get_one().send_blocking().unwrap();
        assert_eq!((one.name.as_deref(), server.sent().len()), (Some("{name}"), 2));
    }}
"#
    )
}

fn repository() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap().to_path_buf()
}

fn runtime() -> PathBuf {
    repository().join("generator/runtime")
}

/// A folder with a program that sends by all clients.
struct Folder(tempfile::TempDir);

impl Folder {
    /// The program's manifest ends with `more`.
    fn new(more: &str) -> Folder {
        let folder = Folder(tempfile::tempdir().unwrap());
        let mut manifest =
            "[package]\nname = \"app\"\nedition = \"2024\"\n[dependencies]\n".to_owned();
        let mut main = String::from("fn main() {\n");
        for name in NAMES {
            folder.write(&format!("{name}.yaml"), &document(name));
            manifest.push_str(&format!(
                "{name} = {{ path = \"../{name}\", default-features = false, features = [\"gzip\", \
                 \"tracing\", \"test-util\"] }}\n"
            ));
            main.push_str(&send(name));
        }
        folder.write("app/Cargo.toml", &(manifest + more));
        folder.write("app/src/main.rs", &(main + "}\n"));
        // The versions that are there without a network.
        fs::copy(
            repository().join("Cargo.lock"),
            folder.path().join("app/Cargo.lock"),
        )
        .unwrap();
        folder
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn codegen(&self, name: &str, more: &[&str]) -> Output {
        let spec = format!("{name}.yaml");
        let arguments = [
            "codegen",
            "--spec",
            &spec,
            "--out",
            name,
            "--crate-name",
            name,
        ];
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.args(arguments).args(more).current_dir(self.path());
        command.env_remove("CARGO_MANIFEST_DIR");
        command.output().unwrap()
    }

    /// Generates all crates.
    fn generate(&self, more: &[&str]) {
        for name in NAMES {
            succeed(&self.codegen(name, more));
        }
    }

    /// Runs the program, which sends by all clients.
    fn run(&self) {
        self.cargo("run", "app", &[]);
    }

    /// Compiles a package of the folder.
    fn compile(&self, package: &str, more: &[&str]) {
        self.cargo("check", package, more);
    }

    /// Takes what was built for the tests of this workspace, so far as it is the
    /// same.
    fn cargo(&self, command: &str, package: &str, more: &[&str]) {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args([command, "--quiet", "--offline"]).args(more);
        cargo.current_dir(self.path().join(package));
        // What cargo says to this test; scripts of builds may look at it, and would be
        // run anew, here and by whoever builds the workspace next.
        let said = std::env::vars_os().map(|(name, _)| name);
        for name in said.filter(|name| name.to_string_lossy().starts_with("CARGO_")) {
            if name != "CARGO_HOME" && name != "CARGO_INCREMENTAL" {
                cargo.env_remove(name);
            }
        }
        cargo.env_remove("OUT_DIR");
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
        cargo.env("CARGO_TARGET_DIR", target);
        cargo.env("CARGO_PROFILE_DEV_DEBUG", "0");
        succeed(&cargo.output().unwrap());
    }
}

fn succeed(output: &Output) {
    let (stdout, stderr) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(output.status.success(), "{stdout}{stderr}");
}

fn said(output: &Output) -> String {
    let all = [&output.stdout[..], &output.stderr[..]].concat();
    String::from_utf8_lossy(&all).into_owned()
}

#[test]
fn without_an_option_each_crate_brings_its_runtime_along() {
    let folder = Folder::new("");
    folder.generate(&[]);
    assert!(folder.path().join("pets/runtime/src/lib.rs").is_file());
    folder.run();

    // A copy that is not needed any more goes.
    succeed(&folder.codegen("pets", &["--runtime", "version"]));
    assert!(!folder.path().join("pets/runtime").exists());
}

#[test]
fn crates_share_a_runtime_in_one_workspace() {
    let folder = Folder::new("");
    let members = "[workspace]\nresolver = \"3\"\nmembers = [\"app\", \"pets\", \"toys\"]\n";
    folder.write("Cargo.toml", members);
    fs::rename(
        folder.path().join("app/Cargo.lock"),
        folder.path().join("Cargo.lock"),
    )
    .unwrap();
    let shared = ["--runtime-dir", "runtime", "--workspace-member"];
    folder.generate(&shared);
    folder.run();

    let check = [&shared[..], &["--check"]].concat();
    succeed(&folder.codegen("pets", &check));
    let library = folder.path().join("runtime/src/lib.rs");
    let text = fs::read_to_string(&library).unwrap();
    fs::write(&library, text.replace("pub mod", "mod")).unwrap();
    let stale = folder.codegen("pets", &check);
    assert_eq!(stale.status.code(), Some(1));
    assert!(
        said(&stale).contains("stale runtime/src/lib.rs"),
        "{}",
        said(&stale)
    );
    succeed(&folder.codegen("toys", &shared));
    succeed(&folder.codegen("pets", &check));
}

#[test]
fn crates_refer_to_a_runtime_by_path_or_by_version() {
    let patch = format!(
        "[patch.crates-io]\noas-runtime = {{ path = {:?} }}\n",
        runtime()
    );
    let folder = Folder::new(&patch);
    folder.generate(&["--runtime", "version"]);
    folder.run();
    // What `--runtime path` writes where the repository is found.
    let pets = folder.path().join("pets/Cargo.toml");
    let version = fs::read_to_string(&pets).unwrap();
    let by_path = format!("path = {:?}", runtime());
    let by_version = format!("version = \"{}\"", env!("CARGO_PKG_VERSION"));
    assert!(
        version.contains(&format!("oas-runtime = {{ {by_version}, ")),
        "{version}"
    );
    fs::write(&pets, version.replace(&by_version, &by_path)).unwrap();
    folder.run();
}

#[test]
fn the_runtime_lies_in_a_folder_of_its_own() {
    let folder = Folder::new("");
    folder.generate(&[]);
    for taken in ["toys", "app"] {
        let refused = folder.codegen("pets", &["--runtime-dir", taken]);
        assert_eq!(refused.status.code(), Some(1));
        assert!(
            said(&refused).contains("another package"),
            "{}",
            said(&refused)
        );
    }
    succeed(&folder.codegen("pets", &["--runtime-dir", "runtime"]));
    fs::rename(folder.path().join("runtime"), folder.path().join("moved")).unwrap();
    fs::remove_dir_all(folder.path().join("toys")).unwrap();
    fs::rename(folder.path().join("moved"), folder.path().join("toys")).unwrap();
    let refused = folder.codegen("toys", &["--runtime", "version"]);
    assert!(
        said(&refused).contains("holds the runtime"),
        "{}",
        said(&refused)
    );
}

/// Whatever lies in the crate's folder, nothing outside of it is written or removed.
#[cfg(unix)]
#[test]
fn the_copy_of_the_runtime_is_no_link() {
    let folder = Folder::new("");
    succeed(&folder.codegen("toys", &[]));
    folder.write("pets/Cargo.toml", "# @generated\n");
    let link = folder.path().join("pets/runtime");
    for (elsewhere, more) in [
        ("app", &[][..]),
        ("toys/runtime", &["--runtime", "version"]),
    ] {
        std::os::unix::fs::symlink(folder.path().join(elsewhere), &link).unwrap();
        let refused = folder.codegen("pets", more);
        assert!(
            said(&refused).contains("is a symbolic link"),
            "{}",
            said(&refused)
        );
        fs::remove_file(&link).unwrap();
    }
    assert!(!folder.path().join("app/src/lib.rs").exists());
    assert!(folder.path().join("toys/runtime/src/lib.rs").is_file());
}

#[test]
fn every_feature_of_an_emitted_crate_compiles() {
    let folder = Folder::new("");
    let case = repository().join("generator/tests/cases/tag-features");
    for (extension, name) in [("yaml", "pets.yaml"), ("toml", "tags.toml")] {
        let text = fs::read_to_string(case.with_extension(extension)).unwrap();
        folder.write(name, &text);
    }
    let more = ["--runtime-dir", "runtime", "--config", "tags.toml"];
    succeed(&folder.codegen("pets", &more));
    fs::copy(
        repository().join("Cargo.lock"),
        folder.path().join("pets/Cargo.lock"),
    )
    .unwrap();
    // All at once are compiled with the client of this workspace.
    for some in [
        "reqwest",
        "rustls-aws-lc-rs",
        "native-tls",
        "gzip,chrono,animals",
        "tracing,jiff,fields",
        "test-util",
        "fields,schemars,cli,test-util",
        "checks,tower,market_stalls",
        "metrics,schemars",
    ] {
        folder.compile("pets", &["--no-default-features", "--features", some]);
    }
}
