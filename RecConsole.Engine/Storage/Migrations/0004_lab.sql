-- Slates that somebody played in the lab: kept and shown, counted in no figure.
alter table slate add column lab integer not null default 0;
