-- +goose Up
-- Work that goes on after its request has been answered, as its workspace sees it.
create table jobs (
  id bigint generated always as identity primary key,
  workspace_id bigint not null references workspaces (id) on delete cascade,
  kind text not null,
  unique_key text not null,
  title text not null,
  args text not null,
  state text not null check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  attempt integer not null default 0,
  max_attempts integer not null,
  done bigint not null default 0,
  total bigint not null default 0,
  note text not null default '',
  checkpoint text not null default '',
  result text not null default '',
  error_code text not null default '',
  error_detail text not null default '',
  cancel_requested boolean not null default false,
  revision bigint not null default 1,
  user_id bigint not null references users (id) on delete cascade,
  user_email text not null default '',
  token_id bigint not null default 0,
  request_id text not null default '',
  ip_address text not null default '',
  created_at timestamptz not null,
  started_at timestamptz,
  updated_at timestamptz not null,
  finished_at timestamptz
);
create unique index jobs_one_at_a_time on jobs (workspace_id, kind, unique_key) where state in ('queued', 'running');
create index jobs_by_workspace on jobs (workspace_id, id);
create index jobs_by_change on jobs (workspace_id, updated_at);

alter table jobs enable row level security;
alter table jobs force row level security;
create policy workspace on jobs using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::bigint);

-- What is to be worked on, and which server does so until when. Servers look
-- for work in all workspaces at once, so row security does not bind this table:
-- it holds numbers and nothing else.
create table job_queue (
  job_id bigint primary key references jobs (id) on delete cascade,
  workspace bigint not null,
  due_at timestamptz not null,
  offered_at timestamptz not null,
  server text not null default ''
);
create index job_queue_by_time on job_queue (due_at);

-- +goose Down
drop table job_queue, jobs;
