package eval

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iam-copilot/iam-copilot/shared/ndjson"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

func TestRequestForms(t *testing.T) {
	const pol = `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"NumericLessThan":{"s3:max-keys":5},"Bool":{"aws:SecureTransport":true}}}}`
	quoted, _ := json.Marshal(pol)
	const encoded = `"%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%22s3%3AGetObject%22%2C%22Resource%22%3A%22*%22%7D%7D"`
	const everything = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}`
	const deny = `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}`
	const context = `"context":{"s3:max-keys":[3],"aws:SecureTransport":["true"]}`
	tests := []struct {
		name, members string
		want          Decision
	}{
		{"a policy as an object", context + `,"identity_policies":[` + pol + `]`, Allowed},
		{"a policy as a string of JSON", context + `,"identity_policies":[` + string(quoted) + `]`, Allowed},
		{"a policy URL-encoded, as the IAM API gives it", `"identity_policies":[` + encoded + `]`, Allowed},
		{"a policy with a name", context + `,"identity_policies":[{"id":"ReadOnly","document":` + pol + `}]`, Allowed},
		{"a policy with a name, as a string", context + `,"identity_policies":[{"id":"ReadOnly","document":` + string(quoted) + `}]`, Allowed},
		{"one policy instead of a list", context + `,"identity_policies":` + pol, Allowed},
		{"values without a list", `"context":{"s3:max-keys":3,"aws:SecureTransport":true},"identity_policies":[` + pol + `]`, Allowed},
		{"values as strings", `"context":{"s3:max-keys":"3","aws:SecureTransport":["true"]},"identity_policies":[` + pol + `]`, Allowed},
		{"null is not given", context + `,"resource_policy":null,"permission_boundary":null,"session_policies":null,"scps":null,"rcps":null,"resource_account":null,"unknown_context":null,"identity_policies":[` + pol + `]`, Allowed},
		{"blank text is not given", context + `,"resource_policy":"","permission_boundary":" ","identity_policies":[` + pol + `]`, Allowed},
		{"empty lists", context + `,"session_policies":[],"scps":[],"rcps":[],"unknown_context":[],"identity_policies":[` + pol + `]`, Allowed},
		{"levels of SCPs", context + `,"scps":[[` + everything + `],[` + everything + `,` + deny + `]],"identity_policies":[` + pol + `]`, ExplicitDeny},
		{"SCPs without levels are one level", context + `,"scps":[` + everything + `,` + everything + `],"identity_policies":[` + pol + `]`, Allowed},
		{"a level without SCPs", context + `,"scps":[[]],"identity_policies":[` + pol + `]`, ImplicitDeny},
		{"the other spelling of the boundary", context + `,"permissions_boundary":` + deny + `,"identity_policies":[` + pol + `]`, ExplicitDeny},
		{"unknown keys", `"unknown_context":["*"],"identity_policies":[` + pol + `]`, Unknown},
		{"annotations are ignored", context + `,"id":7,"name":"x","expected":"denied","_note":{},"identity_policies":[` + pol + `]`, Allowed},
		{"a management account", context + `,"scps":[[` + deny + `]],"management_account":"111122223333","identity_policies":[` + pol + `]`, Allowed},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text := `{"principal":"arn:aws:iam::111122223333:user/Alice","action":"s3:GetObject","resource":"arn:aws:s3:::b/k",` + test.members + `}`
			r, err := ParseRequest([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			a, err := Simulate(r)
			if err != nil {
				t.Fatal(err)
			}
			if a.Decision != test.want {
				t.Errorf("decision %s, want %s\n%s", a.Decision, test.want, describeAnswer(a))
			}
			again, err := json.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}
			back, err := ParseRequest(again)
			if err != nil {
				t.Fatalf("written as %s: %v", again, err)
			}
			if b, err := Simulate(back); err != nil || b.Decision != a.Decision {
				t.Errorf("written and read again: decision %s, %v", b.Decision, err)
			}
		})
	}
}

func TestRequestErrors(t *testing.T) {
	const head = `"principal":"arn:aws:iam::111122223333:user/Alice","action":"s3:GetObject","resource":"arn:aws:s3:::b/k"`
	statement := func(members string) string {
		return head + `,"identity_policies":[{"Version":"2012-10-17","Statement":[{` + members + `}]}]`
	}
	resource := func(members string) string {
		return head + `,"resource_policy":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"` + members + `}]}`
	}
	tests := []struct{ name, members, want string }{
		{"no principal", `"action":"s3:GetObject"`, "principal is empty"},
		{"a principal with a wildcard", `"principal":"arn:aws:iam::111122223333:user/*","action":"s3:GetObject"`, "wildcard"},
		{"a group", `"principal":"arn:aws:iam::111122223333:group/Devs","action":"s3:GetObject"`, "not a user, role, session or account root"},
		{"an incomplete ARN", `"principal":"arn:aws:iam::111122223333","action":"s3:GetObject"`, "not a complete ARN"},
		{"an account that is none", `"principal":"arn:aws:iam::1111:user/Alice","action":"s3:GetObject"`, "12-digit account id"},
		{"a session without a name", `"principal":"arn:aws:sts::111122223333:assumed-role/Dev","action":"s3:GetObject"`, "role name and session name"},
		{"a word", `"principal":"Alice","action":"s3:GetObject"`, "neither an ARN"},
		{"no action", `"principal":"*"`, "action is empty"},
		{"an action with a wildcard", `"principal":"*","action":"s3:Get*"`, "wildcard"},
		{"an action without a service", `"principal":"*","action":"GetObject"`, "service:Action"},
		{"a resource account that is none", head + `,"resource_account":"alias"`, "12-digit"},
		{"a management account that is none", head + `,"management_account":"o-1"`, "12-digit"},
		{"a misspelt member", head + `,"identityPolicies":[]`, `did you mean "identity_policies"`},
		{"an unknown member", head + `,"policies":[]`, `no member "policies"`},
		{"both names of the boundary", head + `,"permission_boundary":"{}","permissions_boundary":"{}"`, "mean the same"},
		{"a policy that is a number", head + `,"identity_policies":[3]`, "identity_policies"},
		{"a policy that is no JSON", head + `,"identity_policies":["{"]`, "identity_policies[0]"},
		{"a policy without statements", head + `,"resource_policy":{}`, "no Statement"},
		{"an unknown version", head + `,"identity_policies":[{"Version":"2020-01-01","Statement":[]}]`, "2020-01-01"},
		{"no Effect", statement(`"Action":"*","Resource":"*"`), "Effect"},
		{"an Effect in other case", statement(`"Effect":"allow","Action":"*","Resource":"*"`), "Effect"},
		{"no Action", statement(`"Effect":"Allow","Resource":"*"`), "Statement[0]: the statement has neither Action"},
		{"Action and NotAction", statement(`"Effect":"Allow","Action":"*","NotAction":"s3:*","Resource":"*"`), "Action or NotAction"},
		{"no Resource", statement(`"Effect":"Allow","Action":"*"`), "neither Resource"},
		{"Resource and NotResource", statement(`"Effect":"Allow","Action":"*","Resource":"*","NotResource":"*"`), "Resource or NotResource"},
		{"a Principal in an identity-based policy", statement(`"Effect":"Allow","Action":"*","Resource":"*","Principal":"*"`), "not allowed in an identity-based policy"},
		{"an unknown operator", statement(`"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringMatches":{"a:b":"c"}}`), `"StringMatches" does not exist`},
		{"an unknown set operator", statement(`"Effect":"Allow","Action":"*","Resource":"*","Condition":{"ForSomeValues:StringLike":{"a:b":"c"}}`), "set operator"},
		{"Null with IfExists", statement(`"Effect":"Allow","Action":"*","Resource":"*","Condition":{"NullIfExists":{"a:b":"true"}}`), "IfExists"},
		{"no Principal in a resource-based policy", resource(``), "needs a Principal"},
		{"Principal and NotPrincipal", resource(`,"Principal":"*","NotPrincipal":{"AWS":"1"}`), "Principal or NotPrincipal"},
		{"a Principal that is text", resource(`,"Principal":"111122223333"`), `"111122223333"`},
		{"an unknown type of principal", resource(`,"Principal":{"User":"x"}`), `"User"`},
		{"NotPrincipal in a trust policy", `"principal":"` + alice + `","action":"sts:AssumeRole","resource":"` + roleOps + `","trust_policy":{"Statement":[{"Effect":"Deny","Action":"sts:AssumeRole","NotPrincipal":{"AWS":"` + bob + `"}}]}`, "not allowed in a role trust policy"},
		{"a trust policy for something else", head + `,"trust_policy":{"Statement":[]}`, "sts:AssumeRole"},
		{"a trust policy and a resource policy", `"principal":"*","action":"sts:AssumeRole","trust_policy":{"Statement":[]},"resource_policy":{"Statement":[]}`, "both resource_policy and trust_policy"},
		{"levels and policies mixed", head + `,"scps":[[],{"Statement":[]}]`, "mixes levels"},
		{"levels that are no list", head + `,"scps":{"Statement":[]}`, "not a list of levels"},
		{"an SCP with an error, located", head + `,"scps":[[{"Statement":[]}],[{"Statement":[]},{"Statement":[{"Effect":"Allow","Action":"*"}]}]]`, "scps[1][1]: Statement[0]"},
		{"a key twice", head + `,"context":{"aws:SourceIp":["1.1.1.1"],"aws:sourceip":["2.2.2.2"]}`, "twice"},
		{"wildcards beyond all use", statement(`"Effect":"Allow","Action":"*","Resource":["` + strings.Repeat("arn:aws:"+strings.Repeat("*a", 900)+`:::x","`, 6) + `*"]`), "wildcards within the first five parts"},
		{"a value that is too long", head + `,"context":{"aws:UserAgent":"` + strings.Repeat("x", maxContextValue+1) + `"}`, "longer than"},
		{"a resource that is too long", `"principal":"*","action":"s3:GetObject","resource":"arn:aws:s3:::` + strings.Repeat("x", maxResource) + `"`, "longer than"},
		{"a pattern that is too long", statement(`"Effect":"Allow","Action":"*","Resource":"` + strings.Repeat("x", maxPattern+1) + `"`), "longer than"},
		{"an action pattern that is too long", statement(`"Effect":"Allow","Action":"` + strings.Repeat("x", maxPattern+1) + `","Resource":"*"`), "longer than"},
		{"a condition value that is too long", statement(`"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringLike":{"a:b":"` + strings.Repeat("x", maxPattern+1) + `"}}`), "longer than"},
		{"a value that is an object", head + `,"context":{"aws:SourceIp":{}}`, "value of a context key"},
		{"a member twice", head + `,"action":"s3:PutObject"`, "duplicate"},
		{"text behind the request", head + `} x {`, "JSON"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r, err := ParseRequest([]byte(`{` + test.members + `}`))
			if err == nil {
				_, err = Simulate(r)
			}
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want one that contains %q", err, test.want)
			}
		})
	}
}

func TestBatch(t *testing.T) {
	const allow = `"identity_policies":[{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}]`
	ask := func(id, action string) string {
		return `{"id":` + id + `,"principal":"111122223333","action":"` + action + `","resource":"*",` + allow + `}`
	}
	user := func(id, action string) string { return strings.Replace(ask(id, action), "111122223333", alice, 1) }
	input := strings.Join([]string{
		user(`"a"`, "s3:GetObject"),
		"",
		user(`2`, "ec2:RunInstances"),
		`{"id":"broken","principal":`,
		`not json`,
		`{"principal":"*","action":"s3:GetObject"}`,
		`{"id":{"k":[1, 2]},"principal":"*","action":"x"}`,
		"  " + user(`null`, "s3:PutObject") + "\r",
		user(`"last"`, "s3:ListBucket"), // without a line end
	}, "\n")
	var out bytes.Buffer
	if err := SimulateBatch(strings.NewReader(input), &out); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, line := range strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n") {
		var answer struct {
			ID       json.RawMessage `json:"id"`
			Decision string          `json:"decision"`
			Error    string          `json:"error"`
		}
		if err := json.Unmarshal([]byte(line), &answer); err != nil {
			t.Fatalf("line %q: %v", line, err)
		}
		if (answer.Error == "") == (answer.Decision == "") {
			t.Errorf("line %q is neither an answer nor an error", line)
		}
		got = append(got, fmt.Sprintf("%s %s", answer.ID, answer.Decision))
	}
	want := []string{`"a" allowed`, `2 implicit_deny`, `"broken" `, `null `, `null implicit_deny`, `{"k":[1,2]} `, `null allowed`, `"last" allowed`}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// TestBatchConversation waits for each answer before it asks on.
func TestBatchConversation(t *testing.T) {
	askRead, askWrite := io.Pipe()
	answerRead, answerWrite := io.Pipe()
	done := make(chan error, 1)
	go func() { done <- SimulateBatch(askRead, answerWrite) }()
	answers := json.NewDecoder(answerRead)
	for i := range 3 {
		// The beginning of the next line must not hold the answer back.
		if _, err := fmt.Fprintf(askWrite, "%s{\"id\":%d,\"principal\":\"111122223333\",\"action\":\"s3:GetObject\"}\n{", strings.Repeat("}\n", min(i, 1)), i); err != nil {
			t.Fatal(err)
		}
		for {
			var answer struct {
				ID    *int   `json:"id"`
				Error string `json:"error"`
			}
			if err := answers.Decode(&answer); err != nil {
				t.Fatal(err)
			}
			if answer.ID != nil {
				if *answer.ID != i {
					t.Errorf("answer %d, want %d", *answer.ID, i)
				}
				break
			}
		}
	}
	go func() { _, _ = io.Copy(io.Discard, answers.Buffered()); _, _ = io.Copy(io.Discard, answerRead) }()
	if err := askWrite.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestBatchLongLine(t *testing.T) {
	long := `{"id":1,"principal":"` + strings.Repeat("x", ndjson.MaxLine) + `"}`
	var out bytes.Buffer
	if err := SimulateBatch(strings.NewReader(long+"\n"+`{"id":2,"principal":"111122223333","action":"s3:GetObject"}`), &out); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 2 || !strings.Contains(lines[0], "longer than") || !strings.Contains(lines[1], `"id":2,"decision":"allowed"`) {
		t.Errorf("answers %.300q", lines)
	}
}

func TestCompile(t *testing.T) {
	src := doc("First: Allow s3:GetObject on *")
	parsed := policy.ParseString(strings.Replace(src.Text, "{", `{"Id":"TheId",`, 1))
	p, err := Compile(parsed, policy.KindBoundary, "")
	if err != nil {
		t.Fatal(err)
	}
	if p.ID() != "TheId" || p.Kind() != policy.KindBoundary {
		t.Errorf("id %q, kind %q", p.ID(), p.Kind())
	}
	if named, err := Compile(parsed, policy.KindIdentity, "Given"); err != nil || named.ID() != "Given" {
		t.Errorf("id %q, %v", named.ID(), err)
	}
	if _, err := Compile(nil, policy.KindIdentity, ""); err == nil {
		t.Error("no document is compiled")
	}
	if _, err := NewCall(nil, "s3:GetObject", "", "", nil); err == nil {
		t.Error("a call without a principal is prepared")
	}
}
