package access

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// random makes an account in which policies of all kinds meet often.
func random(seed uint64) *Snapshot {
	s := synthetic(size{users: 6, groups: 3, roles: 14, policies: 10}, seed)
	g := &generator{rand.New(rand.NewPCG(seed, 1))}
	actions := []string{"*", "s3:*", "s3:Get*", "s3:GetObject", "S3:getobject", "sts:AssumeRole", "sts:*", "iam:*", "kms:Decrypt", "*:Get*", "kms:*", "sqs:SendMessage"}
	resources := []string{
		"*", "arn:aws:s3:::b/*", "arn:aws:s3:::b", "arn:aws:s3:::b/${aws:username}/*", "arn:aws:s3:::b/${aws:PrincipalTag/team}/*",
		"arn:aws:iam::*:role/*", "arn:aws:kms:*:*:key/*", "arn:aws:sqs:*:*:q", "arn:aws:s3", "arn:aws:s3:::b/us?r-1/*",
	}
	conditions := []string{
		`{"StringEquals":{"aws:PrincipalTag/team":"blue"}}`, `{"StringNotEquals":{"aws:PrincipalTag/owner":"x"}}`, `{"Bool":{"aws:SecureTransport":"true"}}`,
		`{"StringEquals":{"aws:SourceVpc":"vpc-1"}}`, `{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/app/role-1*"}}`,
		`{"Null":{"aws:TokenIssueTime":"true"}}`, `{"StringEquals":{"aws:username":"user-1"}}`, `{"StringEquals":{"aws:PrincipalAccount":"` + own + `"}}`,
	}
	principals := []string{
		`"*"`, `{"AWS":"*"}`, `{"AWS":"` + own + `"}`, `{"AWS":"arn:aws:iam::` + own + `:root"}`, `{"AWS":["arn:aws:iam::` + own + `:user/user-1","arn:aws:iam::` + own + `:role/app/role-3"]}`,
		`{"AWS":"AIDA0000000000000002"}`, `{"Service":"lambda.amazonaws.com"}`, `{"AWS":"arn:aws:iam::999999999999:root"}`,
	}
	statement := func(named bool) string {
		effect := g.pick("Allow", "Allow", "Allow", "Deny")
		out := fmt.Sprintf(`{"Effect":%q,%q:[%q,%q]`, effect, g.pick("Action", "Action", "Action", "NotAction"), g.pick(actions...), g.pick(actions...))
		if named {
			out += fmt.Sprintf(`,%q:%s`, g.pick("Principal", "Principal", "Principal", "NotPrincipal"), g.pick(principals...))
		}
		out += fmt.Sprintf(`,%q:[%q,%q]`, g.pick("Resource", "Resource", "Resource", "NotResource"), g.pick(resources...), g.pick(resources...))
		if g.IntN(3) == 0 {
			out += `,"Condition":` + g.pick(conditions...)
		}
		return out + "}"
	}
	doc := func(named bool) Text {
		out := statement(named)
		for range g.IntN(3) {
			out += "," + statement(named)
		}
		return Text(`{"Version":"2012-10-17","Statement":[` + out + `]}`)
	}
	trust := func() Text {
		condition := ""
		if g.IntN(3) == 0 {
			condition = `,"Condition":` + g.pick(conditions...)
		}
		return Text(fmt.Sprintf(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[%s],"Principal":%s%s},{"Effect":%q,"Action":"sts:AssumeRole","Principal":%s}]}`,
			g.pick(`"sts:AssumeRole"`, `"sts:AssumeRole"`, `"sts:AssumeRole","sts:TagSession"`), g.pick(principals...), condition, g.pick("Allow", "Allow", "Deny"), g.pick(principals...)))
	}
	for i := range s.Policies {
		s.Policies[i].PolicyVersionList[1].Document = doc(false)
	}
	for i := range s.Users {
		s.Users[i].UserPolicyList = []InlinePolicy{{"in", doc(false)}}
		if g.IntN(3) == 0 {
			s.Users[i].PermissionsBoundary = &Boundary{g.policyARN(g.IntN(10))}
		}
	}
	for i := range s.Roles {
		s.Roles[i].RolePolicyList = []InlinePolicy{{"in", doc(false)}}
		s.Roles[i].AssumeRolePolicyDocument = trust()
		if g.IntN(3) == 0 {
			s.Roles[i].PermissionsBoundary = &Boundary{g.policyARN(g.IntN(10))}
		}
	}
	s.Roles[1].Arn = "arn:aws:iam::" + own + ":role/aws-service-role/x.amazonaws.com/role-1"
	if g.IntN(2) == 0 {
		allow := eval.Document{Text: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}`}
		s.SCPs = [][]eval.Document{{allow, {Text: string(doc(false))}}, {allow}}
	}
	if g.IntN(3) == 0 {
		s.RCPs = [][]eval.Document{{{Text: `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalTag/team":"blue"}}}]}`}}}
	}
	if g.IntN(4) == 0 {
		s.ManagementAccount = own
	}
	s.ResourcePolicies = []ResourcePolicy{
		{Resource: "arn:aws:s3:::b", Policy: doc(true)},
		{Resource: "arn:aws:kms:eu-west-1:" + own + ":key/k", Policy: doc(true)},
		{Resource: "arn:aws:sqs:eu-west-1:999999999999:q", Policy: doc(true)},
	}
	return s
}

// TestQuestionsAtOnce asks one account from several goroutines.
func TestQuestionsAtOnce(t *testing.T) {
	a, err := New(random(3))
	if err != nil {
		t.Fatal(err)
	}
	ask := func() string {
		who, err := a.WhoCan(Question{Action: "s3:GetObject", Resource: "arn:aws:s3:::b/user-1/x"})
		if err != nil {
			t.Error(err)
		}
		what, err := a.WhatCan("role/role-2", Filter{Service: "s3"})
		if err != nil {
			t.Error(err)
		}
		ways, err := a.Escalations()
		if err != nil {
			t.Error(err)
		}
		return fmt.Sprintf("%+v %+v %+v", who.Allowed, what.Services, len(ways.Escalations))
	}
	alone := ask()
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			if got := ask(); got != alone {
				t.Errorf("together with others the answer is\n%s\nand alone\n%s", got, alone)
			}
		})
	}
	group.Wait()
}

// TestWhoCanAgreesWithSimulate asks eval.Simulate about every principal of random
// accounts and expects the same answers.
func TestWhoCanAgreesWithSimulate(t *testing.T) {
	questions := []Question{
		{Action: "s3:GetObject", Resource: "arn:aws:s3:::b/user-1/x"},
		{Action: "s3:GetObject", Resource: "arn:aws:s3:::b/blue/x", UnknownContext: []string{}},
		{Action: "S3:GetObject", Resource: "arn:aws:s3:::other/x", Context: map[string][]string{"aws:SecureTransport": {"true"}}},
		{Action: "s3:ListAllMyBuckets", Resource: "*", UnknownContext: []string{"aws:SourceVpc"}},
		{Action: "sts:AssumeRole", Resource: "arn:aws:iam::" + own + ":role/app/role-5"},
		{Action: "sts:AssumeRole", Resource: "arn:aws:iam::" + own + ":role/app/role-2", UnknownContext: []string{}},
		{Action: "kms:Decrypt", Resource: "arn:aws:kms:eu-west-1:" + own + ":key/k"},
		{Action: "sqs:SendMessage", Resource: "arn:aws:sqs:eu-west-1:999999999999:q"},
		{Action: "iam:CreateUser", Resource: "arn:aws:iam::" + own + ":user/x", Context: map[string][]string{"aws:PrincipalTag/team": {"blue"}}},
	}
	allowed, conditional := 0, 0
	for seed := range uint64(60) {
		s := random(seed)
		a, err := Load(bytes.NewReader(text(t, s)))
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		for _, x := range questions {
			answer, err := a.WhoCan(x)
			if err != nil {
				t.Fatal(err)
			}
			got, want := []string{}, []string{}
			for _, g := range answer.Allowed {
				kind := " always"
				if len(g.Conditions) > 0 {
					kind = " if"
				}
				got = append(got, g.PrincipalARN+kind)
			}
			for _, p := range a.Principals() {
				r, err := eval.Simulate(request(t, s, p.ARN, x))
				if err != nil {
					t.Fatal(err)
				}
				switch r.Decision {
				case eval.Allowed:
					want = append(want, p.ARN+" always")
					allowed++
				case eval.Unknown:
					want = append(want, p.ARN+" if")
					conditional++
				}
			}
			slices.Sort(got)
			slices.Sort(want)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("seed %d, %s on %s (-simulate +who can):\n%s", seed, x.Action, x.Resource, diff)
			}
			if len(answer.Unknown) > 0 {
				t.Errorf("seed %d: unknown: %v", seed, answer.Unknown)
			}
		}
		if t.Failed() {
			break
		}
	}
	t.Logf("%d allowed, %d with conditions", allowed, conditional)
	if allowed < 500 || conditional < 100 {
		t.Errorf("the random accounts are too simple: %d allowed, %d with conditions", allowed, conditional)
	}
}
