package vault

import (
	"context"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// beside is what is kept of a credential in other tables.
type beside struct {
	tags    map[string]string
	signIn  *signInRow
	problem string // why its rotation stands still
}

// viewOf is what anybody may see of one credential.
func (s *Service) viewOf(ctx context.Context, sc access.Scope, row *credentialRow) (api.Credential, error) {
	all, err := s.views(ctx, sc, []credentialRow{*row})
	if err != nil {
		return api.Credential{}, err
	}
	return all[0], nil
}

// views is what anybody may see of credentials. It costs as many queries for
// many as for one.
func (s *Service) views(ctx context.Context, sc access.Scope, rows []credentialRow) ([]api.Credential, error) {
	out := make([]api.Credential, 0, len(rows))
	if len(rows) == 0 {
		return out, nil
	}
	var ids, federated []int64
	for i := range rows {
		ids = append(ids, rows[i].ID)
		if rows[i].Kind == kindIdentityCenter {
			federated = append(federated, rows[i].ID)
		}
	}
	tags, err := s.store.tags(ctx, sc, ids)
	if err != nil {
		return nil, err
	}
	stuck, err := s.store.stuckRotations(ctx, sc, ids)
	if err != nil {
		return nil, err
	}
	var signIns map[int64]*signInRow
	if len(federated) > 0 {
		if signIns, err = s.store.signIns(ctx, sc, federated); err != nil {
			return nil, err
		}
	}
	now := db.Now()
	for i := range rows {
		id := rows[i].ID
		out = append(out, rows[i].view(beside{tags[id], signIns[id], stuck[id]}, now))
	}
	return out, nil
}

// view is what anybody may see of a credential.
func (r *credentialRow) view(b beside, now time.Time) api.Credential {
	out := api.Credential{
		ID: r.ID, Label: r.Label, Kind: r.Kind, AWSRegion: r.AWSRegion, AWSAccountID: r.AWSAccountID, AWSArn: r.AWSArn,
		IsDefault: r.IsDefault, CreatedAt: r.CreatedAt.UTC(), UpdatedAt: r.UpdatedAt.UTC(), VerifiedAt: db.UTC(r.VerifiedAt), LastUsedAt: db.UTC(r.LastUsedAt),
		Tags: b.tags, Warnings: warnings(r, b, now), ExpiresAt: r.endsAt(b.signIn),
	}
	if out.Tags == nil {
		out.Tags = map[string]string{}
	}
	switch {
	case r.Kind == kindAssumeRole && r.BaseCredentialID != nil:
		out.Temporary = true
		out.AssumeRole = &api.AssumedRole{
			BaseCredentialID: *r.BaseCredentialID, RoleArn: r.RoleArn, ExternalID: r.ExternalID, DurationSeconds: r.seconds(),
			RoleSessionName: r.RoleSessionName, MFASerial: r.MFASerial,
		}
	case r.Kind == kindIdentityCenter:
		out.Temporary = true
		out.IdentityCenter = &api.IdentityCenterRole{StartURL: r.StartURL, SSORegion: r.SSORegion, RoleName: r.SSORoleName, SignInState: b.signIn.stateAt(now)}
	default:
		out.AccessKeyIDPreview, out.Temporary = r.KeyPrefix+"...", r.KeyPrefix == temporaryPrefix
		days := int(now.Sub(r.keySince()) / (24 * time.Hour))
		out.KeyAgeDays, out.MFASerial = &days, r.MFASerial
	}
	return out
}

// keySince is when the key was made, as far as is known.
func (r *credentialRow) keySince() time.Time {
	if r.KeyCreatedAt != nil {
		return *r.KeyCreatedAt
	}
	return r.CreatedAt
}

// endsAt is when the credential gives no more keys, where that is known.
func (r *credentialRow) endsAt(sign *signInRow) *time.Time {
	if r.Kind == kindIdentityCenter {
		return sign.endsAt()
	}
	return db.UTC(r.ExpiresAt)
}
