-- +goose Up
-- A credential of the kind identity_center holds no key: it is a role of an
-- account that a person's sign-in to IAM Identity Center gives.
alter table user_aws_credentials add column start_url text not null default '';
alter table user_aws_credentials add column sso_region text not null default '';
alter table user_aws_credentials add column sso_role_name text not null default '';
-- When the key that is stored now was made, as far as is known; null: with the row.
alter table user_aws_credentials add column key_created_at timestamptz;
-- When a session token ends, where that is known.
alter table user_aws_credentials add column expires_at timestamptz;

create table identity_center_sign_ins (
  credential_id bigint primary key references user_aws_credentials (id) on delete cascade,
  workspace_id bigint not null references workspaces (id) on delete cascade,
  state text not null,
  flow text not null,
  started_by bigint not null,
  generation bigint not null default 1,
  client_id text not null default '',
  encrypted_client_secret bytea,
  client_expires_at timestamptz,
  encrypted_device_code bytea,
  user_code text not null default '',
  verification_uri text not null default '',
  verification_uri_complete text not null default '',
  encrypted_code_verifier bytea,
  redirect_uri text not null default '',
  state_digest bytea,
  pending_until timestamptz,
  poll_seconds integer not null default 5,
  next_poll_at timestamptz not null,
  encrypted_access_token bytea,
  access_token_expires_at timestamptz,
  encrypted_refresh_token bytea,
  refreshing_until timestamptz not null,
  signed_in_at timestamptz,
  updated_at timestamptz not null
);
alter table identity_center_sign_ins enable row level security;
alter table identity_center_sign_ins force row level security;
create policy workspace on identity_center_sign_ins using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::bigint);

create table credential_tags (
  workspace_id bigint not null references workspaces (id) on delete cascade,
  credential_id bigint not null references user_aws_credentials (id) on delete cascade,
  tag_key text not null,
  tag_value text not null,
  primary key (credential_id, tag_key)
);
create index credential_tags_by_tag on credential_tags (workspace_id, tag_key, tag_value);
alter table credential_tags enable row level security;
alter table credential_tags force row level security;
create policy workspace on credential_tags using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::bigint);

-- What people have been told of a credential: each thing once. about is the
-- time that it hangs on, so that a new key is told of anew.
create table credential_notices (
  workspace_id bigint not null references workspaces (id) on delete cascade,
  credential_id bigint not null references user_aws_credentials (id) on delete cascade,
  code text not null,
  about timestamptz not null,
  sent_at timestamptz not null,
  primary key (credential_id, code, about)
);
alter table credential_notices enable row level security;
alter table credential_notices force row level security;
create policy workspace on credential_notices using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::bigint);

-- What a credential was used for.
create index audit_logs_aws_calls on audit_logs (workspace_id, resource_id, at) where resource_type = 'aws_call';

-- +goose Down
drop index audit_logs_aws_calls;
drop table credential_notices;
drop table credential_tags;
drop table identity_center_sign_ins;
alter table user_aws_credentials drop column expires_at;
alter table user_aws_credentials drop column key_created_at;
alter table user_aws_credentials drop column sso_role_name;
alter table user_aws_credentials drop column sso_region;
alter table user_aws_credentials drop column start_url;
