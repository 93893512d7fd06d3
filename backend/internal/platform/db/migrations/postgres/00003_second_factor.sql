-- +goose Up
alter table users add column mfa_enabled boolean not null default false;
-- Whether the session was begun, or went on, with a second factor.
alter table refresh_tokens add column mfa boolean not null default false;

-- The secret of an authenticator app, sealed in its owner's personal
-- workspace. last_step is the time step of the last code that was taken.
create table user_totp (
  user_id bigint primary key references users (id) on delete cascade,
  workspace_id bigint not null references workspaces (id) on delete cascade,
  encrypted_secret bytea not null,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0
);

-- Codes for the day the app is gone, as HMAC.
create table recovery_codes (
  id bigint generated always as identity primary key,
  user_id bigint not null references users (id) on delete cascade,
  workspace_id bigint not null references workspaces (id) on delete cascade,
  digest bytea not null,
  created_at timestamptz not null,
  used_at timestamptz,
  unique (user_id, digest)
);

-- +goose StatementBegin
do $$
declare name text;
begin
  foreach name in array array['user_totp', 'recovery_codes'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy workspace on %I using (workspace_id = nullif(current_setting(''app.workspace_id'', true), '''')::bigint)', name);
  end loop;
end $$;
-- +goose StatementEnd

-- +goose Down
drop table recovery_codes, user_totp;
alter table refresh_tokens drop column mfa;
alter table users drop column mfa_enabled;
