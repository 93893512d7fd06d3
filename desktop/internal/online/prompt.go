package online

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// Terminal is standard input, when a person sits in front of it.
func Terminal(cmd *cobra.Command) (*os.File, bool) {
	file, ok := cmd.InOrStdin().(*os.File)
	return file, ok && term.IsTerminal(int(file.Fd()))
}

// AskLine asks for a line that may be seen.
func AskLine(cmd *cobra.Command, question string) (string, error) {
	done := say(cmd, question)
	defer done()
	return answer(cmd.Context(), func() (string, error) { return ReadLine(cmd.InOrStdin()) })
}

// AskSecret asks for a line without showing it.
func AskSecret(cmd *cobra.Command, file *os.File, question string) (string, error) {
	fd := int(file.Fd())
	before, err := term.GetState(fd)
	if err != nil {
		return "", fmt.Errorf("the terminal cannot hide what is typed: %w", err)
	}
	done := say(cmd, question)
	defer done()
	secret, err := answer(cmd.Context(), func() (string, error) {
		secret, err := term.ReadPassword(fd)
		return string(secret), err
	})
	fmt.Fprintln(cmd.ErrOrStderr())
	if cmd.Context().Err() != nil {
		// Interrupted: the terminal must not stay silent.
		return "", errors.Join(err, term.Restore(fd, before))
	}
	return secret, err
}

// say shows a question to the person at the terminal. A program that has
// started this one for credentials may catch its standard error, and the
// question must not vanish there.
func say(cmd *cobra.Command, question string) (done func()) {
	out, done := cmd.ErrOrStderr(), func() {}
	if file, ok := out.(*os.File); ok && !term.IsTerminal(int(file.Fd())) && runtime.GOOS != "windows" {
		if tty, err := os.OpenFile("/dev/tty", os.O_WRONLY, 0); err == nil {
			out, done = tty, func() { _ = tty.Close() }
		}
	}
	fmt.Fprint(out, question)
	return done
}

// answer waits for a person, or until ctx ends.
func answer(ctx context.Context, read func() (string, error)) (string, error) {
	type typed struct {
		line string
		err  error
	}
	answers := make(chan typed, 1)
	go func() {
		line, err := read()
		answers <- typed{line, err}
	}()
	select {
	case a := <-answers:
		return a.line, a.err
	case <-ctx.Done():
		return "", context.Cause(ctx)
	}
}

// maxLine bounds what is read from a pipe as one line.
const maxLine = 4096

// ReadLine reads the first line of input, without its end.
func ReadLine(in io.Reader) (string, error) {
	line, err := bufio.NewReader(io.LimitReader(in, maxLine)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	line = strings.TrimRight(line, "\r\n")
	if line == "" {
		return "", errors.New("standard input is empty")
	}
	return line, nil
}
