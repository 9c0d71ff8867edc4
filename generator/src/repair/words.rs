//! Words for types that OpenAPI doesn't know and that can mean one thing only.

/// A type of OpenAPI, and the format that goes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Meaning {
    pub(super) name: &'static str,
    pub(super) format: Option<&'static str>,
}

const fn plain(name: &'static str) -> Meaning {
    Meaning { name, format: None }
}

const fn with(name: &'static str, format: &'static str) -> Meaning {
    Meaning {
        name,
        format: Some(format),
    }
}

/// What a word for a type means, in whatever case it is written.
pub(super) fn meaning(word: &str) -> Option<Meaning> {
    let word: String = word
        .trim()
        .chars()
        .filter(|c| !matches!(c, '-' | '_' | ' '))
        .collect();
    Some(match word.to_ascii_lowercase().as_str() {
        "string" | "str" | "text" | "varchar" | "char" => plain("string"),
        "number" | "numeric" | "decimal" | "real" => plain("number"),
        "integer" | "int" => plain("integer"),
        "boolean" | "bool" => plain("boolean"),
        "array" | "list" => plain("array"),
        "object" | "dict" | "dictionary" | "map" | "hashmap" | "json" | "struct" => plain("object"),
        "null" | "nil" => plain("null"),
        "long" | "bigint" | "int64" => with("integer", "int64"),
        "int32" => with("integer", "int32"),
        "int16" | "short" => with("integer", "int16"),
        "int8" => with("integer", "int8"),
        "uint" | "uint32" => with("integer", "uint32"),
        "ulong" | "uint64" => with("integer", "uint64"),
        "float" | "float32" => with("number", "float"),
        "double" | "float64" => with("number", "double"),
        "date" => with("string", "date"),
        "datetime" => with("string", "date-time"),
        "time" => with("string", "time"),
        "uuid" | "guid" => with("string", "uuid"),
        "email" => with("string", "email"),
        "uri" | "url" => with("string", "uri"),
        "password" => with("string", "password"),
        "byte" | "base64" => with("string", "byte"),
        "binary" | "file" => with("string", "binary"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_one_meaning_or_none() {
        assert_eq!(meaning("int"), Some(plain("integer")));
        assert_eq!(meaning("Date-Time"), Some(with("string", "date-time")));
        assert_eq!(meaning("String"), Some(plain("string")));
        for open in ["any", "mixed", "foobar", "timestamp", ""] {
            assert_eq!(meaning(open), None, "{open}");
        }
    }
}
