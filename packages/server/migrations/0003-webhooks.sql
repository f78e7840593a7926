-- Who is told of events, and the messages to them: written in the transaction of the change, sent afterwards.

create table webhooks (
  id uuid primary key,
  seq bigint generated always as identity,
  url text not null,
  -- Base64, as receivers need it: whoever may list webhooks may read it.
  secret text not null,
  events text[] not null,
  enabled boolean not null default true,
  description text,
  inserted_at timestamptz not null,
  updated_at timestamptz not null
);

create table webhook_deliveries (
  -- The `webhook-id` header: the same for every attempt, so that receivers can tell a repetition.
  id text primary key,
  seq bigint generated always as identity,
  webhook_id uuid not null references webhooks on delete cascade,
  event text not null,
  -- What it is about: messages about the same thing are sent one after the other.
  subject uuid not null,
  -- The exact bytes that are signed; gone once delivered.
  body text,
  status text not null default 'pending' check (status in ('pending', 'delivered', 'failed')),
  attempts integer not null default 0,
  -- While an attempt runs: when it counts as lost.
  next_attempt_at timestamptz,
  last_status integer,
  last_error text,
  inserted_at timestamptz not null,
  updated_at timestamptz not null
);
create index webhook_deliveries_due on webhook_deliveries (webhook_id, next_attempt_at) where status = 'pending';
create index webhook_deliveries_list on webhook_deliveries (webhook_id, seq);
create index webhook_deliveries_age on webhook_deliveries (updated_at);
