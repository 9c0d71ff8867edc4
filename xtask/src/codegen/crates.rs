//! `codegen --spec`: any document becomes a crate that stands alone.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Instant;

use oas_codegen::config::{Config, PackageOptions, RuntimeSource, Selection, Workspace};
use oas_codegen::diagnostics::{Diagnostic, Severity, Sink};
use oas_codegen::load::{Source, read_text};
use oas_codegen::output::Files;
use oas_codegen::{Api, PartialApi, generate_partial};

use super::changes::{self, Target};
use super::{AnyDocument, Arguments, MEGABYTE, locks, report, runtime};
use crate::{Failure, Outcome, findings, project};

pub fn run(any: &AnyDocument, arguments: &Arguments) -> Result<Outcome, Failure> {
    let (check, denied) = (arguments.check, &arguments.denied);
    let started = Instant::now();
    if let Some(path) = &any.report {
        report::check(path)?;
    }
    let copy = any.out.join(runtime::FOLDER);
    if copy.is_symlink() {
        let copy = copy.display();
        return Err(
            format!("`{copy}` is a symbolic link, and the runtime's folder is none").into(),
        );
    }
    if !check {
        changes::finish(&any.out)?;
        changes::finish(&copy)?;
        any.runtime_dir.as_deref().map_or(Ok(()), changes::finish)?;
    }
    let (source, name) = source(any)?;
    let Some(mut config) = config(any)? else {
        return Ok(Outcome::Failed);
    };
    let folder = any.config.as_deref().and_then(Path::parent);
    let folder = folder.unwrap_or(Path::new(""));
    config.accept_renames = arguments.accept_renames;
    let lock = match locks::read(&mut config, folder)? {
        Ok(lock) => lock,
        Err(outcome) => return Ok(outcome),
    };
    let mut overlays = project::overlays(&config, folder);
    overlays.extend(any.overlay.iter().cloned());
    let source = project::with_overlays(source, &overlays);
    let mut sink = Sink::new();
    let partial = generate_partial(&source, &config, &mut sink);
    findings::print_folded(&sink)?;
    if let Some(path) = &any.report {
        report::write(path, &report::text(partial.as_ref(), &sink))?;
    }
    let Some(PartialApi {
        mut api,
        coverage,
        mut names,
    }) = partial
    else {
        eprintln!("nothing was written");
        return Ok(Outcome::Failed);
    };
    if sink.has_errors() {
        if sink.diagnostics().iter().any(is_about_configuration) {
            eprintln!("nothing was written");
            return Ok(Outcome::Failed);
        }
        if !any.keep_going {
            eprintln!("nothing was written; `--keep-going` leaves out what can't be generated");
            return Ok(Outcome::Failed);
        }
    }
    if denied.warns(&sink) {
        eprintln!("nothing was written, as warnings are denied");
        return Ok(Outcome::Failed);
    }
    // The folder in which the document happens to lie is no part of the output.
    api.source = name;
    let packages = packages(any, &api, &config)?;
    let targets: Vec<Target<'_>> = packages
        .iter()
        .map(|(out, files)| Target {
            files,
            out,
            mend: "cargo xtask codegen --spec …",
            started,
        })
        .collect();
    let mut outcome = changes::bring(&targets, check)?;
    if let Some(lock) = lock {
        if sink.has_errors() {
            // What is left out for now keeps its name.
            names.keep_from(&config.locked);
        }
        outcome = outcome.and(lock.bring(&config.locked, &names, check)?);
    }
    writeln!(io::stdout(), "{}", report::summary(&coverage))?;
    Ok(outcome)
}

/// What a person has asked for is not for the document to be lenient about.
fn is_about_configuration(finding: &Diagnostic) -> bool {
    finding.severity == Severity::Error && finding.code.is_about_configuration()
}

/// What the configuration says, if there is one, and the command line before
/// it; none if it is wrong, which has been told then.
fn config(any: &AnyDocument) -> Result<Option<Config>, Failure> {
    let mut config = Config::default();
    if let Some(path) = &any.config {
        let name = path.display().to_string();
        let text = read_text(path).map_err(|error| format!("`{name}`: {error}"))?;
        let mut sink = Sink::new();
        let Some(read) = Config::parse(&name, &text, &mut sink) else {
            findings::print(&sink)?;
            return Ok(None);
        };
        config = read;
    }
    config.crate_name.clone_from(&any.crate_name);
    config.module = Config::default().module;
    config.cli |= any.cli;
    let Selection { include, exclude } = &mut config.selection;
    if !any.include.is_empty() {
        include.clone_from(&any.include);
    }
    exclude.extend(any.exclude.iter().cloned());
    Ok(Some(config))
}

/// The document, and its name without the folder that it happens to lie in.
fn source(any: &AnyDocument) -> Result<(Source, String), Failure> {
    let (source, name) = match &any.spec_root {
        Some(root) => project::source_below(&any.spec, root)?,
        None => {
            let name = any.spec.file_name().unwrap_or(any.spec.as_os_str());
            let name = name.to_string_lossy().into_owned();
            (Source::from_file(&any.spec), name)
        }
    };
    let limit = any.max_size.saturating_mul(MEGABYTE);
    Ok((source.with_limit(limit), name))
}

/// Folders, and the files that belong there: the crate, and the runtime where
/// it is written with it.
fn packages(
    any: &AnyDocument,
    api: &Api,
    config: &Config,
) -> Result<Vec<(PathBuf, Files)>, Failure> {
    if runtime::is_written_in(&any.out) {
        let out = any.out.display();
        return Err(
            format!("`{out}` holds the runtime: choose another folder for the crate").into(),
        );
    }
    let package = PackageOptions {
        runtime: runtime::source(any)?,
        workspace: if any.workspace_member {
            Workspace::Member
        } else {
            Workspace::Own
        },
    };
    let files = oas_codegen::generate_crate(api, config, &package);
    let mut packages = vec![(any.out.clone(), files)];
    let copy = any.out.join(runtime::FOLDER);
    if let RuntimeSource::Copy { package, .. } = &package.runtime {
        packages.insert(0, (copy, runtime::files(package)?));
    } else if any.runtime_dir.is_none() && runtime::is_written_in(&copy) {
        // What was copied once is not needed any more.
        packages.push((copy, Files::new()));
    }
    if let Some(shared) = &any.runtime_dir {
        packages.insert(0, (shared.clone(), runtime::shared(shared)?));
    }
    Ok(packages)
}
