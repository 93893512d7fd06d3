-- +goose Up
create table users (
  id bigint generated always as identity primary key,
  email text not null unique,
  hashed_password text not null,
  full_name text not null default '',
  is_active boolean not null default true,
  is_verified boolean not null default false,
  personal_workspace_id bigint not null default 0,
  default_workspace_id bigint not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  last_login timestamptz
);

create table workspaces (
  id bigint generated always as identity primary key,
  name text not null,
  personal boolean not null default false,
  created_at timestamptz not null
);

create table memberships (
  workspace_id bigint not null references workspaces (id) on delete cascade,
  user_id bigint not null references users (id) on delete cascade,
  role text not null check (role in ('owner', 'admin', 'operator', 'auditor', 'viewer')),
  created_at timestamptz not null,
  primary key (user_id, workspace_id)
);
create index memberships_by_workspace on memberships (workspace_id);

-- One row is one signed-in device. token is the SHA-256 of the secret part of
-- the refresh token; counter says how often it has been rotated.
create table refresh_tokens (
  id bigint generated always as identity primary key,
  user_id bigint not null references users (id) on delete cascade,
  token bytea not null unique,
  counter bigint not null default 0,
  created_at timestamptz not null,
  last_used timestamptz not null,
  rotated_at timestamptz not null,
  expires_at timestamptz not null,
  revoked boolean not null default false,
  revoked_at timestamptz,
  revoked_reason text not null default '',
  user_agent text not null default '',
  ip_address text not null default ''
);
create index refresh_tokens_by_user on refresh_tokens (user_id, revoked);

create table data_keys (
  workspace_id bigint not null references workspaces (id) on delete cascade,
  version integer not null,
  master_key_id text not null,
  wrapped_key bytea not null,
  created_at timestamptz not null,
  primary key (workspace_id, version)
);

create table user_aws_credentials (
  id bigint generated always as identity primary key,
  workspace_id bigint not null references workspaces (id) on delete cascade,
  user_id bigint not null references users (id),
  label text not null,
  kind text not null default 'access_key',
  key_prefix text not null default '',
  encrypted_access_key_id bytea not null,
  encrypted_secret_access_key bytea not null,
  encrypted_session_token bytea,
  aws_region text not null,
  aws_account_id text not null default '',
  aws_arn text not null default '',
  is_default boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  verified_at timestamptz,
  last_used_at timestamptz,
  unique (workspace_id, label)
);
create unique index user_aws_credentials_one_default on user_aws_credentials (workspace_id) where is_default;

create table audit_logs (
  workspace_id bigint not null,
  seq bigint not null,
  at timestamptz not null,
  user_id bigint,
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
  hash bytea not null,
  primary key (workspace_id, seq)
);
create index audit_logs_by_time on audit_logs (workspace_id, at);
create index audit_logs_by_action on audit_logs (workspace_id, action, seq);

create table audit_heads (
  workspace_id bigint primary key,
  seq bigint not null,
  hash bytea not null
);

-- +goose StatementBegin
create function audit_logs_are_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'audit_logs is append-only';
end $$;
-- +goose StatementEnd
create trigger audit_logs_no_update before update or delete on audit_logs
  for each row execute function audit_logs_are_append_only();

-- Rows of a workspace are there only for a connection that has entered it.
-- +goose StatementBegin
do $$
declare name text;
begin
  foreach name in array array['data_keys', 'user_aws_credentials', 'audit_logs', 'audit_heads'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy workspace on %I using (workspace_id = nullif(current_setting(''app.workspace_id'', true), '''')::bigint)', name);
  end loop;
end $$;
-- +goose StatementEnd

-- +goose Down
drop table audit_heads, audit_logs, user_aws_credentials, data_keys, refresh_tokens, memberships, workspaces, users;
drop function audit_logs_are_append_only();
