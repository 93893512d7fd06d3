package identitycenter

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/aws"
	sso "github.com/aws/aws-sdk-go-v2/service/ssoadmin"
	"github.com/aws/aws-sdk-go-v2/service/ssoadmin/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/plans"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/catalog/managed"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// Sizes of inline policies: 32,768 bytes, of which 10,240 without white space ("IAM
// Identity Center quotas", IAM Identity Center User Guide).
const (
	inlineBytes = 32768
	inlineDense = 10240
	mostManaged = 20
)

// change is a plan of the room while it is worked out.
type change struct {
	*plans.Draft
	*instance
}

// begin starts a plan.
func (s *Service) begin(ctx context.Context, sc access.Scope, in api.OnIC, title string) (*change, error) {
	i, err := s.open(ctx, sc, in, "sso:ListInstances")
	if err != nil {
		return nil, err
	}
	d, err := s.plans.Begin(ctx, sc, in.CredentialID, title)
	if err != nil {
		return nil, err
	}
	return &change{d, i}, nil
}

func (c *change) about(id, account string) about { return about{c.arn, c.store, id, account} }

var durationForm = regexp.MustCompile(`^PT(?:([0-9]+)H)?(?:([0-9]+)M)?$`)

// minutes reads a session duration; false when it is none that a permission set can
// have, from one to twelve hours ("Set session duration for AWS accounts", IAM
// Identity Center User Guide).
func minutes(duration string) (int, bool) {
	m := durationForm.FindStringSubmatch(duration)
	if m == nil || m[1] == "" && m[2] == "" {
		return 0, false
	}
	hours, _ := strconv.Atoi(cmp.Or(m[1], "0"))
	rest, _ := strconv.Atoi(cmp.Or(m[2], "0"))
	all := hours*60 + rest
	return all, all >= 60 && all <= 12*60
}

func checkDuration(d string) error {
	if _, ok := minutes(d); d != "" && !ok {
		return ErrInvalid.Saying("A session lasts from PT1H to PT12H, written as in PT4H30M; %q is none of these.", d).At("body.session_duration", "must be from PT1H to PT12H")
	}
	return nil
}

// CreatePermissionSet plans a new permission set.
func (s *Service) CreatePermissionSet(ctx context.Context, sc access.Scope, in api.CreateICPermissionSetIn) (api.Plan, error) {
	b := &in.Body
	if err := cmp.Or(checkDuration(b.SessionDuration), checkTags(b.Tags)); err != nil {
		return api.Plan{}, err
	}
	c, err := s.begin(ctx, sc, in.OnIC, "Create the permission set "+b.Name)
	if err != nil {
		return api.Plan{}, err
	}
	names := map[string]string{}
	if err := c.Read(ctx, readNames, c.about("", ""), &names); err != nil {
		return api.Plan{}, err
	}
	if _, taken := names[b.Name]; taken {
		return api.Plan{}, ErrNames.Saying("There is a permission set named %s already.", b.Name).At("body.name", "is taken")
	}
	input := &sso.CreatePermissionSetInput{
		InstanceArn: &c.arn, Name: &b.Name, Description: optional(b.Description), RelayState: optional(b.RelayState), SessionDuration: optional(b.SessionDuration),
	}
	input.Tags = tagList(b.Tags)
	c.Step("sso:CreatePermissionSet", c.arn, input, nil, "Create the permission set %s.", b.Name)
	c.Say("The permission set %s is made. It allows nothing, and is given to nobody, yet.", b.Name)
	return c.Save(ctx)
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// ofSet starts a plan about a permission set.
func (s *Service) ofSet(ctx context.Context, sc access.Scope, in api.ICPermissionSetIn, verb string) (*change, *permissionSet, error) {
	c, err := s.begin(ctx, sc, in.OnIC, verb+" the permission set "+in.ID)
	if err != nil {
		return nil, nil, err
	}
	p := &permissionSet{}
	return c, p, c.Read(ctx, readSet, c.about(c.setArn(in.ID), ""), p)
}

// UpdatePermissionSet plans what a permission set shall be.
func (s *Service) UpdatePermissionSet(ctx context.Context, sc access.Scope, in api.UpdateICPermissionSetIn) (api.Plan, error) {
	b := &in.Body
	if b.SessionDuration != nil {
		if err := checkDuration(*b.SessionDuration); err != nil {
			return api.Plan{}, err
		}
	}
	if b.RemoveInlinePolicy && len(b.InlinePolicy) > 0 || b.RemoveBoundary && b.Boundary != nil {
		return api.Plan{}, ErrInvalid.Saying("The same thing cannot be set and removed at once.")
	}
	c, p, err := s.ofSet(ctx, sc, in.ICPermissionSetIn, "Change")
	if err != nil {
		return api.Plan{}, err
	}
	after := *p
	c.settings(p, b)
	if err := c.inlinePolicy(p, &after, b); err != nil {
		return api.Plan{}, err
	}
	if err := c.managedPolicies(p, &after, b); err != nil {
		return api.Plan{}, err
	}
	c.customerPolicies(p, &after, b)
	if err := c.boundaryOf(p, &after, b); err != nil {
		return api.Plan{}, err
	}
	if err := c.tagging(p, b); err != nil {
		return api.Plan{}, err
	}
	if c.Steps() == 0 && !b.Provision {
		return api.Plan{}, plans.ErrNothing.Saying("There is nothing to change: the permission set is so already.")
	}
	c.compare(p, &after)
	if len(p.Accounts) > 0 {
		for _, account := range p.Accounts {
			c.Affects("arn:" + c.Partition + ":iam::" + account + ":root")
		}
		if b.Provision {
			c.provision(p.Arn, p.Name, "")
		} else {
			c.Warn("The permission set is in %d accounts. There it stays as it is until it is provisioned again.", len(p.Accounts))
		}
	}
	return c.Save(ctx)
}

// settings plans description, session duration and relay state, which AWS takes in
// one call. All of them are sent, because "UpdatePermissionSet" (IAM Identity Center API
// Reference) does not say that AWS keeps those that are not; empty ones, which it does
// not take, only to clear something.
func (c *change) settings(p *permissionSet, b *api.UpdateICPermissionSetRequest) {
	input := &sso.UpdatePermissionSetInput{InstanceArn: &c.arn, PermissionSetArn: &p.Arn}
	was := *input
	changed := false
	for _, m := range []struct {
		to        *string
		from      string
		into, old **string
	}{
		{b.Description, p.Description, &input.Description, &was.Description},
		{b.SessionDuration, p.SessionDuration, &input.SessionDuration, &was.SessionDuration},
		{b.RelayState, p.RelayState, &input.RelayState, &was.RelayState},
	} {
		switch {
		case m.to != nil && *m.to != m.from:
			*m.into, *m.old, changed = m.to, aws.String(m.from), true
		case m.from != "":
			*m.into, *m.old = aws.String(m.from), aws.String(m.from)
		}
	}
	if !changed {
		return
	}
	c.Step("sso:UpdatePermissionSet", p.Arn, input, was, "Change the settings of the permission set %s.", p.Name)
	if *cmp.Or(input.SessionDuration, &p.SessionDuration) != p.SessionDuration {
		c.Say("Sessions of %s last %s instead of %s.", p.Name, *input.SessionDuration, p.SessionDuration)
	}
}

func (c *change) inlinePolicy(p, after *permissionSet, b *api.UpdateICPermissionSetRequest) error {
	switch {
	case b.RemoveInlinePolicy && p.Inline != "":
		after.Inline = ""
		input := &sso.DeleteInlinePolicyFromPermissionSetInput{InstanceArn: &c.arn, PermissionSetArn: &p.Arn}
		c.Step("sso:DeleteInlinePolicyFromPermissionSet", p.Arn, input, p.Inline, "Delete the inline policy of %s.", p.Name)
	case len(b.InlinePolicy) > 0:
		text, err := writtenPolicy(b.InlinePolicy)
		if err != nil || text == p.Inline {
			return err
		}
		after.Inline = text
		c.Lint("inline policy", text, policy.KindIdentity)
		var was any
		if p.Inline != "" {
			was = p.Inline
		}
		input := &sso.PutInlinePolicyToPermissionSetInput{InstanceArn: &c.arn, PermissionSetArn: &p.Arn, InlinePolicy: &text}
		c.Step("sso:PutInlinePolicyToPermissionSet", p.Arn, input, was, "Put another inline policy on %s.", p.Name)
	}
	return nil
}

// writtenPolicy is an inline policy as it is sent. It is refused when AWS would
// refuse it.
func writtenPolicy(document json.RawMessage) (string, error) {
	text := document
	var quoted string
	if json.Unmarshal(document, &quoted) == nil {
		text = json.RawMessage(quoted)
	}
	var dense bytes.Buffer
	if err := json.Compact(&dense, text); err != nil || dense.Len() == 0 || dense.Bytes()[0] != '{' {
		return "", ErrDocument.Saying("The policy document must be a JSON object.").At("body.inline_policy", "must be a policy document")
	}
	if _, err := eval.Compile(policy.Parse(dense.Bytes()), policy.KindIdentity, ""); err != nil {
		return "", ErrDocument.Saying("AWS would refuse the policy document: %s", err.Error()).At("body.inline_policy", err.Error())
	}
	if dense.Len() > inlineDense || len(text) > inlineBytes {
		return "", ErrDocument.Saying("The inline policy has %d bytes without white space, and AWS takes %d.", dense.Len(), inlineDense).At("body.inline_policy", "is too large")
	}
	return dense.String(), nil
}

func (c *change) managedPolicies(p, after *permissionSet, b *api.UpdateICPermissionSetRequest) error {
	if b.ManagedPolicies == nil {
		return nil
	}
	wanted := slices.Compact(slices.Sorted(slices.Values(*b.ManagedPolicies)))
	for _, arn := range wanted {
		parsed, ok := policy.ParseARN(arn)
		if !ok || parsed.Service != "iam" || parsed.Account != "aws" {
			return ErrInvalid.Saying("%q is not the ARN of an AWS managed policy; customer managed policies go into customer_policies by name.", arn).At("body.managed_policies", "must be ARNs of AWS managed policies")
		}
		if _, known := managed.Lookup(arn); !known {
			c.Warn("%s is no AWS managed policy that is known here; AWS decides whether it exists.", arn)
		}
		if !slices.Contains(p.Managed, arn) {
			input := &sso.AttachManagedPolicyToPermissionSetInput{InstanceArn: &c.arn, PermissionSetArn: &p.Arn, ManagedPolicyArn: &arn}
			c.Step("sso:AttachManagedPolicyToPermissionSet", p.Arn, input, nil, "Attach the policy %s to %s.", arn, p.Name)
		}
	}
	for _, arn := range p.Managed {
		if !slices.Contains(wanted, arn) {
			input := &sso.DetachManagedPolicyFromPermissionSetInput{InstanceArn: &c.arn, PermissionSetArn: &p.Arn, ManagedPolicyArn: &arn}
			c.Step("sso:DetachManagedPolicyFromPermissionSet", p.Arn, input, nil, "Detach the policy %s from %s.", arn, p.Name)
		}
	}
	after.Managed = wanted
	return nil
}

func (c *change) customerPolicies(p, after *permissionSet, b *api.UpdateICPermissionSetRequest) {
	if b.CustomerPolicies == nil {
		return
	}
	var wanted []customerPolicy
	for _, one := range *b.CustomerPolicies {
		if w := (customerPolicy{one.Name, cmp.Or(one.Path, "/")}); !slices.Contains(wanted, w) {
			wanted = append(wanted, w)
		}
	}
	for _, w := range wanted {
		if !slices.Contains(p.Customer, w) {
			input := &sso.AttachCustomerManagedPolicyReferenceToPermissionSetInput{InstanceArn: &c.arn, PermissionSetArn: &p.Arn, CustomerManagedPolicyReference: w.reference()}
			c.Step("sso:AttachCustomerManagedPolicyReferenceToPermissionSet", p.Arn, input, nil, "Attach the customer managed policy %s to %s.", w.Path+w.Name, p.Name)
			c.Warn("The policy %s must be in every account that the permission set is provisioned in, or provisioning fails there.", w.Path+w.Name)
		}
	}
	for _, old := range p.Customer {
		if !slices.Contains(wanted, old) {
			input := &sso.DetachCustomerManagedPolicyReferenceFromPermissionSetInput{InstanceArn: &c.arn, PermissionSetArn: &p.Arn, CustomerManagedPolicyReference: old.reference()}
			c.Step("sso:DetachCustomerManagedPolicyReferenceFromPermissionSet", p.Arn, input, nil, "Detach the customer managed policy %s from %s.", old.Path+old.Name, p.Name)
		}
	}
	if after.Customer = wanted; len(p.Managed)+len(wanted) > mostManaged {
		c.Warn("AWS takes at most %d managed policies on a permission set.", mostManaged)
	}
}

func (p customerPolicy) reference() *types.CustomerManagedPolicyReference {
	return &types.CustomerManagedPolicyReference{Name: &p.Name, Path: &p.Path}
}

func (b *policyBoundary) input() *types.PermissionsBoundary {
	if b == nil {
		return nil
	}
	if b.Customer != nil {
		return &types.PermissionsBoundary{CustomerManagedPolicyReference: b.Customer.reference()}
	}
	return &types.PermissionsBoundary{ManagedPolicyArn: &b.Managed}
}

func (c *change) boundaryOf(p, after *permissionSet, b *api.UpdateICPermissionSetRequest) error {
	var was any
	if p.Boundary != nil {
		was = p.Boundary.input()
	}
	switch {
	case b.RemoveBoundary && p.Boundary != nil:
		after.Boundary = nil
		input := &sso.DeletePermissionsBoundaryFromPermissionSetInput{InstanceArn: &c.arn, PermissionSetArn: &p.Arn}
		c.Step("sso:DeletePermissionsBoundaryFromPermissionSet", p.Arn, input, was, "Take the permissions boundary of %s off.", p.Name)
	case b.Boundary != nil:
		if (b.Boundary.ManagedPolicyArn == "") == (b.Boundary.CustomerPolicy == nil) {
			return ErrInvalid.Saying("A permissions boundary is either managed_policy_arn or customer_policy.").At("body.boundary", "must have one of both members")
		}
		wanted := &policyBoundary{Managed: b.Boundary.ManagedPolicyArn}
		if one := b.Boundary.CustomerPolicy; one != nil {
			wanted.Customer = &customerPolicy{one.Name, cmp.Or(one.Path, "/")}
		}
		if p.Boundary != nil && fmt.Sprint(*p.Boundary.input()) == fmt.Sprint(*wanted.input()) {
			return nil
		}
		after.Boundary = wanted
		input := &sso.PutPermissionsBoundaryToPermissionSetInput{InstanceArn: &c.arn, PermissionSetArn: &p.Arn, PermissionsBoundary: wanted.input()}
		c.Step("sso:PutPermissionsBoundaryToPermissionSet", p.Arn, input, was, "Put a permissions boundary on %s.", p.Name)
	}
	return nil
}

// compare tells what the permission set allows more and less, as far as its policies
// are known here.
func (c *change) compare(before, after *permissionSet) {
	texts := func(p *permissionSet) (out []string) {
		for _, arn := range p.Managed {
			if m, known := managed.Lookup(arn); known {
				out = append(out, m.Document)
			}
		}
		if p.Inline != "" {
			out = append(out, p.Inline)
		}
		return out
	}
	if before.Inline != after.Inline || !slices.Equal(before.Managed, after.Managed) {
		c.Access("Whoever has the permission set "+before.Name, policy.KindIdentity, texts(before), texts(after))
	}
	if !slices.Equal(before.Customer, after.Customer) {
		c.Warn("Customer managed policies are each account's own, so what they change is not told here.")
	}
	if was, is := before.powers(), after.powers(); is.administrator && !was.administrator {
		c.Warn("The permission set %s becomes one of administrators.", before.Name)
	} else if is.changesIAM && !was.changesIAM {
		c.Warn("Whoever has the permission set %s could then change IAM, and so give themselves more.", before.Name)
	}
}

func (c *change) provision(arn, name, account string) {
	input := &sso.ProvisionPermissionSetInput{InstanceArn: &c.arn, PermissionSetArn: &arn, TargetType: types.ProvisionTargetTypeAllProvisionedAccounts}
	where := "every account that has it"
	if account != "" {
		input.TargetType, input.TargetId, where = types.ProvisionTargetTypeAwsAccount, &account, "the account "+account
	}
	c.Step("sso:ProvisionPermissionSet", arn, input, nil, "Bring the permission set %s to %s.", name, where)
}

// Provision plans to bring a permission set to accounts.
func (s *Service) Provision(ctx context.Context, sc access.Scope, in api.ProvisionICIn) (api.Plan, error) {
	c, p, err := s.ofSet(ctx, sc, in.ICPermissionSetIn, "Provision")
	if err != nil {
		return api.Plan{}, err
	}
	if account := in.Body.AccountID; len(p.Accounts) == 0 || account != "" && !slices.Contains(p.Accounts, account) {
		return api.Plan{}, plans.ErrNothing.Saying("The permission set %s is assigned to nobody there, so there is nothing to provision.", p.Name)
	}
	c.provision(p.Arn, p.Name, in.Body.AccountID)
	return c.Save(ctx)
}

// DeletePermissionSet plans to delete a permission set that is assigned to nobody.
func (s *Service) DeletePermissionSet(ctx context.Context, sc access.Scope, in api.ICPermissionSetIn) (api.Plan, error) {
	c, p, err := s.ofSet(ctx, sc, in, "Delete")
	if err != nil {
		return api.Plan{}, err
	}
	if len(p.Accounts) > 0 {
		return api.Plan{}, ErrInUse.Saying("The permission set %s is assigned in %d accounts. Take the assignments away first.", p.Name, len(p.Accounts))
	}
	c.Step("sso:DeletePermissionSet", p.Arn, &sso.DeletePermissionSetInput{InstanceArn: &c.arn, PermissionSetArn: &p.Arn}, nil, "Delete the permission set %s.", p.Name)
	return c.Save(ctx)
}
