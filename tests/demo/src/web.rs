//! The least of HTTP: GET over a connection of its own, on loopback.

use std::{
    io::{self, Read as _, Write as _},
    net::TcpStream,
};

use serde_json::Value;

use crate::story::Failed;

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) target: String,
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

/// Asks for a path of the server at an address.
pub(crate) fn get(address: &str, path: &str, known: Option<&str>) -> Result<Answer, Failed> {
    let target = format!("GET http://{address}{path}");
    let answer = exchange(address, path, known).and_then(|bytes| read(&target, &bytes));
    answer.map_err(|error| Failed::new(&target, "an answer of HTTP", &error))
}

fn exchange(address: &str, path: &str, known: Option<&str>) -> io::Result<Vec<u8>> {
    let condition = known.map(|tag| format!("If-None-Match: {tag}\r\n")).unwrap_or_default();
    let mut stream = TcpStream::connect(address)?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {address}\r\n{condition}Connection: close\r\n\r\n"
    )?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn read(target: &str, bytes: &[u8]) -> io::Result<Answer> {
    let bad = |what: &str| io::Error::new(io::ErrorKind::InvalidData, what.to_owned());
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
    let (head, body) = bytes.split_at(end.ok_or_else(|| bad("no end of the head"))?);
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok());
    let header = |line: &str| {
        let (name, value) = line.split_once(':')?;
        Some((name.to_lowercase(), value.trim().to_owned()))
    };
    let headers: Vec<_> = lines.filter_map(header).collect();
    let chunked = headers
        .iter()
        .any(|(name, value)| name == "transfer-encoding" && value.eq_ignore_ascii_case("chunked"));
    let body = body.get(4..).unwrap_or_default();
    let body = if chunked {
        joined(body).ok_or_else(|| bad("chunks without an end"))?
    } else {
        body.to_vec()
    };
    let body = String::from_utf8(body).map_err(|_| bad("not UTF-8"))?;
    let status = status.ok_or_else(|| bad("no status"))?;
    Ok(Answer { target: target.to_owned(), status, headers, body })
}

/// The body of a chunked answer; nothing where it was cut off.
fn joined(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let line = rest.windows(2).position(|two| two == b"\r\n")?;
        let size = std::str::from_utf8(rest.get(..line)?).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        let begin = line + 2;
        if size == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(rest.get(begin..begin + size)?);
        rest = rest.get(begin + size + 2..)?;
    }
}

impl Answer {
    /// A header by its name in lower case.
    pub(crate) fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    /// The body, when the status is this one.
    pub(crate) fn json(&self, status: u16) -> Result<Value, Failed> {
        let seen = || format!("{}: {}", self.status, crate::tell::short(&self.body));
        if self.status != status {
            return Err(Failed::new(&self.target, &format!("status {status}"), &seen()));
        }
        let json = serde_json::from_str(&self.body);
        json.map_err(|_| Failed::new(&self.target, "JSON", &seen()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined_and_an_answer_that_was_cut_off_is_none() {
        let head = "HTTP/1.1 200 OK\r\nETag: \"x\"\r\nTransfer-Encoding: chunked\r\n\r\n";
        let whole = format!("{head}3\r\n[1,\r\n2\r\n2]\r\n0\r\n\r\n");
        let answer = read("GET /", whole.as_bytes()).unwrap();
        assert_eq!((answer.body.as_str(), answer.header("etag")), ("[1,2]", "\"x\""));
        assert!(answer.json(200).is_ok() && answer.json(404).is_err());
        for cut in [head.len() + 3, head.len() + 8, whole.len() - 5] {
            assert!(read("GET /", &whole.as_bytes()[..cut]).is_err(), "{cut}");
        }
    }
}
