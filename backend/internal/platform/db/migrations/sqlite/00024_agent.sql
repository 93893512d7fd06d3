-- +goose Up
-- What changes of AWS's mean for a workspace's policies: each run takes one
-- report, and each change is one effect on one policy, with an edit if there is one.
create table agent_runs (
  id integer primary key autoincrement,
  workspace_id bigint not null references workspaces (id) on delete cascade,
  report_id bigint not null references catalog_reports (id),
  job_id bigint,
  state text not null check (state in ('running', 'completed', 'failed')),
  credential_id bigint not null default 0,
  account_id text not null default '',
  auto_apply boolean not null default false,
  policies integer not null default 0,
  affected integer not null default 0,
  breaking integer not null default 0,
  review integer not null default 0,
  notes integer not null default 0,
  applied integer not null default 0,
  failure text not null default '',
  started_by bigint references users (id) on delete set null,
  started_at datetime not null,
  ended_at datetime
);
create index agent_runs_by_workspace on agent_runs (workspace_id, id);

create table agent_changes (
  id integer primary key autoincrement,
  workspace_id bigint not null references workspaces (id) on delete cascade,
  run_id bigint not null references agent_runs (id) on delete cascade,
  policy_id bigint references policies (id) on delete cascade,
  subject text not null,
  subject_kind text not null,
  version integer not null default 0,
  level text not null,
  service text not null,
  effect text not null,
  proposal text not null default '',
  advice text not null default '',
  state text not null check (state in ('open', 'applied', 'dismissed', 'stale')),
  applied_version integer not null default 0,
  decided_by bigint references users (id) on delete set null,
  decided_at datetime
);
create index agent_changes_by_run on agent_changes (workspace_id, run_id, id);

-- +goose Down
drop table agent_changes;
drop table agent_runs;
