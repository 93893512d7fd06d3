package lint

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// The cases stand in testdata/cases, one a line:
//
//	kind[:resource type] | expectations | policy
//
// Lines that begin with "##" name the section of AWS's documentation the cases
// after them come from; "#" begins a remark. The policy is a document, a
// statement (which is put into a document of version 2012-10-17), or
// "cond action {…}" and "deny action {…}" for a condition of an Allow or Deny
// statement on every resource, or "raw " and any text.
//
// Expectations: CODE or CODE@path must be found, !CODE must not; ok means no
// error, clean no finding at all, only that there is no finding but those named.
type lintCase struct {
	file    string
	line    int
	section string
	opt     Options
	expect  []string
	source  string
}

func (c *lintCase) String() string { return fmt.Sprintf("%s:%d %s", c.file, c.line, c.section) }

func loadCases(t testing.TB) []lintCase {
	t.Helper()
	files, err := filepath.Glob("testdata/cases/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no case files: %v", err)
	}
	var cases []lintCase
	for _, file := range files {
		cases = append(cases, readCases(t, file)...)
	}
	return cases
}

func readCases(t testing.TB, file string) []lintCase {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var cases []lintCase
	section := ""
	scanner := bufio.NewScanner(f)
	for n := 1; scanner.Scan(); n++ {
		line := strings.TrimSpace(scanner.Text())
		switch {
		case strings.HasPrefix(line, "##"):
			section = strings.TrimSpace(line[2:])
			continue
		case line == "" || line[0] == '#':
			continue
		}
		parts := strings.SplitN(line, " | ", 3)
		if len(parts) != 3 || section == "" {
			t.Fatalf("%s:%d: not a case: %s", file, n, line)
		}
		kind, resourceType, _ := strings.Cut(parts[0], ":")
		c := lintCase{
			file: filepath.Base(file), line: n, section: section, expect: strings.Fields(parts[1]), source: expandCase(parts[2]),
			opt: Options{Kind: policy.Kind(kind), ResourceType: resourceType},
		}
		if _, err := policy.ParseKind(kind); err != nil {
			t.Fatalf("%s:%d: %v", file, n, err)
		}
		cases = append(cases, c)
	}
	if err := scanner.Err(); err != nil {
		t.Fatal(err)
	}
	return cases
}

func expandCase(text string) string {
	document := func(statement string) string {
		return `{"Version": "2012-10-17", "Statement": [` + statement + `]}`
	}
	if rest, ok := strings.CutPrefix(text, "raw "); ok {
		return rest
	}
	for _, short := range [][2]string{{"cond ", "Allow"}, {"deny ", "Deny"}} {
		if rest, ok := strings.CutPrefix(text, short[0]); ok {
			action, condition, _ := strings.Cut(rest, " ")
			return document(fmt.Sprintf(`{"Effect": "%s", "Action": "%s", "Resource": "*", "Condition": %s}`, short[1], action, condition))
		}
	}
	if strings.Contains(text, `"Statement"`) {
		return text
	}
	return document(text)
}

func TestCases(t *testing.T) {
	cases := loadCases(t)
	if len(cases) < 400 {
		t.Errorf("only %d cases", len(cases))
	}
	for i := range cases {
		c := &cases[i]
		t.Run(c.String(), func(t *testing.T) {
			findings := Check([]byte(c.source), c.opt)
			for _, problem := range unmet(c.expect, findings) {
				t.Errorf("%s\nin %s\nfound:\n%s", problem, c.source, list(findings))
			}
		})
	}
}

// unmet says which expectations do not hold.
func unmet(expect []string, findings []Finding) []string {
	var problems []string
	named := map[string]bool{}
	only := false
	for _, e := range expect {
		code, path, hasPath := strings.Cut(e, "@")
		switch {
		case e == "ok":
			if HasErrors(findings) {
				problems = append(problems, "there is an error")
			}
		case e == "clean":
			if len(findings) > 0 {
				problems = append(problems, "there are findings")
			}
		case e == "only":
			only = true
		case e[0] == '!':
			if has(findings, e[1:], "", false) {
				problems = append(problems, "unwanted "+e[1:])
			}
		default:
			named[code] = true
			if !has(findings, code, path, hasPath) {
				problems = append(problems, "missing "+e)
			}
			if _, known := registry()[code]; !known {
				problems = append(problems, "there is no code "+code)
			}
		}
	}
	for i := range findings {
		if only && !named[findings[i].Code] {
			problems = append(problems, "also found "+findings[i].Code)
		}
	}
	return problems
}

func has(findings []Finding, code, path string, withPath bool) bool {
	for i := range findings {
		if findings[i].Code == code && (!withPath || findings[i].Path == path) {
			return true
		}
	}
	return false
}

func list(findings []Finding) string {
	var b strings.Builder
	for _, f := range findings {
		fmt.Fprintf(&b, "  %d:%d %s %s@%s: %s\n", f.Span.Line, f.Span.Column, f.Type, f.Code, f.Path, f.Message)
	}
	return b.String()
}

// TestCaseFixes makes every repair the cases offer: the text must still be JSON,
// the finding gone, and no error new.
func TestCaseFixes(t *testing.T) {
	made := 0
	for _, c := range loadCases(t) {
		before := Check([]byte(c.source), c.opt)
		for i := range before {
			f := &before[i]
			if f.Fix == nil {
				continue
			}
			made++
			fixed := f.Fix.Apply([]byte(c.source))
			after := Check(fixed, c.opt)
			if count(after, f.Code) >= count(before, f.Code) {
				t.Errorf("%v: %s is still found after %q:\n%s\n%s", &c, f.Code, f.Fix.Title, fixed, list(after))
			}
			if countType(after, TypeError) > countType(before, TypeError) {
				t.Errorf("%v: a new error after %q:\n%s\n%s", &c, f.Fix.Title, fixed, list(after))
			}
			if has(after, policy.CodeJSONSyntax, "", false) {
				t.Errorf("%v: not JSON after %q:\n%s", &c, f.Fix.Title, fixed)
			}
		}
		fixed, n := ApplyFixes([]byte(c.source), before)
		if n > 0 && has(Check(fixed, c.opt), policy.CodeJSONSyntax, "", false) {
			t.Errorf("%v: not JSON after all fixes:\n%s", &c, fixed)
		}
	}
	if made < 50 {
		t.Errorf("only %d repairs tried", made)
	}
}

func count(findings []Finding, code string) int {
	n := 0
	for i := range findings {
		if findings[i].Code == code {
			n++
		}
	}
	return n
}

func countType(findings []Finding, typ string) int {
	n := 0
	for i := range findings {
		if findings[i].Type == typ {
			n++
		}
	}
	return n
}

// TestCaseSpans checks that every finding lies within the text and says what the
// text at its line and column says.
func TestCaseSpans(t *testing.T) {
	for _, c := range loadCases(t) {
		locator := policy.NewLocator([]byte(c.source))
		for _, f := range Check([]byte(c.source), c.opt) {
			if f.Span != locator.Span(f.Span.Offset, f.Span.Length) {
				t.Errorf("%v: %s: span %+v, text says %+v", &c, f.Code, f.Span, locator.Span(f.Span.Offset, f.Span.Length))
			}
			if f.Message == "" || !strings.HasSuffix(f.Message, ".") && !strings.HasSuffix(f.Message, "?") {
				t.Errorf("%v: %s: not a sentence: %q", &c, f.Code, f.Message)
			}
			if f.LearnMore == "" || f.Type == "" {
				t.Errorf("%v: %s: incomplete %+v", &c, f.Code, f)
			}
		}
	}
}

// TestEveryCodeHasCase checks that each code is found in some case.
func TestEveryCodeHasCase(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range loadCases(t) {
		for _, f := range Check([]byte(c.source), c.opt) {
			seen[f.Code] = true
		}
	}
	// Too large for a line of a case file.
	seen[policy.CodeTooLarge] = true
	for _, info := range Codes() {
		if !seen[info.Code] && !strings.Contains(info.Code, "POLICY_SIZE") {
			t.Errorf("no case finds %s", info.Code)
		}
	}
}
