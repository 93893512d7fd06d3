// Package orgfake is AWS Organizations, and CloudTrail's event history, for tests:
// what moto does not have of them, such as effective policies, and failures on
// demand. It speaks the real wire format to the SDK's clients. It has no handshakes,
// no closing or moving of accounts and no tags, does not check documents beyond
// being JSON, and knows no quotas but AWS's rule that an SCP stays attached
// everywhere.
package orgfake

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	org "github.com/aws/aws-sdk-go-v2/service/organizations"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/awsjson"
)

// Management is the account of the organization that everything belongs to.
const Management = "111111111111"

// The ids of what every organization has.
const (
	ID         = "o-exampleorgid"
	Root       = "r-exam"
	FullAccess = "p-FullAWSAccess"
)

const target = "AWSOrganizationsV20161128."

// Full is a document that allows everything, as FullAWSAccess does.
const Full = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}`

// Policy is a policy of the fake.
type Policy struct {
	ID, Name, Description, Type, Content string
	AWSManaged                           bool
}

type node struct{ id, name, parent, kind, status string }

// Fake is an organization. Change it before requests, or between them.
type Fake struct {
	*awsjson.Server
	PageSize   int
	Types      []string // enabled policy types
	FeatureSet string
	None       bool                // the account is in no organization
	Delegated  map[string][]string // services by account
	Effective  map[string]string   // documents by policy type
	Events     []json.RawMessage   // of CloudTrail, the newest first

	nodes    []node
	policies []*Policy
	attached map[string][]string // policies by target
	made     int
}

// New starts an organization with a root and the management account in it, of which
// an administrator calls.
func New(t testing.TB) *Fake {
	t.Helper()
	f := &Fake{
		Server: awsjson.New(t, "arn:aws:iam::"+Management+":user/administrator"), PageSize: 20, Types: []string{"SERVICE_CONTROL_POLICY"},
		FeatureSet: "ALL", Delegated: map[string][]string{}, Effective: map[string]string{}, attached: map[string][]string{},
	}
	f.policies = append(f.policies, &Policy{ID: FullAccess, Name: "FullAWSAccess", Type: "SERVICE_CONTROL_POLICY", Content: Full, AWSManaged: true})
	f.nodes = append(f.nodes, node{Root, "Root", "", "ROOT", ""})
	f.attached[Root] = []string{FullAccess}
	f.Account(Management, "Management", Root)
	f.reads()
	f.writes()
	f.trail()
	return f
}

// Unit makes an organizational unit.
func (f *Fake) Unit(name, parent string) string {
	f.made++
	id := fmt.Sprintf("ou-exam-%08d", f.made)
	f.nodes = append(f.nodes, node{id, name, parent, "ORGANIZATIONAL_UNIT", ""})
	f.attached[id] = []string{FullAccess}
	return id
}

// Account makes an account.
func (f *Fake) Account(id, name, parent string) {
	f.nodes = append(f.nodes, node{id, name, parent, "ACCOUNT", "ACTIVE"})
	f.attached[id] = []string{FullAccess}
}

// Suspend suspends an account.
func (f *Fake) Suspend(id string) {
	i := slices.IndexFunc(f.nodes, func(n node) bool { return n.id == id })
	f.nodes[i].status = "SUSPENDED"
}

// Make makes a policy and attaches it.
func (f *Fake) Make(policyType, name, content string, targets ...string) string {
	f.made++
	p := &Policy{ID: fmt.Sprintf("p-made%08d", f.made), Name: name, Type: policyType, Content: content}
	f.policies = append(f.policies, p)
	for _, t := range targets {
		f.attached[t] = append(f.attached[t], p.ID)
	}
	return p.ID
}

// Attached lists the policies of a target.
func (f *Fake) Attached(target string) []string { return slices.Clone(f.attached[target]) }

// Get gives a policy; nil when there is none.
func (f *Fake) Get(id string) *Policy {
	if i := slices.IndexFunc(f.policies, func(p *Policy) bool { return p.ID == id }); i >= 0 {
		return f.policies[i]
	}
	return nil
}

var joined = awsjson.Time(time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC))

func (n node) arn() string {
	kind := map[string]string{"ROOT": "root", "ORGANIZATIONAL_UNIT": "ou", "ACCOUNT": "account"}[n.kind]
	return "arn:aws:organizations::" + Management + ":" + kind + "/" + ID + "/" + n.id
}

func (n node) account() map[string]any {
	return map[string]any{
		"Id": n.id, "Arn": n.arn(), "Name": n.name, "Email": "aws+" + n.id + "@example.com", "Status": n.status, "State": n.status,
		"JoinedMethod": "CREATED", "JoinedTimestamp": joined,
	}
}

func (p *Policy) summary() map[string]any {
	return map[string]any{
		"Id": p.ID, "Arn": "arn:aws:organizations::" + Management + ":policy/" + ID + "/" + p.ID, "Name": p.Name, "Description": p.Description,
		"Type": p.Type, "AwsManaged": p.AWSManaged,
	}
}

func refuse(code, message string) *awsjson.Refusal {
	return &awsjson.Refusal{Code: code, Message: message}
}

var (
	errNone     = refuse("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.")
	errPolicy   = refuse("PolicyNotFoundException", "You specified a policy that doesn't exist.")
	errTarget   = refuse("TargetNotFoundException", "You specified a target that doesn't exist.")
	errAttached = refuse("DuplicatePolicyAttachmentException", "The selected policy is already attached to the specified target.")
	errOff      = refuse("PolicyNotAttachedException", "The policy isn't attached to the specified target in the specified root.")
	errInUse    = refuse("PolicyInUseException", "The policy is attached to one or more entities.")
	errName     = refuse("DuplicatePolicyException", "A policy with the same name already exists.")
	errLast     = &awsjson.Refusal{
		Code: "ConstraintViolationException", Message: "You must have at least one policy of this type attached.", Members: map[string]any{"Reason": "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED"},
	}
	errNoEffective = refuse("EffectivePolicyNotFoundException", "There is no effective policy.")
)

// list answers a list of any of the operations that page.
func list[T any](f *Fake, name string, items []T, token *string) (any, error) {
	if f.None {
		return nil, errNone
	}
	piece, next, err := awsjson.Page(items, token, f.PageSize)
	return map[string]any{name: piece, "NextToken": next}, err
}

func (f *Fake) children(parent, kind string, show func(node) map[string]any) (out []map[string]any) {
	for _, n := range f.nodes {
		if n.parent == parent && n.kind == kind {
			out = append(out, show(n))
		}
	}
	return out
}

func (f *Fake) reads() {
	awsjson.On(f.Server, target+"DescribeOrganization", func(*org.DescribeOrganizationInput) (any, error) {
		if f.None {
			return nil, errNone
		}
		return map[string]any{"Organization": map[string]any{
			"Id": ID, "Arn": "arn:aws:organizations::" + Management + ":organization/" + ID, "FeatureSet": f.FeatureSet,
			"MasterAccountId": Management, "MasterAccountEmail": "aws+" + Management + "@example.com",
		}}, nil
	})
	awsjson.On(f.Server, target+"ListRoots", func(in *org.ListRootsInput) (any, error) {
		enabled := []map[string]any{}
		for _, t := range f.Types {
			enabled = append(enabled, map[string]any{"Type": t, "Status": "ENABLED"})
		}
		root := map[string]any{"Id": Root, "Arn": f.nodes[0].arn(), "Name": "Root", "PolicyTypes": enabled}
		return list(f, "Roots", []map[string]any{root}, in.NextToken)
	})
	awsjson.On(f.Server, target+"ListOrganizationalUnitsForParent", func(in *org.ListOrganizationalUnitsForParentInput) (any, error) {
		return list(f, "OrganizationalUnits", f.children(*in.ParentId, "ORGANIZATIONAL_UNIT", func(n node) map[string]any {
			return map[string]any{"Id": n.id, "Arn": n.arn(), "Name": n.name}
		}), in.NextToken)
	})
	awsjson.On(f.Server, target+"ListAccountsForParent", func(in *org.ListAccountsForParentInput) (any, error) {
		return list(f, "Accounts", f.children(*in.ParentId, "ACCOUNT", node.account), in.NextToken)
	})
	awsjson.On(f.Server, target+"ListAccounts", func(in *org.ListAccountsInput) (any, error) {
		var all []map[string]any
		for _, n := range f.nodes {
			if n.kind == "ACCOUNT" {
				all = append(all, n.account())
			}
		}
		return list(f, "Accounts", all, in.NextToken)
	})
	awsjson.On(f.Server, target+"ListPolicies", func(in *org.ListPoliciesInput) (any, error) {
		var found []map[string]any
		for _, p := range f.policies {
			if p.Type == string(in.Filter) {
				found = append(found, p.summary())
			}
		}
		return list(f, "Policies", found, in.NextToken)
	})
	awsjson.On(f.Server, target+"ListPoliciesForTarget", func(in *org.ListPoliciesForTargetInput) (any, error) {
		var found []map[string]any
		for _, id := range f.attached[*in.TargetId] {
			if p := f.Get(id); p.Type == string(in.Filter) {
				found = append(found, p.summary())
			}
		}
		return list(f, "Policies", found, in.NextToken)
	})
	awsjson.On(f.Server, target+"ListTargetsForPolicy", func(in *org.ListTargetsForPolicyInput) (any, error) {
		var found []map[string]any
		for _, n := range f.nodes {
			if slices.Contains(f.attached[n.id], *in.PolicyId) {
				found = append(found, map[string]any{"TargetId": n.id, "Arn": n.arn(), "Name": n.name, "Type": n.kind})
			}
		}
		return list(f, "Targets", found, in.NextToken)
	})
	awsjson.On(f.Server, target+"DescribePolicy", func(in *org.DescribePolicyInput) (any, error) {
		p := f.Get(*in.PolicyId)
		if p == nil {
			return nil, errPolicy
		}
		return map[string]any{"Policy": map[string]any{"PolicySummary": p.summary(), "Content": p.Content}}, nil
	})
	awsjson.On(f.Server, target+"DescribeEffectivePolicy", func(in *org.DescribeEffectivePolicyInput) (any, error) {
		text, known := f.Effective[string(in.PolicyType)]
		if !known {
			return nil, errNoEffective
		}
		return map[string]any{"EffectivePolicy": map[string]any{
			"PolicyContent": text, "PolicyType": in.PolicyType, "TargetId": in.TargetId, "LastUpdatedTimestamp": joined,
		}}, nil
	})
	awsjson.On(f.Server, target+"ListDelegatedAdministrators", func(in *org.ListDelegatedAdministratorsInput) (any, error) {
		var found []map[string]any
		for _, n := range f.nodes {
			if len(f.Delegated[n.id]) > 0 {
				found = append(found, n.account())
			}
		}
		return list(f, "DelegatedAdministrators", found, in.NextToken)
	})
	awsjson.On(f.Server, target+"ListDelegatedServicesForAccount", func(in *org.ListDelegatedServicesForAccountInput) (any, error) {
		var found []map[string]any
		for _, service := range f.Delegated[*in.AccountId] {
			found = append(found, map[string]any{"ServicePrincipal": service, "DelegationEnabledDate": joined})
		}
		return list(f, "DelegatedServices", found, in.NextToken)
	})
}
