-- +goose Up
-- Who has come over from an earlier system, by a digest of their row there.
-- There is no reference to the account: one that was closed stays closed.
create table legacy_imports (
  key text primary key,
  user_id bigint not null,
  imported_at timestamptz not null
);

-- +goose Down
drop table legacy_imports;
