//! A rule for pages held against an operation.

use super::super::MAX_DEPTH;
use super::super::operations::OperationLowerer;
use super::Listing;
use crate::grammar::{Carrier, PagingRule, TurnRule};
use crate::model::{
    CursorPlace, FieldStep, Location, Pagination, StructDef, Turn, TypeKind, TypeRef,
};
use crate::tree::{Place, Pointer};

/// Why a rule does not fit an operation.
pub(super) struct RuleMismatch {
    /// The keys of the rule that lead to what does not fit.
    pub keys: &'static [&'static str],
    pub reason: &'static str,
}

impl RuleMismatch {
    /// The keys as one name.
    pub fn key(&self) -> String {
        match self.keys {
            [] => "pages".to_owned(),
            keys => format!("`{}`", keys.join(".")),
        }
    }
}

fn mismatch<T>(keys: &'static [&'static str], reason: &'static str) -> Result<T, RuleMismatch> {
    Err(RuleMismatch { keys, reason })
}

const LOST: &str = "is not in the response";

impl OperationLowerer<'_> {
    pub(super) fn resolve_rule(
        &self,
        listing: &Listing<'_>,
        page: Option<&TypeRef>,
        rule: &PagingRule,
    ) -> Result<Pagination, RuleMismatch> {
        let Some(page) = page else {
            return mismatch(&[], "a paginated operation needs one JSON response type");
        };
        let Some((items, item)) = self.items(page, &rule.items) else {
            return mismatch(&["items"], "is not an array in the response");
        };
        let leads = |from: &TypeRef, pointer: &str| self.leads(from, pointer).is_some();
        if let Some(more) = &rule.more
            && !leads(page, more)
        {
            return mismatch(&["more"], LOST);
        }
        let turn = match &rule.turn {
            TurnRule::Cursor { next, .. } if !leads(page, next) => {
                return mismatch(&["next"], LOST);
            }
            TurnRule::Url { next } if !leads(page, next) => return mismatch(&["url"], LOST),
            TurnRule::LastItem { member, .. } if !leads(&item, member) => {
                return mismatch(&["last"], "leads to nothing that an item has");
            }
            TurnRule::Cursor { next, to } => Turn::Cursor(
                next.clone(),
                self.carrier(listing, to, &["cursor", "name"])?,
            ),
            TurnRule::LastItem { member, to } => Turn::LastItem(
                member.clone(),
                self.carrier(listing, to, &["cursor", "name"])?,
            ),
            TurnRule::Page { first, to } => {
                Turn::Page(*first, self.carrier(listing, to, &["page", "name"])?)
            }
            TurnRule::Offset { to } => {
                Turn::Offset(self.carrier(listing, to, &["offset", "name"])?)
            }
            TurnRule::Url { next } => Turn::Url(next.clone()),
            TurnRule::Link => Turn::Link,
        };
        Ok(Pagination {
            items,
            list: rule.items.clone(),
            item,
            more: rule.more.clone(),
            turn,
        })
    }

    /// What of the request carries the cursor, if the operation has it.
    fn carrier(
        &self,
        listing: &Listing<'_>,
        carrier: &Carrier,
        keys: &'static [&'static str],
    ) -> Result<CursorPlace, RuleMismatch> {
        let has = |location: Location, name: &str| {
            let mut known = listing.parameters.iter();
            known.any(|parameter| {
                parameter.location == location
                    && match location {
                        Location::Header => parameter.wire.as_str().eq_ignore_ascii_case(name),
                        _ => parameter.wire.as_str() == name,
                    }
            })
        };
        match carrier {
            Carrier::Body(pointer) if self.body_has(&listing.place.key("requestBody"), pointer) => {
                Ok(CursorPlace::Body(pointer.clone()))
            }
            Carrier::Query(name) if has(Location::Query, name) => {
                Ok(CursorPlace::Query(name.clone()))
            }
            Carrier::Header(name) if has(Location::Header, name) => {
                Ok(CursorPlace::Header(name.clone()))
            }
            Carrier::Body(_) => mismatch(keys, "does not lead to a member of the request body"),
            Carrier::Query(_) => mismatch(keys, "is no query parameter of the operation"),
            Carrier::Header(_) => mismatch(keys, "is no header parameter of the operation"),
        }
    }

    /// The fields that a JSON pointer passes, and the type of the list's items.
    pub(super) fn items(&self, page: &TypeRef, pointer: &str) -> Option<(Vec<FieldStep>, TypeRef)> {
        let mut here = self.real(page)?;
        let mut steps = Vec::new();
        for token in pointer.parse::<Pointer>().ok()?.tokens() {
            let def = self.struct_of(&here)?;
            let field = def
                .fields
                .iter()
                .find(|field| field.wire.as_str() == token)?;
            steps.push(FieldStep {
                name: field.name.clone(),
                wire: field.wire.clone(),
            });
            here = self.real(&field.ty)?;
        }
        match here {
            TypeRef::List(item) => Some((steps, *item)),
            _ => None,
        }
    }

    /// Whether a JSON pointer, seen from a type, leads to something that it has,
    /// or may have where the document does not describe it.
    fn leads(&self, from: &TypeRef, pointer: &str) -> Option<()> {
        let mut here = from.clone();
        for token in pointer.parse::<Pointer>().ok()?.tokens() {
            let real = self.real(&here)?;
            here = match &real {
                TypeRef::List(item) => token.parse::<usize>().ok().map(|_| (**item).clone())?,
                TypeRef::Map(value) => (**value).clone(),
                TypeRef::Any | TypeRef::External(_) => return Some(()),
                TypeRef::Named(id) => match self.schemas.types.kind(*id)? {
                    TypeKind::Struct(def) => {
                        let mut fields = def.fields.iter();
                        match fields.find(|field| field.wire.as_str() == token) {
                            Some(field) => field.ty.clone(),
                            None => def.rest.as_ref()?.value.clone(),
                        }
                    }
                    TypeKind::Union(_) => return Some(()),
                    TypeKind::Enum(_) | TypeKind::Alias(_) | TypeKind::Newtype(_) => return None,
                },
                TypeRef::Primitive(_) | TypeRef::Optional(_) | TypeRef::Boxed(_) => return None,
            };
        }
        Some(())
    }

    /// A type without what only wraps or names it.
    pub(super) fn real(&self, ty: &TypeRef) -> Option<TypeRef> {
        let mut here = ty.clone();
        for _ in 0..MAX_DEPTH {
            here = match here {
                TypeRef::Optional(inner) | TypeRef::Boxed(inner) => *inner,
                TypeRef::Named(id) => match self.schemas.types.kind(id) {
                    Some(TypeKind::Alias(alias)) => alias.target.clone(),
                    _ => return Some(TypeRef::Named(id)),
                },
                other => return Some(other),
            };
        }
        None
    }

    /// The struct that a type is.
    pub(super) fn struct_of(&self, ty: &TypeRef) -> Option<&StructDef> {
        let TypeRef::Named(id) = self.real(ty)? else {
            return None;
        };
        match self.schemas.types.kind(id)? {
            TypeKind::Struct(def) => Some(def),
            _ => None,
        }
    }

    fn body_has(&self, body: &Place, pointer: &str) -> bool {
        let Some(target) = self.context.resolve(body) else {
            return false;
        };
        let Some(media) = self.context.json_media(&target) else {
            return false;
        };
        self.context.schema_has(&media.key("schema"), pointer)
    }
}
