//! Policies whose shape this program fixes, by name.

use std::collections::{BTreeMap, BTreeSet};

use kecuali_domain::{
    OfficeId,
    act::Position,
    fold::EntryPolicy,
    office::{Level, Offices},
    working_day::Holidays,
};
use serde_json::Value;

/// The policy `endorsements`: `{"required": [position, …]}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endorsements(pub BTreeSet<Position>);

/// The policy `route`: `{"application": "direct"|"province", "new_substance": …}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// Applications of an item in force go through the province.
    pub application_via_province: bool,
    /// New substances go through the province (PKPU 22/2023 Pasal 25(2)).
    pub new_substance_via_province: bool,
}

/// What an entry is held against; where policy is silent or unreadable, the stricter way.
pub fn entry_policy(endorsements: Option<&Value>, route: Option<&Value>) -> EntryPolicy {
    let Endorsements(required) = endorsements.and_then(Endorsements::read).unwrap_or_default();
    let route = route.and_then(Route::read).unwrap_or_default();
    EntryPolicy {
        required,
        application_via_province: route.application_via_province,
        new_substance_via_province: route.new_substance_via_province,
    }
}

/// The policy `holidays`: `{"<year>": ["YYYY-MM-DD", …], …}`. A year that it does not name, and any
/// where it is not readable, is one whose holidays are not known: what is due is due earlier.
pub fn holidays(value: Option<&Value>) -> Holidays {
    value.and_then(|value| serde_json::from_value(value.clone()).ok()).unwrap_or_default()
}

impl Default for Endorsements {
    fn default() -> Self {
        Self(Position::ALL.into_iter().collect())
    }
}

impl Default for Route {
    fn default() -> Self {
        Self { application_via_province: true, new_substance_via_province: true }
    }
}

impl Endorsements {
    /// Reads the policy's value.
    pub fn read(value: &Value) -> Option<Self> {
        let listed = value.get("required")?.as_array()?;
        let position = |name: &Value| {
            Position::ALL.into_iter().find(|position| name.as_str() == Some(position.as_str()))
        };
        listed.iter().map(position).collect::<Option<_>>().map(Self)
    }

    /// Writes the policy's value.
    pub fn to_value(&self) -> Value {
        let names: Vec<&str> = self.0.iter().map(|position| position.as_str()).collect();
        serde_json::json!({ "required": names })
    }
}

impl Route {
    /// Reads the policy's value.
    pub fn read(value: &Value) -> Option<Self> {
        let via = |name: &str| match value.get(name)?.as_str()? {
            "direct" => Some(false),
            "province" => Some(true),
            _ => None,
        };
        Some(Self {
            application_via_province: via("application")?,
            new_substance_via_province: via("new_substance")?,
        })
    }

    /// Writes the policy's value.
    pub fn to_value(self) -> Value {
        let via = |province: bool| if province { "province" } else { "direct" };
        serde_json::json!({
            "application": via(self.application_via_province),
            "new_substance": via(self.new_substance_via_province),
        })
    }
}

/// Which office stands above which.
pub trait OfficeTree {
    /// The level of an office, none when there is no such office.
    fn level(&self, office: &OfficeId) -> Option<Level>;
    /// Whether an office stands anywhere below another.
    fn is_below(&self, office: &OfficeId, above: &OfficeId) -> bool;
}

/// The table that schema 1 begins with; it never changes.
impl OfficeTree for Offices {
    fn level(&self, office: &OfficeId) -> Option<Level> {
        self.get(office).map(|office| office.level)
    }

    fn is_below(&self, office: &OfficeId, above: &OfficeId) -> bool {
        Self::is_below(self, office, above)
    }
}

/// The table of schema 1 with what the policy `offices` changed:
/// `{"<office>": {"level": "province"|"regency_city", "parent": "<office>"}, …}`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangedOffices(BTreeMap<OfficeId, (Level, OfficeId)>);

impl ChangedOffices {
    /// The offices that the policy names: moved ones, and ones the table does not have.
    pub fn changed(&self) -> impl Iterator<Item = &OfficeId> {
        self.0.keys()
    }

    /// Reads the policy's value; a member that is not understood is left out.
    pub fn read(value: &Value) -> Self {
        let change = |(office, change): (&String, &Value)| {
            let level = match change.get("level")?.as_str()? {
                "province" => Level::Province,
                "regency_city" => Level::RegencyCity,
                _ => return None,
            };
            let parent = change.get("parent")?.as_str()?.parse().ok()?;
            let office: OfficeId = office.parse().ok()?;
            // Nothing stands above KPU RI, whatever a policy says.
            (!office.is_national()).then_some((office, (level, parent)))
        };
        Self(value.as_object().into_iter().flatten().filter_map(change).collect())
    }

    /// The office directly above.
    pub fn parent(&self, office: &OfficeId) -> Option<OfficeId> {
        let moved = self.0.get(office).map(|(_, parent)| parent.clone());
        moved.or_else(|| Offices::bundled().parent(office).map(|parent| parent.id.clone()))
    }
}

impl OfficeTree for ChangedOffices {
    fn level(&self, office: &OfficeId) -> Option<Level> {
        let changed = self.0.get(office).map(|(level, _)| *level);
        changed.or_else(|| Offices::bundled().level(office))
    }

    // Three levels: two steps up reach the top, whatever a policy says.
    fn is_below(&self, office: &OfficeId, above: &OfficeId) -> bool {
        let parent = self.parent(office);
        let next = parent.as_ref().and_then(|parent| self.parent(parent));
        [parent, next].contains(&Some(above.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_moves_and_adds_offices() {
        let value = serde_json::json!({
            "3604": { "level": "regency_city", "parent": "32" },
            "9999": { "level": "regency_city", "parent": "36" },
            "RI": { "level": "regency_city", "parent": "36" },
            "bad": 1,
        });
        let tree = ChangedOffices::read(&value);
        let id = |text: &str| text.parse::<OfficeId>().unwrap();
        assert!(tree.is_below(&id("3604"), &id("32")) && !tree.is_below(&id("3604"), &id("36")));
        assert!(tree.is_below(&id("9999"), &id("36")) && tree.is_below(&id("9999"), &id("RI")));
        assert!(tree.is_below(&id("3603"), &id("36")), "as in the table");
        assert_eq!(tree.level(&id("9999")), Some(Level::RegencyCity));
        assert_eq!(tree.level(&id("9998")), None);
        assert_eq!(tree.level(&id("RI")), Some(Level::National));
        assert!(!tree.is_below(&id("RI"), &id("36")), "nothing stands above KPU RI");
    }
}
