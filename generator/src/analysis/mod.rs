//! What can only be said of the whole: one question a file.
//!
//! [`analyse`] makes an [`Api`] of what was lowered. Each pass reads the model and
//! fills in what it found; none looks at the document again.

mod constructors;
mod contract;
mod conversions;
mod derives;
mod directions;
mod docs;
mod examples;
mod files;
mod omitted;
mod presence;
mod recursion;
mod roots;
mod streams;
mod unions;
mod usage;

use crate::config::Config;
use crate::config::Strictness;
use crate::diagnostics::Sink;
use crate::model::{Api, LoweredApi};

pub(crate) use examples::fits;

/// Runs every pass, in the order in which they need each other.
pub fn analyse(
    lowered: LoweredApi,
    config: &Config,
    strictness: Strictness,
    sink: &mut Sink,
) -> Api {
    let LoweredApi {
        info,
        source,
        profile,
        types,
        groups,
        headers,
        webhooks,
        covered: _,
    } = lowered;
    let mut api = Api {
        info,
        source,
        profile,
        types,
        groups,
        headers,
        webhooks,
        contract: Vec::new(),
    };
    usage::mark(&mut api, &config.selection);
    directions::split(&mut api);
    files::settle(&mut api);
    presence::settle(&mut api);
    constructors::settle(&mut api);
    streams::find_switches(&mut api);
    recursion::box_cycles(&mut api.types);
    docs::shorten(&mut api);
    unions::tell_apart(&mut api, strictness, sink);
    conversions::find(&mut api.types);
    derives::find(&mut api);
    examples::check(&mut api, strictness, sink);
    api.contract = contract::files(&api);
    api
}
