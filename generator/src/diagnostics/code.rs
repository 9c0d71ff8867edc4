//! The one table of codes. What each means at length is a file of
//! `explanations/`, named by the code.

use std::fmt;
use std::str::FromStr;

macro_rules! catalogue {
    ($($name:ident = $id:literal: $title:literal;)*) => {
        /// The stable code of a kind of finding.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $title] $name,)*
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &[Code] = &[$(Code::$name),*];

            /// The code as it is printed: `OAS0101`.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Code::$name => $id,)* }
            }

            /// The kind of finding in a few words.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self { $(Code::$name => $title,)* }
            }

            /// What it means, why it matters and how to fix it, as Markdown.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                match self {
                    $(Code::$name => include_str!(concat!("explanations/", $id, ".md")),)*
                }
            }
        }
    };
}

impl Code {
    /// Whether findings of this kind are about `codegen.toml` or an overlay, and not
    /// about a document.
    #[must_use]
    pub fn is_about_configuration(self) -> bool {
        matches!(
            self,
            Code::ConfigSyntax
                | Code::ConfigKey
                | Code::ConfigValue
                | Code::OverlayShape
                | Code::OverlayTarget
                | Code::OverlayReason
                | Code::OverlayEffect
                | Code::OverlayMismatch
                | Code::LockSyntax
                | Code::LockedName
        )
    }
}

impl Code {
    /// Whether findings of this kind are about how a document is written, and are no
    /// reason for others.
    #[must_use]
    pub fn is_about_style(self) -> bool {
        self >= Code::MissingExample
    }
}

catalogue! {
    UnreadableFile = "OAS0101": "the document can't be read";
    EmptyFile = "OAS0102": "a file is empty";
    NotUtf8 = "OAS0103": "a file is not UTF-8";
    Syntax = "OAS0104": "a file is neither YAML nor JSON";
    DuplicateKey = "OAS0105": "a key occurs twice in one object";
    NotMap = "OAS0106": "a file does not hold an object";
    MissingVersion = "OAS0107": "the document has no `openapi`";
    Swagger = "OAS0108": "the document is a Swagger 2.0 document";
    UnknownVersion = "OAS0109": "unknown version of OpenAPI";
    TooLarge = "OAS0110": "a file is nested too deeply or grows too large";
    UnreadableReference = "OAS0111": "a referenced file can't be read";
    SwallowedText = "OAS0112": "YAML takes part of a text for something else";

    UnknownKey = "OAS0201": "unknown key";
    MissingKey = "OAS0202": "a required key is missing";
    WrongType = "OAS0203": "a value is of the wrong type";
    WrongValue = "OAS0204": "a value is not one of those allowed";

    DanglingRef = "OAS0301": "unresolved `$ref`";
    RefCycle = "OAS0302": "`$ref` cycle";
    RefKind = "OAS0303": "`$ref` to another kind of object";
    RemoteRef = "OAS0304": "remote reference";
    UnusedComponent = "OAS0305": "unused component";
    UndeclaredTag = "OAS0306": "a tag is not declared";

    EnumRepeats = "OAS0401": "duplicate enum value";
    EnumType = "OAS0402": "an enum value does not have the schema's type";
    EmptyEnum = "OAS0403": "empty enum";
    DefaultType = "OAS0404": "a default does not have the schema's type";
    DefaultNotInEnum = "OAS0405": "a default is not one of the enum's values";
    ConflictingAllOf = "OAS0406": "the parts of an `allOf` contradict each other";
    AmbiguousUnion = "OAS0407": "ambiguous union";
    Discriminator = "OAS0408": "a discriminator can't be used";
    ArrayWithoutItems = "OAS0409": "an array has no `items`";
    Unsupported = "OAS0410": "a construct is not supported";
    EndlessType = "OAS0411": "a type of infinite size";
    ImpossibleBounds = "OAS0412": "bounds that no value can meet";
    MissingProperty = "OAS0413": "`required` names no property";
    MisplacedKeyword = "OAS0414": "a keyword for values of another type";
    MalformedPattern = "OAS0415": "a pattern is no regular expression";
    DefaultOutOfBounds = "OAS0416": "a default is out of bounds";

    DuplicateOperationId = "OAS0501": "duplicate `operationId`";
    MissingOperationId = "OAS0502": "an operation has no `operationId`";
    UndeclaredPathParameter = "OAS0503": "a path parameter is not declared";
    UnusedPathParameter = "OAS0504": "a path parameter is not in the path";
    OptionalPathParameter = "OAS0505": "a path parameter is not required";
    DuplicateParameter = "OAS0506": "duplicate parameter";
    UnsupportedMediaType = "OAS0507": "a media type is not supported";
    NoSuccess = "OAS0508": "no 2xx response";
    UnsupportedOperation = "OAS0509": "an operation can't be generated";
    AmbiguousPath = "OAS0510": "two paths are the same but for their parameters' names";
    ResponseKey = "OAS0511": "a key of `responses` is not a status code";
    PathShape = "OAS0512": "a path is malformed";
    ParameterShape = "OAS0513": "a parameter has no `schema`";
    ServerUrl = "OAS0514": "a server's URL can't be used";
    MisspeltMediaType = "OAS0515": "a media type is misspelt";
    UnexpectedBody = "OAS0516": "a request with a body that means nothing";

    NameCollision = "OAS0601": "name collision";
    UnusableName = "OAS0602": "no usable Rust identifier";
    NameSettled = "OAS0603": "a name was changed to avoid a collision";

    ExampleMisfit = "OAS0701": "an example does not match its schema";

    UnknownExtension = "OAS0801": "unknown extension";
    ExtensionValue = "OAS0802": "invalid value of an extension";
    ExtensionPlace = "OAS0803": "an extension has no effect here";
    PaginationPointer = "OAS0804": "unresolved pointer in `x-pagination`";
    ErrorPointer = "OAS0805": "unresolved pointer in `x-error`";
    PollMismatch = "OAS0806": "`x-poll` does not fit the operation";

    ConfigSyntax = "OAS0901": "the configuration can't be read";
    ConfigKey = "OAS0902": "unknown configuration key";
    ConfigValue = "OAS0903": "a value of the configuration can't be used";
    OutputRefused = "OAS0904": "a file that was not generated is in the way";
    OutputFailed = "OAS0905": "the output can't be written";
    OutputStale = "OAS0906": "the output is not up to date";

    LockSyntax = "OAS0907": "the name lock can't be read";
    LockedName = "OAS0908": "a published name would change";

    OverlayShape = "OAS1001": "a file is no overlay";
    OverlayTarget = "OAS1002": "a JSONPath of an overlay is malformed";
    OverlayReason = "OAS1003": "an action of an overlay has no reason";
    OverlayEffect = "OAS1004": "an action of an overlay has no effect";
    OverlayMismatch = "OAS1005": "an action of an overlay does not fit its target";

    MissingExample = "OAS1101": "a body has no example";
    MissingDescription = "OAS1102": "something has no description";
    MissingTag = "OAS1103": "an operation has no tag";
    FullStop = "OAS1104": "a description does not end in a full stop";
    IdCase = "OAS1105": "an `operationId` is in another case than the others";
    SchemaCase = "OAS1106": "a schema's name is in another case than the others";
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id())
    }
}

/// A text that is not a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownCode;

impl fmt::Display for UnknownCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("there is no such code")
    }
}

impl std::error::Error for UnknownCode {}

impl FromStr for Code {
    type Err = UnknownCode;

    /// Reads `OAS0101`, in any case.
    fn from_str(text: &str) -> Result<Code, UnknownCode> {
        let found = Code::ALL
            .iter()
            .find(|code| code.id().eq_ignore_ascii_case(text));
        found.copied().ok_or(UnknownCode)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_distinct_and_in_order() {
        assert!(Code::ALL.is_sorted_by(|one, other| one.id() < other.id()));
    }

    #[test]
    fn every_code_is_explained() {
        for code in Code::ALL {
            let text = code.explanation();
            assert!(text.len() > 200, "{code} is explained in too few words");
            assert!(text.contains("```"), "{code} has no example");
        }
    }

    #[test]
    fn codes_are_read_in_any_case() {
        assert_eq!("oas0301".parse(), Ok(Code::DanglingRef));
        assert_eq!("OAS9999".parse::<Code>(), Err(UnknownCode));
    }
}
