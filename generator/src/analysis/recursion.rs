//! Which fields must be boxed, so that no type contains itself, nor more than a stack has
//! room for?
//!
//! A depth-first walk along what is held by value; an edge that leads back to
//! a type on the way is the one that gets the box. What a type holds is walked before the
//! type itself is done, so that its size is known then, and what is largest in it gets a
//! box until it is small enough.

use crate::model::{FieldShape, Primitive, TypeArena, TypeId, TypeKind, TypeRef};

/// More bytes than these no type holds by value, unless its fields are many. Whoever reads
/// one has it on the stack several times.
const LARGEST: usize = 4096;

/// What takes no more bytes than these stays where it is.
const SMALL: usize = 256;

/// The bytes of a pointer, and of what tells whether something is there.
const WORD: usize = 8;

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    OnTheWay,
    Done,
}

/// A walk that keeps its own stack: a document can't make it overflow ours.
struct CycleSearch {
    states: Vec<State>,
    /// About how many bytes a type takes that is done.
    sizes: Vec<usize>,
    /// Each type on the way and the slot that is looked at next.
    path: Vec<(TypeId, usize)>,
}

pub(super) fn place_boxes(types: &mut TypeArena) {
    let ids: Vec<TypeId> = types.ids().collect();
    let mut walk = CycleSearch {
        states: vec![State::New; ids.len()],
        sizes: vec![0; ids.len()],
        path: Vec::new(),
    };
    for id in ids {
        if walk.state(id) == State::New {
            walk.enter(id);
            walk.run(types);
        }
    }
}

impl CycleSearch {
    fn state(&self, id: TypeId) -> State {
        self.states.get(id.index()).copied().unwrap_or(State::Done)
    }

    fn set(&mut self, id: TypeId, state: State) {
        if let Some(slot) = self.states.get_mut(id.index()) {
            *slot = state;
        }
    }

    fn enter(&mut self, id: TypeId) {
        self.set(id, State::OnTheWay);
        self.path.push((id, 0));
    }

    fn run(&mut self, types: &mut TypeArena) {
        while let Some((id, slot)) = self.path.last_mut() {
            let (id, at) = (*id, *slot);
            *slot += 1;
            let Some(ty) = slots(&mut types[id].kind).nth(at) else {
                self.finish(types, id);
                continue;
            };
            let Some(target) = by_value(ty) else { continue };
            match self.state(target) {
                State::New => self.enter(target),
                State::OnTheWay => box_it(ty),
                State::Done => {}
            }
        }
    }

    fn finish(&mut self, types: &mut TypeArena, id: TypeId) {
        let size = fit(&mut types[id].kind, &self.sizes);
        if let Some(known) = self.sizes.get_mut(id.index()) {
            *known = size;
        }
        self.set(id, State::Done);
        self.path.pop();
    }
}

/// Boxes what makes a type too large. About how many bytes are left.
fn fit(kind: &mut TypeKind, sizes: &[usize]) -> usize {
    match kind {
        TypeKind::Struct(def) => {
            let optional = |shape: &FieldShape| usize::from(*shape != FieldShape::Plain) * WORD;
            let size = |ty: &TypeRef| size(ty, sizes);
            let fields = def.fields.iter();
            let all = fields.map(|field| size(&field.ty).saturating_add(optional(&field.shape)));
            let mut total = all.fold(3 * WORD, usize::saturating_add);
            let held = def.fields.iter_mut().map(|field| &mut field.ty);
            let mut held: Vec<&mut TypeRef> = held.filter(|ty| size(ty) > SMALL).collect();
            held.sort_by_key(|ty| size(ty));
            while total > LARGEST
                && let Some(largest) = held.last().map(|ty| size(ty))
            {
                // Fields of one type look alike.
                while let Some(ty) = held.pop_if(|ty| size(ty) == largest) {
                    box_it(ty);
                    total = total.saturating_sub(largest).saturating_add(2 * WORD);
                }
            }
            total
        }
        TypeKind::Union(def) => {
            let variants = def.variants.iter_mut().map(|variant| {
                if size(&variant.ty, sizes) > LARGEST {
                    box_it(&mut variant.ty);
                }
                size(&variant.ty, sizes)
            });
            variants.max().unwrap_or_default().saturating_add(WORD)
        }
        TypeKind::Alias(alias) => size(&alias.target, sizes),
        TypeKind::Enum(_) | TypeKind::Newtype(_) => 4 * WORD,
    }
}

/// About how many bytes a value takes where it stands.
fn size(ty: &TypeRef, sizes: &[usize]) -> usize {
    match ty {
        TypeRef::Named(id) => sizes.get(id.index()).copied().unwrap_or_default(),
        TypeRef::Optional(inner) => size(inner, sizes).saturating_add(WORD),
        TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Primitive(Primitive::String) => 3 * WORD,
        TypeRef::Primitive(Primitive::Scalar(_) | Primitive::File) | TypeRef::Any => 4 * WORD,
        TypeRef::Boxed(_) | TypeRef::Primitive(_) => WORD,
        TypeRef::External(_) => SMALL,
    }
}

/// The types that a type holds where a box can be put.
fn slots(kind: &mut TypeKind) -> Box<dyn Iterator<Item = &mut TypeRef> + '_> {
    match kind {
        TypeKind::Struct(def) => Box::new(def.fields.iter_mut().map(|field| &mut field.ty)),
        TypeKind::Union(def) => Box::new(def.variants.iter_mut().map(|variant| &mut variant.ty)),
        TypeKind::Alias(alias) => Box::new(std::iter::once(&mut alias.target)),
        TypeKind::Enum(_) | TypeKind::Newtype(_) => Box::new(std::iter::empty()),
    }
}

/// Lists and maps are on the heap already.
fn by_value(ty: &TypeRef) -> Option<TypeId> {
    match ty {
        TypeRef::Named(id) => Some(*id),
        TypeRef::Optional(inner) => by_value(inner),
        _ => None,
    }
}

fn box_it(ty: &mut TypeRef) {
    match ty {
        TypeRef::Optional(inner) => box_it(inner),
        _ => *ty = TypeRef::Boxed(Box::new(ty.clone())),
    }
}
