package identitycenter

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/identitystore"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/jobs"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// auditArgs is what an audit is asked for.
type auditArgs struct {
	CredentialID int64  `json:"credential_id"`
	InstanceArn  string `json:"instance_arn"`
}

// Audit begins to look through an instance. What comes of it is the job's result, an
// api.ICAudit.
func (s *Service) Audit(ctx context.Context, sc access.Scope, in api.OnIC) (api.Job, error) {
	i, err := s.open(ctx, sc, in, "sso:ListInstances") // what would fail at once fails here
	if err != nil {
		return api.Job{}, err
	}
	return s.audits.Start(ctx, sc, jobs.Begin[auditArgs]{
		Key: fmt.Sprintf("%d %s", in.CredentialID, i.arn), Title: "Look through IAM Identity Center", Args: auditArgs{in.CredentialID, i.arn},
	})
}

// runAudit does the job. It changes nothing, so one that was interrupted begins again.
func (s *Service) runAudit(ctx context.Context, sc access.Scope, run *jobs.Run, args auditArgs) (any, error) {
	in := api.OnIC{OnAWS: api.OnAWS{CredentialID: args.CredentialID}, InstanceArn: args.InstanceArn}
	i, err := s.open(ctx, sc, in, "sso:ListAccountAssignments")
	if err != nil {
		return nil, err
	}
	d, err := i.directory(ctx, run.Report)
	if err != nil {
		return nil, explain(err)
	}
	notes := []string{}
	members, err := s.organization.Members(ctx, sc, args.CredentialID)
	if err != nil {
		notes = append(notes, "The accounts of the organization could not be read, so suspended ones were not looked for.")
	}
	for _, a := range members {
		d.accounts[a.ID] = a
	}
	return api.ICAudit{
		InstanceArn: i.arn, ReadAt: time.Now().UTC(), PermissionSets: len(d.sets), Assignments: len(d.assignments), Users: len(d.users), Groups: len(d.groups),
		Findings: examine(d), Notes: notes,
	}, nil
}

// directory is an instance as an audit looks at it.
type directory struct {
	sets        map[string]*permissionSet // by ARN
	assignments []assignment
	users       map[string]api.ICUser
	groups      map[string]api.ICGroup
	members     map[string]int // how many each group has
	accounts    map[string]api.OrgAccount
}

// directory reads all of an instance.
func (i *instance) directory(ctx context.Context, report func(ctx context.Context, done, total int64, note string) error) (*directory, error) {
	d := &directory{
		sets: map[string]*permissionSet{}, users: map[string]api.ICUser{}, groups: map[string]api.ICGroup{}, members: map[string]int{}, accounts: map[string]api.OrgAccount{},
	}
	arns, err := i.listSets(ctx)
	if err != nil {
		return nil, err
	}
	var mu sync.Mutex
	err = each(ctx, arns, func(ctx context.Context, arn string) error {
		p, err := i.whole(ctx, arn)
		if err != nil {
			return err
		}
		mu.Lock()
		defer mu.Unlock()
		d.sets[arn] = p
		return report(ctx, int64(len(d.sets)), int64(len(arns)), "Reading permission sets")
	})
	if err != nil {
		return nil, err
	}
	var pairs [][2]string
	for arn, p := range d.sets {
		for _, account := range p.Accounts {
			pairs = append(pairs, [2]string{account, arn})
		}
	}
	if err := report(ctx, 0, int64(len(pairs)), "Reading assignments"); err != nil {
		return nil, err
	}
	if d.assignments, err = i.allOf(ctx, pairs); err != nil {
		return nil, err
	}
	if err := report(ctx, 0, 0, "Reading people and groups"); err != nil {
		return nil, err
	}
	if err := i.everybody(ctx, d); err != nil {
		return nil, err
	}
	ids := make([]string, 0, len(d.groups))
	for id := range d.groups {
		ids = append(ids, id)
	}
	return d, each(ctx, ids, func(ctx context.Context, id string) error {
		members, err := i.membersOf(ctx, id)
		mu.Lock()
		defer mu.Unlock()
		d.members[id] = len(members)
		return err
	})
}

// everybody reads people and groups.
func (i *instance) everybody(ctx context.Context, d *directory) error {
	users := identitystore.NewListUsersPaginator(i.people, &identitystore.ListUsersInput{IdentityStoreId: &i.store, MaxResults: aws.Int32(100)})
	for users.HasMorePages() {
		answer, err := users.NextPage(ctx)
		if err != nil {
			return err
		}
		for j := range answer.Users {
			u := userView(&answer.Users[j])
			d.users[u.ID] = u
		}
	}
	groups := identitystore.NewListGroupsPaginator(i.people, &identitystore.ListGroupsInput{IdentityStoreId: &i.store, MaxResults: aws.Int32(100)})
	for groups.HasMorePages() {
		answer, err := groups.NextPage(ctx)
		if err != nil {
			return err
		}
		for j := range answer.Groups {
			g := groupView(&answer.Groups[j])
			d.groups[g.ID] = g
		}
	}
	return nil
}
