-- +goose Up
-- Public keys that sign in. They are found by their credential id, before any
-- workspace has been entered; nothing in them is secret.
create table passkeys (
  id bigint generated always as identity primary key,
  user_id bigint not null references users (id) on delete cascade,
  credential_id bytea not null unique,
  public_key bytea not null,
  aaguid bytea not null,
  sign_count bigint not null,
  transports text not null default '',
  backup_eligible boolean not null,
  backed_up boolean not null,
  name text not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkeys_by_user on passkeys (user_id);

-- How the session was begun: values of RFC 8176, separated by blanks.
alter table refresh_tokens add column amr text not null default '';

-- +goose Down
alter table refresh_tokens drop column amr;
drop table passkeys;
