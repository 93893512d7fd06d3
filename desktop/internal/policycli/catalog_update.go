package policycli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/desktop/internal/renewed"
	"github.com/iam-copilot/iam-copilot/desktop/internal/settings"
	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/catalog/diff"
	"github.com/iam-copilot/iam-copilot/shared/catalog/reference"
	"github.com/iam-copilot/iam-copilot/shared/catalog/snapshot"
)

// updateCall is how update was called.
type updateCall struct {
	url, output, format string
	timeout             time.Duration
	reset               bool
}

func updateCommand() *cobra.Command {
	var call updateCall
	cmd := &cobra.Command{
		Use:   "update",
		Short: "Fetch AWS's newest services and actions (online)",
		Long: `Fetch what AWS publishes today about its services, actions, resource types and condition
keys, tell what changed against the catalog in use, and use it from now on: in this
program and in the application's window, until an update of the program brings a newer
one. What AWS's service reference does not tell, such as dependent actions and the AWS
managed policies, is kept. No AWS account is needed.`,
		Example: `  iamcopilot catalog update
  iamcopilot catalog update --output today.json.gz`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return call.run(cmd) },
	}
	flags := cmd.Flags()
	flags.StringVar(&call.url, "url", reference.DefaultURL, "address of the list of services, for a mirror of AWS's")
	flags.StringVar(&call.output, "output", "", "write a snapshot for catalog diff to this file instead of using it")
	flags.DurationVar(&call.timeout, "timeout", 5*time.Minute, "how long it may take altogether")
	flags.BoolVar(&call.reset, "reset", false, "forget what was fetched, and use the embedded catalog again")
	addFormat(cmd, &call.format, formatText, formatJSON)
	cmd.MarkFlagsMutuallyExclusive("reset", "output")
	return cmd
}

func (c *updateCall) run(cmd *cobra.Command) error {
	if err := checkFormat(c.format, formatText, formatJSON); err != nil {
		return err
	}
	dir, err := settings.DataDir()
	if err != nil {
		return err
	}
	if c.reset {
		return failed(renewed.Remove(dir))
	}
	if c.timeout <= 0 {
		return errors.New("--timeout must be more than nothing")
	}
	now, err := c.fetch(cmd.Context())
	if err != nil {
		return failed(err)
	}
	report := diff.Compare(snapshot.Current(), now)
	if c.output != "" {
		err = writeSnapshot(c.output, now)
	} else {
		err = c.keep(dir, now)
	}
	if err != nil {
		return failed(err)
	}
	if c.format == formatJSON {
		return writeJSON(cmd.OutOrStdout(), report)
	}
	return report.WriteText(cmd.OutOrStdout())
}

func (c *updateCall) fetch(ctx context.Context) (*snapshot.Snapshot, error) {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	client := &http.Client{Timeout: time.Minute}
	services, err := reference.Fetch(ctx, client, c.url)
	if err != nil {
		var network net.Error
		if errors.As(err, &network) || errors.Is(err, context.DeadlineExceeded) {
			err = fmt.Errorf("%w (the catalog in use, of %s, stays as it is; --url names a mirror)", err, catalog.Info().Date)
		}
		return nil, err
	}
	return services.Snapshot(time.Now(), snapshot.Current())
}

// keep stores the catalog for the programs that start from now on.
func (c *updateCall) keep(dir string, now *snapshot.Snapshot) error {
	packed, err := now.Pack(acceptedWith(now))
	if err != nil {
		return err
	}
	if err := settings.Prepare(dir); err != nil {
		return err
	}
	return renewed.Store(dir, packed)
}

// acceptedWith are the actions that AWS takes without listing them: those known so far, and those that it no longer
// lists, which policies go on to name.
func acceptedWith(now *snapshot.Snapshot) map[string]string {
	accepted := catalog.AcceptedActions()
	listed := map[string]bool{}
	for _, service := range now.Services {
		for i := range service.Actions {
			listed[service.Prefix+":"+service.Actions[i].Name] = true
		}
	}
	about := catalog.Info()
	for _, service := range catalog.Services() {
		for i := range service.Actions {
			if action := service.Prefix + ":" + service.Actions[i].Name; !listed[action] {
				accepted[action] = "Service Authorization Reference of " + about.Date
			}
		}
	}
	return accepted
}
