//! What the cases become, generated once for all that look at it.

use std::path::Path;
use std::sync::LazyLock;

use crate::case::Case;
use oas_codegen::output::Files;

/// A case and the files that it becomes.
pub type GeneratedCase = (Case, Files);

/// All cases.
pub static GENERATED_CASES: LazyLock<Vec<GeneratedCase>> = LazyLock::new(|| {
    let cases = Case::all(Path::new("tests/cases")).unwrap();
    assert!(!cases.is_empty());
    cases.into_iter().map(generated).collect()
});

fn generated(case: Case) -> GeneratedCase {
    let (api, findings) = case.analyse();
    let api = api.unwrap_or_else(|| panic!("{}: {findings}", case.name));
    let files = oas_codegen::generate(&api, &case.config);
    (case, files)
}
