package policycli

import (
	"bufio"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/ndjson"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
	"github.com/iam-copilot/iam-copilot/shared/policy/lint"
)

// A batch answers a line before it waits for the next.
func TestBatchHoldsAConversation(t *testing.T) {
	toProgram, ask := io.Pipe()
	answers, fromProgram := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		err := ndjson.Answer(toProgram, fromProgram, func(line []byte) any { return lintBatchLine(line, lint.Options{Kind: policy.KindIdentity}) })
		ended <- fromProgram.CloseWithError(err)
	}()
	read := bufio.NewReader(answers)
	for _, id := range []string{"1", `"two"`} {
		if _, err := io.WriteString(ask, `{"id": `+id+`, "policy": {}}`+"\n"); err != nil {
			t.Fatal(err)
		}
		line, err := read.ReadString('\n')
		if err != nil || !strings.HasPrefix(line, `{"id":`+id+`,"findings":[`) {
			t.Fatalf("answer %q, %v", line, err)
		}
	}
	if err := ask.Close(); err != nil {
		t.Fatal(err)
	}
	if rest, err := io.ReadAll(read); err != nil || len(rest) > 0 {
		t.Errorf("left over: %q, %v", rest, err)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestBatchOutlivesALineThatIsTooLong(t *testing.T) {
	in := io.MultiReader(strings.NewReader(`{"id": 1, "policy": "`), io.LimitReader(zeros{}, ndjson.MaxLine), strings.NewReader("\"}\n{\"id\": 2, \"policy\": {}}"))
	var out strings.Builder
	if err := ndjson.Answer(in, &out, func(line []byte) any { return lintBatchLine(line, lint.Options{}) }); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 2 || !strings.Contains(lines[0], "longer than") || !strings.HasPrefix(lines[1], `{"id":2,"findings"`) {
		t.Errorf("answers: %q", lines)
	}
}

// zeros is an endless text.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '0'
	}
	return len(p), nil
}

func TestColours(t *testing.T) {
	text := []byte(`{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObjekt", "Resource": "arn:aws:s3:::b/*"}]}`)
	report := lint.FileReport{File: "p.json", Findings: lint.Check(text, lint.Options{})}
	var coloured, bare bytes.Buffer
	if err := writeFindings(&coloured, []lint.FileReport{report}, true); err != nil {
		t.Fatal(err)
	}
	if err := writeFindings(&bare, []lint.FileReport{report}, false); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(coloured.String(), ": "+red+"error"+plain+": ") {
		t.Errorf("no colour in %q", coloured.String())
	}
	if without := strings.NewReplacer(red, "", plain, "").Replace(coloured.String()); without != bare.String() {
		t.Errorf("with colours %q, without %q", without, bare.String())
	}
	for decision, colour := range map[eval.Decision]string{eval.Allowed: green, eval.ExplicitDeny: red, eval.ImplicitDeny: red, eval.Unknown: yellow} {
		var out bytes.Buffer
		if err := writeAnswer(&out, &eval.Answer{Decision: decision}, true); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(out.String(), colour+string(decision)+plain) {
			t.Errorf("%s: %q", decision, out.String())
		}
	}
	if colours(&bare) {
		t.Error("a buffer is taken for a terminal")
	}
}

func TestPolicyText(t *testing.T) {
	for in, want := range map[string]string{
		`{"a": 1}`: `{"a": 1}`, ` "{\"a\": 1}" `: `{"a": 1}`, `"unfinished`: `"unfinished`, ``: ``, `[]`: `[]`,
	} {
		if got := string(policyText([]byte(in))); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

func TestLineID(t *testing.T) {
	for line, want := range map[string]string{
		`{"id": 1}`: `1`, `{"policy": {}, "id": "x", `: `"x"`, `{"id": [1, 2]}`: `[1, 2]`, `{"id": `: ``, `[]`: ``, `x`: ``, ``: ``, `{"policy": {"id": 5}}`: ``,
	} {
		if got := string(ndjson.ID([]byte(line))); got != want {
			t.Errorf("%s: %s, want %s", line, got, want)
		}
	}
}
