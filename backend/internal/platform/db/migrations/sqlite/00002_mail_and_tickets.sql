-- +goose Up
-- Letters that are waiting to be sent. A row holds no secret: links are made
-- when the letter is.
create table mail_outbox (
  id integer primary key autoincrement,
  kind text not null,
  recipient text not null,
  data text not null,
  created_at datetime not null,
  next_attempt_at datetime not null,
  attempts integer not null default 0,
  failed_at datetime,
  last_error text not null default ''
);
create index mail_outbox_due on mail_outbox (next_attempt_at) where failed_at is null;

-- Single-use secrets, as SHA-256.
create table tickets (
  id integer primary key autoincrement,
  purpose text not null,
  digest blob not null unique,
  user_id integer references users (id) on delete cascade,
  subject text not null default '',
  email text not null default '',
  attempts integer not null default 0,
  created_at datetime not null,
  expires_at datetime not null,
  spent_at datetime
);
create index tickets_by_user on tickets (user_id) where spent_at is null;
create index tickets_by_end on tickets (expires_at);

-- Accounts whose address has yet to be proved. There may be several for one
-- address; the one whose link is opened first becomes the account.
create table registrations (
  id integer primary key autoincrement,
  email text not null,
  hashed_password text not null,
  full_name text not null default '',
  created_at datetime not null,
  expires_at datetime not null
);
create index registrations_by_email on registrations (email);
create index registrations_by_end on registrations (expires_at);

-- +goose Down
drop table registrations;
drop table tickets;
drop table mail_outbox;
