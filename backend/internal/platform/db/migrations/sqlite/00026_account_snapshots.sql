-- +goose Up
-- The authorization details of an account as an audit has read them, packed and sealed.
create table account_snapshots (
  id integer primary key autoincrement,
  workspace_id integer not null references workspaces (id) on delete cascade,
  account_id text not null,
  audit_id integer not null,
  at datetime not null,
  user_count integer not null,
  group_count integer not null,
  role_count integer not null,
  policy_count integer not null,
  size integer not null,
  encrypted_content blob
);
create index account_snapshots_by_account on account_snapshots (workspace_id, account_id, id);

-- +goose Down
drop table account_snapshots;
