package access

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
)

const someDocument = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}`

func userJSON(name, document string) string {
	return fmt.Sprintf(`{"UserDetailList":[{"UserName":%q,"UserId":"AIDA","Arn":%q,"UserPolicyList":[{"PolicyName":"p","PolicyDocument":%s}]}]}`, name, arnOf("user/"+name), document)
}

// TestReadForms expects the same answer from every form that a snapshot may have.
func TestReadForms(t *testing.T) {
	one, two := userJSON("a", someDocument), userJSON("b", someDocument)
	for name, text := range map[string]string{
		"pages one a line": one + "\n" + two + "\n",
		"a list of pages":  "[" + one + "," + two + "]",
		"a text":           userJSON("a", fmt.Sprintf("%q", someDocument)) + two,
		"a text, URL-encoded": userJSON("a", fmt.Sprintf("%q", url.QueryEscape(someDocument))) + "\n" +
			userJSON("b", fmt.Sprintf("%q", url.PathEscape(someDocument))),
		"with white space":           userJSON("a", "\n {\n"+someDocument[1:]) + two,
		"with members that AWS adds": `{"IsTruncated":false,"Marker":"x","NewThings":[1]` + "," + one[1:] + two,
	} {
		a, err := Load(strings.NewReader(text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		answer, err := a.WhoCan(Question{Action: "s3:GetObject", Resource: object})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if len(answer.Allowed) != 2 || a.ID != own {
			t.Errorf("%s: account %s, %v", name, a.ID, answer.Allowed)
		}
	}
}

// TestReadErrors expects errors that name the place.
func TestReadErrors(t *testing.T) {
	account := `"account_id":"` + own + `"`
	for _, x := range []struct{ text, want string }{
		{``, "snapshot is empty"},
		{`{`, "not JSON"},
		{`5`, "is a JSON object with UserDetailList"},
		{`{"Users":[]}`, "this is no snapshot"},
		{`[` + userJSON("a", someDocument) + `,{"scp":[]}]`, `page 2: the snapshot has a member "scp"`},
		{`{"UserDetailList":[{"Arn":1}]}`, "UserDetailList.0.Arn"},
		{userJSON("a", "3"), "UserDetailList.0.UserPolicyList.0.PolicyDocument"},
		{userJSON("a", `"%7Bx%ZZ"`), "cannot be decoded"},
		{userJSON("a", `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*"}]}`), "UserDetailList[0] (a): UserPolicyList[0] (p): Statement[0]"},
		{userJSON("a", `{"Statement":[{"Effect":"Maybe"}]}`), "UserDetailList[0] (a): UserPolicyList[0] (p)"},
		{userJSON("a", someDocument) + userJSON("a", someDocument), "occurs twice"},
		{`{` + account + `,"UserDetailList":[{"Arn":"x"}]}`, "UserDetailList[0] (): Arn"},
		{`{` + account + `,"UserDetailList":[{"Arn":"arn:aws:iam::444455556666:user/x"}]}`, "is not in the account " + own},
		{`{` + account + `,"UserDetailList":[{"Arn":"` + arnOf("user/u") + `","UserName":"u","GroupList":["g"]}]}`, `UserDetailList[0] (u): GroupList[0]: the snapshot has no group "g"`},
		{`{` + account + `,"UserDetailList":[{"Arn":"` + arnOf("user/u") + `","UserName":"u","AttachedManagedPolicies":[{"PolicyArn":"p"}]}]}`, `AttachedManagedPolicies[0]: PolicyArn "p" is no ARN`},
		{`{` + account + `,"RoleDetailList":[{"Arn":"` + arnOf("role/r") + `","RoleName":"r"}]}`, "RoleDetailList[0] (r): AssumeRolePolicyDocument: the policy document is missing"},
		{`{` + account + `,"GroupDetailList":[{"GroupName":"g","GroupPolicyList":[{"PolicyName":"p","PolicyDocument":{}}]}]}`, "GroupDetailList[0] (g): GroupPolicyList[0] (p)"},
		{`{` + account + `,"Policies":[{"Arn":"` + arnOf("policy/p") + `"}]}`, "PolicyVersionList holds no default version"},
		{`{` + account + `,"Policies":[{"Arn":"` + arnOf("policy/p") + `","DefaultVersionId":"v1","PolicyVersionList":[{"VersionId":"v1","Document":{"Statement":[{}]}}]}]}`, "PolicyVersionList[0]: Document"},
		{`{"account_id":"1","Policies":[]}`, `account_id "1" is not a 12-digit account id`},
		{`{` + account + `,"management_account":"x"}`, "management_account"},
		{`{` + account + `}{"account_id":"444455556666"}`, `account_id is "444455556666" here and "` + own + `" on an earlier page`},
		{`{` + account + `,"scps":[]}{"scps":[]}`, "one page only"},
		{`{` + account + `,"scps":[[{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}],[{"Statement":3}]]}`, "scps[1][0]"},
		{`{` + account + `,"rcps":[[{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}]]}`, "rcps[0][0]: Statement[0]"},
		{`{` + account + `,"resource_policies":[{"resource":"b","policy":{}}]}`, `resource_policies[0]: resource "b" is no ARN`},
		{`{` + account + `,"resource_policies":[{"resource":"arn:aws:s3:::b","policy":` + someDocument + `}]}`, "resource_policies[0] (arn:aws:s3:::b): policy: Statement[0]"},
		{`{` + account + `,"identity_center":{"permission_sets":[{"name":""}]}}`, "permission_sets[0]: name is missing"},
		{`{` + account + `,"identity_center":{"assignments":[{"permission_set":"x"}]}}`, `assignments[0]: there is no permission set "x"`},
		{`{` + account + `,"identity_center":{"permission_sets":[{"name":"x"}],"assignments":[{"permission_set":"x","principal_type":"ROBOT"}]}}`, `principal_type "ROBOT"`},
	} {
		_, err := Load(strings.NewReader(x.text))
		if err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s\ngives %v, want %q", x.text, err, x.want)
		}
	}
}

// FuzzRead expects that no text makes reading or asking panic.
func FuzzRead(f *testing.F) {
	f.Add(userJSON("a", someDocument))
	f.Add(`[{"account_id":"111122223333","scps":[[` + someDocument + `]]}]`)
	f.Add(`{"RoleDetailList":[{"RoleName":"r","Arn":"` + arnOf("role/r") + `","AssumeRolePolicyDocument":{"Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}}}]}`)
	f.Fuzz(func(_ *testing.T, text string) {
		a, err := Load(strings.NewReader(text))
		if err != nil {
			return
		}
		_, _ = a.WhoCan(Question{Action: "sts:AssumeRole", Resource: arnOf("role/r")})
		_, _ = a.Escalations()
		_, _ = a.Exposures(ExposureOptions{Services: true})
		for _, p := range a.Principals() {
			_, _ = a.WhatCan(p.ARN, Filter{Service: "s3"})
		}
	})
}
