//! Names that something wants and nothing declares, told where the slip is.

use crate::diagnostics::{Diagnostic, On};
use crate::tree::Place;

/// The places that want one name, which is not declared.
pub(super) struct WantedName<'a> {
    pub(super) name: &'a str,
    pub(super) places: Vec<Place>,
    /// What of each place says the name.
    pub(super) on: On,
}

/// The declared name that was probably meant.
pub(super) struct DeclaredName<'a> {
    pub(super) name: &'a str,
    pub(super) at: Place,
    /// What of the place says it.
    pub(super) on: On,
    /// What is to be said of it, if nothing wants it by its own name.
    pub(super) unwanted: Option<&'static str>,
}

impl WantedName<'_> {
    /// Points a finding at the places that want the name, or at what is declared by
    /// another one, if several miss it and nothing else wants that.
    pub(super) fn point(
        &self,
        finding: Diagnostic,
        why: &str,
        meant: Option<&DeclaredName<'_>>,
    ) -> Diagnostic {
        let Some((first, others)) = self.places.split_first() else {
            return finding;
        };
        let on =
            |finding: Diagnostic, at: &Place, text: &str| finding.on(at, self.on.clone(), text);
        let unwanted = meant.and_then(|meant| Some((meant, meant.unwanted?)));
        if let Some((meant, said)) = unwanted.filter(|_| !others.is_empty()) {
            let finding = finding.on(&meant.at, meant.on.clone(), said);
            let finding = self
                .places
                .iter()
                .fold(finding, |finding, at| on(finding, at, "wanted here"));
            return finding.did_you_mean(self.name);
        }
        let mut finding = others.iter().fold(on(finding, first, why), |finding, at| {
            on(finding, at, "and here")
        });
        if let Some((meant, said)) = unwanted {
            let label = format!("{said}: is it the misspelt one?");
            finding = finding.on(&meant.at, meant.on.clone(), label);
        }
        match meant {
            Some(meant) => finding.did_you_mean(meant.name),
            None => finding,
        }
    }
}
