package compare

import (
	"fmt"
	"strings"
	"testing"
)

// hostile are pairs of policies made to take long: what matters is that an answer
// comes, and that it is not a wrong one.
func hostile() map[string][2][]byte {
	stars := func(n int, word string) string {
		return `"arn:aws:s3:::` + strings.Repeat("*"+word, n) + `*"`
	}
	list := func(n int, format string) string {
		out := make([]string, n)
		for i := range out {
			out[i] = fmt.Sprintf(format, i)
		}
		return "[" + strings.Join(out, ",") + "]"
	}
	many := func(n int, format string) []byte {
		out := make([]string, n)
		for i := range out {
			out[i] = fmt.Sprintf(format, i)
		}
		return statements(out...)
	}
	var knots []string
	for i := range 24 {
		knots = append(knots, allow(`"s3:*"`, `"*"`, fmt.Sprintf(
			`,"Condition":{"StringLike":{"aws:RequestTag/a%d":"*x*%d*","aws:RequestTag/a%d":"*y*%d*"},"Bool":{"aws:SecureTransport":"true"}}`, i, i, (i+7)%24, i)))
	}
	return map[string][2][]byte{
		"dozens of wildcards": {
			statements(allow(`"s3:*"`, stars(40, "a"), "")), statements(allow(`"s3:*"`, stars(39, "a"), ""), deny(`"s3:*"`, stars(41, "b"), "")),
		},
		"wildcards that interleave": {
			statements(allow(`"s3:*"`, stars(20, "ab"), ""), deny(`"s3:*"`, stars(20, "ba"), "")),
			statements(allow(`"s3:*"`, list(20, `"arn:aws:s3:::*%d*a*b*a*b*a*b*"`), "")),
		},
		"thousands of resources": {
			statements(allow(`"s3:*"`, list(4000, `"arn:aws:s3:::bucket-%d/*"`), "")),
			statements(allow(`"s3:*"`, list(4000, `"arn:aws:s3:::bucket-%d/*x"`), "")),
		},
		"thousands of statements": {
			many(2000, `{"Effect":"Allow","Action":"s3:Get%d*","Resource":"arn:aws:s3:::b%[1]d*"}`),
			many(2000, `{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b%d*"}`),
		},
		"patterns in a condition": {
			statements(allow(`"s3:*"`, `"*"`, `,"Condition":{"StringLike":{"aws:RequestTag/t":`+list(60, `"*a%d*b*"`)+`}}`)),
			statements(allow(`"s3:*"`, `"*"`, `,"Condition":{"StringLike":{"aws:RequestTag/t":`+list(60, `"*b%d*a*"`)+`}}`)),
		},
		"conditions that knot together": {
			statements(allow(`"s3:*"`, `"*"`, `,"Condition":{"Bool":{"aws:SecureTransport":"true"}}`)), statements(knots...),
		},
		"actions of a service nobody knows": {
			statements(allow(list(60, `"nosuch:*a%d*b*"`), `"*"`, "")), statements(allow(list(60, `"nosuch:*b%d*a*"`), `"*"`, "")),
		},
		"many variables": {
			statements(allow(`"s3:*"`, list(30, `"arn:aws:s3:::${aws:PrincipalTag/t%d}/*x*"`), "")),
			statements(allow(`"s3:*"`, list(30, `"arn:aws:s3:::*/${aws:PrincipalTag/t%d}*"`), "")),
		},
	}
}

func TestHostilePoliciesEnd(t *testing.T) {
	for name, pair := range hostile() {
		t.Run(name, func(t *testing.T) {
			got, err := Texts(pair[0], pair[1], "", Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got.Relation == Unknown && got.Reason == "" {
				t.Error("unknown, but no reason is given")
			}
			if got.Relation == Equivalent {
				t.Error("these are not equivalent")
			}
		})
	}
}

func TestABudgetThatRunsOutIsSaid(t *testing.T) {
	got, err := Texts([]byte(typical), []byte(strings.Replace(typical, "logs:*", "logs:Put*", 1)), "", Options{Budget: 10})
	if err != nil {
		t.Fatal(err)
	}
	if got.Relation != Unknown || !strings.Contains(got.Reason, "budget") {
		t.Errorf("%+v", got)
	}
}
