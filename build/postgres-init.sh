#!/bin/bash
# Runs once, when docker-compose.yml makes its database: the server's login
# owns its database and nothing else. A superuser would walk through the row
# security that keeps tenants apart, and a maker of roles could become one.
# Requests run as iamcopilot_app, which owns nothing at all.
set -euo pipefail

psql -v ON_ERROR_STOP=1 -v password="$POSTGRES_PASSWORD" --username "$POSTGRES_USER" --dbname postgres <<'SQL'
create role iamcopilot_app nologin;
create role admin login password :'password' nosuperuser nocreaterole nobypassrls;
grant iamcopilot_app to admin;
create database iam_copilot owner admin;
revoke all on database iam_copilot from public;
-- From here on the superuser signs in only from inside the container.
alter role postgres password null;
SQL
