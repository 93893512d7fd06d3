-- +goose Up
-- Accounts of an OpenID provider that sign in to accounts here. They are found
-- by issuer and subject, before any workspace has been entered.
create table identities (
  id bigint generated always as identity primary key,
  user_id bigint not null references users (id) on delete cascade,
  issuer text not null,
  subject text not null,
  email text not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  unique (issuer, subject)
);
create index identities_by_user on identities (user_id);

-- +goose Down
drop table identities;
