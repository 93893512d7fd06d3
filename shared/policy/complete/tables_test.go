package complete

import (
	"sort"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/catalog/managed"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// Every key of the table of values exists.
func TestKeyValuesAreOfKeysThatExist(t *testing.T) {
	for name, values := range keyValues {
		if name != strings.ToLower(name) {
			t.Errorf("%s is not in lower case, so it is never found", name)
		}
		if len(values) == 0 {
			t.Errorf("%s has no values", name)
		}
		key := catalog.GlobalKey(name)
		if s := catalog.Lookup(strings.SplitN(name, ":", 2)[0]); key == nil && s != nil {
			key = s.ConditionKey(name)
		}
		if key == nil && isProvider(keyPrefix(name)) {
			key = providerKey(name)
		}
		if key == nil {
			t.Errorf("there is no condition key %s", name)
		}
	}
}

// The operators take keys of every type that the catalog has.
func TestOperatorsTakeEveryType(t *testing.T) {
	taken := map[string]bool{}
	for _, o := range Operators() {
		if o.Type != typeNull {
			taken[o.Type] = true
		}
		if o.About == "" || len(o.KeyTypes()) == 0 {
			t.Errorf("%s says nothing", o.Name)
		}
	}
	for _, prefix := range catalog.Prefixes() {
		for _, key := range catalog.Lookup(prefix).ConditionKeys {
			if !taken[key.ElementType()] {
				t.Errorf("no operator takes %s of type %s", key.Name, key.ElementType())
			}
		}
	}
}

func TestServicePrincipalsAreSortedAndWellFormed(t *testing.T) {
	if !sort.SliceIsSorted(servicePrincipals, func(i, j int) bool { return servicePrincipals[i].value < servicePrincipals[j].value }) {
		t.Error("the list is not sorted")
	}
	for i, s := range servicePrincipals {
		if !strings.HasSuffix(s.value, ".amazonaws.com") || s.about == "" || i > 0 && servicePrincipals[i-1].value == s.value {
			t.Errorf("bad entry %+v", s)
		}
	}
}

// Every element that a kind of policy offers has words and a page.
func TestElementsAreDocumented(t *testing.T) {
	for _, kind := range policy.Kinds() {
		for _, name := range append(elementsOf(kind), elementVersion, elementID, elementStatement) {
			if elementDocs[name] == "" || elementPages[name] == "" {
				t.Errorf("%s has no documentation", name)
			}
		}
	}
}

func TestRegionsAreOfPartitions(t *testing.T) {
	known := map[string]bool{}
	for _, p := range partitions {
		known[p.name] = true
	}
	for _, r := range regions {
		if !known[r.partition] {
			t.Errorf("%s is of the unknown partition %s", r.code, r.partition)
		}
	}
}

func TestUsualServicesExist(t *testing.T) {
	for _, prefix := range usual {
		if !catalog.Known(prefix) {
			t.Errorf("there is no service %s", prefix)
		}
	}
	for name, prefix := range typeServices {
		if !catalog.Known(prefix) || name != strings.ToLower(name) {
			t.Errorf("%s is not in lower case, or there is no service %s", name, prefix)
		}
	}
}

func TestEnumerated(t *testing.T) {
	for text, want := range map[string]string{
		"by the tenancy (default, dedicated, or host)": "default dedicated host",
		"by origin (Internet or VPC)":                  "Internet VPC",
		"by operations per second (IOPS)":              "",
		"by option (No Upfront, or All Upfront)":       "",
		"by IDs (for example, a)":                      "",
		"without":                                      "",
		"open (a or b":                                 "",
	} {
		if got := strings.Join(enumerated(text), " "); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestProceed(t *testing.T) {
	for _, c := range []struct {
		form, typed, want string
		ok                bool
	}{
		{"${B}/${O}", "", "${B}/${O}", true},
		{"${B}/${O}", "b", "b/${O}", true},
		{"${B}/${O}", "b/", "b/${O}", true},
		{"${B}/${O}", "b/o", "b/o", true},
		{"function:${F}", "", "function:${F}", true},
		{"function:${F}", "fu", "function:${F}", true},
		{"function:${F}", "Fu", "Function:${F}", true},
		{"function:${F}", "function:x", "function:x", true},
		{"function:${F}", "layer", "", false},
		{"table/${T}/stream/${S}", "table/t/st", "table/t/st/stream/${S}", true},
		{"table/${T}/stream/${S}", "table/t/stream/", "table/t/stream/${S}", true},
		{"root", "ro", "root", true},
		{"root", "rooted", "rooted", false},
	} {
		got, ok := proceed(c.form, c.typed)
		if ok != c.ok || ok && !strings.EqualFold(got, c.want) {
			t.Errorf("proceed(%q, %q) = %q, %t; want %q, %t", c.form, c.typed, got, ok, c.want, c.ok)
		}
	}
}

func TestOverlap(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"a", "a", true},
		{"a", "b", false},
		{"*", "", true},
		{"", "", true},
		{"a*", "*b", true},
		{"a*c", "ab*", true},
		{"a*", "b*", false},
		{"?", "ab", false},
		{"??", "a*", true},
		{"*x*", "abc", false},
		{"a*b*c", "a?b?c", true},
		{"*/*", "b", false},
	} {
		if got := overlap(c.a, c.b); got != c.want || overlap(c.b, c.a) != c.want {
			t.Errorf("overlap(%q, %q) = %t", c.a, c.b, got)
		}
	}
}

// TestManagedPolicies asks at every text of AWS's own policies: what stands there
// is offered or explained, and nothing goes wrong.
func TestManagedPolicies(t *testing.T) {
	all := managed.All()
	actions, explained := 0, 0
	for i := 0; i < len(all); i += 25 {
		src := all[i].Document
		tree := scan(src, 0)
		for at := range tree.nodes {
			n := &tree.nodes[at]
			if n.typ != nodeText || n.end == n.start {
				continue
			}
			c := newCompleter(src, n.end, Options{})
			if c.at.place == PlaceNone {
				t.Errorf("%s: no place at %d", all[i].Name, n.end)
			}
			if c.at.place != PlaceAction || !strings.Contains(c.content, ":") {
				continue
			}
			actions++
			if _, ok := Explain([]byte(src), n.end, Options{}); ok {
				explained++
			}
		}
	}
	if actions < 1000 || explained < actions*95/100 {
		t.Errorf("%d of %d actions are explained", explained, actions)
	}
}
