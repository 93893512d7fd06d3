package policies

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// keptCases writes cases for the database. Each must be a request that can be decided.
func keptCases(cases []api.PolicyCase) (string, error) {
	for i, c := range cases {
		if _, err := callOf(c); err != nil {
			at := fmt.Sprintf("body.cases[%d]", i)
			return "", ErrCase.Saying("The case %q: %s", c.Name, fault.Sentence(err.Error())).At(at, err.Error())
		}
	}
	if cases == nil {
		cases = []api.PolicyCase{}
	}
	text, err := json.Marshal(cases)
	return string(text), err
}

// callOf makes the request of a case. Who asks is a role in the account of the resource
// where the case does not say.
func callOf(c api.PolicyCase) (*eval.Call, error) {
	principal := c.Principal
	if principal == "" {
		principal = eval.ExamplePrincipal(c.Resource)
	}
	who, err := eval.ParsePrincipal(principal)
	if err != nil {
		return nil, err
	}
	known := make(map[string][]string, len(c.Context))
	for name, raw := range c.Context {
		var values eval.Values
		if err := values.UnmarshalJSON(raw); err != nil {
			return nil, fmt.Errorf("context key %q: %w", name, err)
		}
		known[name] = values
	}
	ctx, err := eval.NewContext(known, c.UnknownContext)
	if err != nil {
		return nil, err
	}
	return eval.NewCall(who, c.Action, c.Resource, "", ctx)
}

// RunCases tries a policy with its cases: what the policy by itself says of each
// request. It changes nothing, so it leaves no audit record.
func (l *Library) RunCases(ctx context.Context, sc access.Scope, in api.RunPolicyCasesIn) (api.PolicyCaseRun, error) {
	row, err := l.store.byID(ctx, sc, in.ID)
	if err != nil {
		return api.PolicyCaseRun{}, err
	}
	var text []byte
	if len(in.Body.Document) > 0 {
		text, err = documentText(in.Body.Document)
	} else {
		var version *versionRow
		if version, err = l.store.version(ctx, sc, row.ID, int64(row.Version)); err == nil {
			text = []byte(version.Document)
		}
	}
	if err != nil {
		return api.PolicyCaseRun{}, err
	}
	p, err := eval.Compile(policy.Parse(text), policy.Kind(row.PolicyType), row.Name)
	if err != nil {
		return api.PolicyCaseRun{}, refused("body.document", err)
	}
	cases := in.Body.Cases
	if cases == nil {
		cases = row.cases()
	} else if _, err := keptCases(cases); err != nil {
		return api.PolicyCaseRun{}, err
	}
	return runCases(p, cases)
}

func runCases(p *eval.Policy, cases []api.PolicyCase) (api.PolicyCaseRun, error) {
	out := api.PolicyCaseRun{Results: make([]api.PolicyCaseResult, 0, len(cases))}
	for _, c := range cases {
		call, err := callOf(c)
		if err != nil {
			return api.PolicyCaseRun{}, err // it was checked when it was stored
		}
		r := api.PolicyCaseResult{Name: c.Name, Expect: c.Expect, Decision: string(p.Verdict(call))}
		denied := r.Decision == string(eval.ExplicitDeny) || r.Decision == string(eval.ImplicitDeny)
		r.Passed = c.Expect == "allowed" && r.Decision == string(eval.Allowed) || c.Expect == "denied" && denied
		r.Reason = caseReasons[eval.Decision(r.Decision)]
		if r.Passed {
			out.Passed++
		} else {
			out.Failed++
		}
		out.Results = append(out.Results, r)
	}
	return out, nil
}

// caseReasons say what each decision of a policy by itself means.
var caseReasons = map[eval.Decision]string{
	eval.Allowed:      "An Allow statement applies, and no Deny does.",
	eval.ExplicitDeny: "A Deny statement applies.",
	eval.ImplicitDeny: "No Allow statement applies.",
	eval.Unknown:      "It hangs on condition keys that are not known.",
}
