-- Experiments: each change of one is a row, which never changes. The highest version of a key counts; content as JSON
-- (ExperimentJson), null where a draft was discarded.
create table experiment_revision (
  seq integer primary key,
  key text not null,
  version integer not null,
  at_ticks integer not null,
  by_id text not null,
  by_name text not null,
  content text,
  unique (key, version)
);

-- Which phase of its experiment a slate counts in, and for which unit; null for units that were forced into a variant.
alter table slate add column phase integer;
alter table slate add column unit text;
create index slate_by_experiment on slate (experiment, phase) where phase is not null;

-- When each unit was first shown each variant. Kept after its slates have left their log: it says who is in the test.
create table exposure (
  experiment text not null,
  phase integer not null,
  unit text not null,
  variant text not null,
  first_at_ticks integer not null,
  simulated integer not null,
  primary key (experiment, phase, unit, variant)
) without rowid;
