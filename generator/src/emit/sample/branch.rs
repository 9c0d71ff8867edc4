//! Values of unions, which fit one branch and no other, as far as any does.

use super::invented::{Inventor, Known};
use crate::analysis::fits_branch;
use crate::model::{Rule, StructDef, TypeKind, TypeRef, UnionDef, UnionVariant};
use serde_json::Value;

/// How many other branches a value fits: as they are declared, and with members that they
/// don't speak of.
type Contenders = (usize, usize);

/// A value of one branch alone has none.
const NONE: Contenders = (0, 0);

impl Inventor<'_> {
    /// A value of the first branch that has one of its own, or else of the first one.
    pub fn of_a_branch(&self, def: &UnionDef, name: &str, depth: usize) -> Option<Value> {
        let mut first = None;
        // Later branches may go less deep: unions of each other would otherwise be tried in
        // every order.
        for (variant, depth) in def.variants.iter().zip(depth + 1..) {
            // What takes anything is told from nothing.
            let is_open = variant.ty == TypeRef::Any;
            if first.is_some() && (is_open || !self.may_try()) {
                continue;
            }
            let known = Known::of(name, &variant.value);
            let Some(value) = self.value(&variant.ty, known, depth) else {
                continue;
            };
            let value = tagged(def, variant, value);
            let (value, rivals) = self.told_apart(def, variant, value, depth);
            if rivals == NONE {
                return Some(value);
            }
            first.get_or_insert(value);
        }
        first.or_else(|| Some(def.values.first()?.value.clone()))
    }

    /// The value with those members that keep it from other branches, one after the other.
    fn told_apart(
        &self,
        def: &UnionDef,
        variant: &UnionVariant,
        mut value: Value,
        depth: usize,
    ) -> (Value, Contenders) {
        let mut rivals = self.rivals(def, variant, &value);
        let Some(payload) = self.payload(&variant.ty) else {
            return (value, rivals);
        };
        while rivals != NONE {
            let Some(fuller) = self.fuller(def, variant, payload, &value, depth) else {
                break;
            };
            let left = self.rivals(def, variant, &fuller);
            if left >= rivals {
                break;
            }
            (value, rivals) = (fuller, left);
        }
        (value, rivals)
    }

    /// The value with that one more member that leaves the fewest rivals.
    fn fuller(
        &self,
        def: &UnionDef,
        variant: &UnionVariant,
        payload: &StructDef,
        value: &Value,
        depth: usize,
    ) -> Option<Value> {
        let mut best: Option<(Contenders, Value)> = None;
        // A constant says most plainly what is meant.
        let fields = payload.fields.iter();
        let constants = fields.clone().filter(|field| field.constant.is_some());
        let others = fields.filter(|field| field.constant.is_none());
        let missing = constants.chain(others);
        for field in missing.filter(|field| value.get(field.wire.as_str()).is_none()) {
            if best.as_ref().is_some_and(|(left, _)| *left == NONE) || !self.may_try() {
                break;
            }
            let Some(member) = self.member(field, depth) else {
                continue;
            };
            let mut fuller = value.clone();
            fuller
                .as_object_mut()?
                .insert(field.wire.as_str().to_owned(), member);
            let left = self.rivals(def, variant, &fuller);
            let is_better = best.as_ref().is_none_or(|(known, _)| left < *known);
            if is_better && fits_branch(self.types, variant, &fuller).is_ok() {
                best = Some((left, fuller));
            }
        }
        best.map(|(_, fuller)| fuller)
    }

    fn rivals(&self, def: &UnionDef, variant: &UnionVariant, value: &Value) -> Contenders {
        if is_tagged(&variant.rule, value) {
            return NONE;
        }
        let others = def.variants.iter().filter(|it| it.name != variant.name);
        others.fold(NONE, |(surely, perhaps), other| {
            match fits_branch(self.types, other, value) {
                Ok(()) => (surely + 1, perhaps),
                Err(misfit) if misfit.undeclared => (surely, perhaps + 1),
                Err(_) => (surely, perhaps),
            }
        })
    }

    /// The object that a branch holds.
    fn payload(&self, ty: &TypeRef) -> Option<&StructDef> {
        let mut ty = ty;
        for _ in 0..super::MAX_DEPTH {
            match ty {
                TypeRef::Boxed(inner) | TypeRef::Optional(inner) => ty = inner,
                TypeRef::Named(id) => match &self.types[*id].kind {
                    TypeKind::Struct(def) => return Some(def),
                    TypeKind::Alias(alias) => ty = &alias.target,
                    _ => return None,
                },
                _ => return None,
            }
        }
        None
    }
}

/// Whether a tag says which branch a value is of.
fn is_tagged(rule: &Rule, value: &Value) -> bool {
    let Rule::Tag(key, tags) = rule else {
        return false;
    };
    let tag = value.get(key).and_then(Value::as_str);
    tag.is_some_and(|tag| tags.iter().any(|known| known == tag))
}

/// The value with what the discriminator calls its branch, where that is open.
fn tagged(union: &UnionDef, variant: &UnionVariant, mut value: Value) -> Value {
    let member = union.discriminator.as_ref();
    let member = member.and_then(|key| value.get_mut(key));
    let tags = &variant.tags;
    if let (Some(Value::String(text)), Some(tag)) = (member, tags.first())
        && !tags.contains(text)
    {
        text.clone_from(tag);
    }
    value
}
