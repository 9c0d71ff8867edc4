//! How the manifest of a crate of its own is written.

/// What the manifest of an emitted crate says about its surroundings. Nothing
/// of it concerns the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageOptions {
    /// Where the crate finds the runtime.
    pub runtime: RuntimeSource,
    /// Which workspace it belongs to.
    pub workspace: Workspace,
}

impl PackageOptions {
    /// A crate with a workspace of its own, and the runtime in a folder.
    #[must_use]
    pub fn with_runtime_at(path: impl Into<String>) -> PackageOptions {
        PackageOptions {
            runtime: RuntimeSource::Path(path.into()),
            workspace: Workspace::Own,
        }
    }
}

/// Where an emitted crate finds the runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuntimeSource {
    /// The package `oas-runtime` in a folder, as seen from the crate.
    Path(String),
    /// A copy for this crate alone. Cargo can't tell two packages of one name
    /// and version apart, so the copy has a name of its own.
    Copy {
        /// The folder, as seen from the crate.
        path: String,
        /// The name of the package.
        package: String,
    },
    /// The package `oas-runtime` of the registry.
    Version(String),
}

/// Which workspace an emitted crate belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Workspace {
    /// One of its own, so that it can lie anywhere.
    Own,
    /// That of the folders above it.
    Member,
}
