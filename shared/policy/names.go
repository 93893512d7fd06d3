package policy

import (
	"fmt"
	"strings"
)

var (
	documentElements  = []string{"Version", "Id", "Statement"}
	statementElements = []string{
		"Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition",
	}
)

// ignoredElement is accepted at the top of a document and has no effect there,
// as observed of IAM's own validation. Everything else unknown is refused.
const ignoredElement = "Conditions"

// unknownElement reports an element that the grammar does not have.
func (p *parser) unknownElement(name Value, known []string) {
	if p.failed || name.Text == ignoredElement && len(p.path) == 1 {
		return
	}
	for _, k := range known {
		if strings.EqualFold(k, name.Text) {
			p.problem(CodeInvalidElement, name.Span,
				fmt.Sprintf("The policy element %s is not valid: element names are case-sensitive, write %s.", clip(name.Text), k))
			return
		}
	}
	p.problem(CodeInvalidElement, name.Span, fmt.Sprintf("The policy element %s is not valid.", clip(name.Text)))
}

// nameSet remembers the names of one object. Small objects, which is nearly all,
// are compared one by one; large ones through a map, so that a hostile object
// costs no more than its length.
type nameSet struct {
	few   []string
	exact map[string]bool // true when written so, false when only the folded form is known
}

const fewNames = 12

// add records a name and reports whether it was there before, exactly so or with
// other capitals.
func (s *nameSet) add(name string) (exact, folded bool) {
	if s.exact == nil {
		for _, n := range s.few {
			if n == name {
				return true, true
			}
			folded = folded || len(n) == len(name) && strings.EqualFold(n, name)
		}
		if len(s.few) < fewNames {
			s.few = append(s.few, name)
			return false, folded
		}
		s.exact = make(map[string]bool, 4*fewNames)
		for _, n := range s.few {
			s.remember(n)
		}
	}
	if s.exact[name] {
		return true, true
	}
	_, folded = s.exact[strings.ToLower(name)]
	s.remember(name)
	return false, folded
}

func (s *nameSet) remember(name string) {
	lower := strings.ToLower(name)
	if !s.exact[lower] {
		s.exact[lower] = false
	}
	s.exact[name] = true
}

// checkName reports names that repeat in one object, and returns whether name
// repeats exactly. Condition keys that differ only in case are the same key; so
// are condition operators.
func (p *parser) checkName(names *nameSet, name Value) bool {
	exact, folded := names.add(name.Text)
	switch {
	case exact:
		p.problem(CodeDuplicateKey, name.Span,
			fmt.Sprintf("%s appears more than once in the same object; AWS refuses repeated keys.", clip(name.Text)))
	case folded && p.inCondition():
		p.problem(CodeDuplicateKeyCase, name.Span,
			fmt.Sprintf("%s appears more than once with different capitalization in the same condition block.", clip(name.Text)))
	}
	return exact
}

// inCondition reports whether the current member lies within a Condition.
func (p *parser) inCondition() bool {
	for i := len(p.path) - 2; i >= 0; i-- {
		if p.path[i].name == "Condition" && !p.path[i].isPos {
			return true
		}
	}
	return false
}
