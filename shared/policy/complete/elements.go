package complete

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// documentation of the elements, from "IAM JSON policy element reference" in the
// IAM User Guide.
var elementDocs = map[string]string{
	elementVersion:      "The version of the policy language. Write 2012-10-17: older documents know no policy variables.",
	elementID:           "A name for the policy as a whole. Some services require it of resource-based policies; it has no effect.",
	elementStatement:    "The statements of the policy: each allows or denies some actions, on its own terms.",
	elementSid:          "A name for the statement, unique within the policy, of letters and digits. It has no effect.",
	elementEffect:       "Whether the statement allows or denies. A Deny overrides every Allow, and what nothing allows is denied.",
	elementPrincipal:    "Who the statement is about: accounts, users, roles, sessions, AWS services or identity providers.",
	elementNotPrincipal: "Everyone but the principals listed. With Allow it lets in anonymous callers; a Deny with a condition on aws:PrincipalArn is safer.",
	elementAction:       "The actions the statement is about, as service:Name; * stands for any characters, ? for one.",
	elementNotAction:    "Every action but those listed. With Allow it also allows actions that AWS adds later.",
	elementResource:     "The resources the statement is about, as ARNs; * stands for any characters, ? for one.",
	elementNotResource:  "Every resource but those listed. With Allow it also covers resources that do not exist yet.",
	elementCondition:    "When the statement applies. Every operator and key must hold; of the values of one key, one is enough.",
}

// blankOf is what is inserted for the value of an element that has none yet.
func blankOf(element string) string {
	switch element {
	case elementStatement:
		return "[]"
	case elementPrincipal, elementNotPrincipal, elementCondition:
		return "{}"
	}
	return `""`
}

// documentElements offers the elements of a document that are not there yet.
func (c *completer) documentElements() {
	for _, name := range [...]string{elementVersion, elementStatement, elementID} {
		c.offerElement(name, "", c.t.at.container)
	}
}

// statementElements offers the elements that a statement of this kind of policy
// can have and does not have yet.
func (c *completer) statementElements() {
	detail := func(name string) string {
		if name == elementSid || name == elementCondition {
			return "optional"
		}
		return ""
	}
	for _, name := range elementsOf(c.opt.Kind) {
		if other := opposite(name); other != "" && c.present(c.t.at.container, other) {
			continue
		}
		c.offerElement(name, detail(name), c.t.at.container)
	}
}

// elementsOf lists the elements of a statement, the usual ones first. See the
// pages "Grammar of the IAM JSON policy language" in the IAM User Guide, "SCP
// syntax" and "RCP syntax" in the AWS Organizations User Guide.
func elementsOf(kind policy.Kind) []string {
	switch kind {
	case policy.KindResource:
		return []string{
			elementSid, elementEffect, elementPrincipal, elementAction, elementResource, elementCondition,
			elementNotAction, elementNotResource, elementNotPrincipal,
		}
	case policy.KindTrust:
		return []string{elementSid, elementEffect, elementPrincipal, elementAction, elementCondition}
	case policy.KindRCP:
		return []string{elementSid, elementEffect, elementPrincipal, elementAction, elementResource, elementCondition, elementNotResource}
	}
	return []string{elementSid, elementEffect, elementAction, elementResource, elementCondition, elementNotAction, elementNotResource}
}

// opposite is the element that cannot stand beside another.
func opposite(name string) string {
	switch name {
	case elementAction, elementResource, elementPrincipal:
		return "Not" + name
	case elementNotAction, elementNotResource, elementNotPrincipal:
		return strings.TrimPrefix(name, "Not")
	}
	return ""
}

// present reports whether an object has the member, other than under the cursor.
func (c *completer) present(object int32, name string) bool {
	for at := c.t.nodes[object].first; at != none; at = c.t.nodes[at].next {
		if at != c.t.at.token && c.t.raw(at) == name {
			return true
		}
	}
	return false
}

func (c *completer) offerElement(name, detail string, object int32) {
	r := match(name, c.typed)
	if r == rankNo || c.present(object, name) {
		return
	}
	it := Item{Label: name, Kind: ItemElement, Detail: detail, Documentation: elementDocs[name], Insert: name}
	c.add(c.name(it, blankOf(name)), r)
}

var versionDocs = [...][2]string{
	{policy.Version2012, "The current version of the policy language."},
	{policy.Version2008, "The earlier version: policy variables such as ${aws:username} are plain text in it."},
}

func (c *completer) versions() {
	for i, v := range versionDocs {
		c.offer(Item{Label: v[0], Kind: ItemValue, Detail: [...]string{"current", "earlier"}[i], Documentation: v[1], Insert: v[0]})
	}
}

const (
	effectAllow = "Allow"
	effectDeny  = "Deny"
)

var effectDocs = map[string]string{
	effectAllow: "The statement allows. Of a boundary, session policy or service control policy it only sets what others may allow.",
	effectDeny:  "The statement denies, whatever else allows.",
}

// effects offers the effects; resource control policies of one's own only deny.
func (c *completer) effects() {
	for _, e := range [...]string{effectAllow, effectDeny} {
		if e == effectAllow && c.opt.Kind == policy.KindRCP {
			continue
		}
		c.offer(Item{Label: e, Kind: ItemValue, Documentation: effectDocs[e], Insert: e})
	}
}

// emptyObject offers the braces of an element that holds members.
func (c *completer) emptyObject(documentation string) {
	if c.typed != "" {
		return
	}
	c.add(c.json(Item{Label: "{ }", Kind: ItemSnippet, Documentation: documentation, Insert: "{}", Stops: []Stop{{Offset: 1}}}), rankPrefix)
}
