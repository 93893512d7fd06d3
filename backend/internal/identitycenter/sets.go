package identitycenter

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssoadmin"
	"github.com/aws/aws-sdk-go-v2/service/ssoadmin/types"
	"golang.org/x/sync/errgroup"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/lint"
)

// permissionSet is a permission set with all that makes it. It is also the state
// that plans are made from: lists are sorted.
type permissionSet struct {
	Arn             string            `json:"arn"`
	Name            string            `json:"name"`
	Description     string            `json:"description"`
	SessionDuration string            `json:"session_duration"`
	RelayState      string            `json:"relay_state"`
	Inline          string            `json:"inline"`
	Managed         []string          `json:"managed"`
	Customer        []customerPolicy  `json:"customer"`
	Boundary        *policyBoundary   `json:"boundary"`
	Tags            map[string]string `json:"tags"`
	Accounts        []string          `json:"accounts"`
	created         *types.PermissionSet
}

type customerPolicy struct {
	Name string `json:"name"`
	Path string `json:"path"`
}

type policyBoundary struct {
	Managed  string          `json:"managed"`
	Customer *customerPolicy `json:"customer"`
}

func referenceOf(r *types.CustomerManagedPolicyReference) customerPolicy {
	return customerPolicy{aws.ToString(r.Name), cmp.Or(aws.ToString(r.Path), "/")}
}

func (i *instance) listSets(ctx context.Context) (out []string, err error) {
	for p := ssoadmin.NewListPermissionSetsPaginator(i.sso, &ssoadmin.ListPermissionSetsInput{InstanceArn: &i.arn, MaxResults: aws.Int32(100)}); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		out = append(out, answer.PermissionSets...)
	}
	slices.Sort(out)
	return out, nil
}

func (i *instance) describe(ctx context.Context, arn string) (*types.PermissionSet, error) {
	answer, err := i.sso.DescribePermissionSet(ctx, &ssoadmin.DescribePermissionSetInput{InstanceArn: &i.arn, PermissionSetArn: &arn})
	if err != nil {
		return nil, err
	}
	return answer.PermissionSet, nil
}

// each does something for every item, a few at once.
func each[T any](ctx context.Context, items []T, do func(ctx context.Context, item T) error) error {
	group, within := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for _, item := range items {
		group.Go(func() error { return do(within, item) })
	}
	return group.Wait()
}

// whole reads a permission set with all that makes it.
func (i *instance) whole(ctx context.Context, arn string) (*permissionSet, error) {
	d, err := i.describe(ctx, arn)
	if err != nil {
		return nil, err
	}
	s := &permissionSet{
		Arn: arn, Name: aws.ToString(d.Name), Description: aws.ToString(d.Description), SessionDuration: aws.ToString(d.SessionDuration),
		RelayState: aws.ToString(d.RelayState), Managed: []string{}, Customer: []customerPolicy{}, Tags: map[string]string{}, created: d,
	}
	for _, part := range []func(context.Context, *permissionSet) error{i.inline, i.managed, i.customer, i.boundary, i.tags} {
		if err := part(ctx, s); err != nil {
			return nil, err
		}
	}
	s.Accounts, err = i.accountsOf(ctx, arn)
	return s, err
}

func (i *instance) inline(ctx context.Context, s *permissionSet) error {
	answer, err := i.sso.GetInlinePolicyForPermissionSet(ctx, &ssoadmin.GetInlinePolicyForPermissionSetInput{InstanceArn: &i.arn, PermissionSetArn: &s.Arn})
	if err != nil {
		return err
	}
	s.Inline = aws.ToString(answer.InlinePolicy)
	return nil
}

func (i *instance) managed(ctx context.Context, s *permissionSet) error {
	in := &ssoadmin.ListManagedPoliciesInPermissionSetInput{InstanceArn: &i.arn, PermissionSetArn: &s.Arn}
	for p := ssoadmin.NewListManagedPoliciesInPermissionSetPaginator(i.sso, in); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, m := range answer.AttachedManagedPolicies {
			s.Managed = append(s.Managed, aws.ToString(m.Arn))
		}
	}
	slices.Sort(s.Managed)
	return nil
}

func (i *instance) customer(ctx context.Context, s *permissionSet) error {
	in := &ssoadmin.ListCustomerManagedPolicyReferencesInPermissionSetInput{InstanceArn: &i.arn, PermissionSetArn: &s.Arn}
	for p := ssoadmin.NewListCustomerManagedPolicyReferencesInPermissionSetPaginator(i.sso, in); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return err
		}
		for j := range answer.CustomerManagedPolicyReferences {
			s.Customer = append(s.Customer, referenceOf(&answer.CustomerManagedPolicyReferences[j]))
		}
	}
	slices.SortFunc(s.Customer, func(a, b customerPolicy) int { return strings.Compare(a.Path+a.Name, b.Path+b.Name) })
	return nil
}

// boundary reads the permissions boundary; AWS answers ResourceNotFoundException
// when there is none ("GetPermissionsBoundaryForPermissionSet", IAM Identity Center
// API Reference).
func (i *instance) boundary(ctx context.Context, s *permissionSet) error {
	answer, err := i.sso.GetPermissionsBoundaryForPermissionSet(ctx, &ssoadmin.GetPermissionsBoundaryForPermissionSetInput{InstanceArn: &i.arn, PermissionSetArn: &s.Arn})
	var none *types.ResourceNotFoundException
	if errors.As(err, &none) {
		return nil
	}
	if err != nil || answer.PermissionsBoundary == nil {
		return err
	}
	s.Boundary = &policyBoundary{Managed: aws.ToString(answer.PermissionsBoundary.ManagedPolicyArn)}
	if r := answer.PermissionsBoundary.CustomerManagedPolicyReference; r != nil {
		c := referenceOf(r)
		s.Boundary.Customer = &c
	}
	return nil
}

func (i *instance) tags(ctx context.Context, s *permissionSet) error {
	in := &ssoadmin.ListTagsForResourceInput{InstanceArn: &i.arn, ResourceArn: &s.Arn}
	for p := ssoadmin.NewListTagsForResourcePaginator(i.sso, in); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, t := range answer.Tags {
			s.Tags[aws.ToString(t.Key)] = aws.ToString(t.Value)
		}
	}
	return nil
}

// accountsOf lists the accounts that a permission set is provisioned in, sorted.
func (i *instance) accountsOf(ctx context.Context, arn string) ([]string, error) {
	out := []string{}
	in := &ssoadmin.ListAccountsForProvisionedPermissionSetInput{InstanceArn: &i.arn, PermissionSetArn: &arn, MaxResults: aws.Int32(100)}
	for p := ssoadmin.NewListAccountsForProvisionedPermissionSetPaginator(i.sso, in); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		out = append(out, answer.AccountIds...)
	}
	slices.Sort(out)
	return out, nil
}

func setView(d *types.PermissionSet) api.ICPermissionSet {
	arn := aws.ToString(d.PermissionSetArn)
	return api.ICPermissionSet{
		ID: setID(arn), Arn: arn, Name: aws.ToString(d.Name), Description: aws.ToString(d.Description),
		SessionDuration: aws.ToString(d.SessionDuration), RelayState: aws.ToString(d.RelayState), CreatedAt: db.UTC(d.CreatedDate),
	}
}

// described describes every permission set, by name.
func (i *instance) described(ctx context.Context) ([]api.ICPermissionSet, error) {
	arns, err := i.listSets(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]api.ICPermissionSet, 0, len(arns))
	var mu sync.Mutex
	err = each(ctx, arns, func(ctx context.Context, arn string) error {
		d, err := i.describe(ctx, arn)
		if err != nil {
			return err
		}
		mu.Lock()
		defer mu.Unlock()
		out = append(out, setView(d))
		return nil
	})
	slices.SortFunc(out, func(a, b api.ICPermissionSet) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), strings.Compare(a.ID, b.ID))
	})
	return out, err
}

// PermissionSets lists the permission sets.
func (s *Service) PermissionSets(ctx context.Context, sc access.Scope, in api.ICPermissionSetListIn) (api.ICPermissionSetList, error) {
	i, err := s.open(ctx, sc, in.OnIC, "sso:ListPermissionSets")
	if err != nil {
		return api.ICPermissionSetList{}, err
	}
	all, err := i.described(ctx)
	if err != nil {
		return api.ICPermissionSetList{}, explain(err)
	}
	wanted := strings.ToLower(strings.TrimSpace(in.Query))
	out := api.ICPermissionSetList{Items: []api.ICPermissionSet{}}
	for _, one := range all {
		if strings.Contains(strings.ToLower(one.Name+"\x00"+one.Description+"\x00"+one.ID), wanted) {
			out.Items = append(out.Items, one)
		}
	}
	return out, nil
}

// PermissionSet gives one permission set.
func (s *Service) PermissionSet(ctx context.Context, sc access.Scope, in api.ICPermissionSetIn) (api.ICPermissionSetDetail, error) {
	var out api.ICPermissionSetDetail
	i, err := s.open(ctx, sc, in.OnIC, "sso:DescribePermissionSet")
	if err != nil {
		return out, err
	}
	p, err := i.whole(ctx, i.setArn(in.ID))
	if err != nil {
		return out, explain(err)
	}
	out = api.ICPermissionSetDetail{
		ICPermissionSet: setView(p.created), ManagedPolicies: p.Managed, CustomerPolicies: make([]api.ICCustomerPolicy, 0, len(p.Customer)),
		Tags: p.Tags, Accounts: p.Accounts, Findings: []api.Finding{}, Administrator: p.powers().administrator,
	}
	for _, c := range p.Customer {
		out.CustomerPolicies = append(out.CustomerPolicies, api.ICCustomerPolicy(c))
	}
	if p.Inline != "" {
		out.InlinePolicy = asJSON(p.Inline)
		out.Findings = findings(p.Inline)
	}
	if b := p.Boundary; b != nil {
		out.Boundary = &api.ICBoundary{ManagedPolicyArn: b.Managed}
		if b.Customer != nil {
			c := api.ICCustomerPolicy(*b.Customer)
			out.Boundary.CustomerPolicy = &c
		}
	}
	return out, nil
}

// asJSON is a document as JSON; a text that is none is given as a string.
func asJSON(text string) json.RawMessage {
	if json.Valid([]byte(text)) {
		return json.RawMessage(text)
	}
	quoted, _ := json.Marshal(text) // a string always is JSON
	return quoted
}

// findings is what the linter says of an inline policy.
func findings(text string) []api.Finding {
	out := []api.Finding{}
	for _, f := range lint.Check([]byte(text), lint.Options{Kind: policy.KindIdentity}) {
		one := api.Finding{
			Code: f.Code, Type: f.Type, Message: f.Message, Path: f.Path, LearnMore: f.LearnMore,
			Line: f.Span.Line, Column: f.Span.Column, Offset: f.Span.Offset, Length: f.Span.Length,
		}
		if f.Fix != nil {
			one.Fix = &api.FindingFix{Title: f.Fix.Title, Edits: make([]api.TextEdit, 0, len(f.Fix.Edits))}
			for _, e := range f.Fix.Edits {
				one.Fix.Edits = append(one.Fix.Edits, api.TextEdit(e))
			}
		}
		out = append(out, one)
	}
	return out
}
