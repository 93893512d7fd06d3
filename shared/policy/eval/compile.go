package eval

import (
	"fmt"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// Policy is one policy document, compiled. It is immutable and may be shared
// between sets and goroutines.
type Policy struct {
	id         string
	kind       policy.Kind
	statements []statement
}

// ID is the name the policy was compiled with: an ARN, a name, or the document's
// own Id element; empty when it has none.
func (p *Policy) ID() string { return p.id }

// Kind is the kind of policy it was compiled as.
func (p *Policy) Kind() policy.Kind { return p.kind }

// statement is one statement, compiled.
type statement struct {
	index        int
	sid          string
	deny         bool
	actions      actionSet
	notAction    bool
	resources    []*pattern // nil: the statement has no Resource element
	notResource  bool
	anyResource  bool
	principals   *principalSet // nil: the statement has no Principal element
	notPrincipal bool
	conditions   []clause
}

// Compile prepares a policy document for evaluation. id names it in explanations;
// when empty, the document's Id element does.
//
// A document that AWS would refuse, because of its form or because an element is
// missing or not allowed in that kind of policy, is an error that names the
// statement ("Grammar of the IAM JSON policy language").
func Compile(doc *policy.Document, kind policy.Kind, id string) (*Policy, error) {
	if doc == nil {
		return nil, fmt.Errorf("no policy document")
	}
	if err := doc.Err(); err != nil {
		return nil, err
	}
	if !doc.HasStatement {
		return nil, fmt.Errorf("the policy has no Statement element")
	}
	if v := doc.VersionText(); v != policy.Version2008 && v != policy.Version2012 {
		return nil, fmt.Errorf("the Version %q is neither %q nor %q", v, policy.Version2012, policy.Version2008)
	}
	if id == "" && doc.ID.IsString() {
		id = doc.ID.Text
	}
	slow := 0
	p := &Policy{id: id, kind: kind, statements: make([]statement, 0, len(doc.Statements))}
	for i := range doc.Statements {
		s, err := compileStatement(&doc.Statements[i], kind, doc.HasVariables())
		if err != nil {
			return nil, fmt.Errorf("%s: %w", doc.StatementPath(doc.Statements[i].Index), err)
		}
		p.statements = append(p.statements, s)
		if slow += s.slowTokens(); slow > maxSlowTokens {
			return nil, fmt.Errorf("the policy holds more than %d wildcards within the first five parts of ARNs", maxSlowTokens)
		}
	}
	return p, nil
}

func compileStatement(st *policy.Statement, kind policy.Kind, variables bool) (statement, error) {
	s := statement{index: st.Index, deny: st.IsDeny()}
	if st.Sid != nil {
		s.sid = st.Sid.Text
	}
	if err := checkElements(st, kind); err != nil {
		return s, err
	}
	actions, resources := st.Action, st.Resource
	if st.NotAction != nil {
		actions, s.notAction = st.NotAction, true
	}
	if st.NotResource != nil {
		resources, s.notResource = st.NotResource, true
	}
	if err := s.actions.add(actions); err != nil {
		return s, err
	}
	if err := s.addResources(resources, variables); err != nil {
		return s, err
	}
	var err error
	switch {
	case st.Principal != nil:
		s.principals, err = compilePrincipals(st.Principal)
	case st.NotPrincipal != nil:
		s.notPrincipal = true
		s.principals, err = compilePrincipals(st.NotPrincipal)
	}
	if err != nil {
		return s, err
	}
	s.conditions, err = compileCondition(st.Condition, variables)
	return s, err
}

// checkElements reports elements that are missing, excluded by another one, or
// not allowed in this kind of policy.
func checkElements(st *policy.Statement, kind policy.Kind) error {
	named := st.Principal != nil || st.NotPrincipal != nil
	switch {
	case !st.IsAllow() && !st.IsDeny():
		return fmt.Errorf("the Effect must be \"Allow\" or \"Deny\"")
	case st.Action != nil && st.NotAction != nil:
		return fmt.Errorf("a statement has either Action or NotAction, not both")
	case st.Action == nil && st.NotAction == nil:
		return fmt.Errorf("the statement has neither Action nor NotAction")
	case st.Resource != nil && st.NotResource != nil:
		return fmt.Errorf("a statement has either Resource or NotResource, not both")
	case st.Principal != nil && st.NotPrincipal != nil:
		return fmt.Errorf("a statement has either Principal or NotPrincipal, not both")
	case named && !kind.HasPrincipal():
		return fmt.Errorf("a Principal element is not allowed in %s", describeKind(kind))
	case !named && kind.HasPrincipal():
		return fmt.Errorf("%s needs a Principal element", describeKind(kind))
	case st.NotPrincipal != nil && kind != policy.KindResource:
		return fmt.Errorf("a NotPrincipal element is not allowed in %s", describeKind(kind))
	case st.Resource == nil && st.NotResource == nil && kind != policy.KindResource && kind != policy.KindTrust:
		return fmt.Errorf("the statement has neither Resource nor NotResource")
	}
	return nil
}

// describeKind names a kind of policy within a sentence.
func describeKind(kind policy.Kind) string {
	switch kind {
	case policy.KindIdentity:
		return "an identity-based policy"
	case policy.KindResource:
		return "a resource-based policy"
	case policy.KindTrust:
		return "a role trust policy"
	case policy.KindSCP:
		return "a service control policy"
	case policy.KindRCP:
		return "a resource control policy"
	case policy.KindBoundary:
		return "a permissions boundary"
	case policy.KindSession:
		return "a session policy"
	}
	return "a policy of kind " + string(kind)
}

func (s *statement) addResources(list *policy.List, variables bool) error {
	if list == nil {
		return nil
	}
	s.resources = make([]*pattern, 0, len(list.Values))
	for _, v := range list.Values {
		if len(v.Text) > maxPattern {
			return fmt.Errorf("a Resource value is longer than %d bytes", maxPattern)
		}
		p := compileResource(v.Text, variables)
		s.anyResource = s.anyResource || p.universal()
		s.resources = append(s.resources, p)
	}
	return nil
}
