package policy

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const example = `{
  "Version": "2012-10-17",
  "Id": "example",
  "Statement": [
    {
      "Sid": "Read",
      "Effect": "Allow",
      "Principal": {"AWS": ["123456789012", "*"], "Service": "ec2.amazonaws.com"},
      "Action": ["s3:GetObject", "s3:Ge\u0074Bucket*"],
      "Resource": "arn:aws:s3:::é/*",
      "Condition": {
        "Bool": {"aws:SecureTransport": true},
        "NumericLessThan": {"aws:MultiFactorAuthAge": [3600, "10"]}
      }
    },
    {"Effect": "Deny", "NotPrincipal": {"AWS": "123456789012"}, "NotAction": "iam:*", "NotResource": ["*"]}
  ]
}`

func TestParse(t *testing.T) {
	d := ParseString(example)
	if err := d.Err(); err != nil {
		t.Fatal(err)
	}
	if d.Version.Text != "2012-10-17" || d.ID.Text != "example" || !d.HasStatement || d.SingleStatement || len(d.Statements) != 2 {
		t.Fatalf("document: %+v", d)
	}
	s := d.Statements[0]
	if !s.IsAllow() || s.IsDeny() || s.Sid.Text != "Read" {
		t.Errorf("statement: %+v", s)
	}
	if got := s.Action.Texts(); !cmp.Equal(got, []string{"s3:GetObject", "s3:GetBucket*"}) {
		t.Errorf("actions: %v", got)
	}
	if !s.Resource.Single || s.Action.Single || s.Resource.Values[0].Text != "arn:aws:s3:::é/*" {
		t.Errorf("resource: %+v", s.Resource)
	}
	if !s.Principal.Everyone() || s.Principal.Any || len(s.Principal.Entries) != 2 || s.Principal.Entries[1].Type.Text != PrincipalService {
		t.Errorf("principal: %+v", s.Principal)
	}
	operators := s.Condition.Operators
	if len(operators) != 2 || operators[0].Keys[0].Values.Values[0].Type != TypeBool || operators[0].Keys[0].Values.Values[0].Text != "true" {
		t.Errorf("condition: %+v", operators)
	}
	if v := operators[1].Keys[0].Values.Values; v[0].Type != TypeNumber || v[0].Text != "3600" || v[1].Type != TypeString {
		t.Errorf("numbers: %+v", v)
	}
	last := d.Statements[1]
	if last.Index != 1 || last.NotAction == nil || last.NotResource == nil || last.NotPrincipal == nil || last.Action != nil || last.NotPrincipal.Everyone() {
		t.Errorf("last statement: %+v", last)
	}
	if d.Source() != example || d.Incomplete() || !d.HasVariables() {
		t.Error("source, completeness or variables are wrong")
	}
}

// TestPositions checks that every span of the tree covers the text it is about.
func TestPositions(t *testing.T) {
	d := ParseString(example)
	locator := NewLocator([]byte(example))
	check := func(what string, s Span, want string) {
		t.Helper()
		if got := d.Text(s); got != want {
			t.Errorf("%s: span covers %q, want %q", what, got, want)
		}
		if s != locator.Span(s.Offset, s.Length) {
			t.Errorf("%s: %+v, the text says %+v", what, s, locator.Span(s.Offset, s.Length))
		}
	}
	s := &d.Statements[0]
	check("version", d.Version.Span, `"2012-10-17"`)
	check("action", s.Action.Values[1].Span, `"s3:Ge\u0074Bucket*"`)
	check("actions", s.Action.Span, `["s3:GetObject", "s3:Ge\u0074Bucket*"]`)
	check("resource", s.Resource.Span, `"arn:aws:s3:::é/*"`)
	check("element", s.Element("Resource").Span, `"Resource": "arn:aws:s3:::é/*"`)
	check("element's value", s.Element("Resource").Value, `"arn:aws:s3:::é/*"`)
	check("principal", s.Principal.Span, `{"AWS": ["123456789012", "*"], "Service": "ec2.amazonaws.com"}`)
	check("operator", s.Condition.Operators[0].Name.Span, `"Bool"`)
	check("operator's keys", s.Condition.Operators[0].Span, `{"aws:SecureTransport": true}`)
	check("value", s.Condition.Operators[1].Keys[0].Values.Values[0].Span, "3600")
	check("document", d.Span, example)
	check("statement list", d.StatementSpan, d.Text(d.StatementSpan))
	check("last statement", d.Statements[1].Span, `{"Effect": "Deny", "NotPrincipal": {"AWS": "123456789012"}, "NotAction": "iam:*", "NotResource": ["*"]}`)
	check("part of a value", s.Resource.Values[0].Sub(13, 15), "é")
	check("part of an escaped value", s.Action.Values[1].Sub(0, 2), `"s3:Ge\u0074Bucket*"`)
	if span := s.Resource.Values[0].Span; span.Line != 10 || span.Column != 19 {
		t.Errorf("resource at %d:%d", span.Line, span.Column)
	}
}

func TestProblems(t *testing.T) {
	for _, c := range []struct {
		src, code, path, message string
		line, column             int
	}{
		{``, CodeJSONSyntax, "", "empty", 1, 1},
		{"\n ", CodeJSONSyntax, "", "empty", 2, 2},
		{`{"Version": "2012-10-17"`, CodeJSONSyntax, "", "ends before", 1, 25},
		{"{\n  \"Statement\": [,]\n}", CodeJSONSyntax, "Statement", "not JSON", 2, 17},
		{"{\"Statement\": []}\n x", CodeJSONSyntax, "", "not JSON", 2, 2},
		{"{\"Statement\": []}\n {}", CodeJSONSyntax, "", "follows", 2, 2},
		{"{\"Id\": \"\xff\"}", CodeJSONSyntax, "Id", "not JSON", 1, 9},
		{"\uFEFF{}", CodeJSONSyntax, "", "not JSON", 1, 1},
		{`[1]`, CodeDataType, "", "object", 1, 1},
		{`{"Statement": [{"Effect": 1}]}`, CodeDataType, "Statement[0].Effect", "a number", 1, 27},
		{`{"Statement": {"Action": ["a", {}]}}`, CodeDataType, "Statement.Action[1]", "an object", 1, 32},
		{`{"Statement": {"Condition": {"Bool": {"a.b": [null]}}}}`, CodeDataType, `Statement.Condition.Bool["a.b"][0]`, "null", 1, 47},
		{`{"statement": []}`, CodeInvalidElement, "statement", "write Statement", 1, 2},
		{`{"Statement": {"Foo": [[[]]]}}`, CodeInvalidElement, "Statement.Foo", "Foo", 1, 16},
		{`{"Statement": {"Effect": "Allow", "Effect": "Deny"}}`, CodeDuplicateKey, "Statement.Effect", "more than once", 1, 35},
		{`{"Statement": {"Condition": {"Bool": {"aws:a": "1", "AWS:A": "2"}}}}`, CodeDuplicateKeyCase, "Statement.Condition.Bool.AWS:A", "capitalization", 1, 53},
	} {
		d := ParseString(c.src)
		if len(d.Problems) == 0 {
			t.Errorf("%s: no problem", c.src)
			continue
		}
		p := d.Problems[0]
		if p.Code != c.code || p.Path != c.path || !strings.Contains(p.Message, c.message) || p.Span.Line != c.line || p.Span.Column != c.column {
			t.Errorf("%s: %+v", c.src, p)
		}
		if d.Incomplete() != (c.code == CodeJSONSyntax) {
			t.Errorf("%s: incomplete is %v", c.src, d.Incomplete())
		}
		if err := d.Err(); err == nil || !strings.Contains(err.Error(), c.message) {
			t.Errorf("%s: error %v", c.src, err)
		}
	}
}

func TestFirstOfRepeatedElementsIsKept(t *testing.T) {
	d := ParseString(`{"Statement": [{"Effect": "Deny", "Effect": "Allow", "Action": "a:b", "Action": "c:d"}], "Statement": [{"Effect": "Allow"}]}`)
	if len(d.Statements) != 1 || !d.Statements[0].IsDeny() || d.Statements[0].Action.Values[0].Text != "a:b" {
		t.Errorf("%+v", d.Statements)
	}
}

func TestManyNames(t *testing.T) {
	var b strings.Builder
	for i := range 100 {
		b.WriteString(`"k`)
		b.WriteString(strings.Repeat("x", i))
		b.WriteString(`": 1, `)
	}
	src := `{` + b.String() + `"kxx": 2, "KXXX": 3, "kxxxx": 4}`
	duplicates := 0
	for _, p := range ParseString(src).Problems {
		if p.Code == CodeDuplicateKey {
			duplicates++
		}
	}
	if duplicates != 2 {
		t.Errorf("%d duplicates, want 2", duplicates)
	}
}

// hostile are texts of about the given size made to cost much.
func hostile(size int) map[string][]byte {
	big := func(begin, unit, end string) []byte {
		n := (size - len(begin) - len(end)) / len(unit)
		return []byte(begin + strings.Repeat(unit, n) + end)
	}
	different := func(begin, format, end string) []byte {
		var b strings.Builder
		b.WriteString(begin)
		for i := 0; b.Len()+len(end)+len(format)+8 < size; i++ {
			fmt.Fprintf(&b, format, i)
		}
		return []byte(b.String() + end)
	}
	return map[string][]byte{
		"brackets":        big("", "[", ""),
		"nested lists":    []byte(strings.Repeat("[", 9000) + strings.Repeat("]", 9000)),
		"nested objects":  big("", `{"Statement":`, ""),
		"one long line":   big(`{"Statement":[`, `{"Effect":1},`, `{}]}`),
		"unknown names":   big(`{`, `"a":1,`, `"b":1}`),
		"different names": different(`{`, `"a%d":1,`, `"b":1}`),
		"case variants":   different(`{`, `"a%[1]d":1,"A%[1]d":1,`, `"b":1}`),
		"different keys":  different(`{"Statement":{"Condition":{"StringEquals":{`, `"aws:RequestTag/%d":"1",`, `"b":"1"}}}}`),
		"condition names": big(`{"Statement":{"Condition":{`, `"a":{},`, `"b":{}}}}`),
		"open variables":  big(`{"Statement":{"Resource":"arn:`, `${`, `"}}`),
		"stars":           big(`{"Statement":{"Resource":"`, `*a`, `"}}`),
		"escapes":         big(`{"Id":"`, `\u00e9`, `"}`),
		"white space":     big(`{`, " \n", `}`),
		"quotes":          big(``, `"`, ``),
		"commas":          big(`{"Statement":[`, `,`, `]}`),
		"values":          big(`{"Statement":{"Action":[`, `"a:b",`, `"c:d"]}}`),
		"null bytes":      bytes.Repeat([]byte{0}, size),
		"too large":       bytes.Repeat([]byte("["), MaxSource+1),
	}
}

// TestHostile: documents of the greatest size made to be slow are read to their
// end, and their problems are bounded. BenchmarkHostile tells the times.
func TestHostile(t *testing.T) {
	for name, src := range hostile(MaxSource) {
		if d := readAll(src); len(d.Problems) > maxProblems {
			t.Errorf("%s: %d problems", name, len(d.Problems))
		}
	}
}

// readAll does everything that the package can do with a text.
func readAll(src []byte) *Document {
	d := Parse(src)
	Print(d)
	Size(src)
	for i := range d.Statements {
		if r := d.Statements[i].Resource; r != nil {
			for _, v := range r.Values {
				ParseTemplate(v.Text, true)
				ParseARN(v.Text)
			}
		}
	}
	return d
}

func BenchmarkHostile(b *testing.B) {
	for name, src := range hostile(MaxSource) {
		b.Run(strings.ReplaceAll(name, " ", "-"), func(b *testing.B) {
			for b.Loop() {
				readAll(src)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(example))
	for _, src := range []string{
		``, `{}`, `[]`, `{"Statement":{}}`, `{"Statement":[{}]}`, `{"Version":1,"Statement":null}`,
		`{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringLike":{"aws:TagKeys":["${a, 'b'}"]}}}}`,
		`{"Statement":[{"Principal":"*"},{"Principal":{"AWS":[]}},{"Principal":[1]}]}`,
		"{\"Id\":\"\\ud800\"}", "{\"Statement\":[{\"Sid\":\"\xc3\x28\"}]}", `{"a":{"b":{"c":[[[{}]]]}}}`,
		`{"Statement":{"Condition":{"Bool":{"a":true,"A":false}},"Condition":{}}}`,
	} {
		f.Add([]byte(src))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		d := Parse(src)
		if d == nil {
			t.Fatal("nil document")
		}
		checkTree(t, d, src)
		if d.Err() != nil {
			return
		}
		printed := Print(d)
		again := Parse(printed)
		if err := again.Err(); err != nil {
			t.Fatalf("printed document has a problem: %v\n%s", err, printed)
		}
		if second := Print(again); !bytes.Equal(printed, second) {
			t.Fatalf("printing is not stable:\n%s\n%s", printed, second)
		}
		if Size(printed) != Size(Compact(d)) || Size(Compact(d)) != len([]rune(string(Compact(d)))) {
			t.Fatalf("sizes differ for\n%s", printed)
		}
	})
}

// checkTree checks that spans lie within the text and say the right line and
// column.
func checkTree(t *testing.T, d *Document, src []byte) {
	t.Helper()
	if len(src) > MaxSource {
		return
	}
	locator := NewLocator(src)
	check := func(s Span) {
		t.Helper()
		if s.Line == 0 {
			return // an element parsing did not reach
		}
		if s.Offset < 0 || s.Length < 0 || s.End() > len(src) || s != locator.Span(s.Offset, s.Length) {
			t.Fatalf("span %+v, text says %+v", s, locator.Span(s.Offset, s.Length))
		}
	}
	list := func(l *List) {
		if l == nil {
			return
		}
		check(l.Span)
		for i := range l.Values {
			check(l.Values[i].Span)
			check(l.Values[i].Sub(0, min(1, len(l.Values[i].Text))))
		}
	}
	for _, p := range d.Problems {
		check(p.Span)
	}
	check(d.Span)
	for i := range d.Statements {
		s := &d.Statements[i]
		check(s.Span)
		for _, l := range []*List{s.Action, s.NotAction, s.Resource, s.NotResource} {
			list(l)
		}
		for _, e := range s.Elements {
			check(e.Span)
			check(e.Value)
		}
		if s.Condition != nil {
			for _, op := range s.Condition.Operators {
				check(op.Name.Span)
				for _, k := range op.Keys {
					list(&k.Values)
				}
			}
		}
	}
}

func BenchmarkParse(b *testing.B) {
	src := []byte(example)
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(src)
	}
}
