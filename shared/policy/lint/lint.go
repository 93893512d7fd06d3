package lint

import (
	"sort"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// The types of finding, from IAM Access Analyzer's ValidatePolicyFinding.
const (
	TypeError           = "error"
	TypeSecurityWarning = "security_warning"
	TypeWarning         = "warning"
	TypeSuggestion      = "suggestion"
)

// Finding is one thing to know about a policy.
type Finding struct {
	Code      string      // such as INVALID_ACTION; see Codes
	Type      string      // one of the Type constants
	Message   string      // one or more full sentences about this policy
	Path      string      // the element concerned: Statement[0].Action[1]; empty for the document
	Span      policy.Span // where it stands in the text
	LearnMore string      // a web page about the check
	Fix       *Fix        // a repair that keeps the author's intent, where one is certain
}

// Fix is a repair as edits of the text the finding was made from.
type Fix struct {
	Title string // what the repair does: "Remove the duplicate action"
	Edits []Edit // do not overlap, ordered by offset
}

// Edit replaces Length bytes at Offset by NewText.
type Edit struct {
	Offset, Length int
	NewText        string
}

// Options say what the policy is for. The zero Options check an identity policy.
type Options struct {
	// Kind is where the policy is used; empty means identity.
	Kind policy.Kind
	// ResourceType is the AWS CloudFormation type of the resource that a resource
	// policy belongs to, such as AWS::S3::Bucket. Empty means unknown: checks that
	// need it are left out.
	ResourceType string
}

// Check parses src and returns its findings in the order of the text.
func Check(src []byte, opt Options) []Finding {
	return CheckDocument(policy.Parse(src), opt)
}

// CheckDocument returns the findings of a parsed document in the order of the
// text. Of a document that is not JSON to its end they are only what was found
// while reading it, and bring no repairs.
func CheckDocument(d *policy.Document, opt Options) []Finding {
	l := newLinter(d, opt)
	l.problems()
	if !d.Incomplete() {
		l.run()
	}
	return l.finish()
}

// HasErrors reports whether any finding is an error.
func HasErrors(findings []Finding) bool {
	for i := range findings {
		if findings[i].Type == TypeError {
			return true
		}
	}
	return false
}

// run applies every rule family.
func (l *linter) run() {
	l.checkDocument()
	for i := range l.st {
		s := &l.st[i]
		l.checkElements(s)
		l.checkSid(s)
		l.checkActions(s)
		l.checkResources(s)
		l.checkPrincipals(s)
		l.checkConditions(s)
		l.checkVariables(s)
		l.checkPassRole(s)
		l.checkTagConditions(s)
		l.checkBroad(s)
		l.checkMFA(s)
		l.checkExposure(s)
		l.checkApplicability(s)
		switch l.kind {
		case policy.KindTrust:
			l.checkTrust(s)
		case policy.KindRCP:
			l.checkRCP(s)
		case policy.KindResource:
			l.checkResourcePolicy(s)
		}
	}
	l.checkSids()
	l.checkStatements()
	l.checkEscalation()
	l.checkSize()
}

// finish orders the findings and leaves out repetitions.
func (l *linter) finish() []Finding {
	sort.SliceStable(l.out, func(i, j int) bool {
		a, b := &l.out[i], &l.out[j]
		if a.Span.Offset != b.Span.Offset {
			return a.Span.Offset < b.Span.Offset
		}
		return rank(a.Type) < rank(b.Type)
	})
	return l.out
}

func rank(typ string) int {
	switch typ {
	case TypeError:
		return 0
	case TypeSecurityWarning:
		return 1
	case TypeWarning:
		return 2
	}
	return 3
}
