//! Names of types: who asks for which, and in what order.

use super::context::LoweringContext;
use super::settings::Effects;
use crate::diagnostics::{Code, Diagnostic, Severity, Sink};
use crate::model::RustIdent;
use crate::names::{Claim, Convention, Scope, reserved, singular};
use crate::tree::{HashMap, HashSet};
use crate::tree::{Node, Place};

/// How many candidates a schema has at most. Each list in a list would double
/// them.
const MOST_CANDIDATES: usize = 8;

/// What a schema without a name of its own may be called: the best candidate
/// first, and the module of the component it belongs to.
#[derive(Debug, Clone)]
pub(super) struct Naming {
    pub candidates: Vec<String>,
    pub module: RustIdent,
}

impl Naming {
    /// For something inside the type `parent`.
    pub fn inside(parent: &RustIdent, member: &str, module: &RustIdent) -> Self {
        Self {
            candidates: vec![format!("{}_{member}", parent.plain())],
            module: module.clone(),
        }
    }

    /// For an item of a list: `tags` holds a `tag`.
    pub fn item(&self) -> Self {
        let singular = self.candidates.iter().map(|name| singular(name));
        let item = self.candidates.iter().map(|name| format!("{name}_item"));
        Self {
            candidates: singular.chain(item).take(MOST_CANDIDATES).collect(),
            module: self.module.clone(),
        }
    }

    /// For a value of a map.
    pub fn value(&self) -> Self {
        let candidates = self
            .candidates
            .iter()
            .map(|name| format!("{name}_value"))
            .collect();
        Self {
            candidates,
            module: self.module.clone(),
        }
    }
}

/// The names of types and modules, which schemas and operations share. Whatever
/// a claim runs into is reported.
pub(super) struct Names<'a> {
    pub(super) context: LoweringContext<'a>,
    sink: &'a mut Sink,
    pub types: Scope<'a>,
    modules: Scope<'a>,
    pub(super) effects: Effects,
    /// Which key of `[rename]` names what stands at a place.
    pub(super) renamed_by: HashMap<Place, String>,
    /// Schemas whose type has the name that the configuration gives it.
    renamed_types: HashSet<Place>,
    /// Parts of operations that have been taken in.
    pub(super) covered: HashSet<Place>,
}

impl<'a> Names<'a> {
    pub fn new(context: LoweringContext<'a>, sink: &'a mut Sink) -> Self {
        Self {
            context,
            sink,
            types: context.scope(Convention::Type, reserved::TYPES, "type", ""),
            modules: context.scope(Convention::Module, &[], "module", ""),
            effects: Effects::default(),
            renamed_by: HashMap::default(),
            renamed_types: HashSet::default(),
            covered: HashSet::default(),
        }
    }

    /// Notes that a part of an operation has been taken in.
    pub fn cover(&mut self, place: &Place) {
        self.covered.insert(place.clone());
    }

    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.sink.push(diagnostic);
    }

    /// The module of a type and of what lies inside it.
    pub fn claim_module(&mut self, name: &RustIdent, place: &Place) -> RustIdent {
        self.modules.claim(&[name.plain()], "schema", place).name
    }

    /// Gives an inline schema its name.
    pub fn claim_inline(&mut self, place: &Place, naming: &Naming) -> RustIdent {
        let item = self.context.ledger.pointer(place);
        self.claim_inline_as(&item, place, naming)
    }

    /// Gives a schema, which others may be made of as well, its name as `item`.
    pub fn claim_inline_as(&mut self, item: &str, place: &Place, naming: &Naming) -> RustIdent {
        let wanted = self
            .context
            .node(place)
            .and_then(|node| node.get("x-rust-name"))
            .and_then(Node::as_str);
        // What is merged into others becomes a type in each; one has the name.
        let renamed = self
            .renamed("", place)
            .filter(|_| self.renamed_types.insert(place.clone()));
        let mut candidates: Vec<&str> = renamed.as_deref().into_iter().chain(wanted).collect();
        candidates.extend(naming.candidates.iter().map(String::as_str));
        let claim = self
            .types
            .claim_as(item, &candidates, "unnamed type", place);
        let original = candidates.first().copied().unwrap_or_default().to_owned();
        self.claimed(claim, "type", &original, place)
    }

    /// Says what a claim ran into: in our own spec a collision is an error, in a
    /// foreign document it is settled and noted.
    pub fn claimed(
        &mut self,
        claim: Claim,
        what: &str,
        original: &str,
        place: &Place,
    ) -> RustIdent {
        // A name that a person has chosen is that name, in any document.
        let chosen = self.renamed_by.get(place);
        let chosen = chosen.map(|key| {
            let configuration = self.context.document.configuration();
            configuration.key("rename").key(key)
        });
        let severity = match &chosen {
            Some(_) => Severity::Error,
            None => self.context.severity(),
        };
        self.explain(&claim, what, original, place);
        self.report_locked(&claim, chosen.as_ref(), place);
        if claim.unusable {
            let message = format!("`{original}` can't be a Rust identifier");
            let diagnostic = Diagnostic::new(severity, Code::UnusableName, message)
                .at(place, format!("this {what} is called `{}`", claim.name))
                .help("give it a name with `x-rust-name`");
            self.report(diagnostic);
        }
        if let Some((wanted, owner)) = &claim.collision {
            let word = place.key("x-rust-name");
            let place = match self.context.node(&word) {
                Some(_) => &word,
                None => place,
            };
            let message = format!("name collision: `{wanted}`");
            let mut diagnostic = Diagnostic::new(severity, Code::NameCollision, message)
                .at(
                    chosen.as_ref().unwrap_or(place),
                    format!(
                        "this {what} would be `{wanted}`, and is called `{}`",
                        claim.name
                    ),
                )
                .help("tell one of them apart with `x-rust-name`");
            diagnostic = match owner {
                Some(owner) => {
                    let taken = diagnostic.also(owner, format!("`{wanted}` is taken by this"));
                    match self.renamed_by.get(owner) {
                        Some(key) if chosen.is_none() => {
                            let configuration = self.context.document.configuration();
                            let by = configuration.key("rename").key(key);
                            taken.also(&by, "which is renamed here")
                        }
                        _ => taken,
                    }
                }
                None => diagnostic.help(format!(
                    "emitted code uses `{wanted}` for itself; choose another with `x-rust-name`"
                )),
            };
            if chosen.is_some() {
                diagnostic = diagnostic
                    .also(place, format!("the {what}"))
                    .help("choose another name in `[rename]`");
            }
            self.report(diagnostic);
        }
        claim.name
    }
}
