//! Emission: from the model to the parts of files.
//!
//! One construct, one file, one function of the same shape.
//!
//! **Invariant:** emission cannot fail and decides nothing. Every error has
//! been found, every name chosen and every shape settled before it.

mod body;
mod checks;
mod client;
mod constant;
mod constructors;
mod contract;
mod conversions;
mod defaults;
mod derives;
mod description;
mod docs;
mod enums;
mod group;
mod headers;
mod imports;
mod json_schema;
mod library;
mod manifest;
mod mock;
mod module;
mod newtypes;
mod operation;
mod optional;
mod pagination;
mod params;
mod sample;
mod servers;
mod setters;
mod structs;
mod table;
mod tokens;
mod tour;
mod types;
mod unions;
mod uses;
mod value;
mod webhook_signature;
mod webhooks;

pub(crate) use module::{Item, Module};

use crate::config::{Config, PackageOptions};
use crate::model::Api;

/// What emission reads: the model, and what follows from it for every file.
#[derive(Clone, Copy)]
struct Context<'a> {
    api: &'a Api,
    config: &'a Config,
    taken: &'a imports::Taken,
    uses: &'a uses::Uses,
}

impl Context<'_> {
    /// A module of the emitted code, from the root of the crate.
    fn path(self, module: &str) -> String {
        format!("{}::{module}", self.config.module)
    }
}

/// Every module of a crate, each a file.
pub(crate) fn emit(api: &Api, config: &Config) -> Vec<Module> {
    let (taken, uses) = (imports::Taken::of(api), uses::Uses::of(api));
    let context = Context {
        api,
        config,
        taken: &taken,
        uses: &uses,
    };
    let mut modules = types::modules(context);
    modules.extend(group::modules(context));
    modules.push(client::module(context));
    modules.extend(headers::module(context));
    modules.extend(
        api.webhooks
            .as_ref()
            .map(|found| webhooks::module(context, found)),
    );
    modules.push(mock::module(context));
    modules
}

/// The tests of the examples, in a module of the crate.
pub(crate) fn emit_contract(api: &Api, config: &Config) -> Vec<Module> {
    contract_tests(api, config, contract::Home::Module)
}

/// The tests of the examples as a test of a crate of its own, which sees what
/// users of the crate see.
pub(crate) fn emit_contract_test(api: &Api, config: &Config) -> Vec<Module> {
    let module = config.crate_name.replace('-', "_");
    let outside = Config {
        module,
        ..config.clone()
    };
    contract_tests(api, &outside, contract::Home::Test)
}

fn contract_tests(api: &Api, config: &Config, home: contract::Home) -> Vec<Module> {
    if !config.contract_tests {
        return Vec::new();
    }
    let (taken, uses) = (imports::Taken::of(api), uses::Uses::of(api));
    let context = Context {
        api,
        config,
        taken: &taken,
        uses: &uses,
    };
    contract::modules(context, home)
}

/// The root module of code that `include!` brings into a crate.
pub(crate) fn emit_included(api: &Api, config: &Config) -> Module {
    let taken = imports::Taken::of(api);
    library::included(Context {
        api,
        config,
        taken: &taken,
        uses: &uses::Uses::of(api),
    })
}

/// What a crate of its own needs besides: `lib.rs`, and the text of
/// `Cargo.toml`.
pub(crate) fn emit_crate(api: &Api, config: &Config, package: &PackageOptions) -> (Module, String) {
    let (taken, uses) = (imports::Taken::of(api), uses::Uses::of(api));
    let context = Context {
        api,
        config,
        taken: &taken,
        uses: &uses,
    };
    (
        library::library(context),
        manifest::manifest(context, package),
    )
}
