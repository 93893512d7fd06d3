-- +goose Up
-- Audit records lie in one partition per month, so that whole months can be
-- dropped. month is the month in which a record was written, as 202611; within
-- a chain it never goes back, whatever the clocks do. The partitions lie in a
-- schema of their own, where the application's role sees nothing: it reaches
-- them through the table alone, which has row security.
alter table audit_logs rename to audit_logs_whole;
alter table audit_logs_whole rename constraint audit_logs_pkey to audit_logs_whole_pkey;
drop index audit_logs_by_time;
drop index audit_logs_by_action;
drop index audit_logs_aws_calls;
drop trigger audit_logs_no_update on audit_logs_whole;
alter table audit_logs_whole no force row level security;

create schema audit_months;
create table audit_logs (
  workspace_id bigint not null,
  seq bigint not null,
  at timestamptz not null,
  user_id bigint,
  user_email text not null default '',
  action text not null,
  resource_type text not null default '',
  resource_id text not null default '',
  success boolean not null,
  error_message text not null default '',
  ip_address text not null default '',
  user_agent text not null default '',
  request_id text not null default '',
  aws_account_id text not null default '',
  aws_region text not null default '',
  details text not null default '',
  hash bytea not null,
  month integer not null default 0,
  primary key (workspace_id, seq, month)
) partition by list (month);
create index audit_logs_by_time on audit_logs (workspace_id, at);
create index audit_logs_by_action on audit_logs (workspace_id, action, seq);
create index audit_logs_aws_calls on audit_logs (workspace_id, resource_id, at) where resource_type = 'aws_call';
-- What has no partition yet: a record is never refused for that.
create table audit_months.others partition of audit_logs default;

-- +goose StatementBegin
do $$
declare m integer;
begin
  for m in
    select to_char(x, 'YYYYMM')::integer from (
      select distinct date_trunc('month', at at time zone 'UTC') as x from audit_logs_whole
      union select date_trunc('month', now() at time zone 'UTC') + n * interval '1 month' from generate_series(0, 3) n
    ) months
  loop
    execute format('create table audit_months.%I partition of audit_logs for values in (%s)', 'm' || m, m);
  end loop;
end $$;
-- +goose StatementEnd

insert into audit_logs
select workspace_id, seq, at, user_id, user_email, action, resource_type, resource_id, success, error_message, ip_address, user_agent,
  request_id, aws_account_id, aws_region, details, hash,
  max(to_char(at at time zone 'UTC', 'YYYYMM')::integer) over (partition by workspace_id order by seq)
from audit_logs_whole;
drop table audit_logs_whole;

alter table audit_heads no force row level security;
alter table audit_heads add column month integer not null default 0;
update audit_heads h set month = coalesce((select max(l.month) from audit_logs l where l.workspace_id = h.workspace_id), 0);
alter table audit_heads force row level security;

-- Where a workspace's records begin now: the last one that was removed with its
-- month, and its place in the chain, sealed under a key that is not here.
create table audit_retention (
  workspace_id bigint not null,
  month integer not null,
  last_seq bigint not null,
  last_hash bytea not null,
  records bigint not null,
  sealed_at timestamptz not null,
  seal bytea not null,
  primary key (workspace_id, month)
);

-- How far the records of a workspace have been sent to a destination, and which
-- server sends there just now.
create table audit_forwarding (
  destination text not null,
  workspace_id bigint not null,
  seq bigint not null,
  primary key (destination, workspace_id)
);
create table audit_destinations (
  name text primary key,
  holder text not null,
  held_until timestamptz not null
);

-- A record can be removed only after its month was sealed.
-- +goose StatementBegin
create or replace function audit_logs_are_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and exists (select from audit_retention r where r.workspace_id = old.workspace_id and r.last_seq >= old.seq) then
    return old;
  end if;
  raise exception 'audit_logs is append-only';
end $$;
-- +goose StatementEnd
create trigger audit_logs_no_update before update or delete on audit_logs
  for each row execute function audit_logs_are_append_only();

-- Row security as for every table of workspaces. The owner, which only keeps the
-- months and looks for what is to be sent, sees all; the application's role is
-- no member of it.
-- +goose StatementBegin
do $$
declare name text;
begin
  foreach name in array array['audit_logs', 'audit_retention', 'audit_forwarding'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy workspace on %I using (workspace_id = nullif(current_setting(''app.workspace_id'', true), '''')::bigint)', name);
  end loop;
  foreach name in array array['audit_logs', 'audit_heads', 'audit_retention', 'audit_forwarding'] loop
    execute format('create policy keeper on %I to current_user using (true)', name);
  end loop;
end $$;
-- +goose StatementEnd

-- +goose Down
drop policy keeper on audit_heads;
drop table audit_destinations, audit_forwarding;
alter table audit_logs no force row level security;
create table audit_logs_whole (like audit_logs including defaults);
insert into audit_logs_whole select * from audit_logs;
drop table audit_logs;
drop schema audit_months;
drop table audit_retention;
alter table audit_heads drop column month;
alter table audit_logs_whole drop column month;
alter table audit_logs_whole rename to audit_logs;
alter table audit_logs add primary key (workspace_id, seq);
create index audit_logs_by_time on audit_logs (workspace_id, at);
create index audit_logs_by_action on audit_logs (workspace_id, action, seq);
create index audit_logs_aws_calls on audit_logs (workspace_id, resource_id, at) where resource_type = 'aws_call';
-- +goose StatementBegin
create or replace function audit_logs_are_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'audit_logs is append-only';
end $$;
-- +goose StatementEnd
create trigger audit_logs_no_update before update or delete on audit_logs
  for each row execute function audit_logs_are_append_only();
alter table audit_logs enable row level security;
alter table audit_logs force row level security;
create policy workspace on audit_logs using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::bigint);
