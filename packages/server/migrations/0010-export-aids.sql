-- What exports are held against: models' tokenizers, and benchmark texts that must not be trained on.

create table export_aids (
  id uuid primary key,
  seq bigint generated always as identity,
  workspace_id uuid not null references workspaces on delete cascade,
  kind text not null check (kind in ('tokenizer', 'benchmark')),
  name text not null,
  -- Of the content: an export's manifest names it, so that another one under the same name is noticed.
  sha256 text not null,
  bytes integer not null,
  about text not null,
  -- JSON, gzip, base64.
  content text not null,
  inserted_at timestamptz not null,
  updated_at timestamptz not null,
  unique (workspace_id, kind, name)
);
