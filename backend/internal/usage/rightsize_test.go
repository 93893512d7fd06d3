package usage

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/shared/api"
	engine "github.com/iam-copilot/iam-copilot/shared/policy/access"
)

func used(prefix string, lately bool) api.UsedService {
	at := time.Now()
	return api.UsedService{Service: prefix, LastUsed: &at, Used: lately}
}

// A policy becomes smaller by stages, never broader, and keeps what must be kept.
func TestPropose(t *testing.T) {
	report := &api.UsageReport{
		Services:      []api.UsedService{used("s3", true), used("sqs", false), used("iam", true)},
		UnusedActions: []string{"iam:DeleteUser", "iam:CreateUser"},
	}
	policy := func(actions string) string {
		return `{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Action":` + actions + `,"Resource":"*"}]}`
	}
	for _, c := range []struct {
		name, actions string
		keep          []string
		want          []string // of each stage: its actions
	}{
		{"a service that is used", `"s3:*"`, nil, nil},
		{"a service that is not used", `["s3:GetObject","sqs:*"]`, nil, []string{`"s3:GetObject"`}},
		{"nothing is left", `"sqs:SendMessage"`, nil, []string{``}},
		{"must be kept", `["s3:GetObject","sqs:*"]`, []string{"sqs:SendMessage"}, []string{`"s3:GetObject" "sqs:SendMessage"`}},
		{"AWS tells nothing of it", `["nosuchservice:Do","s3:GetObject"]`, nil, nil},
		{"everything", `"*"`, nil, []string{`"iam:*" "s3:*"`, ``}},
		{"tracked actions", `["iam:CreateUser","iam:GetUser","iam:DeleteUser"]`, nil, []string{`"iam:GetUser"`}},
		{"a tracked action to keep", `["iam:CreateUser","iam:GetUser","iam:DeleteUser"]`, []string{"iam:Create*"}, []string{`"iam:CreateUser" "iam:GetUser"`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := factsOf(report, c.keep).propose(held{"p", "arn", engine.Text(policy(c.actions))})
			if len(p.Stages) != len(c.want) {
				t.Fatalf("%d stages: %+v, want %d", len(p.Stages), p.Stages, len(c.want))
			}
			for i, stage := range p.Stages {
				if !stage.Verified || len(stage.Removed) == 0 {
					t.Errorf("stage %d: %+v", stage.Stage, stage)
				}
				if c.want[i] == "" {
					continue
				}
				var d document
				if err := json.Unmarshal([]byte(stage.Document), &d); err != nil {
					t.Fatal(err)
				}
				if got := fmt.Sprintf("%q", []string(d.Statement[0].Action)); got != "["+c.want[i]+"]" {
					t.Errorf("stage %d: %s, want %s", stage.Stage, got, c.want[i])
				}
			}
		})
	}
	// Deny and NotAction stay as they are.
	text := `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"sqs:*","Resource":"*"},{"Effect":"Allow","NotAction":"sqs:*","Resource":"*"}]}`
	if p := factsOf(report, nil).propose(held{"p", "arn", engine.Text(text)}); len(p.Stages) != 0 || len(p.Notes) != 1 {
		t.Errorf("%+v", p)
	}
}
