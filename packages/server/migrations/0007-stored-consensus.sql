-- One answer a record, computed by a policy and kept beside the answers, never over them; and the means to forget what
-- records, suggestions and answers once were.

create table consensus_versions (
  id uuid primary key,
  seq bigint generated always as identity,
  dataset_id uuid not null references datasets on delete cascade,
  question_id uuid not null references questions on delete cascade,
  version integer not null,
  status text not null check (status in ('computing', 'ready', 'failed')),
  -- With every default filled in, the seed among them.
  policy jsonb not null,
  loam_version text not null,
  -- The answers are those of this moment …
  as_of timestamptz not null,
  -- … and this was the newest event when it was taken: a newer one makes the version stale.
  last_event bigint not null default 0,
  actor_id uuid not null references users,
  job_id text,
  error text,
  done integer not null default 0,
  total integer not null,
  resolved integer not null default 0,
  kept_all integer not null default 0,
  mean_confidence float8,
  -- What the policy learnt of each person: [{"user_id", "weight"}].
  people jsonb not null default '[]',
  inserted_at timestamptz not null,
  finished_at timestamptz,
  unique (question_id, version)
);
create index consensus_versions_dataset on consensus_versions (dataset_id, seq);

create table consensus_values (
  consensus_id uuid not null references consensus_versions on delete cascade,
  -- A record that is deleted takes what was made of its answers with it.
  record_id uuid not null references records on delete cascade,
  value jsonb,
  -- Of several that were kept.
  "values" jsonb,
  status text not null check (status in ('resolved', 'kept_all', 'abstained')),
  reason text,
  confidence float8,
  contributors uuid[] not null,
  supporters uuid[] not null,
  -- In the order of the contributors; null: everybody counts 1.
  weights float8[],
  tie jsonb,
  primary key (consensus_id, record_id)
);
create index consensus_values_record on consensus_values (record_id);

-- The order of arrival is part of what an answer was: "first" and "latest" are policies.
alter table response_versions add column submitted_at timestamptz;

create or replace function keep_response() returns trigger language plpgsql as $$
begin
  insert into response_versions (id, seq, dataset_id, record_id, user_id, status, "values", surplus, submitted_at, inserted_at, updated_at, valid_to)
  values (old.id, old.seq, old.dataset_id, old.record_id, old.user_id, old.status, old."values", old.surplus,
    old.submitted_at, old.inserted_at, old.updated_at, now());
  return null;
end $$;

create or replace function keep_deleted_responses() returns trigger language plpgsql as $$
begin
  insert into response_versions (id, seq, dataset_id, record_id, user_id, status, "values", surplus, submitted_at, inserted_at, updated_at, valid_to)
  select id, seq, dataset_id, record_id, user_id, status, "values", surplus, submitted_at, inserted_at, updated_at, now()
  from gone where exists (select 1 from datasets d where d.id = gone.dataset_id);
  return null;
end $$;

-- What was forgotten, when and by whom, so that whoever asks for the past learns why it is not there.
create table history_purges (
  id uuid primary key,
  seq bigint generated always as identity,
  dataset_id uuid not null references datasets on delete cascade,
  -- Null: by the server's own housekeeping.
  actor_id uuid references users,
  -- What was asked for: versions from before a moment, or all of one record.
  before timestamptz,
  record_id uuid,
  records integer not null,
  suggestions integer not null,
  responses integer not null,
  events integer not null,
  -- Since when the history is whole, as of this purge.
  history_since timestamptz,
  inserted_at timestamptz not null
);
create index history_purges_dataset on history_purges (dataset_id, seq);
