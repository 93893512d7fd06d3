-- +goose Up
-- Work that goes on after its request has been answered, as its workspace sees it.
create table jobs (
  id integer primary key autoincrement,
  workspace_id integer not null references workspaces (id) on delete cascade,
  kind text not null,
  unique_key text not null,
  title text not null,
  args text not null,
  state text not null check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  attempt integer not null default 0,
  max_attempts integer not null,
  done integer not null default 0,
  total integer not null default 0,
  note text not null default '',
  checkpoint text not null default '',
  result text not null default '',
  error_code text not null default '',
  error_detail text not null default '',
  cancel_requested boolean not null default false,
  revision integer not null default 1,
  user_id integer not null references users (id) on delete cascade,
  user_email text not null default '',
  token_id integer not null default 0,
  request_id text not null default '',
  ip_address text not null default '',
  created_at datetime not null,
  started_at datetime,
  updated_at datetime not null,
  finished_at datetime
);
create unique index jobs_one_at_a_time on jobs (workspace_id, kind, unique_key) where state in ('queued', 'running');
create index jobs_by_workspace on jobs (workspace_id, id);
create index jobs_by_change on jobs (workspace_id, updated_at);

-- What is to be worked on, and which server does so until when. Servers look
-- for work in all workspaces at once: it holds numbers and nothing else.
create table job_queue (
  job_id integer primary key references jobs (id) on delete cascade,
  workspace integer not null,
  due_at datetime not null,
  offered_at datetime not null,
  server text not null default ''
);
create index job_queue_by_time on job_queue (due_at);

-- +goose Down
drop table job_queue;
drop table jobs;
