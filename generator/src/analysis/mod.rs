//! What can only be said of the whole: one question a file.
//!
//! [`analyse`] makes an [`Api`] of what was lowered. Each pass reads the model and
//! fills in what it found; none looks at the document again.

mod added_derives;
mod checks;
mod constructors;
mod contract;
mod conversions;
mod derives;
mod directions;
mod docs;
mod examples;
mod features;
mod files;
mod omitted;
mod presence;
mod recursion;
mod roots;
mod streams;
mod unions;
mod usage;

use crate::config::Strictness;
use crate::config::{Checks, Config};
use crate::diagnostics::Sink;
use crate::model::{Api, Unanalysed};
use crate::tree::Place;

pub(crate) use examples::{fits, fits_branch};
pub(crate) use features::find as find_features;

/// Runs every pass, in the order in which they need each other. `configuration` is
/// the place of its root, for findings about what it says.
pub fn analyse(
    lowered: Api<Unanalysed>,
    config: &Config,
    configuration: &Place,
    strictness: Strictness,
    sink: &mut Sink,
) -> Api {
    let mut api = lowered.into_analysed();
    unions::break_loops(&mut api.types, sink);
    usage::mark(&mut api, &config.selection);
    directions::split(&mut api);
    files::settle(&mut api);
    presence::settle(&mut api);
    constructors::settle(&mut api);
    streams::find_switches(&mut api);
    recursion::place_boxes(&mut api.types);
    docs::shorten(&mut api);
    unions::tell_apart(&mut api, strictness, sink);
    conversions::find(&mut api.types);
    derives::find(&mut api);
    if config.checks != Checks::Off {
        checks::find(&mut api);
    }
    added_derives::add(&mut api, config, configuration, sink);
    let overfull = examples::check(&mut api, strictness, sink);
    api.stage.contract = contract::files(&api, &overfull);
    api
}
