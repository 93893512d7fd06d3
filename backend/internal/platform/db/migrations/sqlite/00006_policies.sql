-- +goose Up
-- The library of policies. What changes with each version is in policy_versions;
-- the newest one's figures stand here too, so that a list reads one table.
create table policies (
  id integer primary key autoincrement,
  workspace_id integer not null references workspaces (id) on delete cascade,
  name text not null,
  description text not null default '',
  policy_type text not null,
  resource_type text not null default '',
  version integer not null,
  size integer not null,
  findings text not null,
  cases text not null default '[]',
  created_at datetime not null,
  updated_at datetime not null,
  unique (workspace_id, name)
);

create table policy_versions (
  workspace_id integer not null references workspaces (id) on delete cascade,
  policy_id integer not null references policies (id) on delete cascade,
  version integer not null,
  document text not null,
  comment text not null default '',
  size integer not null,
  findings text not null,
  created_by integer references users (id) on delete set null,
  created_at datetime not null,
  primary key (policy_id, version)
);

-- +goose Down
drop table policy_versions;
drop table policies;
