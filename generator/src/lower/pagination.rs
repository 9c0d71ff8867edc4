//! How a list comes in pages: told by the configuration, by `x-pagination` or
//! by a link of the document, or else found by the names that lists usually
//! have.

mod infer;
mod resolve;

use super::operations::OperationLowerer;
use crate::config::{Candidate, Selector};
use crate::diagnostics::{Code, Diagnostic};
use crate::grammar::PagingRule;
use crate::model::{Pagination, Parameter, TypeRef};
use crate::tree::Place;
use resolve::RuleMismatch;

/// An operation whose response may be a page.
pub(super) struct Listing<'a> {
    pub place: &'a Place,
    pub id: &'a str,
    pub path: &'a str,
    pub tags: &'a [String],
    /// Every parameter of the operation.
    pub parameters: Vec<&'a Parameter>,
}

impl OperationLowerer<'_> {
    pub(super) fn pagination(
        &mut self,
        listing: &Listing<'_>,
        page: Option<&TypeRef>,
    ) -> Option<Pagination> {
        match self.configured(listing, page) {
            Configured::Pages(pagination) => return Some(*pagination),
            Configured::NoPages => return None,
            Configured::Unsaid => {}
        }
        let place = listing.place.key("x-pagination");
        if let Some(node) = self.context.node(&place) {
            // Validation has told what is wrong with it.
            let rule = PagingRule::read(node)?;
            let resolved = self.resolve_rule(listing, page, &rule);
            return resolved
                .map_err(|mismatch| self.report_misfit(&place, &mismatch))
                .ok();
        }
        let page = page?;
        let found = self.find_paging(listing, page);
        let mut resolved = found
            .iter()
            .filter_map(|rule| self.resolve_rule(listing, Some(page), rule).ok());
        resolved.next()
    }

    /// What the configuration says. A rule for many operations is for those
    /// that it fits; one for a single operation has to fit.
    fn configured(&mut self, listing: &Listing<'_>, page: Option<&TypeRef>) -> Configured {
        let tags: Vec<&str> = listing.tags.iter().map(String::as_str).collect();
        let candidate = Candidate {
            tags: &tags,
            path: listing.path,
            id: listing.id,
        };
        let rules = &self.context.config.pagination;
        let naming = self.paging.naming(&candidate).into_iter();
        for (selector, rule) in naming.filter_map(|position| rules.get(position)) {
            let Some(rule) = rule else {
                self.note_pagination(selector);
                return Configured::NoPages;
            };
            match self.resolve_rule(listing, page, rule) {
                Ok(pagination) => {
                    self.note_pagination(selector);
                    return Configured::Pages(Box::new(pagination));
                }
                Err(mismatch) if matches!(selector, Selector::Operation(_)) => {
                    let message = format!(
                        "the pagination that the configuration has for `{selector}` does not fit"
                    );
                    let said = self.context.document.configuration().key("pagination");
                    let diagnostic = Diagnostic::error(Code::PaginationPointer, message)
                        .at_key(
                            &said.key(&selector.to_string()),
                            format!("{}: {}", mismatch.key(), mismatch.reason),
                        )
                        .also(listing.place, "of this operation");
                    self.note_pagination(selector);
                    self.names().report(diagnostic);
                    return Configured::NoPages;
                }
                Err(_) => {}
            }
        }
        Configured::Unsaid
    }

    fn note_pagination(&mut self, selector: &Selector) {
        let effects = &mut self.names().effects;
        effects.note("pagination", selector.to_string());
    }

    fn report_misfit(&mut self, place: &Place, mismatch: &RuleMismatch) {
        let at = mismatch
            .keys
            .iter()
            .fold(place.clone(), |place, key| place.key(key));
        let diagnostic = Diagnostic::error(
            Code::PaginationPointer,
            "`x-pagination` does not fit the operation",
        )
        .at(&at, mismatch.reason)
        .help("places in the response and in a body are JSON pointers such as `/pages/next`; other names are those of parameters");
        self.names().report(diagnostic);
    }
}

/// What the configuration says of an operation.
enum Configured {
    Pages(Box<Pagination>),
    NoPages,
    Unsaid,
}
