//! What hostile bytes cost, measured: the only test of its process, so that nothing else is in the
//! figure. Linux tells the most memory that a process ever held.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::fs;

use kecuali_document::{History, caps, check, genesis, guard};
use kecuali_domain::{DocumentId, Scope};
use kecuali_encoding::KeyId;

const MIB: usize = 1 << 20;

/// The most memory that this process ever held; none where the system does not tell.
fn peak() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: usize = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1_024)
}

/// Unsigned LEB128.
fn number(mut value: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while value > 0x7f {
        bytes.push(u8::try_from(value & 0x7f).unwrap() | 0x80);
        value >>= 7;
    }
    bytes.push(u8::try_from(value).unwrap());
    bytes
}

/// A positive run length: signed LEB128.
fn run(length: u64, value: &[u8]) -> Vec<u8> {
    let mut bytes = number(length);
    if bytes.last().is_some_and(|last| last & 0x40 != 0) {
        *bytes.last_mut().unwrap() |= 0x80;
        bytes.push(0);
    }
    bytes.extend(value);
    bytes
}

/// A chunk with this body behind parents, actor and clock, and a checksum that nobody looks at.
fn chunk(rest: &[u8]) -> Vec<u8> {
    let mut body = vec![1];
    body.extend(genesis().0.0);
    body.push(16);
    body.extend([7; 16]);
    body.extend([1, 3, 0, 0]);
    body.extend(rest);
    let length = number(u64::try_from(body.len()).unwrap());
    [&[0x85, 0x6f, 0x4a, 0x83, 0, 0, 0, 0, 1], &length[..], &body].concat()
}

/// A chunk with these columns.
fn columns(columns: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let mut rest = vec![0, u8::try_from(columns.len()).unwrap()];
    for (column, data) in columns {
        rest.push(*column);
        rest.extend(number(u64::try_from(data.len()).unwrap()));
    }
    rest.extend(columns.iter().flat_map(|(_, data)| data));
    chunk(&rest)
}

/// As many puts of the same key and value, told by run lengths.
fn bomb(operations: u64, key: &[u8], meta: u64, values: Vec<u8>) -> Vec<u8> {
    let key = [number(u64::try_from(key.len()).unwrap()), key.to_vec()].concat();
    columns(&[
        (0x02, run(operations, &[2])),
        (0x15, run(operations, &key)),
        (0x42, run(operations, &[1])),
        (0x56, run(operations, &number(meta))),
        (0x57, values),
    ])
}

fn hostile() -> Vec<Vec<u8>> {
    let endless = number(u64::MAX >> 1);
    let full = caps::CHANGE - 256;
    let text = |length: u64| length << 4 | 6;
    vec![
        bomb(1_000_000, b"k", text(0), Vec::new()),
        bomb(10_000_000, b"k", text(0), Vec::new()),
        bomb(u64::MAX >> 2, b"k", text(0), Vec::new()),
        bomb(256, &[b'k'; caps::KEY], text(1_900), vec![b'x'; 256 * 1_900]),
        bomb(256, b"k", text(u64::MAX >> 5), vec![b'x'; full]),
        columns(&[(0x42, [run(1, &[1]); 1].concat().repeat(full / 2))]),
        columns(&[(0x42, vec![0x7f; full])]),
        columns(&[(0x42, [vec![0x80; 8], vec![0x7f]].concat())]),
        chunk(&endless),
        chunk(&[&[1], &endless[..]].concat()),
        chunk(&[&[0], &endless[..]].concat()),
        chunk(&[&[0, 1, 0x42], &endless[..]].concat()),
        chunk(&[number(2_001), [vec![16], vec![9; 16]].concat().repeat(2_001)].concat()),
        vec![0x85; caps::CHANGE],
        vec![0; 8 * caps::CHANGE],
    ]
}

#[test]
fn hostile_changes_cost_little_memory() {
    let scope: Scope = "office/3604".parse().unwrap();
    let history = History::new(scope, DocumentId::new(1, [1; 10]));
    let weapons = hostile();
    let before = peak();
    for weapon in &weapons {
        for cut in [weapon.len(), weapon.len() - 1, weapon.len() / 2, 60] {
            drop(guard(&weapon[..cut]));
            assert!(check(&history, KeyId([7; 32]), &weapon[..cut]).is_err());
        }
    }
    if let (Some(before), Some(after)) = (before, peak()) {
        let cost = after - before;
        assert!(cost < 16 * MIB, "{} KiB", cost / 1_024);
    }
}
