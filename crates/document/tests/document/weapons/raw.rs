//! Chunks made byte by byte, for what Automerge's own writer would not write.

use kecuali_document::genesis;
use kecuali_encoding::Digest;

/// A column by its number, and its bytes.
pub(super) type Column = (u8, Vec<u8>);

/// The columns of one put of the text `abc` in `content`, with nothing compressed.
pub(super) fn one_put() -> Vec<Column> {
    let one = |value: &[u8]| [&[0x7f], value].concat();
    vec![
        (0x01, one(&[1])),          // object: its actor, the genesis
        (0x02, one(&[2])),          // object: its counter, `content`
        (0x15, one(&[1, b'k'])),    // key
        (0x34, vec![1]),            // insert: once no
        (0x42, one(&[1])),          // action: put
        (0x56, one(&[3 << 4 | 6])), // value: a text of three bytes
        (0x57, b"abc".to_vec()),    // value: its bytes
        (0x70, one(&[0])),          // predecessors: none
    ]
}

/// The columns of that many puts of the same empty text, in a few bytes.
pub(super) fn bomb(operations: u32) -> Vec<Column> {
    let run = |value: &[u8]| [leb128(operations), value.to_vec()].concat();
    vec![
        (0x01, run(&[1])),
        (0x02, run(&[2])),
        (0x15, run(&[1, b'k'])),
        (0x34, leb128(operations)),
        (0x42, run(&[1])),
        (0x56, run(&[6])),
        (0x70, run(&[0])),
    ]
}

/// A change on the genesis with these columns, and a checksum that fits.
pub(super) fn change(columns: &[Column]) -> Vec<u8> {
    let mut body = vec![1];
    body.extend(genesis().0.0);
    body.push(16);
    body.extend([7; 16]); // actor
    body.extend([1, 3, 0, 0, 1, 16]); // sequence, start, time, no message, one other actor
    body.extend([0; 16]);
    body.push(u8::try_from(columns.len()).unwrap());
    for (column, data) in columns {
        body.extend([*column, u8::try_from(data.len()).unwrap()]);
    }
    for (_, data) in columns {
        body.extend(data);
    }
    assert!(body.len() < 256, "its length is two bytes at most");
    let mut hashed = vec![1];
    match u8::try_from(body.len()).unwrap() {
        length @ 0..=127 => hashed.push(length),
        length => hashed.extend([length, 1]),
    }
    hashed.extend(&body);
    let checksum = Digest::of(&hashed).0[..4].to_vec();
    [vec![0x85, 0x6f, 0x4a, 0x83], checksum, hashed].concat()
}

/// Signed LEB128 of a positive number.
fn leb128(mut number: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number > 0x3f {
        bytes.push(u8::try_from(number & 0x7f).unwrap() | 0x80);
        number >>= 7;
    }
    bytes.push(u8::try_from(number).unwrap());
    bytes
}
