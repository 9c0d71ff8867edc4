//! Objects: properties become fields.

use super::components::ComponentName;
use super::context::LoweringContext;
use super::demands;
use super::lowered::Lowered;
use super::naming::Naming;
use super::schema::SchemaLowerer;
use super::view::SchemaView;
use crate::config::Strictness;
use crate::diagnostics::{Code, Diagnostic, Fidelity};
use crate::grammar::FOREIGN_NULL;
use crate::model::{
    Access, Demand, Docs, Field, FieldShape, MAX_ARGUMENTS, Presence, Primitive, Rest, RustIdent,
    SparseSpec, StructDef, TypeKind, TypeRef, WireName,
};
use crate::names::{Convention, Scope, reserved};
use crate::tree::{HashSet, IndexMap, IndexSet, Node, Place};
use serde_json::Value;
use std::rc::Rc;

/// What an object says, with all that `allOf` brings in.
#[derive(Debug, Clone, Default)]
pub(super) struct ObjectShape {
    /// Each property and the places that declare it, the last one being the
    /// most specific.
    pub properties: IndexMap<String, Vec<Place>>,
    pub required: IndexSet<String>,
    /// Which members go together, and how many there are at least.
    pub demands: Vec<Demand>,
    pub fewest: Option<usize>,
    /// The view that says what goes beside the declared properties.
    pub additional: Option<Rc<SchemaView>>,
    /// `additionalProperties: false` somewhere.
    pub closed: bool,
    /// `x-lenient: name`.
    pub bare: Option<(String, Place)>,
    /// The members that discriminators tell this object by, and their values.
    pub tags: Vec<(String, String)>,
    /// The member that has one of several values for this object.
    pub tag_choice: Option<(String, Vec<String>)>,
    /// What is read as this may be one of its subtypes, and have their members.
    pub is_extended: bool,
    /// Unions among the `allOf`.
    pub unions: Vec<Place>,
    /// The schemas that were taken in.
    pub taken: HashSet<Place>,
}

impl SchemaLowerer<'_> {
    pub(super) fn object(
        &mut self,
        view: &SchemaView,
        name: &RustIdent,
        module: &RustIdent,
    ) -> TypeKind {
        let mut shape = ObjectShape::default();
        self.collect(&view.place, &mut shape);
        self.open_branches(view, &mut shape);
        self.demand_undeclared(view, &mut shape);
        self.tell_tags(&view.place, &mut shape);
        shape.is_extended = self.discriminators.has_tagged_subtypes(&view.place);
        TypeKind::Struct(self.structure(&shape, name, module, &view.place))
    }

    /// What `required` names without declaring it is one of the additional members,
    /// where there may be such, or else may be anything.
    fn demand_undeclared(&mut self, view: &SchemaView, shape: &mut ObjectShape) {
        let declared = &shape.properties;
        let demanded = shape.demands.iter().flat_map(Demand::members);
        let names = shape.required.iter().map(String::as_str).chain(demanded);
        let names: IndexSet<String> = names
            .filter(|name| !declared.contains_key(*name))
            .map(str::to_owned)
            .collect();
        for name in names {
            let places = shape.additional.as_ref();
            let places = places.map(|view| view.place.key("additionalProperties"));
            if places.is_none() && self.context.strictness == Strictness::Lenient {
                let message = format!("`required` names `{name}`, which is no property");
                let always = shape.required.contains(&name);
                let (meaning, fidelity) = if shape.closed {
                    (
                        "left out: no other properties may be there",
                        Fidelity::Wider,
                    )
                } else if always {
                    (
                        "taken for any JSON: null where nobody gives it",
                        Fidelity::Faithful,
                    )
                } else {
                    ("taken for any JSON", Fidelity::Faithful)
                };
                let required = self.required_of(&view.place);
                let place = if always { &required } else { &view.place };
                let diagnostic = Diagnostic::note(Code::MissingProperty, message)
                    .at(place, meaning)
                    .makes(fidelity);
                self.names.report(diagnostic);
            }
            if !shape.closed || places.is_some() {
                shape.properties.insert(name, places.into_iter().collect());
            }
        }
    }

    /// Makes fields of a collected object.
    pub(super) fn structure(
        &mut self,
        shape: &ObjectShape,
        name: &RustIdent,
        module: &RustIdent,
        place: &Place,
    ) -> StructDef {
        // `new` is the constructor of request types, and a field's setter
        // bears the field's name.
        let owner = self.context.ledger.owner(name.plain());
        let context = self.context;
        let mut scope = context.scope(Convention::Value, reserved::FIELDS, "field", &owner);
        let required_names = demands::required(&shape.required, &shape.demands);
        let mut fields = Vec::new();
        for (at, wire, places) in in_order_of_names(&shape.properties) {
            let required = required_names.contains(wire);
            let field = match places.last() {
                Some(last) => {
                    let home = self.home(last, place).filter(|_| shape.taken.len() > 1);
                    let (parent, module) = home
                        .as_ref()
                        .map_or((name, module), |it| (&it.name, &it.module));
                    self.field(&mut scope, wire, places, required, parent, module)
                }
                None => Some(self.undeclared(&mut scope, wire, place, required)),
            };
            let field = field.map(|field| self.tagged(field, shape, (name, module)));
            fields.extend(field.map(|field| (at, field)));
        }
        fields.sort_by_key(|(at, _)| *at);
        let mut fields: Vec<Field> = fields.into_iter().map(|(_, field)| field).collect();
        let bare = shape
            .bare
            .as_ref()
            .and_then(|bare| self.bare_field(bare, &fields));
        let rest = self.rest(shape, &mut scope, name, module);
        for field in &mut fields {
            let text = format!("clear_{}", field.name.plain());
            let claim = scope.claim_as(field.wire.as_str(), &[&text], "clear", &field.place);
            field.clear_name = Some(claim.name);
        }
        let required_name = may_need_names(&fields).then(|| {
            let wanted = format!("{}_required", name.plain());
            let longer = format!("{wanted}_fields");
            let types = &mut self.names.types;
            types
                .claim_as(&owner, &[&wanted, &longer], "required", place)
                .name
        });
        let fewest = shape.fewest.filter(|least| *least > shape.required.len());
        StructDef {
            required_name,
            fields,
            constants: Vec::new(),
            tags: shape
                .tags
                .iter()
                .map(|(wire, _)| WireName::new(wire))
                .collect(),
            omitted: Vec::new(),
            demands: shape
                .demands
                .iter()
                .filter(|demand| demands::says_more(demand, &required_names))
                .map(|demand| demands::where_required(demand, &required_names))
                .chain(fewest.map(Demand::AtLeast))
                .collect(),
            bare,
            rest,
        }
    }

    /// The component to which a property belongs that an object has by `allOf`: what is
    /// written out there is called after it.
    pub(super) fn home(&self, property: &Place, object: &Place) -> Option<ComponentName> {
        let mut holder = property.parent()?.parent()?;
        while holder != *object {
            if let Some(component) = self.components.get(&holder) {
                return Some(component.clone());
            }
            let list = holder.parent()?;
            holder = list
                .parent()
                .filter(|_| list.pointer.last() == Some("allOf"))?;
        }
        None
    }

    fn field(
        &mut self,
        scope: &mut Scope<'_>,
        wire: &str,
        places: &[Place],
        required: bool,
        parent: &RustIdent,
        module: &RustIdent,
    ) -> Option<Field> {
        let place = places.last()?;
        let wanted = self
            .context
            .node(place)
            .and_then(|node| node.get("x-rust-name")?.as_str());
        let wanted = wanted.filter(|_| self.context.is_primitive_like(place));
        let renamed = self.names.renamed("", place);
        let renamed = renamed.as_deref().into_iter();
        let candidates: Vec<&str> = renamed.chain(wanted).chain([wire]).collect();
        let claim = scope.claim_as(wire, &candidates, "field", place);
        let name = self.names.claimed(claim, "property", wire, place);
        let naming = Naming::inside(parent, wire, module);
        let Lowered {
            ty,
            codec,
            nullable,
            constant,
        } = self.declared(places, place, &naming);
        let says = |place: &Place, key: &str| {
            let node = self.context.node(place);
            node.is_some_and(|node| node.get(key) == Some(&Node::Bool(true)))
        };
        let target = self.context.resolve(place);
        let foreign = target.is_some_and(|target| says(&target, FOREIGN_NULL));
        Some(Field {
            name,
            clear_name: None,
            wire: WireName::new(wire),
            docs: self.docs_of_member(place, &ty),
            ty,
            presence: Presence::of(required, nullable || says(place, "nullable")),
            foreign_null: foreign || says(place, FOREIGN_NULL),
            access: self.context.document.access(places),
            shape: FieldShape::default(),
            codec,
            constant,
            value: self.context.value_spec(place).into(),
            preset: None,
            place: place.clone(),
        })
    }

    fn docs_of_member(&self, place: &Place, ty: &TypeRef) -> Docs {
        let docs = self.context.docs_at(place);
        let own = docs.description.clone();
        let description = own.or_else(|| self.context.said_by_branches(place, ty));
        Docs {
            description,
            ..docs
        }
    }

    /// A member of which nothing is said, or by each branch of a union something else.
    fn undeclared(
        &mut self,
        scope: &mut Scope<'_>,
        wire: &str,
        object: &Place,
        required: bool,
    ) -> Field {
        let place = self.required_of(object);
        let claim = scope.claim_as(wire, &[wire], "field", &place);
        Field {
            name: self.names.claimed(claim, "property", wire, &place),
            clear_name: None,
            wire: WireName::new(wire),
            ty: TypeRef::Any,
            presence: Presence::of(required, true),
            foreign_null: false,
            access: Access::Both,
            shape: FieldShape::default(),
            codec: None,
            docs: Docs::default(),
            constant: None,
            value: SparseSpec::default(),
            preset: None,
            place,
        }
    }

    /// Where an object says what is required, or the object, if others say so for it.
    fn required_of(&self, object: &Place) -> Place {
        let list = object.key("required");
        match self.context.node(&list) {
            Some(_) => list,
            None => object.clone(),
        }
    }

    fn bare_field(
        &mut self,
        (wire, place): &(String, Place),
        fields: &[Field],
    ) -> Option<RustIdent> {
        let field = fields.iter().find(|field| field.wire.as_str() == wire);
        let every_optional = fields.iter().all(|field| !field.presence.is_required());
        match field {
            Some(field) if every_optional => Some(field.name.clone()),
            _ => {
                let diagnostic = Diagnostic::error(
                    Code::ExtensionValue,
                    "`x-lenient` on an object names the property that a bare string stands for",
                )
                .at(
                    &place.key("x-lenient"),
                    format!("`{wire}` can't be that property"),
                )
                .help("name one of the object's properties, none of which may be required");
                self.names.report(diagnostic);
                None
            }
        }
    }

    /// The field for what isn't declared.
    fn rest(
        &mut self,
        shape: &ObjectShape,
        scope: &mut Scope<'_>,
        name: &RustIdent,
        module: &RustIdent,
    ) -> Option<Rest> {
        let value = match &shape.additional {
            Some(view) => {
                let naming = Naming::inside(name, "additional", module);
                super::primitive::without_external(self.additional(view, &naming).ty)
            }
            None if self.context.config.unknown_fields == crate::config::UnknownFields::Keep
                && !shape.closed =>
            {
                crate::model::TypeRef::Any
            }
            None if shape.is_extended && !shape.closed => crate::model::TypeRef::Any,
            None => return None,
        };
        let place = shape
            .additional
            .as_ref()
            .map(|view| view.place.clone())
            .unwrap_or_default();
        let name = scope
            .claim_as("*", &["extra", "additional_properties"], "extra", &place)
            .name;
        Some(Rest { name, value })
    }
}

impl LoweringContext<'_> {
    /// On a property whose schema gets a type of its own, `x-rust-name` is the
    /// name of that type; everywhere else it is the field's.
    fn is_primitive_like(&self, place: &Place) -> bool {
        let Some(node) = self.node(place) else {
            return false;
        };
        let has = |key| node.get(key).is_some();
        !(has("properties") || has("enum") || has("oneOf") || has("anyOf"))
    }
}

/// The properties, each with its index, in the order in which they get their names: `@id` is
/// not called `id` where there is one.
fn in_order_of_names(
    properties: &IndexMap<String, Vec<Place>>,
) -> impl Iterator<Item = (usize, &String, &Vec<Place>)> {
    let gives_way = |wire: &str| {
        let plain = wire.trim_start_matches(|c: char| !c.is_alphanumeric());
        plain != wire && properties.contains_key(plain)
    };
    let all = properties.iter().enumerate();
    let all = all.map(|(at, (wire, places))| (at, wire, places));
    let (last, first): (Vec<_>, Vec<_>) = all.partition(|(_, wire, _)| gives_way(wire));
    first.into_iter().chain(last)
}

/// Whether a constructor of these fields may have too many arguments, or two
/// flags side by side. What a named type is may not be known yet.
fn may_need_names(fields: &[Field]) -> bool {
    let required = || fields.iter().filter(|field| field.presence.is_required());
    let flag = |ty: &TypeRef| {
        matches!(
            ty,
            TypeRef::Named(_) | TypeRef::Primitive(Primitive::Boolean)
        )
    };
    required().count() > MAX_ARGUMENTS || required().filter(|field| flag(&field.ty)).count() > 1
}

/// The name that `x-lenient` gives on an object.
pub(super) fn bare_name(view: &SchemaView) -> Option<(String, Place)> {
    match view.extension("x-lenient") {
        Some(Value::String(name)) => Some((name.clone(), view.place.clone())),
        _ => None,
    }
}
