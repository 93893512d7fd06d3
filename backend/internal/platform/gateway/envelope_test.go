package gateway

import (
	"errors"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/organizations"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
)

// What is none of AWS's answers is no success, even where the SDK would not look.
func TestAnswersThatAreNotAWSs(t *testing.T) {
	const page = "<!DOCTYPE html><html><body>Please sign in.</body></html>"
	ctx := t.Context()
	type call struct {
		name string
		ask  func(endpoint string, l *ledger) error
	}
	list := call{"iam:ListUsers", func(endpoint string, l *ledger) error {
		_, err := iam.NewFromConfig(New(endpoint, l, l.observe).Config(access.Scope{}, key)).ListUsers(ctx, &iam.ListUsersInput{})
		return err
	}}
	remove := call{"iam:DeleteUser", func(endpoint string, l *ledger) error { // its answer has no members
		_, err := iam.NewFromConfig(New(endpoint, l, l.observe).Config(access.Scope{}, key)).DeleteUser(ctx, &iam.DeleteUserInput{UserName: aws.String("x")})
		return err
	}}
	roots := call{"organizations:ListRoots", func(endpoint string, l *ledger) error {
		_, err := organizations.NewFromConfig(New(endpoint, l, l.observe).Config(access.Scope{}, key)).ListRoots(ctx, &organizations.ListRootsInput{})
		return err
	}}
	attach := call{"organizations:AttachPolicy", func(endpoint string, l *ledger) error { // it has no answer
		_, err := organizations.NewFromConfig(New(endpoint, l, l.observe).Config(access.Scope{}, key)).AttachPolicy(ctx, &organizations.AttachPolicyInput{PolicyId: aws.String("p-1"), TargetId: aws.String("r-1")})
		return err
	}}
	for _, c := range []struct {
		call call
		body string
		good bool
	}{
		{list, page, false},
		{list, "", false},
		{list, "{}", false},
		{list, `<ListGroupsResponse></ListGroupsResponse>`, false},
		{list, `<?xml version="1.0"?><ListUsersResponse><ListUsersResult><Users></Users></ListUsersResult></ListUsersResponse>`, true},
		{remove, page, false},
		{remove, "", false},
		{remove, `<DeleteUserResponse><ResponseMetadata/></DeleteUserResponse>`, true},
		{roots, page, false},
		{roots, "", false},
		{roots, "[]", false},
		{roots, `{"Roots":[]}`, true},
		{attach, page, false},
		{attach, "", true},
		{attach, "{}", true},
	} {
		endpoint, asked := serve(t, answer{200, c.body})
		l := &ledger{}
		err := c.call.ask(endpoint, l)
		if len(asked()) != 1 || len(l.calls) != 1 || (l.calls[0].Failure == nil) != c.good {
			t.Errorf("%s answered with %q: asked %d times, recorded %+v", c.call.name, c.body, len(asked()), l.calls)
		}
		if c.good != (err == nil) {
			t.Errorf("%s answered with %q: %v", c.call.name, c.body, err)
		}
		if f := fault.Of(err); !c.good && (!errors.Is(err, ErrUnreadable) || !strings.Contains(f.Detail(), c.call.name+" of account "+key.AccountID) || l.outcomes[0] != c.call.name+" unreadable") {
			t.Errorf("%s answered with %q: %v, counted %v", c.call.name, c.body, err, l.outcomes)
		}
	}
}
