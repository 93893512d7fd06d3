-- +goose Up
-- A change of an access key for a new one of the same user, step by step. The
-- new key is sealed here from the moment it exists until it has become the
-- credential's own; the id of the old one stays sealed, so that it can be
-- deleted. lease says who works on it until when.
create table credential_rotations (
  id integer primary key autoincrement,
  workspace_id integer not null references workspaces (id) on delete cascade,
  credential_id integer not null references user_aws_credentials (id) on delete cascade,
  started_by integer not null,
  step text not null,
  user_name text not null,
  aws_arn text not null,
  keep_old_for integer not null default 0,
  keep_old_until datetime,
  encrypted_old_access_key_id blob not null,
  encrypted_new_access_key_id blob,
  encrypted_new_secret_access_key blob,
  new_key_created_at datetime,
  create_sent_at datetime,
  attempts integer not null default 0,
  problem text not null default '',
  next_attempt_at datetime,
  lease text not null default '',
  lease_until datetime not null,
  started_at datetime not null,
  updated_at datetime not null,
  finished_at datetime
);
create unique index credential_rotations_one_open on credential_rotations (credential_id) where finished_at is null;
create index credential_rotations_by_credential on credential_rotations (workspace_id, credential_id, id);

-- What the vault has to go on with by itself, of every workspace. It tells
-- nothing but when to look: it is read before a workspace is entered.
create table vault_due (
  kind text not null,
  subject_id integer not null,
  of_workspace_id integer not null references workspaces (id) on delete cascade,
  due_at datetime not null,
  primary key (kind, subject_id)
);
create index vault_due_by_time on vault_due (due_at);

-- +goose Down
drop table vault_due;
drop table credential_rotations;
