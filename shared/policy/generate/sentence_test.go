package generate

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A case is written in testdata/*.txt:
//
//	> sentence
//	arn: a resource ARN (any number)
//	principal: the principal type of the request
//	caller: who is found to use the policy: a service principal, or user, group, role
//	assume: words that an assumption has
//	unmatched: words without effect, separated by " | "
//	error: words of the error; then there are no statements
//	Allow action action on resource resource if Operator key value|value; Operator key value
//
// Statements may stand in any order; all of them must be there.
type sentenceCase struct {
	line                    int
	request                 Request
	caller, failure         string
	assume, unmatched, want []string
}

func readCases(t testing.TB, path string) []sentenceCase {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var cases []sentenceCase
	scan := bufio.NewScanner(f)
	for number := 1; scan.Scan(); number++ {
		line := strings.TrimSpace(scan.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if sentence, ok := strings.CutPrefix(line, "> "); ok {
			cases = append(cases, sentenceCase{line: number, request: Request{Description: sentence}})
			continue
		}
		c := &cases[len(cases)-1]
		name, value, _ := strings.Cut(line, ": ")
		switch name {
		case "arn":
			c.request.ResourceARNs = append(c.request.ResourceARNs, value)
		case "principal":
			c.request.PrincipalType = value
		case "caller":
			c.caller = value
		case "assume":
			c.assume = append(c.assume, value)
		case "unmatched":
			c.unmatched = strings.Split(value, " | ")
		case "error":
			c.failure = value
		default:
			c.want = append(c.want, line)
		}
	}
	if err := scan.Err(); err != nil {
		t.Fatal(err)
	}
	return cases
}

// flatten writes statements as the cases do.
func flatten(statements []Statement) []string {
	var out []string
	for _, s := range statements {
		effect, actions := s.Effect, s.Action
		if len(s.NotAction) > 0 {
			effect, actions = s.Effect+" all but", s.NotAction
		}
		line := fmt.Sprintf("%s %s on %s", effect, strings.Join(actions, " "), strings.Join(s.Resource, " "))
		var tests []string
		for operator, keys := range s.Condition {
			for key, values := range keys {
				tests = append(tests, operator+" "+key+" "+strings.Join(values, "|"))
			}
		}
		if slices.Sort(tests); len(tests) > 0 {
			line += " if " + strings.Join(tests, "; ")
		}
		out = append(out, line)
	}
	slices.Sort(out)
	return out
}

func TestSentences(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases found: %v", err)
	}
	total := 0
	for _, file := range files {
		cases := readCases(t, file)
		total += len(cases)
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			for _, c := range cases {
				t.Run(c.request.Description, func(t *testing.T) {
					checkCase(t, file, c)
				})
			}
		})
	}
	if total < 150 {
		t.Errorf("only %d cases", total)
	}
}

func checkCase(t *testing.T, file string, c sentenceCase) {
	r, err := FromSentence(c.request)
	if c.failure != "" {
		if err == nil || !strings.Contains(err.Error(), c.failure) {
			t.Errorf("%s:%d: error %v, want one with %q\n%s", file, c.line, err, c.failure, strings.Join(flatten(r.Statements), "\n"))
		}
		return
	}
	if err != nil {
		var unknown *NotUnderstoodError
		t.Fatalf("%s:%d: %v (%v)", file, c.line, err, errors.As(err, &unknown))
	}
	slices.Sort(c.want)
	if diff := cmp.Diff(c.want, flatten(r.Statements)); diff != "" {
		t.Errorf("%s:%d: statements (-want +got):\n%s", file, c.line, diff)
	}
	who := r.Principal.Service
	if who == "" {
		who = r.Principal.Type
	}
	if c.caller != "" && who != c.caller {
		t.Errorf("%s:%d: caller %q, want %q", file, c.line, who, c.caller)
	}
	for _, want := range c.assume {
		if !slices.ContainsFunc(r.Assumptions, func(a string) bool { return strings.Contains(a, want) }) {
			t.Errorf("%s:%d: no assumption with %q in %q", file, c.line, want, r.Assumptions)
		}
	}
	if diff := cmp.Diff(c.unmatched, r.Unmatched); diff != "" {
		t.Errorf("%s:%d: unmatched (-want +got):\n%s", file, c.line, diff)
	}
}
