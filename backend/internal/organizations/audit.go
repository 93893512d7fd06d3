package organizations

import (
	"context"
	"slices"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Audit tells what about the organization should be looked at.
func (s *Service) Audit(ctx context.Context, sc access.Scope, in api.OrgIn) (api.OrgAudit, error) {
	o, err := s.organization(ctx, sc, in)
	if err != nil {
		return api.OrgAudit{}, err
	}
	out := api.OrgAudit{ReadAt: o.readAt, Policies: len(o.policies), Notes: slices.Clone(o.notes)}
	for _, n := range o.nodes {
		switch n.kind {
		case nodeAccount:
			out.Accounts++
		case nodeUnit:
			out.Units++
		}
	}
	ids := append(o.byType(typeSCP), o.byType(typeRCP)...)
	texts, err := o.texts(ctx, ids...)
	if denied(err) {
		out.Notes = append(out.Notes, "The documents of policies could not be read, so what they say was not looked at: the credential may not do organizations:DescribePolicy.")
		texts, err = nil, nil
	}
	if err != nil {
		return api.OrgAudit{}, err
	}
	out.Findings = examine(o.structure, texts)
	return out, nil
}
