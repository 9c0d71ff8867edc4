//! Which traits do the members of a type allow it to derive?
//!
//! A type that holds itself has what all others that it holds have. So each is taken to
//! have a trait until one of its members has not, and then all that hold it have not
//! either.

use crate::model::{
    Api, Derive, EnumValues, ParamsType, Primitive, TypeArena, TypeDef, TypeId, TypeKind, TypeRef,
    type_text,
};

pub(super) fn find(api: &mut Api) {
    let holders = holders(&api.types);
    let ids: Vec<TypeId> = api.types.ids().collect();
    for derive in Derive::ALL {
        let lacking = lacking(&api.types, &holders, derive);
        for id in ids.iter().filter(|id| !has(&lacking, **id)) {
            api.types[*id].derives.push(derive);
        }
    }
    let types = &api.types;
    let groups = api.groups.iter_mut();
    let operations = groups.flat_map(|group| &mut group.operations);
    for params in operations.filter_map(|operation| operation.optional.as_mut()) {
        params.derives = of_params(types, params);
    }
}

/// The traits that all parameters have. Nobody copies a struct of options.
fn of_params(types: &TypeArena, params: &ParamsType) -> Vec<Derive> {
    let mut derives = vec![Derive::Eq, Derive::Hash];
    derives.retain(|derive| {
        let mut fields = params.fields.iter();
        fields.all(|field| {
            let of_ours = field
                .ty
                .named()
                .is_none_or(|id| types[id].derives.contains(derive));
            of_ours && allows(&field.ty, *derive)
        })
    });
    derives
}

/// For each type the types that hold it.
pub(super) fn holders(types: &TypeArena) -> Vec<Vec<TypeId>> {
    let mut holders = vec![Vec::new(); types.len()];
    for (id, def) in types.iter() {
        for held in def.kind.held().filter_map(TypeRef::named) {
            if let Some(holders) = holders.get_mut(held.index()) {
                holders.push(id);
            }
        }
    }
    holders
}

/// Which types have an order, where some are asked to have one.
pub(super) struct Ordering(Vec<bool>);

impl Ordering {
    pub(super) fn of(types: &TypeArena, derive: Derive, is_asked: impl Fn(TypeId) -> bool) -> Self {
        let own = types.iter().filter(|(id, def)| {
            let compound = is_compound(&def.kind) && !is_asked(*id);
            compound || !members_allow(&def.kind, derive)
        });
        let own = own.map(|(id, _)| id).collect();
        Self(spread(&holders(types), own))
    }

    pub(super) fn has(&self, id: TypeId) -> bool {
        !has(&self.0, id)
    }
}

/// What keeps a type from having a trait, in words.
pub(super) fn obstacle(
    types: &TypeArena,
    def: &TypeDef,
    derive: Derive,
    has: impl Fn(TypeId) -> bool,
) -> String {
    let blocks = |ty: &TypeRef| !allows(ty, derive) || ty.named().is_some_and(|id| !has(id));
    let text = |ty: &TypeRef| type_text(types, ty);
    let found = match &def.kind {
        TypeKind::Struct(body) => {
            let mut fields = body.fields.iter();
            let field = fields.find(|field| blocks(&field.ty));
            field.map(|field| (&field.name, text(&field.ty)))
        }
        TypeKind::Union(body) => {
            let mut variants = body.variants.iter();
            let variant = variants.find(|variant| blocks(&variant.ty));
            variant.map(|variant| (&variant.name, text(&variant.ty)))
        }
        TypeKind::Newtype(newtype) => {
            return format!("`{}` holds `{}`", def.name, newtype.inner.rust_name());
        }
        TypeKind::Enum(_) | TypeKind::Alias(_) => None,
    };
    match found {
        Some((name, ty)) => format!("`{name}` of `{}` is `{ty}`", def.name),
        None => format!("`{}` keeps what the document doesn't know", def.name),
    }
}

/// Which types lack a trait, by their ids.
fn lacking(types: &TypeArena, holders: &[Vec<TypeId>], derive: Derive) -> Vec<bool> {
    let own = types.iter().filter(|(_, def)| !of_kind(&def.kind, derive));
    spread(holders, own.map(|(id, _)| id).collect())
}

/// The types that lack a trait, and with them those that hold one of them.
pub(super) fn spread(holders: &[Vec<TypeId>], mut open: Vec<TypeId>) -> Vec<bool> {
    let mut lacking = vec![false; holders.len()];
    while let Some(id) = open.pop() {
        let Some(slot) = lacking.get_mut(id.index()).filter(|slot| !**slot) else {
            continue;
        };
        *slot = true;
        open.extend(holders.get(id.index()).into_iter().flatten());
    }
    lacking
}

fn has(lacking: &[bool], id: TypeId) -> bool {
    lacking.get(id.index()).copied().unwrap_or(true)
}

/// Whether a type could have the trait if all of ours that it holds have it.
fn of_kind(kind: &TypeKind, derive: Derive) -> bool {
    // The order in which members are declared orders no values, and deriving it costs
    // whoever compiles the crate.
    !(is_compound(kind) && derive == Derive::Ord) && members_allow(kind, derive)
}

fn is_compound(kind: &TypeKind) -> bool {
    matches!(kind, TypeKind::Struct(_) | TypeKind::Union(_))
}

fn members_allow(kind: &TypeKind, derive: Derive) -> bool {
    let members = kind.held().all(|ty| allows(ty, derive));
    members
        && match kind {
            // A constant that is kept may be any JSON, and a map is none to copy.
            TypeKind::Struct(def) => {
                let mut constants = def.constants.iter();
                let keeps = constants.any(|constant| constant.kept.is_some());
                (!keeps || of_json(derive)) && (def.rest.is_none() || derive != Derive::Copy)
            }
            TypeKind::Union(def) => def.unknown.is_none() || of_json(derive),
            TypeKind::Enum(def) => match def.values {
                EnumValues::Strings(_) => def.unknown.is_none() || derive != Derive::Copy,
                EnumValues::Integers(_) => true,
            },
            TypeKind::Newtype(newtype) => of_primitive(newtype.inner, derive),
            TypeKind::Alias(_) => true,
        }
}

/// Whether a use of a type allows the trait, but for what ours in it say.
fn allows(ty: &TypeRef, derive: Derive) -> bool {
    let on_the_heap = matches!(ty, TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Boxed(_));
    if on_the_heap && derive == Derive::Copy {
        return false;
    }
    match ty {
        TypeRef::Primitive(primitive) => of_primitive(*primitive, derive),
        TypeRef::Any => of_json(derive),
        // What it has is not ours to see.
        TypeRef::External(_) => false,
        TypeRef::Named(_) => true,
        TypeRef::List(inner)
        | TypeRef::Map(inner)
        | TypeRef::Optional(inner)
        | TypeRef::Boxed(inner) => allows(inner, derive),
    }
}

fn of_json(derive: Derive) -> bool {
    matches!(derive, Derive::Eq | Derive::Hash)
}

fn of_primitive(primitive: Primitive, derive: Derive) -> bool {
    match primitive {
        Primitive::F32 | Primitive::F64 => {
            matches!(derive, Derive::Copy | Derive::PartialOrd)
        }
        Primitive::String | Primitive::Scalar(_) => derive != Derive::Copy,
        Primitive::File => false,
        _ => true,
    }
}
