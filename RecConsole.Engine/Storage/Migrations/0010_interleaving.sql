-- Whose pick each slot of an interleaved slate is, a letter a slot: a and b, and - where it is nobody's. Null where one strategy ranked it.
alter table slate add column teams text;

-- Of an interleaved experiment: what both teams were shown with and earned of this unit, as UnitTable writes it. Null in other experiments.
alter table experiment_unit add column teams blob;
