package compare

import (
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// statements wraps statements into a policy.
func statements(list ...string) []byte {
	return []byte(`{"Version":"2012-10-17","Statement":[` + strings.Join(list, ",") + `]}`)
}

func allow(action, resource, more string) string {
	return `{"Effect":"Allow","Action":` + action + `,"Resource":` + resource + more + `}`
}

func deny(action, resource, more string) string {
	return strings.Replace(allow(action, resource, more), "Allow", "Deny", 1)
}

func TestRelations(t *testing.T) {
	const bucket, object = `"arn:aws:s3:::b"`, `"arn:aws:s3:::b/*"`
	cond := func(s string) string { return `,"Condition":` + s }
	for _, test := range []struct {
		name string
		a, b []byte
		want Relation
	}{
		{"the same", statements(allow(`"s3:GetObject"`, object, "")), statements(allow(`"s3:GetObject"`, object, "")), Equivalent},
		{"case of actions", statements(allow(`"S3:getobject"`, object, "")), statements(allow(`"s3:GetObject"`, object, "")), Equivalent},
		{
			"order and splitting", statements(allow(`["s3:GetObject","s3:PutObject"]`, object, "")),
			statements(allow(`"s3:PutObject"`, object, ""), allow(`"s3:GetObject"`, object, "")), Equivalent,
		},
		{
			"a redundant statement", statements(allow(`"s3:*"`, object, ""), allow(`"s3:GetObject"`, `"arn:aws:s3:::b/x"`, "")),
			statements(allow(`"s3:*"`, object, "")), Equivalent,
		},
		{"a wildcard in the action", statements(allow(`"s3:Get*"`, object, "")), statements(allow(`"s3:GetObject"`, object, "")), Broader},
		{"a narrower resource", statements(allow(`"s3:GetObject"`, `"arn:aws:s3:::b/a*"`, "")), statements(allow(`"s3:GetObject"`, object, "")), Narrower},
		{
			"different resources", statements(allow(`"s3:GetObject"`, `"arn:aws:s3:::b/a*"`, "")),
			statements(allow(`"s3:GetObject"`, `"arn:aws:s3:::b/b*"`, "")), Incomparable,
		},
		{"nothing against something", statements(deny(`"*"`, `"*"`, "")), statements(allow(`"s3:*"`, `"*"`, "")), Narrower},
		{"nothing against nothing", statements(deny(`"*"`, `"*"`, "")), statements(deny(`"s3:*"`, `"*"`, "")), Equivalent},
		{"a Deny takes away", statements(allow(`"s3:*"`, `"*"`, ""), deny(`"s3:DeleteObject"`, `"*"`, "")), statements(allow(`"s3:*"`, `"*"`, "")), Narrower},
		{
			"NotAction is a Deny", statements(allow(`"s3:*"`, `"*"`, ""), deny(`"s3:DeleteObject"`, `"*"`, "")),
			statements(`{"Effect":"Allow","NotAction":"s3:DeleteObject","Resource":"*"}`, deny(`"iam:*"`, `"*"`, "")), Narrower,
		},
		{
			"NotResource is a Deny", statements(allow(`"s3:*"`, `"*"`, ""), deny(`"s3:*"`, object, "")),
			statements(`{"Effect":"Allow","Action":"s3:*","NotResource":` + object + `}`), Equivalent,
		},
		{
			"a Deny inside what neither excludes", statements(`{"Effect":"Allow","Action":"s3:*","NotResource":["arn:aws:s3:::a/x*","arn:aws:s3:::a/?"]}`),
			statements(`{"Effect":"Allow","Action":"*","NotResource":"arn:aws:s3:::a/x*"}`, deny(`"*"`, `"arn:aws:s3:::a"`, "")), Incomparable,
		},
		{"everything in two", statements(`{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}`, allow(`"iam:*"`, `"*"`, "")), statements(allow(`"*"`, `"*"`, "")), Equivalent},
		{
			"resources that together cover", statements(allow(`"s3:GetObject"`, `["arn:aws:s3:::b","arn:aws:s3:::b?*"]`, "")),
			statements(allow(`"s3:GetObject"`, `"arn:aws:s3:::b*"`, "")), Equivalent,
		},
		{"all resources are not all ARNs", statements(allow(`"s3:ListAllMyBuckets"`, `"arn:*"`, "")), statements(allow(`"s3:ListAllMyBuckets"`, `"*"`, "")), Narrower},
		{"a condition narrows", statements(allow(`"s3:*"`, `"*"`, cond(`{"Bool":{"aws:SecureTransport":"true"}}`))), statements(allow(`"s3:*"`, `"*"`, "")), Narrower},
		{
			"values in another order", statements(allow(`"s3:*"`, `"*"`, cond(`{"StringEquals":{"aws:PrincipalOrgID":["o-1","o-2"]}}`))),
			statements(allow(`"s3:*"`, `"*"`, cond(`{"StringEquals":{"AWS:principalorgid":["o-2","o-1"]}}`))), Equivalent,
		},
		{
			"values split into statements", statements(allow(`"s3:*"`, `"*"`, cond(`{"StringEquals":{"aws:PrincipalOrgID":["o-1","o-2"]}}`))),
			statements(allow(`"s3:*"`, `"*"`, cond(`{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}`)),
				allow(`"s3:*"`, `"*"`, cond(`{"StringEquals":{"aws:PrincipalOrgID":"o-2"}}`))), Equivalent,
		},
		{
			"StringLike without wildcards", statements(allow(`"s3:*"`, `"*"`, cond(`{"StringLike":{"aws:PrincipalOrgID":"o-1"}}`))),
			statements(allow(`"s3:*"`, `"*"`, cond(`{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}`))), Equivalent,
		},
		{"a condition and its opposite", statements(allow(`"s3:*"`, `"*"`, cond(`{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}`)),
			allow(`"s3:*"`, `"*"`, cond(`{"StringNotEquals":{"aws:PrincipalOrgID":"o-1"}}`))), statements(allow(`"s3:*"`, `"*"`, "")), Equivalent},
		{
			"Deny unless TLS is Allow with TLS or without the key", statements(allow(`"s3:*"`, `"*"`, ""), deny(`"s3:*"`, `"*"`, cond(`{"Bool":{"aws:SecureTransport":"false"}}`))),
			statements(allow(`"s3:*"`, `"*"`, cond(`{"BoolIfExists":{"aws:SecureTransport":"true"}}`))), Equivalent,
		},
		{
			"number ranges", statements(allow(`"s3:*"`, `"*"`, cond(`{"NumericLessThan":{"s3:max-keys":"10"}}`)),
				allow(`"s3:*"`, `"*"`, cond(`{"NumericGreaterThanEquals":{"s3:max-keys":"10"}}`))),
			statements(allow(`"s3:*"`, `"*"`, cond(`{"Null":{"s3:max-keys":"false"}}`))), Equivalent,
		},
		{
			"numbers written in two ways", statements(allow(`"s3:*"`, `"*"`, cond(`{"NumericEquals":{"s3:max-keys":"10"}}`))),
			statements(allow(`"s3:*"`, `"*"`, cond(`{"NumericEquals":{"s3:max-keys":"10.0"}}`))), Equivalent,
		},
		{
			"dates", statements(allow(`"s3:*"`, `"*"`, cond(`{"DateLessThan":{"aws:CurrentTime":"2027-01-01T00:00:00Z"}}`))),
			statements(allow(`"s3:*"`, `"*"`, cond(`{"DateLessThan":{"aws:CurrentTime":"2028-01-01"}}`))), Narrower,
		},
		{
			"address ranges that add up", statements(allow(`"s3:*"`, `"*"`, cond(`{"IpAddress":{"aws:SourceIp":["10.0.0.0/9","10.128.0.0/9"]}}`))),
			statements(allow(`"s3:*"`, `"*"`, cond(`{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}`))), Equivalent,
		},
		{
			"an address range within another", statements(allow(`"s3:*"`, `"*"`, cond(`{"IpAddress":{"aws:SourceIp":"10.1.0.0/16"}}`))),
			statements(allow(`"s3:*"`, `"*"`, cond(`{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}`))), Narrower,
		},
		{
			"ARN wildcards stay in their part", statements(allow(`"sns:*"`, `"*"`, cond(`{"ArnLike":{"aws:SourceArn":"arn:aws:s3:*:*:b"}}`))),
			statements(allow(`"sns:*"`, `"*"`, cond(`{"StringLike":{"aws:SourceArn":"arn:aws:s3:*:*:b"}}`))), Narrower,
		},
		{
			"a set operator", statements(allow(`"ec2:*"`, `"*"`, cond(`{"ForAllValues:StringEquals":{"aws:TagKeys":["a"]}}`))),
			statements(allow(`"ec2:*"`, `"*"`, cond(`{"ForAllValues:StringEquals":{"aws:TagKeys":["a","b"]}}`))), Narrower,
		},
		{
			"ForAnyValue is not ForAllValues", statements(allow(`"ec2:*"`, `"*"`, cond(`{"ForAnyValue:StringEquals":{"aws:TagKeys":["a"]}}`))),
			statements(allow(`"ec2:*"`, `"*"`, cond(`{"ForAllValues:StringEquals":{"aws:TagKeys":["a"]}}`))), Incomparable,
		},
		{
			"Null", statements(allow(`"ec2:*"`, `"*"`, cond(`{"Null":{"aws:TagKeys":"true"}}`))),
			statements(allow(`"ec2:*"`, `"*"`, cond(`{"ForAllValues:StringEquals":{"aws:TagKeys":["a"]}}`))), Narrower,
		},
		{
			"the same variable", statements(allow(`"s3:*"`, `"arn:aws:s3:::home/${aws:username}/docs/*"`, "")),
			statements(allow(`"s3:*"`, `"arn:aws:s3:::home/${aws:username}/*"`, "")), Narrower,
		},
		{
			"a variable against a wildcard", statements(allow(`"s3:*"`, `"arn:aws:s3:::home/*"`, "")),
			statements(allow(`"s3:*"`, `"arn:aws:s3:::home/${aws:username}/*"`, "")), Broader,
		},
		{
			"a variable in a condition", statements(allow(`"ec2:*"`, `"*"`, cond(`{"StringEquals":{"aws:ResourceTag/owner":"${aws:username}"}}`))),
			statements(allow(`"ec2:*"`, `"*"`, cond(`{"StringEquals":{"aws:ResourceTag/owner":["${aws:username}","all"]}}`))), Narrower,
		},
		{
			"a variable and a special value", statements(allow(`"s3:*"`, `"arn:aws:s3:::home/${aws:username}"`, "")),
			statements(allow(`"s3:*"`, `"arn:aws:s3:::home/${aws:username}"`, ""), deny(`"s3:*"`, `"arn:aws:s3:::home/ann"`, "")), Broader,
		},
		{
			"old policies have no variables", []byte(`{"Statement":` + allow(`"s3:*"`, `"arn:aws:s3:::home/${aws:username}"`, "") + `}`),
			statements(allow(`"s3:*"`, `"arn:aws:s3:::home/${aws:username}"`, "")), Incomparable,
		},
		{"an unknown service", statements(allow(`"nosuch:Get*"`, `"*"`, "")), statements(allow(`"nosuch:*"`, `"*"`, "")), Narrower},
		{"an unknown service that adds up", statements(allow(`["nosuch:a*","nosuch:?*"]`, `"*"`, "")), statements(allow(`"nosuch:*"`, `"*"`, "")), Equivalent},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := Texts(test.a, test.b, "", Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got.Relation != test.want {
				t.Errorf("%s, not %s: %+v %s", got.Relation, test.want, got.Witness, got.Reason)
			}
			back, _ := Texts(test.b, test.a, "", Options{})
			if want := map[Relation]Relation{Broader: Narrower, Narrower: Broader}[test.want]; want != "" && back.Relation != want {
				t.Errorf("the other way round: %s", back.Relation)
			}
		})
	}
}

func TestPrincipals(t *testing.T) {
	st := func(principal, more string) string {
		return `{"Effect":"Allow","Principal":` + principal + `,"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"` + more + `}`
	}
	const account, user, role = `{"AWS":"111122223333"}`, `{"AWS":"arn:aws:iam::111122223333:user/ann"}`, `{"AWS":"arn:aws:iam::111122223333:role/r"}`
	for _, test := range []struct {
		name string
		a, b []byte
		want Relation
	}{
		{"everyone in two ways", statements(st(`"*"`, "")), statements(st(`{"AWS":"*"}`, "")), Equivalent},
		{"everyone and an account", statements(st(`"*"`, "")), statements(st(account, "")), Broader},
		{"an account in two ways", statements(st(account, "")), statements(st(`{"AWS":"arn:aws:iam::111122223333:root"}`, "")), Equivalent},
		{"an account and its user", statements(st(user, "")), statements(st(account, "")), Narrower},
		{"a user and a role", statements(st(user, "")), statements(st(role, "")), Incomparable},
		{"a role and its session", statements(st(`{"AWS":"arn:aws:sts::111122223333:assumed-role/r/s"}`, "")), statements(st(role, "")), Narrower},
		{"a service", statements(st(`{"Service":"sns.amazonaws.com"}`, "")), statements(st(`{"Service":["sns.amazonaws.com","sqs.amazonaws.com"]}`, "")), Narrower},
		{
			"everyone of an account, by condition", statements(st(`"*"`, `,"Condition":{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}`)),
			statements(st(account, "")), Equivalent,
		},
		{
			"a role, by condition", statements(st(`"*"`, `,"Condition":{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/r"}}`)),
			statements(st(role, "")), Equivalent,
		},
		{
			"roles, by condition", statements(st(`"*"`, `,"Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/*"}}`)),
			statements(st(account, "")), Narrower,
		},
		{
			"a Deny with NotPrincipal", statements(st(`"*"`, ""), `{"Effect":"Deny","NotPrincipal":{"AWS":["111122223333","arn:aws:iam::111122223333:user/ann"]},"Action":"s3:*","Resource":"*"}`),
			statements(st(`"*"`, "")), Narrower,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := Texts(test.a, test.b, "", Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got.Relation != test.want {
				t.Errorf("%s, not %s: %+v %s", got.Relation, test.want, got.Witness, got.Reason)
			}
		})
	}
}

func TestRefusedDocumentsAreNamed(t *testing.T) {
	_, err := Texts(statements(allow(`"s3:*"`, `"*"`, "")), []byte(`{`), "", Options{})
	if err == nil || !strings.HasPrefix(err.Error(), "policy B: ") {
		t.Errorf("error: %v", err)
	}
	_, err = Texts([]byte(`{"Statement":{"Effect":"Allow","Action":"s3:*"}}`), statements(allow(`"s3:*"`, `"*"`, "")), policy.KindIdentity, Options{})
	if err == nil || !strings.Contains(err.Error(), "neither Resource nor NotResource") {
		t.Errorf("error: %v", err)
	}
}
