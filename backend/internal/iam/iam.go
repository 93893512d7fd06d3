// Package iam is the room that manages the identities of an AWS account, with
// the credential that the tenant has chosen for it.
package iam

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/gateway"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/page"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/web"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// ErrNoUser is given for a user that the account does not have.
var ErrNoUser = fault.Declare(fault.NotFound, "iam.user_not_found", "The AWS account has no such IAM user.")

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
}

// New opens the room.
func New(vault Vault, g *gateway.Gateway) *Service { return &Service{vault, g} }

// client makes an IAM client of the chosen credential.
func (s *Service) client(ctx context.Context, sc access.Scope, credentialID int64, purpose string) (*iam.Client, error) {
	key, err := s.vault.Open(ctx, sc, credentialID, purpose)
	if err != nil {
		return nil, err
	}
	return iam.NewFromConfig(s.gateway.Config(sc, key)), nil
}

// ListUsers gives a piece of the account's users, in AWS's order.
func (s *Service) ListUsers(ctx context.Context, sc access.Scope, in api.IAMUserListIn) (api.IAMUserList, error) {
	marker, err := base64.RawURLEncoding.DecodeString(in.Cursor)
	if err != nil {
		return api.IAMUserList{}, page.ErrCursor
	}
	client, err := s.client(ctx, sc, in.CredentialID, "iam:ListUsers")
	if err != nil {
		return api.IAMUserList{}, err
	}
	answer, err := client.ListUsers(ctx, &iam.ListUsersInput{
		MaxItems: aws.Int32(int32(in.Limit)), //nolint:gosec // at most 200
		Marker:   optional(string(marker)), PathPrefix: optional(in.PathPrefix),
	})
	if err != nil {
		return api.IAMUserList{}, err
	}
	out := api.IAMUserList{Items: make([]api.IAMUser, 0, len(answer.Users))}
	for i := range answer.Users {
		out.Items = append(out.Items, userOf(&answer.Users[i]))
	}
	if answer.IsTruncated {
		out.NextCursor = base64.RawURLEncoding.EncodeToString([]byte(aws.ToString(answer.Marker)))
	}
	return out, nil
}

// userOf is AWS's user as the interface shows it.
func userOf(u *types.User) api.IAMUser {
	return api.IAMUser{
		UserName: aws.ToString(u.UserName), UserID: aws.ToString(u.UserId), Arn: aws.ToString(u.Arn), Path: aws.ToString(u.Path),
		CreatedAt: aws.ToTime(u.CreateDate).UTC(), PasswordLastUsed: utc(u.PasswordLastUsed),
	}
}

// noUser turns AWS's word for a missing entity into the room's fault.
func noUser(err error) error {
	var missing *types.NoSuchEntityException
	if errors.As(err, &missing) {
		return ErrNoUser.Because(err)
	}
	return err
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func utc(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	at := t.UTC()
	return &at
}

// Routes is the room's part of the interface.
func (s *Service) Routes() []web.Route {
	doc := func(summary string) web.Doc {
		return web.Doc{Tag: "iam", Summary: summary, Errors: []int{http.StatusConflict, http.StatusBadGateway}}
	}
	return []web.Route{
		web.Scoped(access.IAMRead, http.MethodGet, "/iam/users", http.StatusOK, s.ListUsers, doc("The IAM users of the AWS account")),
		web.Scoped(access.IAMRead, http.MethodGet, "/iam/users/{user_name}", http.StatusOK, s.GetUser, doc("One IAM user, with groups, policies, keys, MFA devices and tags")),
	}
}
