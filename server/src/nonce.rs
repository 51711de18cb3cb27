//! The nonce that a request is signed with: the server's own word, so that it keeps none of them.

use kecuali_encoding::{Digest, Frame, KeyId};
use kecuali_protocol::limits;

/// Makes nonces and knows its own: `<hour>.<MAC over (installation, hour)>`.
///
/// The secret lives as long as the process. After a restart an installation is told once that its
/// nonce is stale, and is given a fresh one with that answer.
pub(crate) struct Nonces {
    secret: [u8; 32],
}

impl Nonces {
    pub(crate) const fn new(secret: [u8; 32]) -> Self {
        Self { secret }
    }

    pub(crate) fn issue(&self, installation: KeyId, hour: u64) -> String {
        format!("{hour}.{}", self.mac(installation, hour))
    }

    pub(crate) fn is_fresh(&self, nonce: &str, installation: KeyId, now: u64) -> bool {
        let Some((hour, mac)) = nonce.split_once('.') else { return false };
        let (Ok(hour), Ok(mac)) = (hour.parse::<u64>(), mac.parse::<Digest>()) else {
            return false;
        };
        let age = now.checked_sub(hour);
        age.is_some_and(|age| age <= limits::NONCE_HOURS)
            && same(&mac, &self.mac(installation, hour))
    }

    // The hash of the hash, each under the secret, as in HMAC: who has seen any number of nonces
    // can make none for another key or hour.
    fn mac(&self, installation: KeyId, hour: u64) -> Digest {
        let inner = Frame::new("kecuali/1/nonce")
            .bytes(&self.secret)
            .bytes(installation.as_bytes())
            .number(hour)
            .digest();
        Frame::new("kecuali/1/nonce_mac").bytes(&self.secret).bytes(inner.as_bytes()).digest()
    }
}

impl std::fmt::Debug for Nonces {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Nonces").finish_non_exhaustive()
    }
}

/// Takes the same time wherever the two differ.
fn same(one: &Digest, other: &Digest) -> bool {
    one.0.iter().zip(other.0).fold(0, |unlike, (a, b)| unlike | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: KeyId = KeyId([1; 32]);

    #[test]
    fn a_nonce_is_good_for_a_day_and_for_its_installation_only() {
        let nonces = Nonces::new([7; 32]);
        let nonce = nonces.issue(KEY, 1_000);
        assert!(kecuali_protocol::request::is_nonce(&nonce));
        assert!(nonces.is_fresh(&nonce, KEY, 1_000) && nonces.is_fresh(&nonce, KEY, 1_024));
        assert!(!nonces.is_fresh(&nonce, KEY, 1_025) && !nonces.is_fresh(&nonce, KEY, 999));
        assert!(!nonces.is_fresh(&nonce, KeyId([2; 32]), 1_000));
        assert!(!Nonces::new([8; 32]).is_fresh(&nonce, KEY, 1_000));
    }

    #[test]
    fn an_hour_that_was_changed_is_noticed() {
        let nonces = Nonces::new([7; 32]);
        let later = nonces.issue(KEY, 1_000).replace("1000.", "1030.");
        assert!(!nonces.is_fresh(&later, KEY, 1_030));
        for bad in ["", ".", "1000", "1000.", "x.y", "1000.00"] {
            assert!(!nonces.is_fresh(bad, KEY, 1_000), "{bad}");
        }
    }
}
