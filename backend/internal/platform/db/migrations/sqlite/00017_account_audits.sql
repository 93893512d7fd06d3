-- +goose Up
create table account_audits (
  id integer primary key autoincrement,
  workspace_id integer not null references workspaces (id) on delete cascade,
  account_id text not null,
  credential_id integer not null,
  job_id integer not null,
  started_by text not null default '',
  at datetime not null,
  finished_at datetime not null,
  previous_id integer,
  tally text not null,
  new_count integer not null,
  unchanged_count integer not null,
  fixed_count integer not null,
  not_checked_count integer not null,
  user_count integer not null,
  group_count integer not null,
  role_count integer not null,
  policy_count integer not null,
  checks text not null,
  notes text not null,
  unique (workspace_id, job_id)
);
create index account_audits_by_account on account_audits (workspace_id, account_id, id);

create table account_findings (
  workspace_id integer not null references workspaces (id) on delete cascade,
  audit_id integer not null references account_audits (id) on delete cascade,
  n integer not null,
  finding_id text not null,
  code text not null,
  severity text not null,
  state text not null check (state in ('new', 'unchanged', 'fixed', 'not_checked')),
  resource text not null,
  body text not null,
  primary key (audit_id, n)
);
create index account_findings_by_code on account_findings (audit_id, code);

create table finding_exceptions (
  id integer primary key autoincrement,
  workspace_id integer not null references workspaces (id) on delete cascade,
  account_id text not null,
  code text not null,
  resource text not null,
  reason text not null,
  created_by text not null,
  created_at datetime not null,
  expires_at datetime not null
);
create index finding_exceptions_by_account on finding_exceptions (workspace_id, account_id, code);

-- +goose Down
drop table finding_exceptions;
drop table account_findings;
drop table account_audits;
