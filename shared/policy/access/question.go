package access

import (
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// Question asks about one action on one resource.
type Question struct {
	// Action is one action, such as "s3:GetObject", in any case.
	Action string `json:"action"`
	// Resource is an ARN; "*" or empty for actions that work on no resource.
	Resource string `json:"resource,omitempty"`
	// ResourceAccount owns the resource, where neither its ARN nor the snapshot tells.
	ResourceAccount string `json:"resource_account,omitempty"`
	// Context holds the context keys whose values are known; one with an empty list
	// is known to be absent.
	Context map[string][]string `json:"context,omitempty"`
	// UnknownContext lists the keys that may or may not be present. When it is nil,
	// every key that is not in Context is; with an empty list, none is.
	UnknownContext []string `json:"unknown_context,omitempty"`
}

// view is what an account holds about one action.
type view struct {
	account    *Account
	action     string // lower case
	statements []about
	candidates []*Principal // who has a policy that allows it somewhere, or that is missing
}

// about is a statement about the action, with the number of its document.
type about struct {
	document int32
	*outline
}

// view finds the policies and principals that matter to an action, in lower case.
func (a *Account) view(action string) *view {
	v := &view{account: a, action: action}
	allows := make([]bool, len(a.documents))
	seen := make([]bool, len(a.documents))
	for _, list := range a.index.about(action) {
		for _, n := range list {
			if seen[n] {
				continue
			}
			seen[n] = true
			d := a.documents[n]
			for i := range d.outlines {
				if o := &d.outlines[i]; o.coversAction(action) {
					v.statements = append(v.statements, about{n, o})
					allows[n] = allows[n] || !o.deny
				}
			}
		}
	}
	for _, p := range a.principals {
		if len(p.missing) > 0 {
			v.candidates = append(v.candidates, p)
			continue
		}
		for i := range p.identity {
			if allows[p.identity[i].number] {
				v.candidates = append(v.candidates, p)
				break
			}
		}
	}
	return v
}

// question is a question being answered. It is used by one goroutine.
type question struct {
	*view
	call     *eval.Call
	name     string // the action, as asked
	resource string
	owner    string // of the resource; empty when nothing tells
	known    map[string][]string
	unknown  []string
	policy   *attached // of the resource, or the role's trust policy
	compiled *eval.Policy
	assumed  string // why the resource's policy is not known and is taken to leave the decision to the account

	touched  []touch // by document; nil: every document counts
	general  tests   // of the policies that apply to everyone
	classes  map[string]*verdict
	identity []attached // of the principal in hand: scratch
	list     []*eval.Policy
	key      []byte
}

type touch uint8

const (
	touchedNot touch = iota
	touchedDeny
	touchedAllow
)

// ask prepares a question about an action, whose view it shares, on a resource.
func (v *view) ask(x Question) (*question, error) {
	q, err := v.prepare(x)
	if err != nil {
		return nil, err
	}
	q.touched, q.classes = make([]touch, len(v.account.documents)), map[string]*verdict{}
	for i := range v.statements {
		st := &v.statements[i]
		switch {
		case q.touched[st.document] == touchedAllow || !st.mayCover(q.resource):
		case st.deny:
			q.touched[st.document] = touchedDeny
		default:
			q.touched[st.document] = touchedAllow
		}
	}
	return q, nil
}

// prepare makes the question. Without a touch of every document, a principal's
// policies all count.
func (v *view) prepare(x Question) (*question, error) {
	q := &question{view: v, name: x.Action, resource: x.Resource, known: x.Context, unknown: x.UnknownContext}
	if q.resource == "" {
		q.resource = "*"
	}
	if q.unknown == nil {
		q.unknown = []string{"*"}
	}
	if org := v.account.snapshot.OrganizationID; org != "" && !q.given("aws:PrincipalOrgID") {
		q.know("aws:PrincipalOrgID", []string{org})
	}
	root, err := eval.ParsePrincipal(v.account.ID)
	if err != nil {
		return nil, err
	}
	ctx, err := eval.NewContext(q.known, q.unknown)
	if err != nil {
		return nil, err
	}
	q.owner = q.findPolicy(x.ResourceAccount)
	if q.call, err = eval.NewCall(root, q.name, q.resource, q.owner, ctx); err != nil {
		return nil, err
	}
	for _, levels := range [][][]attached{v.account.scps.documents, v.account.rcps.documents} {
		for _, level := range levels {
			for _, at := range level {
				q.joinGeneral(at.document)
			}
		}
	}
	if q.policy != nil {
		q.compiled = q.policy.compiled
		q.joinGeneral(q.policy.document)
	}
	return q, nil
}

// know sets a context key without changing the caller's map.
func (q *question) know(key string, values []string) {
	known := make(map[string][]string, len(q.known)+1)
	for k, v := range q.known {
		known[k] = v
	}
	known[key] = values
	q.known = known
}

func (q *question) given(key string) bool {
	for k := range q.known {
		if strings.EqualFold(k, key) {
			return true
		}
	}
	return false
}

// joinGeneral notes what a policy that applies to everyone tests.
func (q *question) joinGeneral(d *document) {
	if relevant, _ := d.relevant(q.action, q.resource); relevant {
		q.general.join(&d.tests)
	}
}

// roleActions are the actions that a role's trust policy governs ("Actions,
// resources, and condition keys for AWS Security Token Service").
var roleActions = []string{
	"sts:assumerole", "sts:assumerolewithsaml", "sts:assumerolewithwebidentity",
	"sts:tagsession", "sts:setsourceidentity", "sts:setcontext",
}

// findPolicy finds the policy of the resource and gives the account that owns the
// resource, if that is known.
func (q *question) findPolicy(owner string) string {
	a := q.account
	arn, _ := policy.ParseARN(q.resource)
	if owner == "" && policy.IsAccountID(arn.Account) {
		owner = arn.Account
	}
	if slices.Contains(roleActions, q.action) && arn.Service == "iam" {
		if role := a.byARN[q.resource]; role != nil && role.trust != nil {
			q.policy = &attached{role.trust, role.ARN, ""}
		} else if owner != a.ID {
			q.assume("the trust policy of " + q.resource + " is not in the snapshot")
		}
		return owner
	}
	if r := a.resourcePolicy(q.resource); r != nil {
		q.policy = &attached{r.document, r.arn, ""}
		if owner == "" {
			owner = r.account
		}
		return owner
	}
	switch {
	case owner != "" && owner != a.ID:
		q.assume("the resource belongs to account " + owner + ", and its policy is not in the snapshot")
	case strings.HasPrefix(q.action, "kms:") && arn.Service == "kms" && strings.HasPrefix(arn.Resource, "key/") && q.action != "kms:retiregrant":
		q.assume("the key policy of " + q.resource + " is not in the snapshot")
	}
	return owner
}

// assume takes the resource's policy to allow what identity-based policies allow.
func (q *question) assume(why string) {
	q.assumed = why
	q.policy = assumedPolicy(q.account.ID)
}

// assumedPolicy names the account, which leaves the decision to identity-based
// policies.
func assumedPolicy(account string) *attached {
	text := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"` + account + `"},"Action":"*","Resource":"*"}]}`
	d, err := compile(text, policy.KindResource)
	if err != nil {
		panic(err) // the text is fixed
	}
	return &attached{d, "", ""}
}

// named reports whether the resource's policy may grant to the principal itself.
func (q *question) named(p *Principal) bool {
	if q.policy == nil {
		return false
	}
	return q.policy.public || slices.Contains(q.policy.names, p.ARN) || p.ID != "" && slices.Contains(q.policy.names, p.ID)
}
