//! Policies whose shape this program fixes, by name.

use std::collections::BTreeSet;

use kecuali_domain::{act::Position, fold::EntryPolicy};
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
