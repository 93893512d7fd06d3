-- +goose Up
alter table workspaces add column require_mfa boolean not null default false;

-- Who is asked to join. The secret that accepts is a ticket.
create table invitations (
  id bigint generated always as identity primary key,
  workspace_id bigint not null references workspaces (id) on delete cascade,
  email text not null,
  role text not null check (role in ('admin', 'operator', 'auditor', 'viewer')),
  invited_by bigint not null references users (id) on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz
);
create unique index invitations_one_open on invitations (workspace_id, email) where accepted_at is null and revoked_at is null;

alter table invitations enable row level security;
alter table invitations force row level security;
create policy workspace on invitations using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::bigint);

-- +goose Down
drop table invitations;
alter table workspaces drop column require_mfa;
