package generate

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestBroadenings(t *testing.T) {
	tls := map[string]map[string][]string{"Bool": {"aws:SecureTransport": {"true"}}}
	oneRegion := map[string]map[string][]string{"StringEquals": {"aws:RequestedRegion": {"eu-west-1"}}}
	regions := map[string]map[string][]string{"StringEquals": {"aws:RequestedRegion": {"eu-west-1", "eu-west-2"}}}
	allows := func(condition map[string]map[string][]string, action string, resources ...string) Statement {
		return Statement{Effect: "Allow", Action: strings.Fields(action), Resource: resources, Condition: condition}
	}
	denies := func(action string, resources ...string) Statement {
		return Statement{Effect: "Deny", Action: strings.Fields(action), Resource: resources}
	}
	base := []Statement{allows(nil, "s3:GetObject s3:ListBucket", "arn:aws:s3:::b/*", "arn:aws:s3:::b")}
	for _, c := range []struct {
		name         string
		base, policy []Statement
		want         []string // kind action resource
	}{
		{"equal", base, base, nil},
		{"narrower", base, []Statement{allows(tls, "s3:getobject", "arn:aws:s3:::b/k")}, nil},
		{"another action", base, []Statement{allows(nil, "s3:PutObject", "arn:aws:s3:::b/*")}, []string{"action s3:PutObject arn:aws:s3:::b/*"}},
		{"more resources", base, []Statement{allows(nil, "s3:GetObject", "*")}, []string{"resource s3:GetObject *"}},
		{"a pattern beyond", base, []Statement{allows(nil, "s3:GetObject", "arn:aws:s3:::b*")}, []string{"resource s3:GetObject arn:aws:s3:::b*"}},
		{"a wildcard for an action", base, []Statement{allows(nil, "s3:ListBucket*", "arn:aws:s3:::b")}, []string{"action s3:ListBucketMultipartUploads arn:aws:s3:::b", "action s3:ListBucketVersions arn:aws:s3:::b"}},
		{"everything", base, []Statement{allows(nil, "*", "*")}, []string{"action * *"}},
		{"everything of all services", base, []Statement{allows(nil, "*:*", "*")}, []string{"action *:* *"}},
		{"everything but", base, []Statement{{Effect: "Allow", NotAction: []string{"iam:*"}, Resource: []string{"*"}}}, []string{"action all but iam:* *"}},
		{"the same wildcard", []Statement{allows(nil, "s3:*", "*")}, []Statement{allows(nil, "s3:*", "arn:aws:s3:::b")}, nil},
		{"condition dropped", []Statement{allows(tls, "s3:GetObject", "*")}, []Statement{allows(nil, "s3:GetObject", "*")}, []string{"condition s3:GetObject *"}},
		{"condition kept and one more", []Statement{allows(tls, "s3:GetObject", "*")}, []Statement{allows(map[string]map[string][]string{"Bool": tls["Bool"], "StringEquals": oneRegion["StringEquals"]}, "s3:GetObject", "*")}, nil},
		{"condition with more values", []Statement{allows(oneRegion, "s3:GetObject", "*")}, []Statement{allows(regions, "s3:GetObject", "*")}, []string{"condition s3:GetObject *"}},
		{"condition with fewer values", []Statement{allows(regions, "s3:GetObject", "*")}, []Statement{allows(oneRegion, "s3:GetObject", "*")}, nil},
		{"Deny dropped", append(base[:1:1], denies("s3:DeleteObject", "arn:aws:s3:::b/*")), base, []string{"deny s3:DeleteObject arn:aws:s3:::b/*"}},
		{"Deny widened", append(base[:1:1], denies("s3:DeleteObject", "arn:aws:s3:::b/*")), append(base[:1:1], denies("s3:Delete*", "*")), nil},
		{"Deny narrowed", append(base[:1:1], denies("s3:Delete*", "*")), append(base[:1:1], denies("s3:DeleteObject", "*")), []string{"deny s3:Delete* *"}},
		{"no base", nil, []Statement{allows(nil, "sqs:SendMessage", "*")}, []string{"action sqs:SendMessage *"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, b := range Broadenings(c.base, c.policy) {
				got = append(got, b.Kind+" "+b.Action+" "+b.Resource)
				if !strings.Contains(b.Text, b.Action) || !strings.HasSuffix(b.Text, ".") {
					t.Errorf("%q", b.Text)
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
