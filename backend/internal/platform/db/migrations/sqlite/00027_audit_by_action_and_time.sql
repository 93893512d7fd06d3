-- +goose Up
-- An action's records of one day are found among millions without walking
-- through all of that action's: the planner chooses between this index and the
-- one by order, whichever reads fewer.
create index audit_logs_by_action_and_time on audit_logs (workspace_id, action, at);

-- +goose Down
drop index audit_logs_by_action_and_time;
