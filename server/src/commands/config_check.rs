//! `config check`: what is in force. Nothing in it is secret.

use crate::config::Config;

pub(crate) fn run(config: &Config) -> String {
    format!(
        "data = {:?}\nlisten = \"{}\"\nlog = {:?}\nlog_format = \"{}\"\n\
         public_requests = {}\nsyncs = {}\nwaits = {}",
        config.data.display().to_string(),
        config.listen,
        config.log,
        format!("{:?}", config.log_format).to_lowercase(),
        config.bounds.public_requests,
        config.bounds.syncs,
        config.bounds.waits,
    )
}
