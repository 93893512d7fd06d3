package eval

import "github.com/iam-copilot/iam-copilot/shared/policy"

// verdict is what one or more policies say of a request.
type verdict struct {
	deny, allow finding
}

// unlimited is the verdict of policies that do not apply: no limit, no deny.
var unlimited = verdict{deny: known(no), allow: known(yes)}

// place is where policies stand: for the trace.
type place struct {
	kind  policy.Kind
	level int // of SCPs and RCPs; -1 for other kinds
}

// policies evaluates policies that hold no Principal element, or in which it
// names everyone: any Allow allows, any Deny denies.
func (e *evaluator) policies(at place, list []*Policy) verdict {
	v := verdict{deny: known(no), allow: known(no)}
	for i, p := range list {
		for j := range p.statements {
			st := &p.statements[j]
			if !st.covers(e.call) || !st.deny && v.allow.truth == yes && e.trace == nil {
				continue
			}
			f := st.matches(e)
			if f.truth == no {
				continue
			}
			if st.principals != nil {
				if f = f.and(st.principals.match(e.call, false).any()); f.truth == no {
					continue
				}
			}
			e.record(at, i, p, st, f)
			if !st.deny {
				v.allow = v.allow.or(f)
				continue
			}
			if v.deny = v.deny.or(f); e.done(v.deny) {
				return v
			}
		}
	}
	return v
}

// covers tests the action, which alone rules out most statements.
func (st *statement) covers(c *Call) bool {
	return st.actions.contains(c) != st.notAction
}

// matches tests resource and conditions.
func (st *statement) matches(e *evaluator) finding {
	f := st.coversResource(e.call)
	if f.truth == no || len(st.conditions) == 0 {
		return f
	}
	return f.and(e.conditions(st.conditions))
}

// coversResource tests Resource or NotResource. A statement without either, as in
// a trust policy, is about the resource it is attached to.
func (st *statement) coversResource(c *Call) finding {
	if st.resources == nil {
		return known(yes)
	}
	f := known(no)
	if st.anyResource {
		f = known(yes)
	} else {
		for _, p := range st.resources {
			if f = f.or(p.match(c, c.resource)); f.truth == yes {
				break
			}
		}
	}
	if st.notResource {
		return f.not()
	}
	return f
}
