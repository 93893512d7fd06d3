-- +goose Up
-- Answers to requests that create something and came with an Idempotency-Key.
-- digest and request are HMACs, answer is sealed: nothing here tells what was
-- asked or answered. status 0 is a request that is under way, or was cut off.
create table idempotency_keys (
  digest bytea primary key,
  request bytea not null,
  attempt bigint not null default 1,
  begun boolean not null default false,
  status integer not null default 0,
  answer bytea,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index idempotency_keys_by_end on idempotency_keys (expires_at);

-- +goose Down
drop table idempotency_keys;
