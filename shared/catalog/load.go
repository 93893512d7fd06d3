package catalog

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/iam-copilot/iam-copilot/shared/catalog/internal/pack"
)

//go:generate go run ./gen

// embedded is what Pack wrote.
//
//go:embed catalog.bin
var embedded string

// The entries of the file: three for each service, named by what they hold and the prefix, one of the services' names
// in the order of the prefixes, and one of accepted actions.
const (
	namesEntry    = "names/"
	textsEntry    = "texts/"
	numbersEntry  = "numbers/"
	servicesEntry = "services"
	acceptedEntry = "accepted"
)

// Pack writes a snapshot in the form of the embedded file. Services, and all lists within them, must be sorted by name
// without regard to case. Accepted holds one line for each accepted action that is not in the catalog: the action, a
// tab, and where it is known from.
func Pack(about Summary, services []Service, accepted []byte) ([]byte, error) {
	meta, err := json.Marshal(about)
	if err != nil {
		return nil, err
	}
	var serviceNames []byte
	n := len(services)
	entries := make([]pack.Entry, 3*n, 3*n+2)
	for i := range services {
		p, err := encode(&services[i])
		if err != nil {
			return nil, err
		}
		prefix := services[i].Prefix
		serviceNames = append(append(serviceNames, line(services[i].Name)...), '\n')
		entries[i] = pack.Entry{Name: namesEntry + prefix, Data: p.names}
		entries[n+i] = pack.Entry{Name: textsEntry + prefix, Data: p.texts, NewBlock: i == 0}
		entries[2*n+i] = pack.Entry{Name: numbersEntry + prefix, Data: p.numbers, NewBlock: i == 0}
	}
	entries = append(entries,
		pack.Entry{Name: servicesEntry, Data: serviceNames, NewBlock: true}, pack.Entry{Name: acceptedEntry, Data: accepted})
	return pack.Write(meta, entries)
}

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

// inUse is the snapshot that answers; nil until the catalog has been asked something or was given one.
var inUse atomic.Pointer[store]

var opening sync.Mutex

// open gives the snapshot in use, the embedded one unless Use gave another. A damaged embedded file is a broken build,
// so it panics; the tests load all of it, and Use takes only what can be opened.
func open() *store {
	if s := inUse.Load(); s != nil {
		return s
	}
	opening.Lock()
	defer opening.Unlock()
	if s := inUse.Load(); s != nil {
		return s
	}
	s, err := openStore(embedded)
	if err != nil {
		panic("catalog: " + err.Error())
	}
	inUse.Store(s)
	return s
}

func openStore(packed string) (*store, error) {
	file, err := pack.Open(packed)
	if err != nil {
		return nil, fmt.Errorf("the snapshot's index: %w", err)
	}
	s := &store{file: file, services: make(map[string]*slot, len(file.Names()))}
	if err := json.Unmarshal([]byte(file.Meta()), &s.summary); err != nil {
		return nil, fmt.Errorf("the snapshot's summary: %w", err)
	}
	for _, name := range file.Names() {
		if prefix, ok := strings.CutPrefix(name, namesEntry); ok {
			s.prefixes = append(s.prefixes, prefix)
			s.services[prefix] = &slot{}
		}
	}
	return s, nil
}

func (s *store) read(entry string) string {
	data, err := s.file.Read(entry)
	if err != nil {
		panic("catalog: embedded data: " + err.Error())
	}
	return data
}

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

var serviceNames = Derived(func() map[string]string {
	s := open()
	names := make(map[string]string, len(s.prefixes))
	rest := s.read(servicesEntry)
	for _, prefix := range s.prefixes {
		names[prefix], rest, _ = strings.Cut(rest, "\n")
	}
	return names
})

// ServiceName is the name of the service with this prefix, in any case, as AWS writes it; empty when AWS has none. It
// does not decode the service.
func ServiceName(prefix string) string { return serviceNames()[lower(prefix)] }

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
		service, err := s.decode(lower(prefix))
		if err != nil {
			panic(err.Error())
		}
		at.service = service
	})
	return at.service
}

// decode reads the service with this prefix, which must be in lower case and exist.
func (s *store) decode(prefix string) (*Service, error) {
	var stored [3]string
	for i, entry := range []string{namesEntry, textsEntry, numbersEntry} {
		data, err := s.file.Read(entry + prefix)
		if err != nil {
			return nil, fmt.Errorf("catalog: service %q: %w", prefix, err)
		}
		stored[i] = data
	}
	service := new(Service)
	if err := service.decode(prefix, stored[0], stored[1], stored[2]); err != nil {
		return nil, err
	}
	return service, nil
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
