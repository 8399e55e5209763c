-- What each training was asked, on which data and how it did. The account is JSON: it is shown, never searched.
create table training (
  number integer primary key,
  key text not null,
  state text not null,
  hash text,
  started_at_ticks integer not null,
  by_id text not null,
  by_name text not null,
  model_order text not null,
  account text not null
);
create index training_by_hash on training (hash, number);

-- Each change of the model that serves which somebody asked for.
create table promotion (
  seq integer primary key,
  hash text not null,
  was text,
  at_ticks integer not null,
  by_id text not null,
  by_name text not null,
  kind text not null,
  reason text
);

-- The checks of a model before it may serve, each time that they were made.
create table model_check (
  seq integer primary key,
  hash text not null,
  at_ticks integer not null,
  report text not null
);
create index model_check_by_hash on model_check (hash, seq);

-- In which order models came to serve; null for one that never did.
alter table model add column published_order integer;
update model set published_order = seq;
-- Whether the shop that it was trained on has been replaced: it never serves again.
alter table model add column shop_gone integer not null default 0;
