//! Bytes that were promised: changes that must come out equal for ever.

use kecuali_document::{Side, check};
use kecuali_encoding::{Digest, KeyId};

use crate::random::empty;

const CORPUS: &str = include_str!("../../golden/changes-1.txt");

/// The corpus: histories divided by empty lines; a line is signer, change hash, bytes.
#[test]
fn every_change_of_the_corpus_is_still_written_byte_for_byte() {
    let mut changes = 0;
    for history in CORPUS.split("\n\n") {
        let mut replica = empty();
        for line in history.lines() {
            let mut parts = line.split(' ');
            let mut next = || parts.next().expect("three parts a line");
            let signer: KeyId = next().parse().expect("a key");
            let hash: Digest = next().parse().expect("a hash");
            let checked = check(&replica, signer, &unhex(next())).expect("a promised change");
            assert_eq!(checked.hash(), hash);
            replica.add(&checked, Side::Office);
            changes += 1;
        }
    }
    assert!(changes > 50, "the corpus holds {changes} changes");
}

pub(crate) fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<char> = text.chars().collect();
    let byte = |pair: &[char]| u8::from_str_radix(&pair.iter().collect::<String>(), 16);
    digits.chunks(2).map(|pair| byte(pair).expect("hexadecimal")).collect()
}
