-- Whether a model serves because it was promoted or rolled back to: what RecConsole fits by itself never takes its place.
alter table model add column promoted integer not null default 0;
update model set promoted = 1 where published = 1 and exists (select 1 from promotion where promotion.hash = model.hash);
