package policycli

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/shared/policy/generate"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate/trail"
)

// fromTrail reads events of CloudTrail from a file, a folder or standard input.
func (g *generation) fromTrail(cmd *cobra.Command) (generate.Result, error) {
	collected := generate.NewTrail(generate.TrailOptions{Principal: g.principal, GrantDenied: g.grantDenied})
	each := func(e *trail.Event) error {
		collected.Add(e)
		return nil
	}
	if err := readTrail(cmd, g.trail, each); err != nil {
		return generate.Result{}, err
	}
	return collected.Result()
}

func readTrail(cmd *cobra.Command, name string, each func(*trail.Event) error) error {
	if name == standardInput {
		return inFile(stdinName, trail.Read(cmd.InOrStdin(), each))
	}
	info, err := os.Stat(name)
	if err != nil {
		return fileError(name, err)
	}
	if !info.IsDir() {
		file, err := os.Open(name) //nolint:gosec // the file that the person names
		if err != nil {
			return fileError(name, err)
		}
		defer file.Close() //nolint:errcheck // it was only read
		return inFile(name, trail.Read(file, each))
	}
	read, err := trail.ReadFS(os.DirFS(name), each)
	if err != nil {
		return fileError(name, err)
	}
	for _, skipped := range read.Skipped {
		complain(cmd, errors.New("skipped "+skipped))
	}
	if read.Files == 0 {
		return fmt.Errorf("%s: %w", name, trail.ErrNotATrail)
	}
	return nil
}

// inFile names the file of an error.
func inFile(name string, err error) error {
	if err == nil || strings.HasPrefix(err.Error(), name) {
		return err
	}
	return fmt.Errorf("%s: %w", name, err)
}
