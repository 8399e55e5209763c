-- What is counted of each unit of each phase of an experiment, as it was when last stored; days as UnitTable writes them.
create table experiment_unit (
  experiment text not null,
  phase integer not null,
  unit text not null,
  arm integer not null,
  first_ticks integer not null,
  last_ticks integer not null,
  order_ticks integer not null,
  several integer not null,
  placement text not null,
  device text not null,
  days blob not null,
  primary key (experiment, phase, unit)
) without rowid;

-- How far of both logs the stored units have seen: seq of the newest event, time of the newest slate. One row.
create table experiment_mark (
  id integer primary key check (id = 1),
  event_seq integer not null,
  slate_ticks integer not null
);

-- What looks at an experiment found, for its chart over time; content is a ResultPoint as JSON.
create table experiment_look (
  experiment text not null,
  phase integer not null,
  at_ticks integer not null,
  content text not null,
  primary key (experiment, phase, at_ticks)
) without rowid;
