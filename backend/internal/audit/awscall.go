package audit

import (
	"context"
	"strconv"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/gateway"
)

// awsCall is the resource type of the records of calls of AWS. Their resource
// id is the credential that the call was made with.
const awsCall = "aws_call"

// RecordAWSCall writes the outcome of a call of AWS. Its action is "aws." and
// the name that IAM policies use, such as aws.iam:ListUsers.
func (l *Log) RecordAWSCall(ctx context.Context, sc access.Scope, call gateway.Call) error {
	credential := ""
	if call.CredentialID != 0 {
		credential = strconv.FormatInt(call.CredentialID, 10)
	}
	return l.Record(ctx, sc, Entry{
		Action: "aws." + call.Service + ":" + call.Operation, ResourceType: awsCall, ResourceID: credential,
		Failure: call.Failure, AWSAccountID: call.AccountID, AWSRegion: call.Region,
		Details: map[string]string{"duration_ms": strconv.FormatInt(call.Took.Milliseconds(), 10)},
	})
}

// RecordJob writes what happens to a job: that it was started, that it is to be
// cancelled, or how it ended.
func (l *Log) RecordJob(ctx context.Context, sc access.Scope, action string, id int64, kind string, failure error) error {
	return l.Record(ctx, sc, Entry{
		Action: "jobs." + action, ResourceType: "job", ResourceID: strconv.FormatInt(id, 10), Failure: failure, Details: map[string]string{"kind": kind},
	})
}
