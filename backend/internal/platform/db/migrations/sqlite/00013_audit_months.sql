-- +goose Up
-- month is the month in which a record was written, as 202611; within a chain it
-- never goes back, whatever the clocks do. Whole months can be removed.
drop trigger audit_logs_no_update;
drop trigger audit_logs_no_delete;
alter table audit_logs add column month integer not null default 0;
update audit_logs set month = made.month from (
  select workspace_id, seq, max(cast(strftime('%Y%m', at) as integer)) over (partition by workspace_id order by seq) as month from audit_logs
) made where made.workspace_id = audit_logs.workspace_id and made.seq = audit_logs.seq;
create index audit_logs_by_month on audit_logs (month, workspace_id, seq);

alter table audit_heads add column month integer not null default 0;
update audit_heads set month = coalesce((select max(l.month) from audit_logs l where l.workspace_id = audit_heads.workspace_id), 0);

-- Where a workspace's records begin now: the last one that was removed with its
-- month, and its place in the chain, sealed under a key that is not here.
create table audit_retention (
  workspace_id integer not null,
  month integer not null,
  last_seq integer not null,
  last_hash blob not null,
  records integer not null,
  sealed_at datetime not null,
  seal blob not null,
  primary key (workspace_id, month)
);

-- How far the records of a workspace have been sent to a destination, and which
-- server sends there just now.
create table audit_forwarding (
  destination text not null,
  workspace_id integer not null,
  seq integer not null,
  primary key (destination, workspace_id)
);
create table audit_destinations (
  name text primary key,
  holder text not null,
  held_until datetime not null
);

-- +goose StatementBegin
create trigger audit_logs_no_update before update on audit_logs
begin
  select raise(abort, 'audit_logs is append-only');
end;
-- +goose StatementEnd
-- A record can be removed only after its month was sealed.
-- +goose StatementBegin
create trigger audit_logs_no_delete before delete on audit_logs
when not exists (select 1 from audit_retention r where r.workspace_id = old.workspace_id and r.last_seq >= old.seq)
begin
  select raise(abort, 'audit_logs is append-only');
end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger audit_retention_no_update before update on audit_retention
begin
  select raise(abort, 'audit_retention is append-only');
end;
-- +goose StatementEnd
-- +goose StatementBegin
create trigger audit_retention_no_delete before delete on audit_retention
begin
  select raise(abort, 'audit_retention is append-only');
end;
-- +goose StatementEnd

-- +goose Down
drop trigger audit_logs_no_delete;
drop table audit_destinations;
drop table audit_forwarding;
drop table audit_retention;
alter table audit_heads drop column month;
drop index audit_logs_by_month;
alter table audit_logs drop column month;
-- +goose StatementBegin
create trigger audit_logs_no_delete before delete on audit_logs
begin
  select raise(abort, 'audit_logs is append-only');
end;
-- +goose StatementEnd
