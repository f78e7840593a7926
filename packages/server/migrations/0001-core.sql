-- Everything the main job needs: people, datasets, records, suggestions, answers, leases.
-- Ids come from the application, so that PostgreSQL 15 is enough. `seq` columns give rows a total order that
-- timestamps cannot promise; pages and lists follow them.

create table settings (
  name text primary key,
  value jsonb not null
);

create table users (
  id uuid primary key,
  seq bigint generated always as identity,
  username text not null,
  first_name text not null,
  last_name text,
  role text not null check (role in ('owner', 'admin', 'annotator')),
  password_hash text,
  api_key_hash text unique,
  -- The last characters of the key, so that people can tell their keys apart.
  api_key_hint text not null default '',
  -- Part of every session; raising it ends all sessions of the person.
  session_epoch integer not null default 0,
  -- A deleted user is a tombstone: answers keep pointing at it, nobody can sign in as it.
  deleted_at timestamptz,
  inserted_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index users_username on users (username) where deleted_at is null;

create table sign_in_failures (
  -- Who tried from where, hashed: neither names nor addresses are worth keeping.
  bucket text primary key,
  failures integer not null,
  window_ends_at timestamptz not null
);

create table workspaces (
  id uuid primary key,
  seq bigint generated always as identity,
  name text not null unique,
  inserted_at timestamptz not null,
  updated_at timestamptz not null
);

create table memberships (
  workspace_id uuid not null references workspaces on delete cascade,
  user_id uuid not null references users,
  seq bigint generated always as identity,
  inserted_at timestamptz not null,
  primary key (workspace_id, user_id)
);
create index memberships_user on memberships (user_id);

create table datasets (
  id uuid primary key,
  seq bigint generated always as identity,
  workspace_id uuid not null references workspaces,
  name text not null,
  guidelines text,
  guidelines_version integer not null default 1,
  allow_extra_metadata boolean not null,
  status text not null default 'draft' check (status in ('draft', 'ready')),
  strategy text not null check (strategy in ('overlap', 'everyone')),
  min_submitted integer not null check (min_submitted >= 1),
  metadata jsonb,
  inserted_at timestamptz not null,
  updated_at timestamptz not null,
  unique (workspace_id, name)
);

create table fields (
  id uuid primary key,
  seq bigint generated always as identity,
  dataset_id uuid not null references datasets on delete cascade,
  name text not null,
  title text not null,
  required boolean not null,
  settings jsonb not null,
  inserted_at timestamptz not null,
  updated_at timestamptz not null,
  unique (dataset_id, name)
);

create table questions (
  id uuid primary key,
  seq bigint generated always as identity,
  dataset_id uuid not null references datasets on delete cascade,
  name text not null,
  title text not null,
  description text,
  required boolean not null,
  settings jsonb not null,
  inserted_at timestamptz not null,
  updated_at timestamptz not null,
  unique (dataset_id, name)
);

create table records (
  id uuid primary key,
  seq bigint generated always as identity,
  dataset_id uuid not null references datasets on delete cascade,
  fields jsonb not null,
  metadata jsonb,
  external_id text,
  status text not null default 'pending' check (status in ('pending', 'completed')),
  -- Submitted answers that count (no surplus).
  submitted_count integer not null default 0,
  -- Slots in use: people with a submitted answer that counts, a draft that keeps its slot, or a lease.
  taken integer not null default 0,
  inserted_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index records_order on records (dataset_id, seq);
create unique index records_external_id on records (dataset_id, external_id) where external_id is not null;
-- What `next record` scans: only what is not finished.
create index records_open on records (dataset_id, seq) where status = 'pending';

create table suggestions (
  id uuid primary key,
  seq bigint generated always as identity,
  dataset_id uuid not null references datasets on delete cascade,
  record_id uuid not null references records on delete cascade,
  question_id uuid not null references questions on delete cascade,
  type text check (type in ('model', 'human')),
  value jsonb not null,
  agent text,
  score jsonb,
  inserted_at timestamptz not null,
  updated_at timestamptz not null,
  unique (record_id, question_id)
);

-- The current state of each answer; a projection of response_events.
create table responses (
  id uuid primary key,
  seq bigint generated always as identity,
  dataset_id uuid not null references datasets on delete cascade,
  record_id uuid not null references records on delete cascade,
  user_id uuid not null references users,
  status text not null check (status in ('draft', 'submitted', 'discarded')),
  "values" jsonb not null,
  surplus boolean not null default false,
  -- When it was first submitted since it last was something else: the first N count.
  submitted_at timestamptz,
  -- Until when a draft keeps its slot on the record.
  slot_until timestamptz,
  inserted_at timestamptz not null,
  updated_at timestamptz not null,
  unique (record_id, user_id)
);
create index responses_user on responses (dataset_id, user_id, status, record_id);
create index responses_slot on responses (dataset_id, slot_until) where slot_until is not null;

-- Append-only: who did what, when, having seen what. Rows are never changed; they go only with their dataset.
create table response_events (
  seq bigint generated always as identity primary key,
  id uuid not null unique,
  dataset_id uuid not null references datasets on delete cascade,
  record_id uuid not null,
  response_id uuid not null,
  user_id uuid not null references users,
  actor_id uuid not null references users,
  action text not null check (action in ('draft', 'submitted', 'discarded', 'deleted')),
  "values" jsonb not null,
  context jsonb,
  inserted_at timestamptz not null
);
create index response_events_dataset on response_events (dataset_id, seq);
create index response_events_response on response_events (response_id, seq);

create table leases (
  id uuid primary key,
  dataset_id uuid not null references datasets on delete cascade,
  record_id uuid not null references records on delete cascade,
  user_id uuid not null references users,
  -- The tab or process that holds it.
  holder text not null,
  expires_at timestamptz not null,
  inserted_at timestamptz not null,
  unique (record_id, user_id)
);
create index leases_expiry on leases (dataset_id, expires_at);
create index leases_holder on leases (dataset_id, user_id, holder);

-- Who is answering in a dataset at the moment: fair shares are counted over these.
create table labeler_presence (
  dataset_id uuid not null references datasets on delete cascade,
  user_id uuid not null references users,
  -- Where this person's last lease was taken: the next search starts behind it.
  last_seq bigint not null default 0,
  seen_at timestamptz not null,
  primary key (dataset_id, user_id)
);

create table idempotency_keys (
  user_id uuid not null references users,
  key text not null,
  -- Method, path and body of the request, hashed: a key used for something else is refused.
  request_hash text not null,
  status integer not null,
  body jsonb,
  inserted_at timestamptz not null,
  primary key (user_id, key)
);
create index idempotency_keys_age on idempotency_keys (inserted_at);

-- Timestamps as the wire writes them, for JSON that is built in SQL.
create function wire_time(at timestamptz) returns text language sql immutable
  as $$ select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') $$;
