package plans

import (
	"errors"

	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/compare"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
	"github.com/iam-copilot/iam-copilot/shared/policy/explain"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate/denial"
	"github.com/iam-copilot/iam-copilot/shared/policy/lint"
)

// Lint adds the linter's findings on a document that the plan sends.
func (d *Draft) Lint(name, document string, kind policy.Kind) {
	for _, f := range lint.Check([]byte(document), lint.Options{Kind: kind}) {
		one := api.PlanFinding{Document: name, Finding: api.Finding{
			Code: f.Code, Type: f.Type, Message: f.Message, Path: f.Path, LearnMore: f.LearnMore,
			Line: f.Span.Line, Column: f.Span.Column, Offset: f.Span.Offset, Length: f.Span.Length,
		}}
		if f.Fix != nil {
			one.Fix = &api.FindingFix{Title: f.Fix.Title, Edits: make([]api.TextEdit, 0, len(f.Fix.Edits))}
			for _, e := range f.Fix.Edits {
				one.Fix.Edits = append(one.Fix.Edits, api.TextEdit(e))
			}
		}
		d.about.Findings = append(d.about.Findings, one)
	}
}

// Access compares what documents allow before and after the change, as if each list
// were attached to one identity or resource, and adds what is granted and removed,
// each with a request that shows it. subject names whose access it is.
func (d *Draft) Access(subject string, kind policy.Kind, before, after []string) {
	a, err := compiled(after, kind)
	if err == nil {
		var b []*eval.Policy
		if b, err = compiled(before, kind); err == nil {
			d.differ(subject, a, b)
			return
		}
	}
	d.Warn("What changes for %s cannot be told: %s", subject, fault.Sentence(err.Error()))
}

// differ adds what policies a allow and b do not to the grants, and the other way
// round to the removals.
func (d *Draft) differ(subject string, a, b []*eval.Policy) {
	more, moreErr := compare.Exceeds(a, b, compare.Options{})
	less, lessErr := compare.Exceeds(b, a, compare.Options{})
	add := func(to *[]api.PlanAccessChange, w *compare.Witness, err error, verb, by string) {
		switch {
		case err != nil:
			*to = append(*to, api.PlanAccessChange{
				Subject: subject, Sentence: "Whether " + subject + " " + verb + " access could not be decided: " + fault.Sentence(err.Error()),
			})
		case w != nil:
			*to = append(*to, api.PlanAccessChange{
				Subject: subject, Sentence: subject + " " + verb + " access, such as to " + w.Action + " on " + w.Resource + ".",
				Witness: &api.PolicyWitness{
					AllowedBy: by, Principal: w.Principal, Action: w.Action, Resource: w.Resource, Context: w.Context, ResourceAccount: w.ResourceAccount,
				},
			})
		}
	}
	add(&d.about.Access.Grants, more, moreErr, "gains", "a")
	add(&d.about.Access.Removes, less, lessErr, "loses", "b")
}

func compiled(documents []string, kind policy.Kind) ([]*eval.Policy, error) {
	out := make([]*eval.Policy, len(documents))
	for i, document := range documents {
		p, err := eval.Compile(policy.ParseString(document), kind, "")
		if err != nil {
			return nil, err
		}
		out[i] = p
	}
	return out, nil
}

// denials are the codes that AWS refuses with for want of a permission ("Common
// errors", IAM API reference).
var denials = map[string]bool{"AccessDenied": true, "AccessDeniedException": true, "UnauthorizedOperation": true}

// Explain makes a refusal of AWS for want of a permission say which action is
// missing, and which kind of policy is in the way, as AWS's own message tells. Other
// errors stay as they are.
func Explain(err error) error {
	var f *fault.Fault
	if !errors.As(err, &f) || f.AWS() == nil || !denials[f.AWS().Code] {
		return err
	}
	message, parseErr := denial.Parse(f.AWS().Message)
	if parseErr != nil || message.Action == "" {
		return err
	}
	x, explainErr := explain.Denial(message, nil)
	if explainErr != nil || x.Summary == "" {
		return err
	}
	say := "The AWS credential lacks the permission " + message.Action + ". " + x.Summary
	return f.Saying("%s", say)
}
