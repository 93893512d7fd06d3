package policies

import (
	"cmp"
	"context"
	"encoding/json"
	"strings"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/complete"
	"github.com/iam-copilot/iam-copilot/shared/policy/lint"
)

// Complete says what can stand at a place of a policy. Like Hover it is asked
// at every keystroke, so neither leaves an audit record.
func (s *Service) Complete(_ context.Context, _ access.Scope, in api.CompletePolicyIn) (api.PolicyCompletions, error) {
	body := in.Body
	found := complete.Complete([]byte(body.Text), body.Offset, complete.Options{
		Kind: policy.Kind(body.PolicyType), ResourceType: body.ResourceType,
		Partition: body.Partition, Region: body.Region, Account: body.Account, Limit: body.Limit,
	})
	out := api.PolicyCompletions{Place: string(found.Place), Items: make([]api.PolicyCompletion, 0, len(found.Items)), More: found.More}
	for _, it := range found.Items {
		one := api.PolicyCompletion{
			Label: it.Label, Kind: string(it.Kind), Detail: it.Detail, Documentation: it.Documentation,
			Insert: it.Insert, Offset: it.Offset, Length: it.Length,
			Stops: make([]api.TextRange, 0, len(it.Stops)), Also: make([]api.TextEdit, 0, len(it.Also)),
		}
		for _, stop := range it.Stops {
			one.Stops = append(one.Stops, api.TextRange(stop))
		}
		for _, edit := range it.Also {
			one.Also = append(one.Also, api.TextEdit(edit))
		}
		out.Items = append(out.Items, one)
	}
	return out, nil
}

// Hover explains what stands at a place of a policy.
func (s *Service) Hover(_ context.Context, _ access.Scope, in api.HoverPolicyIn) (api.PolicyHover, error) {
	body := in.Body
	h, ok := complete.Explain([]byte(body.Text), body.Offset, complete.Options{Kind: policy.Kind(body.PolicyType), ResourceType: body.ResourceType})
	if !ok {
		return api.PolicyHover{Facts: []api.HoverFact{}}, nil
	}
	out := api.PolicyHover{
		Found: true, Offset: h.Offset, Length: h.Length, Kind: string(h.Kind), Title: h.Title, Detail: h.Detail, Text: h.Text,
		LearnMore: h.LearnMore, Facts: make([]api.HoverFact, 0, len(h.Facts)),
	}
	for _, f := range h.Facts {
		out.Facts = append(out.Facts, api.HoverFact(f))
	}
	return out, nil
}

// SuggestConditionKeys lists the condition keys that requests for actions on
// resources can carry.
func (s *Service) SuggestConditionKeys(_ context.Context, _ access.Scope, in api.SuggestConditionKeysIn) (api.ConditionKeySuggestions, error) {
	keys, unknown := complete.SuggestKeys(in.Body.Actions, in.Body.Resources)
	out := api.ConditionKeySuggestions{Keys: make([]api.ConditionKey, 0, len(keys)), UnknownActions: list(unknown)}
	operators := complete.Operators()
	for _, key := range keys {
		one := api.ConditionKey{
			Key: key.Name, Type: key.Type, Multivalued: key.Multivalued, Description: key.Description,
			Global: key.Global, Actions: key.Actions, Operators: []string{},
		}
		for i := range operators {
			if operators[i].Takes(key.Type) {
				one.Operators = append(one.Operators, operators[i].Forms(key.Multivalued)...)
			}
		}
		out.Keys = append(out.Keys, one)
	}
	return out, nil
}

// ConditionOperators lists the operators with the types of key they take.
func (s *Service) ConditionOperators(context.Context, access.Scope, api.None) (api.ConditionOperators, error) {
	operators := complete.Operators()
	out := api.ConditionOperators{Operators: make([]api.ConditionOperator, 0, len(operators))}
	for i := range operators {
		o := &operators[i]
		one := api.ConditionOperator{
			Operator: o.Name, Type: o.Type, KeyTypes: o.KeyTypes(), Description: o.About, Negated: o.Negated, Wildcards: o.Wildcards, Forms: []string{},
		}
		for _, form := range append(o.Forms(false), o.Forms(true)...) {
			if form != o.Name {
				one.Forms = append(one.Forms, form)
			}
		}
		out.Operators = append(out.Operators, one)
	}
	return out, nil
}

// ValidateCondition gives the findings on one condition: it is put into a
// policy of one statement, of which what concerns the condition is told, and
// whatever AWS would refuse.
func (s *Service) ValidateCondition(_ context.Context, _ access.Scope, in api.ValidateConditionIn) (api.ConditionValidation, error) {
	text, err := policyAround(in.Body)
	if err != nil {
		return api.ConditionValidation{}, err
	}
	out := api.ConditionValidation{Valid: true, Document: string(text), Findings: []api.Finding{}}
	for _, f := range findings(text, policy.KindIdentity, "") {
		if f.Type == lint.TypeError || f.Code == "IAMC_CONDITION_KEY_NOT_SUPPORTED" || strings.Contains(f.Path, ".Condition") {
			out.Findings = append(out.Findings, f)
			out.Valid = out.Valid && f.Type != lint.TypeError && f.Type != lint.TypeWarning
		}
	}
	return out, nil
}

// policyAround is a policy of one statement with the condition.
func policyAround(c api.ValidateConditionRequest) ([]byte, error) {
	type statement struct {
		Effect    string
		Action    []string
		Resource  string
		Condition map[string]map[string]json.RawMessage
	}
	actions := c.Actions
	if len(actions) == 0 {
		actions = []string{"*"}
	}
	text, err := json.MarshalIndent(struct {
		Version   string
		Statement statement
	}{policy.Version2012, statement{
		Effect: cmp.Or(c.Effect, "Allow"), Action: actions, Resource: "*",
		Condition: map[string]map[string]json.RawMessage{c.Operator: {c.Key: c.Values}},
	}}, "", "  ")
	if err != nil {
		return nil, ErrDocument.Saying("The values must be a string, a number or a Boolean, or a list of them.").At("body.values", "must be JSON")
	}
	return text, nil
}
