package lint

import (
	"fmt"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

const (
	// maxFindings bounds what a hostile document can make us collect.
	maxFindings = 2000
	// maxWork bounds comparisons between parts of a document, whose number grows
	// with the square of its length. Of the AWS managed policies, the longest, of
	// 91 kB, needs 620,000 and the next fewer than 300,000.
	maxWork = 2_000_000
)

// trustResourceType is how CloudFormation and Access Analyzer name trust policies.
const trustResourceType = "AWS::IAM::AssumeRolePolicyDocument"

// linter holds what the rules share while one document is checked.
type linter struct {
	doc          *policy.Document
	kind         policy.Kind
	resourceType string
	st           []statement
	out          []Finding
	work         int
	variables    bool                         // policy variables are replaced in this document
	matched      map[string][]*catalog.Action // what the action patterns met so far stand for
}

// statement is a statement with what several rules need of it.
type statement struct {
	*policy.Statement
	allow, deny bool
	actions     []action // of Action, or of NotAction
	notAction   bool
	resources   []resource // of Resource, or of NotResource
	notResource bool
	conditions  []condition
}

// action is one value of an Action or NotAction element.
type action struct {
	value   *policy.Value
	index   int
	all     bool   // "*" or "*:*"
	prefix  string // as written, before the colon
	name    string // as written, after the colon
	wild    bool   // the name holds a wildcard
	service *catalog.Service
	known   *catalog.Action // for a name without wildcards
}

func newLinter(d *policy.Document, opt Options) *linter {
	l := &linter{doc: d, kind: opt.Kind, resourceType: opt.ResourceType, variables: d.HasVariables()}
	if l.kind == "" {
		l.kind = policy.KindIdentity
	}
	if l.kind == policy.KindResource && l.resourceType == trustResourceType {
		l.kind = policy.KindTrust
	}
	l.st = make([]statement, len(d.Statements))
	for i := range d.Statements {
		l.st[i] = l.prepare(&d.Statements[i])
	}
	return l
}

func (l *linter) prepare(st *policy.Statement) statement {
	s := statement{Statement: st, allow: st.IsAllow(), deny: st.IsDeny()}
	list := st.Action
	if list == nil && st.NotAction != nil {
		list, s.notAction = st.NotAction, true
	}
	if list != nil {
		s.actions = make([]action, 0, len(list.Values))
		for i := range list.Values {
			if v := &list.Values[i]; v.IsString() {
				s.actions = append(s.actions, newAction(v, i))
			}
		}
	}
	list = st.Resource
	if list == nil && st.NotResource != nil {
		list, s.notResource = st.NotResource, true
	}
	if list != nil {
		s.resources = make([]resource, 0, len(list.Values))
		for i := range list.Values {
			if v := &list.Values[i]; v.IsString() {
				s.resources = append(s.resources, newResource(v, i))
			}
		}
	}
	s.conditions = prepareConditions(st.Condition)
	return s
}

func newAction(v *policy.Value, index int) action {
	a := action{value: v, index: index}
	if v.Text == "*" || v.Text == "*:*" {
		a.all = true
		return a
	}
	prefix, name, ok := strings.Cut(v.Text, ":")
	if !ok {
		return a
	}
	a.prefix, a.name, a.wild = prefix, name, policy.HasWildcard(name)
	a.service = catalog.Lookup(prefix)
	if a.service != nil && !a.wild {
		a.known = a.service.Action(name)
	}
	return a
}

// matches calls visit for every known action the pattern stands for, until visit
// returns false or the linter is exhausted. For "*" it visits nothing: rules treat
// it on its own.
func (l *linter) matches(a *action, visit func(*catalog.Action) bool) {
	switch {
	case a.service == nil:
	case !a.wild:
		if a.known != nil {
			visit(a.known)
		}
	case a.name == "*":
		for i := range a.service.Actions {
			if !l.spend(1) || !visit(&a.service.Actions[i]) {
				return
			}
		}
	default:
		for _, known := range l.expand(a) {
			if !l.spend(1) || !visit(known) {
				return
			}
		}
	}
}

// expand lists the known actions a pattern stands for.
func (l *linter) expand(a *action) []*catalog.Action {
	found, ok := l.matched[a.value.Text]
	if ok || !l.spend(len(a.service.Actions)) {
		return found
	}
	for i := range a.service.Actions {
		if known := &a.service.Actions[i]; policy.MatchAction(a.name, known.Name) {
			found = append(found, known)
		}
	}
	if l.matched == nil {
		l.matched = map[string][]*catalog.Action{}
	}
	l.matched[a.value.Text] = found
	return found
}

// covers reports whether the pattern stands for the action "prefix:Name", which
// must be in lower case.
func (a *action) covers(full string) bool {
	if a.all {
		return true
	}
	return a.prefix != "" && policy.MatchAction(a.value.Text, full)
}

// grants reports whether the statement's action element takes in the action
// "prefix:Name" in lower case.
func (s *statement) grants(full string) bool {
	for i := range s.actions {
		if s.actions[i].covers(full) {
			return !s.notAction
		}
	}
	return s.notAction
}

// actionElement and resourceElement name the element the statement uses.
func (s *statement) actionElement() string {
	if s.notAction {
		return "NotAction"
	}
	return "Action"
}

func (s *statement) resourceElement() string {
	if s.notResource {
		return "NotResource"
	}
	return "Resource"
}

func (s *statement) actionList() *policy.List {
	if s.notAction {
		return s.NotAction
	}
	return s.Action
}

func (s *statement) resourceList() *policy.List {
	if s.notResource {
		return s.NotResource
	}
	return s.Resource
}

// everyResource reports whether the statement reaches every resource: "*", or
// everything but some.
func (s *statement) everyResource() bool {
	if s.notResource {
		return true
	}
	for i := range s.resources {
		if s.resources[i].all {
			return true
		}
	}
	return false
}

// elementSpan is the span of a whole statement member, or of the statement when
// the member is missing.
func elementSpan(st *policy.Statement, name string) policy.Span {
	if e := st.Element(name); e != nil {
		return e.Span
	}
	return st.Span
}

// path names an element of a statement.
func (l *linter) path(s *statement, steps ...any) string {
	return policy.JoinPath(l.doc.StatementPath(s.Index), steps...)
}

// valuePath names value i of a list element, as written: a single string has no
// position.
func (l *linter) valuePath(s *statement, element string, list *policy.List, i int) string {
	if list == nil || list.Single {
		return l.path(s, element)
	}
	return l.path(s, element, i)
}

func (l *linter) actionPath(s *statement, a *action) string {
	return l.valuePath(s, s.actionElement(), s.actionList(), a.index)
}

func (l *linter) resourcePath(s *statement, r *resource) string {
	return l.valuePath(s, s.resourceElement(), s.resourceList(), r.index)
}

// add records a finding and returns it, so that a fix can be attached.
func (l *linter) add(code, path string, span policy.Span, format string, args ...any) *Finding {
	if len(l.out) >= maxFindings {
		return &Finding{}
	}
	info := codeInfo(code)
	message := format
	if len(args) > 0 {
		message = fmt.Sprintf(format, args...)
	}
	l.out = append(l.out, Finding{
		Code: code, Type: info.Type, Message: message, Path: path, Span: span, LearnMore: info.LearnMore,
	})
	return &l.out[len(l.out)-1]
}

// spend reports whether there is still work to be had, and takes n of it.
func (l *linter) spend(n int) bool {
	l.work += n
	return l.work <= maxWork
}

// effort is what comparing a pattern of n bytes with its like may cost, in units of
// spend. Names of ordinary length nearly always differ at their beginnings.
func effort(n int) int {
	if n <= 256 {
		return 1 + n/64
	}
	return n * n / 256
}

// exhausted reports whether the work there was to be had is done. What has not been
// looked at by then must not be reported as missing.
func (l *linter) exhausted() bool { return l.work > maxWork }

// isIAM reports whether IAM itself stores policies of this kind, so that what
// IAM refuses is an error.
func (l *linter) isIAM() bool {
	switch l.kind {
	case policy.KindIdentity, policy.KindBoundary, policy.KindTrust:
		return true
	}
	return false
}

// grantsAccess reports whether an Allow of this kind gives access. Boundaries,
// session policies and organization policies only limit what others give.
func (l *linter) grantsAccess() bool {
	switch l.kind {
	case policy.KindIdentity, policy.KindResource, policy.KindTrust:
		return true
	}
	return false
}

// clip shortens text of the author's for a message.
func clip(s string) string {
	const limit = 120
	if len(s) <= limit {
		return s
	}
	return strings.ToValidUTF8(s[:limit], "") + "…"
}

// some lists the first few names of many for a message.
func some(names []string) string {
	const limit = 5
	if len(names) <= limit {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:limit], ", "), len(names)-limit)
}
