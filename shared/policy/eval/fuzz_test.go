package eval

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzSimulate gives arbitrary text to the reader of requests: it must answer or
// refuse, never panic, and what it answers must hold together.
func FuzzSimulate(f *testing.F) {
	seeds := []scenario{
		{identity: []string{allowRead}, policy: grantTo("AWS:" + alice), boundary: allowAll},
		{principal: devMary, identity: []string{"Allow * on arn:aws:s3:::*/${aws:PrincipalTag/team, 'x'}/* if StringLike s3:prefix = a* | ${aws:userid} & NumericLessThan s3:max-keys = 1e3"}, unknown: []string{"*"}},
		{principal: federated, session: []string{allowAll}, scps: [][]string{{fullAccess}, {denyRead}}, rcps: [][]string{{"Deny s3:* on * to * if ArnNotLike aws:PrincipalArn = arn:aws:iam::*:role/${aws:username}"}}},
		{action: "sts:AssumeRole", resource: roleOps, policy: "Deny sts:AssumeRole to AWS:AIDAEXAMPLE if DateLessThan aws:CurrentTime = 2026-01-01T00:00Z & IpAddress aws:SourceIp = 10.0.0.0/8"},
		{policy: "Deny s3:* not on arn:aws:s3:u*1::?/* not to CanonicalUser:x if ForAllValues:StringNotEquals aws:TagKeys = a & Null aws:TagKeys = false & BinaryEquals k:b = QQ=="},
	}
	for _, s := range seeds {
		text, err := json.Marshal(s.request())
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Add([]byte(`{"principal":"*","action":"a:b","identity_policies":["{}"]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := ParseRequest(text)
		if err != nil {
			return
		}
		a, err := Simulate(r)
		if err != nil {
			return
		}
		checkAnswer(t, a)
		if got := decideOnly(t, r); got != a.Decision {
			t.Errorf("Decide says %s, Explain %s", got, a.Decision)
		}
	})
}

// FuzzBatch gives arbitrary text to the batch: every line that is not blank gets
// one line of valid JSON.
func FuzzBatch(f *testing.F) {
	f.Add("{\"id\":1}\n\nx\n{\"id\":\"a\",\"principal\":\"*\",\"action\":\"s3:GetObject\"}")
	f.Add("\xff\n[\n{\"id\":{\"a\":[1,2")
	f.Fuzz(func(t *testing.T, text string) {
		var out bytes.Buffer
		if err := SimulateBatch(strings.NewReader(text), &out); err != nil {
			t.Fatal(err)
		}
		lines := 0
		for _, line := range strings.Split(text, "\n") {
			if len(bytes.TrimSpace([]byte(line))) > 0 {
				lines++
			}
		}
		answers := 0
		for _, line := range strings.Split(out.String(), "\n") {
			if line == "" {
				continue
			}
			if answers++; !json.Valid([]byte(line)) {
				t.Errorf("answer %q is no JSON", line)
			}
		}
		if answers != lines {
			t.Errorf("%d answers to %d lines", answers, lines)
		}
	})
}

// FuzzPattern compares the matcher of resources with one that tries everything.
func FuzzPattern(f *testing.F) {
	f.Add("arn:aws:s3:::b/*x?", "arn:aws:s3:::b/abxc")
	f.Add("arn:aws:s*3:us?:*:a:b", "arn:aws:sss3:us1:1:2:a:b")
	f.Add("*a*b*?", "aXbbü")
	f.Add("arn:a*??:é*:*:*:?", "arn:aü:éé:::ü")
	f.Fuzz(func(t *testing.T, text, s string) {
		if len(text) > 40 || len(s) > 40 || !utf8.ValidString(text) || !utf8.ValidString(s) {
			return
		}
		p := compileResource(text, false)
		tokens := p.tokens
		if got, want := p.match(nil, s).truth == yes, slowMatch(tokens, s); got != want {
			t.Errorf("pattern %q matches %q: %v, want %v", text, s, got, want)
		}
	})
}

// slowMatch tries every way to lay tokens over a text.
func slowMatch(tokens []token, s string) bool {
	if len(tokens) == 0 {
		return s == ""
	}
	t, rest := tokens[0], tokens[1:]
	switch t.kind {
	case tokenText:
		after, ok := strings.CutPrefix(s, t.text)
		return ok && slowMatch(rest, after)
	case tokenOne, tokenOneInSegment:
		return s != "" && (t.kind == tokenOne || s[0] != ':') && slowMatch(rest, s[runeLength(s):])
	}
	for at := 0; ; {
		if slowMatch(rest, s[at:]) {
			return true
		}
		if at >= len(s) || t.kind == tokenStarInSegment && s[at] == ':' {
			return false
		}
		at += runeLength(s[at:])
	}
}

func runeLength(s string) int {
	for i := range s {
		if i > 0 {
			return i
		}
	}
	return len(s)
}
