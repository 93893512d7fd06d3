package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// terminal is standard input, when a person sits in front of it.
func terminal(cmd *cobra.Command) (*os.File, bool) {
	file, ok := cmd.InOrStdin().(*os.File)
	return file, ok && term.IsTerminal(int(file.Fd()))
}

// askLine asks for a line that may be seen.
func askLine(cmd *cobra.Command, question string) (string, error) {
	fmt.Fprint(cmd.ErrOrStderr(), question)
	return readLine(cmd.InOrStdin())
}

// askSecret asks for a line without showing it.
func askSecret(cmd *cobra.Command, file *os.File, question string) (string, error) {
	fd := int(file.Fd())
	before, err := term.GetState(fd)
	if err != nil {
		return "", fmt.Errorf("the terminal cannot hide what is typed: %w", err)
	}
	fmt.Fprint(cmd.ErrOrStderr(), question)
	type answer struct {
		secret []byte
		err    error
	}
	typed := make(chan answer, 1)
	go func() {
		secret, err := term.ReadPassword(fd)
		typed <- answer{secret, err}
	}()
	select {
	case a := <-typed:
		fmt.Fprintln(cmd.ErrOrStderr())
		return string(a.secret), a.err
	case <-cmd.Context().Done():
		// Interrupted: the terminal must not stay silent.
		fmt.Fprintln(cmd.ErrOrStderr())
		return "", errors.Join(context.Cause(cmd.Context()), term.Restore(fd, before))
	}
}

// maxLine bounds what is read from a pipe as one line.
const maxLine = 4096

// readLine reads the first line of input, without its end.
func readLine(in io.Reader) (string, error) {
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
