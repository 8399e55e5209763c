-- The log: append-only, in order of acceptance. One index beside the key, so that a batch costs two appends where ids are
-- time-ordered. id and slate_id as StoredId writes them; at_ticks in 100 ns since year 1, UTC; price as decimal text.
create table event (
  seq integer primary key,
  id blob not null unique,
  kind integer not null,
  origin integer not null,
  user_id text not null,
  session_id text not null,
  at_ticks integer not null,
  item_id text,
  quantity integer not null,
  price text,
  query text,
  slate_id blob,
  position integer,
  dwell_seconds real,
  rating real
);

-- seq is the order in which items get their dense index: an upsert keeps it.
create table item (
  seq integer primary key,
  id text not null unique,
  title text not null,
  category text,
  brand text,
  seller text,
  description text,
  price text,
  cost text,
  stock integer,
  added_at_ticks integer,
  image_url text,
  active integer not null,
  attributes text not null
);

-- What the shop is, by name.
create table setting (
  name text primary key,
  value text not null
);

-- One row per trained model; at most one of a key is published, and that one serves.
create table model (
  seq integer primary key,
  hash text not null unique,
  key text not null,
  path text not null,
  trained_at_ticks integer not null,
  log_length integer not null,
  metrics text not null,
  published integer not null
);
create index model_by_key on model (key, seq);
