-- +goose Up
create table users (
  id integer primary key autoincrement,
  email text not null unique,
  hashed_password text not null,
  full_name text not null default '',
  is_active boolean not null default true,
  is_verified boolean not null default false,
  personal_workspace_id integer not null default 0,
  default_workspace_id integer not null default 0,
  created_at datetime not null,
  updated_at datetime not null,
  last_login datetime
);

create table workspaces (
  id integer primary key autoincrement,
  name text not null,
  personal boolean not null default false,
  created_at datetime not null
);

create table memberships (
  workspace_id integer not null references workspaces (id) on delete cascade,
  user_id integer not null references users (id) on delete cascade,
  role text not null check (role in ('owner', 'admin', 'operator', 'auditor', 'viewer')),
  created_at datetime not null,
  primary key (user_id, workspace_id)
);
create index memberships_by_workspace on memberships (workspace_id);

-- One row is one signed-in device. token is the SHA-256 of the secret part of
-- the refresh token; counter says how often it has been rotated.
create table refresh_tokens (
  id integer primary key autoincrement,
  user_id integer not null references users (id) on delete cascade,
  token blob not null unique,
  counter integer not null default 0,
  created_at datetime not null,
  last_used datetime not null,
  rotated_at datetime not null,
  expires_at datetime not null,
  revoked boolean not null default false,
  revoked_at datetime,
  revoked_reason text not null default '',
  user_agent text not null default '',
  ip_address text not null default ''
);
create index refresh_tokens_by_user on refresh_tokens (user_id, revoked);

create table data_keys (
  workspace_id integer not null references workspaces (id) on delete cascade,
  version integer not null,
  master_key_id text not null,
  wrapped_key blob not null,
  created_at datetime not null,
  primary key (workspace_id, version)
);

create table user_aws_credentials (
  id integer primary key autoincrement,
  workspace_id integer not null references workspaces (id) on delete cascade,
  user_id integer not null references users (id),
  label text not null,
  kind text not null default 'access_key',
  key_prefix text not null default '',
  encrypted_access_key_id blob not null,
  encrypted_secret_access_key blob not null,
  encrypted_session_token blob,
  aws_region text not null,
  aws_account_id text not null default '',
  aws_arn text not null default '',
  is_default boolean not null default false,
  created_at datetime not null,
  updated_at datetime not null,
  verified_at datetime,
  last_used_at datetime,
  unique (workspace_id, label)
);
create unique index user_aws_credentials_one_default on user_aws_credentials (workspace_id) where is_default;

create table audit_logs (
  workspace_id integer not null,
  seq integer not null,
  at datetime not null,
  user_id integer,
  user_email text not null default '',
  action text not null,
  resource_type text not null default '',
  resource_id text not null default '',
  success boolean not null,
  error_message text not null default '',
  ip_address text not null default '',
  user_agent text not null default '',
  request_id text not null default '',
  aws_account_id text not null default '',
  aws_region text not null default '',
  details text not null default '',
  hash blob not null,
  primary key (workspace_id, seq)
);
create index audit_logs_by_time on audit_logs (workspace_id, at);
create index audit_logs_by_action on audit_logs (workspace_id, action, seq);

create table audit_heads (
  workspace_id integer primary key,
  seq integer not null,
  hash blob not null
);

-- +goose StatementBegin
create trigger audit_logs_no_update before update on audit_logs
begin
  select raise(abort, 'audit_logs is append-only');
end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger audit_logs_no_delete before delete on audit_logs
begin
  select raise(abort, 'audit_logs is append-only');
end;
-- +goose StatementEnd

-- +goose Down
drop table audit_heads;
drop table audit_logs;
drop table user_aws_credentials;
drop table data_keys;
drop table refresh_tokens;
drop table memberships;
drop table workspaces;
drop table users;
