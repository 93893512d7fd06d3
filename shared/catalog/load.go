package catalog

import (
	_ "embed"
	"encoding/json"
	"slices"
	"strings"
	"sync"

	"github.com/iam-copilot/iam-copilot/shared/catalog/internal/pack"
)

//go:generate go run ./gen

// embedded holds one entry per service prefix and one of accepted actions (acceptedEntry).
//
//go:embed catalog.bin
var embedded string

// acceptedEntry cannot be a service prefix.
const acceptedEntry = "/accepted"

type store struct {
	file     *pack.File
	summary  Summary
	prefixes []string
	services map[string]*slot
}

type slot struct {
	once    sync.Once
	service *Service
}

// open reads the index of the embedded file. A damaged file is a broken build, so it panics; the tests load all of it.
var open = sync.OnceValue(func() *store {
	file, err := pack.Open(embedded)
	if err != nil {
		panic("catalog: embedded data: " + err.Error())
	}
	s := &store{file: file, services: make(map[string]*slot, len(file.Names()))}
	if err := json.Unmarshal([]byte(file.Meta()), &s.summary); err != nil {
		panic("catalog: embedded summary: " + err.Error())
	}
	for _, name := range file.Names() {
		if name != acceptedEntry {
			s.prefixes = append(s.prefixes, name)
			s.services[name] = &slot{}
		}
	}
	return s
})

// Info describes the snapshot; it decodes nothing.
func Info() Summary {
	s := open().summary
	s.Sources = slices.Clone(s.Sources)
	return s
}

// Prefixes lists all service prefixes, sorted. The slice is the caller's.
func Prefixes() []string { return slices.Clone(open().prefixes) }

// Known tells whether a service prefix exists, in any case, without decoding the service.
func Known(prefix string) bool {
	_, ok := open().services[lower(prefix)]
	return ok
}

// Lookup returns the service with this prefix, in any case, or nil when AWS has none. The first call for a service
// decodes it; later calls answer from memory. The result is shared: do not change it.
func Lookup(prefix string) *Service {
	s := open()
	at, ok := s.services[prefix]
	if !ok {
		if at, ok = s.services[lower(prefix)]; !ok {
			return nil
		}
	}
	at.once.Do(func() {
		data, err := s.file.Read(lower(prefix))
		if err != nil {
			panic("catalog: embedded data: " + err.Error())
		}
		service := new(Service)
		if err := service.decode(data); err != nil {
			panic(err.Error())
		}
		at.service = service
	})
	return at.service
}

// LookupAction returns the action written "prefix:Name", in any case, or nil. Wildcards find nothing.
func LookupAction(action string) *Action {
	prefix, name, ok := strings.Cut(action, ":")
	if !ok {
		return nil
	}
	s := Lookup(prefix)
	if s == nil {
		return nil
	}
	return s.Action(name)
}
