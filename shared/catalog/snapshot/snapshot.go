// Package snapshot holds what AWS published on one day as a file: the catalog's services and the AWS managed policies.
// Two snapshots can be compared (package diff), and one can be packed for package catalog to answer from.
//
// A file is JSON, also compressed with gzip:
//
//	{"format": "iam-copilot-catalog/1", "date": "2026-09-26", "sources": ["…"],
//	 "services": [{"prefix": "s3", "name": "Amazon S3", "actions": [{"name": "GetObject", "access_level": "Read", …}], …}],
//	 "managed_policies": [{"name": "ReadOnlyAccess", "arn": "arn:aws:iam::aws:policy/ReadOnlyAccess", "version": "v9", "document": {…}}]}
package snapshot

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
	"github.com/iam-copilot/iam-copilot/shared/catalog/managed"
)

// Format is the form of the files, with its version.
const Format = "iam-copilot-catalog/1"

// maxSize bounds a file, inflated, in bytes: ten times what AWS publishes today.
const maxSize = 256 << 20

// Snapshot is what AWS published on one day. Services, everything in them, and managed policies are
// sorted by name without regard to case.
type Snapshot struct {
	Format string `json:"format"`
	// Date is YYYY-MM-DD; Sources name where the data comes from.
	Date            string            `json:"date"`
	Sources         []string          `json:"sources,omitempty"`
	Services        []catalog.Service `json:"services"`
	ManagedPolicies []ManagedPolicy   `json:"managed_policies,omitempty"`
}

// ManagedPolicy is an AWS managed policy in its default version.
type ManagedPolicy struct {
	Name     string          `json:"name"`
	ARN      string          `json:"arn"`
	Version  string          `json:"version"`
	Document json.RawMessage `json:"document"`
}

// Embedded is the snapshot that the program carries.
func Embedded() (*Snapshot, error) {
	about, err := catalog.Embedded()
	if err != nil {
		return nil, err
	}
	services, err := catalog.EmbeddedServices()
	if err != nil {
		return nil, err
	}
	return of(about, services), nil
}

// Current is the snapshot that package catalog answers from.
func Current() *Snapshot { return of(catalog.Info(), catalog.Services()) }

func of(about catalog.Summary, services []catalog.Service) *Snapshot {
	s := &Snapshot{Format: Format, Date: about.Date, Sources: about.Sources, Services: services}
	for _, p := range managed.All() {
		s.ManagedPolicies = append(s.ManagedPolicies, ManagedPolicy{
			Name: p.Name, ARN: p.ARN, Version: p.VersionID, Document: json.RawMessage(p.Document),
		})
	}
	// Package managed regards case; no two names differ only by it. Services are in order, and shared.
	sortNamed(s.ManagedPolicies, "managed policy", "", policyName, func(error) {})
	return s
}

// Read reads a file, compressed or not, and puts it in order. It fails, naming what is wrong, on anything that is not
// a snapshot, on names that are missing or occur twice, and on access levels that AWS does not have.
func Read(r io.Reader) (*Snapshot, error) {
	data, err := readAll(r)
	if err != nil {
		return nil, err
	}
	var s Snapshot
	if err := json.Unmarshal(data, &s); err != nil {
		return nil, fmt.Errorf("not a catalog snapshot: %w", err)
	}
	if s.Format != Format {
		return nil, fmt.Errorf("not a catalog snapshot: the format is %q, not %q", s.Format, Format)
	}
	if err := s.order(); err != nil {
		return nil, fmt.Errorf("the catalog snapshot is not sound: %w", err)
	}
	return &s, nil
}

func readAll(r io.Reader) ([]byte, error) {
	read := func(r io.Reader) ([]byte, error) {
		data, err := io.ReadAll(io.LimitReader(r, maxSize+1))
		if err == nil && len(data) > maxSize {
			err = fmt.Errorf("the catalog snapshot is larger than %d MB", maxSize>>20)
		}
		return data, err
	}
	data, err := read(r)
	if err != nil || !bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
		return data, err
	}
	unzip, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("the compressed catalog snapshot: %w", err)
	}
	if data, err = read(unzip); err != nil {
		return nil, fmt.Errorf("the compressed catalog snapshot: %w", err)
	}
	return data, nil
}

// Write writes the snapshot as JSON, compressed with gzip if wanted. The same snapshot gives the same bytes.
func (s *Snapshot) Write(w io.Writer, compressed bool) error {
	var zip *gzip.Writer
	if compressed {
		zip = gzip.NewWriter(w)
		w = zip
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(s); err != nil {
		return err
	}
	if zip != nil {
		return zip.Close()
	}
	return nil
}

// Pack writes the services in the form that package catalog answers from. Accepted are actions that AWS takes though
// they are not in the snapshot, each with where it is known from; those that are in it are left out.
func (s *Snapshot) Pack(accepted map[string]string) ([]byte, error) {
	about := catalog.Summary{Date: s.Date, Sources: s.Sources, Services: len(s.Services)}
	known := map[string]bool{}
	for i := range s.Services {
		service := &s.Services[i]
		about.Actions += len(service.Actions)
		about.ResourceTypes += len(service.ResourceTypes)
		about.ConditionKeys += len(service.ConditionKeys)
		for _, a := range service.Actions {
			known[service.Prefix+":"+strings.ToLower(a.Name)] = true
		}
	}
	var lines bytes.Buffer
	for _, action := range slices.Sorted(maps.Keys(accepted)) {
		if !known[strings.ToLower(action)] {
			fmt.Fprintf(&lines, "%s\t%s\n", action, accepted[action])
		}
	}
	packed, err := catalog.Pack(about, s.Services, lines.Bytes())
	if err != nil {
		return nil, err
	}
	if _, err := catalog.Unpack(packed); err != nil {
		return nil, err
	}
	return packed, nil
}

// order sorts everything and reports the first thing that is wrong.
func (s *Snapshot) order() error {
	var problems []error
	note := func(err error) { problems = append(problems, err) }
	for i := range s.Services {
		s.Services[i].Prefix = strings.ToLower(s.Services[i].Prefix)
		orderService(&s.Services[i], note)
	}
	sortNamed(s.Services, "service", "", func(x *catalog.Service) string { return x.Prefix }, note)
	sortNamed(s.ManagedPolicies, "managed policy", "", policyName, note)
	if len(problems) == 0 {
		return nil
	}
	return problems[0]
}

func policyName(p *ManagedPolicy) string { return p.Name }

func orderService(s *catalog.Service, note func(error)) {
	if strings.ContainsAny(s.Prefix, ": \t\n*?") {
		note(fmt.Errorf("%q is no service prefix", s.Prefix))
	}
	in := " of " + s.Prefix
	sortNamed(s.Actions, "action", in, func(x *catalog.Action) string { return x.Name }, note)
	sortNamed(s.ResourceTypes, "resource type", in, func(x *catalog.ResourceType) string { return x.Name }, note)
	sortNamed(s.ConditionKeys, "condition key", in, func(x *catalog.ConditionKey) string { return x.Name }, note)
	types := map[string]string{}
	for i := range s.ResourceTypes {
		types[strings.ToLower(s.ResourceTypes[i].Name)] = s.ResourceTypes[i].Name
		s.ResourceTypes[i].ConditionKeys = sorted(s.ResourceTypes[i].ConditionKeys)
	}
	for i := range s.Actions {
		a := &s.Actions[i]
		switch a.Level {
		case catalog.List, catalog.Read, catalog.Write, catalog.PermissionsManagement, catalog.Tagging:
		default:
			note(fmt.Errorf("%s:%s has the access level %q", s.Prefix, a.Name, a.Level))
		}
		a.ConditionKeys, a.DependentActions = sorted(a.ConditionKeys), sorted(a.DependentActions)
		sortNamed(a.Resources, "resource type", " of "+s.Prefix+":"+a.Name, func(x *catalog.ActionResource) string { return x.Name }, note)
		for j := range a.Resources {
			r := &a.Resources[j]
			name, ok := types[strings.ToLower(r.Name)]
			if !ok {
				note(fmt.Errorf("%s:%s takes the resource type %q, which the service does not have", s.Prefix, a.Name, r.Name))
				continue
			}
			r.Name = name
			r.ConditionKeys, r.DependentActions = sorted(r.ConditionKeys), sorted(r.DependentActions)
		}
	}
}

func sortNamed[T any](list []T, what, in string, name func(*T) string, note func(error)) {
	slices.SortFunc(list, func(x, y T) int {
		return strings.Compare(strings.ToLower(name(&x)), strings.ToLower(name(&y)))
	})
	for i := range list {
		switch n := name(&list[i]); {
		case n == "":
			note(errors.New("a " + what + in + " has no name"))
		case i > 0 && strings.EqualFold(name(&list[i-1]), n):
			note(fmt.Errorf("the %s %s%s occurs twice", what, n, in))
		}
	}
}

// sorted returns the distinct names in order without regard to case, nil for none.
func sorted(names []string) []string {
	if len(names) == 0 {
		return nil
	}
	out := slices.Clone(names)
	slices.SortFunc(out, func(a, b string) int {
		if c := strings.Compare(strings.ToLower(a), strings.ToLower(b)); c != 0 {
			return c
		}
		return strings.Compare(a, b)
	})
	return slices.CompactFunc(out, strings.EqualFold)
}
