package catalog

import (
	"encoding/binary"
	"fmt"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog/internal/pack"
)

// The stored form of a service has three parts, because like compresses well beside like: names, descriptions, and
// numbers. Names and descriptions are lines, one after the other in the order in which decoding wants them. Condition
// keys and dependent actions stand once in a table of words; lists of them, which are mostly equal from action to
// action, likewise.

// grants begins nearly every description that AWS publishes; a line without it is marked with a leading byte.
const (
	grants  = "Grants permission to "
	another = "\x01"
)

var levels = []AccessLevel{List, Read, Write, PermissionsManagement, Tagging}

// permissionOnly is added to the level's number.
const permissionOnly = 8

type encoder struct {
	names, texts      []byte
	numbers           []byte
	words             []string
	wordAt            map[string]int
	sets              [][]int
	setAt             map[string]int
	service           *Service
	resourceTypeIndex map[string]int
}

type parts struct{ names, texts, numbers []byte }

func encode(s *Service) (parts, error) {
	e := &encoder{wordAt: map[string]int{}, setAt: map[string]int{}, service: s, resourceTypeIndex: map[string]int{}}
	e.name(s.Name)
	for i, k := range s.ConditionKeys {
		// The keys are the first words, in order.
		if e.word(k.Name) != i {
			return parts{}, fmt.Errorf("%s has the condition key %q twice", s.Prefix, k.Name)
		}
	}
	for _, k := range s.ConditionKeys {
		e.uint(e.word(k.Type))
		e.text(k.Description)
	}
	for i, t := range s.ResourceTypes {
		e.resourceTypeIndex[t.Name] = i
		e.name(t.Name)
		e.name(t.ARN)
		e.uint(e.set(t.ConditionKeys))
	}
	for i := range s.Actions {
		if err := e.action(&s.Actions[i]); err != nil {
			return parts{}, err
		}
	}
	head := []byte{0}
	if s.RCPSupported {
		head[0] = 1
	}
	for _, n := range []int{len(s.ConditionKeys), len(s.ResourceTypes), len(s.Actions), len(e.words), len(e.sets)} {
		head = binary.AppendUvarint(head, uint64(n))
	}
	var words []byte
	for _, w := range e.words {
		words = append(append(words, w...), '\n')
	}
	for _, set := range e.sets {
		head = binary.AppendUvarint(head, uint64(len(set)))
		for _, w := range set {
			head = binary.AppendUvarint(head, uint64(w))
		}
	}
	return parts{names: append(words, e.names...), texts: e.texts, numbers: append(head, e.numbers...)}, nil
}

func (e *encoder) action(a *Action) error {
	flags := -1
	for i, l := range levels {
		if l == a.Level {
			flags = i
		}
	}
	if flags < 0 {
		return fmt.Errorf("%s:%s has the unknown access level %q", e.service.Prefix, a.Name, a.Level)
	}
	if a.PermissionOnly {
		flags |= permissionOnly
	}
	e.name(a.Name)
	e.text(a.Description)
	e.uint(flags)
	e.uint(e.set(a.ConditionKeys))
	e.uint(e.set(a.DependentActions))
	e.uint(len(a.Resources))
	for _, r := range a.Resources {
		index, ok := e.resourceTypeIndex[r.Name]
		if !ok {
			return fmt.Errorf("%s:%s takes the unknown resource type %q", e.service.Prefix, a.Name, r.Name)
		}
		index <<= 1
		if r.Required {
			index |= 1
		}
		e.uint(index)
		e.uint(e.set(r.ConditionKeys))
		e.uint(e.set(r.DependentActions))
	}
	return nil
}

func (e *encoder) uint(n int) { e.numbers = binary.AppendUvarint(e.numbers, uint64(n)) }

func (e *encoder) name(s string) { e.names = append(append(e.names, line(s)...), '\n') }

func (e *encoder) text(s string) {
	s = line(s)
	rest, cut := strings.CutPrefix(s, grants)
	if !cut {
		rest = another + s
	}
	e.texts = append(append(e.texts, rest...), '\n')
}

// line keeps what AWS wrote over several lines on one.
func line(s string) string { return strings.Join(strings.Fields(s), " ") }

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

// decoder reads the three parts side by side.
type decoder struct {
	names, texts string
	numbers      *pack.Reader
	words        []string
	sets         [][]string
}

func (d *decoder) name() (s string) {
	s, d.names, _ = strings.Cut(d.names, "\n")
	return s
}

func (d *decoder) text() (s string) {
	s, d.texts, _ = strings.Cut(d.texts, "\n")
	if rest, ok := strings.CutPrefix(s, another); ok {
		return rest
	}
	return grants + s
}

func (d *decoder) word() string {
	if i := d.numbers.Int(); i < len(d.words) {
		return d.words[i]
	}
	return ""
}

func (d *decoder) set() []string {
	if i := d.numbers.Int(); i < len(d.sets) {
		return d.sets[i]
	}
	return nil
}

func (s *Service) decode(prefix, names, texts, numbers string) error {
	d := &decoder{names: names, texts: texts, numbers: pack.NewReader(numbers)}
	s.Prefix = prefix
	s.RCPSupported = d.numbers.Int() == 1
	s.ConditionKeys = make([]ConditionKey, d.numbers.Count())
	s.ResourceTypes = make([]ResourceType, d.numbers.Count())
	s.Actions = make([]Action, d.numbers.Count())
	d.words = make([]string, d.numbers.Count())
	d.sets = make([][]string, 1+d.numbers.Count())
	for i := range d.words {
		d.words[i] = d.name()
	}
	for i := range d.sets[1:] {
		set := make([]string, d.numbers.Count())
		for j := range set {
			set[j] = d.word()
		}
		d.sets[i+1] = set
	}
	s.Name = d.name()
	if len(d.words) < len(s.ConditionKeys) {
		return fmt.Errorf("catalog: damaged data of service %q", prefix)
	}
	for i := range s.ConditionKeys {
		s.ConditionKeys[i] = ConditionKey{Name: d.words[i], Type: d.word(), Description: d.text()}
		if isTemplate(d.words[i]) {
			s.templated = append(s.templated, i)
		}
	}
	for i := range s.ResourceTypes {
		s.ResourceTypes[i] = ResourceType{Name: d.name(), ARN: d.name(), ConditionKeys: d.set()}
	}
	for i := range s.Actions {
		if err := d.action(s, &s.Actions[i]); err != nil {
			return err
		}
	}
	if err := d.numbers.Err(); err != nil {
		return fmt.Errorf("catalog: damaged data of service %q: %w", prefix, err)
	}
	return nil
}

func (d *decoder) action(s *Service, a *Action) error {
	a.Name = d.name()
	a.Description = d.text()
	flags := d.numbers.Int()
	a.Level = levels[min(flags&7, len(levels)-1)]
	a.PermissionOnly = flags&permissionOnly != 0
	a.ConditionKeys = d.set()
	a.DependentActions = d.set()
	if n := d.numbers.Count(); n > 0 {
		a.Resources = make([]ActionResource, n)
	}
	for j := range a.Resources {
		t := d.numbers.Int()
		if t>>1 >= len(s.ResourceTypes) {
			return fmt.Errorf("catalog: damaged data of service %q", s.Prefix)
		}
		a.Resources[j] = ActionResource{
			Name: s.ResourceTypes[t>>1].Name, Required: t&1 != 0, ConditionKeys: d.set(), DependentActions: d.set(),
		}
	}
	return nil
}
