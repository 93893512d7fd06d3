package audit

import (
	"context"
	"strconv"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/gateway"
)

// RecordAWSCall writes the outcome of a call of AWS. Its action is "aws." and
// the name that IAM policies use, such as aws.iam:ListUsers.
func (l *Log) RecordAWSCall(ctx context.Context, sc access.Scope, call gateway.Call) error {
	return l.Record(ctx, sc, Entry{
		Action: "aws." + call.Service + ":" + call.Operation, ResourceType: "aws_call",
		Failure: call.Failure, AWSAccountID: call.AccountID, AWSRegion: call.Region,
		Details: map[string]string{"duration_ms": strconv.FormatInt(call.Took.Milliseconds(), 10)},
	})
}
