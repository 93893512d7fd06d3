package compare

import (
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

func compiled(t *testing.T, kind policy.Kind, list ...string) []*eval.Policy {
	t.Helper()
	return []*eval.Policy{compileTest(t, list, kind)}
}

func TestExceeds(t *testing.T) {
	small := compiled(t, policy.KindIdentity, allow(`"s3:GetObject"`, `"arn:aws:s3:::b/*"`, ""))
	large := compiled(t, policy.KindIdentity, allow(`"s3:Get*"`, `"arn:aws:s3:::b/*"`, ""))
	if w, err := Exceeds(small, large, Options{}); w != nil || err != nil {
		t.Errorf("%+v, %v", w, err)
	}
	w, err := Exceeds(large, small, Options{})
	if w == nil || err != nil {
		t.Fatalf("%+v, %v", w, err)
	}
	if w.AllowedBy != "a" || w.Action == "s3:GetObject" {
		t.Errorf("%+v", w)
	}
}

func TestGrants(t *testing.T) {
	p := compiled(t, policy.KindIdentity, allow(`"s3:*"`, `"arn:aws:s3:::b/*"`, ""), deny(`"s3:Delete*"`, `"*"`, ""),
		`{"Effect":"Allow","NotAction":["iam:*","s3:*"],"Resource":"*"}`)
	for _, test := range []struct {
		name               string
		actions, resources []string
		want               bool
	}{
		{"an allowed action", []string{"s3:GetObject"}, nil, true},
		{"in another case", []string{"S3:getobject"}, nil, true},
		{"on another resource", []string{"s3:GetObject"}, []string{"arn:aws:s3:::c/*"}, false},
		{"on a resource within", []string{"s3:GetObject"}, []string{"arn:aws:s3:::b/x"}, true},
		{"a denied action", []string{"s3:DeleteObject"}, nil, false},
		{"one of several", []string{"s3:DeleteObject", "s3:PutObject"}, nil, true},
		{"an action left out", []string{"iam:CreateUser"}, nil, false},
		{"any action left out", []string{"iam:*"}, nil, false},
		{"an action of a service that no statement names", []string{"ec2:RunInstances"}, nil, true},
		{"any of such a service", []string{"ec2:Run*"}, []string{"*"}, true},
		{"anything on one resource", nil, []string{"arn:aws:sqs:us-east-1:111122223333:q"}, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			w, err := Grants(p, test.actions, test.resources, Options{})
			if err != nil || (w != nil) != test.want {
				t.Errorf("%+v, %v", w, err)
			}
		})
	}
	if _, err := Grants(p, []string{"GetObject"}, nil, Options{}); err == nil {
		t.Error("an action without a service was taken")
	}
}

func TestPublic(t *testing.T) {
	st := func(principal, condition string) string {
		return `{"Effect":"Allow","Principal":` + principal + `,"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*","Condition":{` + condition + `}}`
	}
	for _, test := range []struct {
		name string
		list []string
		want bool
	}{
		{"everyone", []string{st(`"*"`, "")}, true},
		{"an account", []string{st(`{"AWS":"111122223333"}`, "")}, false},
		{"a service", []string{st(`{"Service":"sns.amazonaws.com"}`, "")}, false},
		{"everyone in an organization", []string{st(`"*"`, `"StringEquals":{"aws:PrincipalOrgID":"o-1"}`)}, false},
		{"everyone in any organization", []string{st(`"*"`, `"StringLike":{"aws:PrincipalOrgID":"o-*"}`)}, true},
		{"everyone not in an organization", []string{st(`"*"`, `"StringNotEquals":{"aws:PrincipalOrgID":"o-1"}`)}, true},
		{"everyone over TLS", []string{st(`"*"`, `"Bool":{"aws:SecureTransport":"true"}`)}, true},
		{"everyone in an address range", []string{st(`"*"`, `"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}`)}, false},
		{"everyone in half of all addresses", []string{st(`"*"`, `"IpAddress":{"aws:SourceIp":"0.0.0.0/1"}`)}, true},
		{"everyone through an endpoint", []string{st(`"*"`, `"StringEquals":{"aws:SourceVpce":"vpce-1"}`)}, false},
		{"for one topic", []string{st(`"*"`, `"ArnLike":{"aws:SourceArn":"arn:aws:sns:*:111122223333:*"}`)}, false},
		{"for any topic", []string{st(`"*"`, `"ArnLike":{"aws:SourceArn":"arn:aws:sns:*:*:*"}`)}, true},
		{"everyone, but a Deny outside the organization", []string{
			st(`"*"`, ""),
			`{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-1"}}}`,
		}, false},
		{"everyone but one account", []string{st(`"*"`, ""), `{"Effect":"Deny","Principal":{"AWS":"111122223333"},"Action":"*","Resource":"*"}`}, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			w, err := Public(compiled(t, policy.KindResource, test.list...), Options{})
			if err != nil || (w != nil) != test.want {
				t.Errorf("%+v, %v", w, err)
			}
		})
	}
}
