//! What tests call the stub of an operation.

use crate::model::Group;
use crate::names::{Convention, Scope, reserved};
use crate::tree::HashMap;

/// Names the stub of each operation after its method: `on_get_ticket`. A mock has the
/// stubs of all tags, so that methods of one name are told apart by their tags,
/// whichever of them comes first.
pub(super) fn name(groups: &mut [Group]) {
    let mut uses: HashMap<String, usize> = HashMap::default();
    for operation in groups.iter().flat_map(|group| &group.operations) {
        let name = operation.name.plain().to_owned();
        *uses.entry(name).or_default() += 1;
    }
    let mut scope = Scope::new(Convention::Value, reserved::MOCK);
    for group in groups {
        for operation in &mut group.operations {
            let method = operation.name.plain();
            let short = format!("on_{method}");
            let long = format!("on_{}_{method}", group.method_name.plain());
            let is_alone = uses.get(method).is_none_or(|count| *count == 1);
            let candidates = if is_alone {
                [short.as_str(), &long]
            } else {
                [long.as_str(), &short]
            };
            let claim = scope.claim(&candidates, "on_operation", &operation.place);
            operation.stub = claim.name;
        }
    }
}
