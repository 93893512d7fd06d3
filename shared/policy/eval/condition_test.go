package eval

import (
	"strings"
	"testing"
)

// probe is one condition against one request context. The condition stands in an
// Allow and in a Deny; absent is the marker of a key that is not in the request.
type probe struct {
	operator string
	policy   string // values separated by "|"
	request  string // values separated by "|"
	want     bool
}

const absent = "\x00absent"

// probeAll evaluates each condition in an Allow, where it decides between allowed
// and an implicit deny, and in a Deny beside an Allow of everything.
func probeAll(t *testing.T, section string, probes []probe) {
	t.Helper()
	t.Run(section, func(t *testing.T) {
		for _, p := range probes {
			name := p.operator + " " + p.policy + " ~ " + strings.ReplaceAll(p.request, absent, "(absent)")
			t.Run(name, func(t *testing.T) {
				statement := "s3:GetObject on * if " + p.operator + " example:Key = " + p.policy
				s := scenario{identity: []string{"Allow " + statement}, want: ImplicitDeny}
				if p.request != absent {
					s.context = with("example:key", p.request)
				}
				if p.want {
					s.want = Allowed
				}
				s.check(t)
				s.identity, s.want = []string{"Allow * on *\nDeny " + statement}, Allowed
				if p.want {
					s.want = ExplicitDeny
				}
				s.check(t)
			})
		}
	})
}

func TestConditionOperators(t *testing.T) {
	probeAll(t, "String condition operators", []probe{
		{"StringEquals", "blue", "blue", true},
		{"StringEquals", "blue", "Blue", false},
		{"StringEquals", "blue", "blue ", false},
		{"StringEquals", "blue|green", "green", true},
		{"StringEquals", "blue|green", "red", false},
		{"StringEquals", "bl*", "blue", false},
		{"StringEquals", "bl*", "bl*", true},
		{"StringEquals", "bl?e", "blue", false},
		{"StringEquals", "", "", true},
		{"StringEquals", "", "blue", false},
		{"StringEquals", "blue", "", false},
		{"StringEquals", "blue", absent, false},
		{"StringEquals", "", absent, false},
		{"StringEquals", "größe", "größe", true},
		{"StringNotEquals", "blue", "green", true},
		{"StringNotEquals", "blue", "blue", false},
		{"StringNotEquals", "blue", "BLUE", true},
		{"StringNotEquals", "blue|green", "green", false},
		{"StringNotEquals", "blue|green", "red", true},
		{"StringNotEquals", "blue", absent, true},
		{"StringEqualsIgnoreCase", "Blue", "bLUE", true},
		{"StringEqualsIgnoreCase", "Blue|Green", "GREEN", true},
		{"StringEqualsIgnoreCase", "Blue", "blues", false},
		{"StringEqualsIgnoreCase", "Straße", "STRASSE", false},
		{"StringEqualsIgnoreCase", "ÄRGER", "ärger", true},
		{"StringEqualsIgnoreCase", "Blue", absent, false},
		{"StringNotEqualsIgnoreCase", "Blue", "bLUE", false},
		{"StringNotEqualsIgnoreCase", "Blue", "green", true},
		{"StringNotEqualsIgnoreCase", "Blue|Green", "gREEN", false},
		{"StringNotEqualsIgnoreCase", "Blue", absent, true},
		{"StringLike", "bl*", "blue", true},
		{"StringLike", "bl*", "bl", true},
		{"StringLike", "*ue", "blue", true},
		{"StringLike", "b*e", "blue", true},
		{"StringLike", "b*e", "blues", false},
		{"StringLike", "b?ue", "blue", true},
		{"StringLike", "b?ue", "bue", false},
		{"StringLike", "b??e", "blue", true},
		{"StringLike", "?", "ü", true},
		{"StringLike", "*", "anything at all", true},
		{"StringLike", "*", "", true},
		{"StringLike", "*", absent, false},
		{"StringLike", "?*", "", false},
		{"StringLike", "home/*/docs/*", "home/alice/docs/a/b", true},
		{"StringLike", "home/*/docs/*", "home/alice/doc/a", false},
		{"StringLike", "a*b*c*d", "a1b2c3d", true},
		{"StringLike", "a*b*c*d", "a1c2b3d", false},
		{"StringLike", "*aab", "aaaaab", true},
		{"StringLike", "Bl*", "blue", false},
		{"StringLike", "blue|gr*", "green", true},
		{"StringLike", "[ab]*", "a", false},
		{"StringNotLike", "bl*", "blue", false},
		{"StringNotLike", "bl*", "green", true},
		{"StringNotLike", "bl*|gr*", "green", false},
		{"StringNotLike", "bl*|gr*", "red", true},
		{"StringNotLike", "*", absent, true},
	})
	probeAll(t, "Numeric condition operators", []probe{
		{"NumericEquals", "10", "10", true},
		{"NumericEquals", "10", "10.0", true},
		{"NumericEquals", "10", "010", true},
		{"NumericEquals", "10", "+10", true},
		{"NumericEquals", "10", "1e1", true},
		{"NumericEquals", "-0", "0", true},
		{"NumericEquals", "0.5", ".50", true},
		{"NumericEquals", "10", "11", false},
		{"NumericEquals", "10|20", "20", true},
		{"NumericEquals", "10", "ten", false},
		{"NumericEquals", "ten", "ten", false},
		{"NumericEquals", "10", "", false},
		{"NumericEquals", "10", absent, false},
		{"NumericEquals", "9007199254740993", "9007199254740992", false},
		{"NumericEquals", "9007199254740993", "9007199254740993", true},
		{"NumericEquals", "0.1", "0.10000000000000001", false},
		{"NumericNotEquals", "10", "11", true},
		{"NumericNotEquals", "10", "10", false},
		{"NumericNotEquals", "10|20", "20", false},
		{"NumericNotEquals", "10|20", "30", true},
		{"NumericNotEquals", "10", absent, true},
		{"NumericLessThan", "10", "9", true},
		{"NumericLessThan", "10", "9.99", true},
		{"NumericLessThan", "10", "10", false},
		{"NumericLessThan", "10", "-11", true},
		{"NumericLessThan", "10", "100", false},
		{"NumericLessThan", "10", absent, false},
		{"NumericLessThanEquals", "10", "10", true},
		{"NumericLessThanEquals", "10", "10.01", false},
		{"NumericLessThanEquals", "10", "2", true},
		{"NumericLessThanEquals", "5|10", "7", true},
		{"NumericGreaterThan", "10", "10.01", true},
		{"NumericGreaterThan", "10", "10", false},
		{"NumericGreaterThan", "-2", "-1", true},
		{"NumericGreaterThan", "-1", "-2", false},
		{"NumericGreaterThan", "10", "nine", false},
		{"NumericGreaterThanEquals", "10", "10", true},
		{"NumericGreaterThanEquals", "10", "9", false},
		{"NumericGreaterThanEquals", "1e2", "99.9", false},
		{"NumericGreaterThanEquals", "1e-2", "0.01", true},
		{"NumericGreaterThanEquals", "10", absent, false},
	})
	probeAll(t, "Date condition operators", []probe{
		{"DateEquals", "2026-04-01T00:00:00Z", "2026-04-01T00:00:00Z", true},
		{"DateEquals", "2026-04-01T00:00:00Z", "2026-04-01T02:00:00+02:00", true},
		{"DateEquals", "2026-04-01T00:00:00Z", "2026-03-31T20:00:00-04:00", true},
		{"DateEquals", "2026-04-01", "2026-04-01T00:00:00Z", true},
		{"DateEquals", "2026-04", "2026-04-01T00:00:00Z", true},
		{"DateEquals", "2026", "2026-01-01T00:00:00Z", true},
		{"DateEquals", "2026-04-01T00:00Z", "2026-04-01", true},
		{"DateEquals", "1775001600", "2026-04-01T00:00:00Z", true},
		{"DateEquals", "2026-04-01T00:00:00Z", "1775001600", true},
		{"DateEquals", "2026-04-01T00:00:00.5Z", "1775001600.5", true},
		{"DateEquals", "20260401T000000Z", "2026-04-01", true},
		{"DateEquals", "2026-04-01T00:00:00", "2026-04-01T00:00:00Z", true},
		{"DateEquals", "2026-04-01T00:00:00Z", "2026-04-01T00:00:01Z", false},
		{"DateEquals", "2026-04-01|2026-05-01", "2026-05-01", true},
		{"DateEquals", "2026-04-01", "soon", false},
		{"DateEquals", "2026-13-01", "2026-13-01", false},
		{"DateEquals", "2026-04-01", absent, false},
		{"DateNotEquals", "2026-04-01", "2026-04-02", true},
		{"DateNotEquals", "2026-04-01", "2026-04-01T00:00:00Z", false},
		{"DateNotEquals", "2026-04-01", absent, true},
		{"DateLessThan", "2026-04-01T00:00:00Z", "2026-03-31T23:59:59Z", true},
		{"DateLessThan", "2026-04-01T00:00:00Z", "2026-04-01T00:00:00Z", false},
		{"DateLessThan", "2026-04-01T00:00:00Z", "2026-04-01T00:30:00+01:00", true},
		{"DateLessThan", "2026-04-01", absent, false},
		{"DateLessThanEquals", "2026-04-01T00:00:00Z", "2026-04-01T00:00:00Z", true},
		{"DateLessThanEquals", "2026-04-01T00:00:00Z", "2026-04-01T00:00:00.001Z", false},
		{"DateGreaterThan", "2020-01-01T00:00:01Z", "2026-01-01T00:00:00Z", true},
		{"DateGreaterThan", "2020-01-01T00:00:01Z", "2019-12-31T00:00:00Z", false},
		{"DateGreaterThan", "2020-01-01T00:00:01Z", "2020-01-01T00:00:01Z", false},
		{"DateGreaterThan", "2020-01-01T00:00:01Z", "never", false},
		{"DateGreaterThanEquals", "2020-01-01T00:00:01Z", "2020-01-01T00:00:01Z", true},
		{"DateGreaterThanEquals", "2020-01-01T00:00:01Z", "1577836800", false},
		{"DateGreaterThanEquals", "-1", "0", true},
	})
	probeAll(t, "Boolean condition operators", []probe{
		{"Bool", "true", "true", true},
		{"Bool", "true", "false", false},
		{"Bool", "false", "false", true},
		{"Bool", "true", "True", true},
		{"Bool", "TRUE", "true", true},
		{"Bool", "true|false", "false", true},
		{"Bool", "true", "1", false},
		{"Bool", "true", "", false},
		{"Bool", "true", absent, false},
		{"Bool", "false", absent, false},
	})
	probeAll(t, "Binary condition operators", []probe{
		{"BinaryEquals", "QmluYXJ5VmFsdWVJbkJhc2U2NA==", "QmluYXJ5VmFsdWVJbkJhc2U2NA==", true},
		{"BinaryEquals", "QmluYXJ5VmFsdWVJbkJhc2U2NA==", "QmluYXJ5VmFsdWU=", false},
		{"BinaryEquals", "QQ==|Qg==", "Qg==", true},
		{"BinaryEquals", "not base 64", "not base 64", false},
		{"BinaryEquals", "QQ==", absent, false},
	})
	probeAll(t, "IP address condition operators", []probe{
		{"IpAddress", "203.0.113.0/24", "203.0.113.0", true},
		{"IpAddress", "203.0.113.0/24", "203.0.113.255", true},
		{"IpAddress", "203.0.113.0/24", "203.0.114.0", false},
		{"IpAddress", "203.0.113.7/24", "203.0.113.1", true},
		{"IpAddress", "203.0.113.7", "203.0.113.7", true},
		{"IpAddress", "203.0.113.7", "203.0.113.8", false},
		{"IpAddress", "0.0.0.0/0", "198.51.100.1", true},
		{"IpAddress", "0.0.0.0/0", "2001:db8::1", false},
		{"IpAddress", "::/0", "2001:db8::1", true},
		{"IpAddress", "::/0", "198.51.100.1", false},
		{"IpAddress", "2001:DB8:1234:5678::/64", "2001:db8:1234:5678:9abc::1", true},
		{"IpAddress", "2001:DB8:1234:5678::/64", "2001:db8:1234:5679::1", false},
		{"IpAddress", "2001:db8::1", "2001:0db8:0:0:0:0:0:1", true},
		{"IpAddress", "203.0.113.0/24|2001:DB8:1234:5678::/64", "2001:db8:1234:5678::2", true},
		{"IpAddress", "203.0.113.0/24", "::ffff:203.0.113.9", true},
		{"IpAddress", "::ffff:203.0.113.0/120", "203.0.113.9", true},
		{"IpAddress", "203.0.113.0/24", "203.0.113", false},
		{"IpAddress", "203.0.113.0/33", "203.0.113.1", false},
		{"IpAddress", "203.0.113.*", "203.0.113.1", false},
		{"IpAddress", "203.0.113.0/24", absent, false},
		{"NotIpAddress", "203.0.113.0/24", "198.51.100.1", true},
		{"NotIpAddress", "203.0.113.0/24", "203.0.113.1", false},
		{"NotIpAddress", "203.0.113.0/24|198.51.100.0/24", "198.51.100.1", false},
		{"NotIpAddress", "203.0.113.0/24|198.51.100.0/24", "192.0.2.1", true},
		{"NotIpAddress", "203.0.113.0/24", "2001:db8::1", true},
		{"NotIpAddress", "203.0.113.0/24", absent, true},
	})
	probeAll(t, "Amazon Resource Name (ARN) condition operators", []probe{
		{"ArnEquals", "arn:aws:sns:us-east-1:111122223333:topic", "arn:aws:sns:us-east-1:111122223333:topic", true},
		{"ArnEquals", "arn:aws:sns:us-east-1:111122223333:topic", "arn:aws:sns:us-east-1:111122223333:Topic", false},
		{"ArnEquals", "arn:aws:sns:*:111122223333:*", "arn:aws:sns:eu-west-1:111122223333:any", true},
		{"ArnLike", "arn:aws:sns:*:111122223333:*", "arn:aws:sns:eu-west-1:111122223333:any", true},
		{"ArnLike", "arn:aws:sns:us-????-1:111122223333:t?pic", "arn:aws:sns:us-east-1:111122223333:topic", true},
		{"ArnLike", "arn:aws:someservice:*:111122223333:finance/*", "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt", false},
		{"StringLike", "arn:aws:someservice:*:111122223333:finance/*", "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt", true},
		{"ArnLike", "arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket/a:b:c", true},
		{"ArnLike", "arn:aws:sns:*:topic", "arn:aws:sns:us-east-1:111122223333:topic", false},
		{"ArnLike", "arn:aws:sns:us-east-1:*", "arn:aws:sns:us-east-1:111122223333:topic", true},
		{"ArnLike", "arn:aws:sns", "arn:aws:sns:us-east-1:111122223333:topic", false},
		{"ArnLike", "*", "arn:aws:sns:us-east-1:111122223333:topic", true},
		{"ArnLike", "*", "no arn", false},
		{"ArnLike", "arn:*:iam::*:role/*", "arn:aws-us-gov:iam::111122223333:role/a/b", true},
		{"ArnLike", "arn:aws:iam::111122223333:role/*", "arn:aws:iam::444455556666:role/x", false},
		{"ArnLike", "arn:aws:iam::1*:role/Dev|arn:aws:iam::4*:role/Ops", "arn:aws:iam::444455556666:role/Ops", true},
		{"ArnLike", "arn:aws:iam::111122223333:role/Dev", absent, false},
		{"ArnEquals", "arn:aws:iam::111122223333:role/Dev", "text", false},
		{"ArnNotEquals", "arn:aws:iam::111122223333:role/Dev", "arn:aws:iam::111122223333:role/Ops", true},
		{"ArnNotEquals", "arn:aws:iam::111122223333:role/*", "arn:aws:iam::111122223333:role/Ops", false},
		{"ArnNotLike", "arn:aws:iam::111122223333:role/*", "arn:aws:iam::111122223333:role/Ops", false},
		{"ArnNotLike", "arn:aws:iam::111122223333:role/*", "arn:aws:iam::111122223333:user/Ops", true},
		{"ArnNotLike", "arn:aws:iam::1*:role/*|arn:aws:iam::4*:role/*", "arn:aws:iam::444455556666:role/x", false},
		{"ArnNotLike", "arn:aws:iam::111122223333:role/*", absent, true},
	})
	probeAll(t, "...IfExists condition operators", []probe{
		{"StringEqualsIfExists", "blue", absent, true},
		{"StringEqualsIfExists", "blue", "blue", true},
		{"StringEqualsIfExists", "blue", "green", false},
		{"StringNotEqualsIfExists", "blue", absent, true},
		{"StringNotEqualsIfExists", "blue", "blue", false},
		{"StringNotEqualsIfExists", "blue", "green", true},
		{"StringEqualsIgnoreCaseIfExists", "blue", "BLUE", true},
		{"StringNotEqualsIgnoreCaseIfExists", "blue", absent, true},
		{"StringLikeIfExists", "t1.*|t2.*|m3.*", absent, true},
		{"StringLikeIfExists", "t1.*|t2.*|m3.*", "t2.micro", true},
		{"StringLikeIfExists", "t1.*|t2.*|m3.*", "c5.large", false},
		{"StringNotLikeIfExists", "t1.*", "t1.micro", false},
		{"NumericEqualsIfExists", "1", absent, true},
		{"NumericLessThanIfExists", "10", absent, true},
		{"NumericLessThanIfExists", "10", "11", false},
		{"NumericLessThanEqualsIfExists", "10", "10", true},
		{"NumericGreaterThanIfExists", "10", absent, true},
		{"NumericGreaterThanEqualsIfExists", "10", "9", false},
		{"NumericNotEqualsIfExists", "10", absent, true},
		{"DateLessThanIfExists", "2026-01-01", absent, true},
		{"DateGreaterThanIfExists", "2026-01-01", "2025-01-01", false},
		{"DateEqualsIfExists", "2026-01-01", "2026-01-01", true},
		{"DateNotEqualsIfExists", "2026-01-01", "2026-01-01", false},
		{"DateLessThanEqualsIfExists", "2026-01-01", "2026-01-01", true},
		{"DateGreaterThanEqualsIfExists", "2026-01-01", absent, true},
		{"BoolIfExists", "true", absent, true},
		{"BoolIfExists", "true", "false", false},
		{"BoolIfExists", "false", absent, true},
		{"BinaryEqualsIfExists", "QQ==", absent, true},
		{"BinaryEqualsIfExists", "QQ==", "Qg==", false},
		{"IpAddressIfExists", "203.0.113.0/24", absent, true},
		{"IpAddressIfExists", "203.0.113.0/24", "192.0.2.1", false},
		{"NotIpAddressIfExists", "203.0.113.0/24", absent, true},
		{"ArnLikeIfExists", "arn:aws:iam::*:role/*", absent, true},
		{"ArnEqualsIfExists", "arn:aws:iam::*:role/*", "arn:aws:iam::111122223333:user/x", false},
		{"ArnNotEqualsIfExists", "arn:aws:iam::*:role/*", absent, true},
		{"ArnNotLikeIfExists", "arn:aws:iam::*:role/*", "arn:aws:iam::111122223333:role/x", false},
	})
	probeAll(t, "Condition operator to check existence of condition keys", []probe{
		{"Null", "true", absent, true},
		{"Null", "true", "value", false},
		{"Null", "false", absent, false},
		{"Null", "false", "value", true},
		{"Null", "false", "", true},
		{"Null", "True", absent, true},
		{"Null", "true|false", absent, true},
		{"Null", "true|false", "value", true},
	})
	probeAll(t, "operator names do not differ by case", []probe{
		{"stringequals", "blue", "blue", true},
		{"STRINGNOTLIKE", "bl*", "blue", false},
		{"foranyvalue:stringlikeifexists", "bl*", "blue", true},
		{"null", "true", absent, true},
	})
}

func TestSetOperators(t *testing.T) {
	probeAll(t, "Set operators for multivalued context keys: ForAllValues", []probe{
		{"ForAllValues:StringEquals", "PostDateTime|Message|Tags", "PostDateTime|Message", true},
		{"ForAllValues:StringEquals", "PostDateTime|Message|Tags", "PostDateTime|UserName", false},
		{"ForAllValues:StringEquals", "PostDateTime|Message|Tags", "Tags", true},
		{"ForAllValues:StringEquals", "PostDateTime|Message|Tags", absent, true},
		{"ForAllValues:StringEquals", "PostDateTime|Message|Tags", "", true},
		{"ForAllValues:StringLike", "key1*", "key1|key123", true},
		{"ForAllValues:StringLike", "key1*", "key1|key2", false},
		{"ForAllValues:StringNotEquals", "ID|UserName", "Message|Tags", true},
		{"ForAllValues:StringNotEquals", "ID|UserName", "Message|ID", false},
		{"ForAllValues:StringNotEquals", "ID|UserName", "ID|UserName", false},
		{"ForAllValues:StringNotEquals", "ID", absent, true},
		{"ForAllValues:StringNotLike", "k*", "a|b", true},
		{"ForAllValues:StringNotLike", "k*", "a|kb", false},
		{"ForAllValues:NumericLessThan", "10", "1|2|9", true},
		{"ForAllValues:NumericLessThan", "10", "1|2|10", false},
		{"ForAllValues:ArnLike", "arn:aws:iam::*:role/*", "arn:aws:iam::111122223333:role/a|arn:aws:iam::111122223333:role/b", true},
		{"ForAllValues:ArnLike", "arn:aws:iam::*:role/*", "arn:aws:iam::111122223333:role/a|arn:aws:iam::111122223333:user/b", false},
		{"ForAllValues:IpAddress", "10.0.0.0/8", "10.1.1.1|10.2.2.2", true},
		{"ForAllValues:Bool", "true", "true|false", false},
		{"ForAllValues:StringEqualsIfExists", "a", absent, true},
		{"ForAllValues:StringEqualsIfExists", "a", "a|b", false},
	})
	probeAll(t, "Set operators for multivalued context keys: ForAnyValue", []probe{
		{"ForAnyValue:StringEquals", "ID|PostDateTime", "UserName|Message|PostDateTime", true},
		{"ForAnyValue:StringEquals", "ID|PostDateTime", "UserName|Message", false},
		{"ForAnyValue:StringEquals", "ID|PostDateTime", absent, false},
		{"ForAnyValue:StringEquals", "ID|PostDateTime", "", false},
		{"ForAnyValue:StringLike", "o-a1b2c3d4e5/r-ab12/ou-ab12-33333333/*", "o-a1b2c3d4e5/r-ab12/ou-ab12-33333333/ou-x/", true},
		{"ForAnyValue:StringLike", "*", "", false},
		{"ForAnyValue:StringNotEquals", "a|b", "a|b", false},
		{"ForAnyValue:StringNotEquals", "a|b", "a|c", true},
		{"ForAnyValue:StringNotEquals", "a", absent, false},
		{"ForAnyValue:StringNotLike", "a*", "ab|b", true},
		{"ForAnyValue:StringNotLike", "a*", "ab|ac", false},
		{"ForAnyValue:NumericGreaterThan", "10", "1|11", true},
		{"ForAnyValue:NumericGreaterThan", "10", "1|2", false},
		{"ForAnyValue:ArnEquals", "arn:aws:iam::*:role/b", "arn:aws:iam::111122223333:role/a|arn:aws:iam::111122223333:role/b", true},
		{"ForAnyValue:NotIpAddress", "10.0.0.0/8", "10.0.0.1|192.0.2.1", true},
		{"ForAnyValue:StringEqualsIfExists", "a", absent, true},
		{"ForAnyValue:StringEqualsIfExists", "a", "b", false},
		{"ForAnyValue:StringEqualsIgnoreCase", "TAG", "x|tag", true},
		{"ForAnyValue:DateLessThan", "2026-01-01", "2027-01-01|2025-01-01", true},
	})
	probeAll(t, "Several request values without a set operator", []probe{
		{"StringEquals", "a", "a|b", true},
		{"StringEquals", "c", "a|b", false},
		{"StringNotEquals", "a", "a|b", false},
		{"StringNotEquals", "c", "a|b", true},
	})
}

func TestConditionsTogether(t *testing.T) {
	run(t, "Evaluation logic for multiple context keys or values", []scenario{
		{
			name: "operators are joined with AND: all hold", context: with("aws:SecureTransport", "true", "s3:prefix", "home/"),
			identity: []string{"Allow * on * if Bool aws:SecureTransport = true & StringEquals s3:prefix = home/"}, want: Allowed,
		},
		{
			name: "operators are joined with AND: one fails", context: with("aws:SecureTransport", "false", "s3:prefix", "home/"),
			identity: []string{"Allow * on * if Bool aws:SecureTransport = true & StringEquals s3:prefix = home/"}, want: ImplicitDeny,
		},
		{
			name: "keys of one operator are joined with AND: all hold", context: with("example:a", "1", "example:b", "2"),
			identity: []string{"Allow * on * if StringEquals example:a = 1 & StringEquals example:b = 2"}, want: Allowed,
		},
		{
			name: "keys of one operator are joined with AND: one fails", context: with("example:a", "1", "example:b", "3"),
			identity: []string{"Allow * on * if StringEquals example:a = 1 & StringEquals example:b = 2"}, want: ImplicitDeny,
		},
		{
			name: "keys of one operator are joined with AND: one is absent", context: with("example:a", "1"),
			identity: []string{"Allow * on * if StringEquals example:a = 1 & StringEquals example:b = 2"}, want: ImplicitDeny,
		},
		{
			name: "statements are joined with OR", context: with("example:b", "2"),
			identity: []string{"Allow * on * if StringEquals example:a = 1\nAllow * on * if StringEquals example:b = 2"}, want: Allowed,
		},
		{
			name: "key names do not differ by case", context: with("AWS:sourceIP", "203.0.113.5"),
			identity: []string{"Allow * on * if IpAddress aws:SourceIp = 203.0.113.0/24"}, want: Allowed,
		},
		{
			name: "tag keys do not differ by case", context: with("aws:ResourceTag/tagkey1", "Value1"),
			identity: []string{"Allow * on * if StringEquals aws:ResourceTag/TagKey1 = Value1"}, want: Allowed,
		},
		{
			name: "tag values do", context: with("aws:ResourceTag/TagKey1", "value1"),
			identity: []string{"Allow * on * if StringEquals aws:ResourceTag/TagKey1 = Value1"}, want: ImplicitDeny,
		},
		{
			name: "an empty list of values is an absent key", context: map[string]Values{"example:a": {}},
			identity: []string{"Allow * on * if Null example:a = true"}, want: Allowed,
		},
		{
			name: "a null data set satisfies ForAllValues, which Null can rule out", context: map[string]Values{"aws:TagKeys": {}},
			identity: []string{"Allow * on * if ForAllValues:StringEquals aws:TagKeys = a & Null aws:TagKeys = false"}, want: ImplicitDeny,
		},
		{
			name: "deny unless over TLS, over TLS", context: with("aws:SecureTransport", "true"),
			identity: []string{"Allow s3:* on *"}, policy: "Deny s3:* on * to * if Bool aws:SecureTransport = false", want: Allowed,
		},
		{
			name: "deny unless over TLS, plain", context: with("aws:SecureTransport", "false"),
			identity: []string{"Allow s3:* on *"}, policy: "Deny s3:* on * to * if Bool aws:SecureTransport = false", want: ExplicitDeny,
		},
		{name: "deny without MFA, key absent, with Bool", identity: []string{"Allow * on *\nDeny * on * if Bool aws:MultiFactorAuthPresent = false"}, want: Allowed},
		{name: "deny without MFA, key absent, with BoolIfExists", identity: []string{"Allow * on *\nDeny * on * if BoolIfExists aws:MultiFactorAuthPresent = false"}, want: ExplicitDeny},
		{
			name:     "negated IfExists in a Deny still denies a missing tag",
			identity: []string{"Allow * on *\nDeny * on * if StringNotEqualsIfExists aws:PrincipalTag/job-category = iamuser-admin"}, want: ExplicitDeny,
		},
		{
			name: "long-term credentials only, temporary ones used", context: with("aws:TokenIssueTime", "2026-01-01T00:00:00Z"),
			identity: []string{"Allow * on * if Null aws:TokenIssueTime = true"}, want: ImplicitDeny,
		},
		{
			name: "time window, inside", context: with("aws:CurrentTime", "2026-06-15T12:00:00Z"),
			identity: []string{"Allow * on * if DateGreaterThan aws:CurrentTime = 2026-06-01T00:00:00Z & DateLessThan aws:CurrentTime = 2026-06-30T23:59:59Z"}, want: Allowed,
		},
		{
			name: "time window, outside", context: with("aws:CurrentTime", "2026-07-01T00:00:00Z"),
			identity: []string{"Allow * on * if DateGreaterThan aws:CurrentTime = 2026-06-01T00:00:00Z & DateLessThan aws:CurrentTime = 2026-06-30T23:59:59Z"}, want: ImplicitDeny,
		},
		{
			name: "at most ten keys", action: "s3:ListBucket", resource: bucket, context: with("s3:max-keys", "10"),
			identity: []string{"Allow s3:ListBucket on arn:aws:s3:::amzn-s3-demo-bucket if NumericLessThanEquals s3:max-keys = 10"}, want: Allowed,
		},
	})
}
