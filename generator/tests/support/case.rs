//! A case: a document and what it asks for. The snapshots, the crate that
//! compiles the cases and the mutations read them alike.

use std::path::{Path, PathBuf};
use std::{fs, io};

use oas_codegen::diagnostics::{Color, Format};
use oas_codegen::{Api, Config, Sink, Source, Strictness};

/// The package that compiles the cases, as its modules name it.
pub const CRATE: &str = "oas_codegen_cases";

/// A document of the folder of cases.
pub struct Case {
    /// The name of the file, without its extension.
    pub name: String,
    /// The document.
    pub text: String,
    /// What stands in the `.toml` beside the document, if there is one.
    pub config: Config,
    /// Whose document it is: `# strictness: foreign` in a line of its own
    /// makes it somebody else's.
    pub strictness: Strictness,
    /// Whether a snapshot shows the code: `# snapshot: model` says that nobody
    /// would read it, and that it is enough if it compiles.
    pub shows_code: bool,
}

impl Case {
    /// Every case of a folder, by name.
    pub fn all(folder: &Path) -> io::Result<Vec<Case>> {
        let mut paths: Vec<PathBuf> = Vec::new();
        for entry in fs::read_dir(folder)? {
            paths.push(entry?.path());
        }
        paths.retain(|path| {
            path.extension()
                .is_some_and(|extension| extension == "yaml")
        });
        paths.sort();
        paths.iter().map(|path| Case::read(path)).collect()
    }

    fn read(path: &Path) -> io::Result<Case> {
        let stem = path.file_stem().and_then(|stem| stem.to_str());
        let name = stem.unwrap_or_default().to_owned();
        let text = fs::read_to_string(path)?;
        let says = |option: &str| text.lines().any(|line| line == option);
        let shows_code = !says("# snapshot: model");
        let strictness = if says("# strictness: foreign") {
            Strictness::Lenient
        } else {
            Strictness::Strict
        };
        let config = match fs::read_to_string(path.with_extension("toml")) {
            Ok(text) => config(&name, &text)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Config::default(),
            Err(error) => return Err(error),
        };
        let module = name.replace('-', "_");
        let config = Config {
            crate_name: CRATE.to_owned(),
            module: format!("crate::{module}"),
            ..config
        };
        Ok(Case {
            name,
            text,
            config,
            strictness,
            shows_code,
        })
    }

    /// What the case's module is called.
    pub fn module(&self) -> String {
        self.name.replace('-', "_")
    }

    /// What the document is called.
    pub fn document(&self) -> String {
        format!("{}.yaml", self.name)
    }

    /// The model, if there is one, and what there is to say of the document.
    pub fn analyse(&self) -> (Option<Api>, String) {
        let source = Source::from_text(self.document(), self.text.as_str());
        let mut sink = Sink::new();
        let api = oas_codegen::analyse(&source, &self.config, self.strictness, &mut sink);
        (api, sink.render(Format::Human(Color::Never)))
    }
}

fn config(name: &str, text: &str) -> io::Result<Config> {
    let mut sink = Sink::new();
    Config::parse(&format!("{name}.toml"), text, &mut sink)
        .ok_or_else(|| io::Error::other(sink.render(Format::Human(Color::Never))))
}
