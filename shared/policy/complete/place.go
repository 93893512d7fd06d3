package complete

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// Place says what stands at an offset of a policy document.
type Place string

// The places of a document.
const (
	PlaceNone            Place = ""                 // nothing that can be completed
	PlaceRoot            Place = "root"             // where the document itself begins
	PlaceDocumentElement Place = "document_element" // the name of an element of the document
	PlaceVersion         Place = "version"
	PlaceID              Place = "id"
	PlaceStatement       Place = "statement"         // where a statement begins
	PlaceElement         Place = "statement_element" // the name of an element of a statement
	PlaceSid             Place = "sid"
	PlaceEffect          Place = "effect"
	PlacePrincipal       Place = "principal"      // the value of Principal itself
	PlacePrincipalType   Place = "principal_type" // AWS, Service, Federated, CanonicalUser
	PlacePrincipalValue  Place = "principal_value"
	PlaceAction          Place = "action"
	PlaceResource        Place = "resource"
	PlaceCondition       Place = "condition" // the value of Condition itself
	PlaceOperator        Place = "condition_operator"
	PlaceOperatorValue   Place = "condition_operator_value" // the object of keys under an operator
	PlaceKey             Place = "condition_key"
	PlaceValue           Place = "condition_value"
)

// The elements of a statement, as the grammar names them.
const (
	elementSid          = "Sid"
	elementEffect       = "Effect"
	elementPrincipal    = "Principal"
	elementNotPrincipal = "NotPrincipal"
	elementAction       = "Action"
	elementNotAction    = "NotAction"
	elementResource     = "Resource"
	elementNotResource  = "NotResource"
	elementCondition    = "Condition"

	elementVersion   = "Version"
	elementID        = "Id"
	elementStatement = "Statement"
)

var statementElements = [...]string{
	elementSid, elementEffect, elementPrincipal, elementNotPrincipal, elementAction, elementNotAction,
	elementResource, elementNotResource, elementCondition,
}

func isStatementElement(name string) bool {
	for _, e := range statementElements {
		if e == name {
			return true
		}
	}
	return false
}

// location is a place with what it belongs to.
type location struct {
	place     Place
	statement int32  // the statement's object, or none
	element   string // Action, NotAction …: the statement's element, in AWS's spelling
	types     int32  // of a principal's value: the key that gives its type, or none
	operator  int32  // within a condition: the key that is the operator, or none
	key       int32  // of a condition's value: the key tested, or none
}

// locate finds what stands in container under the innermost key; key is none
// where the name of a member stands.
func (t *tree) locate(container, key int32) location {
	loc := location{statement: none, types: none, operator: none, key: none}
	keys, objects := t.above(container, key)
	named := t.nodes[container].typ == nodeObject && key == none
	depth := 0 // how many of the keys are above the statement
	switch {
	case len(objects) == 0:
		loc.place = PlaceRoot
		if t.nodes[container].typ == nodeArray {
			loc.place = PlaceStatement
		}
		return loc
	case t.bareStatement(objects[0]):
	case len(keys) == 0:
		loc.place = PlaceDocumentElement
		return loc
	case !strings.EqualFold(t.text(keys[0]), elementStatement):
		loc.place = documentPlace(t.text(keys[0]))
		if len(keys) > 1 || named {
			loc.place = PlaceNone
		}
		return loc
	case len(objects) == 1:
		loc.place = PlaceStatement
		return loc
	default:
		depth = 1
	}
	loc.statement = objects[depth]
	keys = keys[depth:]
	if len(keys) == 0 {
		loc.place = PlaceElement
		return loc
	}
	loc.element = canonicalElement(t.text(keys[0]))
	switch n := len(keys); loc.element {
	case elementPrincipal, elementNotPrincipal:
		switch {
		case n == 1 && named:
			loc.place = PlacePrincipalType
		case n == 1:
			loc.place = PlacePrincipal
		case n == 2 && !named:
			loc.place, loc.types = PlacePrincipalValue, keys[1]
		}
	case elementCondition:
		loc.place, loc.operator, loc.key = conditionPlace(keys, named)
	default:
		if n == 1 && !named {
			loc.place = elementPlace(loc.element)
		}
	}
	return loc
}

// above lists the keys and the objects around a place, outermost first.
func (t *tree) above(container, key int32) (keys, objects []int32) {
	if key != none {
		keys = append(keys, key)
	}
	for at := container; at != none; at = t.nodes[at].parent {
		switch t.nodes[at].typ {
		case nodeObject:
			objects = append(objects, at)
		case nodeKey:
			keys = append(keys, at)
		}
	}
	reverse(keys)
	reverse(objects)
	return keys, objects
}

func reverse(list []int32) {
	for i, j := 0, len(list)-1; i < j; i, j = i+1, j-1 {
		list[i], list[j] = list[j], list[i]
	}
}

// bareStatement reports whether the outermost object is a statement without its
// document: it has elements of a statement and no Statement element.
func (t *tree) bareStatement(object int32) bool {
	found := false
	for at := t.nodes[object].first; at != none; at = t.nodes[at].next {
		if at == t.at.token {
			continue
		}
		name := t.raw(at)
		if name == elementStatement || name == elementVersion {
			return false
		}
		found = found || isStatementElement(name)
	}
	return found
}

// canonicalElement is AWS's spelling of a statement element written in any case.
func canonicalElement(name string) string {
	for _, e := range statementElements {
		if strings.EqualFold(e, name) {
			return e
		}
	}
	return name
}

func documentPlace(name string) Place {
	switch {
	case strings.EqualFold(name, elementVersion):
		return PlaceVersion
	case strings.EqualFold(name, elementID):
		return PlaceID
	}
	return PlaceNone
}

func elementPlace(element string) Place {
	switch element {
	case elementSid:
		return PlaceSid
	case elementEffect:
		return PlaceEffect
	case elementAction, elementNotAction:
		return PlaceAction
	case elementResource, elementNotResource:
		return PlaceResource
	}
	return PlaceNone
}

// conditionPlace tells the place within a condition from the keys around it, of
// which the first is Condition.
func conditionPlace(keys []int32, named bool) (place Place, operator, key int32) {
	operator, key = none, none
	if len(keys) > 1 {
		operator = keys[1]
	}
	if len(keys) > 2 {
		key = keys[2]
	}
	switch {
	case len(keys) == 1 && named:
		return PlaceOperator, none, none
	case len(keys) == 1:
		return PlaceCondition, none, none
	case len(keys) == 2 && named:
		return PlaceKey, operator, none
	case len(keys) == 2:
		return PlaceOperatorValue, operator, none
	case len(keys) == 3 && !named:
		return PlaceValue, operator, key
	}
	return PlaceNone, operator, key
}

// principalType is AWS's spelling of a principal type written in any case.
func principalType(name string) string {
	for _, p := range [...]string{policy.PrincipalAWS, policy.PrincipalService, policy.PrincipalFederated, policy.PrincipalCanonicalUser} {
		if strings.EqualFold(p, name) {
			return p
		}
	}
	return name
}
