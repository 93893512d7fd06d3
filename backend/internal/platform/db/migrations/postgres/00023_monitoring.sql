-- +goose Up
-- What AWS published, day by day: the same for every workspace. The newest
-- snapshot is what policies are checked with; older ones lose their content
-- after a while, and keep what changed in catalog_reports.
create table catalog_snapshots (
  id bigint generated always as identity primary key,
  digest text not null unique,
  date text not null,
  source text not null,
  services integer not null,
  actions integer not null,
  content bytea,
  taken_at timestamptz not null
);

create table catalog_reports (
  id bigint generated always as identity primary key,
  before_id bigint not null references catalog_snapshots (id),
  after_id bigint not null references catalog_snapshots (id),
  before_date text not null,
  after_date text not null,
  breaking integer not null,
  enhancement integer not null,
  neutral integer not null,
  changes bytea not null,
  created_at timestamptz not null
);

-- One row: when somebody looked last, what came of it, and who looks now.
create table catalog_checks (
  id integer primary key check (id = 1),
  claimed_until timestamptz,
  checked_at timestamptz,
  failed_at timestamptz,
  failure text not null default ''
);
insert into catalog_checks (id) values (1);

-- +goose Down
drop table catalog_checks;
drop table catalog_reports;
drop table catalog_snapshots;
