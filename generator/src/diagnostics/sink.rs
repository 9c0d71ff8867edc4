//! Collects findings, so that one run tells all of them.

use crate::tree::HashSet;

use super::consequences::Causes;
use super::{Code, Diagnostic, Format, Label, LintLevel, LintLevels, On, Severity, render};
use crate::tree::{Place, Sources, single_line};
use std::iter;

/// Where every stage puts what it finds.
#[derive(Clone, Debug, Default)]
pub struct Sink {
    found: Vec<Diagnostic>,
    sources: Sources,
    causes: Causes,
    levels: LintLevels,
    /// References to what has an error in it.
    spoilt: HashSet<Place>,
}

impl Sink {
    /// A sink with nothing in it.
    #[must_use]
    pub fn new() -> Sink {
        Sink::default()
    }

    /// Takes the levels by which further findings are told.
    pub(crate) fn take_levels(&mut self, levels: &LintLevels) {
        self.levels.clone_from(levels);
    }

    /// Whether anybody has asked for findings of this kind.
    pub(crate) fn wants(&self, code: Code) -> bool {
        let level = self.levels.get(&code);
        level.is_some_and(|level| *level != LintLevel::Off)
    }

    /// Adds a finding.
    pub fn push(&mut self, mut diagnostic: Diagnostic) {
        match self.levels.get(&diagnostic.code) {
            Some(LintLevel::Off) => return,
            Some(LintLevel::Warn) => diagnostic.severity = Severity::Warning,
            Some(LintLevel::Deny) => diagnostic.severity = Severity::Error,
            None => {}
        }
        let mut covered = None;
        for label in &mut diagnostic.labels {
            if let Some(place) = self.sources.supplied(&label.place) {
                label.place = place;
            } else if let Some(overlaid) = self.overlaid(label) {
                covered = covered.or(Some(overlaid));
            }
        }
        diagnostic.labels.extend(covered);
        let place = diagnostic.labels.first().map(|label| &label.place);
        let is_spoilt = place.is_some_and(|place| self.is_spoilt(place));
        if !is_spoilt && !self.causes.explain_later(&diagnostic) {
            quieten(&mut diagnostic);
            self.found.push(diagnostic);
        }
    }

    /// Points a label at the overlay that says its value, and gives another one for
    /// the text of the document below it.
    fn overlaid(&self, label: &mut Label) -> Option<Label> {
        if matches!(label.on, On::Text(_) | On::File) {
            return None;
        }
        let (written, stretch) = self.sources.overlaid(&label.place)?;
        let place = std::mem::replace(&mut label.place, written);
        Some(Label {
            place,
            text: "an overlay changes this".to_owned(),
            on: On::Text(stretch.range),
        })
    }

    /// Holds back what follows from the errors so far: of what was found, and of what
    /// will be.
    pub(crate) fn hold_back_consequences(&mut self) {
        let causes = Causes::of(&self.found);
        let is_cause = |found: &Diagnostic| !causes.explain(found);
        // Something has to be mended, whatever explains what.
        let has_cause = || self.found.iter().any(|it| it.is_mistake() && is_cause(it));
        if has_cause() || !self.has_errors() {
            self.found.retain(is_cause);
        }
        self.causes = causes;
    }

    /// Whether a schema is of another type than its parts.
    pub(crate) fn doubts_types(&self) -> bool {
        self.causes.doubts_types()
    }

    /// Whether parts of operations and schemas can't be read.
    pub(crate) fn hides_declarations(&self) -> bool {
        self.causes.hides()
    }

    /// Whether any finding is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many findings are of this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        let alike = self.found.iter().filter(|one| one.severity == severity);
        alike.count()
    }

    /// The findings in the order in which they were made.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.found
    }

    /// Notes references to what has an error in it.
    pub(crate) fn note_spoilt(&mut self, references: HashSet<Place>) {
        self.spoilt = references;
    }

    /// Whether a place refers to what has an error in it.
    pub(crate) fn is_spoilt(&self, reference: &Place) -> bool {
        self.spoilt.contains(reference)
    }

    /// The places that have an error in them.
    pub(crate) fn around_errors(&self) -> HashSet<Place> {
        let errors = self.found.iter().filter(|found| found.is_mistake());
        let places = errors.filter_map(|error| error.labels.first());
        let around =
            places.flat_map(|label| iter::successors(Some(label.place.clone()), Place::parent));
        around.collect()
    }

    /// The texts that the findings are about.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Makes a warning of every error of the document so far: what could be
    /// loaded nevertheless can be lived with.
    pub(crate) fn downgrade_errors(&mut self) {
        for found in &mut self.found {
            if found.severity == Severity::Error && !found.code.is_about_configuration() {
                found.severity = Severity::Warning;
            }
        }
    }

    /// Forgets findings that are of no concern any more.
    pub(crate) fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.found.retain(keep);
    }

    /// Gives the texts that the findings are about.
    pub fn attach(&mut self, sources: &Sources) {
        self.sources = sources.clone();
    }

    /// Gives the texts of a document whose values have moved. What was found
    /// before knows the old places and is pinned to their text.
    pub(crate) fn attach_moved(&mut self, sources: &Sources) {
        let before = std::mem::replace(&mut self.sources, sources.clone());
        let moves = sources.moves();
        if moves.is_empty() {
            return;
        }
        for label in self.found.iter_mut().flat_map(|one| &mut one.labels) {
            if moves.origin(&label.place) != label.place {
                pin(label, &before);
            }
        }
    }

    /// The findings sorted by file, line and column, each once.
    #[must_use]
    pub fn sorted(&self) -> Vec<Diagnostic> {
        let mut seen = HashSet::default();
        let mut keyed: Vec<_> = self
            .found
            .iter()
            .filter(|diagnostic| seen.insert(*diagnostic))
            .map(|diagnostic| (self.sort_key(diagnostic), diagnostic))
            .collect();
        keyed.sort_by_key(|(key, _)| *key);
        let sorted = keyed.into_iter().map(|(_, diagnostic)| diagnostic.clone());
        sorted.collect()
    }

    /// The findings sorted by file, line and column, each once.
    #[must_use]
    pub fn into_sorted(self) -> Vec<Diagnostic> {
        self.sorted()
    }

    /// The sorted findings as text.
    #[must_use]
    pub fn render(&self, format: Format) -> String {
        render(&self.sources, &self.sorted(), format)
    }

    fn sort_key(&self, diagnostic: &Diagnostic) -> (u32, usize, usize) {
        let Some(label) = diagnostic.labels.first() else {
            return (0, 0, 0);
        };
        let (line, column) = super::render::locate(&self.sources, label)
            .map_or((0, 0), |stretch| (stretch.line, stretch.column));
        (label.place.file.0, line, column)
    }
}

/// Whatever shows a finding may show all that it says: it may quote a document.
fn quieten(diagnostic: &mut Diagnostic) {
    let labels = diagnostic.labels.iter_mut().map(|label| &mut label.text);
    let texts = labels.chain(&mut diagnostic.help);
    for text in texts.chain([&mut diagnostic.message]) {
        *text = single_line(text);
    }
}

fn pin(label: &mut Label, sources: &Sources) {
    if let Some(stretch) = super::render::locate(sources, label) {
        label.on = On::Text(stretch.range);
    }
}
