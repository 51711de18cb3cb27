//! What a command is doing, told to someone who waits at a terminal.

use std::{
    io::Write,
    sync::mpsc::{RecvTimeoutError, Sender, channel},
    thread::{self, JoinHandle},
    time::Duration,
};

use crate::catalogue::working;

/// Who waits for less is told nothing; after that the line is written again as often.
const EACH: Duration = Duration::from_secs(1);

/// Work that is under way; its line is gone when this is dropped.
#[derive(Debug)]
pub(crate) struct Working(Option<(Sender<()>, JoinHandle<()>)>);

impl Working {
    /// Nobody is told.
    pub(super) const fn silent() -> Self {
        Self(None)
    }

    /// Tells on `out` what is being done, and for how long already.
    pub(super) fn told(out: impl Write + Send + 'static, what: &'static str) -> Self {
        Self::every(EACH, out, what)
    }

    fn every(each: Duration, mut out: impl Write + Send + 'static, what: &'static str) -> Self {
        let (done, is_done) = channel();
        let tell = move || {
            for times in 1_u32.. {
                if is_done.recv_timeout(each) != Err(RecvTimeoutError::Timeout) {
                    if times > 1 {
                        write(&mut out, "");
                    }
                    return;
                }
                write(&mut out, &working::working(what, (each * times).as_secs()));
            }
        };
        Self(Some((done, thread::spawn(tell))))
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        if let Some((done, teller)) = self.0.take() {
            drop(done);
            let _told: thread::Result<()> = teller.join();
        }
    }
}

/// In the place of what stands on the line.
fn write(out: &mut impl Write, line: &str) {
    let _told = write!(out, "\r\u{1b}[K{line}").and_then(|()| out.flush());
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    struct Paper(Sender<String>);

    impl Write for Paper {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.send(String::from_utf8_lossy(bytes).into_owned()).unwrap();
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn who_waits_is_told_what_is_done_and_the_line_is_gone_afterwards() {
        let (paper, written) = channel();
        let working = Working::every(Duration::from_millis(1), Paper(paper), "Menyinkronkan");
        let mut all = String::new();
        while !all.contains("Menyinkronkan… 0 detik") {
            all += &written.recv().unwrap();
        }
        drop(working);
        all.extend(written);
        assert!(all.ends_with("\r\u{1b}[K"), "{all:?}");
    }

    #[test]
    fn what_is_done_at_once_is_not_told() {
        let (paper, written) = channel();
        drop(Working::every(Duration::from_hours(1), Paper(paper), "Menyinkronkan"));
        assert_eq!(written.iter().count(), 0);
    }
}
