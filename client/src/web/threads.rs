//! Which thread does what.
//!
//! The first one answers. A second one works with the office, one thing after the other, as the
//! lock of the office has it anyway: a thread that ever had thousands of drafts in hand does not give
//! back what that took, and so each of many would keep as much. What takes long and needs no office
//! is done on a thread of its own, and keeps no page waiting.

use std::{io, thread};

use tokio::{
    runtime::{Builder, Runtime},
    sync::oneshot::{channel, error::RecvError},
};

/// Where pages are answered, and what `spawn_blocking` does is done on one thread.
pub(crate) fn runtime() -> io::Result<Runtime> {
    Builder::new_current_thread().max_blocking_threads(1).enable_all().build()
}

/// Does something on a thread of its own. It gives nothing where that panics.
pub(crate) async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, RecvError> {
    let (tell, told) = channel();
    thread::spawn(move || drop(tell.send(work())));
    told.await
}
