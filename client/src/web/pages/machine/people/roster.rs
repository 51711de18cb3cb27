//! Grants: those that are known for this office, and those that whoever acts may give here.

use kecuali_domain::{Capability, Day};

use crate::{
    catalogue::authority,
    error::OfficeError,
    office::Office,
    web::{
        answers::Answers,
        visit::{Answer, Visit},
    },
};

/// A key that was granted something for this office.
#[derive(Debug)]
pub(super) struct GrantRow {
    pub(super) holder: String,
    pub(super) position: String,
    pub(super) may: String,
    pub(super) until: Option<String>,
    pub(super) state: String,
    pub(super) ended: bool,
    pub(super) fingerprint: String,
}

/// Every grant that is known for this office, what holds before what ended.
pub(super) fn of_office(office: &mut Office) -> Result<Vec<GrantRow>, OfficeError> {
    let own = office.id().clone();
    let mut grants = office.roster()?;
    grants.retain(|grant| grant.office == own);
    grants.sort_by_key(|grant| (grant.without.is_some(), grant.holder != "person"));
    let row = |grant: &crate::office::roster::Granted| GrantRow {
        holder: authority::holder(grant.holder).to_owned(),
        position: grant.position.clone(),
        may: authority::by_names(&grant.capabilities),
        until: grant.until.map(Day::written_out),
        state: match grant.without {
            Some("key_ended") => "diakhiri".to_owned(),
            Some(_) => "tidak berlaku".to_owned(),
            None if grant.received => "berlaku".to_owned(),
            None => "berlaku, menunggu dikirim".to_owned(),
        },
        ended: grant.without.is_some(),
        fingerprint: grant.fingerprint.clone(),
    };
    Ok(grants.iter().map(row).collect())
}

/// Grants what the keys of this machine ask for, by an administrator who sits here.
pub(in crate::web::pages::machine) async fn grant(visit: Visit, form: Answers) -> Answer {
    let shown: Vec<String> = form.all("sidik").map(str::to_owned).collect();
    let granted = visit
        .office(move |hand| {
            let scope = hand.office.scope();
            hand.office.signer(hand.acting, &[Capability::Administer], &scope)?;
            let mut request = hand.office.join_request(false)?;
            // Only what was on the screen: someone may have been added since.
            request
                .keys
                .retain(|asked| shown.contains(&kecuali_trust::fingerprint_words(asked.key)));
            hand.office.grant_request(hand.acting, &request, None)
        })
        .await?;
    Ok(visit.go("/orang", format!("{granted} kunci diberi wewenang.")))
}
