-- +goose Up
-- What CloudTrail has told of an account: the time that was looked through, which
-- events were counted, and what each principal did.
create table usage_trails (
  id bigint generated always as identity primary key,
  workspace_id bigint not null references workspaces (id) on delete cascade,
  account_id text not null,
  forgotten_before timestamptz,
  updated_at timestamptz not null,
  body text not null,
  unique (workspace_id, account_id)
);

-- Hashes of the ids of events that were counted, eight bytes each, by the hour.
create table usage_event_ids (
  workspace_id bigint not null references workspaces (id) on delete cascade,
  account_id text not null,
  hour timestamptz not null,
  ids bytea not null,
  primary key (workspace_id, account_id, hour)
);

create table usage_activity (
  id bigint generated always as identity primary key,
  workspace_id bigint not null references workspaces (id) on delete cascade,
  account_id text not null,
  principal_arn text not null,
  kind text not null check (kind in ('user', 'role', 'root', 'service', 'federated')),
  action text not null,
  used bigint not null,
  denied bigint not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  used_at timestamptz,
  denied_at timestamptz,
  resources text not null,
  many boolean not null,
  regions text not null,
  sources text not null,
  unique (workspace_id, account_id, principal_arn, action)
);

-- What all users and roles of an account have used: each run, with one row for
-- each of them, which is there as soon as AWS has told of it.
create table usage_account_runs (
  id bigint generated always as identity primary key,
  workspace_id bigint not null references workspaces (id) on delete cascade,
  account_id text not null,
  credential_id bigint not null,
  job_id bigint not null,
  started_by text not null default '',
  at timestamptz not null,
  finished_at timestamptz,
  days integer not null,
  principals integer not null default 0,
  unused_principals integer not null default 0,
  previous_id bigint,
  body text not null default '{}',
  unique (workspace_id, job_id)
);
create index usage_account_runs_by_account on usage_account_runs (workspace_id, account_id, id);

create table usage_account_principals (
  id bigint generated always as identity primary key,
  workspace_id bigint not null references workspaces (id) on delete cascade,
  run_id bigint not null references usage_account_runs (id) on delete cascade,
  principal_arn text not null,
  place integer not null default 0,
  unused boolean not null,
  weight bigint not null,
  change text not null default '',
  body text not null,
  unique (run_id, principal_arn)
);
create index usage_account_principals_by_place on usage_account_principals (run_id, place);

-- +goose StatementBegin
do $$
declare name text;
begin
  foreach name in array array['usage_trails', 'usage_event_ids', 'usage_activity', 'usage_account_runs', 'usage_account_principals'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy workspace on %I using (workspace_id = nullif(current_setting(''app.workspace_id'', true), '''')::bigint)', name);
  end loop;
end $$;
-- +goose StatementEnd

-- +goose Down
drop table usage_account_principals, usage_account_runs, usage_activity, usage_event_ids, usage_trails;
