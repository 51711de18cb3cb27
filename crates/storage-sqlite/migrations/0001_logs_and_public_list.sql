-- Logs. A log exists from its first member on; position and digest are those of its last member.
create table log (
    id       integer primary key,
    name     text    not null unique,
    position integer not null check (position > 0),
    digest   blob    not null check (length(digest) = 32)
) strict;

-- Records and marks. The large columns come last, so that the small ones are read without them.
create table member (
    log             integer not null references log (id),
    position        integer not null check (position > 0),
    digest          blob    not null check (length(digest) = 32),
    judged_position integer not null check (judged_position >= 0),
    judged_digest   blob    not null check (length(judged_digest) = 32),
    hash            blob    not null check (length(hash) = 32),
    change          blob             check (length(change) = 32),
    document        blob             check (length(document) = 16),
    bytes           blob    not null,
    attachment      blob,
    primary key (log, position)
) strict;

create unique index member_by_change on member (log, change) where change is not null;
create index member_by_hash on member (log, hash, position);
create index member_by_document on member (log, document, position) where document is not null;

create trigger member_stays before delete on member begin
    select raise(abort, 'a member never leaves its log');
end;

-- What no log holds yet, in the order it was added.
create table pending (
    added      integer primary key,
    log        text    not null,
    change     blob    not null check (length(change) = 32),
    document   blob    not null check (length(document) = 16),
    bytes      blob    not null,
    attachment blob,
    parked     blob,
    unique (log, change)
) strict;

create table value (
    name  text not null primary key,
    bytes blob not null
) strict, without rowid;

-- A cache: losing a row costs time and nothing else.
create table folded (
    log      text    not null,
    document blob    not null check (length(document) = 16),
    position integer not null check (position >= 0),
    version  integer not null check (version >= 0),
    bytes    blob    not null,
    primary key (log, document)
) strict;

-- The public list.
create table public_row (
    id       text    not null primary key,
    office   text    not null,
    issue    blob    not null check (length(issue) = 32),
    item     integer not null check (item >= 0),
    ends     text,
    in_force integer not null check (in_force in (0, 1)),
    event    integer not null check (event >= 0),
    body     blob    not null
) strict;

create index public_row_by_office on public_row (office, id);
create index public_row_by_issue on public_row (issue, id);
create index public_row_by_item on public_row (issue, item, id);
create index public_row_in_force on public_row (office, id) where in_force = 1;
create index public_row_ending on public_row (ends, id) where in_force = 1 and ends is not null;

create table event (
    seq       integer primary key check (seq > 0),
    name      text    not null unique,
    kind      text    not null,
    about_row text    not null,
    office    text    not null,
    day       text    not null,
    reason    text
) strict;

-- Apart from the event, so that what was published can be erased and that it was published stays.
create table event_body (
    seq  integer primary key references event (seq),
    body blob    not null
) strict;

create trigger event_stays before delete on event begin
    select raise(abort, 'an event is never removed');
end;

create trigger event_is_fixed before update on event begin
    select raise(abort, 'an event is never changed');
end;
