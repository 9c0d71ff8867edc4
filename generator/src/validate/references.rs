//! References that are unresolved, form a cycle, or lead to something else.

use super::validation::{Reference, Validation};
use super::wanted::{DeclaredName, WantedName};
use crate::diagnostics::{Code, Diagnostic, On, suggest};
use crate::load::{Document, MOST_STEPS, ResolveError};
use crate::tree::{FileId, HashMap, HashSet, IndexMap, Place};
use std::iter;

const MOST_SUGGESTIONS: usize = 100;

/// References by one text, of one file, that are all unresolved.
struct Unresolved {
    error: ResolveError,
    places: Vec<Place>,
}

pub(super) fn check(validation: &mut Validation<'_>) {
    let mut found = Vec::new();
    let mut counts: HashMap<Place, (usize, usize)> = HashMap::default();
    let mut unresolved: IndexMap<(FileId, &str), Unresolved> = IndexMap::default();
    let mut targets: HashSet<Place> = HashSet::default();
    for reference in &validation.references {
        let target = validation.target(reference);
        count(&mut counts, &target);
        match target {
            // That the file can't be read has been told already.
            Err(ResolveError::NoFile { path }) if validation.doc.is_known(&path) => {}
            Err(error) if has_fallen_out(validation, &error) => {}
            Err(error) => {
                let group = unresolved.entry((reference.at.file, &reference.text));
                let places = Vec::new();
                let group = group.or_insert(Unresolved { error, places });
                group.places.push(reference.at.key("$ref"));
            }
            Ok(target) => {
                let finding = other_kind(validation, reference, &target);
                let holders = iter::successors(Some(target.clone()), Place::parent);
                // Whoever wants a part wants all that it lies in.
                let _ = holders.take_while(|it| targets.insert(it.clone())).count();
                found.extend(finding.or_else(|| circle(validation, reference, target)));
            }
        }
    }
    for (index, ((_, text), group)) in unresolved.iter().enumerate() {
        // Looking for what was meant takes long, if done for thousands.
        let is_looked_for = index < MOST_SUGGESTIONS;
        found.push(group.finding(validation.doc, text, is_looked_for, &targets));
    }
    report_missing_parts(validation, &counts);
    for diagnostic in found {
        validation.report(diagnostic);
    }
}

/// Notes which references lead to what has an error in it, or is not where it belongs:
/// nobody knows what fits there.
pub(super) fn note_spoilt(validation: &mut Validation<'_>) {
    let spoilt = validation.around_errors();
    if spoilt.is_empty() {
        return;
    }
    let leads = |reference: &&Reference| {
        let target = validation.doc.follow(&reference.at);
        let is_out = || {
            let target = validation.target(reference);
            target.is_err_and(|error| has_fallen_out(validation, &error))
        };
        target.map_or_else(is_out, |(target, _)| spoilt.contains(&target))
    };
    let leading = validation.references.iter().filter(leads);
    let places = leading.map(|reference| reference.at.clone()).collect();
    validation.note_spoilt(places);
}

impl Unresolved {
    fn finding(
        &self,
        doc: &Document,
        text: &str,
        is_looked_for: bool,
        targets: &HashSet<Place>,
    ) -> Diagnostic {
        let (name, meant) = match &self.error {
            ResolveError::Missing { nearest, token } if is_looked_for => {
                (token.as_str(), meant(doc, nearest, token, targets))
            }
            _ => (text, None),
        };
        let wanted = WantedName {
            name,
            places: self.places.clone(),
            on: On::Value,
        };
        let (mut finding, why) = unresolved(text, &self.error);
        if self.places.len() > 1 {
            finding.message = format!("{}, {} times", finding.message, self.places.len());
        }
        let finding = wanted.point(finding, &why, meant.as_ref());
        match other_form(text) {
            Some(help) => Diagnostic {
                fix: None,
                ..finding.help(help)
            },
            None => finding,
        }
    }
}

/// Whether what is missing in a section of components stands beside that.
fn has_fallen_out(validation: &Validation<'_>, error: &ResolveError) -> bool {
    let components = validation.doc.root_place().key("components");
    let ResolveError::Missing { nearest, token } = error else {
        return false;
    };
    nearest.parent() == Some(components) && validation.has_fallen_out(token)
}

/// So many references may be wrong one by one.
const FEW: usize = 10;

/// Counts a reference among those that lead into a part of the document: the
/// unresolved ones, and all.
fn count(counts: &mut HashMap<Place, (usize, usize)>, target: &Result<Place, ResolveError>) {
    let (part, is_unresolved) = match target {
        Ok(target) => (target.parent(), false),
        Err(ResolveError::Missing { nearest, .. }) => (Some(nearest.clone()), true),
        Err(_) => (Some(Place::root(FileId::ROOT)), true),
    };
    if let Some(part) = part {
        let (unresolved, all) = counts.entry(part).or_default();
        *unresolved = unresolved.saturating_add(usize::from(is_unresolved));
        *all = all.saturating_add(1);
    }
}

/// A document most of whose references into one part are unresolved has been cut off
/// or torn out of its folder. One by one they would say the same, and hide it.
fn report_missing_parts(validation: &mut Validation<'_>, counts: &HashMap<Place, (usize, usize)>) {
    let torn = |(unresolved, all): &(usize, usize)| {
        *unresolved > FEW && unresolved.saturating_mul(2) > *all
    };
    let unresolved = counts.values().filter(|counts| torn(counts));
    let unresolved: usize = unresolved.map(|(unresolved, _)| unresolved).sum();
    if unresolved == 0 {
        return;
    }
    let place = validation.doc.root_place();
    let why = match validation.doc.node(&place.key("components")) {
        Some(_) => "",
        None => "no `components`: ",
    };
    let all = validation.references.len();
    let message = format!("{why}{unresolved} of {all} references are unresolved");
    let finding = Diagnostic::error(Code::DanglingRef, message)
        .on(&place, On::File, "")
        .help("a part of the document is missing: is the file whole, and do its other files lie below its folder?");
    validation.report_error(finding);
}

/// A reference that is unresolved, and why it is.
pub(super) fn unresolved(text: &str, error: &ResolveError) -> (Diagnostic, String) {
    let (code, message) = match error {
        ResolveError::Remote => (Code::RemoteRef, format!("remote reference `{text}`")),
        _ => (Code::DanglingRef, format!("unresolved `$ref`: `{text}`")),
    };
    let diagnostic = Diagnostic::error(code, message);
    let diagnostic = match error {
        ResolveError::Remote => {
            diagnostic.help("save the file beside the document and refer to that")
        }
        ResolveError::Outside => {
            diagnostic.help("`--spec-root DIR` names a folder that holds all files of the document")
        }
        _ => diagnostic,
    };
    (diagnostic, error.to_string())
}

/// What to write for a reference of another version or another form.
fn other_form(text: &str) -> Option<String> {
    if text.starts_with("/components/") {
        return Some(format!("write `#{text}`: `#` is this document"));
    }
    let swagger = [
        ("#/definitions/", "schemas"),
        ("#/parameters/", "parameters"),
        ("#/responses/", "responses"),
    ];
    swagger.iter().find_map(|(start, section)| {
        let name = text.strip_prefix(start)?;
        Some(format!(
            "OpenAPI 3 has it under `#/components/{section}/{name}`"
        ))
    })
}

/// What was probably meant by a name that is missing.
fn meant<'a>(
    doc: &'a Document,
    nearest: &Place,
    token: &str,
    targets: &HashSet<Place>,
) -> Option<DeclaredName<'a>> {
    let siblings = doc.node(nearest)?.as_map()?;
    let name = suggest(token, siblings.keys().map(String::as_str))?;
    let at = nearest.key(name);
    Some(DeclaredName {
        name,
        unwanted: (!targets.contains(&at)).then_some("to this leads none"),
        at,
        on: On::Key,
    })
}

fn other_kind(
    validation: &Validation<'_>,
    reference: &Reference,
    target: &Place,
) -> Option<Diagnostic> {
    if validation.is_section(target) {
        let section = target.pointer.last().unwrap_or_default();
        let message = format!(
            "`{}` refers to all of `{section}`, not to one",
            reference.text
        );
        let expected = reference.kind.name();
        let finding = Diagnostic::error(Code::RefKind, message)
            .at(
                &reference.at.key("$ref"),
                format!("{expected} is needed here"),
            )
            .help(format!("add the name of one: `#/components/{section}/…`"));
        return Some(finding);
    }
    let kind = *validation.kinds.get(target)?;
    if kind == reference.kind {
        return None;
    }
    let (expected, found) = (reference.kind.name(), kind.name());
    let message = format!("`{}` refers to {found}, not to {expected}", reference.text);
    let diagnostic = Diagnostic::error(Code::RefKind, message)
        .at(
            &reference.at.key("$ref"),
            format!("{expected} is needed here"),
        )
        .on(target, On::Key, format!("this is {found}"));
    Some(diagnostic)
}

/// A circle of so many places is told by each of them.
fn endless(reference: &Reference) -> Diagnostic {
    let message = format!("`$ref` chain without an end: `{}`", reference.text);
    Diagnostic::error(Code::RefCycle, message)
        .at(
            &reference.at.key("$ref"),
            format!("only references in {MOST_STEPS} steps"),
        )
        .help("refer to the schema directly")
}

/// Reports a circle once: at the first of the places that it is made of.
fn circle(validation: &Validation<'_>, reference: &Reference, target: Place) -> Option<Diagnostic> {
    let mut places = vec![reference.at.clone()];
    let mut next = target;
    while next != reference.at {
        if places.len() >= MOST_STEPS {
            return Some(endless(reference));
        }
        // This leads into a circle without being a part of it.
        if places.contains(&next) {
            return None;
        }
        let text = validation.doc.node(&next)?.get("$ref")?.as_str()?;
        let after = validation.doc.resolve(&next, text).ok()?;
        places.push(std::mem::replace(&mut next, after));
    }
    if places.iter().any(|place| *place < reference.at) {
        return None;
    }
    let message = format!("`$ref` cycle: `{}`", reference.text);
    let mut diagnostic = Diagnostic::error(Code::RefCycle, message)
        .at(&reference.at.key("$ref"), "each refers only to the next")
        .help("give one of them a `type` or properties of its own");
    for place in places.iter().skip(1).take(4) {
        diagnostic = diagnostic.also(&place.key("$ref"), "through this");
    }
    Some(diagnostic)
}
