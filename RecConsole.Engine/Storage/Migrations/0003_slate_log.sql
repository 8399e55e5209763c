-- The log of slates, in the order in which they were served; the oldest go when there are too many. id as StoredId writes
-- it; seed is unsigned, kept by its bits; context and degraded as JSON, null for none; slots and encoding as SlateCodec
-- writes them.
create table slate (
  seq integer primary key,
  id blob not null unique,
  served_at_ticks integer not null,
  placement text not null,
  strategy text not null,
  revision text not null,
  model text not null,
  user_id text,
  session_id text,
  experiment text,
  variant text,
  simulated integer not null,
  explored integer not null,
  seed integer not null,
  wanted integer not null,
  replays integer not null,
  latency_micros integer not null,
  context text,
  degraded text,
  slots blob not null,
  encoding blob
);

-- The top M of the sampled ones; slate_seq is the slate's.
create table slate_sample (
  slate_seq integer primary key,
  body blob not null
);
