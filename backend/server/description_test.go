package server_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/iam-copilot/iam-copilot/backend/server"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// description is the part of the OpenAPI document that the tests read, so that
// they know what every route takes.
type description struct {
	Paths      map[string]map[string]operation `json:"paths"`
	Components struct {
		Schemas map[string]schema `json:"schemas"`
	} `json:"components"`
}

type operation struct {
	Parameters []struct {
		Name     string `json:"name"`
		In       string `json:"in"`
		Required bool   `json:"required"`
	} `json:"parameters"`
	RequestBody *struct {
		Required bool `json:"required"`
		Content  map[string]struct {
			Schema schema `json:"schema"`
		} `json:"content"`
	} `json:"requestBody"`
}

type schema struct {
	Ref        string            `json:"$ref"`
	Type       any               `json:"type"`
	Properties map[string]schema `json:"properties"`
	Required   []string          `json:"required"`
}

func describe(t *testing.T) description {
	t.Helper()
	raw, err := server.OpenAPI(server.InterfaceVersion)
	if err != nil {
		t.Fatal(err)
	}
	var d description
	if err := json.Unmarshal(raw, &d); err != nil {
		t.Fatal(err)
	}
	return d
}

func (d description) operation(t *testing.T, method, path string) operation {
	t.Helper()
	op, ok := d.Paths[api.Base+path][strings.ToLower(method)]
	if !ok {
		t.Fatalf("%s %s is not in the OpenAPI document", method, path)
	}
	return op
}

func (o operation) takesHeader(name string) bool {
	for _, p := range o.Parameters {
		if p.In == "header" && strings.EqualFold(p.Name, name) {
			return true
		}
	}
	return false
}

// body is the schema of the operation's JSON body, and whether it has one.
func (d description) body(o operation) (schema, bool) {
	if o.RequestBody == nil {
		return schema{}, false
	}
	s := o.RequestBody.Content["application/json"].Schema
	if name, ok := strings.CutPrefix(s.Ref, "#/components/schemas/"); ok {
		s = d.Components.Schemas[name]
	}
	return s, true
}
