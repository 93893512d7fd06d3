package policycli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// standardInput is the name of standard input among files, and stdinName how
// messages name it.
const (
	standardInput = "-"
	stdinName     = "<stdin>"
)

// maxFile is how many bytes of a file are read; policies and requests are a
// small part of it.
const maxFile = 64 << 20

// readFile reads a file, or standard input for "-". Errors name the file.
func readFile(cmd *cobra.Command, name string) ([]byte, error) {
	if name == standardInput {
		text, err := io.ReadAll(io.LimitReader(cmd.InOrStdin(), maxFile+1))
		return sized(text, stdinName, err)
	}
	file, err := os.Open(name) //nolint:gosec // the file that the person names
	if err != nil {
		return nil, fileError(name, err)
	}
	defer file.Close() //nolint:errcheck // it was only read
	if info, err := file.Stat(); err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s: is a directory; name the files in it", name)
	}
	text, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	return sized(text, name, err)
}

func sized(text []byte, name string, err error) ([]byte, error) {
	switch {
	case err != nil:
		return nil, fileError(name, err)
	case len(text) > maxFile:
		return nil, fmt.Errorf("%s: larger than %d MiB", name, maxFile>>20)
	}
	return text, nil
}

// fileError names the file once.
func fileError(name string, err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return fmt.Errorf("%s: %w", name, err)
}

// displayName is how messages and reports name a file.
func displayName(name string) string {
	if name == standardInput {
		return stdinName
	}
	return name
}

// policyText is the policy that a JSON value holds: the object itself as it is
// written, or the content of a string. Whatever else it is is given back.
func policyText(value []byte) []byte {
	trimmed := bytes.TrimSpace(value)
	var text string
	if len(trimmed) > 0 && trimmed[0] == '"' && json.Unmarshal(trimmed, &text) == nil {
		return []byte(text)
	}
	return value
}

// isTerminal reports whether a person reads or types there.
func isTerminal(stream any) bool {
	file, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// colours reports whether output to a stream is coloured: on a terminal that
// knows colours, unless NO_COLOR is set (no-color.org).
func colours(stream any) bool {
	return isTerminal(stream) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// The colours, as terminals are told them.
const (
	red     = "\x1b[31m"
	green   = "\x1b[32m"
	yellow  = "\x1b[33m"
	magenta = "\x1b[35m"
	cyan    = "\x1b[36m"
	plain   = "\x1b[0m"
)
