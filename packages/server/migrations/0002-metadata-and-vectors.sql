-- Declared metadata, and vectors to find similar records by.

create table metadata_properties (
  id uuid primary key,
  seq bigint generated always as identity,
  dataset_id uuid not null references datasets on delete cascade,
  name text not null,
  title text not null,
  settings jsonb not null,
  visible_for_annotators boolean not null,
  inserted_at timestamptz not null,
  updated_at timestamptz not null,
  unique (dataset_id, name)
);

create table vectors_settings (
  id uuid primary key,
  seq bigint generated always as identity,
  dataset_id uuid not null references datasets on delete cascade,
  name text not null,
  title text not null,
  dimensions integer not null check (dimensions >= 1),
  inserted_at timestamptz not null,
  updated_at timestamptz not null,
  unique (dataset_id, name)
);

create table vectors (
  vector_settings_id uuid not null references vectors_settings on delete cascade,
  record_id uuid not null references records on delete cascade,
  value double precision[] not null,
  -- Its length; a vector of length 0 has no direction and is like no other.
  norm double precision not null,
  primary key (vector_settings_id, record_id)
);
create index vectors_record on vectors (record_id);

-- Numbers under the given keys with a fraction, `2` as `2.0`: JSON keeps what it was given, JavaScript does not, and
-- clients take a number without a fraction for an integer.
create function with_fractions(metadata jsonb, keys text[]) returns jsonb language sql immutable
  as $$ select metadata || coalesce((
    select jsonb_object_agg(m.key, round((m.value #>> '{}')::numeric, greatest(scale((m.value #>> '{}')::numeric), 1)))
    from jsonb_each(metadata) m where m.key = any(keys) and jsonb_typeof(m.value) = 'number'
  ), '{}'::jsonb) $$;
