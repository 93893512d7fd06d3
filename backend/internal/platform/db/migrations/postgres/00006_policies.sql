-- +goose Up
-- The library of policies. What changes with each version is in policy_versions;
-- the newest one's figures stand here too, so that a list reads one table.
create table policies (
  id bigint generated always as identity primary key,
  workspace_id bigint not null references workspaces (id) on delete cascade,
  name text not null,
  description text not null default '',
  policy_type text not null,
  resource_type text not null default '',
  version integer not null,
  size integer not null,
  findings text not null,
  cases text not null default '[]',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (workspace_id, name)
);

create table policy_versions (
  workspace_id bigint not null references workspaces (id) on delete cascade,
  policy_id bigint not null references policies (id) on delete cascade,
  version integer not null,
  document text not null,
  comment text not null default '',
  size integer not null,
  findings text not null,
  created_by bigint references users (id) on delete set null,
  created_at timestamptz not null,
  primary key (policy_id, version)
);

-- +goose StatementBegin
do $$
declare name text;
begin
  foreach name in array array['policies', 'policy_versions'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy workspace on %I using (workspace_id = nullif(current_setting(''app.workspace_id'', true), '''')::bigint)', name);
  end loop;
end $$;
-- +goose StatementEnd

-- +goose Down
drop table policy_versions, policies;
