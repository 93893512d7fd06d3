package complete

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

func hoverOperator(text string) (Hover, bool) {
	op := parseOperator(text)
	if op.Operator == nil {
		return Hover{}, false
	}
	h := Hover{Kind: ItemOperator, Detail: "condition operator", Text: op.About, LearnMore: conditionPage}
	h.Title = op.set + op.Name
	if op.ifExists {
		h.Title += ifExists
		h.Text += " " + aboutIfExists
	}
	switch op.set {
	case forAnyValue:
		h.Text += " " + aboutForAnyValue
	case forAllValues:
		h.Text += " " + aboutForAllValues
	}
	if op.Negated && !op.ifExists {
		h.Text += " It also holds when the key is missing from the request."
	}
	h.fact("Takes keys of type", op.KeyTypes())
	return h, true
}

func (c *completer) hoverKey(name string) (Hover, bool) {
	key := c.lookupKey(name)
	if key == nil {
		return Hover{}, false
	}
	return c.keyHover(key), true
}

func (c *completer) keyHover(key *catalog.ConditionKey) Hover {
	h := Hover{Kind: ItemKey, Title: key.Name, Text: sentence(key.Description), LearnMore: servicePage}
	switch prefix := keyPrefix(key.Name); {
	case catalog.GlobalKey(key.Name) != nil:
		h.Detail, h.LearnMore = "global condition key", globalPage
	case isProvider(prefix):
		h.Detail, h.LearnMore = "claim of an identity provider", userGuide+"reference_policies_iam-condition-keys.html"
	case catalog.Known(prefix):
		h.Detail = "condition key of " + catalog.ServiceName(prefix)
	default:
		h.Detail = "condition key"
	}
	h.fact("Type", []string{typeName(key)})
	if key.Multivalued() {
		h.Text += " A request can have several values: use ForAnyValue: or ForAllValues: with it."
	}
	values := enumerated(key.Description)
	for _, v := range keyValues[strings.ToLower(key.Name)] {
		values = addOnce(values, v.value)
	}
	h.fact("Values", values)
	var suited []string
	for i := range operators {
		if operators[i].Type != typeNull && operators[i].Takes(key.ElementType()) && !operators[i].Negated {
			suited = append(suited, operators[i].Name)
		}
	}
	h.fact("Operators", suited)
	c.supportFact(&h, key)
	return h
}

// supportFact says which of the statement's actions have the key.
func (c *completer) supportFact(h *Hover, key *catalog.ConditionKey) {
	facts := c.statement()
	if facts.notAction || catalog.GlobalKey(key.Name) != nil && !isTemplate(key.Name) && key.Name != "aws:TagKeys" {
		return
	}
	var having, lacking []string
	for i := range facts.actions {
		a := facts.actions[i]
		if a.service == nil {
			continue
		}
		one := &statementFacts{actions: []action{a}, resources: facts.resources, all: facts.all}
		uses, _ := one.keyUses()
		found := false
		for _, u := range uses {
			found = found || strings.EqualFold(u.key.Name, key.Name)
		}
		if found {
			having = append(having, a.text)
		} else {
			lacking = append(lacking, a.text)
		}
	}
	h.fact("Supported by", having)
	h.fact("Not supported by", lacking)
}

// hoverValue explains a value of a condition: a policy variable in it, a value that
// has a meaning of its own, or an ARN.
func (c *completer) hoverValue(text string) (Hover, bool) {
	if h, ok := c.hoverVariable(); ok {
		return h, true
	}
	if c.at.key == none {
		return Hover{}, false
	}
	name := c.t.text(c.at.key)
	if parseOperator(c.t.text(c.at.operator)).Type() == typeNull {
		switch text {
		case "true":
			return Hover{Kind: ItemValue, Title: text, Text: name + " must be missing from the request."}, true
		case "false":
			return Hover{Kind: ItemValue, Title: text, Text: name + " must be in the request."}, true
		}
		return Hover{}, false
	}
	for _, v := range keyValues[strings.ToLower(name)] {
		if v.value == text && v.about != "" {
			return Hover{Kind: ItemValue, Title: text, Detail: "value of " + name, Text: v.about}, true
		}
	}
	for _, r := range regions {
		if r.code == text {
			return Hover{Kind: ItemValue, Title: text, Detail: "Region", Text: r.name + ", in the partition " + r.partition + "."}, true
		}
	}
	if s, ok := principalByName(text); ok {
		return Hover{Kind: ItemPrincipal, Title: text, Detail: "service principal", Text: s.about + "."}, true
	}
	if arn, ok := policy.ParseARN(text); ok {
		return hoverARN(text, arn)
	}
	return Hover{}, false
}

// hoverVariable explains the policy variable under the cursor.
func (c *completer) hoverVariable() (Hover, bool) {
	if !c.hasVariables() {
		return Hover{}, false
	}
	text := c.content
	at := len(c.typed)
	open := strings.LastIndex(text[:min(at+2, len(text))], "${")
	if open < 0 {
		return Hover{}, false
	}
	end := strings.IndexByte(text[open:], '}')
	if end < 0 || open+end < at {
		return Hover{}, false
	}
	name, _, _ := strings.Cut(text[open+2:open+end], ",")
	span := func(h Hover) (Hover, bool) {
		h.Offset, h.Length = c.from+open, end+1
		return h, true
	}
	for _, s := range specialVariables {
		if s[0] == name {
			return span(Hover{Kind: ItemVariable, Title: "${" + name + "}", Detail: "policy variable", Text: s[1], LearnMore: userGuide + "reference_policies_variables.html"})
		}
	}
	key := c.lookupKey(name)
	if key == nil {
		return Hover{}, false
	}
	h := Hover{
		Kind: ItemVariable, Title: "${" + name + "}", Detail: "policy variable", LearnMore: userGuide + "reference_policies_variables.html",
		Text: "Replaced by the request's value of " + name + ". " + sentence(key.Description),
	}
	h.fact("Type", []string{typeName(key)})
	return span(h)
}
