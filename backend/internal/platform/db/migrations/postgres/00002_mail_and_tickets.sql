-- +goose Up
-- Letters that are waiting to be sent. A row holds no secret: links are made
-- when the letter is.
create table mail_outbox (
  id bigint generated always as identity primary key,
  kind text not null,
  recipient text not null,
  data text not null,
  created_at timestamptz not null,
  next_attempt_at timestamptz not null,
  attempts integer not null default 0,
  failed_at timestamptz,
  last_error text not null default ''
);
create index mail_outbox_due on mail_outbox (next_attempt_at) where failed_at is null;

-- Single-use secrets, as SHA-256.
create table tickets (
  id bigint generated always as identity primary key,
  purpose text not null,
  digest bytea not null unique,
  user_id bigint references users (id) on delete cascade,
  subject text not null default '',
  email text not null default '',
  attempts integer not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  spent_at timestamptz
);
create index tickets_by_user on tickets (user_id) where spent_at is null;
create index tickets_by_end on tickets (expires_at);

-- Accounts whose address has yet to be proved. There may be several for one
-- address; the one whose link is opened first becomes the account.
create table registrations (
  id bigint generated always as identity primary key,
  email text not null,
  hashed_password text not null,
  full_name text not null default '',
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index registrations_by_email on registrations (email);
create index registrations_by_end on registrations (expires_at);

-- +goose Down
drop table registrations, tickets, mail_outbox;
