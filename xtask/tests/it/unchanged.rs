//! A run that finds everything as the last one left it has nothing to do, and notices
//! whatever is not.

use std::fs;

use crate::commands::{project, run, stdout};

#[test]
fn a_change_of_anything_is_noticed() {
    let dir = project();
    let codegen = || stdout(&run(dir.path(), &["codegen"]));
    assert!(codegen().starts_with("created "));
    let (first, again) = (codegen(), codegen());
    assert!(again.starts_with("up to date: "), "{again}");
    let after_first_line = |text: &str| text.split_once('\n').map(|(_, rest)| rest.to_owned());
    assert_eq!(after_first_line(&first), after_first_line(&again));

    // A person has changed a file, removed one, added one, or taken its mark away.
    let pet = dir.path().join("client/src/types/pet.rs");
    let text = fs::read_to_string(&pet).unwrap();
    fs::write(&pet, format!("{text}// Mine.\n")).unwrap();
    assert!(codegen().starts_with("changed "));
    assert_eq!(fs::read_to_string(&pet).unwrap(), text);
    fs::remove_file(&pet).unwrap();
    assert!(codegen().starts_with("created "));
    let other = dir.path().join("client/src/types/dog.rs");
    fs::write(&other, &text).unwrap();
    assert!(codegen().starts_with("removed "));
    fs::write(&pet, "// Mine.\n").unwrap();
    assert_eq!(run(dir.path(), &["codegen"]).status.code(), Some(1));
    fs::write(&pet, &text).unwrap();
    assert!(codegen().starts_with("up to date: "));

    let config = dir.path().join("spec/codegen.toml");
    let text = fs::read_to_string(&config).unwrap();
    fs::write(&config, format!("{text}unknown_fields = \"keep\"\n")).unwrap();
    assert!(codegen().starts_with("changed "));
    let document = dir.path().join("spec/pets.yaml");
    let text = fs::read_to_string(&document).unwrap();
    fs::write(&document, text.replace("The pet.", "A pet.")).unwrap();
    assert!(codegen().starts_with("changed "));
    assert!(codegen().starts_with("up to date: "));
}
