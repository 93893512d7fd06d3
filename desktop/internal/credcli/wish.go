package credcli

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/iam-copilot/iam-copilot/desktop/internal/exit"
	"github.com/iam-copilot/iam-copilot/desktop/internal/issued"
	"github.com/iam-copilot/iam-copilot/desktop/internal/online"
	"github.com/iam-copilot/iam-copilot/desktop/internal/suggest"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/client"
)

// wish is what session a command wants.
type wish struct {
	target     online.Target
	label      string // of the credential in the vault
	duration   time.Duration
	readOnly   bool
	policyFile string
	mfaSerial  string
	mfaCode    string
	anew       bool

	policy []byte // what policyFile holds
	// federated wants a session that may sign in to the console, which that of
	// an access key may only when it is narrowed.
	federated bool
	// alone is a wish that is asked for while nobody can be asked for a code.
	alone bool
}

// add gives a command the flags.
func (w *wish) add(cmd *cobra.Command) {
	w.target.Add(cmd)
	f := cmd.Flags()
	f.DurationVar(&w.duration, "duration", 0, "how long the session lasts, such as 1h or 15m; the credential's own when left out")
	f.BoolVar(&w.readOnly, "read-only", false, "only what AWS's managed policy ReadOnlyAccess allows")
	f.StringVar(&w.policyFile, "policy", "", "file with a policy: only what it allows")
	f.StringVar(&w.mfaSerial, "mfa-serial", "", "serial number or ARN of an MFA device; that of the credential when left out")
	f.StringVar(&w.mfaCode, "mfa-code", "", "what the MFA device shows; asked for on a terminal when it is needed")
	f.BoolVar(&w.anew, "refresh", false, "have a new session issued, whatever is kept")
	cmd.MarkFlagsMutuallyExclusive("read-only", "policy")
	_ = cmd.MarkFlagFilename("policy", "json")
}

// check looks at the flags before anything is done.
func (w *wish) check() error {
	if w.duration != 0 && (w.duration < 15*time.Minute || w.duration > 12*time.Hour) {
		return fmt.Errorf("the duration %s is not between 15m and 12h", w.duration)
	}
	if w.policyFile == "" {
		return nil
	}
	content, err := os.ReadFile(w.policyFile)
	if err != nil {
		return fmt.Errorf("the session policy cannot be read: %w", err)
	}
	if !json.Valid(content) {
		return fmt.Errorf("the session policy in %s is no JSON", w.policyFile)
	}
	w.policy = content
	return nil
}

// id names the session among those that are kept: the same wish has the same.
func (w *wish) id(workspace string) string {
	sum := sha256.Sum256(w.policy)
	return fmt.Sprintf("%q %q %d %t %x %q %t", workspace, w.label, w.duration/time.Second, w.readOnly, sum, w.mfaSerial, w.federated)
}

// get gives the session, a kept one where there is one.
func (w *wish) get(cmd *cobra.Command) (issued.Session, error) {
	if err := w.check(); err != nil {
		return issued.Session{}, err
	}
	c, err := online.ConnectSignedIn(cmd, w.target)
	if err != nil {
		return issued.Session{}, err
	}
	defer c.Close()
	return w.from(cmd, c)
}

// from is get over a connection that is there.
func (w *wish) from(cmd *cobra.Command, c *online.Connection) (issued.Session, error) {
	store := issued.Open(c.Dir, c.Key, c.Server().String())
	session, err := store.Get(cmd.Context(), w.id(c.Workspace), w.anew, func(ctx context.Context) (issued.Session, error) {
		return w.issue(ctx, cmd, c)
	})
	return session, exit.Failed(err)
}

// issue asks the server for a session.
func (w *wish) issue(ctx context.Context, cmd *cobra.Command, c *online.Connection) (issued.Session, error) {
	server, err := c.Chosen(ctx)
	if err != nil {
		return issued.Session{}, marked(c, err)
	}
	credential, err := find(ctx, server, w.label)
	if err != nil {
		return issued.Session{}, marked(c, err)
	}
	body := api.SessionRequest{
		DurationSeconds: int(w.duration / time.Second), ReadOnly: w.readOnly, SessionPolicy: w.policy, MFASerial: w.mfaSerial, MFACode: w.mfaCode,
	}
	if w.federated && credential.Kind == "access_key" && !w.readOnly && w.policy == nil {
		body.SessionPolicy = json.RawMessage(everything)
	}
	in := api.SessionIn{ID: credential.ID, Body: body}
	got, err := server.Vault.Session(ctx, in)
	var problem *api.Problem
	if errors.As(err, &problem) && problem.Code == "vault.mfa_needed" && w.mfaCode == "" && !w.alone {
		if in.Body.MFACode, err = askCode(cmd, problem); err != nil {
			return issued.Session{}, err
		}
		got, err = server.Vault.Session(ctx, in)
	}
	if err != nil {
		return issued.Session{}, marked(c, err)
	}
	return issued.Session{SessionCredentials: got, Label: credential.Label, Kind: credential.Kind, AccountID: credential.AWSAccountID}, nil
}

// everything is a session policy that takes nothing away: the session of an
// access key may sign in to the console when it has one ("Enable custom
// identity broker access to the AWS console", IAM User Guide).
const everything = `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}`

// askCode asks for the code of an MFA device.
func askCode(cmd *cobra.Command, problem *api.Problem) (string, error) {
	if _, present := online.Terminal(cmd); !present {
		return "", fmt.Errorf("%w Run this once in a terminal, or give the code with --mfa-code; the session is then kept for other programs", problem)
	}
	code, err := online.AskLine(cmd, problem.Error()+" Code: ")
	if err != nil {
		return "", fmt.Errorf("the code cannot be read: %w", err)
	}
	return strings.TrimSpace(code), nil
}

// marked makes a sentence of an error, and tells whether it says anything about
// the wish: a server in trouble does not.
func marked(c *online.Connection, err error) error {
	var problem *api.Problem
	explained := c.Explain(err)
	if !errors.As(err, &problem) {
		var unknown *unknownCredential
		if errors.As(err, &unknown) {
			return err
		}
		return issued.Temporary{Cause: fmt.Errorf("no answer from %s: %w", c.Server(), explained)}
	}
	if problem.Status >= http.StatusInternalServerError || problem.Status == http.StatusTooManyRequests {
		return issued.Temporary{Cause: explained}
	}
	return explained
}

// unknownCredential says that the vault has no credential of a name.
type unknownCredential struct{ error }

// find looks for a credential by its label.
func find(ctx context.Context, server *client.Client, label string) (api.Credential, error) {
	all, err := list(ctx, server)
	if err != nil {
		return api.Credential{}, err
	}
	var labels []string
	for _, credential := range all {
		if credential.Label == label {
			return credential, nil
		}
		labels = append(labels, credential.Label)
	}
	return api.Credential{}, &unknownCredential{suggest.Unknown("credential", label, labels)}
}

// list gives every credential of the workspace.
func list(ctx context.Context, server *client.Client) ([]api.Credential, error) {
	all := []api.Credential{}
	in := api.CredentialListIn{Page: api.Page{Limit: 200}}
	for {
		page, err := server.Vault.List(ctx, in)
		if err != nil {
			return nil, err
		}
		all = append(all, page.Items...)
		if in.Cursor = page.NextCursor; in.Cursor == "" {
			return all, nil
		}
	}
}

// labels completes the names of credentials, when the server answers soon.
func (w *wish) labels(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveDefault
	}
	ctx, cancel := context.WithTimeout(cmd.Context(), 2*time.Second)
	defer cancel()
	c, err := online.ConnectSignedIn(cmd, w.target)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	defer c.Close()
	server, err := c.Chosen(ctx)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	all, err := list(ctx, server)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	out := make([]cobra.Completion, 0, len(all))
	for _, credential := range all {
		out = append(out, cobra.CompletionWithDesc(credential.Label, strings.TrimSpace(credential.Kind+" "+credential.AWSAccountID)))
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}
