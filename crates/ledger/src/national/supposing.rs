//! What a loss would void, asked before anyone signs it.

use std::collections::BTreeMap;

use kecuali_domain::Scope;
use kecuali_encoding::{Digest, KeyId};
use kecuali_trust::{Ending, KeyEndFact, Place};

use super::National;

impl National {
    /// Goes on as if a key had been lost by one more record at the end of each of these logs, of
    /// which is given where it ends. Signed by a key of the root: who ends a key does not decide
    /// about what falls with it.
    ///
    /// To be asked, and never to be read on: nothing of it stands in a log. Where the cuts stand must
    /// have been told by [`National::learn_position`].
    pub fn suppose_lost(
        &mut self,
        key: KeyId,
        cuts: &BTreeMap<String, Digest>,
        logs: &BTreeMap<Scope, u64>,
    ) {
        let judged = self.head().position;
        for (log, end) in logs {
            let place = if *log == Scope::National {
                Place::national(judged + 1)
            } else {
                Place::in_log(log.to_string(), end + 1, judged)
            };
            let fact = KeyEndFact {
                id: Digest::of(log.to_string().as_bytes()),
                relied_on: Digest(*self.root_id().as_bytes()),
                by: KeyId([0; 32]),
                key,
                how: Ending::Lost { cuts: cuts.clone() },
                place,
            };
            let positions = &self.positions;
            let position =
                |log: &str, record: &Digest| positions.get(&(log.to_owned(), *record)).copied();
            if self.roster.add_end(fact, &position).is_ok() {
                self.has_losses = true;
            }
        }
        if logs.contains_key(&Scope::National) {
            self.digests.push(self.head().digest);
        }
    }
}
