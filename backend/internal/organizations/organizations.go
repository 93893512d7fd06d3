// Package organizations is the room that reads and changes the organization of an
// AWS account: its tree of organizational units and accounts, its policies, and
// what they would do. It reads with the credential that the tenant has chosen,
// which must be of the management account or of a delegated administrator, and
// changes by plans only.
package organizations

import (
	"context"
	"errors"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/organizations"
	"github.com/aws/aws-sdk-go-v2/service/organizations/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/plans"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/gateway"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/jobs"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
)

// The faults of the room.
var (
	ErrNone       = fault.Declare(fault.Conflict, "organizations.none", "The AWS account of this credential belongs to no organization.")
	ErrDenied     = fault.Declare(fault.Upstream, "organizations.denied", "The credential may not read the organization.")
	ErrNoPolicy   = fault.Declare(fault.NotFound, "organizations.policy_not_found", "The organization has no such policy.")
	ErrNoAccount  = fault.Declare(fault.NotFound, "organizations.account_not_found", "The organization has no such account.")
	ErrNoTarget   = fault.Declare(fault.NotFound, "organizations.target_not_found", "The organization has no such root, organizational unit or account.")
	ErrDocument   = fault.Declare(fault.Invalid, "organizations.bad_document", "The policy document cannot be used.")
	ErrTooLarge   = fault.Declare(fault.Invalid, "organizations.document_too_large", "The policy document is larger than AWS takes.")
	ErrReadOnly   = fault.Declare(fault.Conflict, "organizations.read_only", "This policy can be read here, and not changed.")
	ErrNotEnabled = fault.Declare(fault.Conflict, "organizations.type_not_enabled", "The policy type is not enabled in this organization.")
	ErrNameTaken  = fault.Declare(fault.Conflict, "organizations.name_taken", "The organization has a policy of that type and name already.")
	ErrInUse      = fault.Declare(fault.Conflict, "organizations.policy_attached", "The policy is attached somewhere. Detach it first, or delete it by force.")
	ErrLast       = fault.Declare(fault.Conflict, "organizations.last_policy", "It is the only policy of its type there, and AWS keeps at least one. Attach another one first.")
	ErrEvents     = fault.Declare(fault.Invalid, "organizations.bad_events", "The events cannot be understood.")
	ErrChange     = fault.Declare(fault.Invalid, "organizations.bad_change", "The change cannot be understood.")
)

// Vault is what the room needs of the vault.
type Vault interface {
	// Open gives a credential's key for a purpose, named as AWS names it;
	// id 0 means the workspace's default credential.
	Open(ctx context.Context, sc access.Scope, id int64, purpose string) (gateway.Key, error)
}

// Service is the room's door.
type Service struct {
	vault   Vault
	gateway *gateway.Gateway
	plans   *plans.Service
	pace    *jobs.Pace
	kept    kept
	trail   Trail
}

// New opens the room, and tells plans what it can do.
func New(vault Vault, g *gateway.Gateway, p *plans.Service, pace *jobs.Pace) *Service {
	s := &Service{vault: vault, gateway: g, plans: p, pace: pace}
	s.trail = &cloudTrail{vault: vault, gateway: g, pace: s.pace}
	p.Register(s.operations(), readers())
	return s
}

// rate is how many calls of AWS Organizations a second are made for one account at
// best. AWS throttles each operation by itself ("Quotas and service limits for AWS
// Organizations", AWS Organizations User Guide); reading a tree takes turns among
// several, and the pace slows down where AWS says that it is too much.
const rate jobs.Rate = 25

// atOnce is how many calls are under way at once for one question.
const atOnce = 6

// open gives a client of the chosen credential, and its key.
func (s *Service) open(ctx context.Context, sc access.Scope, credentialID int64, purpose string) (*organizations.Client, aws.Config, gateway.Key, error) {
	key, err := s.vault.Open(ctx, sc, credentialID, purpose)
	if err != nil {
		return nil, aws.Config{}, key, err
	}
	config := s.gateway.Config(sc, key)
	return organizations.NewFromConfig(s.paced(config, key)), config, key, nil
}

func (s *Service) paced(config aws.Config, key gateway.Key) aws.Config {
	account := key.AccountID
	if account == "" {
		account = key.AccessKeyID
	}
	return s.pace.Config(config, account, "organizations", rate)
}

// explain makes refusals of AWS Organizations say what to do about them.
func explain(err error) error {
	var none *types.AWSOrganizationsNotInUseException
	if errors.As(err, &none) {
		return ErrNone.Because(err)
	}
	f := awsFault(err)
	if f == nil {
		return err
	}
	switch f.AWS().Code {
	case "AccessDeniedException", "AccessDenied":
		return ErrDenied.Saying("The credential may not do organizations:%s. The organization is read and changed with a credential of its management account, "+
			"or of a delegated administrator, whose policies allow that action.", f.AWS().Operation).FromAWS(*f.AWS()).Because(err)
	case "PolicyNotFoundException":
		return ErrNoPolicy.FromAWS(*f.AWS()).Because(err)
	case "TargetNotFoundException":
		return ErrNoTarget.FromAWS(*f.AWS()).Because(err)
	case "AccountNotFoundException":
		return ErrNoAccount.FromAWS(*f.AWS()).Because(err)
	}
	return err
}

// awsFault is the fault that carries AWS's words; nil when there is none.
func awsFault(err error) *fault.Fault {
	var f *fault.Fault
	if errors.As(err, &f) && f.AWS() != nil {
		return f
	}
	return nil
}

// denied tells whether AWS refused for want of a permission.
func denied(err error) bool { return errors.Is(explain(err), ErrDenied) }

// Routes is the room's part of the interface.
func (s *Service) Routes() []web.Route {
	doc := func(summary string) web.Doc {
		return web.Doc{Tag: "organizations", Summary: summary, Errors: []int{http.StatusConflict, http.StatusBadGateway}}
	}
	const read, plan = access.OrganizationsRead, access.OrganizationsPlan
	return []web.Route{
		web.Scoped(read, http.MethodGet, "/organizations", http.StatusOK, s.Overview, doc("The organization that the AWS account belongs to")),
		web.Scoped(read, http.MethodGet, "/organizations/tree", http.StatusOK, s.Tree, doc("Every root, organizational unit and account, with what is attached to each")),
		web.Scoped(read, http.MethodGet, "/organizations/accounts", http.StatusOK, s.Accounts, doc("The accounts of the organization")),
		web.Scoped(read, http.MethodGet, "/organizations/accounts/{account_id}/effective-policies", http.StatusOK, s.Effective, doc("Every policy of the organization that acts on an account, level by level")),
		web.Scoped(read, http.MethodGet, "/organizations/policies", http.StatusOK, s.Policies, doc("The policies of the organization")),
		web.Scoped(read, http.MethodGet, "/organizations/policies/{policy_id}", http.StatusOK, s.Policy, doc("One policy with its document, its targets and what the linter says")),
		web.Scoped(plan, http.MethodPost, "/organizations/policies", http.StatusCreated, s.CreatePolicy, doc("Plan a new SCP or RCP")),
		web.Scoped(plan, http.MethodPatch, "/organizations/policies/{policy_id}", http.StatusCreated, s.UpdatePolicy, doc("Plan a change of an SCP or RCP")),
		web.Scoped(plan, http.MethodDelete, "/organizations/policies/{policy_id}", http.StatusCreated, s.DeletePolicy, doc("Plan to delete an SCP or RCP")),
		web.Scoped(plan, http.MethodPost, "/organizations/policies/{policy_id}/attach", http.StatusCreated, s.AttachPolicy, doc("Plan to attach an SCP or RCP to a root, organizational unit or account")),
		web.Scoped(plan, http.MethodPost, "/organizations/policies/{policy_id}/detach", http.StatusCreated, s.DetachPolicy, doc("Plan to detach an SCP or RCP")),
		web.Scoped(read, http.MethodPost, "/organizations/audit", http.StatusOK, s.Audit, doc("What about the organization should be looked at")),
		web.Scoped(read, http.MethodPost, "/organizations/scp-preview", http.StatusOK, s.Preview, doc("Which real calls a change of SCPs would deny")),
	}
}
