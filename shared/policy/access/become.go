package access

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
	"github.com/iam-copilot/iam-copilot/shared/policy/lint"
)

// explorer finds the ways from principal to principal. It is used by one goroutine.
type explorer struct {
	account *Account
	views   map[string]*view
	paths   []lint.EscalationPath
	able    map[ability]outcome
	hosts   map[host]bool
	only    *Principal            // when set, nobody else is asked about
	skip    func(*Principal) bool // when set, who is not asked about
	given   map[*Principal][]granting
	raised  map[*Principal]outcome // what becomes of who may do everything its limits leave
}

type ability struct {
	who  *Principal
	path string
}

type host struct {
	role    *Principal
	service string
}

func (a *Account) explore() *explorer {
	return &explorer{
		account: a, views: map[string]*view{}, paths: lint.EscalationPaths(), able: map[ability]outcome{}, hosts: map[host]bool{},
		given: map[*Principal][]granting{}, raised: map[*Principal]outcome{},
	}
}

// edge is a way from one principal to another.
type edge struct {
	from *Principal
	step *Step
}

// view gives the account's view of an action.
func (x *explorer) view(action string) *view {
	key := strings.ToLower(action)
	if x.views[key] == nil {
		x.views[key] = x.account.view(key)
	}
	return x.views[key]
}

// who asks which principals can do something to a target.
func (x *explorer) who(action string, target *Principal, context map[string][]string, found func(*Principal, outcome) error) error {
	question := Question{Action: action, Resource: target.ARN, Context: x.contextOf(target, context)}
	if x.only != nil {
		o, err := x.account.may(x.only, question)
		if err != nil || !o.possible() {
			return err
		}
		return found(x.only, o)
	}
	q, err := x.view(action).ask(question)
	if err != nil {
		return err
	}
	for _, p := range q.concerned() {
		if p == target || x.skip != nil && x.skip(p) {
			continue
		}
		o, err := q.outcome(p)
		if err == nil && o.possible() {
			err = found(p, o)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// contextOf adds what the snapshot tells of a target: its tags, and its permissions
// boundary ("Actions, resources, and condition keys for AWS Identity and Access
// Management").
func (x *explorer) contextOf(target *Principal, context map[string][]string) map[string][]string {
	out := map[string][]string{"iam:PermissionsBoundary": nil}
	for k, v := range context {
		out[k] = v
	}
	switch {
	case target.boundary != nil:
		out["iam:PermissionsBoundary"] = []string{target.boundary.id}
	case target.missingBoundary != "":
		out["iam:PermissionsBoundary"] = []string{target.missingBoundary}
	}
	for key, value := range target.Tags {
		out["aws:ResourceTag/"+key] = []string{value}
		out["iam:ResourceTag/"+key] = []string{value}
	}
	return out
}

// into finds who can become a principal.
func (x *explorer) into(target *Principal) ([]edge, error) {
	var out []edge
	var err error
	if target.Type == TypeUser {
		err = x.credentials(target, &out)
	} else {
		for _, find := range []func(*Principal, *[]edge) error{x.assuming, x.editingTrust, x.passing} {
			if err = find(target, &out); err != nil {
				break
			}
		}
	}
	return out, err
}

// between finds the ways from one principal to another.
func (x *explorer) between(from, to *Principal) ([]edge, error) {
	x.only = from
	defer func() { x.only = nil }()
	return x.into(to)
}

// intoFor is into without those that skip tells to leave out.
func (x *explorer) intoFor(target *Principal, skip func(*Principal) bool) ([]edge, error) {
	x.skip = skip
	defer func() { x.skip = nil }()
	return x.into(target)
}

// credentials finds who can make credentials for a user.
func (x *explorer) credentials(user *Principal, out *[]edge) error {
	for _, way := range []struct{ path, action, text, assumes string }{
		{"iam-002", "iam:CreateAccessKey", "makes an access key for", ""},
		{"iam-004", "iam:CreateLoginProfile", "sets a console password for", "the user has no console password yet"},
		{"iam-006", "iam:UpdateLoginProfile", "changes the console password of", "the user has a console password"},
	} {
		err := x.who(way.action, user, nil, func(p *Principal, o outcome) error {
			s := &Step{From: p.ARN, To: user.ARN, Method: MethodCredentials, Path: way.path, Actions: []string{way.action}, Conditions: o.conditions, Assumes: way.assumes}
			*out = append(*out, edge{p, s.finish("%s %s %s.", shortName(p.ARN), way.text, shortName(user.ARN))})
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// assuming finds who can assume a role.
func (x *explorer) assuming(role *Principal, out *[]edge) error {
	return x.who("sts:AssumeRole", role, nil, func(p *Principal, o outcome) error {
		s := &Step{From: p.ARN, To: role.ARN, Method: MethodAssumeRole, Path: "sts-001", Actions: []string{"sts:AssumeRole"}, Conditions: o.conditions}
		*out = append(*out, edge{p, s.finish("%s assumes %s, which its trust policy allows.", shortName(p.ARN), shortName(role.ARN))})
		return nil
	})
}

// fixed reports whether IAM lets nobody change the role: those that AWS services and
// IAM Identity Center keep.
func (p *Principal) fixed() bool {
	return p.isServiceLinked() || strings.Contains(p.ARN, ":role/aws-reserved/")
}

// trustCaller is a trust policy that names its reader.
var trustCaller = mustCompile(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}`, policy.KindTrust)

// editingTrust finds who can let themselves in by writing the role's trust policy.
func (x *explorer) editingTrust(role *Principal, out *[]edge) error {
	if role.fixed() {
		return nil
	}
	return x.who("iam:UpdateAssumeRolePolicy", role, nil, func(p *Principal, o outcome) error {
		q, err := (&view{account: x.account, action: "sts:assumerole"}).prepare(Question{Action: "sts:AssumeRole", Resource: role.ARN, UnknownContext: []string{"*"}})
		if err != nil {
			return err
		}
		q.gather(p)
		tests := q.tests(p)
		call, err := q.callOf(p, &tests)
		if err != nil {
			return err
		}
		set := q.set(p)
		set.Resource = trustCaller
		if d := set.Decide(call); d != eval.Allowed && d != eval.Unknown {
			return nil
		}
		s := &Step{From: p.ARN, To: role.ARN, Method: MethodEditTrust, Path: "iam-012", Actions: []string{"iam:UpdateAssumeRolePolicy", "sts:AssumeRole"}, Conditions: o.conditions}
		*out = append(*out, edge{p, s.finish("%s writes itself into the trust policy of %s and assumes it.", shortName(p.ARN), shortName(role.ARN))})
		return nil
	})
}
