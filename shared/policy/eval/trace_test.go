package eval

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// outline writes an answer's stages and deciding statements in a few words.
func outline(a Answer) []string {
	var out []string
	for _, st := range a.Stages {
		out = append(out, st.Stage+" "+string(st.Outcome))
	}
	for _, st := range a.Statements {
		out = append(out, "decided by "+st.describe()+" ("+st.Effect+", "+st.Applies+")")
	}
	return out
}

func TestTrace(t *testing.T) {
	tests := []struct {
		name     string
		scenario scenario
		want     []string
		reason   string
	}{
		{
			"an explicit deny names its statement",
			scenario{identity: []string{"ReadAll: Allow s3:* on *\nNoLogs: Deny s3:GetObject on *"}, scps: [][]string{{fullAccess}}},
			[]string{
				"deny explicit_deny", "rcp not_applicable", "scp allowed", "resource not_applicable", "identity explicit_deny", "boundary not_applicable", "session not_applicable",
				`decided by statement "NoLogs" of identity-based policy 1 (Deny, yes)`,
			},
			`s3:GetObject on arn:aws:s3:::amzn-s3-demo-bucket/key is denied explicitly by statement "NoLogs" of identity-based policy 1.`,
		},
		{
			"denies of several policies are all named",
			scenario{identity: []string{allowAll, denyRead}, policy: "Deny s3:* on * to *", boundary: allowAll + "\n" + denyRead, scps: [][]string{{fullAccess}, {denyRead}}},
			[]string{
				"deny explicit_deny", "rcp not_applicable", "scp explicit_deny", "resource explicit_deny", "identity explicit_deny", "boundary explicit_deny", "session not_applicable",
				"decided by statement 1 of identity-based policy 2 (Deny, yes)", "decided by statement 1 of the resource-based policy (Deny, yes)",
				"decided by statement 2 of the permissions boundary (Deny, yes)", "decided by statement 1 of service control policy 1 at level 1 (Deny, yes)",
			},
			"s3:GetObject on arn:aws:s3:::amzn-s3-demo-bucket/key is denied explicitly by statement 1 of identity-based policy 2, statement 1 of the resource-based policy, statement 2 of the permissions boundary and 1 more.",
		},
		{
			"an allow names what it took",
			scenario{principal: devMary, identity: []string{"Read: Allow s3:Get* on *", allowEC2}, boundary: "Cap: Allow s3:* on *", session: []string{"Scope: Allow s3:GetObject on *"}, scps: [][]string{{"Full: Allow * on *"}}},
			[]string{
				"deny allowed", "rcp not_applicable", "scp allowed", "resource not_applicable", "identity allowed", "boundary allowed", "session allowed",
				`decided by statement "Read" of identity-based policy 1 (Allow, yes)`, `decided by statement "Cap" of the permissions boundary (Allow, yes)`,
				`decided by statement "Scope" of session policy 1 (Allow, yes)`, `decided by statement "Full" of service control policy 1 at level 0 (Allow, yes)`,
			},
			`s3:GetObject on arn:aws:s3:::amzn-s3-demo-bucket/key is allowed by statement "Read" of identity-based policy 1, statement "Cap" of the permissions boundary, statement "Scope" of session policy 1 and 1 more, and nothing denies it.`,
		},
		{
			"an allow by the resource leaves out what did not matter",
			scenario{identity: []string{allowEC2}, boundary: allowRead, policy: grantTo("AWS:" + alice)},
			[]string{
				"deny allowed", "rcp not_applicable", "scp not_applicable", "resource allowed", "identity implicit_deny", "boundary allowed", "session not_applicable",
				"decided by statement 1 of the resource-based policy (Allow, yes)",
			},
			"s3:GetObject on arn:aws:s3:::amzn-s3-demo-bucket/key is allowed by statement 1 of the resource-based policy, and nothing denies it.",
		},
		{
			"an allow of the account only does not decide",
			scenario{identity: []string{allowRead}, policy: grantTo("AWS:" + rootA)},
			[]string{
				"deny allowed", "rcp not_applicable", "scp not_applicable", "resource allowed", "identity allowed", "boundary not_applicable", "session not_applicable",
				"decided by statement 1 of identity-based policy 1 (Allow, yes)",
			},
			"s3:GetObject on arn:aws:s3:::amzn-s3-demo-bucket/key is allowed by statement 1 of identity-based policy 1, and nothing denies it.",
		},
		{
			"an implicit deny says what is missing: identity",
			scenario{identity: []string{allowEC2}},
			[]string{"deny allowed", "rcp not_applicable", "scp not_applicable", "resource not_applicable", "identity implicit_deny", "boundary not_applicable", "session not_applicable"},
			"s3:GetObject on arn:aws:s3:::amzn-s3-demo-bucket/key is denied: no identity-based policy allows the request.",
		},
		{
			"an implicit deny says what is missing: level of SCPs",
			scenario{identity: []string{allowAll}, scps: [][]string{{fullAccess}, {allowEC2}, {fullAccess}}},
			[]string{"deny allowed", "rcp not_applicable", "scp implicit_deny", "resource not_applicable", "identity allowed", "boundary not_applicable", "session not_applicable"},
			"s3:GetObject on arn:aws:s3:::amzn-s3-demo-bucket/key is denied: no service control policy at level 1 of the organization allows the request; every level must.",
		},
		{
			"an implicit deny says what is missing: boundary",
			scenario{identity: []string{allowAll}, boundary: allowEC2},
			[]string{"deny allowed", "rcp not_applicable", "scp not_applicable", "resource not_applicable", "identity allowed", "boundary implicit_deny", "session not_applicable"},
			"s3:GetObject on arn:aws:s3:::amzn-s3-demo-bucket/key is denied: no statement of the permissions boundary allows the request, and the boundary caps what the caller can do.",
		},
		{
			"an implicit deny says what is missing: session policy",
			scenario{principal: devMary, identity: []string{allowAll}, session: []string{allowEC2}},
			[]string{"deny allowed", "rcp not_applicable", "scp not_applicable", "resource not_applicable", "identity allowed", "boundary not_applicable", "session implicit_deny"},
			"s3:GetObject on arn:aws:s3:::amzn-s3-demo-bucket/key is denied: no session policy allows the request.",
		},
		{
			"an implicit deny says what is missing: the other account's side",
			scenario{principal: carol, account: accountA, identity: []string{allowAll}, policy: grantTo("AWS:" + alice)},
			[]string{"deny allowed", "rcp not_applicable", "scp not_applicable", "resource implicit_deny", "identity allowed", "boundary not_applicable", "session not_applicable"},
			"s3:GetObject on arn:aws:s3:::amzn-s3-demo-bucket/key is denied: no statement of the resource-based policy allows the request, and access from another account needs one that allows the request.",
		},
		{
			"an implicit deny says what is missing: one's own side",
			scenario{principal: carol, account: accountA, policy: grantTo("AWS:" + carol)},
			[]string{"deny allowed", "rcp not_applicable", "scp not_applicable", "resource allowed", "identity implicit_deny", "boundary not_applicable", "session not_applicable"},
			"s3:GetObject on arn:aws:s3:::amzn-s3-demo-bucket/key is denied: no identity-based policy allows the request, which access to another account needs besides the resource-based policy.",
		},
		{
			"an implicit deny says what is missing: trust",
			scenario{action: "sts:AssumeRole", resource: roleOps, identity: []string{allowAll}, policy: "Allow sts:AssumeRole to AWS:" + bob},
			[]string{"deny allowed", "rcp not_applicable", "scp not_applicable", "trust implicit_deny", "identity allowed", "boundary not_applicable", "session not_applicable"},
			"sts:AssumeRole on arn:aws:iam::111122223333:role/Ops is denied: no statement of the role trust policy allows the request, and only a role's trust policy can let somebody assume it.",
		},
		{
			"an unknown decision names the statement and the key",
			scenario{identity: []string{"MFA: Allow * on * if Bool aws:MultiFactorAuthPresent = true"}, unknown: []string{"*"}},
			[]string{
				"deny allowed", "rcp not_applicable", "scp not_applicable", "resource not_applicable", "identity unknown", "boundary not_applicable", "session not_applicable",
				`decided by statement "MFA" of identity-based policy 1 (Allow, unknown)`,
			},
			"Whether s3:GetObject on arn:aws:s3:::amzn-s3-demo-bucket/key is allowed depends on aws:MultiFactorAuthPresent.",
		},
		{
			"a denial in every case says so",
			scenario{identity: []string{"Allow * on * if Bool aws:SecureTransport = true\nDeny * on * if Bool aws:SecureTransport = true"}, unknown: []string{"*"}},
			[]string{"deny unknown", "rcp not_applicable", "scp not_applicable", "resource not_applicable", "identity unknown", "boundary not_applicable", "session not_applicable"},
			"s3:GetObject on arn:aws:s3:::amzn-s3-demo-bucket/key is denied: whatever the unknown context keys hold, either a statement denies it or something that must allow it does not.",
		},
		{
			"the root user needs nothing",
			scenario{principal: rootA},
			[]string{"deny allowed", "rcp not_applicable", "scp not_applicable", "resource not_applicable", "identity allowed", "boundary not_applicable", "session not_applicable"},
			"s3:GetObject on arn:aws:s3:::amzn-s3-demo-bucket/key is allowed: the root user has full access to its account, and nothing denies it.",
		},
		{
			"why SCPs and RCPs do not apply",
			scenario{identity: []string{allowAll}, manager: accountA, scps: [][]string{{denyRead}}, rcps: [][]string{{"Deny s3:* on * to *"}}},
			[]string{
				"deny allowed", "rcp not_applicable", "scp not_applicable", "resource not_applicable", "identity allowed", "boundary not_applicable", "session not_applicable",
				"decided by statement 1 of identity-based policy 1 (Allow, yes)",
			},
			"s3:GetObject on arn:aws:s3:::amzn-s3-demo-bucket/key is allowed by statement 1 of identity-based policy 1, and nothing denies it.",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a, err := Simulate(test.scenario.request())
			if err != nil {
				t.Fatal(err)
			}
			checkAnswer(t, a)
			if d := cmp.Diff(test.want, outline(a)); d != "" {
				t.Error(d)
			}
			if a.Reason != test.reason {
				t.Errorf("reason\n%s\nwant\n%s", a.Reason, test.reason)
			}
		})
	}
}

// TestAnswerJSON holds the answer to its published form.
func TestAnswerJSON(t *testing.T) {
	s := scenario{identity: []string{"Read: Allow s3:GetObject on *"}, scps: [][]string{{"Full: Allow * on *"}}}
	r := s.request()
	r.IdentityPolicies[0].ID = "arn:aws:iam::111122223333:policy/Reader"
	a, err := Simulate(r)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"decision":"allowed",` +
		`"reason":"s3:GetObject on arn:aws:s3:::amzn-s3-demo-bucket/key is allowed by statement \"Read\" of identity-based policy arn:aws:iam::111122223333:policy/Reader and statement \"Full\" of service control policy 1 at level 0, and nothing denies it.",` +
		`"missing_context":[],"statements":[` +
		`{"policy_type":"identity","policy_index":0,"policy_id":"arn:aws:iam::111122223333:policy/Reader","statement_index":0,"sid":"Read","effect":"Allow","applies":"yes"},` +
		`{"policy_type":"scp","level":0,"policy_index":0,"statement_index":0,"sid":"Full","effect":"Allow","applies":"yes"}],"stages":[{"stage":"deny",`
	if !strings.HasPrefix(string(text), want) {
		t.Errorf("answer\n%s\nwant it to begin\n%s", text, want)
	}
}

func TestStageWords(t *testing.T) {
	tests := []struct {
		name, stage, want string
		scenario          scenario
	}{
		{"a direct grant", "resource", "implicit denies in other policies of the account do not matter", scenario{policy: grantTo("AWS:" + alice)}},
		{"a grant to the role", "resource", "only the permissions boundary and session policies limit it", scenario{principal: devMary, policy: grantTo("AWS:" + roleDev)}},
		{"a grant to the account", "resource", "identity-based policies must allow the request", scenario{policy: grantTo("AWS:" + rootA)}},
		{"a key policy that delegates", "resource", "leaves the decision to identity-based policies", scenario{action: "kms:Decrypt", resource: key, policy: "Allow kms:* on * to AWS:" + rootA}},
		{"a grant across accounts", "resource", "its own policies must allow the request as well", scenario{principal: carol, account: accountA, policy: grantTo("AWS:" + carol)}},
		{"a grant to a service", "resource", "this alone decides", scenario{principal: "ec2.amazonaws.com", policy: grantTo("Service:ec2.amazonaws.com")}},
		{"no key policy", "resource", "A KMS key", scenario{action: "kms:Decrypt", resource: key}},
		{"no trust policy", "trust", "only a role's trust policy", scenario{action: "sts:AssumeRole", resource: roleOps}},
		{"no policy for nobody", "resource", "belongs to no account needs one", scenario{principal: anonymous}},
		{"no policy across accounts", "resource", "access from another account needs one", scenario{principal: carol, account: accountA}},
		{"the root user", "identity", "full access to its account", scenario{principal: rootA}},
		{"the root user and roles", "identity", "cannot assume roles", scenario{principal: rootA, action: "sts:AssumeRole", resource: roleOps}},
		{"a federated user", "session", "only what resource-based policies give", scenario{principal: federated}},
		{"SCPs of the management account", "scp", "management account", scenario{scps: [][]string{{fullAccess}}, manager: accountA}},
		{"SCPs and services", "scp", "not an identity of an account", scenario{principal: "ec2.amazonaws.com", scps: [][]string{{fullAccess}}}},
		{"SCPs and service-linked roles", "scp", "service-linked role", scenario{principal: "arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForX/y", scps: [][]string{{fullAccess}}}},
		{"a single level of SCPs", "scp", "policy that applies allows", scenario{scps: [][]string{{allowEC2}}}},
		{"the root level of SCPs", "scp", "root (level 0)", scenario{scps: [][]string{{allowEC2}, {fullAccess}}}},
		{"the account level of SCPs", "scp", "account (level 1)", scenario{scps: [][]string{{fullAccess}, {allowEC2}}}},
		{"RCPs and services they do not cover", "rcp", "do not cover the service ec2", scenario{action: "ec2:RunInstances", rcps: [][]string{{"Deny * on * to *"}}}},
		{"RCPs that do not deny", "rcp", "RCPFullAWSAccess", scenario{rcps: [][]string{{"Deny s3:PutObject on * to *"}}}},
		{"a possible deny where nothing allows", "identity", "whether or not", scenario{unknown: []string{"*"}, identity: []string{"Deny * on * if Bool aws:SecureTransport = false"}}},
		{"a possible deny", "deny", "depends on aws:SecureTransport", scenario{unknown: []string{"*"}, identity: []string{allowAll + "\nDeny * on * if Bool aws:SecureTransport = false"}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a, err := Simulate(test.scenario.request())
			if err != nil {
				t.Fatal(err)
			}
			for _, st := range a.Stages {
				if st.Stage == test.stage {
					if !strings.Contains(strings.ToLower(st.Reason), strings.ToLower(test.want)) {
						t.Errorf("stage %s says %q, want %q in it", st.Stage, st.Reason, test.want)
					}
					return
				}
			}
			t.Errorf("there is no stage %s", test.stage)
		})
	}
}
