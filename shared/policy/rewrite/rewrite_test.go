package rewrite

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/catalog/managed"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/compare"
)

func doc(list ...string) []byte {
	return []byte(`{"Version":"2012-10-17","Statement":[` + strings.Join(list, ",") + `]}`)
}

func compact(t *testing.T, text string) string {
	t.Helper()
	return string(policy.Compact(policy.ParseString(text)))
}

func TestShrink(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{
			"values that others cover", `{"Effect":"Allow","Action":["s3:GetObject","s3:*","S3:PUTOBJECT"],"Resource":["arn:aws:s3:::b/x","arn:aws:s3:::b/*"]}`,
			`{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/*"}`,
		},
		{
			"a statement that another covers", `{"Sid":"A","Effect":"Allow","Action":"sqs:*","Resource":"*"},{"Sid":"B","Effect":"Allow","Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-1:111122223333:q"}`,
			`{"Effect":"Allow","Action":"sqs:*","Resource":"*"}`,
		},
		{
			"a Deny that nothing needs by itself stays", `{"Effect":"Allow","Action":"sqs:*","Resource":"*"},{"Effect":"Deny","Action":"sns:Publish","Resource":"*"}`,
			`{"Effect":"Allow","Action":"sqs:*","Resource":"*"},{"Effect":"Deny","Action":"sns:Publish","Resource":"*"}`,
		},
		{
			"statements with the same resources", `{"Effect":"Allow","Action":"sqs:SendMessage","Resource":["*"]},{"Effect":"Allow","Action":"sns:Publish","Resource":"*"}`,
			`{"Effect":"Allow","Action":["sqs:SendMessage","sns:Publish"],"Resource":"*"}`,
		},
		{
			"statements with the same actions", `{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-1:111122223333:a"},{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-1:111122223333:b"}`,
			`{"Effect":"Allow","Action":"sqs:SendMessage","Resource":["arn:aws:sqs:us-east-1:111122223333:a","arn:aws:sqs:us-east-1:111122223333:b"]}`,
		},
		{
			"statements with other conditions stay", `{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":["true"]}}},{"Effect":"Allow","Action":"sns:Publish","Resource":"*"}`,
			`{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}},{"Effect":"Allow","Action":"sns:Publish","Resource":"*"}`,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := Shrink(doc(test.src), Options{Readable: true})
			if err != nil {
				t.Fatal(err)
			}
			if text := compact(t, got.Documents[0]); text != compact(t, string(doc(test.want))) && text != strings.NewReplacer(":[{", ":{", "}]}", "}}").Replace(compact(t, string(doc(test.want)))) {
				t.Errorf("%s\nnotes %v", text, got.Notes)
			}
			if got.Size > got.SizeBefore {
				t.Errorf("grew from %d to %d", got.SizeBefore, got.Size)
			}
		})
	}
}

func TestShrinkToTheFewestCharacters(t *testing.T) {
	for actions, want := range map[string]string{
		`["sns:Publish"]`: `"sns:*h"`,
		`["sqs:DeleteMessage","sqs:DeleteQueue","sqs:SendMessage"]`: `["sqs:D*","sqs:S*e"]`,
	} {
		got, err := Shrink(doc(`{"Effect":"Allow","Action":`+actions+`,"Resource":"*"}`), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(compact(t, got.Documents[0]), want) {
			t.Errorf("%s: %s", actions, got.Documents[0])
		}
	}
}

func TestKeepSids(t *testing.T) {
	got, err := Shrink(doc(`{"Sid":"A","Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}`, `{"Sid":"B","Effect":"Allow","Action":"sns:Publish","Resource":"*"}`), Options{KeepSids: true})
	if err != nil {
		t.Fatal(err)
	}
	if text := got.Documents[0]; !strings.Contains(text, `"A"`) || !strings.Contains(text, `"B"`) {
		t.Error(text)
	}
}

func TestTidyWritesNoPatterns(t *testing.T) {
	actions, _ := list(catalog.Lookup("sqs"), func(i int) bool { return i%2 == 0 })
	got, err := Tidy(doc(`{"Effect":"Allow","Action":`+actions+`,"Resource":"*"}`), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(compact(t, got.Documents[0]), `*"],`) {
		t.Error(got.Documents[0])
	}
}

// list writes some of a service's actions as a JSON list.
func list(s *catalog.Service, pick func(int) bool) (text string, n int) {
	var out []string
	for i := range s.Actions {
		if pick(i) {
			out = append(out, `"`+s.Prefix+":"+s.Actions[i].Name+`"`)
		}
	}
	return "[" + strings.Join(out, ",") + "]", len(out)
}

// TestExpandedPoliciesShrink writes every action with a level out, and expects the
// patterns to be far shorter and to mean exactly them.
func TestExpandedPoliciesShrink(t *testing.T) {
	for _, service := range []string{"s3", "sqs", "iam", "dynamodb", "lambda", "ec2"} {
		s := catalog.Lookup(service)
		for _, level := range []catalog.AccessLevel{catalog.Read, catalog.Write, catalog.List} {
			actions, n := list(s, func(i int) bool { return s.Actions[i].Level == level })
			if n < 4 {
				continue
			}
			got, err := Shrink(doc(`{"Effect":"Allow","Action":`+actions+`,"Resource":"*"}`), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if len(got.Notes) != 1 {
				t.Errorf("%s %s: %v", service, level, got.Notes)
			}
			if got.Size*10 > got.SizeBefore*9 {
				t.Errorf("%s %s: from %d only to %d characters", service, level, got.SizeBefore, got.Size)
			}
		}
	}
}

func TestExpand(t *testing.T) {
	got, err := Expand(doc(`{"Effect":"Allow","Action":["sqs:*Message","nosuch:Get*"],"Resource":"*"}`, `{"Effect":"Deny","NotAction":"sns:Pub*","Resource":"*"}`), Options{})
	if err != nil {
		t.Fatal(err)
	}
	text := compact(t, got.Documents[0])
	for _, want := range []string{`"sqs:SendMessage"`, `"sqs:ReceiveMessage"`, `"nosuch:Get*"`, `"NotAction":"sns:Publish"`} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not in %s", want, text)
		}
	}
	if len(got.Changes) != 2 || len(got.Notes) != 1 {
		t.Errorf("changes %v, notes %v", got.Changes, got.Notes)
	}
}

func TestSplit(t *testing.T) {
	s := catalog.Lookup("ec2")
	actions, _ := list(s, func(int) bool { return true })
	src := doc(`{"Sid":"All","Effect":"Allow","Action":`+actions+`,"Resource":["arn:aws:ec2:*:*:instance/a","arn:aws:ec2:*:*:instance/b"]}`, `{"Effect":"Deny","Action":"ec2:TerminateInstances","Resource":"*"}`)
	got, err := Split(src, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Documents) < 3 {
		t.Errorf("%d documents", len(got.Documents))
	}
	for _, text := range got.Documents {
		if n := policy.Size([]byte(text)); n > 6144 {
			t.Errorf("%d characters", n)
		}
	}
	if _, err := Split(doc(`{"Effect":"Allow","NotAction":`+actions+`,"Resource":"*"}`), Options{}); err == nil || !strings.Contains(err.Error(), "statement 0") {
		t.Errorf("a NotAction was cut: %v", err)
	}
	small, err := Split(doc(`{"Effect":"Allow","Action":"ec2:RunInstances","Resource":"*"}`), Options{})
	if err != nil || len(small.Documents) != 1 || len(small.Changes) != 0 {
		t.Errorf("%+v, %v", small, err)
	}
}

func TestRefusedDocuments(t *testing.T) {
	for _, rewrite := range []func([]byte, Options) (Result, error){Shrink, Tidy, Expand, Split} {
		if _, err := rewrite([]byte(`{"Statement":{"Effect":"Allow"}}`), Options{}); err == nil {
			t.Error("a document that AWS refuses was rewritten")
		}
	}
}

// TestManagedPoliciesStayTheSame rewrites AWS managed policies, and compares.
func TestManagedPoliciesStayTheSame(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	names := managed.Names()
	r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	shorter := 0
	for _, name := range names[:60] {
		aws, _ := managed.Lookup(name)
		src := []byte(aws.Document)
		for kind, rewrite := range map[string]func([]byte, Options) (Result, error){"shrink": Shrink, "tidy": Tidy, "expand": Expand} {
			got, err := rewrite(src, Options{})
			if err != nil {
				t.Fatalf("%s %s: %v", kind, name, err)
			}
			if kind == "shrink" {
				if got.Size > policy.Size(src) {
					t.Errorf("%s grew from %d to %d", name, policy.Size(src), got.Size)
				}
				if got.Size < policy.Size(src) {
					shorter++
				}
			}
			for _, denies := range []bool{false, true} {
				same, err := compare.Texts(src, []byte(got.Documents[0]), "", compare.Options{Denies: denies})
				if err != nil || same.Relation != compare.Equivalent {
					t.Errorf("%s %s: %s %s %v", kind, name, same.Relation, same.Reason, err)
				}
			}
		}
	}
	if shorter < 30 {
		t.Errorf("only %d of 60 became shorter", shorter)
	}
}

// BenchmarkShrink shrinks a policy of 1,000 actions.
func BenchmarkShrink(b *testing.B) {
	var all []string
	for _, service := range []string{"ec2", "s3", "iam", "rds", "lambda"} {
		for _, a := range catalog.Lookup(service).Actions {
			all = append(all, `"`+service+":"+a.Name+`"`)
		}
	}
	var picked []string
	for i := 0; len(picked) < 1000; i++ {
		if i%7 != 0 {
			picked = append(picked, all[i])
		}
	}
	src := doc(fmt.Sprintf(`{"Effect":"Allow","Action":[%s],"Resource":"*"}`, strings.Join(picked, ",")))
	for b.Loop() {
		if _, err := Shrink(src, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
