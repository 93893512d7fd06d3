package policies

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/accessanalyzer"
	analyzer "github.com/aws/aws-sdk-go-v2/service/accessanalyzer/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/plans"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/gateway"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/limit"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// onlineWorkspace is how often a workspace may ask AWS about documents: often enough
// for people who work on policies, and too seldom to use up the account's own limits.
var onlineWorkspace = limit.Rule{Name: "online_workspace", Burst: 300, Per: time.Hour}

// onlineTime bounds one question with all its pages.
const onlineTime = 30 * time.Second

// Online asks AWS itself about policies, with the tenant's own credential. What AWS
// says stands beside the engine's answer and never replaces it, so that everything
// that keeps AWS from answering is told in a sentence and is no error.
type Online struct {
	vault   Vault
	gateway *gateway.Gateway
	limiter *limit.Limiter
}

// NewOnline joins what asking AWS takes.
func NewOnline(vault Vault, g *gateway.Gateway, limiter *limit.Limiter) *Online {
	return &Online{vault, g, limiter}
}

// open opens the credential for a question. problem tells why AWS is not asked. A
// credential that was named and cannot be opened is an error: nobody named the default
// one.
func (o *Online) open(ctx context.Context, sc access.Scope, credentialID int64, purpose string) (key gateway.Key, problem string, err error) {
	workspace, err := sc.Workspace()
	if err != nil {
		return gateway.Key{}, "", err
	}
	if wait := o.limiter.Take(ctx, onlineWorkspace, strconv.FormatInt(workspace, 10)); wait > 0 {
		return gateway.Key{}, fmt.Sprintf("AWS was not asked: this workspace has asked %d times within the hour. Try again in %s.", onlineWorkspace.Burst, wait.Round(time.Second)), nil
	}
	key, err = o.vault.Open(ctx, sc, credentialID, purpose)
	switch {
	case err != nil && credentialID != 0:
		return gateway.Key{}, "", err
	case err != nil:
		return gateway.Key{}, "AWS was not asked: " + fault.Of(err).Detail(), nil
	}
	return key, "", nil
}

// refusedOnline is why AWS gave no answer, as a sentence that names a permission that
// is missing.
func refusedOnline(err error) string {
	var f *fault.Fault
	if errors.As(plans.Explain(err), &f) {
		return f.Detail()
	}
	return "AWS's answer could not be read."
}

// noNewAccess asks Access Analyzer whether a policy gives new access ("CheckNoNewAccess",
// IAM Access Analyzer API reference). ours is the engine's result.
func (o *Online) noNewAccess(ctx context.Context, sc access.Scope, credentialID int64, newer, existing []byte, kind policy.Kind, ours string) (*api.OnlineAccessCheck, error) {
	out := &api.OnlineAccessCheck{Reasons: []string{}}
	of := analyzer.AccessCheckPolicyTypeIdentityPolicy
	switch kind {
	case policy.KindResource, policy.KindTrust:
		of = analyzer.AccessCheckPolicyTypeResourcePolicy
	case policy.KindSCP, policy.KindRCP:
		out.Problem = "Access Analyzer compares identity-based and resource-based policies only."
		return out, nil
	default:
	}
	key, problem, err := o.open(ctx, sc, credentialID, "access-analyzer:CheckNoNewAccess")
	if err != nil || problem != "" {
		out.Problem = problem
		return out, err
	}
	ctx, cancel := context.WithTimeout(ctx, onlineTime)
	defer cancel()
	answer, err := accessanalyzer.NewFromConfig(o.gateway.Config(sc, key)).CheckNoNewAccess(ctx, &accessanalyzer.CheckNoNewAccessInput{
		NewPolicyDocument: aws.String(string(newer)), ExistingPolicyDocument: aws.String(string(existing)), PolicyType: of,
	})
	switch {
	case err != nil:
		out.Problem = refusedOnline(err)
		return out, nil
	case answer.Result != analyzer.CheckNoNewAccessResultPass && answer.Result != analyzer.CheckNoNewAccessResultFail:
		out.Problem = "AWS's answer could not be read: it tells no result."
		return out, nil
	}
	out.Answered, out.Result, out.Message = true, string(answer.Result), aws.ToString(answer.Message)
	out.Agrees = out.Result == ours
	for _, reason := range answer.Reasons {
		out.Reasons = append(out.Reasons, reasonText(reason))
	}
	return out, nil
}

// reasonText names the statement of a reason where AWS does.
func reasonText(r analyzer.ReasonSummary) string {
	says := cmp.Or(aws.ToString(r.Description), "New access")
	switch {
	case aws.ToString(r.StatementId) != "":
		return fmt.Sprintf("%s (statement %s)", says, *r.StatementId)
	case r.StatementIndex != nil:
		return fmt.Sprintf("%s (statement %d)", says, *r.StatementIndex+1)
	}
	return says
}
