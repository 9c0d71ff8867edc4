//! Why something was not generated.

use crate::diagnostics::{Diagnostic, Sink};
use crate::load::Document;
use crate::tree::HashMap;
use crate::tree::Place;
use std::cell::OnceCell;

/// The worst finding at each place or below it; sought only if something was
/// skipped.
pub(super) struct Reasons<'a> {
    at: OnceCell<HashMap<Place, &'a Diagnostic>>,
    document: &'a Document,
    sink: &'a Sink,
}

/// A finding further down than this is not what keeps an operation from being
/// generated.
const MOST_TOKENS: usize = 8;

impl<'a> Reasons<'a> {
    pub(super) fn of(document: &'a Document, sink: &'a Sink) -> Reasons<'a> {
        Reasons {
            at: OnceCell::new(),
            document,
            sink,
        }
    }

    pub(super) fn find(&self, place: &Place) -> Option<&'a Diagnostic> {
        let at = self.at.get_or_init(|| worst(self.sink));
        let origin = self.document.sources().origin(place);
        [place, &origin]
            .into_iter()
            .find_map(|place| at.get(place).copied())
    }
}

fn worst(sink: &Sink) -> HashMap<Place, &Diagnostic> {
    let mut at: HashMap<Place, &Diagnostic> = HashMap::default();
    for finding in sink.diagnostics() {
        let mut around = finding.labels.first().map(|label| label.place.clone());
        while let Some(place) = around {
            around = place.parent();
            if place.pointer.depth() > MOST_TOKENS {
                continue;
            }
            at.entry(place)
                .and_modify(|known| {
                    if finding.severity < known.severity {
                        *known = finding;
                    }
                })
                .or_insert(finding);
        }
    }
    at
}
