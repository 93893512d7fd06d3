package activity

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate"
)

// Most resources of one type that are listed for an action; beyond, they are put together into patterns over the folders
// they are in, or their kind.
const Most = 100

// maxResource is the longest name of a resource that is taken: S3's keys have up to 1,024 bytes.
const maxResource = 1600

// Anywhere stands among resources for those that events do not tell.
const Anywhere = "*"

// Resources are what an action was done to, by resource type. Together they cover everything that was seen: a list that
// grew too long is written with wildcards. Its zero value is empty.
type Resources struct {
	byType map[string][]string // sorted
	many   bool
}

// Many tells that there were more resources than are listed, or that some are not told.
func (r *Resources) Many() bool { return r.many || slices.Contains(r.byType[""], Anywhere) }

// Told tells whether every event told what it was about.
func (r *Resources) Told() bool {
	return len(r.byType) > 0 && !slices.Contains(r.byType[""], Anywhere)
}

// List is all of them, sorted; Anywhere among them stands for those that are not told.
func (r *Resources) List() []string {
	out := []string{}
	for _, list := range r.byType {
		out = append(out, list...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// add adds those of an event; none mean that it does not tell.
func (r *Resources) add(found map[string][]string) {
	if len(found) == 0 {
		r.put("", Anywhere)
		return
	}
	for typeName, arns := range found {
		for _, arn := range arns {
			if len(arn) > maxResource {
				arn, typeName = Anywhere, ""
			}
			r.put(typeName, arn)
		}
	}
}

func (r *Resources) put(typeName, arn string) {
	list := r.byType[typeName]
	i, known := slices.BinarySearch(list, arn)
	if known || r.many && covered(list, arn) {
		return
	}
	if r.byType == nil {
		r.byType = map[string][]string{}
	}
	list = slices.Insert(list, i, arn)
	if len(list) > Most {
		r.many, list = true, generate.Generalize(list)
		if len(list) > Most { // of kinds that cannot be put together
			typeName, list = "", []string{Anywhere}
		}
		slices.Sort(list)
	}
	r.byType[typeName] = list
}

// covered tells whether a pattern of a list takes an ARN in.
func covered(list []string, arn string) bool {
	return slices.ContainsFunc(list, func(p string) bool { return strings.HasSuffix(p, "*") && policy.MatchResource(p, arn) })
}

func (r *Resources) join(o *Resources) {
	r.many = r.many || o.many
	for _, typeName := range slices.Sorted(maps.Keys(o.byType)) {
		for _, arn := range o.byType[typeName] {
			r.put(typeName, arn)
		}
	}
}

// MarshalJSON writes them by type.
func (r Resources) MarshalJSON() ([]byte, error) {
	if r.byType == nil {
		return []byte("{}"), nil
	}
	return json.Marshal(r.byType)
}

// Restore reads what MarshalJSON has written. many is what Many told.
func Restore(text string, many bool) (r Resources, err error) {
	err = json.Unmarshal([]byte(text), &r.byType)
	for _, list := range r.byType {
		slices.Sort(list)
	}
	r.many = many
	return r, err
}
