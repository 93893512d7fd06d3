-- +goose Up
create table account_audits (
  id bigint generated always as identity primary key,
  workspace_id bigint not null references workspaces (id) on delete cascade,
  account_id text not null,
  credential_id bigint not null,
  job_id bigint not null,
  started_by text not null default '',
  at timestamptz not null,
  finished_at timestamptz not null,
  previous_id bigint,
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
  workspace_id bigint not null references workspaces (id) on delete cascade,
  audit_id bigint not null references account_audits (id) on delete cascade,
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
  id bigint generated always as identity primary key,
  workspace_id bigint not null references workspaces (id) on delete cascade,
  account_id text not null,
  code text not null,
  resource text not null,
  reason text not null,
  created_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index finding_exceptions_by_account on finding_exceptions (workspace_id, account_id, code);

-- +goose StatementBegin
do $$
declare name text;
begin
  foreach name in array array['account_audits', 'account_findings', 'finding_exceptions'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy workspace on %I using (workspace_id = nullif(current_setting(''app.workspace_id'', true), '''')::bigint)', name);
  end loop;
end $$;
-- +goose StatementEnd

-- +goose Down
drop table finding_exceptions, account_findings, account_audits;
