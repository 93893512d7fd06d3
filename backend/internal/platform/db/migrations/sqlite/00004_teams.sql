-- +goose Up
alter table workspaces add column require_mfa boolean not null default false;

-- Who is asked to join. The secret that accepts is a ticket.
create table invitations (
  id integer primary key autoincrement,
  workspace_id integer not null references workspaces (id) on delete cascade,
  email text not null,
  role text not null check (role in ('admin', 'operator', 'auditor', 'viewer')),
  invited_by integer not null references users (id) on delete cascade,
  created_at datetime not null,
  expires_at datetime not null,
  accepted_at datetime,
  revoked_at datetime
);
create unique index invitations_one_open on invitations (workspace_id, email) where accepted_at is null and revoked_at is null;

-- +goose Down
drop table invitations;
alter table workspaces drop column require_mfa;
