-- +goose Up
-- Changes of AWS accounts: worked out, shown, and applied by their hash. What was
-- read for a plan can hold anything, so it is sealed.
create table plans (
  id bigint generated always as identity primary key,
  workspace_id bigint not null references workspaces (id) on delete cascade,
  created_by bigint references users (id) on delete set null,
  state text not null,
  hash text not null,
  title text not null,
  account_id text not null,
  credential_id bigint not null,
  about text not null,
  encrypted_preimage bytea,
  error text not null default '',
  undo_of bigint references plans (id) on delete set null,
  policy_id bigint references policies (id) on delete set null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  lease_until timestamptz,
  applied_at timestamptz
);
create index plans_by_workspace on plans (workspace_id, id desc);
create index plans_by_undo on plans (undo_of) where undo_of is not null;
create index plans_by_policy on plans (policy_id) where policy_id is not null;

create table plan_steps (
  workspace_id bigint not null references workspaces (id) on delete cascade,
  plan_id bigint not null references plans (id) on delete cascade,
  n integer not null,
  operation text not null,
  target text not null,
  input text not null,
  says text not null,
  reversible boolean not null,
  state text not null,
  output text not null default '',
  note text not null default '',
  error text not null default '',
  started_at timestamptz,
  ended_at timestamptz,
  primary key (plan_id, n)
);

-- +goose StatementBegin
do $$
declare name text;
begin
  foreach name in array array['plans', 'plan_steps'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy workspace on %I using (workspace_id = nullif(current_setting(''app.workspace_id'', true), '''')::bigint)', name);
  end loop;
end $$;
-- +goose StatementEnd

-- +goose Down
drop table plan_steps, plans;
