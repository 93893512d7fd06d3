-- +goose Up
-- The authorization details of an account as an audit has read them, packed and sealed.
create table account_snapshots (
  id bigint generated always as identity primary key,
  workspace_id bigint not null references workspaces (id) on delete cascade,
  account_id text not null,
  audit_id bigint not null,
  at timestamptz not null,
  user_count integer not null,
  group_count integer not null,
  role_count integer not null,
  policy_count integer not null,
  size bigint not null,
  encrypted_content bytea
);
create index account_snapshots_by_account on account_snapshots (workspace_id, account_id, id);

alter table account_snapshots enable row level security;
alter table account_snapshots force row level security;
create policy workspace on account_snapshots using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::bigint);

-- +goose Down
drop table account_snapshots;
