package access

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog/managed"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// administratorAccess is the AWS managed policy that allows everything.
const administratorAccess = "AdministratorAccess"

// administers are what an administrator can do: whoever controls the permissions of
// all users and roles controls the account. The resource is of the account, and one
// that no policy names.
var administers = []struct{ action, resource string }{
	{"iam:AttachUserPolicy", "user/"},
	{"iam:PutUserPolicy", "user/"},
	{"iam:CreateAccessKey", "user/"},
	{"iam:AttachRolePolicy", "role/"},
	{"iam:PutRolePolicy", "role/"},
	{"iam:UpdateAssumeRolePolicy", "role/"},
	{"iam:PassRole", "role/"},
	{"iam:CreatePolicyVersion", "policy/"},
}

// outcome is whether something is possible, and under which conditions.
type outcome struct {
	decision   eval.Decision
	conditions []Condition
	resource   string // on which, where that is a choice
}

func (o outcome) possible() bool { return o.decision == eval.Allowed || o.decision == eval.Unknown }

// and is that both are possible.
func (o outcome) and(x outcome) outcome {
	switch {
	case !o.possible():
		return o
	case !x.possible():
		return x
	}
	out := outcome{decision: eval.Allowed, resource: o.resource}
	if o.decision == eval.Unknown || x.decision == eval.Unknown {
		out.decision = eval.Unknown
	}
	out.conditions = appendConditions(o.conditions, x.conditions)
	return out
}

// appendConditions joins lists without changing the first, and without repeating.
func appendConditions(list, more []Condition) []Condition {
	list = list[:len(list):len(list)]
	for _, c := range more {
		known := false
		for _, have := range list {
			known = known || sameCondition(have, c)
		}
		if !known {
			list = append(list, c)
		}
	}
	return list
}

// may asks whether a principal can do something. A principal whose policies are not
// all known counts with those that are.
func (a *Account) may(p *Principal, x Question) (outcome, error) {
	q, err := (&view{account: a, action: strings.ToLower(x.Action)}).prepare(x)
	if err != nil {
		return outcome{}, err
	}
	return q.outcome(p)
}

// outcome is the answer for a principal, with its conditions.
func (q *question) outcome(p *Principal) (outcome, error) {
	v, err := q.decide(p, false)
	if err != nil || v.decision != eval.Unknown {
		return outcome{decision: v.decision, resource: q.resource}, err
	}
	if v, err = q.decide(p, true); err != nil {
		return outcome{}, err
	}
	_, conditions := q.reasons(p, &v.result)
	return outcome{decision: v.decision, conditions: conditions, resource: q.resource}, nil
}

// administrator asks whether a principal is an administrator, when it gets more
// policies.
func (a *Account) administrator(p *Principal, more ...attached) (outcome, error) {
	if len(more) > 0 {
		with := *p
		with.identity = append(p.identity[:len(p.identity):len(p.identity)], more...)
		p = &with
	}
	out := outcome{decision: eval.Allowed}
	for _, x := range administers {
		o, err := a.may(p, Question{
			Action: x.action, Resource: "arn:" + a.Partition + ":iam::" + a.ID + ":" + x.resource + anything,
			// What is to be changed has no permissions boundary.
			Context: map[string][]string{"iam:PermissionsBoundary": nil, "iam:PolicyARN": {a.managedARN(administratorAccess)}},
		})
		if err != nil {
			return outcome{}, err
		}
		if out = out.and(o); !out.possible() {
			return out, nil
		}
	}
	return out, nil
}

// managedARN is the ARN of an AWS managed policy in the account's partition.
func (a *Account) managedARN(name string) string {
	p, _ := managed.Lookup(name)
	return strings.Replace(p.ARN, "arn:aws:", "arn:"+a.Partition+":", 1)
}

// administratorPolicy is what a principal can give to another when it may write or
// attach policies as it likes.
func (a *Account) administratorPolicy() attached {
	return attached{&document{compiled: everything, outlines: []outline{{everywhere: true, actions: []textPattern{newTextPattern("*")}}}}, a.managedARN(administratorAccess), ""}
}

// administrators finds who is an administrator. Few principals can be: only those
// with a policy that allows the rarest of what it takes.
func (a *Account) administrators() (map[*Principal]outcome, error) {
	out := map[*Principal]outcome{}
	for _, p := range a.view("iam:updateassumerolepolicy").candidates {
		o, err := a.administrator(p)
		if err != nil {
			return nil, err
		}
		if o.possible() {
			out[p] = o
		}
	}
	return out, nil
}
