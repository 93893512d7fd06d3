package explain

import (
	"fmt"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate/denial"
)

// maxChanges bounds how many policies are changed for one request: each stage of the evaluation once, and a few denies.
const maxChanges = 12

// step is a change with where it is made.
type step struct {
	Change
	at place
}

// mend looks for changes until the evaluator allows the request, and drops those that turn out not to be needed.
func (x *Explanation) mend(m denial.Message, r eval.Request, answer eval.Answer) error {
	now := r
	var steps []step
	for len(steps) < maxChanges && answer.Decision != eval.Allowed {
		next, ok := x.next(m, now, answer)
		if !ok {
			break
		}
		after := next.at.put(now, next.After)
		changed, err := eval.Simulate(after)
		if err != nil {
			return fmt.Errorf("the changed policy cannot be evaluated: %w", err)
		}
		steps = append(steps, next)
		now, answer = after, changed
	}
	x.Proved = answer.Decision == eval.Allowed
	if !x.Proved {
		x.advise(unmended(answer))
	} else {
		steps = needed(r, steps)
	}
	for _, s := range steps {
		x.Changes = append(x.Changes, s.Change)
	}
	return nil
}

// unmended says why no changes were found that allow the request.
func unmended(answer eval.Answer) string {
	if answer.Decision == eval.Unknown {
		return "After these changes it depends on " + strings.Join(answer.MissingContext, " and ") + " whether the request is allowed: say in the context what those held."
	}
	return "No change of the policies was found that allows the request: " + answer.Reason
}

// needed drops changes without which the request is allowed all the same. Changes of one policy build on each other and
// stay together.
func needed(r eval.Request, steps []step) []step {
	for i := len(steps) - 1; i >= 0; i-- {
		shared := false
		now := clone(r)
		for j, s := range steps {
			if j == i {
				continue
			}
			shared = shared || s.at == steps[i].at
			now = s.at.put(now, s.After)
		}
		if answer, err := eval.Simulate(now); !shared && err == nil && answer.Decision == eval.Allowed {
			steps = append(steps[:i:i], steps[i+1:]...)
		}
	}
	return steps
}

// next finds one change: of a Deny that matches, else of a policy that lacks an Allow.
func (x *Explanation) next(m denial.Message, r eval.Request, answer eval.Answer) (step, bool) {
	switch answer.Decision {
	case eval.ExplicitDeny:
		for _, s := range answer.Statements {
			if s.Applies == "yes" {
				return x.exempt(r, answer, s)
			}
		}
	case eval.ImplicitDeny:
		if kinds := lacking(answer, m); len(kinds) > 0 {
			return x.allow(r, kinds[0])
		}
	}
	return step{}, false
}

// allow adds the smallest statement to the policy that lacks it.
func (x *Explanation) allow(r eval.Request, kind policy.Kind) (step, bool) {
	at, ok := lackingPlace(r, kind)
	if !ok {
		return step{}, false
	}
	action := r.Action
	s := generate.Statement{Sid: "Allow" + lettersOf(action), Effect: "Allow", Action: []string{action}, Resource: []string{r.Resource}}
	if kind == policy.KindResource || kind == policy.KindTrust {
		if s.Principal = generate.PrincipalElement(r.Principal); s.Principal == nil {
			return step{}, false
		}
	}
	if kind == policy.KindTrust {
		s.Resource = nil
	}
	before, id := "", ""
	if doc := at.document(&r); doc != nil {
		before, id = doc.Text, doc.ID
	}
	s.Sid = freeSid(before, s.Sid)
	name := denial.PolicyType(kind).Name()
	title := fmt.Sprintf("Add a statement to the %s that allows %s on %s.", named(name, id), action, r.Resource)
	if before == "" {
		title = fmt.Sprintf("Add a %s that allows %s on %s.", name, action, r.Resource)
	}
	return step{Change{
		Kind: AddStatement, Title: title, PolicyType: denial.PolicyType(kind), Level: at.levelPointer(), PolicyIndex: at.index, PolicyID: id,
		StatementIndex: len(policy.ParseString(before).Statements), Statement: statementText(s), Before: before, After: addStatement(before, s), AlsoAllows: x.warnAdded(s, kind),
	}, at}, true
}

func named(name, id string) string {
	if id == "" {
		return name
	}
	return name + " " + id
}

// lackingPlace is the policy to add an Allow to: the first of its kind, or a new one; for SCPs, at the level that lacks it.
func lackingPlace(r eval.Request, kind policy.Kind) (place, bool) {
	at := place{kind: kind}
	if kind != policy.KindSCP {
		return at, true
	}
	for level := range r.SCPs {
		alone := clone(r)
		alone.SCPs = alone.SCPs[level : level+1]
		answer, err := eval.Simulate(alone)
		if err != nil {
			return at, false
		}
		for _, s := range answer.Stages {
			if s.Stage == eval.StageSCP && s.Outcome == eval.ImplicitDeny {
				at.level = level
				return at, true
			}
		}
	}
	return at, false
}

// lettersOf is the name of an action as a Sid may hold it.
func lettersOf(action string) string {
	_, name, _ := strings.Cut(action, ":")
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, name)
}

// freeSid numbers an id until no statement of the policy has it.
func freeSid(source, id string) string {
	taken := map[string]bool{}
	doc := policy.ParseString(source)
	for i := range doc.Statements {
		if doc.Statements[i].Sid != nil {
			taken[doc.Statements[i].Sid.Text] = true
		}
	}
	free := id
	for n := 2; taken[free]; n++ {
		free = fmt.Sprintf("%s%d", id, n)
	}
	return free
}
