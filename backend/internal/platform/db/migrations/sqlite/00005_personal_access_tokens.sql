-- +goose Up
-- Tokens for programs, as SHA-256. They are found before any workspace has been
-- entered; only_workspace_id keeps a token to one.
create table personal_access_tokens (
  id integer primary key autoincrement,
  user_id integer not null references users (id) on delete cascade,
  name text not null,
  preview text not null,
  digest blob not null unique,
  scopes text not null,
  only_workspace_id integer references workspaces (id) on delete cascade,
  mfa boolean not null default false,
  created_at datetime not null,
  expires_at datetime not null,
  last_used_at datetime,
  last_used_ip text not null default '',
  revoked_at datetime
);
create index personal_access_tokens_by_user on personal_access_tokens (user_id) where revoked_at is null;

-- +goose Down
drop table personal_access_tokens;
