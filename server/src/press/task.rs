//! When there is something to print.

use std::time::Duration;

use tokio::time::{Instant, MissedTickBehavior, interval};

use super::{Keep, PressError};
use crate::hub::Hub;

/// How often is looked whether the list has changed: what changes together is printed together.
const LOOK: Duration = Duration::from_secs(3);
/// Of all time, at most one part in so many is spent on printing.
const SHARE: u32 = 10;

/// Prints the list when it has changed, one edition at a time.
pub(crate) async fn keep_printed(hub: Hub, keep: Keep) {
    let mut looks = interval(LOOK);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (mut rested, mut failed) = (Instant::now(), None);
    loop {
        let now = looks.tick().await;
        let event = hub.listing().event;
        // After a take-down there is nothing to give out, and no rest.
        let rests = now < rested && hub.press().is_some_and(|press| press.latest().is_some());
        if rests || (event.is_some() && failed == event) {
            continue;
        }
        let printing = hub.clone();
        let printed = tokio::task::spawn_blocking(move || printing.print(keep)).await;
        rested = now + now.elapsed() * SHARE;
        match printed {
            Ok(Ok(()) | Err(PressError::Unsigned | PressError::Changed)) => {}
            Ok(Err(error)) => {
                failed = event;
                tracing::error!(%error, "ALARM: the files of the list are not printed");
            }
            Err(error) => {
                failed = event;
                tracing::error!(%error, "a printing ended in a panic");
            }
        }
    }
}
