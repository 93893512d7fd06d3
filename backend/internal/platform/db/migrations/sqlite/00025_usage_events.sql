-- +goose Up
-- What CloudTrail has told of an account: the time that was looked through, which
-- events were counted, and what each principal did.
create table usage_trails (
  id integer primary key autoincrement,
  workspace_id integer not null references workspaces (id) on delete cascade,
  account_id text not null,
  forgotten_before datetime,
  updated_at datetime not null,
  body text not null,
  unique (workspace_id, account_id)
);

-- Hashes of the ids of events that were counted, eight bytes each, by the hour.
create table usage_event_ids (
  workspace_id integer not null references workspaces (id) on delete cascade,
  account_id text not null,
  hour datetime not null,
  ids blob not null,
  primary key (workspace_id, account_id, hour)
);

create table usage_activity (
  id integer primary key autoincrement,
  workspace_id integer not null references workspaces (id) on delete cascade,
  account_id text not null,
  principal_arn text not null,
  kind text not null check (kind in ('user', 'role', 'root', 'service', 'federated')),
  action text not null,
  used integer not null,
  denied integer not null,
  first_at datetime not null,
  last_at datetime not null,
  used_at datetime,
  denied_at datetime,
  resources text not null,
  many boolean not null,
  regions text not null,
  sources text not null,
  unique (workspace_id, account_id, principal_arn, action)
);

-- What all users and roles of an account have used: each run, with one row for
-- each of them, which is there as soon as AWS has told of it.
create table usage_account_runs (
  id integer primary key autoincrement,
  workspace_id integer not null references workspaces (id) on delete cascade,
  account_id text not null,
  credential_id integer not null,
  job_id integer not null,
  started_by text not null default '',
  at datetime not null,
  finished_at datetime,
  days integer not null,
  principals integer not null default 0,
  unused_principals integer not null default 0,
  previous_id integer,
  body text not null default '{}',
  unique (workspace_id, job_id)
);
create index usage_account_runs_by_account on usage_account_runs (workspace_id, account_id, id);

create table usage_account_principals (
  id integer primary key autoincrement,
  workspace_id integer not null references workspaces (id) on delete cascade,
  run_id integer not null references usage_account_runs (id) on delete cascade,
  principal_arn text not null,
  place integer not null default 0,
  unused boolean not null,
  weight integer not null,
  change text not null default '',
  body text not null,
  unique (run_id, principal_arn)
);
create index usage_account_principals_by_place on usage_account_principals (run_id, place);

-- +goose Down
drop table usage_account_principals;
drop table usage_account_runs;
drop table usage_activity;
drop table usage_event_ids;
drop table usage_trails;
