package lint

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// FileReport is the findings of one file.
type FileReport struct {
	File     string // as the reader knows it
	Kind     policy.Kind
	Findings []Finding
}

// WriteText writes one line for each finding, as compilers do:
//
//	policy.json:7:15: error: There is no service s33. [INVALID_SERVICE] Statement[0].Resource
func WriteText(w io.Writer, reports []FileReport) error {
	for _, r := range reports {
		for i := range r.Findings {
			f := &r.Findings[i]
			path := f.Path
			if path != "" {
				path = " " + path
			}
			fixable := ""
			if f.Fix != nil {
				fixable = " (fix: " + f.Fix.Title + ")"
			}
			if _, err := fmt.Fprintf(w, "%s:%d:%d: %s: %s [%s]%s%s\n", r.File, f.Span.Line, f.Span.Column, f.Type, f.Message, f.Code, path, fixable); err != nil {
				return err
			}
		}
	}
	return nil
}

type jsonReport struct {
	File     string        `json:"file"`
	Kind     policy.Kind   `json:"policy_type"`
	Findings []jsonFinding `json:"findings"`
}

type jsonFinding struct {
	Code      string   `json:"code"`
	Type      string   `json:"type"`
	Message   string   `json:"message"`
	Path      string   `json:"path"`
	Line      int      `json:"line"`
	Column    int      `json:"column"`
	Offset    int      `json:"offset"`
	Length    int      `json:"length"`
	LearnMore string   `json:"learn_more"`
	Fix       *jsonFix `json:"fix,omitempty"`
}

type jsonFix struct {
	Title string     `json:"title"`
	Edits []jsonEdit `json:"edits"`
}

type jsonEdit struct {
	Offset  int    `json:"offset"`
	Length  int    `json:"length"`
	NewText string `json:"new_text"`
}

// MarshalJSON writes the finding as the command line and the API do: flat, with
// line, column, offset and length.
func (f Finding) MarshalJSON() ([]byte, error) {
	return json.Marshal(f.forJSON())
}

func (f *Finding) forJSON() jsonFinding {
	out := jsonFinding{
		Code: f.Code, Type: f.Type, Message: f.Message, Path: f.Path,
		Line: f.Span.Line, Column: f.Span.Column, Offset: f.Span.Offset, Length: f.Span.Length, LearnMore: f.LearnMore,
	}
	if f.Fix != nil {
		out.Fix = &jsonFix{Title: f.Fix.Title, Edits: make([]jsonEdit, 0, len(f.Fix.Edits))}
		for _, e := range f.Fix.Edits {
			out.Fix.Edits = append(out.Fix.Edits, jsonEdit(e))
		}
	}
	return out
}

// MarshalJSON writes {"file", "policy_type", "findings"}; findings is never null.
func (r FileReport) MarshalJSON() ([]byte, error) {
	out := jsonReport{File: r.File, Kind: r.Kind, Findings: make([]jsonFinding, 0, len(r.Findings))}
	for i := range r.Findings {
		out.Findings = append(out.Findings, r.Findings[i].forJSON())
	}
	return json.Marshal(out)
}

// WriteJSON writes one JSON object a line for each file.
func WriteJSON(w io.Writer, reports []FileReport) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	for i := range reports {
		if err := encoder.Encode(reports[i]); err != nil {
			return err
		}
	}
	return nil
}
