-- Long addresses under short ids: the query of a page by its hash. Those that were used longest ago go when there are too many.
create table shared_view (
  id text primary key,
  page text not null,
  query text not null,
  used_at_ticks integer not null
);
create index shared_view_by_use on shared_view (used_at_ticks);
