package exit

import (
	"bytes"
	"errors"
	"fmt"
	"testing"

	"github.com/spf13/cobra"
)

func TestExitCodes(t *testing.T) {
	refused := errors.New("the server said no")
	tests := []struct {
		err    error
		code   int
		stderr string
	}{
		{nil, 0, ""},
		{errors.New("no such flag"), 2, "iamcopilot: no such flag\n"},
		{Failed(refused), 1, "iamcopilot: the server said no\n"},
		{fmt.Errorf("sign in: %w", Failed(refused)), 1, "iamcopilot: sign in: the server said no\n"},
		{Failed(nil), 0, ""},
		{With(0), 0, ""},
		{With(130), 130, ""},
		{Because(127, refused), 127, "iamcopilot: the server said no\n"},
	}
	for _, test := range tests {
		var stderr bytes.Buffer
		if code := Code(test.err, &stderr); code != test.code || stderr.String() != test.stderr {
			t.Errorf("%v: code %d, stderr %q; want %d, %q", test.err, code, stderr.String(), test.code, test.stderr)
		}
	}
	if !errors.Is(Failed(refused), refused) {
		t.Error("the cause is lost")
	}
}

func TestFormat(t *testing.T) {
	for _, test := range []struct {
		args []string
		good bool
		want string
	}{
		{nil, true, "text"},
		{[]string{"--format", "json"}, true, "json"},
		{[]string{"--format", "yaml"}, false, "yaml"},
	} {
		var f Format
		cmd := &cobra.Command{}
		f.Add(cmd)
		if err := cmd.ParseFlags(test.args); err != nil {
			t.Fatal(err)
		}
		if err := f.Check(); (err == nil) != test.good || f.Chosen != test.want {
			t.Errorf("%v: %q, %v", test.args, f.Chosen, err)
		}
	}
}
