-- What records, suggestions and answers were before they were changed or deleted, so that an export can be repeated as
-- of its moment. Written by triggers, so that no writer can forget it; pure inserts pay nothing.

create table record_versions (
  version bigint generated always as identity primary key,
  id uuid not null,
  seq bigint not null,
  dataset_id uuid not null references datasets on delete cascade,
  -- False: only the status changed, and the next three say nothing.
  content boolean not null,
  fields jsonb,
  metadata jsonb,
  external_id text,
  status text not null,
  inserted_at timestamptz not null,
  updated_at timestamptz not null,
  -- Until when it was so.
  valid_to timestamptz not null
);
create index record_versions_id on record_versions (id, version);
create index record_versions_dataset on record_versions (dataset_id, valid_to);

create table suggestion_versions (
  version bigint generated always as identity primary key,
  id uuid not null,
  seq bigint not null,
  dataset_id uuid not null references datasets on delete cascade,
  record_id uuid not null,
  question_id uuid not null,
  type text,
  value jsonb not null,
  agent text,
  score jsonb,
  inserted_at timestamptz not null,
  updated_at timestamptz not null,
  valid_to timestamptz not null
);
create index suggestion_versions_record on suggestion_versions (record_id, version);
create index suggestion_versions_dataset on suggestion_versions (dataset_id, valid_to);

-- Events say what was answered when; these say what a file showed, surplus and times included.
create table response_versions (
  version bigint generated always as identity primary key,
  id uuid not null,
  seq bigint not null,
  dataset_id uuid not null references datasets on delete cascade,
  record_id uuid not null,
  user_id uuid not null,
  status text not null,
  "values" jsonb not null,
  surplus boolean not null,
  inserted_at timestamptz not null,
  updated_at timestamptz not null,
  valid_to timestamptz not null
);
create index response_versions_record on response_versions (record_id, version);
create index response_versions_dataset on response_versions (dataset_id, valid_to);

-- From when on the history of a dataset is whole; null: from its beginning.
alter table datasets add column history_since timestamptz;
update datasets set history_since = now();

create function keep_record_content() returns trigger language plpgsql as $$
begin
  insert into record_versions (id, seq, dataset_id, content, fields, metadata, external_id, status, inserted_at, updated_at, valid_to)
  values (old.id, old.seq, old.dataset_id, true, old.fields, old.metadata, old.external_id, old.status, old.inserted_at,
    old.updated_at, now());
  return null;
end $$;
create trigger record_content_changed after update of fields, metadata, external_id on records for each row
  when (old.updated_at is distinct from new.updated_at or old.fields is distinct from new.fields
    or old.metadata is distinct from new.metadata or old.external_id is distinct from new.external_id)
  execute function keep_record_content();

create function keep_record_status() returns trigger language plpgsql as $$
begin
  insert into record_versions (id, seq, dataset_id, content, status, inserted_at, updated_at, valid_to)
  values (old.id, old.seq, old.dataset_id, false, old.status, old.inserted_at, old.updated_at, now());
  return null;
end $$;
create trigger record_status_changed after update of status on records for each row
  when (old.status is distinct from new.status) execute function keep_record_status();

-- With its dataset a record goes without a trace.
create function keep_deleted_records() returns trigger language plpgsql as $$
begin
  insert into record_versions (id, seq, dataset_id, content, fields, metadata, external_id, status, inserted_at, updated_at, valid_to)
  select id, seq, dataset_id, true, fields, metadata, external_id, status, inserted_at, updated_at, now()
  from gone where exists (select 1 from datasets d where d.id = gone.dataset_id);
  return null;
end $$;
create trigger records_deleted after delete on records referencing old table as gone for each statement
  execute function keep_deleted_records();

create function keep_suggestion() returns trigger language plpgsql as $$
begin
  insert into suggestion_versions (id, seq, dataset_id, record_id, question_id, type, value, agent, score, inserted_at, updated_at, valid_to)
  values (old.id, old.seq, old.dataset_id, old.record_id, old.question_id, old.type, old.value, old.agent, old.score,
    old.inserted_at, old.updated_at, now());
  return null;
end $$;
create trigger suggestion_changed after update on suggestions for each row execute function keep_suggestion();

create function keep_deleted_suggestions() returns trigger language plpgsql as $$
begin
  insert into suggestion_versions (id, seq, dataset_id, record_id, question_id, type, value, agent, score, inserted_at, updated_at, valid_to)
  select id, seq, dataset_id, record_id, question_id, type, value, agent, score, inserted_at, updated_at, now()
  from gone where exists (select 1 from datasets d where d.id = gone.dataset_id);
  return null;
end $$;
create trigger suggestions_deleted after delete on suggestions referencing old table as gone for each statement
  execute function keep_deleted_suggestions();

create function keep_response() returns trigger language plpgsql as $$
begin
  insert into response_versions (id, seq, dataset_id, record_id, user_id, status, "values", surplus, inserted_at, updated_at, valid_to)
  values (old.id, old.seq, old.dataset_id, old.record_id, old.user_id, old.status, old."values", old.surplus,
    old.inserted_at, old.updated_at, now());
  return null;
end $$;
create trigger response_changed after update of status, "values", surplus on responses for each row
  execute function keep_response();

create function keep_deleted_responses() returns trigger language plpgsql as $$
begin
  insert into response_versions (id, seq, dataset_id, record_id, user_id, status, "values", surplus, inserted_at, updated_at, valid_to)
  select id, seq, dataset_id, record_id, user_id, status, "values", surplus, inserted_at, updated_at, now()
  from gone where exists (select 1 from datasets d where d.id = gone.dataset_id);
  return null;
end $$;
create trigger responses_deleted after delete on responses referencing old table as gone for each statement
  execute function keep_deleted_responses();
