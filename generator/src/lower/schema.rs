//! Schemas: which form in Rust a schema takes.

use super::components::Components;
use super::compose::{AllOfKind, AllOfMember};
use super::context::LoweringContext;
use super::lowered::Lowered;
use super::naming::{Names, Naming};
use super::structural::is_nullable;
use super::view::SchemaView;
use super::{DEEP, MAX_DEPTH, docs_of};
use crate::diagnostics::{Code, Diagnostic, Fidelity, Severity};
use crate::grammar::discriminators::Discriminators;
use crate::model::{
    ErrorEnvelope, ReservedTypes, RustIdent, TypeArena, TypeHead, TypeId, TypeKind, TypeRef,
};
use crate::tree::{HashMap, HashSet};
use crate::tree::{IndexMap, Place};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::iter;

/// Which form a schema takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SchemaForm {
    Newtype,
    Enum,
    /// Values of several JSON types.
    Mixed,
    Union,
    Struct,
    /// An array of itself.
    List,
    /// A primitive, a list, a map, free-form JSON, or the same as another.
    Structural,
}

/// A type whose insides are not lowered yet.
#[derive(Debug)]
pub(super) struct Waiting {
    pub(super) id: TypeId,
    form: SchemaForm,
    place: Place,
    name: RustIdent,
    module: RustIdent,
}

/// Makes types of schemas.
pub(super) struct SchemaLowerer<'a> {
    pub(super) context: LoweringContext<'a>,
    pub(super) names: Names<'a>,
    pub(super) components: Components,
    pub(super) discriminators: Discriminators,
    pub(super) types: ReservedTypes,
    /// Schemas that have been lowered, or at least have a name already.
    pub(super) done: HashMap<Place, Lowered>,
    /// Schemas without a name of their own that are being lowered.
    open: HashSet<Place>,
    /// Those of them that won't get a name, the outermost first.
    unnamed: Vec<Place>,
    /// Schemas that an `allOf` merges into others.
    pub(super) merged: HashSet<Place>,
    /// Schemas of entries, each of which is a choice even where there is one value.
    pub(super) choices: HashSet<Place>,
    /// Enums beside which some union takes any other string.
    pub(super) opened: HashSet<TypeId>,
    /// What schemas contribute as members of an `allOf`, as far as it was asked.
    pub(super) parts: RefCell<HashMap<Place, AllOfMember>>,
    /// Types that have a name and wait for their insides.
    pub(super) waiting: VecDeque<Waiting>,
    /// Components that so far are only merged into others.
    pub(super) deferred: IndexMap<Place, Waiting>,
    pub(super) depth: usize,
    /// Structs of objects that all hold for one property.
    pub(super) merges: HashMap<Vec<Place>, TypeId>,
    /// Of the first schema that says `x-error`.
    pub(super) error: Option<ErrorEnvelope>,
}

/// What comes of all schemas.
pub(super) struct LoweredSchemas {
    pub types: TypeArena,
    pub error: Option<ErrorEnvelope>,
    pub covered: HashSet<Place>,
}

impl<'a> SchemaLowerer<'a> {
    pub fn new(context: LoweringContext<'a>, names: Names<'a>, components: Components) -> Self {
        Self {
            context,
            names,
            components,
            discriminators: Discriminators::of(context.document),
            types: ReservedTypes::default(),
            done: HashMap::default(),
            open: HashSet::default(),
            unnamed: Vec::new(),
            merged: HashSet::default(),
            choices: HashSet::default(),
            opened: HashSet::default(),
            parts: RefCell::default(),
            waiting: VecDeque::new(),
            deferred: IndexMap::default(),
            depth: 0,
            merges: HashMap::default(),
            error: None,
        }
    }

    /// Every type, once nothing needs another.
    pub fn finish(mut self) -> LoweredSchemas {
        self.names.report_idle_settings(&self.components);
        self.leave_out_deferred();
        let (mut types, holes) = self.types.finish();
        for id in types.ids() {
            let def = &mut types[id];
            def.merged = def.component.is_some() && self.merged.contains(&def.place);
            if let TypeKind::Enum(known) = &mut def.kind {
                known.extensible |= self.opened.contains(&id);
            }
        }
        super::forms::claim(&mut types, &mut self.names);
        for id in holes {
            let diagnostic = Diagnostic::new(
                Severity::Warning,
                Code::EndlessType,
                "this schema has a name, and nothing could be made of what is in it",
            )
            .at(&types[id].place, "becomes free-form JSON")
            .makes(Fidelity::Wider);
            self.names.report(diagnostic);
        }
        LoweredSchemas {
            covered: self.names.covered,
            types,
            error: self.error,
        }
    }

    /// Lowers the schema or reference at `place`.
    pub(super) fn schema(&mut self, place: &Place, naming: &Naming) -> Lowered {
        let Some(target) = self.context.resolve(place) else {
            return Lowered::plain(TypeRef::Any);
        };
        if let Some(path) = self.components.replacement(self.context, &target) {
            return super::primitive::external(&path);
        }
        if let Some(done) = self.done.get(&target).cloned() {
            self.lower_deferred(&target);
            return done;
        }
        if self.depth >= MAX_DEPTH || !self.open.insert(target.clone()) {
            let known = self.known_so_far(&target, 0);
            return known.unwrap_or_else(|| self.endless(&target));
        }
        self.depth += 1;
        let naming = match self.components.get(&target) {
            Some(component) => component.naming(),
            None => naming.clone(),
        };
        let lowered = self.resolved(&target, &naming);
        self.depth -= 1;
        self.open.remove(&target);
        self.done.insert(target, lowered.clone());
        if self.depth == 0 {
            self.fill_waiting();
        }
        lowered
    }

    /// Whether a schema has been lowered already, or is a component and has a name
    /// of its own.
    pub(super) fn is_known(&self, place: &Place) -> bool {
        let target = self.context.resolve(place);
        target.is_none_or(|target| {
            self.done.contains_key(&target) || self.components.get(&target).is_some()
        })
    }

    /// Lowers the insides of the types that wait for them.
    pub(super) fn fill_waiting(&mut self) {
        self.depth += 1;
        while let Some(waiting) = self.waiting.pop_front() {
            if let Some(view) = self.context.view(&waiting.place) {
                self.fill(waiting, &view);
            }
        }
        self.depth -= 1;
    }

    fn resolved(&mut self, place: &Place, naming: &Naming) -> Lowered {
        let Some(view) = self.context.view(place) else {
            return Lowered::plain(TypeRef::Any);
        };
        self.report_view(&view);
        match self.form(&view) {
            SchemaForm::Structural => {
                self.unnamed.push(place.clone());
                let lowered = self.structural(&view, naming);
                self.unnamed.pop();
                lowered
            }
            form => self.nominal(form, &view, naming),
        }
    }

    /// Says what can't be read of a schema.
    pub(super) fn report_view(&mut self, view: &SchemaView) {
        self.report_unreadable(view);
        self.error_extension(view);
    }

    /// Which form the schema takes. Looks no further than it must.
    pub(super) fn form(&self, view: &SchemaView) -> SchemaForm {
        let shape = &view.shape;
        if view.extension("x-newtype") == Some(&serde_json::Value::Bool(true)) {
            SchemaForm::Newtype
        } else if self.is_nominal_enum(view) {
            SchemaForm::Enum
        } else if !shape.one_of.is_empty() || !shape.any_of.is_empty() {
            if self.mixed(view).is_some() {
                SchemaForm::Mixed
            } else {
                self.union_form(view)
            }
        } else if self.mixed(view).is_some() {
            SchemaForm::Mixed
        } else if self.subtypes(view).is_some() {
            SchemaForm::Union
        } else if !shape.all_of.is_empty() {
            self.all_of_form(view)
        } else if self.has_members(view) {
            SchemaForm::Struct
        } else if self.is_list_of_itself(view) {
            SchemaForm::List
        } else {
            SchemaForm::Structural
        }
    }

    /// A union of one branch is that branch, and one of the same primitive in
    /// other words is that primitive.
    fn union_form(&self, view: &SchemaView) -> SchemaForm {
        if self.only_branch(view).is_some() {
            SchemaForm::Structural
        } else {
            SchemaForm::Union
        }
    }

    fn all_of_form(&self, view: &SchemaView) -> SchemaForm {
        match self.all_of_kind(view, 0) {
            AllOfKind::Wrapper(base) if self.is_subtype(view, &base) => SchemaForm::Struct,
            AllOfKind::Wrapper(_) | AllOfKind::Other => SchemaForm::Structural,
            AllOfKind::Object => SchemaForm::Struct,
            AllOfKind::Union => SchemaForm::Union,
        }
    }

    /// A schema that gets a type of its own: the name first, so that the schema
    /// can refer to itself, then the insides.
    fn nominal(&mut self, form: SchemaForm, view: &SchemaView, naming: &Naming) -> Lowered {
        let (lowered, waiting) = self.reserve(form, view, naming);
        let place = &view.place;
        let can_wait = matches!(form, SchemaForm::Struct | SchemaForm::Union);
        let is_deep = self.depth > DEEP && self.components.contains(place);
        if can_wait && (is_deep || self.would_meet_open(place)) {
            self.waiting.push_back(waiting);
        } else {
            self.fill(waiting, view);
        }
        lowered
    }

    /// Reserves the type of a schema.
    pub(super) fn reserve(
        &mut self,
        form: SchemaForm,
        view: &SchemaView,
        naming: &Naming,
    ) -> (Lowered, Waiting) {
        let place = &view.place;
        let name = match self.components.get(place) {
            Some(component) => component.name.clone(),
            None => self.names.claim_inline(place, naming),
        };
        let module = naming.module.clone();
        let head = self.head(place, name.clone(), module.clone());
        let id = self.types.reserve(head);
        let nullable = match form {
            SchemaForm::Enum => self.constants(view).is_some_and(|known| known.nullable),
            SchemaForm::Mixed => self.mixed(view).is_some_and(|known| known.nullable),
            SchemaForm::Union => is_nullable(view) || self.has_null_branch(view),
            _ => is_nullable(view),
        };
        let lowered = Lowered {
            nullable,
            ..Lowered::plain(TypeRef::Named(id))
        };
        self.done.insert(place.clone(), lowered.clone());
        let waiting = Waiting {
            id,
            form,
            place: place.clone(),
            name,
            module,
        };
        (lowered, waiting)
    }

    /// Whether the insides of the type at `place` may lead to a schema without a
    /// name that is being lowered: one that lies in the type, or in a schema that
    /// is merged into others, this type perhaps, or a component that leads here.
    /// They have to be done first.
    fn would_meet_open(&self, place: &Place) -> bool {
        let around = |open: &Place| iter::successors(open.parent(), Place::parent);
        self.unnamed.iter().any(|open| {
            self.components.contains(open)
                || around(open).any(|outer| outer == *place || self.merged.contains(&outer))
        })
    }

    /// Lowers the insides of a type.
    fn fill(&mut self, waiting: Waiting, view: &SchemaView) {
        let Waiting {
            id,
            form,
            name,
            module,
            ..
        } = waiting;
        let kind = match form {
            SchemaForm::Newtype => self.newtype(view),
            SchemaForm::Enum => {
                self.enumeration(&self.constants(view).unwrap_or_default(), &view.place)
            }
            SchemaForm::Mixed => {
                self.mixed_values(&self.mixed(view).unwrap_or_default(), &view.place)
            }
            SchemaForm::Union => self.union(view, &name, &module),
            SchemaForm::List => self.list_of_itself(view, &name, module),
            SchemaForm::Struct | SchemaForm::Structural => self.object(view, &name, &module),
        };
        self.types.fill(id, kind);
    }

    /// What is known of the type of a schema before its insides are.
    pub(super) fn head(&self, place: &Place, name: RustIdent, module: RustIdent) -> TypeHead {
        let component = self.components.get(place);
        let node = self.context.node(place);
        TypeHead {
            name,
            module,
            component: component.map(|component| component.wire.clone()),
            place: place.clone(),
            docs: node.map(|node| docs_of(node, "title")).unwrap_or_default(),
            examples: node
                .map(|node| super::examples::of_schema(node, place))
                .unwrap_or_default(),
        }
    }
}
