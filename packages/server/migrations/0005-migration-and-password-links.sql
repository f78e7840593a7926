-- Links by which people choose a password, and where imported datasets came from.

create table password_resets (
  -- One link a person: a new one replaces the old. Only the token's hash is kept.
  user_id uuid primary key references users on delete cascade,
  token_hash text not null unique,
  expires_at timestamptz not null,
  inserted_at timestamptz not null
);

-- By this an import that is run again finds the dataset it was filling.
create table dataset_origins (
  dataset_id uuid primary key references datasets on delete cascade,
  source text not null,
  source_dataset_id text not null,
  inserted_at timestamptz not null,
  unique (source, source_dataset_id)
);
