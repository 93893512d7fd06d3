// Package managed holds the AWS managed policies: the latest version of each as AWS published it on the day of the
// snapshot. The documents are embedded in compressed form and inflated when asked for. Everything here is safe for
// concurrent use.
package managed

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/iam-copilot/iam-copilot/shared/catalog/internal/pack"
)

// Policy is one AWS managed policy in its latest version.
type Policy struct {
	// Name is unique among AWS managed policies: "AmazonS3ReadOnlyAccess".
	Name string
	// ARN is in the commercial partition: "arn:aws:iam::aws:policy/…".
	ARN string
	// Path is the part of the ARN between "policy" and the name: "/" or "/service-role/" and the like.
	Path string
	// VersionID is the default version: "v3".
	VersionID string
	// Document is the policy's JSON text, without white space, elements in AWS's order.
	Document string
	// Created is when the policy appeared, Updated when this version did; both in UTC.
	Created, Updated time.Time
}

// Summary describes the snapshot.
type Summary struct {
	// Date is the day of the newest version in the snapshot, as YYYY-MM-DD.
	Date string `json:"date"`
	// Source names where the data comes from.
	Source string `json:"source"`
	// Policies is how many there are.
	Policies int `json:"policies"`
}

//go:embed managed.bin
var embedded string

// indexEntry is the first entry; it holds what is known of each policy but its name and document.
const indexEntry = "/index"

type set struct {
	file     *pack.File
	summary  Summary
	policies []Policy // without Document, by name
}

// open panics on a damaged file, which is a broken build; the tests load all of it.
var open = sync.OnceValue(func() *set {
	s := &set{}
	var err error
	if s.file, err = pack.Open(embedded); err != nil {
		panic("managed: embedded data: " + err.Error())
	}
	if err := json.Unmarshal([]byte(s.file.Meta()), &s.summary); err != nil {
		panic("managed: embedded summary: " + err.Error())
	}
	if s.policies, err = readIndex(s.file.Names()[1:], s.read(indexEntry)); err != nil {
		panic(err.Error())
	}
	return s
})

func (s *set) read(name string) string {
	data, err := s.file.Read(name)
	if err != nil {
		panic("managed: embedded data: " + err.Error())
	}
	return data
}

// readIndex reads one line for each name: path, version and the two dates in seconds since 1970, tab separated.
func readIndex(names []string, index string) ([]Policy, error) {
	policies := make([]Policy, 0, len(names))
	for _, name := range names {
		line, rest, _ := strings.Cut(index, "\n")
		index = rest
		fields := strings.Split(line, "\t")
		if len(fields) != 4 {
			return nil, fmt.Errorf("managed: embedded index: %s has the line %q", name, line)
		}
		created, err := strconv.ParseInt(fields[2], 10, 64)
		updated, err2 := strconv.ParseInt(fields[3], 10, 64)
		if err := errors.Join(err, err2); err != nil {
			return nil, fmt.Errorf("managed: embedded index: %s: %w", name, err)
		}
		policies = append(policies, Policy{
			Name: name, ARN: "arn:aws:iam::aws:policy" + fields[0] + name, Path: fields[0], VersionID: fields[1],
			Created: time.Unix(created, 0).UTC(), Updated: time.Unix(updated, 0).UTC(),
		})
	}
	return policies, nil
}

// Info describes the snapshot without inflating any document.
func Info() Summary { return open().summary }

var all = sync.OnceValue(func() []Policy {
	s := open()
	policies := slices.Clone(s.policies)
	for i := range policies {
		policies[i].Document = s.read(policies[i].Name)
	}
	return policies
})

// All returns every AWS managed policy, sorted by name. The slice is the caller's. The first call inflates all
// documents, about 3 MB.
func All() []Policy { return slices.Clone(all()) }

// Names lists all policies' names, sorted, without inflating any document.
func Names() []string {
	names := make([]string, len(open().policies))
	for i, p := range open().policies {
		names[i] = p.Name
	}
	return names
}

// Lookup finds a policy by its name or its ARN, in whichever partition. Names compare with regard to case, as in AWS.
func Lookup(nameOrARN string) (Policy, bool) {
	name, path := nameOrARN, ""
	if strings.HasPrefix(nameOrARN, "arn:") {
		_, resource, ok := strings.Cut(nameOrARN, ":iam::aws:policy/")
		if !ok {
			return Policy{}, false
		}
		slash := strings.LastIndexByte(resource, '/')
		name, path = resource[slash+1:], "/"+resource[:slash+1]
	}
	s := open()
	i := sort.Search(len(s.policies), func(i int) bool { return s.policies[i].Name >= name })
	if i == len(s.policies) || s.policies[i].Name != name || path != "" && s.policies[i].Path != path {
		return Policy{}, false
	}
	p := s.policies[i]
	p.Document = s.read(name)
	return p, true
}
