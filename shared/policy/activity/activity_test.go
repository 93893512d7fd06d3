package activity

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate/trail"
)

// TestDataActions keeps the table to services and actions that AWS has.
func TestDataActions(t *testing.T) {
	for prefix, patterns := range dataActions {
		if !catalog.Known(prefix) {
			t.Errorf("there is no service %s", prefix)
		}
		for _, p := range patterns {
			if len(catalog.Expand(prefix+":"+p)) == 0 {
				t.Errorf("there is no action %s:%s", prefix, p)
			}
		}
	}
	for action, want := range map[string]Record{
		"s3:GetObject": Data, "s3:ListBucket": Data, "s3:CreateBucket": Management, "lambda:InvokeFunction": Data, "lambda:CreateFunction": Management,
		"dynamodb:PutItem": Data, "dynamodb:CreateTable": Management, "iam:PassRole": None, "iam:CreateUser": Management, "ec2:DescribeInstances": Management, "no:Such": None,
	} {
		if got := RecordOf(action); got != want {
			t.Errorf("%s: %s, want %s", action, got, want)
		}
	}
}

func TestCallerOf(t *testing.T) {
	for _, c := range []struct{ identity, want string }{
		{`{"type":"IAMUser","arn":"arn:aws:iam::123456789012:user/a/jane"}`, "user arn:aws:iam::123456789012:user/a/jane"},
		{`{"type":"AssumedRole","arn":"arn:aws:sts::123456789012:assumed-role/app/s","sessionContext":{"sessionIssuer":{"arn":"arn:aws:iam::123456789012:role/p/app"}}}`, "role arn:aws:iam::123456789012:role/p/app"},
		{`{"type":"AssumedRole","arn":"arn:aws-cn:sts::123456789012:assumed-role/app/s"}`, "role arn:aws-cn:iam::123456789012:role/app"},
		{`{"type":"Root","arn":"arn:aws:iam::123456789012:root"}`, "root arn:aws:iam::123456789012:root"},
		{`{"type":"AWSService","invokedBy":"EC2.amazonaws.com"}`, "service ec2.amazonaws.com"},
		{`{"type":"FederatedUser","arn":"arn:aws:sts::123456789012:federated-user/x"}`, "federated arn:aws:sts::123456789012:federated-user/x"},
		{`{"type":"AWSAccount","accountId":"999999999999"}`, ""},
		{`{"type":"WebIdentityUser","userName":"x"}`, ""},
		{`{"type":"IAMUser","arn":"arn:aws:iam::12:user/jane"}`, ""},
		{`{"type":"IAMUser","arn":"arn:aws:iam::123456789012:user/` + strings.Repeat("x", 3000) + `"}`, ""},
	} {
		e := &trail.Event{Account: "123456789012"}
		if err := json.Unmarshal([]byte(c.identity), &e.Identity); err != nil {
			t.Fatal(err)
		}
		got := ""
		if who, ok := CallerOf(e); ok {
			got = string(who.Kind) + " " + who.ARN
		}
		if got != c.want {
			t.Errorf("%.80s: %q, want %q", c.identity, got, c.want)
		}
	}
}

// What is known of two halves of the events is what is known of all, and bounded.
func TestUsesJoin(t *testing.T) {
	now := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	event := func(n int) *trail.Event {
		e := &trail.Event{Time: now.Add(time.Duration(n) * time.Minute).Format(time.RFC3339), Source: "s3.amazonaws.com", Name: "PutObject", Region: "eu-west-1", Account: "123456789012",
			Parameters: trail.Parameters{"bucketName": "b", "key": fmt.Sprintf("in/%d", n)}}
		e.Identity.ARN, e.Identity.AccountID = "arn:aws:iam::123456789012:user/jane", "123456789012"
		if n%10 == 0 {
			e.ErrorCode = "AccessDenied"
		}
		return e
	}
	var all Uses
	halves := [2]Uses{}
	for n := range 400 {
		call, outcome := Read(event(n), now.Add(24*time.Hour))
		if outcome != Counted {
			t.Fatalf("event %d: %d", n, outcome)
		}
		all.Add(&call)
		halves[n%2].Add(&call)
	}
	whole, one, other := all.Sorted()[0], halves[0].Sorted()[0], halves[1].Sorted()[0]
	text, err := json.Marshal(one.Resources)
	if err != nil {
		t.Fatal(err)
	}
	if one.Resources, err = Restore(string(text), one.Resources.Many()); err != nil {
		t.Fatal(err)
	}
	one.Join(other)
	if one.Used != 360 || one.Denied != 40 || one.Used != whole.Used || !one.Last.Equal(whole.Last) || !one.First.Equal(now) || !slices.Equal(one.Resources.List(), whole.Resources.List()) {
		t.Errorf("%+v\n%+v", one, whole)
	}
	if got := strings.Join(whole.Resources.List(), " "); got != "arn:aws:s3:::b/in/*" || !whole.Resources.Many() || !whole.Resources.Told() {
		t.Errorf("resources: %s", got)
	}
}
