package policies

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/lint"
)

// Validate gives the findings on a policy. It is asked on every keystroke of
// an editor, so it leaves no audit record; asking AWS as well does.
func (s *Service) Validate(ctx context.Context, sc access.Scope, in api.ValidatePolicyIn) (api.PolicyValidation, error) {
	text, err := documentText(in.Body.Document)
	if err != nil {
		return api.PolicyValidation{}, err
	}
	kind, err := policy.ParseKind(cmp.Or(in.Body.PolicyType, string(policy.KindIdentity)))
	if err != nil {
		return api.PolicyValidation{}, ErrDocument.Saying("%s", fault.Sentence(err.Error())).At("body.policy_type", err.Error())
	}
	out := api.PolicyValidation{Valid: true, Findings: findings(text, kind, in.Body.ResourceType), Size: size(text, kind, in.Body.ResourceType)}
	for i := range out.Findings {
		out.Valid = out.Valid && out.Findings[i].Type != lint.TypeError
	}
	if in.Body.Online {
		out.Online, err = s.online.validate(ctx, sc, in.CredentialID, text, kind, in.Body.ResourceType, out.Findings)
	}
	return out, err
}

// documentText is the text that the findings' places refer to: the object as
// it was sent, or the content of a string.
func documentText(raw json.RawMessage) ([]byte, error) {
	raw = bytes.TrimSpace(raw)
	if len(raw) > 0 && raw[0] == '{' {
		return raw, nil
	}
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return nil, ErrDocument.At("body.document", "must be a JSON object, or a string that holds JSON text")
	}
	return []byte(text), nil
}

// findings are the engine's findings as the interface shows them.
func findings(text []byte, kind policy.Kind, resourceType string) []api.Finding {
	found := lint.Check(text, lint.Options{Kind: kind, ResourceType: resourceType})
	out := make([]api.Finding, 0, len(found))
	for _, f := range found {
		one := api.Finding{
			Code: f.Code, Type: f.Type, Message: f.Message, Path: f.Path, LearnMore: f.LearnMore,
			Line: f.Span.Line, Column: f.Span.Column, Offset: f.Span.Offset, Length: f.Span.Length,
		}
		if f.Fix != nil {
			one.Fix = &api.FindingFix{Title: f.Fix.Title, Edits: make([]api.TextEdit, 0, len(f.Fix.Edits))}
			for _, e := range f.Fix.Edits {
				one.Fix.Edits = append(one.Fix.Edits, api.TextEdit(e))
			}
		}
		out = append(out, one)
	}
	return out
}

// size measures a policy against the quota that it meets first.
func size(text []byte, kind policy.Kind, resourceType string) api.PolicySize {
	return quota(policy.Size(text), kind, resourceType)
}

// quota adds to a size the quota that it meets first.
func quota(characters int, kind policy.Kind, resourceType string) api.PolicySize {
	out := api.PolicySize{Characters: characters}
	limit, known := policy.ResourceQuota(resourceType)
	if !known {
		limits := policy.Quotas(kind)
		if len(limits) == 0 {
			return out
		}
		limit = limits[0]
	}
	out.Quota, out.QuotaName = limit.Characters, limit.Name
	return out
}
