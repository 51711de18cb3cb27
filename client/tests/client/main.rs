//! The office program: its façade over a server in memory, and its command line.

#[cfg(test)]
mod agreeing;
#[cfg(test)]
mod alarms;
#[cfg(test)]
mod answers;
#[cfg(test)]
mod archiving;
#[cfg(test)]
mod bound;
#[cfg(test)]
mod bundles;
#[cfg(test)]
mod carrying;
#[cfg(test)]
mod catalogue;
#[cfg(test)]
mod changing;
#[cfg(test)]
mod command_line;
#[cfg(test)]
mod commanding;
#[cfg(test)]
mod concluding;
#[cfg(test)]
mod conflicts;
#[cfg(test)]
mod copying;
#[cfg(test)]
mod coverage;
#[cfg(test)]
mod damage;
#[cfg(test)]
mod decisions;
#[cfg(test)]
mod desk;
#[cfg(test)]
mod discarding;
#[cfg(test)]
mod drafting;
#[cfg(test)]
mod drafts;
#[cfg(test)]
mod effect;
#[cfg(test)]
mod elsewhere;
#[cfg(test)]
mod ending;
#[cfg(test)]
mod expiry;
#[cfg(test)]
mod exporting;
#[cfg(test)]
mod falling;
#[cfg(test)]
mod following;
#[cfg(test)]
mod governing;
#[cfg(test)]
mod health;
#[cfg(test)]
mod hints;
#[cfg(test)]
mod import_batches;
#[cfg(test)]
mod import_oddities;
#[cfg(test)]
mod importing;
#[cfg(test)]
#[cfg(unix)]
mod interrupting;
#[cfg(test)]
mod inviting;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod killing;
#[cfg(test)]
mod leaving;
#[cfg(test)]
mod listing;
#[cfg(test)]
mod minutes;
#[cfg(test)]
mod naming;
#[cfg(test)]
mod national;
#[cfg(test)]
mod neighbours;
#[cfg(test)]
mod network;
#[cfg(test)]
mod online;
#[cfg(test)]
mod os;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod packing;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod parked;
#[cfg(test)]
mod printing;
#[cfg(test)]
mod proofs;
#[cfg(test)]
mod proving;
#[cfg(test)]
mod publishing;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod receipts;
#[cfg(test)]
mod register;
#[cfg(test)]
mod reviewing;
#[cfg(test)]
mod root;
#[cfg(test)]
mod scratch;
#[cfg(test)]
mod screens;
#[cfg(test)]
mod scripting;
#[cfg(test)]
mod serving;
#[cfg(test)]
mod setting_up;
mod sheets;
#[cfg(test)]
mod unseen;
#[cfg(test)]
mod upkeep;
#[cfg(test)]
mod usage;
#[cfg(test)]
mod waiting;
#[cfg(test)]
mod way_out;
#[cfg(test)]
mod whole_lists;
#[cfg(test)]
mod wire;
#[cfg(test)]
mod world;
