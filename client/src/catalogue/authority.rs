//! What people call a capability, and whoever holds one.

use kecuali_domain::Capability;

/// What people call a capability.
pub(crate) const fn capability(one: Capability) -> &'static str {
    match one {
        Capability::Draft => "menyusun",
        Capability::Endorse => "menyetujui",
        Capability::RecordEndorsement => "mencatat persetujuan dari kertas",
        Capability::Submit => "mengajukan",
        Capability::Forward => "meneruskan",
        Capability::Review => "menelaah",
        Capability::Determine => "menetapkan",
        Capability::Issue => "menerbitkan keputusan",
        Capability::Revoke => "mencabut",
        Capability::Administer => "mengelola kunci",
        Capability::Log => "menandatangani atas nama server",
        Capability::Sync => "menyinkronkan",
    }
}

/// Several, in a row.
pub(crate) fn capabilities(all: impl IntoIterator<Item = Capability>) -> String {
    all.into_iter().map(capability).collect::<Vec<_>>().join(", ")
}

/// The same by their signed names; one that this program does not know keeps its name.
pub(crate) fn by_names<'a>(names: impl IntoIterator<Item = &'a String>) -> String {
    let label = |name: &String| name.parse().map_or(None, |one| Some(capability(one)));
    let shown = |name: &'a String| label(name).unwrap_or(name);
    names.into_iter().map(shown).collect::<Vec<_>>().join(", ")
}

/// What would be needed, any of these.
pub(crate) fn any_of(all: &[Capability]) -> String {
    all.iter().map(|one| capability(*one)).collect::<Vec<_>>().join(" atau ")
}

/// What signs for the trust root itself.
pub(crate) const ROOT: &str = "menandatangani atas nama akar kepercayaan";

/// What people call a holder, by what JSON calls it.
pub(crate) fn holder(holder: &str) -> &str {
    match holder {
        "person" => "orang",
        "installation" => "pemasangan",
        other => other,
    }
}
