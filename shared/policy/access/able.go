package access

import (
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
	"github.com/iam-copilot/iam-copilot/shared/policy/lint"
)

// ableTo tells whether a principal has a path's permissions, iam:PassRole aside, on
// resources that it may choose: what it makes it can name so that its policies fit.
func (x *explorer) ableTo(p *Principal, path *lint.EscalationPath) (outcome, error) {
	key := ability{p, path.ID}
	if o, known := x.able[key]; known {
		return o, nil
	}
	out := outcome{decision: eval.Allowed}
	for _, group := range byResource(path.Permissions) {
		o, err := x.ableOn(p, group)
		if err != nil {
			return outcome{}, err
		}
		if out = out.and(o); !out.possible() {
			break
		}
	}
	x.able[key] = out
	return out, nil
}

// byResource puts actions that work on the same type of resource together: they must
// be allowed on the same one, such as the function that is made and then run.
func byResource(actions []string) [][]string {
	var out [][]string
	at := map[string]int{}
	for _, action := range actions {
		if action == "iam:PassRole" {
			continue
		}
		key := action
		if a := catalog.LookupAction(action); a != nil {
			prefix, _, _ := strings.Cut(action, ":")
			for _, r := range a.Resources {
				if r.Required || len(a.Resources) == 1 {
					key = prefix + "/" + r.Name
					break
				}
			}
		}
		n, seen := at[key]
		if !seen {
			n = len(out)
			at[key] = n
			out = append(out, nil)
		}
		out[n] = append(out[n], action)
	}
	return out
}

// ableOn tries the resources that the principal's policies speak of.
func (x *explorer) ableOn(p *Principal, actions []string) (outcome, error) {
	best := outcome{decision: eval.ImplicitDeny}
	for _, resource := range x.resources(p, actions) {
		o := outcome{decision: eval.Allowed, resource: resource}
		for _, action := range actions {
			one, err := x.account.may(p, Question{Action: action, Resource: resource})
			if err != nil {
				return outcome{}, err
			}
			if o = o.and(one); !o.possible() {
				break
			}
		}
		if o.decision == eval.Allowed {
			return o, nil
		}
		if o.possible() && !best.possible() {
			best = o
		}
	}
	return best, nil
}

// maxTried bounds the resources that are tried for one question.
const maxTried = 64

// resources are ordinary resources that fit the principal's policies, and one of the
// type that the actions work on.
func (x *explorer) resources(p *Principal, actions []string) []string {
	var out []string
	add := func(r string) {
		if len(out) < maxTried && !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	for _, action := range actions {
		add(x.account.ordinary(action))
	}
	documents := make([]*document, 0, len(p.identity)+1)
	for _, at := range p.identity {
		documents = append(documents, at.document)
	}
	if p.boundary != nil {
		documents = append(documents, p.boundary.document)
	}
	for _, level := range x.account.scps.documents {
		for _, at := range level {
			documents = append(documents, at.document)
		}
	}
	for _, d := range documents {
		for i := range d.outlines {
			o := &d.outlines[i]
			if o.deny || o.notResource || !slices.ContainsFunc(actions, func(a string) bool { return o.coversAction(strings.ToLower(a)) }) {
				continue
			}
			for _, v := range d.statement(i).Resource.Texts() {
				if !strings.Contains(v, "${") {
					add(x.account.own(instance(v)))
				}
			}
		}
	}
	return out
}

// ordinary is a resource of the type that an action works on, named by no policy; "*"
// for an action that works on none.
func (a *Account) ordinary(action string) string {
	known := catalog.LookupAction(action)
	prefix, _, _ := strings.Cut(action, ":")
	s := catalog.Lookup(prefix)
	if known == nil || s == nil || len(known.Resources) == 0 {
		return "*"
	}
	name := known.Resources[0].Name
	for _, r := range known.Resources {
		if r.Required {
			name = r.Name
			break
		}
	}
	t := s.ResourceType(name)
	if t == nil {
		return "*"
	}
	arn := t.ARNs()[0]
	for _, known := range [][2]string{{"${Partition}", a.Partition}, {"${Region}", "us-east-1"}, {"${Account}", a.ID}} {
		arn = strings.ReplaceAll(arn, known[0], known[1])
	}
	for {
		i := strings.Index(arn, "${")
		end := strings.IndexByte(arn[max(i, 0):], '}')
		if i < 0 || end < 0 {
			return arn
		}
		arn = arn[:i] + anything + arn[i+end+1:]
	}
}

// own puts the account's id in the place of a wildcard.
func (a *Account) own(arn string) string {
	if parts, ok := policy.ParseARN(arn); ok && parts.Account == anything {
		parts.Account = a.ID
		return parts.String()
	}
	return arn
}
