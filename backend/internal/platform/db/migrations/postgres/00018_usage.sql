-- +goose Up
create table usage_reports (
  id bigint generated always as identity primary key,
  workspace_id bigint not null references workspaces (id) on delete cascade,
  account_id text not null,
  principal_arn text not null,
  job_id bigint not null,
  started_by text not null default '',
  at timestamptz not null,
  days integer not null,
  services_used integer not null,
  services_unused integer not null,
  body text not null,
  unique (workspace_id, job_id)
);
create index usage_reports_by_principal on usage_reports (workspace_id, principal_arn, id);

alter table usage_reports enable row level security;
alter table usage_reports force row level security;
create policy workspace on usage_reports using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::bigint);

-- +goose Down
drop table usage_reports;
