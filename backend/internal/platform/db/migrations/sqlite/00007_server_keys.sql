-- +goose Up
-- Keys of the whole server, wrapped by the master key, so that the master key
-- can change while what was signed and chained under them stays good.
create table server_keys (
  name text primary key,
  master_key_id text not null,
  wrapped_key blob not null,
  created_at datetime not null
);

-- +goose Down
drop table server_keys;
