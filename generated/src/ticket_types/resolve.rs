//! Finding things by the names that people gave them.

/// Something with a name and an id.
pub(super) trait Named {
    fn name(&self) -> Option<&str>;
    fn id(&self) -> &str;
    fn is_archived(&self) -> bool;
}

/// Why a name leads to no single thing.
#[derive(Debug)]
pub(super) enum Miss {
    /// There is nothing of the name; these names there are.
    Unknown(Vec<String>),
    /// What has the name is archived.
    Archived,
    /// Several have the name; these are their ids.
    Several(Vec<String>),
}

/// The one that has the name, if need be without regard to capitals.
pub(super) fn pick<'a, T: Named>(all: &'a [T], name: &str) -> Result<&'a T, Miss> {
    let is_same = |one: &&T| one.name() == Some(name);
    let is_alike = |one: &&T| {
        let known = one.name().map(str::to_lowercase);
        known == Some(name.to_lowercase())
    };
    let live = || all.iter().filter(|one| !one.is_archived());
    let mut found: Vec<&T> = live().filter(is_same).collect();
    if found.is_empty() {
        found = live().filter(is_alike).collect();
    }
    match found.as_slice() {
        [one] => Ok(one),
        [] if all.iter().any(|one| is_alike(&one)) => Err(Miss::Archived),
        [] => {
            let names = live().filter_map(Named::name).map(str::to_owned);
            Err(Miss::Unknown(names.collect()))
        }
        several => {
            let ids = several.iter().map(|one| one.id().to_owned());
            Err(Miss::Several(ids.collect()))
        }
    }
}
