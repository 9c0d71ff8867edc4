//! Emission: from the model to the parts of files.
//!
//! One construct, one file, one function of the same shape.
//!
//! **Invariant:** emission cannot fail and decides nothing. Every error has
//! been found, every name chosen and every shape settled before it.

mod client;
mod contract;
mod docs;
mod enums;
mod group;
mod imports;
mod library;
mod module;
mod newtypes;
mod operation;
mod params;
mod sample;
mod structs;
mod table;
mod tokens;
mod types;
mod unions;
mod webhooks;

pub(crate) use module::{Item, Module};

use crate::config::Config;
use crate::model::Api;

/// What emission reads: the model, and what follows from it for every file.
#[derive(Clone, Copy)]
struct Context<'a> {
    api: &'a Api,
    config: &'a Config,
    taken: &'a imports::Taken,
}

impl Context<'_> {
    /// A module of the emitted code, from the root of the crate.
    fn path(self, module: &str) -> String {
        format!("{}::{module}", self.config.module)
    }
}

/// Every module of a crate, each a file.
pub(crate) fn emit(api: &Api, config: &Config) -> Vec<Module> {
    let taken = imports::Taken::of(api);
    let context = Context {
        api,
        config,
        taken: &taken,
    };
    let mut modules = types::modules(context);
    modules.extend(group::modules(context));
    modules.push(client::module(context));
    modules.extend(
        api.webhooks
            .as_ref()
            .map(|found| webhooks::module(context, found)),
    );
    if config.contract_tests {
        modules.push(contract::module(context));
    }
    modules
}

/// What a crate of its own needs besides: `lib.rs`, and the text of
/// `Cargo.toml`, in which `runtime` is the path of the runtime's crate.
pub(crate) fn emit_crate(api: &Api, config: &Config, runtime: &str) -> (Module, String) {
    let taken = imports::Taken::of(api);
    let context = Context {
        api,
        config,
        taken: &taken,
    };
    (
        library::library(context),
        library::manifest(context, runtime),
    )
}
