package lint

import (
	"encoding/json"
	"io"
	"net/url"
	"path/filepath"
	"sort"
	"strings"
)

// The types below are the part of "Static Analysis Results Interchange Format
// (SARIF) Version 2.1.0" (OASIS) that a report of ours fills.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID            string         `json:"id"`
		Name          string         `json:"name"`
		Short         sarifText      `json:"shortDescription"`
		Full          sarifText      `json:"fullDescription"`
		Help          sarifText      `json:"help"`
		HelpURI       string         `json:"helpUri"`
		Configuration sarifLevel     `json:"defaultConfiguration"`
		Properties    map[string]any `json:"properties"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifLevel struct {
		Level string `json:"level"`
	}
	sarifResult struct {
		RuleID     string          `json:"ruleId"`
		RuleIndex  int             `json:"ruleIndex"`
		Level      string          `json:"level"`
		Message    sarifText       `json:"message"`
		Locations  []sarifLocation `json:"locations"`
		Fixes      []sarifFix      `json:"fixes,omitempty"`
		Properties map[string]any  `json:"properties"`
	}
	sarifLocation struct {
		Physical sarifPhysical  `json:"physicalLocation"`
		Logical  []sarifLogical `json:"logicalLocations,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine,omitempty"`
		StartColumn int `json:"startColumn,omitempty"`
		ByteOffset  int `json:"byteOffset"`
		ByteLength  int `json:"byteLength"`
	}
	sarifLogical struct {
		Name string `json:"fullyQualifiedName"`
	}
	sarifFix struct {
		Description sarifText     `json:"description"`
		Changes     []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		Artifact     sarifArtifact      `json:"artifactLocation"`
		Replacements []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		Deleted  sarifRegion `json:"deletedRegion"`
		Inserted sarifText   `json:"insertedContent"`
	}
)

// WriteSARIF writes the findings of all files as one SARIF 2.1.0 log, for code
// scanning services and editors. Columns count Unicode code points.
func WriteSARIF(w io.Writer, reports []FileReport) error {
	index := ruleIndex(reports)
	run := sarifRun{
		Tool: sarifTool{sarifDriver{
			Name:           "IAM Copilot",
			InformationURI: "https://github.com/iam-copilot/iam-copilot",
			Rules:          sarifRules(index),
		}},
		ColumnKind: "unicodeCodePoints",
		Results:    []sarifResult{},
	}
	for _, r := range reports {
		uri := fileURI(r.File)
		for i := range r.Findings {
			run.Results = append(run.Results, sarifResultOf(&r.Findings[i], uri, index))
		}
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(sarifLog{
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Version: "2.1.0",
		Runs:    []sarifRun{run},
	})
}

// ruleIndex numbers the codes that occur, by name.
func ruleIndex(reports []FileReport) map[string]int {
	var codes []string
	index := map[string]int{}
	for _, r := range reports {
		for i := range r.Findings {
			if code := r.Findings[i].Code; !hasKey(index, code) {
				index[code] = 0
				codes = append(codes, code)
			}
		}
	}
	sort.Strings(codes)
	for i, code := range codes {
		index[code] = i
	}
	return index
}

func hasKey(m map[string]int, k string) bool {
	_, ok := m[k]
	return ok
}

func sarifRules(index map[string]int) []sarifRule {
	rules := make([]sarifRule, len(index))
	for code, i := range index {
		info := codeInfo(code)
		properties := map[string]any{"tags": []string{"iam", info.Type}}
		if info.Type == TypeSecurityWarning {
			properties["security-severity"] = "7.0"
		}
		rules[i] = sarifRule{
			ID: code, Name: strings.ReplaceAll(info.Title, " ", ""),
			Short: sarifText{info.Title}, Full: sarifText{info.What}, Help: sarifText{info.Fix}, HelpURI: info.LearnMore,
			Configuration: sarifLevel{sarifLevelOf(info.Type)}, Properties: properties,
		}
	}
	return rules
}

func sarifLevelOf(typ string) string {
	switch typ {
	case TypeError:
		return "error"
	case TypeSuggestion:
		return "note"
	}
	return "warning"
}

func sarifResultOf(f *Finding, uri string, index map[string]int) sarifResult {
	location := sarifLocation{Physical: sarifPhysical{
		Artifact: sarifArtifact{uri},
		Region:   sarifRegion{StartLine: f.Span.Line, StartColumn: f.Span.Column, ByteOffset: f.Span.Offset, ByteLength: f.Span.Length},
	}}
	if f.Path != "" {
		location.Logical = []sarifLogical{{f.Path}}
	}
	result := sarifResult{
		RuleID: f.Code, RuleIndex: index[f.Code], Level: sarifLevelOf(f.Type), Message: sarifText{f.Message},
		Locations: []sarifLocation{location}, Properties: map[string]any{"type": f.Type},
	}
	if f.Fix != nil {
		change := sarifChange{Artifact: sarifArtifact{uri}}
		for _, e := range f.Fix.Edits {
			change.Replacements = append(change.Replacements, sarifReplacement{
				Deleted: sarifRegion{ByteOffset: e.Offset, ByteLength: e.Length}, Inserted: sarifText{e.NewText},
			})
		}
		result.Fixes = []sarifFix{{Description: sarifText{f.Fix.Title}, Changes: []sarifChange{change}}}
	}
	return result
}

// fileURI writes a path as a relative or file URI.
func fileURI(path string) string {
	u := url.URL{Path: filepath.ToSlash(path)}
	if filepath.IsAbs(path) {
		u.Scheme = "file"
	}
	return u.String()
}
