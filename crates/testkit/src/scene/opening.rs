//! The country as most stories find it.

use kecuali_domain::{
    Capability,
    act::{Grant, Holder, Position},
};
use kecuali_ledger::{Endorsements, Route};

use super::Scene;
use crate::cast::{self, Actor};

/// The day on which stories begin.
pub(super) const FIRST_DAY: &str = "2026-11-23";

impl Default for Scene {
    fn default() -> Self {
        Self::new()
    }
}

impl Scene {
    /// Everyone of the cast is appointed but the stranger, policy is set and a day has begun.
    ///
    /// All three positions endorse; applications go straight to KPU RI, new substances through
    /// the province.
    pub fn new() -> Self {
        let mut scene = Self::empty();
        scene.appoint_national();
        scene.set_day(FIRST_DAY);
        scene.set_policy("endorsements", FIRST_DAY, Endorsements::default().to_value());
        let route = Route { application_via_province: false, new_substance_via_province: true };
        scene.set_policy("route", FIRST_DAY, route.to_value());
        scene.appoint_offices();
        scene
    }

    fn appoint_national(&mut self) {
        use Capability as Can;
        let admin = person(&cast::NATIONAL_ADMIN, &[Can::Administer]);
        self.grant(&cast::ROOT, "national", delegating(admin, &Can::ALL));
        let mut give = |grant| self.grant(&cast::NATIONAL_ADMIN, "national", grant);
        give(machine(&cast::LOG, Holder::Server, Can::Log));
        give(machine(&cast::NATIONAL_PC, Holder::Installation, Can::Sync));
        give(person(&cast::ISSUER, &[Can::Draft, Can::Issue]));
        let reviews = [Can::Review, Can::Determine, Can::Revoke];
        give(person(&cast::DETERMINER, &reviews));
        give(person(&cast::DETERMINER_2, &reviews));
    }

    fn appoint_offices(&mut self) {
        use Capability as Can;
        let office = [
            Can::Draft,
            Can::Endorse,
            Can::RecordEndorsement,
            Can::Submit,
            Can::Administer,
            Can::Sync,
        ];
        let province = [office.as_slice(), &[Can::Forward]].concat();
        let national =
            |scene: &mut Self, grant| scene.grant(&cast::NATIONAL_ADMIN, "national", grant);
        let admin = |actor| person(actor, &[Can::Administer]);
        national(self, delegating(admin(&cast::PROVINCE_ADMIN), &province));
        national(self, delegating(admin(&cast::OTHER_ADMIN), &office));
        let vouches =
            |scene: &mut Self, grant| scene.grant(&cast::PROVINCE_ADMIN, "national", grant);
        vouches(self, delegating(admin(&cast::OFFICE_ADMIN), &office));
        vouches(self, person(&cast::FORWARDER, &[Can::Forward]));
        vouches(self, machine(&cast::PROVINCE_PC, Holder::Installation, Can::Sync));
        self.grant(
            &cast::OFFICE_ADMIN,
            "national",
            machine(&cast::OFFICE_PC, Holder::Installation, Can::Sync),
        );

        let clerk = [Can::Draft, Can::Submit, Can::RecordEndorsement];
        self.grant(&cast::OTHER_ADMIN, "office/1101", person(&cast::OTHER_PPID, &clerk));
        let mut staff = |grant| self.grant(&cast::OFFICE_ADMIN, "office/3604", grant);
        staff(person(&cast::PPID, &clerk));
        staff(endorser(&cast::PATRON, Position::Patron));
        staff(endorser(&cast::ADVISORY_TEAM, Position::AdvisoryTeam));
        staff(endorser(&cast::SUPERIOR, Position::PpidSuperior));
    }
}

/// A grant to a person.
pub fn person(to: &Actor, can: &[Capability]) -> Grant {
    grant(to, Holder::Person(to.name.to_owned()), can)
}

/// A grant to an endorser.
pub fn endorser(to: &Actor, position: Position) -> Grant {
    Grant { endorses_as: Some(position), ..person(to, &[Capability::Endorse]) }
}

/// A grant to an installation or a server.
pub fn machine(to: &Actor, holder: fn(String) -> Holder, can: Capability) -> Grant {
    grant(to, holder(to.name.to_owned()), &[can])
}

/// The same grant with what it may hand on.
#[must_use]
pub fn delegating(grant: Grant, can: &[Capability]) -> Grant {
    Grant { delegable: can.iter().map(ToString::to_string).collect(), ..grant }
}

fn grant(to: &Actor, holder: Holder, can: &[Capability]) -> Grant {
    Grant {
        key: to.id(),
        holder,
        office: to.office(),
        position: "Jabatan".to_owned(),
        endorses_as: None,
        capabilities: can.iter().map(ToString::to_string).collect(),
        delegable: std::collections::BTreeSet::new(),
        until: None,
        replaces: None,
        recipient: None,
    }
}
