-- +goose Up
-- Changes of AWS accounts: worked out, shown, and applied by their hash. What was
-- read for a plan can hold anything, so it is sealed.
create table plans (
  id integer primary key autoincrement,
  workspace_id integer not null references workspaces (id) on delete cascade,
  created_by integer references users (id) on delete set null,
  state text not null,
  hash text not null,
  title text not null,
  account_id text not null,
  credential_id integer not null,
  about text not null,
  encrypted_preimage blob,
  error text not null default '',
  undo_of integer references plans (id) on delete set null,
  policy_id integer references policies (id) on delete set null,
  created_at datetime not null,
  expires_at datetime not null,
  lease_until datetime,
  applied_at datetime
);
create index plans_by_workspace on plans (workspace_id, id desc);
create index plans_by_undo on plans (undo_of) where undo_of is not null;
create index plans_by_policy on plans (policy_id) where policy_id is not null;

create table plan_steps (
  workspace_id integer not null references workspaces (id) on delete cascade,
  plan_id integer not null references plans (id) on delete cascade,
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
  started_at datetime,
  ended_at datetime,
  primary key (plan_id, n)
);

-- +goose Down
drop table plan_steps;
drop table plans;
