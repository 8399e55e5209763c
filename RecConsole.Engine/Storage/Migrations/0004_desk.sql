-- The one draft of each strategy that is being changed; content as JSON (StrategyJson), editors as a JSON array of ids.
create table strategy_draft (
  key text primary key,
  based_on integer not null,
  version integer not null,
  state text not null,
  author text not null,
  author_name text not null,
  editors text not null,
  updated_at_ticks integer not null,
  note text,
  reviewed_by text,
  publish_at_ticks integer,
  time_zone text,
  scheduled_by text,
  content text not null
);

-- That a revision went live; was: the number of the one before, 0 for none.
create table publication (
  seq integer primary key,
  key text not null,
  number integer not null,
  was integer not null,
  at_ticks integer not null,
  by_id text not null,
  by_name text not null,
  kind text not null,
  reason text,
  foreign key (key, number) references strategy_revision (key, number)
);
create index publication_by_key on publication (key, seq);

-- Who changed what: appended, never changed; each row holds the hash of the one before (AuditChain).
create table audit (
  number integer primary key,
  at_ticks integer not null,
  actor text not null,
  actor_name text not null,
  role text not null,
  action text not null,
  subject text not null,
  before_json text,
  after_json text,
  reason text,
  previous_hash text not null,
  hash text not null
);
create index audit_by_subject on audit (subject, number);

-- People of the shop. One who has left keeps the row, so that the id stays theirs.
create table person (
  seq integer primary key,
  id text not null unique,
  name text not null unique,
  role text not null,
  password_hash text,
  joined_at_ticks integer not null,
  removed integer not null
);

-- One-time links, by the SHA-256 of their token; person_id where it is for somebody who is there already.
create table invitation (
  token_hash text primary key,
  role text not null,
  person_id text,
  invited_by text not null,
  expires_at_ticks integer not null
);
