package principals

import (
	"context"
	"encoding/json"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/shared/api"
	engine "github.com/iam-copilot/iam-copilot/shared/policy/access"
)

// Outline tells whom an account has, for whoever is about to ask about it.
func (s *Service) Outline(ctx context.Context, sc access.Scope, in api.AccountOutlineIn) (out api.AccountOutline, err error) {
	asked := source{credentialID: in.CredentialID, snapshot: in.Body.Snapshot, kept: in.Body.SnapshotID, again: in.Body.ReadAgain}
	err = s.within(ctx, sc, asked, func(k keptAccount) error {
		all := k.account.Principals()
		out = api.AccountOutline{Account: k.account.ID, ReadAt: k.readAt, Principals: make([]api.AccountPrincipal, 0, len(all))}
		for _, p := range all {
			out.Principals = append(out.Principals, api.AccountPrincipal{PrincipalARN: p.ARN, Type: string(p.Type), Name: p.Name})
		}
		return nil
	})
	return out, err
}

// SnapshotGraph is the graph of a snapshot, or of the account that a credential is of.
func (s *Service) SnapshotGraph(ctx context.Context, sc access.Scope, in api.SnapshotGraphIn) (out api.AccessGraph, err error) {
	err = s.within(ctx, sc, source{credentialID: in.CredentialID, snapshot: in.Body.Snapshot, kept: in.Body.SnapshotID}, func(k keptAccount) error {
		return graphOf(k.account, &out)
	})
	return out, err
}

// Exposures tells who outside an account gets in.
func (s *Service) Exposures(ctx context.Context, sc access.Scope, in api.ExposuresIn) (out api.AccountExposures, err error) {
	err = s.within(ctx, sc, source{credentialID: in.CredentialID, snapshot: in.Body.Snapshot, kept: in.Body.SnapshotID}, func(k keptAccount) error {
		found, err := k.account.Exposures(engine.ExposureOptions{Services: in.Body.Services})
		if err != nil {
			return err
		}
		return convert(struct {
			Account   string            `json:"account"`
			Exposures []engine.Exposure `json:"exposures"`
		}{k.account.ID, found}, &out)
	})
	return out, err
}

// source is where an account is known from.
type source struct {
	credentialID int64
	snapshot     json.RawMessage
	kept         int64 // number of a snapshot that an audit has kept
	again        bool  // ask AWS even though it was read a moment ago
}
