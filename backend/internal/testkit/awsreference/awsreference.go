// Package awsreference serves files of the form in which AWS publishes what its
// services have ("Simplified AWS service information for programmatic access",
// Service Authorization Reference), made from the catalog that the program
// carries. What the real files hold besides, such as the operations of AWS's
// SDKs, is left out.
package awsreference

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/iam-copilot/iam-copilot/shared/catalog"
)

// Server is a local service reference.
type Server struct {
	URL string // of the list of services

	mu       sync.Mutex
	services []catalog.Service
	broken   bool
	asked    int
}

// Start serves the embedded catalog until the test ends.
func Start(t testing.TB) *Server {
	t.Helper()
	services, err := catalog.EmbeddedServices()
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{services: services}
	h := httptest.NewServer(s)
	t.Cleanup(h.Close)
	s.URL = h.URL + "/v1/service-list.json"
	return s
}

// Break makes the server fail, or work again.
func (s *Server) Break(broken bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.broken = broken
}

// Asked is how often the list was read.
func (s *Server) Asked() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked
}

// Edit changes a service.
func (s *Server) Edit(t testing.TB, prefix string, change func(*catalog.Service)) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.services, func(x catalog.Service) bool { return x.Prefix == prefix })
	if i < 0 {
		t.Fatalf("the catalog has no service %s", prefix)
	}
	change(&s.services[i])
}

// RemoveAction takes an action out.
func (s *Server) RemoveAction(t testing.TB, prefix, name string) {
	t.Helper()
	s.Edit(t, prefix, func(x *catalog.Service) {
		n := len(x.Actions)
		if x.Actions = slices.DeleteFunc(x.Actions, func(a catalog.Action) bool { return a.Name == name }); len(x.Actions) == n {
			t.Fatalf("%s has no action %s", prefix, name)
		}
	})
}

// AddAction puts an action in that is like another one.
func (s *Server) AddAction(t testing.TB, prefix, name, like string) {
	t.Helper()
	s.Edit(t, prefix, func(x *catalog.Service) {
		i := slices.IndexFunc(x.Actions, func(a catalog.Action) bool { return a.Name == like })
		if i < 0 {
			t.Fatalf("%s has no action %s", prefix, like)
		}
		added := x.Actions[i]
		added.Name = name
		x.Actions = append(x.Actions, added)
	})
}

type named struct {
	Name string
}

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.broken {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	if r.URL.Path == "/v1/service-list.json" {
		s.asked++
		list := make([]map[string]string, len(s.services))
		for i := range s.services {
			list[i] = map[string]string{"service": s.services[i].Prefix, "url": "/v1/" + s.services[i].Prefix + ".json"}
		}
		_ = json.NewEncoder(w).Encode(list)
		return
	}
	prefix := strings.TrimSuffix(strings.TrimPrefix(r.URL.Path, "/v1/"), ".json")
	i := slices.IndexFunc(s.services, func(x catalog.Service) bool { return x.Prefix == prefix })
	if i < 0 {
		http.NotFound(w, r)
		return
	}
	_ = json.NewEncoder(w).Encode(file(&s.services[i]))
}

// file is a service as AWS writes it.
func file(s *catalog.Service) map[string]any {
	actions, keys, resources := []any{}, []any{}, []any{}
	for _, a := range s.Actions {
		on := []named{}
		for _, r := range a.Resources {
			on = append(on, named{r.Name})
		}
		actions = append(actions, map[string]any{
			"Name": a.Name, "ActionConditionKeys": a.ConditionKeys, "Resources": on,
			"Annotations": map[string]any{"Properties": map[string]bool{
				"IsList": a.Level == catalog.List, "IsPermissionManagement": a.Level == catalog.PermissionsManagement,
				"IsTaggingOnly": a.Level == catalog.Tagging, "IsWrite": a.Level != catalog.List && a.Level != catalog.Read,
			}},
		})
	}
	for _, k := range s.ConditionKeys {
		keys = append(keys, map[string]any{"Name": k.Name, "Types": []string{k.Type}})
	}
	for _, r := range s.ResourceTypes {
		resources = append(resources, map[string]any{"Name": r.Name, "ARNFormats": r.ARNs(), "ConditionKeys": r.ConditionKeys})
	}
	return map[string]any{"Name": s.Prefix, "Version": "v1.4", "Actions": actions, "ConditionKeys": keys, "Resources": resources}
}
