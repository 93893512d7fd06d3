package organizations

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/organizations/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// The kinds of nodes, as the interface names them.
const (
	nodeRoot    = "root"
	nodeUnit    = "organizational_unit"
	nodeAccount = "account"
)

// The types of policies that decide about permissions.
const (
	typeSCP = string(types.PolicyTypeServiceControlPolicy)
	typeRCP = string(types.PolicyTypeResourceControlPolicy)
)

// structure is an organization as it was read. What is in it does not change, save
// for the documents, which are read when they are asked for.
type structure struct {
	id, arn, featureSet         string
	management, managementEmail string
	types                       []string // enabled policy types, sorted
	roots                       []string
	nodes                       map[string]*node
	policies                    map[string]*attachedPolicy
	notes                       []string
	readAt                      time.Time

	mu        sync.Mutex
	documents map[string]string // by policy id
}

// node is a root, organizational unit or account.
type node struct {
	id, arn, kind, name, parent string
	depth                       int
	children                    []string
	account                     *types.Account
	policies                    []string // ids of what is attached here itself
}

// attachedPolicy is a policy with where it is attached.
type attachedPolicy struct {
	summary types.PolicySummary
	targets []string
}

func (p *attachedPolicy) is(policyType string) bool { return string(p.summary.Type) == policyType }

func (s *structure) enabled(policyType string) bool { return slices.Contains(s.types, policyType) }

// walk gives every node, each before those below it; units before accounts, by name.
func (s *structure) walk(each func(*node)) {
	var visit func(id string)
	visit = func(id string) {
		n := s.nodes[id]
		each(n)
		for _, child := range n.children {
			visit(child)
		}
	}
	for _, root := range s.roots {
		visit(root)
	}
}

// arrange puts children in the order of their names, and sets the depths.
func (s *structure) arrange() {
	rank := func(n *node) int {
		if n.kind == nodeAccount {
			return 1
		}
		return 0
	}
	for _, n := range s.nodes {
		slices.SortFunc(n.children, func(a, b string) int {
			x, y := s.nodes[a], s.nodes[b]
			return cmp.Or(cmp.Compare(rank(x), rank(y)), strings.Compare(strings.ToLower(x.name), strings.ToLower(y.name)), strings.Compare(a, b))
		})
	}
	s.walk(func(n *node) {
		if parent := s.nodes[n.parent]; parent != nil {
			n.depth = parent.depth + 1
		}
	})
}

// way is the nodes from the root down to one, itself included.
func (s *structure) way(id string) []*node {
	var out []*node
	for n := s.nodes[id]; n != nil; n = s.nodes[n.parent] {
		out = append(out, n)
	}
	slices.Reverse(out)
	return out
}

// path is the names on the way to a node's parent.
func (s *structure) path(id string) string {
	var names []string
	for _, n := range s.way(id) {
		if n.id != id {
			names = append(names, n.name)
		}
	}
	return strings.Join(names, " / ")
}

// accountsBelow lists the accounts of a node and those below it, in order.
func (s *structure) accountsBelow(id string) []*node {
	n := s.nodes[id]
	if n == nil {
		return nil
	}
	if n.kind == nodeAccount {
		return []*node{n}
	}
	var out []*node
	for _, child := range n.children {
		out = append(out, s.accountsBelow(child)...)
	}
	return out
}

// restricted lists the accounts below some nodes that SCPs and RCPs restrict: all
// but the management account, each once.
func (s *structure) restricted(targets []string) []*node {
	var out []*node
	for _, target := range targets {
		for _, n := range s.accountsBelow(target) {
			if n.id != s.management && !slices.Contains(out, n) {
				out = append(out, n)
			}
		}
	}
	return out
}

// attached lists the ids of policies of a type at a node itself.
func (s *structure) attached(id, policyType string) []string {
	var out []string
	if n := s.nodes[id]; n != nil {
		for _, p := range n.policies {
			if s.policies[p].is(policyType) {
				out = append(out, p)
			}
		}
	}
	return out
}

// levels lists the ids of policies of a type by level, from the root to an account.
func (s *structure) levels(account, policyType string) [][]string {
	var out [][]string
	for _, n := range s.way(account) {
		out = append(out, s.attached(n.id, policyType))
	}
	return out
}

// byType lists the ids of the policies of a type, by name.
func (s *structure) byType(policyType string) []string {
	var out []string
	for id, p := range s.policies {
		if policyType == "" || p.is(policyType) {
			out = append(out, id)
		}
	}
	slices.SortFunc(out, func(a, b string) int {
		x, y := s.policies[a].summary, s.policies[b].summary
		return cmp.Or(strings.Compare(string(x.Type), string(y.Type)), strings.Compare(strings.ToLower(aws.ToString(x.Name)), strings.ToLower(aws.ToString(y.Name))), strings.Compare(a, b))
	})
	return out
}

func (s *structure) target(id string) api.OrgTarget {
	n := s.nodes[id]
	if n == nil {
		return api.OrgTarget{ID: id}
	}
	return api.OrgTarget{ID: n.id, Arn: n.arn, Name: n.name, Type: n.kind}
}

// title names a node for people.
func (s *structure) title(id string) string {
	n := s.nodes[id]
	switch {
	case n == nil:
		return id
	case n.kind == nodeRoot:
		return "the root " + n.id
	case n.kind == nodeUnit:
		return "the organizational unit " + n.name + " (" + n.id + ")"
	}
	return "the account " + n.name + " (" + n.id + ")"
}

func (s *structure) accountView(n *node) api.OrgAccount {
	a := n.account
	return api.OrgAccount{
		ID: n.id, Arn: n.arn, Name: n.name, Email: aws.ToString(a.Email), Status: statusOf(a), JoinedMethod: string(a.JoinedMethod),
		JoinedAt: db.UTC(a.JoinedTimestamp), ParentID: n.parent, Path: s.path(n.id), Management: n.id == s.management,
	}
}

// statusOf is the state of an account's life, which has taken the place of its
// status ("Account", AWS Organizations API Reference).
func statusOf(a *types.Account) string {
	if a.State != "" {
		return string(a.State)
	}
	return string(a.Status)
}

func policyView(p *types.PolicySummary) api.OrgPolicy {
	return api.OrgPolicy{
		ID: aws.ToString(p.Id), Arn: aws.ToString(p.Arn), Name: aws.ToString(p.Name), Description: aws.ToString(p.Description),
		Type: string(p.Type), AWSManaged: p.AwsManaged,
	}
}
