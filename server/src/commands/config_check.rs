//! `config check`: what is in force. Nothing in it is secret.

use crate::config::Config;

pub(crate) fn run(config: &Config) -> String {
    let site = [
        ("public_url", config.site.public_url.as_ref().map(ToString::to_string)),
        ("contact", config.site.contact.as_ref().map(ToString::to_string)),
    ];
    let said = |(name, value): (&str, Option<String>)| match value {
        Some(value) => format!("\n{name} = {value:?}"),
        None => format!("\n# {name} is not set"),
    };
    let site: String = site.into_iter().map(said).collect();
    format!(
        "data = {:?}\nlisten = \"{}\"\nlog = {:?}\nlog_format = \"{}\"\n\
         public_requests = {}\nsyncs = {}\nwaits = {}\n\
         office_day_mib = {}\nfree_mib = {}{site}",
        config.data.display().to_string(),
        config.listen,
        config.log,
        format!("{:?}", config.log_format).to_lowercase(),
        config.bounds.public_requests,
        config.bounds.syncs,
        config.bounds.waits,
        config.share.office_day >> 20,
        config.share.free >> 20,
    )
}
