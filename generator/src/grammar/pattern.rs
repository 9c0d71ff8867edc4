//! Patterns, in the syntax that the runtime's library reads.

use regex_syntax::ParserBuilder;
use regex_syntax::hir::Hir;

/// What a pattern means; nothing, if the runtime couldn't read it.
pub(crate) fn pattern_syntax(pattern: &str) -> Option<Hir> {
    let mut parser = ParserBuilder::new().unicode(false).utf8(false).build();
    parser.parse(pattern).ok()
}
