package access

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog/managed"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// Account is a snapshot, ready to be asked. Make one with [Load] or [New].
type Account struct {
	// ID is the 12-digit account id.
	ID string
	// Partition is aws, aws-cn or aws-us-gov.
	Partition string
	// FromCatalog are the AWS managed policies that the snapshot does not hold and
	// that were taken from the catalog, by ARN, sorted.
	FromCatalog []string

	snapshot   *Snapshot
	principals []*Principal // by ARN
	byARN      map[string]*Principal
	documents  []*document
	index      *index // of the documents of principals and boundaries
	managed    map[string]*managedPolicy
	groups     map[string]*group
	groupNames []string // as in the snapshot
	resources  map[string]*resourcePolicy
	scps, rcps layers
}

// managedPolicy is a managed policy of the snapshot or of the catalog.
type managedPolicy struct {
	arn      string
	text     string
	identity *document
	boundary *document
}

type group struct {
	arn      string
	policies []attached
	missing  []string
	members  []*Principal
}

type resourcePolicy struct {
	*document
	arn, account string
}

// layers are the policies of an organization by level.
type layers struct {
	compiled  [][]*eval.Policy
	documents [][]attached
}

// Load reads a snapshot and prepares it: see [Read] and [New].
func Load(r io.Reader) (*Account, error) {
	s, err := Read(r)
	if err != nil {
		return nil, err
	}
	return New(s)
}

// New prepares a snapshot. An error names the place in the snapshot of what AWS
// would not accept or what does not fit together. A managed policy that the
// snapshot refers to but does not hold is taken from the catalog of AWS managed
// policies, or noted as missing at the principals it applies to.
func New(s *Snapshot) (*Account, error) {
	l := &loader{
		account: &Account{
			snapshot: s, byARN: make(map[string]*Principal, len(s.Users)+len(s.Roles)),
			managed: make(map[string]*managedPolicy, len(s.Policies)), groups: make(map[string]*group, len(s.Groups)),
			resources: make(map[string]*resourcePolicy, len(s.ResourcePolicies)), index: newIndex(),
		},
		snapshot: s, compiled: make(map[textKey]*document),
	}
	for _, step := range []func() error{
		l.identify, l.managedPolicies, l.loadGroups, l.loadUsers, l.loadRoles, l.permissionSets, l.resourcePolicies, l.organization,
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	slices.Sort(l.account.FromCatalog)
	slices.SortFunc(l.account.principals, func(a, b *Principal) int { return strings.Compare(a.ARN, b.ARN) })
	for i, p := range l.account.principals {
		p.number = i
	}
	return l.account, nil
}

// Principals lists the users and roles, sorted by ARN.
func (a *Account) Principals() []*Principal { return slices.Clone(a.principals) }

// Principal finds a user or role by ARN, or by "user/name", "role/name", or a name
// that only one of them has. An error tells that there is none, or more than one.
func (a *Account) Principal(name string) (*Principal, error) {
	if p := a.byARN[name]; p != nil {
		return p, nil
	}
	kind, bare := PrincipalType(""), name
	if k, rest, ok := strings.Cut(name, "/"); ok && (k == string(TypeUser) || k == string(TypeRole)) {
		kind, bare = PrincipalType(k), rest
	}
	var found []*Principal
	for _, p := range a.principals {
		if p.Name == bare && (kind == "" || p.Type == kind) {
			found = append(found, p)
		}
	}
	switch len(found) {
	case 0:
		return nil, fmt.Errorf("the snapshot has no user or role %q", name)
	case 1:
		return found[0], nil
	}
	return nil, fmt.Errorf("%q is both a user and a role; write user/%s or role/%s, or the ARN", name, name, name)
}

// resourcePolicy finds the policy that governs a resource: its own, or that of what
// it is in, as a bucket for its objects.
func (a *Account) resourcePolicy(resource string) *resourcePolicy {
	for arn := resource; ; {
		if p := a.resources[arn]; p != nil {
			return p
		}
		i := strings.LastIndexAny(arn, "/:")
		if i < 0 || strings.Count(arn[:i], ":") < 5 {
			return nil
		}
		arn = arn[:i]
	}
}

// catalogPolicy gives an AWS managed policy from the catalog.
func catalogPolicy(arn string) (string, bool) {
	if a, ok := policy.ParseARN(arn); !ok || a.Account != "aws" {
		return "", false
	}
	p, ok := managed.Lookup(arn)
	return p.Document, ok
}
