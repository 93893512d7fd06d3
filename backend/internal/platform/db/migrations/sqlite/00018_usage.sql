-- +goose Up
create table usage_reports (
  id integer primary key autoincrement,
  workspace_id integer not null references workspaces (id) on delete cascade,
  account_id text not null,
  principal_arn text not null,
  job_id integer not null,
  started_by text not null default '',
  at datetime not null,
  days integer not null,
  services_used integer not null,
  services_unused integer not null,
  body text not null,
  unique (workspace_id, job_id)
);
create index usage_reports_by_principal on usage_reports (workspace_id, principal_arn, id);

-- +goose Down
drop table usage_reports;
