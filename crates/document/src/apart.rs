//! What was written unseen of each other and nobody has seen together yet.

use kecuali_encoding::Digest;

use crate::{history::History, write::Map};

impl History {
    /// The changes of fields that were written apart: of those that no other change of fields has
    /// seen there are several, and these are what not all of them have seen. In order; none from
    /// the moment on at which a change, an act too, stands on all of them, since its writer saw
    /// what they come to together.
    ///
    /// Which fields are in conflict is a question of its own: of what was written apart most goes
    /// together by itself.
    pub fn apart(&self) -> Vec<Digest> {
        // Whoever wrote the only head has seen everything.
        if self.heads.len() < 2 {
            return Vec::new();
        }
        let edits = || (0..self.nodes.len()).filter(|place| self.nodes[*place].map == Map::Content);
        let seen_by = |later: usize, earlier: usize| self.nodes[later].past.contains(earlier);
        let is_newest =
            |place: &usize| !edits().any(|other| other > *place && seen_by(other, *place));
        let newest: Vec<usize> = edits().filter(is_newest).collect();
        let joins = |head: &usize| newest.iter().all(|edit| seen_by(*head, *edit));
        if newest.len() < 2 || self.heads.iter().any(joins) {
            return Vec::new();
        }
        let is_apart = |place: &usize| !newest.iter().all(|edit| seen_by(*edit, *place));
        edits().filter(is_apart).map(|place| self.nodes[place].hash).collect()
    }
}
