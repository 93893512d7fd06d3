package access

import (
	"slices"
	"strings"
	"sync"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// tests is what policies test of the principal.
type tests struct {
	// personal tells that what the policies say may differ between principals that
	// they apply to: by conditions on the principal, policy variables, or a
	// Principal element.
	personal bool
	// tags are the keys aws:PrincipalTag/… in conditions and variables, in lower case.
	tags []string
	// userID tells of aws:userid in conditions and variables, uniqueID of unique ids
	// as principals, which are compared with its first part.
	userID, uniqueID bool
}

// join adds what another policy tests.
func (t *tests) join(u *tests) {
	t.personal = t.personal || u.personal
	t.userID = t.userID || u.userID
	t.uniqueID = t.uniqueID || u.uniqueID
	if len(u.tags) > 0 {
		t.tags = append(t.tags[:len(t.tags):len(t.tags)], u.tags...)
	}
}

// document is a policy's text, compiled. Policies with the same text share one.
type document struct {
	number   int // place in Account.documents
	text     string
	compiled *eval.Policy
	outlines []outline

	tests
	// public tells, of a policy with Principal elements, that an Allow names
	// everyone, or all but some; names are the ARNs and accounts that Allows name.
	public bool
	names  []string

	once sync.Once
	tree *policy.Document
}

// parsed gives the document's tree. It is not kept at first, because an account
// has thousands, and only those that answers quote are looked into.
func (d *document) parsed() *policy.Document {
	d.once.Do(func() { d.tree = policy.ParseString(d.text) })
	return d.tree
}

// statement gives a statement by its place in the document.
func (d *document) statement(index int) *policy.Statement {
	tree := d.parsed()
	for i := range tree.Statements {
		if tree.Statements[i].Index == index {
			return &tree.Statements[i]
		}
	}
	return nil
}

// compile prepares a policy's text.
func compile(text string, kind policy.Kind) (*document, error) {
	tree := policy.ParseString(text)
	compiled, err := eval.Compile(tree, kind, "")
	if err != nil {
		return nil, err
	}
	d := &document{text: text, compiled: compiled, outlines: make([]outline, 0, len(tree.Statements))}
	variables := tree.HasVariables()
	for i := range tree.Statements {
		st := &tree.Statements[i]
		d.outlines = append(d.outlines, outlineOf(st, variables))
		d.inspect(st)
	}
	if variables && strings.Contains(text, "${") {
		d.inspectVariables()
	}
	return d, nil
}

// inspect notes what a statement tests of the principal.
func (d *document) inspect(st *policy.Statement) {
	if st.Principal != nil || st.NotPrincipal != nil {
		d.inspectPrincipals(st)
	}
	if st.Condition == nil {
		return
	}
	for i := range st.Condition.Operators {
		for j := range st.Condition.Operators[i].Keys {
			d.test(strings.ToLower(st.Condition.Operators[i].Keys[j].Name.Text))
		}
	}
}

func (d *document) inspectPrincipals(st *policy.Statement) {
	if st.NotPrincipal != nil {
		d.personal = true
		d.public = d.public || st.IsAllow()
		for _, e := range st.NotPrincipal.Entries {
			d.uniqueID = d.uniqueID || slices.ContainsFunc(e.Values.Texts(), isUniqueID)
		}
		return
	}
	if st.Principal.Everyone() {
		d.public = d.public || st.IsAllow()
		return
	}
	d.personal = true
	for _, e := range st.Principal.Entries {
		for _, v := range e.Values.Values {
			switch {
			case e.Type.Text != policy.PrincipalAWS:
			case isUniqueID(v.Text):
				// A unique id is compared with aws:userid.
				if st.IsAllow() {
					d.names = append(d.names, v.Text)
				}
				d.uniqueID = true
			case st.IsAllow():
				d.names = append(d.names, v.Text)
			}
		}
	}
}

// isUniqueID reports whether a principal is a unique id, of a user or role ("IAM
// identifiers", IAM User Guide: prefixes of unique ids).
func isUniqueID(principal string) bool {
	return strings.HasPrefix(principal, "AIDA") || strings.HasPrefix(principal, "AROA")
}

// personalKeys begin the names of the keys whose values differ between users, or
// between roles, of one account.
var personalKeys = []string{"aws:principalarn", "aws:principaltag/", "aws:userid", "aws:username"}

const principalTag = "aws:principaltag/"

// test notes that the document tests a key, given in lower case.
func (d *document) test(key string) {
	for _, prefix := range personalKeys {
		d.personal = d.personal || strings.HasPrefix(key, prefix)
	}
	switch {
	case key == "aws:userid":
		d.userID = true
	case strings.HasPrefix(key, principalTag) && !slices.Contains(d.tags, key):
		d.tags = append(d.tags, key)
	}
}

// inspectVariables notes the policy variables anywhere in the text.
func (d *document) inspectVariables() {
	rest := d.text
	for {
		i := strings.Index(rest, "${")
		if i < 0 {
			return
		}
		rest = rest[i+2:]
		end := strings.IndexAny(rest, "},")
		if end < 0 {
			return
		}
		d.test(strings.ToLower(strings.TrimSpace(rest[:end])))
	}
}

// relevant tells whether a statement of the document can matter to a request, and
// whether one that allows can. action is in lower case.
func (d *document) relevant(action, resource string) (any, allows bool) {
	for i := range d.outlines {
		o := &d.outlines[i]
		if (any && o.deny) || !o.coversAction(action) || !o.mayCover(resource) {
			continue
		}
		any = true
		if !o.deny {
			return true, true
		}
	}
	return any, false
}
