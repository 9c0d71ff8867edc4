//! One file through the whole of what reads it, and what has to hold.

use std::panic::{self, AssertUnwindSafe};
use std::sync::Mutex;
use std::thread;
use std::time::Instant;

use oas_codegen::config::Checks;
use oas_codegen::diagnostics::{Color, Format};
use oas_codegen::output::Files;
use oas_codegen::{
    Config, PackageOptions, Sink, Source, Strictness, analyse, generate_crate, generate_partial,
};
use oas_codegen_damage::ESCAPED;
use proc_macro2::{TokenStream, TokenTree};

use crate::finding::{Fault, Kind, Verdict};
use crate::subject::Subject;
use crate::{ALLOCATOR, bounds, cpu};

/// Where the last panic happened and what it said.
static PANIC: Mutex<String> = Mutex::new(String::new());

/// Lets panics be told instead of printed.
pub fn watch_panics() {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(|place| {
            let file = place.file().replace('\\', "/");
            // Folders of this computer say nothing.
            let file = file
                .rsplit_once("/src/")
                .map_or(file.as_str(), |(_, file)| file);
            format!("{file}:{}", place.line())
        });
        let payload = info.payload();
        let said = payload.downcast_ref::<String>().map(String::as_str);
        let said = said.or_else(|| payload.downcast_ref::<&str>().copied());
        let said = said.unwrap_or_default();
        let said: String = said.chars().take(200).collect();
        if let Ok(mut text) = PANIC.lock() {
            *text = format!("{}: {said}", place.unwrap_or_default());
        }
    }));
}

/// Has a file read by whoever reads such files, on a small stack.
pub fn execute(name: &str, bytes: &[u8]) -> Verdict {
    let started = Instant::now();
    let process = std::process::id();
    let before = cpu::used(process);
    let kind = thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(bounds::STACK);
        let run = || panic::catch_unwind(AssertUnwindSafe(|| Subject::of(name).check(name, bytes)));
        match thread
            .spawn_scoped(scope, run)
            .map(thread::ScopedJoinHandle::join)
        {
            Ok(Ok(Ok(kind))) => kind,
            Ok(_) => {
                let text = PANIC.lock().map(|text| text.clone());
                Kind::Broken(Fault::new("panic", text.unwrap_or_default()))
            }
            Err(error) => Kind::Broken(Fault::new("thread", error.to_string())),
        }
    });
    let worked = cpu::used(process).zip(before);
    let worked = worked.map(|(after, before)| after.saturating_sub(before));
    Verdict {
        kind,
        time: worked.unwrap_or_else(|| started.elapsed()),
        memory: ALLOCATOR.max_allocated(),
    }
}

/// What becomes of a document.
pub fn document(name: &str, bytes: &[u8]) -> Kind {
    let first = generated(name, bytes);
    let second = generated(name, bytes);
    if first != second {
        return Kind::Broken(Fault::new("unstable", "two runs differ"));
    }
    // Stricter rules find other things.
    let mut sink = Sink::new();
    let source = Source::from_bytes(name, bytes);
    let _ = analyse(&source, &Config::default(), Strictness::Strict, &mut sink);
    let _ = sink.render(Format::Human(Color::Never));
    let Some(files) = first.0 else {
        return Kind::Refused;
    };
    match files
        .iter()
        .find_map(|(path, text)| fault(&path.to_string_lossy(), text))
    {
        Some(fault) => Kind::Broken(fault),
        None => Kind::Generated(files.len()),
    }
}

/// The files of a document's crate, and what is said of it.
pub fn generated(name: &str, bytes: &[u8]) -> (Option<Files>, String, String) {
    // Whatever can be asked for.
    let config = Config {
        json_schema: true,
        cli: true,
        checks: Checks::OnSend,
        ..Config::default()
    };
    let mut sink = Sink::new();
    let source = Source::from_bytes(name, bytes);
    let partial = generate_partial(&source, &config, &mut sink);
    let files = partial.map(|partial| {
        generate_crate(
            &partial.api,
            &config,
            &PackageOptions::with_runtime_at("../runtime"),
        )
    });
    let human = sink.render(Format::Human(Color::Never));
    (files, human, sink.render(Format::Json))
}

/// What is wrong with a file that was emitted.
pub fn fault(path: &str, text: &str) -> Option<Fault> {
    let (stem, extension) = path.rsplit_once('.').unwrap_or((path, ""));
    if extension == "toml" {
        let parsed = text.parse::<toml::Table>();
        return parsed
            .err()
            .map(|error| Fault::new("no TOML", error.message()));
    }
    // The folder says what kind of file it is, the rest is the document's.
    let kind = stem.rsplit_once('/').map_or(stem, |(folder, _)| folder);
    if let Err(error) = syn::parse_file(text) {
        return Some(Fault::new("no Rust", format!("{kind}: {error}")));
    }
    let tokens: TokenStream = text.parse().ok()?;
    escaped(tokens).then(|| Fault::new("escaped", format!("{kind}: a text became code")))
}

/// Whether a hostile text has become code.
fn escaped(tokens: TokenStream) -> bool {
    let mut open = vec![tokens];
    while let Some(tokens) = open.pop() {
        for token in tokens {
            match token {
                TokenTree::Group(group) => open.push(group.stream()),
                TokenTree::Ident(ident) if ident == ESCAPED => return true,
                _ => {}
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_seen() {
        let what = |path: &str, text: &str| fault(path, text).map(|fault| fault.what);
        assert_eq!(what("src/a.rs", "fn a() {}"), None);
        assert_eq!(what("src/a.rs", "fn a() {"), Some("no Rust".to_owned()));
        assert_eq!(what("Cargo.toml", "a = 1"), None);
        assert_eq!(what("Cargo.toml", "a = "), Some("no TOML".to_owned()));
        let text = format!("/// fn {ESCAPED}() {{}}\nfn a() {{ a!(fn {ESCAPED}() {{}}) }}");
        assert_eq!(what("src/a.rs", &text), Some("escaped".to_owned()));
        let text = format!("/// fn {ESCAPED}() {{}}\nconst A: &str = \"{ESCAPED}\";");
        assert_eq!(what("src/a.rs", &text), None);
    }

    #[test]
    fn a_good_document_is_generated() {
        let text = "openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths: {}\n";
        let verdict = execute("a.yaml", text.as_bytes());
        assert!(matches!(verdict.kind, Kind::Generated(_)), "{verdict:?}");
        let verdict = execute("a.yaml", b"[");
        assert_eq!(verdict.kind, Kind::Refused);
    }
}
