package testkit_test

import (
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/smithy-go"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit"
)

// The tests of AWS calls are worth something only when the emulator refuses.
func TestEmulatorChecksSignaturesAndPolicies(t *testing.T) {
	emulator := testkit.StartAWS(t)
	tap := testkit.NewTap(t, emulator.Endpoint)
	reader := emulator.User(t, "testkit-reader", testkit.Allow("iam:ListUsers"))

	as := func(key testkit.Key) *iam.Client {
		return (&testkit.AWS{Endpoint: tap.URL, Admin: key}).IAM()
	}
	if _, err := as(reader).ListUsers(t.Context(), &iam.ListUsersInput{}); err != nil {
		t.Errorf("a call that the policy allows: %v", err)
	}
	if _, err := as(reader).DeleteUser(t.Context(), &iam.DeleteUserInput{UserName: aws.String("x")}); code(err) != "AccessDenied" {
		t.Errorf("a call that the policy does not allow: %v", err)
	}
	if _, err := as(testkit.Key{ID: reader.ID, Secret: "wrong" + reader.Secret}).ListUsers(t.Context(), &iam.ListUsersInput{}); code(err) != "SignatureDoesNotMatch" {
		t.Errorf("a call with a wrong secret: %v", err)
	}
	want := []testkit.Call{{Action: "ListUsers", AccessKeyID: reader.ID}, {Action: "DeleteUser", AccessKeyID: reader.ID}, {Action: "ListUsers", AccessKeyID: reader.ID}}
	got := tap.Calls()
	if len(got) != len(want) {
		t.Fatalf("the tap saw %v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("call %d: %v, want %v", i, got[i], want[i])
		}
	}
}

func code(err error) string {
	var refused smithy.APIError
	if errors.As(err, &refused) {
		return refused.ErrorCode()
	}
	return ""
}
