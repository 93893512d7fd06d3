package policies

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/bedrock"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/gateway"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/limit"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate"
)

// Vault is what the room needs of the vault.
type Vault interface {
	// Open gives a credential's key for a purpose, named as AWS names it;
	// id 0 means the workspace's default credential.
	Open(ctx context.Context, sc access.Scope, id int64, purpose string) (gateway.Key, error)
}

// Limits of drafting.
var draftsWorkspace = limit.Rule{Name: "drafts_workspace", Burst: 30, Per: time.Hour}

const (
	// draftTime bounds all of a draft, with its corrections.
	draftTime = 50 * time.Second
	// maxObjections is how often a model is told what is wrong with its draft.
	maxObjections = 2
)

// Drafter has a model draft policies, with the tenant's own credential, and
// lets no draft through that it has not checked. A nil Drafter drafts nothing.
type Drafter struct {
	vault   Vault
	gateway *gateway.Gateway
	model   *bedrock.Model
	limiter *limit.Limiter
}

// NewDrafter joins what drafting takes. Without a model it gives nil.
func NewDrafter(vault Vault, g *gateway.Gateway, model *bedrock.Model, limiter *limit.Limiter) *Drafter {
	if model == nil {
		return nil
	}
	return &Drafter{vault, g, model, limiter}
}

// wish is what a draft is asked for.
type wish struct {
	credentialID        int64
	request             generate.Request
	mustAllow, mustDeny []generate.Example
	// offline is what the built-in generator made of it; nil when it did not
	// understand.
	offline *generate.Result
}

// drafted is a draft that has passed every check.
type drafted struct {
	result generate.Result
	notes  []string
}

// draft has the model write a policy. Without one, why says in a sentence why
// there is none; it is empty when no model is configured. A credential that was
// named and cannot be opened is an error: nobody named the default one.
func (d *Drafter) draft(ctx context.Context, sc access.Scope, w wish) (out drafted, why string, err error) {
	if d == nil {
		return drafted{}, "", nil
	}
	workspace, err := sc.Workspace()
	if err != nil {
		return drafted{}, "", err
	}
	key, err := d.vault.Open(ctx, sc, w.credentialID, "bedrock:InvokeModel")
	switch {
	case err != nil && w.credentialID != 0:
		return drafted{}, "", err
	case err != nil:
		return drafted{}, "The model was not asked: " + inWords(err), nil
	}
	if wait := d.limiter.Take(ctx, draftsWorkspace, strconv.FormatInt(workspace, 10)); wait > 0 {
		return drafted{}, fmt.Sprintf("The model was not asked: this workspace has had %d drafts within the hour. Try again in %s.", draftsWorkspace.Burst, wait.Round(time.Second)), nil
	}
	ctx, cancel := context.WithTimeout(ctx, draftTime)
	defer cancel()
	talk := d.model.Ask(d.gateway.Config(sc, key), systemPrompt, question(w), draftTool)
	for objections := 0; ; objections++ {
		answer, err := talk.Answer(ctx)
		if err != nil {
			return drafted{}, "The model gave no draft: " + inWords(err), nil
		}
		found, problems := examine(answer, w)
		switch {
		case len(problems) == 0:
			found.notes = append([]string{fmt.Sprintf("Drafted by the Bedrock model %s and checked.", d.model.ID())}, found.notes...)
			return found, "", nil
		case objections == maxObjections:
			return drafted{}, "The model's draft was refused: " + strings.Join(problems[:min(len(problems), 5)], " "), nil
		}
		talk.Object(objection(problems))
	}
}

// inWords is an error as a person may read it: a fault says what was wrong, and
// a model's failure is one of a few.
func inWords(err error) string {
	var f *fault.Fault
	for known, words := range map[error]string{
		bedrock.ErrTimeout: "it did not answer in time.", bedrock.ErrDeclined: "it declined to answer.",
		bedrock.ErrMalformed: "its answer could not be read.", bedrock.ErrTruncated: "its answer was too long.",
	} {
		if errors.Is(err, known) {
			return words
		}
	}
	if errors.As(err, &f) {
		return f.Detail()
	}
	return "its answer could not be read."
}
