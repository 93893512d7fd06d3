package lint

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// largest leaves room for what stands around the repeated part of a document.
const largest = policy.MaxSource - 4096

// hostile are documents of about the given size, each hard on one kind of rule.
func hostile(size int) map[string]string {
	list := func(format string) string {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			if i > 0 {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	statement := func(rest string) string {
		return `{"Version":"2012-10-17","Statement":[{"Effect":"Allow",` + rest + `}]}`
	}
	actions := func(format string) string {
		return statement(`"Resource":"*","Action":[` + list(format) + `]`)
	}
	resources := func(format string) string {
		return statement(`"Action":"s3:*","Resource":[` + list(format) + `]`)
	}
	condition := func(key, format string) string {
		return statement(`"Action":"*","Resource":"*","Condition":{"StringLike":{"` + key + `":[` + list(format) + `]}}`)
	}
	statements := func(format string) string {
		return `{"Version":"2012-10-17","Statement":[` + list(format) + `]}`
	}
	return map[string]string{
		"actions":               actions(`"s3:Get%d"`),
		"unknown services":      actions(`"svc%d:Get"`),
		"wide actions":          actions(`"ec2:*e%d*"`),
		"all ec2":               actions(`"ec2:*","ec2:*%d"`),
		"stars":                 actions(`"*:*","*%d"`),
		"pass role":             actions(`"iam:PassR*%d*"`),
		"same action":           actions(`"s3:GetObject"%.0d`),
		"long action":           statement(`"Resource":"*","Action":"s3:` + strings.Repeat("*a", size/2) + `"`),
		"long actions":          statement(`"Resource":"*","Action":["s3:` + strings.Repeat("*a", size/4) + `","s3:` + strings.Repeat("a", size/2-2) + `b"]`),
		"no colon":              statement(`"Resource":"*","Action":"` + strings.Repeat("a", size) + `"`),
		"resources":             resources(`"arn:aws:s3:::bucket%d"`),
		"wide resources":        resources(`"arn:aws:s3:::*a*%d*"`),
		"all resources":         resources(`"*","**%d"`),
		"long resource":         statement(`"Action":"s3:*","Resource":"arn:aws:s3:::` + strings.Repeat("*a", size/2) + `"`),
		"long resources":        statement(`"Action":"s3:*","Resource":["arn:aws:s3:::` + strings.Repeat("*a", size/4) + `","arn:aws:s3:::` + strings.Repeat("a", size/2-2) + `b"]`),
		"colons":                statement(`"Action":"ec2:*","Resource":"arn:aws:ec2:` + strings.Repeat(":", size) + `"`),
		"slashes":               statement(`"Action":"ec2:*","Resource":"arn:aws:ec2:us-east-1:111122223333:` + strings.Repeat("/*", size/2) + `"`),
		"wide ARNs":             statement(`"Action":["ec2:*","s3:*","iam:*","apigateway:*"],"Resource":[` + list(`"arn:aws:*:*:*:*/%d*"`) + `]`),
		"variables":             statement(`"Action":"s3:*","Resource":"arn:aws:s3:::` + strings.Repeat("${a}", size/4) + `"`),
		"open variables":        statement(`"Action":"s3:*","Resource":"arn:aws:s3:::` + strings.Repeat("${a", size/3) + `"`),
		"quotes":                statement(`"Action":"s3:*","Resource":"arn:aws:s3:::` + strings.Repeat("${'}", size/4) + `"`),
		"laborious actions":     statement(`"Resource":"*","Action":[` + list(`"ec2:`+strings.Repeat("*a", 900)+`%d"`) + `]`),
		"laborious resources":   statement(`"Action":"ec2:*","Resource":[` + list(`"arn:aws:ec2:*:*:`+strings.Repeat("*a", 900)+`%d"`) + `]`),
		"laborious pairs":       resources(`"arn:aws:s3:::*` + strings.Repeat("a", 900) + `%[1]db","arn:aws:s3:::` + strings.Repeat("a", 1800) + `%[1]d*c"`),
		"laborious formats":     statement(`"Action":[` + list(`"ec2:*n%.0d"`) + `],"Resource":["arn:aws:ec2:*:*:` + strings.Repeat("*a", 900) + `z"]`),
		"laborious buckets":     resources(`"arn:aws:s3:::` + strings.Repeat("a*", 900) + `%d"`),
		"laborious keys":        condition("aws:PrincipalArn", `"arn:aws:iam::*:`+strings.Repeat("*a", 900)+`%d"`),
		"laborious statements":  statements(`{"Effect":"Allow","Action":"ec2:` + strings.Repeat("*a", 400) + `%[1]d","Resource":"arn:aws:ec2:*:*:` + strings.Repeat("*a", 400) + `%[1]d"}`),
		"laborious services":    condition("aws:PrincipalServiceName", `"`+strings.Repeat("*a", 900)+`%d"`),
		"values":                condition("aws:PrincipalArn", `"arn:aws:iam::111122223333:role/%d"`),
		"addresses":             condition("aws:SourceIp", `"10.0.0.%d/33"`),
		"tags":                  condition("aws:TagKeys", `"k%d"`),
		"disjoint values":       statement(`"Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:username":[` + list(`"a%d"`)[:size/2-2] + `"]},"StringNotEquals":{"aws:username":[` + list(`"a%d"`)[:size/2-2] + `"]}}`),
		"disjoint patterns":     statement(`"Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:username":["x"]},"StringNotLike":{` + list(`"aws:username":["`+strings.Repeat("*a", 900)+`%d"]`) + `}}`),
		"unknown key":           condition("nothing:here", `"k%d"`),
		"long key":              condition(strings.Repeat("a/", size/4), `"%d"`),
		"operators":             statement(`"Action":"*","Resource":"*","Condition":{` + list(`"StringLike%d":{"aws:username":"x"}`) + `}`),
		"keys":                  statement(`"Action":["ec2:*","s3:*","iam:*"],"Resource":"*","Condition":{"StringEquals":{` + list(`"aws:RequestTag/k%d":"x"`) + `}}`),
		"service keys":          statement(`"Action":["ec2:*","s3:*","iam:*"],"Resource":"*","Condition":{"StringEquals":{` + list(`"ec2:ResourceTag/k%d":"x"`) + `}}`),
		"duplicate keys":        statement(`"Action":["ec2:*"],"Resource":"*","Condition":{"StringEquals":{` + list(`"aws:username":"x%d"`) + `}}`),
		"small statements":      statements(`{"Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::%d"}`),
		"equal statements":      statements(`{"Effect":"Allow","Action":"*","Resource":"*"}%.0d`),
		"full statements":       statements(`{"Sid":"a%d","Effect":"Allow","Action":["ec2:*","iam:*","lambda:*"],"Resource":"*","Condition":{"StringEquals":{"aws:RequestedRegion":"us-east-1"}}}`),
		"empty statements":      statements(`{}%.0d`),
		"deny and allow":        statements(`{"Effect":"Allow","Action":["iam:Pass*","ec2:Run*","lambda:Create*"],"Resource":"*"},{"Effect":"Deny","Action":"iam:PassRole","Resource":"arn:aws:iam::111122223333:role/%d"}`),
		"not actions":           statements(`{"Effect":"Deny","NotAction":"s3:G%d*","Resource":"*"},{"Effect":"Allow","NotAction":["iam:*"],"NotResource":"*"}`),
		"principals":            statement(`"Action":"s3:*","Resource":"*","Principal":{"AWS":[` + list(`"arn:aws:iam::111122223333:role/%d"`) + `]}`),
		"principal types":       statement(`"Action":"s3:*","Resource":"*","Principal":{` + list(`"AWS%d":"*"`) + `}`),
		"unknown elements":      statement(list(`"Acton%d":"x"`)),
		"long element":          statement(`"` + strings.Repeat("x", size) + `":1`),
		"nested":                statement(`"Condition":` + strings.Repeat("[", size)),
		"nested within limits":  statement(`"Condition":` + strings.Repeat("[", 9000) + strings.Repeat("]", 9000)),
		"escapes":               statement(`"Action":"s3:*","Resource":"` + strings.Repeat(`\u002a`, size/6) + `"`),
		"lines":                 statement(strings.Repeat("\n", size) + `"Action":"s3:*"`),
		"role trust":            statements(`{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:%d/*"}}}`),
		"statements with lists": statements(`{"Effect":"Allow","Action":["s3:Get*%[1]d","s3:Put*","s3:List*","ec2:D*","ec2:R*","iam:*"],"Resource":["arn:aws:s3:::%[1]d*","arn:aws:s3:::b*"]}`),
	}
}

// TestHostile: documents of a megabyte made to be slow give a bounded number of
// findings, and cost about eight times what an eighth of them does. How long they
// take is BenchmarkHostile's to tell: well under a second.
func TestHostile(t *testing.T) {
	size := largest
	if testing.Short() {
		size /= 8
	}
	parts := hostile(size / 8)
	for name, src := range hostile(size) {
		t.Run(strings.ReplaceAll(name, " ", "-"), func(t *testing.T) {
			if checkHostile(t, src, policy.KindIdentity) == 0 {
				t.Error("nothing found")
			}
			if ratio := growth(parts[name], src); ratio > 4*8 {
				t.Errorf("eight times the document takes %.0f times as long", ratio)
			}
		})
	}
	for name, src := range hostile(20 << 10) {
		t.Run("kinds/"+strings.ReplaceAll(name, " ", "-"), func(t *testing.T) {
			for _, kind := range policy.Kinds() {
				checkHostile(t, src, kind)
			}
		})
	}
}

// growth tells how many times longer checking the large document takes. Times are
// the best of several, so that what else the machine does counts little; what is
// quick in any case has not grown.
func growth(small, large string) float64 {
	const quick = 250 * time.Millisecond
	best := func(src string) time.Duration {
		least := time.Duration(math.MaxInt64)
		for n := 0; n < 3 && least >= quick; n++ {
			start := time.Now()
			Check([]byte(src), Options{})
			least = min(least, time.Since(start))
		}
		return least
	}
	l := best(large)
	if l < quick {
		return 1
	}
	return float64(l) / float64(best(small))
}

func checkHostile(t *testing.T, src string, kind policy.Kind) int {
	t.Helper()
	findings := Check([]byte(src), Options{Kind: kind})
	if len(findings) > maxFindings {
		t.Errorf("%s: %d findings", kind, len(findings))
	}
	for _, f := range findings {
		if len(f.Message) > 4000 || len(f.Path) > 1000 {
			t.Fatalf("%s: %s has a message of %d bytes and a path of %d", kind, f.Code, len(f.Message), len(f.Path))
		}
	}
	if _, err := json.Marshal(findings); err != nil {
		t.Error(err)
	}
	return len(findings)
}
