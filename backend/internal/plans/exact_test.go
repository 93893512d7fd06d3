package plans

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/gateway"
)

func TestExactWritesWhatIsSetAndNothingElse(t *testing.T) {
	got, err := Exact(&iam.CreateRoleInput{
		RoleName: aws.String("app"), AssumeRolePolicyDocument: aws.String(`{"a": "<&>"}`), MaxSessionDuration: aws.Int32(43200),
		Tags: []types.Tag{{Key: aws.String("k"), Value: aws.String("")}},
	})
	want := `{"AssumeRolePolicyDocument":"{\"a\": \"<&>\"}","MaxSessionDuration":43200,"RoleName":"app","Tags":[{"Key":"k","Value":""}]}`
	if err != nil || string(got) != want {
		t.Errorf("%s, %v, want %s", got, err, want)
	}
	var back iam.CreateRoleInput
	if err := Decode(got, &back); err != nil || *back.MaxSessionDuration != 43200 || *back.AssumeRolePolicyDocument != `{"a": "<&>"}` {
		t.Errorf("read again: %+v, %v", back, err)
	}
}

func TestDecodeIsStrict(t *testing.T) {
	for name, input := range map[string]string{
		"a member that AWS does not have": `{"UserName":"a","Evil":1}`, "more after the end": `{"UserName":"a"} {}`, "another type": `{"UserName":1}`, "nothing": ``,
	} {
		if err := Decode([]byte(input), &iam.CreateUserInput{}); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

// Every byte of what a plan does is in its hash, and texts that move from one part to
// the next make another one.
func TestDigest(t *testing.T) {
	base := []stepRow{{Operation: "iam:CreateUser", Target: "arn:a", Input: `{"UserName":"a"}`}, {Operation: "iam:TagUser", Target: "arn:b", Input: `{}`}}
	seen := map[string]string{digest("1", 1, base): "the plan"}
	change := func(name, account string, credential int64, edit func([]stepRow) []stepRow) {
		steps := edit(append([]stepRow(nil), base...))
		hash := digest(account, credential, steps)
		if before, twice := seen[hash]; twice {
			t.Errorf("%s has the hash of %s", name, before)
		}
		seen[hash] = name
	}
	same := func(s []stepRow) []stepRow { return s }
	change("another account", "2", 1, same)
	change("another credential", "1", 2, same)
	change("account and credential run together", "11", 1, same)
	change("another operation", "1", 1, func(s []stepRow) []stepRow { s[0].Operation = "iam:DeleteUser"; return s })
	change("another target", "1", 1, func(s []stepRow) []stepRow { s[0].Target = "arn:c"; return s })
	change("a byte more", "1", 1, func(s []stepRow) []stepRow { s[1].Input = `{} `; return s })
	change("another order", "1", 1, func(s []stepRow) []stepRow { return []stepRow{s[1], s[0]} })
	change("a step less", "1", 1, func(s []stepRow) []stepRow { return s[:1] })
	change("a text moved", "1", 1, func(s []stepRow) []stepRow { s[0].Operation, s[0].Target = "iam:CreateUserarn:", "a"; return s })
	if digest("1", 1, base) != digest("1", 1, append([]stepRow(nil), base...)) {
		t.Error("the same plan has two hashes")
	}
}

func TestDifferenceNamesMembersAndNoValues(t *testing.T) {
	for _, c := range []struct{ before, now, want string }{
		{`{"a":1}`, `{"a":1}`, ""},
		{`{"a":1,"b":2}`, `{"b":2,"a":1}`, ""},
		{`{"a":"secret-1","b":2}`, `{"a":"secret-2","b":2}`, "a is not the same"},
		{`{"inline":{"p":"x"}}`, `{"inline":{"p":"x","q":"y"}}`, "inline.q is not the same"},
		{`{"inline":{"p":"x"}}`, `{}`, "inline is not the same"},
		{`{"l":[1,2]}`, `{"l":[2,1]}`, "l is not the same"},
		{`{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1}`, `{}`, "a is not the same, b is not the same, c is not the same, d is not the same, e is not the same, and 2 more"},
	} {
		if got := difference(json.RawMessage(c.before), json.RawMessage(c.now)); got != c.want || strings.Contains(got, "secret") {
			t.Errorf("%s → %s: %q, want %q", c.before, c.now, got, c.want)
		}
	}
}

func TestExplainNamesTheMissingPermission(t *testing.T) {
	denied := gateway.ErrRefused.FromAWS(fault.AWS{
		Service: "iam", Operation: "AddRoleToInstanceProfile", Code: "AccessDenied",
		Message: "User: arn:aws:iam::123456789012:user/ada is not authorized to perform: iam:PassRole on resource: arn:aws:iam::123456789012:role/app because no identity-based policy allows the iam:PassRole action",
	})
	got := fault.Of(Explain(denied))
	if !strings.HasPrefix(got.Detail(), "The AWS credential lacks the permission iam:PassRole. ") || got.AWS() == nil || got.Code() != "aws.refused" {
		t.Errorf("%q, %+v", got.Detail(), got.AWS())
	}
	for _, other := range []error{
		gateway.ErrUnreachable, gateway.ErrRefused.FromAWS(fault.AWS{Code: "NoSuchEntity"}), gateway.ErrRefused.FromAWS(fault.AWS{Code: "AccessDenied", Message: "No."}), ErrNothing,
	} {
		if got := Explain(other); got != other { //nolint:errorlint // the very same error
			t.Errorf("%v became %v", other, got)
		}
	}
}
