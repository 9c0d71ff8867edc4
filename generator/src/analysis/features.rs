//! Which tags need each type, where tags are features of the crate?
//!
//! A file of types is built as a whole, so files are what is asked about: each is built
//! with every tag that reaches it, and so is what it refers to.

use super::roots::{self, Root};
use crate::model::{Api, RustIdent, TypeId, TypeRef};
use crate::tree::{HashMap, HashSet};

/// Says of each type with which features it is built: none where it always is, because
/// all tags need it, or something that belongs to no tag does.
pub(crate) fn find(api: &mut Api) {
    let files = TypeFiles::of(api);
    let mut features: Vec<Vec<RustIdent>> = vec![Vec::new(); files.refers.len()];
    for index in 0..api.groups.len() {
        let roots = of_group(api, index);
        let feature = api.groups.get(index).map(|group| group.feature.clone());
        for file in files.reached(files.of_types(&roots)) {
            if let Some(features) = features.get_mut(file) {
                features.extend(feature.clone());
            }
        }
    }
    let mut always = files.of_types(&of_no_group(api));
    let unreached = features.iter().enumerate();
    always.extend(unreached.filter_map(|(file, tags)| tags.is_empty().then_some(file)));
    let always = files.reached(always);
    for (id, file) in api.types.ids().zip(&files.of_type) {
        let tags = features.get(*file).filter(|_| !always.contains(file));
        let tags = tags.filter(|tags| tags.len() < api.groups.len());
        api.types[id].features = tags.cloned().unwrap_or_default();
    }
}

/// The types that the operations of a tag name.
fn of_group(api: &mut Api, group: usize) -> Vec<TypeId> {
    let mut found = Vec::new();
    let mut visit = |_: Root, ty: &mut TypeRef| found.extend(ty.named());
    let mut read = Vec::new();
    let operations = api.groups.get_mut(group).into_iter();
    for operation in operations.flat_map(|group| &mut group.operations) {
        roots::visit_operation(operation, &mut visit);
        let polling = operation.polling.as_mut();
        if let Some(output) = polling.and_then(|polling| polling.output.as_mut()) {
            visit(Root::Response, &mut output.ty);
            read.push(output.operation);
        }
    }
    // What reads the output of a job may belong to another tag; what it always sends is
    // named here too.
    for (group, at) in read {
        let operations = api.groups.get(group).map(|group| &group.operations);
        let operation = operations.and_then(|operations| operations.get(at));
        let constants = operation.into_iter().flat_map(|it| &it.constants);
        found.extend(constants.filter_map(|parameter| parameter.ty.named()));
    }
    found
}

/// The types that the client names, whatever the tag.
fn of_no_group(api: &mut Api) -> Vec<TypeId> {
    let mut found = Vec::new();
    roots::visit_shared(api, &mut |_, ty| found.extend(ty.named()));
    found
}

/// The files of types.
struct TypeFiles {
    /// The file of each type.
    of_type: Vec<usize>,
    /// The files that each refers to.
    refers: Vec<HashSet<usize>>,
}

impl TypeFiles {
    fn of(api: &Api) -> Self {
        let mut numbers: HashMap<&RustIdent, usize> = HashMap::default();
        let mut of_type = Vec::new();
        for (_, def) in api.types.iter() {
            let next = numbers.len();
            of_type.push(*numbers.entry(&def.module).or_insert(next));
        }
        let mut refers = vec![HashSet::default(); numbers.len()];
        let emitted = api.types.iter().zip(&of_type);
        for ((_, def), file) in emitted.filter(|((_, def), _)| !def.usage.nowhere) {
            let held = def.kind.held().filter_map(TypeRef::named);
            let schema = def.json_schema.iter().flat_map(|it| &it.references);
            let named = held.chain(def.counterpart).chain(schema.map(|(_, id)| *id));
            let files = named.filter_map(|id| of_type.get(id.index()).copied());
            if let Some(refers) = refers.get_mut(*file) {
                refers.extend(files);
            }
        }
        Self { of_type, refers }
    }

    fn of_types(&self, types: &[TypeId]) -> Vec<usize> {
        let files = types.iter().filter_map(|id| self.of_type.get(id.index()));
        files.copied().collect()
    }

    /// These files and all that they need.
    fn reached(&self, roots: Vec<usize>) -> HashSet<usize> {
        let (mut waiting, mut seen) = (roots, HashSet::default());
        while let Some(file) = waiting.pop() {
            if seen.insert(file) {
                waiting.extend(self.refers.get(file).into_iter().flatten());
            }
        }
        seen
    }
}
