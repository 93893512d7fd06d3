package e2e

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/live"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// refusal expects an error and gives its problem.
func refusal(t *testing.T) func(any, error) *api.Problem {
	return func(got any, err error) *api.Problem {
		t.Helper()
		var problem *api.Problem
		if !errors.As(err, &problem) {
			t.Fatalf("no problem: %+v, %v", got, err)
		}
		return problem
	}
}

// What AWS refuses comes with AWS's own code and a sentence that tells what to
// do, and stands in the audit log.
func TestRefusalsOfAWS(t *testing.T) {
	emulator := testkit.StartAWS(t)
	reader, weak := emulator.User(t, "reader", reading), emulator.User(t, "weak", testkit.Allow("s3:ListAllMyBuckets"))
	gone := emulator.User(t, "gone", reading)
	if _, err := emulator.IAM().DeleteAccessKey(t.Context(), &iam.DeleteAccessKeyInput{UserName: aws.String("gone"), AccessKeyId: &gone.ID}); err != nil {
		t.Fatal(err)
	}
	testkit.Databases(t, func(t *testing.T, d testkit.Database) {
		s := live.Start(t, d, at(emulator.Endpoint))
		for _, c := range []struct {
			name string
			key  testkit.Key
			code string
			says string
		}{
			{"wrong secret", testkit.Key{ID: reader.ID, Secret: "wrongwrongwrongwrong"}, "SignatureDoesNotMatch", "secret access key does not belong"},
			{"deleted key", gone, "InvalidClientTokenId", "does not know this access key id"},
			{"key that never was", testkit.Key{ID: "AKIAIOSFODNN7EXAMPLE", Secret: "wrongwrongwrongwrong"}, "InvalidClientTokenId", "does not know this access key id"},
			{"key without the permission", weak, "AccessDenied", "iam:ListUsers"},
		} {
			t.Run(c.name, func(t *testing.T) {
				p := s.Seed(t, strings.ReplaceAll(c.name, " ", "-")+"@example.com")
				add(t, p, "Production", c.key)
				problem := refusal(t)(p.IAM.ListUsers(t.Context(), api.IAMUserListIn{}))
				if problem.Status != 502 || problem.Code != "aws.refused" || !strings.Contains(problem.Detail, c.says) {
					t.Errorf("%d %s %q, want 502 aws.refused and %q", problem.Status, problem.Code, problem.Detail, c.says)
				}
				if a := problem.AWS; a == nil || a.Code != c.code || a.Service != "iam" || a.Operation != "ListUsers" || a.Message == "" {
					t.Errorf("AWS's own words: %+v, want code %s", a, c.code)
				}
				all := records(t, p)
				last := all[len(all)-1]
				if last.Action != "aws.iam:ListUsers" || last.Success || !strings.HasPrefix(last.ErrorMessage, c.code+": ") {
					t.Errorf("audit log: %+v", last)
				}
				if before := all[len(all)-2]; before.Action != "vault.credential_opened" || !before.Success {
					t.Errorf("the record before it: %+v", before)
				}
			})
		}
	})
}

func TestVerifyingABadKeyKeepsWhatWasKnown(t *testing.T) {
	emulator := testkit.StartAWS(t)
	key := emulator.User(t, "reader", reading)
	s := live.Start(t, testkit.NewSQLite(t), at(emulator.Endpoint))
	p := s.Seed(t, "p@example.com")
	c := add(t, p, "Production", key)
	if _, err := p.Vault.Verify(t.Context(), api.ByID{ID: c.ID}); err != nil {
		t.Fatal(err)
	}
	if _, err := emulator.IAM().DeleteAccessKey(t.Context(), &iam.DeleteAccessKeyInput{UserName: aws.String("reader"), AccessKeyId: &key.ID}); err != nil {
		t.Fatal(err)
	}
	if problem := refusal(t)(p.Vault.Verify(t.Context(), api.ByID{ID: c.ID})); problem.AWS == nil || problem.AWS.Code != "InvalidClientTokenId" {
		t.Errorf("got %+v", problem)
	}
	after, err := p.Vault.Get(t.Context(), api.ByID{ID: c.ID})
	if err != nil || after.AWSAccountID != account || after.VerifiedAt == nil {
		t.Errorf("after the refusal: %+v, %v", after, err)
	}
}

// An endpoint that nobody listens at gives an answer, not an endless wait.
func TestAWSThatCannotBeReached(t *testing.T) {
	// A port that was free a moment ago may be somebody else's by now; nobody has the first one.
	s := live.Start(t, testkit.NewSQLite(t), at("http://127.0.0.1:1"))
	p := s.Seed(t, "p@example.com")
	c := add(t, p, "Production", testkit.Key{ID: "AKIAIOSFODNN7EXAMPLE", Secret: "wrongwrongwrongwrong"})
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second) // half of what any request may take
	defer cancel()
	for name, got := range map[string]*api.Problem{
		"list":   refusal(t)(p.IAM.ListUsers(ctx, api.IAMUserListIn{})),
		"verify": refusal(t)(p.Vault.Verify(ctx, api.ByID{ID: c.ID})),
	} {
		if got.Status != 502 || got.Code != "aws.unreachable" || got.AWS != nil || strings.Contains(got.Detail, "127.0.0.1") {
			t.Errorf("%s: %+v", name, got)
		}
	}
	for _, want := range []string{"aws.iam:ListUsers failed", "aws.sts:GetCallerIdentity failed"} {
		if all := strings.Join(actions(records(t, p)), ","); !strings.Contains(all, want) {
			t.Errorf("audit log lacks %q: %s", want, all)
		}
	}
}
