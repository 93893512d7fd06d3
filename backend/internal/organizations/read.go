package organizations

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/organizations"
	"github.com/aws/aws-sdk-go-v2/service/organizations/types"
	"golang.org/x/sync/errgroup"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// opened is an organization with the client that it was read with.
type opened struct {
	*structure
	client *organizations.Client
}

// organization reads the organization of the chosen credential, or gives what was
// read a moment ago. The opening of the credential is recorded either way.
func (s *Service) organization(ctx context.Context, sc access.Scope, in api.OrgIn) (opened, error) {
	client, _, key, err := s.open(ctx, sc, in.CredentialID, "organizations:ListAccountsForParent")
	if err != nil {
		return opened{}, err
	}
	workspace, err := sc.Workspace()
	if err != nil {
		return opened{}, err
	}
	mark := keptKey{workspace, key.CredentialID, key.AccessKeyID}
	if known := s.kept.get(mark, time.Now()); known != nil && !in.ReadAgain {
		return opened{known, client}, nil
	}
	read, err := readStructure(ctx, client)
	if err != nil {
		return opened{}, explain(err)
	}
	s.kept.put(mark, read)
	return opened{read, client}, nil
}

// readStructure reads the whole organization. What AWS refuses to tell beyond the
// tree itself is noted.
func readStructure(ctx context.Context, client *organizations.Client) (*structure, error) {
	answer, err := client.DescribeOrganization(ctx, &organizations.DescribeOrganizationInput{})
	if err != nil {
		return nil, err
	}
	o := answer.Organization
	s := &structure{
		id: aws.ToString(o.Id), arn: aws.ToString(o.Arn), featureSet: string(o.FeatureSet),
		management: aws.ToString(o.MasterAccountId), managementEmail: aws.ToString(o.MasterAccountEmail),
		types: []string{}, nodes: map[string]*node{}, policies: map[string]*attachedPolicy{}, notes: []string{}, documents: map[string]string{},
		readAt: time.Now().UTC(),
	}
	roots, err := listRoots(ctx, client)
	if err != nil {
		return nil, err
	}
	for i := range roots {
		r := &roots[i]
		s.nodes[*r.Id] = &node{id: *r.Id, arn: aws.ToString(r.Arn), kind: nodeRoot, name: aws.ToString(r.Name)}
		s.roots = append(s.roots, *r.Id)
		for _, t := range r.PolicyTypes {
			if t.Status == types.PolicyTypeStatusEnabled && !s.enabled(string(t.Type)) {
				s.types = append(s.types, string(t.Type))
			}
		}
	}
	slices.Sort(s.types)
	if err := s.readTree(ctx, client); err != nil {
		return nil, err
	}
	if err := s.readPolicies(ctx, client); err != nil {
		return nil, err
	}
	s.arrange()
	return s, nil
}

func listRoots(ctx context.Context, client *organizations.Client) (out []types.Root, err error) {
	for p := organizations.NewListRootsPaginator(client, &organizations.ListRootsInput{}); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		out = append(out, answer.Roots...)
	}
	return out, nil
}

// readTree reads units and accounts, one level of the tree after the other, and the
// nodes of a level at once. Units nest five deep ("Quotas and service limits for AWS
// Organizations", AWS Organizations User Guide).
func (s *structure) readTree(ctx context.Context, client *organizations.Client) error {
	level := slices.Clone(s.roots)
	for len(level) > 0 {
		var mu sync.Mutex
		var next []string
		group, within := errgroup.WithContext(ctx)
		group.SetLimit(atOnce)
		add := func(parent string, n *node) {
			mu.Lock()
			defer mu.Unlock()
			n.parent = parent
			s.nodes[n.id] = n
			s.nodes[parent].children = append(s.nodes[parent].children, n.id)
			if n.kind == nodeUnit {
				next = append(next, n.id)
			}
		}
		for _, parent := range level {
			group.Go(func() error { return listUnits(within, client, parent, add) })
			group.Go(func() error { return listAccounts(within, client, parent, add) })
		}
		if err := group.Wait(); err != nil {
			return err
		}
		level = next
	}
	return nil
}

func listUnits(ctx context.Context, client *organizations.Client, parent string, add func(string, *node)) error {
	in := &organizations.ListOrganizationalUnitsForParentInput{ParentId: &parent}
	for p := organizations.NewListOrganizationalUnitsForParentPaginator(client, in); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, u := range answer.OrganizationalUnits {
			add(parent, &node{id: *u.Id, arn: aws.ToString(u.Arn), kind: nodeUnit, name: aws.ToString(u.Name)})
		}
	}
	return nil
}

func listAccounts(ctx context.Context, client *organizations.Client, parent string, add func(string, *node)) error {
	in := &organizations.ListAccountsForParentInput{ParentId: &parent}
	for p := organizations.NewListAccountsForParentPaginator(client, in); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return err
		}
		for i := range answer.Accounts {
			a := answer.Accounts[i]
			add(parent, &node{id: *a.Id, arn: aws.ToString(a.Arn), kind: nodeAccount, name: aws.ToString(a.Name), account: &a})
		}
	}
	return nil
}

// readPolicies reads the policies of every enabled type and where each is attached:
// far fewer calls than asking every node.
func (s *structure) readPolicies(ctx context.Context, client *organizations.Client) error {
	for _, t := range s.types {
		listed, err := listPolicies(ctx, client, t)
		if denied(err) {
			s.notes = append(s.notes, fmt.Sprintf("Policies of the type %s could not be listed: the credential may not do organizations:ListPolicies.", t))
			continue
		}
		if err != nil {
			return err
		}
		for i := range listed {
			s.policies[*listed[i].Id] = &attachedPolicy{summary: listed[i]}
		}
	}
	var mu sync.Mutex
	refused := 0
	group, within := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for id, p := range s.policies {
		group.Go(func() error {
			targets, err := listTargets(within, client, id)
			if denied(err) {
				mu.Lock()
				refused++
				mu.Unlock()
				return nil
			}
			p.targets = targets
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	if refused > 0 {
		s.notes = append(s.notes, fmt.Sprintf("Where %d policies are attached could not be read: the credential may not do organizations:ListTargetsForPolicy.", refused))
	}
	for _, id := range s.byType("") {
		for _, target := range s.policies[id].targets {
			if n := s.nodes[target]; n != nil {
				n.policies = append(n.policies, id)
			}
		}
	}
	return nil
}

func listPolicies(ctx context.Context, client *organizations.Client, policyType string) (out []types.PolicySummary, err error) {
	in := &organizations.ListPoliciesInput{Filter: types.PolicyType(policyType)}
	for p := organizations.NewListPoliciesPaginator(client, in); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		out = append(out, answer.Policies...)
	}
	return out, nil
}

// listTargets gives the ids of where a policy is attached, sorted.
func listTargets(ctx context.Context, client *organizations.Client, policyID string) (out []string, err error) {
	in := &organizations.ListTargetsForPolicyInput{PolicyId: &policyID}
	for p := organizations.NewListTargetsForPolicyPaginator(client, in); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		for _, t := range answer.Targets {
			out = append(out, aws.ToString(t.TargetId))
		}
	}
	slices.Sort(out)
	return out, nil
}

// texts reads the documents of policies, those that are not known yet at once.
func (o opened) texts(ctx context.Context, ids ...string) (map[string]string, error) {
	group, within := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	out := make(map[string]string, len(ids))
	var mu sync.Mutex
	for _, id := range slices.Compact(slices.Sorted(slices.Values(ids))) {
		o.mu.Lock()
		text, known := o.documents[id]
		o.mu.Unlock()
		if known {
			mu.Lock()
			out[id] = text
			mu.Unlock()
			continue
		}
		group.Go(func() error {
			answer, err := o.client.DescribePolicy(within, &organizations.DescribePolicyInput{PolicyId: &id})
			if err != nil {
				return err
			}
			text := aws.ToString(answer.Policy.Content)
			o.mu.Lock()
			o.documents[id] = text
			o.mu.Unlock()
			mu.Lock()
			out[id] = text
			mu.Unlock()
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, explain(err)
	}
	return out, nil
}
