-- Text search: an index in immutable segments, made in the background. Writing a record costs one row a statement here:
-- which records the index does not know yet as they are.

create table search_pending (
  id bigint generated always as identity primary key,
  dataset_id uuid not null references datasets on delete cascade,
  seqs bigint[] not null,
  -- The records may be in the index already, with another text; false: they are new.
  changed boolean not null
);
create index search_pending_dataset on search_pending (dataset_id, id);

create table search_segments (
  id uuid primary key,
  dataset_id uuid not null references datasets on delete cascade,
  -- What a later segment says of a record holds. Null: still being written.
  number bigint,
  level integer not null,
  docs integer not null,
  -- Lists of numbers: the records' seq, their lengths in words, and the seqs this segment takes out of earlier ones.
  seqs bytea not null,
  lengths bytea not null,
  replaces bytea not null,
  -- The first key of each block, a line each.
  firsts text not null,
  -- Replaced by a merged one; kept a while for searches that have begun.
  retired_at timestamptz,
  inserted_at timestamptz not null
);
create index search_segments_dataset on search_segments (dataset_id, number);

create table search_blocks (
  segment_id uuid not null references search_segments on delete cascade,
  number integer not null,
  keys text not null,
  postings bytea not null,
  primary key (segment_id, number)
);
-- Postings are compact already.
alter table search_blocks alter column postings set storage external;

-- At most 500 records a note: a statement may write a million, and the indexer takes whole notes into memory.
create function note_new_texts() returns trigger language plpgsql as $$
begin
  insert into search_pending (dataset_id, seqs, changed)
  select dataset_id, array_agg(seq), false from (
    select dataset_id, seq, (row_number() over (partition by dataset_id order by seq) - 1) / 500 as batch from written
  ) numbered group by dataset_id, batch order by min(seq);
  return null;
end $$;
create trigger records_new_texts after insert on records
  referencing new table as written for each statement execute function note_new_texts();

create function note_changed_text() returns trigger language plpgsql as $$
begin
  insert into search_pending (dataset_id, seqs, changed) values (new.dataset_id, array[new.seq], true);
  return null;
end $$;
create trigger records_changed_text after update of fields on records
  for each row when (old.fields is distinct from new.fields) execute function note_changed_text();

-- Where a removed record stood, so that a reading which has come to it goes on behind it.
create table removed_records (
  id uuid primary key,
  dataset_id uuid not null references datasets on delete cascade,
  seq bigint not null
);

-- A dataset that goes takes everything with it: there is nothing to note then.
create function note_removed_texts() returns trigger language plpgsql as $$
begin
  insert into search_pending (dataset_id, seqs, changed)
  select dataset_id, array_agg(seq), true from (
    select r.dataset_id, r.seq, (row_number() over (partition by r.dataset_id order by r.seq) - 1) / 500 as batch
    from removed r join datasets d on d.id = r.dataset_id
  ) numbered group by dataset_id, batch order by min(seq);
  insert into removed_records (id, dataset_id, seq)
  select r.id, r.dataset_id, r.seq from removed r join datasets d on d.id = r.dataset_id
  on conflict (id) do update set dataset_id = excluded.dataset_id, seq = excluded.seq;
  return null;
end $$;
create trigger records_removed_texts after delete on records
  referencing old table as removed for each statement execute function note_removed_texts();

insert into search_pending (dataset_id, seqs, changed)
select dataset_id, array_agg(seq order by seq), false from (
  select dataset_id, seq, (row_number() over (partition by dataset_id order by seq) - 1) / 500 as batch from records
) numbered group by dataset_id, batch order by min(seq);
