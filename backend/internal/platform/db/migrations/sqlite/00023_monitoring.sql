-- +goose Up
-- What AWS published, day by day: the same for every workspace. The newest
-- snapshot is what policies are checked with; older ones lose their content
-- after a while, and keep what changed in catalog_reports.
create table catalog_snapshots (
  id integer primary key autoincrement,
  digest text not null unique,
  date text not null,
  source text not null,
  services integer not null,
  actions integer not null,
  content blob,
  taken_at datetime not null
);

create table catalog_reports (
  id integer primary key autoincrement,
  before_id bigint not null references catalog_snapshots (id),
  after_id bigint not null references catalog_snapshots (id),
  before_date text not null,
  after_date text not null,
  breaking integer not null,
  enhancement integer not null,
  neutral integer not null,
  changes blob not null,
  created_at datetime not null
);

-- One row: when somebody looked last, what came of it, and who looks now.
create table catalog_checks (
  id integer primary key check (id = 1),
  claimed_until datetime,
  checked_at datetime,
  failed_at datetime,
  failure text not null default ''
);
insert into catalog_checks (id) values (1);

-- +goose Down
drop table catalog_checks;
drop table catalog_reports;
drop table catalog_snapshots;
