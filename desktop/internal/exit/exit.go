// Package exit holds how a command of the command line ends, and what it
// prints its answer with.
//
// Exit codes are the same for all commands: 0 it went well, 1 it failed or
// found something, 2 the call was wrong or the input cannot be read. A command
// that runs another program ends with that program's code.
package exit

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// The exit codes.
const (
	Fine      = 0
	FailedAt  = 1 // it failed or found something
	WrongCall = 2 // the call was wrong, or the input cannot be read
)

// ended is how a command ends with a code of its own.
type ended struct {
	error
	code int
}

func (e ended) Unwrap() error { return e.error }

// ExitCode is the code that the program ends with.
func (e ended) ExitCode() int { return e.code }

// Failed marks an error of the work itself, so that the program ends with exit
// code 1; nil stays nil. Unmarked errors are mistakes in the call.
func Failed(err error) error {
	if err == nil {
		return nil
	}
	return ended{err, FailedAt}
}

// With ends the program with a code and without another word; 0 gives nil.
func With(code int) error {
	if code == Fine {
		return nil
	}
	return ended{errors.New(""), code}
}

// Because ends the program with a code and the text of an error.
func Because(code int, err error) error { return ended{err, code} }

// Code shows an error and gives the code that the program ends with. An error
// without a text says nothing more: the command has shown what it found.
func Code(err error, stderr io.Writer) int {
	if err == nil {
		return Fine
	}
	if text := err.Error(); text != "" {
		fmt.Fprintln(stderr, "iamcopilot:", text)
	}
	var coded interface{ ExitCode() int }
	if errors.As(err, &coded) {
		return coded.ExitCode()
	}
	return WrongCall
}

// The output formats that most commands know.
const (
	Text = "text"
	JSON = "json"
)

// Format is the flag that chooses how a command prints its answer.
type Format struct {
	Chosen string
	known  []string
}

// Add gives a command the flag. The first of the formats is the usual one;
// none means text and json.
func (f *Format) Add(cmd *cobra.Command, known ...string) {
	if len(known) == 0 {
		known = []string{Text, JSON}
	}
	f.known = known
	cmd.Flags().StringVar(&f.Chosen, "format", known[0], "output format: "+strings.Join(known, ", "))
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(known, cobra.ShellCompDirectiveNoFileComp))
}

// Check refuses a format that the command does not know.
func (f *Format) Check() error {
	if slices.Contains(f.known, f.Chosen) {
		return nil
	}
	return fmt.Errorf("the format %q is not known; use %s", f.Chosen, strings.Join(f.known, ", "))
}

// WriteJSON writes a value over several lines.
func WriteJSON(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}
