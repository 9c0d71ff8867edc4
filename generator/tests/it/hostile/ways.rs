//! Many ways to one schema: whoever went each of them would never arrive.

use super::{generated, of_schemas, reference, run};

/// How many steps there are, each with two ways to the next.
const STEPS: usize = 50;

/// Schemas of which each leads to the next, made by `step` of its number.
fn steps(step: impl Fn(usize) -> String) -> String {
    let mut schemas: Vec<(String, String)> = (0..STEPS)
        .map(|index| (format!("S{index}"), step(index)))
        .collect();
    for (index, name) in [(STEPS, "a"), (STEPS + 1, "b")] {
        let last = format!(
            "{{\"type\": \"object\", \"properties\": {{\"{name}\": {{\"type\": \"string\"}}}}}}"
        );
        schemas.push((format!("S{index}"), last));
    }
    of_schemas(&schemas)
}

fn next(index: usize) -> String {
    reference(&format!("S{}", index + 1))
}

#[test]
fn compositions_may_lead_to_one_schema_twice() {
    for key in ["allOf", "oneOf", "anyOf"] {
        let twice = |index| format!("{{\"{key}\": [{0}, {0}]}}", next(index));
        generated("twice.json", &steps(twice));
        let beside = |index: usize| {
            format!(
                "{{\"{key}\": [{0}, {0}, {{\"description\": \"And more.\"}}], \"properties\": {{\"p{index}\": {{}}}}}}",
                next(index)
            )
        };
        generated("beside.json", &steps(beside));
    }
    let mixed = |index: usize| {
        format!(
            "{{\"allOf\": [{0}, {{\"oneOf\": [{0}, {1}]}}]}}",
            next(index),
            next(index + 1)
        )
    };
    generated("mixed.json", &steps(mixed));
    let turns = |index: usize| {
        let key = ["allOf", "oneOf"][index % 2];
        format!("{{\"{key}\": [{}, {}]}}", next(index), next(index + 1))
    };
    generated("turns.json", &steps(turns));
}

#[test]
fn members_may_lead_to_one_schema_twice() {
    let both = |index| {
        format!(
            "{{\"type\": \"object\", \"required\": [\"a\", \"b\"], \"properties\": {{\"a\": {0}, \"b\": {0}}}}}",
            next(index)
        )
    };
    generated("both.json", &steps(both));
    let heirs = |index: usize| {
        format!(
            "{{\"allOf\": [{}], \"discriminator\": {{\"propertyName\": \"k\"}}, \"properties\": {{\"k\": {{\"type\": \"string\"}}, \"p{index}\": {{}}}}}}",
            next(index)
        )
    };
    generated("heirs.json", &steps(heirs));
}

/// Each of a number of schemas leads to every one of them, itself included.
#[test]
fn everything_may_lead_to_everything() {
    const ALL: usize = 8;
    for key in ["allOf", "oneOf", "anyOf"] {
        for own in ["", ", \"properties\": {\"own\": {}}"] {
            let all: Vec<String> = (0..ALL)
                .map(|index| reference(&format!("S{index}")))
                .collect();
            let schema = format!("{{\"{key}\": [{}]{own}}}", all.join(", "));
            let schemas: Vec<(String, String)> = (0..ALL)
                .map(|index| (format!("S{index}"), schema.clone()))
                .collect();
            generated("all.json", &of_schemas(&schemas));
        }
    }
}

/// Longer than any stack: each schema refers to the next, and none is lost.
#[test]
fn a_chain_may_be_long() {
    const LONG: usize = 700;
    let chain = |last: &str, link: &dyn Fn(String) -> String| {
        let links = (0..LONG).map(|index| (format!("S{index}"), link(next(index))));
        let mut schemas: Vec<(String, String)> = links.collect();
        schemas.push((format!("S{LONG}"), last.to_owned()));
        of_schemas(&schemas)
    };
    let object = |next: String| {
        format!(
            "{{\"type\": \"object\", \"required\": [\"a\"], \"properties\": {{\"a\": {next}}}}}"
        )
    };
    let files = generated("chain.json", &chain("{\"type\": \"string\"}", &object));
    for index in [0, 99, 100, 101, LONG - 2] {
        let text = files.get(format!("src/types/s{index}.rs")).unwrap();
        let field = format!("pub a: S{},", index + 1);
        assert!(text.contains(&field), "{text}");
    }
    generated("circle.json", &chain(&reference("S0"), &object));
    generated(
        "lists.json",
        &chain("{}", &|next| {
            format!("{{\"type\": \"array\", \"items\": {next}}}")
        }),
    );
    generated(
        "words.json",
        &chain("{}", &|next| {
            format!("{{\"allOf\": [{next}], \"description\": \"More.\"}}")
        }),
    );
}

#[test]
fn lists_may_lead_to_one_schema_twice() {
    let twice = |index| {
        format!(
            "{{\"type\": \"array\", \"items\": {0}, \"contains\": {0}}}",
            next(index)
        )
    };
    generated("lists.json", &steps(twice));
}

/// Each of many bodies with each of many responses would be a method.
#[test]
fn bodies_and_responses_may_be_many() {
    let content = |letter: char| {
        let types = (0..60).map(|at| {
            let schema = format!("{{\"type\": \"object\", \"required\": [\"{letter}{at}\"]}}");
            format!("\"application/{letter}{at}+json\": {{\"schema\": {schema}}}")
        });
        types.collect::<Vec<String>>().join(", ")
    };
    let text = format!(
        "{{\"openapi\": \"3.0.3\", \"info\": {{\"title\": \"A\", \"version\": \"1\"}}, \"paths\": {{\"/a\": {{\
         \"post\": {{\"operationId\": \"sendA\", \"requestBody\": {{\"content\": {{{}}}}}, \
         \"responses\": {{\"200\": {{\"description\": \"It.\", \"content\": {{{}}}}}}}}}}}}}}}",
        content('a'),
        content('b')
    );
    let outcome = run("pairs.json", &text);
    let told = outcome.rendered();
    assert!(told.contains("has 60 bodies and 60 responses"), "{told}");
    let methods = outcome.files.unwrap();
    let methods = methods
        .iter()
        .map(|(_, text)| text.matches("pub fn send_a").count());
    assert_eq!(methods.sum::<usize>(), 119);
}
