-- +goose Up
-- A credential of the kind assume_role holds no key of its own: it is a role
-- that is assumed with the key of its base.
alter table user_aws_credentials add column base_credential_id integer references user_aws_credentials (id);
alter table user_aws_credentials add column role_arn text not null default '';
alter table user_aws_credentials add column external_id text not null default '';
alter table user_aws_credentials add column duration_seconds integer not null default 0;
alter table user_aws_credentials add column role_session_name text not null default '';
alter table user_aws_credentials add column mfa_serial text not null default '';
create index user_aws_credentials_by_base on user_aws_credentials (base_credential_id) where base_credential_id is not null;

-- +goose Down
drop index user_aws_credentials_by_base;
alter table user_aws_credentials drop column mfa_serial;
alter table user_aws_credentials drop column role_session_name;
alter table user_aws_credentials drop column duration_seconds;
alter table user_aws_credentials drop column external_id;
alter table user_aws_credentials drop column role_arn;
alter table user_aws_credentials drop column base_credential_id;
