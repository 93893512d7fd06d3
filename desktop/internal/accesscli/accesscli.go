// Package accesscli is the part of the command line that reasons about the access of
// a whole account, from a snapshot in a file: it needs neither server nor network.
// One file holds one command.
//
// Exit codes: 0 the question is answered, or nothing was found; 1 there are
// escalations, exposures or differences; 2 the call is wrong or the input cannot be
// read.
package accesscli

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/shared/policy/access"
)

// Commands are the command access with those below it. Their errors tell the exit
// code of the program by a method ExitCode where it is not that of a wrong call; an
// error with an empty text has shown what it found.
func Commands() []*cobra.Command {
	cmd := &cobra.Command{
		Use: "access", Short: "Tell who can do what in an account, from a snapshot", Args: cobra.NoArgs,
		Long: `Tell who can do what in an account, from a snapshot: the output of

  aws iam get-account-authorization-details > gaad.json

A snapshot may hold sections beside AWS's own: resource_policies ([{"resource",
"policy"}]), scps and rcps (lists of policies by level), management_account,
organization_id, identity_center and account_id. They may stand in the same file, or
in another one: name --snapshot several times.`,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(whoCanCommand(), whatCanCommand(), escalationsCommand(), exposureCommand(), diffCommand(), auditCommand())
	return []*cobra.Command{cmd}
}

// exitFound is the exit code when there is something to find.
const exitFound = 1

// ended is how a command ends that has said all there is to say.
type ended int

func (ended) Error() string { return "" }

// ExitCode is the code that the program ends with.
func (e ended) ExitCode() int { return int(e) }

// The output formats.
const (
	formatText = "text"
	formatJSON = "json"
	formatDOT  = "dot"
)

// output is the format of an answer.
type output struct {
	format string
	known  []string
}

func (o *output) add(cmd *cobra.Command, known ...string) {
	o.known = known
	cmd.Flags().StringVar(&o.format, "format", known[0], "output format: "+strings.Join(known, ", "))
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(known, cobra.ShellCompDirectiveNoFileComp))
}

func (o *output) check() error {
	if slices.Contains(o.known, o.format) {
		return nil
	}
	return fmt.Errorf("the format %q is not known; use %s", o.format, strings.Join(o.known, ", "))
}

// write writes an answer as JSON, or as the text that a function writes.
func (o *output) write(cmd *cobra.Command, answer any, text func(*bytes.Buffer)) error {
	out := cmd.OutOrStdout()
	if o.format == formatJSON {
		encoder := json.NewEncoder(out)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		return encoder.Encode(answer)
	}
	var b bytes.Buffer
	text(&b)
	_, err := out.Write(b.Bytes())
	return err
}

// snapshot is the flag that names the files of a snapshot.
type snapshot struct{ files []string }

func (s *snapshot) add(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&s.files, "snapshot", nil, "file with the account's snapshot; - for standard input; may be given several times")
	_ = cmd.MarkFlagFilename("snapshot", "json")
}

func (s *snapshot) load(cmd *cobra.Command) (*access.Account, error) {
	if len(s.files) == 0 {
		return nil, errNoSnapshot
	}
	return load(cmd, s.files...)
}

var errNoSnapshot = errors.New("name the snapshot with --snapshot FILE.json, made by: aws iam get-account-authorization-details")

// read reads the files without preparing them for questions.
func (s *snapshot) read(cmd *cobra.Command) (*access.Snapshot, error) {
	if len(s.files) == 0 {
		return nil, errNoSnapshot
	}
	return readAll(cmd, s.files...)
}

// names are the files as people know them.
func (s *snapshot) names() string {
	names := make([]string, 0, len(s.files))
	for _, name := range s.files {
		names = append(names, displayName(name))
	}
	return strings.Join(names, ", ")
}

// maxFile is how many bytes of a file are read: the snapshot of a very large account
// is a small part of it.
const maxFile = 2 << 30

// load reads the files as the pages of one snapshot. Errors name the file.
func load(cmd *cobra.Command, files ...string) (*access.Account, error) {
	all, err := readAll(cmd, files...)
	if err != nil {
		return nil, err
	}
	a, err := access.New(all)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", (&snapshot{files}).names(), err)
	}
	return a, nil
}

func readAll(cmd *cobra.Command, files ...string) (all *access.Snapshot, err error) {
	for _, name := range files {
		s, err := read(cmd, name)
		if err != nil {
			return nil, err
		}
		if all == nil {
			all = s
		} else if err := all.Join(s); err != nil {
			return nil, fmt.Errorf("%s: %w", displayName(name), err)
		}
	}
	return all, nil
}

func read(cmd *cobra.Command, name string) (*access.Snapshot, error) {
	in := cmd.InOrStdin()
	if name != "-" {
		file, err := os.Open(name) //nolint:gosec // the file that the person names
		if err != nil {
			return nil, fileError(name, err)
		}
		defer file.Close() //nolint:errcheck // it was only read
		if info, err := file.Stat(); err == nil && info.IsDir() {
			return nil, fmt.Errorf("%s: is a directory; name a file", name)
		}
		in = file
	}
	s, err := access.Read(io.LimitReader(bufio.NewReaderSize(in, 1<<20), maxFile))
	if err != nil {
		return nil, fileError(name, err)
	}
	return s, nil
}

// fileError names the file once.
func fileError(name string, err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return fmt.Errorf("%s: %w", displayName(name), err)
}

func displayName(name string) string {
	if name == "-" {
		return "<stdin>"
	}
	return name
}
