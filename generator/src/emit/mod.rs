//! Emission: from the model to the parts of files.
//!
//! One construct, one file, one function of the same shape.
//!
//! **Invariant:** emission cannot fail and decides nothing. Every error has
//! been found, every name chosen and every shape settled before it.

mod assertions;
mod body;
mod checks;
mod cli;
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
mod features;
mod group;
mod headers;
mod imports;
mod json_schema;
mod json_text;
mod library;
mod manifest;
mod mock;
mod module;
mod newtypes;
mod operation;
mod optional;
mod pagination;
mod params;
mod polling;
mod sample;
mod servers;
mod setters;
mod structs;
mod table;
mod tokens;
mod tour;
mod types;
mod union_counts;
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

/// A module to be, which whoever renders it calls for. So several can be made at a
/// time, though tokens can't leave their thread.
pub(crate) type PendingModule<'a> = Box<dyn Fn() -> Module + Sync + 'a>;

/// A model that is emitted, and what follows from it for every file.
pub(crate) struct Emission<'a> {
    api: &'a Api,
    config: &'a Config,
    taken: imports::Taken,
    uses: uses::Uses,
}

impl<'a> Emission<'a> {
    pub fn new(api: &'a Api, config: &'a Config) -> Self {
        Self {
            api,
            config,
            taken: imports::Taken::of(api),
            uses: uses::Uses::of(api),
        }
    }

    fn context(&self) -> Context<'_> {
        Context {
            api: self.api,
            config: self.config,
            taken: &self.taken,
            uses: &self.uses,
        }
    }

    /// Every module of a crate, each a file.
    pub fn modules(&self) -> Vec<PendingModule<'_>> {
        let context = self.context();
        let mut parts = types::parts(context);
        parts.extend(group::parts(context));
        parts.push(Box::new(move || client::module(context)));
        if !self.api.headers.is_empty() {
            parts.push(Box::new(move || headers::module(context)));
        }
        if let Some(found) = &self.api.webhooks {
            parts.push(Box::new(move || webhooks::module(context, found)));
        }
        parts.push(Box::new(move || mock::module(context)));
        if self.config.json_schema {
            parts.push(Box::new(move || json_schema::module(context)));
        }
        if let Some(command_line) = &self.api.stage.command_line {
            parts.extend(cli::parts(context, command_line));
        }
        parts
    }

    /// The tests of the examples, in a module of the crate.
    pub fn contract(&self) -> Vec<PendingModule<'_>> {
        contract::parts(self.context(), contract::Home::Module)
    }

    /// The tests of the examples as a test of a crate of its own. They see what its
    /// users see, so the configuration is that of [`outside`].
    pub fn contract_test(&self) -> Vec<PendingModule<'_>> {
        contract::parts(self.context(), contract::Home::Test)
    }

    /// The root module of code that `include!` brings into a crate.
    pub fn included(&self) -> PendingModule<'_> {
        Box::new(|| library::included(self.context()))
    }

    /// The root of a crate of its own.
    pub fn library(&self) -> PendingModule<'_> {
        Box::new(|| library::library(self.context()))
    }

    /// The program of such a crate, where it is to have one.
    pub fn program(&self) -> Vec<PendingModule<'_>> {
        let has_program = self.api.stage.command_line.is_some();
        let program = || cli::program(self.context());
        has_program
            .then(|| -> PendingModule<'_> { Box::new(program) })
            .into_iter()
            .collect()
    }

    /// The text of the `Cargo.toml` of such a crate.
    pub fn manifest(&self, package: &PackageOptions) -> String {
        manifest::manifest(self.context(), package)
    }
}

/// The configuration of code that sees a crate from outside.
pub(crate) fn outside(config: &Config) -> Config {
    Config {
        module: config.crate_name.replace('-', "_"),
        ..config.clone()
    }
}
