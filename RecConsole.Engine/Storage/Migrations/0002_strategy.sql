-- Every revision that was ever kept, as JSON (StrategyJson); a row never changes. hash is that of the content that ranks.
create table strategy_revision (
  seq integer primary key,
  key text not null,
  number integer not null,
  hash text not null,
  made_at_ticks integer not null,
  content text not null,
  unique (key, number)
);
create index strategy_revision_by_hash on strategy_revision (hash);

-- The revision of each strategy that ranks.
create table live_strategy (
  key text primary key,
  number integer not null,
  since_ticks integer not null,
  foreign key (key, number) references strategy_revision (key, number)
);
