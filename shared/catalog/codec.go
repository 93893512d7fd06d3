package catalog

import (
	"encoding/binary"
	"fmt"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog/internal/pack"
)

// The binary form of a service. Names that recur (condition keys, dependent actions) stand once in a table; lists of
// condition keys, which are mostly equal from action to action, likewise. Decoded strings point into the input.

const codecVersion = 1

// grants begins nearly every description that AWS publishes.
const grants = "Grants permission to "

var levels = []AccessLevel{List, Read, Write, PermissionsManagement, Tagging}

type encoder struct {
	body    []byte
	words   []string
	wordAt  map[string]int
	sets    [][]int
	setAt   map[string]int
	service *Service
}

// MarshalBinary writes the service in a compact form that UnmarshalBinary reads.
func (s *Service) MarshalBinary() ([]byte, error) {
	e := &encoder{wordAt: map[string]int{}, setAt: map[string]int{}, service: s}
	e.uint(len(s.ConditionKeys))
	for _, k := range s.ConditionKeys {
		e.uint(e.word(k.Name))
		e.uint(e.word(k.Type))
		e.text(k.Description)
	}
	e.uint(len(s.ResourceTypes))
	for _, t := range s.ResourceTypes {
		e.string(t.Name)
		e.string(t.ARN)
		e.uint(e.set(t.ConditionKeys))
	}
	e.uint(len(s.Actions))
	for i := range s.Actions {
		if err := e.action(&s.Actions[i]); err != nil {
			return nil, err
		}
	}
	out := []byte{codecVersion}
	out = appendString(out, s.Prefix)
	out = appendString(out, s.Name)
	flags := byte(0)
	if s.RCPSupported {
		flags |= 1
	}
	out = append(out, flags)
	out = binary.AppendUvarint(out, uint64(len(e.words)))
	for _, w := range e.words {
		out = appendString(out, w)
	}
	out = binary.AppendUvarint(out, uint64(len(e.sets)))
	for _, set := range e.sets {
		out = binary.AppendUvarint(out, uint64(len(set)))
		for _, w := range set {
			out = binary.AppendUvarint(out, uint64(w))
		}
	}
	return append(out, e.body...), nil
}

func (e *encoder) action(a *Action) error {
	level := -1
	for i, l := range levels {
		if l == a.Level {
			level = i
		}
	}
	if level < 0 {
		return fmt.Errorf("%s:%s has the unknown access level %q", e.service.Prefix, a.Name, a.Level)
	}
	flags := level
	if a.PermissionOnly {
		flags |= 8
	}
	e.string(a.Name)
	e.uint(flags)
	e.text(a.Description)
	e.uint(e.set(a.ConditionKeys))
	e.uint(e.set(a.DependentActions))
	e.uint(len(a.Resources))
	for _, r := range a.Resources {
		type1 := -1
		for i := range e.service.ResourceTypes {
			if e.service.ResourceTypes[i].Name == r.Name {
				type1 = i
			}
		}
		if type1 < 0 {
			return fmt.Errorf("%s:%s takes the unknown resource type %q", e.service.Prefix, a.Name, r.Name)
		}
		required := 0
		if r.Required {
			required = 1
		}
		e.uint(type1<<1 | required)
		e.uint(e.set(r.ConditionKeys))
		e.uint(e.set(r.DependentActions))
	}
	return nil
}

func (e *encoder) uint(n int)      { e.body = binary.AppendUvarint(e.body, uint64(n)) }
func (e *encoder) string(s string) { e.body = appendString(e.body, s) }

// text writes a description without its usual beginning: first a byte that tells whether it was there.
func (e *encoder) text(s string) {
	rest, cut := strings.CutPrefix(s, grants)
	if cut {
		e.uint(1)
	} else {
		e.uint(0)
	}
	e.string(rest)
}

func (e *encoder) word(w string) int {
	at, ok := e.wordAt[w]
	if !ok {
		at = len(e.words)
		e.words = append(e.words, w)
		e.wordAt[w] = at
	}
	return at
}

// set returns 0 for an empty list, else the number of the list in the table, counted from 1.
func (e *encoder) set(words []string) int {
	if len(words) == 0 {
		return 0
	}
	key := strings.Join(words, "\n")
	at, ok := e.setAt[key]
	if !ok {
		set := make([]int, len(words))
		for i, w := range words {
			set[i] = e.word(w)
		}
		e.sets = append(e.sets, set)
		at = len(e.sets)
		e.setAt[key] = at
	}
	return at
}

func appendString(dst []byte, s string) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(s)))
	return append(dst, s...)
}

// UnmarshalBinary reads what MarshalBinary wrote.
func (s *Service) UnmarshalBinary(data []byte) error { return s.decode(string(data)) }

func (s *Service) decode(data string) error {
	if data == "" || data[0] != codecVersion {
		return fmt.Errorf("catalog: unknown format of service data")
	}
	r := pack.NewReader(data[1:])
	s.Prefix = r.String()
	s.Name = r.String()
	s.RCPSupported = r.Uint()&1 != 0
	words := make([]string, r.Count())
	for i := range words {
		words[i] = r.String()
	}
	word := func() string {
		if i := r.Int(); i < len(words) {
			return words[i]
		}
		return ""
	}
	sets := make([][]string, 1+r.Count())
	for i := range sets[1:] {
		set := make([]string, r.Count())
		for j := range set {
			set[j] = word()
		}
		sets[i+1] = set
	}
	set := func() []string {
		if i := r.Int(); i < len(sets) {
			return sets[i]
		}
		return nil
	}
	s.ConditionKeys = make([]ConditionKey, r.Count())
	for i := range s.ConditionKeys {
		s.ConditionKeys[i] = ConditionKey{Name: word(), Type: word(), Description: readText(r)}
	}
	s.ResourceTypes = make([]ResourceType, r.Count())
	for i := range s.ResourceTypes {
		s.ResourceTypes[i] = ResourceType{Name: r.String(), ARN: r.String(), ConditionKeys: set()}
	}
	s.Actions = make([]Action, r.Count())
	for i := range s.Actions {
		a := &s.Actions[i]
		a.Name = r.String()
		flags := r.Int()
		a.Level = levels[min(flags&7, len(levels)-1)]
		a.PermissionOnly = flags&8 != 0
		a.Description = readText(r)
		a.ConditionKeys = set()
		a.DependentActions = set()
		if n := r.Count(); n > 0 {
			a.Resources = make([]ActionResource, n)
		}
		for j := range a.Resources {
			t := r.Int()
			if t>>1 >= len(s.ResourceTypes) {
				return fmt.Errorf("catalog: damaged service data for %q", s.Prefix)
			}
			a.Resources[j] = ActionResource{
				Name: s.ResourceTypes[t>>1].Name, Required: t&1 != 0, ConditionKeys: set(), DependentActions: set(),
			}
		}
	}
	if r.Err() != nil {
		return fmt.Errorf("catalog: damaged service data for %q: %w", s.Prefix, r.Err())
	}
	s.index()
	return nil
}

// index finds the condition keys with a variable part. The lists are in order already.
func (s *Service) index() {
	for i := range s.ConditionKeys {
		if isTemplate(s.ConditionKeys[i].Name) {
			s.templated = append(s.templated, i)
		}
	}
}

func readText(r *pack.Reader) string {
	cut := r.Uint() == 1
	s := r.String()
	if cut {
		return grants + s
	}
	return s
}
