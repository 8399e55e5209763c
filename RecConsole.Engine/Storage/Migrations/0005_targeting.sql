-- Segments and campaigns: each change of one is a row, which never changes. The highest version of a key counts; content as JSON
-- (TargetJson), null where it was removed.
create table target_revision (
  seq integer primary key,
  kind text not null,
  key text not null,
  version integer not null,
  at_ticks integer not null,
  by_id text not null,
  by_name text not null,
  content text,
  unique (kind, key, version)
);
