-- +goose Up
alter table users add column mfa_enabled boolean not null default false;
-- Whether the session was begun, or went on, with a second factor.
alter table refresh_tokens add column mfa boolean not null default false;

-- The secret of an authenticator app, sealed in its owner's personal
-- workspace. last_step is the time step of the last code that was taken.
create table user_totp (
  user_id integer primary key references users (id) on delete cascade,
  workspace_id integer not null references workspaces (id) on delete cascade,
  encrypted_secret blob not null,
  created_at datetime not null,
  confirmed_at datetime,
  last_step integer not null default 0
);

-- Codes for the day the app is gone, as HMAC.
create table recovery_codes (
  id integer primary key autoincrement,
  user_id integer not null references users (id) on delete cascade,
  workspace_id integer not null references workspaces (id) on delete cascade,
  digest blob not null,
  created_at datetime not null,
  used_at datetime,
  unique (user_id, digest)
);

-- +goose Down
drop table recovery_codes;
drop table user_totp;
alter table refresh_tokens drop column mfa;
alter table users drop column mfa_enabled;
