// Package identitycenter is the room that reads and changes IAM Identity Center: its
// permission sets, the people and groups of its identity store, and who gets what
// in which account. It reads with the credential that the tenant has chosen, in that
// credential's Region, and changes by plans only.
package identitycenter

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/identitystore"
	"github.com/aws/aws-sdk-go-v2/service/ssoadmin"
	"github.com/aws/aws-sdk-go-v2/service/ssoadmin/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/plans"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/gateway"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/jobs"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// The faults of the room.
var (
	ErrNone     = fault.Declare(fault.Conflict, "identitycenter.none", "There is no instance of IAM Identity Center that the credential can see in its Region.")
	ErrSeveral  = fault.Declare(fault.Conflict, "identitycenter.several", "There are several instances of IAM Identity Center: choose one by instance_arn.")
	ErrDenied   = fault.Declare(fault.Upstream, "identitycenter.denied", "The credential may not do that in IAM Identity Center.")
	ErrNoSuch   = fault.Declare(fault.NotFound, "identitycenter.not_found", "IAM Identity Center has no such thing.")
	ErrNames    = fault.Declare(fault.Conflict, "identitycenter.name_taken", "The name is taken.")
	ErrInvalid  = fault.Declare(fault.Invalid, "identitycenter.bad_input", "The input cannot be used.")
	ErrDocument = fault.Declare(fault.Invalid, "identitycenter.bad_document", "The policy document cannot be used.")
	ErrInUse    = fault.Declare(fault.Conflict, "identitycenter.in_use", "It is assigned to somebody still. Take the assignments away first.")
	ErrFailed   = fault.Declare(fault.Upstream, "identitycenter.failed", "IAM Identity Center could not do it.")
	ErrSlow     = fault.Declare(fault.Unavailable, "identitycenter.in_progress", "IAM Identity Center is still at it. Apply the plan again in a moment: it goes on from here.")
)

// Vault is what the room needs of the vault.
type Vault interface {
	// Open gives a credential's key for a purpose, named as AWS names it;
	// id 0 means the workspace's default credential.
	Open(ctx context.Context, sc access.Scope, id int64, purpose string) (gateway.Key, error)
}

// Organization is what the room needs to know of the organization around.
type Organization interface {
	// Members lists the accounts of the organization that a credential is of.
	Members(ctx context.Context, sc access.Scope, credentialID int64) ([]api.OrgAccount, error)
	// Restrictions gives the SCPs of an account by level, nil when SCPs are not
	// enabled, and which account is the management account.
	Restrictions(ctx context.Context, sc access.Scope, credentialID int64, account string) (scps [][]eval.Document, management string, err error)
}

// Service is the room's door.
type Service struct {
	vault        Vault
	gateway      *gateway.Gateway
	plans        *plans.Service
	organization Organization
	pace         *jobs.Pace
	audits       *jobs.Kind[auditArgs]
}

// New opens the room, and tells plans and jobs what it can do.
func New(vault Vault, g *gateway.Gateway, p *plans.Service, j *jobs.Service, o Organization, pace *jobs.Pace) *Service {
	s := &Service{vault: vault, gateway: g, plans: p, organization: o, pace: pace}
	p.Register(operations(), readers())
	s.audits = jobs.Define(j, jobs.Spec{
		Name: "identitycenter.audit", Permissions: []access.Permission{access.IdentityCenterRead, access.VaultUse}, Timeout: time.Hour,
	}, s.runAudit)
	return s
}

// rate is how many calls a second are made at best: AWS takes 20 of all operations
// of IAM Identity Center together ("IAM Identity Center quotas", IAM Identity Center
// User Guide).
const rate jobs.Rate = 16

// atOnce is how many calls are under way at once for one question.
const atOnce = 6

// instance is an instance of IAM Identity Center, with the clients to ask it.
type instance struct {
	arn, store, owner string
	region, partition string
	sso               *ssoadmin.Client
	people            *identitystore.Client
	credential        int64
}

// clients makes the clients of a configuration.
func clients(config aws.Config) (*ssoadmin.Client, *identitystore.Client) {
	return ssoadmin.NewFromConfig(config), identitystore.NewFromConfig(config)
}

// open finds the instance that an input is about.
func (s *Service) open(ctx context.Context, sc access.Scope, in api.OnIC, purpose string) (*instance, error) {
	key, err := s.vault.Open(ctx, sc, in.CredentialID, purpose)
	if err != nil {
		return nil, err
	}
	account := key.AccountID
	if account == "" {
		account = key.AccessKeyID
	}
	i := &instance{region: key.Region, credential: in.CredentialID, partition: "aws"}
	i.sso, i.people = clients(s.pace.Config(s.gateway.Config(sc, key), account, "sso", rate))
	all, err := listInstances(ctx, i.sso)
	if err != nil {
		return nil, explain(err)
	}
	return i, i.choose(all, in.InstanceArn)
}

// choose takes one of the instances.
func (i *instance) choose(all []types.InstanceMetadata, arn string) error {
	var found []types.InstanceMetadata
	for _, one := range all {
		if arn == "" || aws.ToString(one.InstanceArn) == arn {
			found = append(found, one)
		}
	}
	switch {
	case len(found) == 0 && arn != "":
		return ErrNoSuch.Saying("The Region %s has no instance %s that the credential can see.", i.region, arn)
	case len(found) == 0:
		return ErrNone.Saying("There is no instance of IAM Identity Center that the credential can see in the Region %s. It lives in one Region: "+
			"choose a credential of that Region, of the management account or the delegated administrator, or enable it first.", i.region)
	case len(found) > 1:
		return ErrSeveral
	}
	i.arn, i.store, i.owner = aws.ToString(found[0].InstanceArn), aws.ToString(found[0].IdentityStoreId), aws.ToString(found[0].OwnerAccountId)
	if parts := strings.SplitN(i.arn, ":", 3); len(parts) == 3 {
		i.partition = parts[1]
	}
	return nil
}

func listInstances(ctx context.Context, client *ssoadmin.Client) (out []types.InstanceMetadata, err error) {
	for p := ssoadmin.NewListInstancesPaginator(client, &ssoadmin.ListInstancesInput{}); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		out = append(out, answer.Instances...)
	}
	return out, nil
}

// setArn is the ARN of a permission set of the instance.
func (i *instance) setArn(id string) string {
	return "arn:" + i.partition + ":sso:::permissionSet/" + i.arn[strings.LastIndex(i.arn, "/")+1:] + "/" + id
}

// setID is the last part of a permission set's ARN.
func setID(arn string) string { return arn[strings.LastIndex(arn, "/")+1:] }

// explain makes refusals of AWS say what to do about them.
func explain(err error) error {
	f := awsFault(err)
	if f == nil {
		return err
	}
	service := f.AWS().Service
	switch f.AWS().Code {
	case "AccessDeniedException", "AccessDenied":
		return ErrDenied.Saying("The credential may not do %s:%s. IAM Identity Center is read and changed with a credential of the management account, "+
			"or of the delegated administrator, whose policies allow that action.", service, f.AWS().Operation).FromAWS(*f.AWS()).Because(err)
	case "ResourceNotFoundException":
		return ErrNoSuch.Saying("IAM Identity Center has no such thing: %s", f.AWS().Message).FromAWS(*f.AWS()).Because(err)
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

func missing(err error) bool { return errors.Is(explain(err), ErrNoSuch) }

// Overview tells which instances there are.
func (s *Service) Overview(ctx context.Context, sc access.Scope, in api.OnAWS) (api.ICOverview, error) {
	out := api.ICOverview{Instances: []api.ICInstance{}, Notes: []string{}}
	key, err := s.vault.Open(ctx, sc, in.CredentialID, "sso:ListInstances")
	if err != nil {
		return out, err
	}
	out.Region = key.Region
	client, _ := clients(s.gateway.Config(sc, key))
	all, err := listInstances(ctx, client)
	if err != nil {
		return out, explain(err)
	}
	for _, one := range all {
		view := api.ICInstance{
			Arn: aws.ToString(one.InstanceArn), Name: aws.ToString(one.Name), IdentityStoreID: aws.ToString(one.IdentityStoreId),
			OwnerAccountID: aws.ToString(one.OwnerAccountId), Status: string(one.Status), CreatedAt: db.UTC(one.CreatedDate),
		}
		out.Instances = append(out.Instances, view)
	}
	if out.Enabled = len(all) > 0; !out.Enabled {
		out.Notes = append(out.Notes, "IAM Identity Center lives in one Region. Choose a credential of that Region, of the management account or the delegated administrator, or enable it first.")
	}
	return out, nil
}

// Routes is the room's part of the interface.
func (s *Service) Routes() []web.Route {
	doc := func(summary string) web.Doc {
		return web.Doc{Tag: "identity center", Summary: summary, Errors: []int{http.StatusConflict, http.StatusBadGateway}}
	}
	const (
		read, plan   = access.IdentityCenterRead, access.IdentityCenterPlan
		set          = "/identity-center/permission-sets/{permission_set_id}"
		user, group  = "/identity-center/users/{user_id}", "/identity-center/groups/{group_id}"
		get, post    = http.MethodGet, http.MethodPost
		patch, erase = http.MethodPatch, http.MethodDelete
	)
	return []web.Route{
		web.Scoped(read, get, "/identity-center", http.StatusOK, s.Overview, doc("The instances of IAM Identity Center in the credential's Region")),
		web.Scoped(read, get, "/identity-center/permission-sets", http.StatusOK, s.PermissionSets, doc("The permission sets")),
		web.Scoped(plan, post, "/identity-center/permission-sets", http.StatusCreated, s.CreatePermissionSet, doc("Plan a new permission set")),
		web.Scoped(read, get, set, http.StatusOK, s.PermissionSet, doc("One permission set with all that makes it")),
		web.Scoped(plan, patch, set, http.StatusCreated, s.UpdatePermissionSet, doc("Plan what a permission set shall be")),
		web.Scoped(plan, erase, set, http.StatusCreated, s.DeletePermissionSet, doc("Plan to delete a permission set")),
		web.Scoped(plan, post, set+"/provision", http.StatusCreated, s.Provision, doc("Plan to bring a permission set to the accounts that have it")),
		web.Scoped(read, get, "/identity-center/users", http.StatusOK, s.Users, doc("The people of the identity store")),
		web.Scoped(plan, post, "/identity-center/users", http.StatusCreated, s.CreateUser, doc("Plan a new person")),
		web.Scoped(read, get, user, http.StatusOK, s.User, doc("One person with groups")),
		web.Scoped(plan, patch, user, http.StatusCreated, s.UpdateUser, doc("Plan a change of a person")),
		web.Scoped(plan, erase, user, http.StatusCreated, s.DeleteUser, doc("Plan to delete a person")),
		web.Scoped(read, get, user+"/access", http.StatusOK, s.Access, doc("What a person can do in which account")),
		web.Scoped(read, get, "/identity-center/groups", http.StatusOK, s.Groups, doc("The groups of the identity store")),
		web.Scoped(plan, post, "/identity-center/groups", http.StatusCreated, s.CreateGroup, doc("Plan a new group")),
		web.Scoped(read, get, group, http.StatusOK, s.Group, doc("One group with its members")),
		web.Scoped(plan, patch, group, http.StatusCreated, s.UpdateGroup, doc("Plan a change of a group")),
		web.Scoped(plan, erase, group, http.StatusCreated, s.DeleteGroup, doc("Plan to delete a group")),
		web.Scoped(plan, post, group+"/members", http.StatusCreated, s.ChangeMembers, doc("Plan who joins and leaves a group")),
		web.Scoped(read, get, "/identity-center/assignments", http.StatusOK, s.Assignments, doc("Assignments of an account, a permission set, a person or a group")),
		web.Scoped(plan, post, "/identity-center/assignments", http.StatusCreated, s.Assign, doc("Plan to give a permission set to somebody in accounts")),
		web.Scoped(plan, post, "/identity-center/assignments/remove", http.StatusCreated, s.Unassign, doc("Plan to take a permission set away from somebody in accounts")),
		web.Scoped(read, post, "/identity-center/audit", http.StatusAccepted, s.Audit, doc("Begin to look through IAM Identity Center; the job's result is the audit")),
	}
}
