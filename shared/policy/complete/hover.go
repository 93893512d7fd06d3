package complete

import (
	"strconv"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// Hover explains what stands at a place of a document.
type Hover struct {
	Offset, Length int // the text explained, in bytes
	Kind           ItemKind
	Title          string // the thing by AWS's own name: "s3:GetObject"
	Detail         string // a few words on what it is: "action of Amazon S3, Read"
	Text           string // sentences
	Facts          []Fact
	LearnMore      string // a web page; may be empty
}

// Fact is a property of what is explained.
type Fact struct {
	Name   string
	Values []string
	More   int // how many values were left out
}

// maxFactValues is how many values of a fact are listed.
const maxFactValues = 20

// fact makes a fact of the first values; none when there are no values.
func (h *Hover) fact(name string, values []string) {
	if len(values) == 0 {
		return
	}
	f := Fact{Name: name, Values: values}
	if len(values) > maxFactValues {
		f.Values, f.More = values[:maxFactValues], len(values)-maxFactValues
	}
	h.Facts = append(h.Facts, f)
}

// Explain says what the text at a byte offset of a document means; false where
// nothing is known about it.
func Explain(src []byte, offset int, opt Options) (Hover, bool) {
	if len(src) > maxSource || offset < 0 || offset > len(src) {
		return Hover{}, false
	}
	c := newCompleter(string(src), offset, opt)
	if c.t.at.token == none {
		if offset == len(src) || src[offset] != '"' {
			return Hover{}, false
		}
		// The opening quotation mark belongs to its text.
		if c = newCompleter(string(src), offset+1, opt); c.t.at.token == none {
			return Hover{}, false
		}
	}
	h, ok := c.hover(c.t.text(c.t.at.token))
	if !ok {
		return Hover{}, false
	}
	if h.Length == 0 {
		start, end := c.t.outer(c.t.at.token)
		h.Offset, h.Length = start, end-start
	}
	return h, true
}

const (
	userGuide     = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
	elementPage   = userGuide + "reference_policies_elements_"
	conditionPage = elementPage + "condition_operators.html"
	globalPage    = userGuide + "reference_policies_condition-keys.html"
	servicePage   = "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html"
)

// elementPages are the pages of the elements in "IAM JSON policy element
// reference", by how their names end.
var elementPages = map[string]string{
	elementVersion: "version", elementID: "id", elementStatement: "statement", elementSid: "sid", elementEffect: "effect",
	elementPrincipal: "principal", elementNotPrincipal: "notprincipal", elementAction: "action", elementNotAction: "notaction",
	elementResource: "resource", elementNotResource: "notresource", elementCondition: "condition",
}

// hover explains the text under the cursor by its place.
func (c *completer) hover(text string) (Hover, bool) {
	switch c.at.place {
	case PlaceDocumentElement, PlaceElement:
		return hoverElement(text)
	case PlaceVersion:
		for _, v := range versionDocs {
			if v[0] == text {
				return Hover{Kind: ItemValue, Title: text, Text: v[1], LearnMore: elementPage + "version.html"}, true
			}
		}
	case PlaceEffect:
		if about, ok := effectDocs[text]; ok {
			return Hover{Kind: ItemValue, Title: text, Text: about, LearnMore: elementPage + "effect.html"}, true
		}
	case PlacePrincipal, PlacePrincipalValue, PlacePrincipalType:
		return c.hoverPrincipal(text)
	case PlaceAction:
		return hoverAction(text)
	case PlaceResource:
		if h, ok := c.hoverVariable(); ok {
			return h, true
		}
		return hoverResource(text)
	case PlaceOperator:
		return hoverOperator(text)
	case PlaceKey:
		return c.hoverKey(text)
	case PlaceValue:
		return c.hoverValue(text)
	}
	return Hover{}, false
}

func hoverElement(name string) (Hover, bool) {
	about, ok := elementDocs[name]
	if !ok {
		return Hover{}, false
	}
	return Hover{Kind: ItemElement, Title: name, Detail: "policy element", Text: about, LearnMore: elementPage + elementPages[name] + ".html"}, true
}

func hoverAction(text string) (Hover, bool) {
	a := newAction(text)
	switch {
	case a.all:
		return Hover{
			Kind: ItemWildcard, Title: "*", Detail: "every action", LearnMore: elementPage + "action.html",
			Text: "Every action of every service: " + strconv.Itoa(catalog.Info().Actions) + " as of " + catalog.Info().Date + ", and those that AWS adds later.",
		}, true
	case a.service == nil:
		return Hover{}, false
	case a.wild:
		return hoverWildcard(&a)
	}
	known := a.service.Action(a.name)
	if known == nil {
		if a.name == "" {
			return Hover{Kind: ItemService, Title: a.prefix, Detail: a.service.Name, LearnMore: servicePage}, true
		}
		return Hover{}, false
	}
	return actionHover(a.service, known), true
}

func actionHover(s *catalog.Service, a *catalog.Action) Hover {
	h := Hover{
		Kind: ItemAction, Title: s.Prefix + ":" + a.Name, Detail: "action of " + s.Name, Text: sentence(a.Description), LearnMore: servicePage,
	}
	h.fact("Access level", []string{string(a.Level)})
	if a.PermissionOnly {
		h.Text += " It is a permission only: no API operation has this name."
	}
	var types, depends []string
	keys := append([]string(nil), a.ConditionKeys...)
	depends = append(depends, a.DependentActions...)
	for i := range a.Resources {
		r := &a.Resources[i]
		text := r.Name
		if r.Required {
			text += " (required)"
		}
		if t := s.ResourceType(r.Name); t != nil {
			text += " " + t.ARN
		}
		types = append(types, text)
		for _, key := range r.ConditionKeys {
			keys = addOnce(keys, key)
		}
		for _, d := range r.DependentActions {
			depends = addOnce(depends, d)
		}
	}
	if len(types) == 0 {
		h.Text += ` It cannot be limited to a resource: Resource must be "*".`
	}
	h.fact("Resource types", types)
	h.fact("Condition keys", keys)
	h.fact("Dependent actions", depends)
	return h
}

func addOnce(list []string, s string) []string {
	if contains(list, s) {
		return list
	}
	return append(list, s)
}

func hoverWildcard(a *action) (Hover, bool) {
	matches := a.matches()
	h := Hover{
		Kind: ItemWildcard, Title: a.service.Prefix + ":" + a.name, LearnMore: elementPage + "action.html",
		Detail: "matches " + strconv.Itoa(len(matches)) + plural(len(matches), " action", " actions") + " of " + a.service.Name,
	}
	if len(matches) == 0 {
		h.Text = "No action of " + a.service.Name + " has such a name."
		return h, true
	}
	h.Text = "It also stands for actions with such a name that AWS adds later."
	levels := make(map[catalog.AccessLevel]int)
	var list []string
	for _, m := range matches {
		levels[m.Level]++
		list = append(list, a.service.Prefix+":"+m.Name)
	}
	var counts []string
	for _, level := range [...]catalog.AccessLevel{catalog.List, catalog.Read, catalog.Write, catalog.PermissionsManagement, catalog.Tagging} {
		if n := levels[level]; n > 0 {
			counts = append(counts, string(level)+": "+strconv.Itoa(n))
		}
	}
	h.fact("Access levels", counts)
	h.fact("Actions", list)
	return h, true
}

// sentence ends a text of the catalog with its full stop.
func sentence(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || strings.HasSuffix(s, ".") {
		return s
	}
	return s + "."
}

// hoverResource explains an ARN, or "*".
func hoverResource(text string) (Hover, bool) {
	if text == "*" {
		return Hover{Kind: ItemResource, Title: "*", Detail: "every resource", Text: "Every resource that the actions work on.", LearnMore: elementPage + "resource.html"}, true
	}
	arn, ok := policy.ParseARN(text)
	if !ok {
		return Hover{}, false
	}
	return hoverARN(text, arn)
}

func hoverARN(text string, arn policy.ARN) (Hover, bool) {
	h := Hover{Kind: ItemResource, Title: text, LearnMore: userGuide + "reference-arns.html"}
	s := catalog.Lookup(arn.Service)
	var kinds, forms []string
	if s != nil {
		for _, t := range fitting(s, arn) {
			kinds = append(kinds, t.Name)
			forms = append(forms, t.ARN)
		}
		h.Detail = "resource of " + s.Name
	}
	switch len(kinds) {
	case 0:
		if s != nil && len(s.ResourceTypes) > 0 {
			h.Text = "No resource type of " + s.Name + " has an ARN of this form."
		}
	case 1:
		h.Detail = kinds[0] + " of " + s.Name
	default:
		h.fact("Resource types", kinds)
	}
	h.fact("Forms", forms)
	for _, part := range [...]struct{ name, value, none string }{
		{"Partition", arn.Partition, ""},
		{"Service", arn.Service, ""},
		{"Region", regionName(arn.Region), "none in the ARN"},
		{"Account", arn.Account, "none in the ARN"},
		{"Resource", arn.Resource, ""},
	} {
		if part.value == "" {
			part.value = part.none
		}
		if part.value != "" {
			h.fact(part.name, []string{part.value})
		}
	}
	return h, true
}

// regionName adds the name of a Region to its code.
func regionName(code string) string {
	for _, r := range regions {
		if r.code == code {
			return code + ", " + r.name
		}
	}
	return code
}
