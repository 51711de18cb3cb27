//! The office program: its façade over a server in memory, and its command line.

#[cfg(test)]
mod answers;
#[cfg(test)]
mod bundles;
#[cfg(test)]
mod command_line;
#[cfg(test)]
mod conflicts;
#[cfg(test)]
mod decisions;
#[cfg(test)]
mod network;
#[cfg(test)]
mod os;
#[cfg(test)]
mod setting_up;
#[cfg(test)]
mod wire;
#[cfg(test)]
mod world;
