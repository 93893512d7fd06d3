package eval

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var (
	somePrincipals = []string{
		alice, bob, carol, rootA, rootB, roleDev, devMary, devJohn, federated,
		"arn:aws:sts::444455556666:assumed-role/Dev/Eve", anonymous, "cloudtrail.amazonaws.com",
	}
	someActions        = []string{"s3:GetObject", "s3:PutObject", "ec2:RunInstances", "kms:Decrypt", "sts:AssumeRole", "iam:GetUser"}
	someActionPatterns = []string{"*", "s3:*", "s3:Get*", "S3:GETOBJECT", "s3:?etObject", "s3:PutObject", "*Object", "ec2:*", "kms:*", "sts:AssumeRole", "iam:*", "s3:G*t*ct"}
	someResources      = []string{"arn:aws:s3:::b/home/Alice/x", "arn:aws:s3:::b/a*b", "arn:aws:s3:::c/y", "arn:aws:ec2:us-east-1:111122223333:instance/i-1", key, roleOps, "*"}
	someResourcePats   = []string{
		"*", "arn:aws:s3:::b/*", "arn:aws:s3:::b/home/${aws:username}/*", "arn:aws:s3:::c/?", "arn:aws:ec2:*:*:instance/*",
		"arn:aws:s3:::b/${aws:PrincipalTag/team, 'home'}/*", "arn:aws:s3:::b/a${*}b", "arn:aws:kms:*:*:key/*", "arn:aws:iam::*:role/*", "arn:aws:*",
	}
	someNamed = []any{
		"*",
		map[string]any{"AWS": "*"},
		map[string]any{"AWS": []string{alice, roleDev}},
		map[string]any{"AWS": rootA},
		map[string]any{"AWS": accountB},
		map[string]any{"AWS": []string{devMary, rootA, roleDev}},
		map[string]any{"AWS": []string{alice, rootA}},
		map[string]any{"Service": "cloudtrail.amazonaws.com"},
		map[string]any{"AWS": federated},
		map[string]any{"AWS": []string{carol, "arn:aws:iam::444455556666:role/Dev"}},
		map[string]any{"AWS": []string{devJohn}, "Service": []string{"cloudtrail.amazonaws.com"}},
	}
)

// keyChoice is a context key of the random requests: its operators, the values that
// policies ask for, and those that requests have.
type keyChoice struct {
	name      string
	operators []string
	policy    []string
	request   []string
	many      bool // multivalued
}

var someKeys = []keyChoice{
	{
		"s3:prefix",
		[]string{"StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"},
		[]string{"a", "home/*", "home/${aws:username}", "*", "b?", ""},
		[]string{
			"a", "A", "home/Alice", "home/x", "home/*", "home/${aws:username}", "*", "b?", "bb", "other", "",
			"home/Bob", "home/Carol", "HOME/ALICE", "HOME/BOB", "HOME/CAROL", "HOME/${AWS:USERNAME}", "HOME/*", "B?",
		},
		false,
	},
	{
		"s3:max-keys",
		[]string{"NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals"},
		[]string{"5", "10", "10.5"},
		[]string{"4", "5", "7", "10", "10.2", "10.5", "11", "x"},
		false,
	},
	{
		"aws:CurrentTime",
		[]string{"DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals"},
		[]string{"2026-01-01T00:00:00Z", "2026-06-01T00:00:00Z"},
		[]string{"2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z", "2026-03-01T00:00:00Z", "2026-06-01T00:00:00Z", "2027-01-01T00:00:00Z", "x"},
		false,
	},
	{"aws:SecureTransport", []string{"Bool"}, []string{"true", "false"}, []string{"true", "false"}, false},
	{
		"aws:SourceIp",
		[]string{"IpAddress", "NotIpAddress"},
		[]string{"10.0.0.0/8", "10.1.0.0/16", "192.0.2.1", "2001:db8::/32"},
		[]string{"10.2.0.1", "10.1.0.1", "192.0.2.1", "2001:db8::1", "198.51.100.1"},
		false,
	},
	{
		"aws:SourceArn",
		[]string{"ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"},
		[]string{"arn:aws:sns:us-east-1:111122223333:t", "arn:aws:sns:*:111122223333:*", "arn:aws:s3:::b"},
		[]string{"arn:aws:sns:us-east-1:111122223333:t", "arn:aws:sns:eu-west-1:111122223333:u", "arn:aws:s3:::b", "arn:aws:s3:::c"},
		false,
	},
	{
		"aws:TagKeys",
		[]string{"ForAllValues:StringEquals", "ForAnyValue:StringEquals", "ForAllValues:StringNotEquals", "ForAnyValue:StringNotEquals", "ForAllValues:StringLike", "ForAnyValue:StringLike"},
		[]string{"a", "b", "c*"},
		[]string{"a", "b", "cc", "d"},
		true,
	},
	{"aws:PrincipalTag/team", []string{"StringEquals", "StringNotEquals"}, []string{"home", "blue"}, []string{"home", "blue", "red"}, false},
	{"aws:PrincipalAccount", []string{"StringEquals", "StringNotEquals"}, []string{accountA, accountB}, nil, false},
	{"aws:PrincipalArn", []string{"ArnLike", "ArnNotLike"}, []string{"arn:aws:iam::*:role/*", alice}, nil, false},
}

func pick[T any](t *rapid.T, name string, list []T) T { return rapid.SampledFrom(list).Draw(t, name) }

func subset(t *rapid.T, name string, list []string, most int) []string {
	return rapid.SliceOfNDistinct(rapid.SampledFrom(list), 1, most, rapid.ID[string]).Draw(t, name)
}

// randomStatement draws a statement; named tells that it holds a Principal.
func randomStatement(t *rapid.T, named bool, keys []keyChoice) map[string]any {
	st := map[string]any{"Effect": pick(t, "effect", []string{"Allow", "Allow", "Allow", "Deny"})}
	st[pick(t, "action element", []string{"Action", "Action", "Action", "NotAction"})] = subset(t, "actions", someActionPatterns, 3)
	st[pick(t, "resource element", []string{"Resource", "Resource", "Resource", "NotResource"})] = subset(t, "resources", someResourcePats, 3)
	if named {
		st[pick(t, "principal element", []string{"Principal", "Principal", "Principal", "NotPrincipal"})] = pick(t, "named", someNamed)
	}
	block := map[string]map[string]any{}
	for range pick(t, "conditions", []int{0, 0, 1, 1, 2}) {
		k := pick(t, "key", keys)
		op := pick(t, "operator", append([]string{"Null"}, k.operators...))
		var values []string
		if op == "Null" {
			values = []string{pick(t, "null", []string{"true", "false"})}
		} else {
			values = subset(t, "values", k.policy, min(2, len(k.policy)))
			if rapid.Bool().Draw(t, "if exists") {
				op += "IfExists"
			}
		}
		if block[op] == nil {
			block[op] = map[string]any{}
		}
		block[op][k.name] = values
	}
	if len(block) > 0 {
		st["Condition"] = block
	}
	return st
}

func randomDocument(t *rapid.T, named bool, keys []keyChoice) Document {
	version := pick(t, "version", []string{"2012-10-17", "2012-10-17", "2012-10-17", "2008-10-17"})
	var statements []any
	for range rapid.IntRange(1, 3).Draw(t, "statements") {
		statements = append(statements, randomStatement(t, named, keys))
	}
	text, err := json.Marshal(map[string]any{"Version": version, "Statement": statements})
	if err != nil {
		t.Fatal(err)
	}
	return Document{Text: string(text)}
}

func randomDocuments(t *rapid.T, least, most int, keys []keyChoice) []Document {
	var out []Document
	for range rapid.IntRange(least, most).Draw(t, "policies") {
		out = append(out, randomDocument(t, false, keys))
	}
	return out
}

// wide allows everything, so that the other policies decide.
var wide = Document{Text: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}`}

// randomRequest draws a request without its context.
func randomRequest(t *rapid.T, keys []keyChoice) Request {
	r := Request{
		Principal:        pick(t, "principal", somePrincipals),
		Action:           pick(t, "action", someActions),
		Resource:         pick(t, "resource", someResources),
		IdentityPolicies: randomDocuments(t, 0, 2, keys),
	}
	if rapid.Bool().Draw(t, "admin") {
		r.IdentityPolicies = append(r.IdentityPolicies, wide)
	}
	// A trust policy must not hold NotPrincipal.
	if rapid.Bool().Draw(t, "has resource policy") {
		d := randomDocument(t, true, keys)
		if r.Action != "sts:AssumeRole" || !strings.Contains(d.Text, "NotPrincipal") {
			r.ResourcePolicy = &d
		}
	}
	if pick(t, "has boundary", []bool{true, false, false}) {
		d := pick(t, "boundary", []Document{wide, randomDocument(t, false, keys)})
		r.PermissionBoundary = &d
	}
	if pick(t, "has session policies", []bool{true, false, false}) {
		r.SessionPolicies = append(randomDocuments(t, 1, 2, keys), pick(t, "session", [][]Document{nil, {wide}})...)
	}
	if pick(t, "has SCPs", []bool{true, false, false}) {
		for range rapid.IntRange(1, 3).Draw(t, "levels") {
			r.SCPs = append(r.SCPs, append(randomDocuments(t, 0, 1, keys), pick(t, "full access", [][]Document{nil, {wide}, {wide}})...))
		}
	}
	if pick(t, "has RCPs", []bool{true, false, false}) {
		r.RCPs = [][]Document{{rcpOf(randomDocument(t, false, keys))}}
	}
	if r.Resource == "*" || strings.HasPrefix(r.Resource, "arn:aws:s3") {
		r.ResourceAccount = pick(t, "resource account", []string{"", accountA, accountB})
	}
	r.ManagementAccount = pick(t, "management account", []string{"", "", "", accountA, accountB})
	return r
}

// rcpOf makes a document a resource control policy: everyone is its Principal.
func rcpOf(d Document) Document {
	return Document{Text: strings.ReplaceAll(d.Text, `"Effect":`, `"Principal":"*","Effect":`)}
}

// randomContext draws values for some of the keys.
func randomContext(t *rapid.T, keys []keyChoice) map[string][]string {
	out := map[string][]string{}
	for _, k := range keys {
		if len(k.request) == 0 || !rapid.Bool().Draw(t, "has "+k.name) {
			continue
		}
		if k.many {
			out[k.name] = subset(t, k.name, k.request, 3)
		} else {
			out[k.name] = []string{pick(t, k.name, k.request)}
		}
	}
	return out
}

func given(context map[string][]string) map[string]Values {
	out := map[string]Values{}
	for k, v := range context {
		out[k] = v
	}
	return out
}

// TestAgreesWithNaive compares the compiled evaluation with the naive one on random
// policies and requests whose context is known.
func TestAgreesWithNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := randomRequest(t, someKeys)
		context := randomContext(t, someKeys)
		r.Context = given(context)
		answer, err := Simulate(r)
		if err != nil {
			t.Fatal(err)
		}
		if want := r.naively(context); answer.Decision != want {
			t.Fatalf("decision %s, the naive one is %s\n%s", answer.Decision, want, describeAnswer(answer))
		}
		if got := decideOnly(t, r); got != answer.Decision {
			t.Fatalf("Decide says %s, Explain %s", got, answer.Decision)
		}
	})
}

// TestUnknownIsSound compares an answer on partly unknown context with the naive
// evaluation of every way to fill it in: a certain answer must hold in all of them,
// an unknown one must not be the same in all, and a key that is named must make a
// difference.
func TestUnknownIsSound(t *testing.T) {
	keys := []keyChoice{someKeys[0], someKeys[1], someKeys[3], someKeys[4], someKeys[6]}
	rapid.Check(t, func(t *rapid.T) {
		r := randomRequest(t, keys)
		context := randomContext(t, keys)
		var unknown []keyChoice
		for _, k := range keys {
			if len(unknown) < 2 && rapid.Bool().Draw(t, k.name+" is unknown") {
				delete(context, k.name)
				unknown = append(unknown, k)
				r.UnknownContext = append(r.UnknownContext, k.name)
			}
		}
		r.Context = given(context)
		answer, err := Simulate(r)
		if err != nil {
			t.Fatal(err)
		}
		if got := decideOnly(t, r); got != answer.Decision {
			t.Fatalf("Decide says %s, Explain %s", got, answer.Decision)
		}
		var decisions []Decision
		var worlds []map[string][]string
		fill(context, unknown, func(world map[string][]string) {
			worlds = append(worlds, maps.Clone(world))
			decisions = append(decisions, r.naively(world))
		})
		allowed, denied := slices.Contains(decisions, Allowed), slices.Contains(decisions, ImplicitDeny) || slices.Contains(decisions, ExplicitDeny)
		fail := func(what string) {
			t.Fatalf("decision %s, missing %q, but %s\n%s", answer.Decision, answer.MissingContext, what, describeAnswer(answer))
		}
		switch {
		case answer.Decision == Allowed && denied:
			fail("it may be denied")
		case (answer.Decision == ImplicitDeny || answer.Decision == ExplicitDeny) && allowed:
			fail("it may be allowed")
		case answer.Decision == ExplicitDeny && slices.Contains(decisions, ImplicitDeny):
			fail("it may not be denied explicitly")
		case answer.Decision == Unknown && !(allowed && denied) && !tooFine(r):
			fail("it is the same whatever the keys hold")
		}
		if answer.Decision == Unknown && !tooFine(r) {
			for _, name := range answer.MissingContext {
				if !matterNaively(name, worlds, decisions) {
					fail(name + " makes no difference")
				}
			}
		}
	})
}

// tooFine reports whether operators are used of which the engine tries more cases
// than values can produce: set operators, and those that disregard case.
func tooFine(r Request) bool {
	text, _ := json.Marshal(r)
	return strings.Contains(string(text), "ForA") || strings.Contains(string(text), "IgnoreCase")
}

// fill goes through all ways to give the unknown keys values, or none.
func fill(context map[string][]string, unknown []keyChoice, visit func(map[string][]string)) {
	if len(unknown) == 0 {
		visit(context)
		return
	}
	k := unknown[0]
	choices := [][]string{nil}
	for i, v := range k.request {
		choices = append(choices, []string{v})
		if k.many {
			for _, w := range k.request[i+1:] {
				choices = append(choices, []string{v, w})
			}
		}
	}
	for _, values := range choices {
		world := maps.Clone(context)
		if values != nil {
			world[k.name] = values
		}
		fill(world, unknown[1:], visit)
	}
}

// matterNaively finds two worlds that differ in one key only, one allowed and one not.
func matterNaively(name string, worlds []map[string][]string, decisions []Decision) bool {
	for i := range worlds {
		for j := range worlds {
			if (decisions[i] == Allowed) == (decisions[j] == Allowed) {
				continue
			}
			a, b := maps.Clone(worlds[i]), maps.Clone(worlds[j])
			delete(a, name)
			delete(b, name)
			if maps.EqualFunc(a, b, slices.Equal) {
				return true
			}
		}
	}
	return false
}
