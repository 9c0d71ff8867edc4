//! What can only be said of the whole: one question a file.
//!
//! Each pass reads the model and fills in what it found; none looks at the
//! document again.

mod constructors;
mod docs;
mod examples;
mod files;
mod presence;
mod recursion;
mod unions;
mod usage;

use crate::config::Config;
use crate::config::Strictness;
use crate::diagnostics::Sink;
use crate::model::Api;

pub(crate) use examples::fits;
pub(crate) use usage::held;

/// Runs every pass, in the order in which they need each other.
pub fn analyse(api: &mut Api, config: &Config, strictness: Strictness, sink: &mut Sink) {
    usage::mark(api, &config.selection);
    files::settle(api);
    presence::settle(api);
    constructors::settle(api);
    recursion::box_cycles(&mut api.types);
    docs::shorten(api);
    unions::tell_apart(api, strictness, sink);
    examples::check(api, strictness, sink);
}
