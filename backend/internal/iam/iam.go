// Package iam is the room that reads and manages the identities of an AWS account,
// with the credential that the tenant has chosen for it. What it reads it answers at
// once; what it writes it plans, and package plans applies.
package iam

import (
	"context"
	"encoding/base64"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/plans"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/gateway"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/page"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// The faults of the room.
var (
	ErrNoUser    = fault.Declare(fault.NotFound, "iam.user_not_found", "The AWS account has no such IAM user.")
	ErrNoEntity  = fault.Declare(fault.NotFound, "iam.not_found", "The AWS account has no such thing.")
	ErrExists    = fault.Declare(fault.Conflict, "iam.already_exists", "The AWS account has one of this name already.")
	ErrNotEmpty  = fault.Declare(fault.Conflict, "iam.not_empty", "Something hangs on it still.")
	ErrKeyLimit  = fault.Declare(fault.Conflict, "iam.access_key_limit", "The user has two access keys already, which is AWS's limit.")
	ErrRotation  = fault.Declare(fault.Conflict, "iam.rotation_order", "The steps of a rotation are in another order.")
	ErrVersions  = fault.Declare(fault.Conflict, "iam.version_limit", "The policy has five versions already, which is AWS's limit.")
	ErrDefault   = fault.Declare(fault.Conflict, "iam.default_version", "The version is in force.")
	ErrNotOwn    = fault.Declare(fault.Conflict, "iam.not_own_policy", "AWS's own managed policies cannot be changed.")
	ErrProfile   = fault.Declare(fault.Conflict, "iam.profile_taken", "The instance profile has a role already, which is AWS's limit.")
	ErrInput     = fault.Declare(fault.Invalid, "iam.bad_input", "AWS does not take that.")
	ErrFeature   = fault.Declare(fault.Invalid, "iam.unknown_feature", "There is no such feature.")
	ErrDocument  = fault.Declare(fault.Invalid, "iam.bad_document", "The document must be a JSON object, or a string that holds JSON text.")
	ErrOwnAccess = fault.Declare(fault.Conflict, "iam.own_credential", "That is what this credential itself works with.")
)

// Vault is what the room needs of the vault.
type Vault interface {
	// Open gives a credential's key for a purpose, named as AWS names it;
	// id 0 means the workspace's default credential.
	Open(ctx context.Context, sc access.Scope, id int64, purpose string) (gateway.Key, error)
}

// Service is the room's door.
type Service struct {
	vault   Vault
	gateway *gateway.Gateway
	plans   *plans.Service
}

// New opens the room, and tells plans what it can do.
func New(vault Vault, g *gateway.Gateway, p *plans.Service) *Service {
	p.Register(Operations(), readers())
	return &Service{vault, g, p}
}

// Operations are the writes that the room knows.
func Operations() (all []plans.Operation) {
	for _, some := range [][]plans.Operation{
		userWrites(), groupWrites(), profileWrites(), roleWrites(), boundaryWrites(), tagWrites(), policyWrites(), attachmentWrites(), accountWrites(),
	} {
		all = append(all, some...)
	}
	return all
}

// client makes an IAM client of the chosen credential.
func (s *Service) client(ctx context.Context, sc access.Scope, credentialID int64, purpose string) (*iam.Client, error) {
	key, err := s.vault.Open(ctx, sc, credentialID, purpose)
	if err != nil {
		return nil, err
	}
	return iam.NewFromConfig(s.gateway.Config(sc, key)), nil
}

// refusal makes AWS's word for a missing entity a fault of the room, and explains a
// missing permission.
func refusal(err error, missing *fault.Fault) error {
	if gone(err) {
		return missing.Because(err)
	}
	return plans.Explain(err)
}

// list asks for one piece of a list. ask gets AWS's marker and how many are wanted,
// and gives the next marker, nil at the end.
func list[T any](ctx context.Context, s *Service, sc access.Scope, in api.IAMPage, purpose string,
	ask func(c *iam.Client, marker, prefix *string, limit *int32) ([]T, *string, error),
) (items []T, next string, err error) {
	marker, err := base64.RawURLEncoding.DecodeString(in.Cursor)
	if err != nil {
		return nil, "", page.ErrCursor
	}
	c, err := s.client(ctx, sc, in.CredentialID, purpose)
	if err != nil {
		return nil, "", err
	}
	limit := int32(in.Limit) //nolint:gosec // at most 200
	items, after, err := ask(c, optional(string(marker)), optional(in.PathPrefix), &limit)
	if err != nil {
		return nil, "", plans.Explain(err)
	}
	if items == nil {
		items = []T{}
	}
	if after != nil && *after != "" {
		next = base64.RawURLEncoding.EncodeToString([]byte(*after))
	}
	return items, next, nil
}

// following is AWS's marker when there is more.
func following(truncated bool, marker *string) *string {
	if !truncated {
		return nil
	}
	return marker
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// stamp is a time that is always there.
func stamp(t *time.Time) time.Time { return aws.ToTime(t).UTC() }

// never makes a list without items an empty one, so that it is written as one.
func never[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
