package vault

import (
	"cmp"
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sso"
	"github.com/aws/aws-sdk-go-v2/service/ssooidc"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/gateway"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

const (
	// refreshBefore is how long before its end a token is renewed.
	refreshBefore = 5 * time.Minute
	// refreshTime is how long a renewal may take before another caller tries.
	refreshTime = 30 * time.Second
	refreshPoll = 150 * time.Millisecond
)

// keepTokens seals the tokens of a sign-in.
func (s *Service) keepTokens(ctx context.Context, sc access.Scope, row *credentialRow, r *signInRow, out *ssooidc.CreateTokenOutput, action string) error {
	if aws.ToString(out.AccessToken) == "" {
		return gateway.ErrUnreachable.Saying("AWS answered without a token. Is something between the server and AWS?")
	}
	now := db.Now()
	columns := map[string]any{
		"state": signedIn, "access_token_expires_at": now.Add(time.Duration(out.ExpiresIn) * time.Second), "refreshing_until": now, "updated_at": now,
		deviceCodeColumn.Name: nil, codeVerifierColumn.Name: nil, "user_code": "", "verification_uri": "", "verification_uri_complete": "", "state_digest": nil,
	}
	if action == "vault.signed_in" {
		columns["signed_in_at"] = now
	}
	return s.db.Tx(ctx, sc, func(ctx context.Context) error {
		sealed, err := s.sealer.Seal(ctx, sc, accessTokenColumn, row.ID, []byte(*out.AccessToken))
		if err != nil {
			return err
		}
		columns[accessTokenColumn.Name] = sealed
		// A renewal that brings no new refresh token leaves the one before good.
		if refresh := aws.ToString(out.RefreshToken); refresh != "" {
			if columns[refreshTokenColumn.Name], err = s.sealer.Seal(ctx, sc, refreshTokenColumn, row.ID, []byte(refresh)); err != nil {
				return err
			}
		}
		changed, err := s.store.changeSignIn(ctx, sc, r, columns)
		if err != nil || !changed {
			return err
		}
		return s.record(ctx, sc, action, row, map[string]string{"flow": r.Flow})
	})
}

// accessToken is a token of the sign-in that is good for a while. It is renewed
// before its end, once for all callers of all servers.
func (s *Service) accessToken(ctx context.Context, sc access.Scope, row *credentialRow) (string, error) {
	for {
		r, err := s.store.signIn(ctx, sc, row.ID)
		if err != nil {
			return "", err
		}
		if r == nil || r.State != signedIn || r.AccessTokenExpiresAt == nil {
			return "", ErrSignInNeeded
		}
		now := db.Now()
		if r.AccessTokenExpiresAt.After(now.Add(refreshBefore)) {
			return s.open(ctx, sc, row.ID, accessTokenColumn, r.EncryptedAccessToken)
		}
		if len(r.EncryptedRefreshToken) == 0 || r.ClientExpiresAt != nil && !r.ClientExpiresAt.After(now) {
			if r.AccessTokenExpiresAt.After(now) {
				return s.open(ctx, sc, row.ID, accessTokenColumn, r.EncryptedAccessToken)
			}
			return "", s.signInOver(ctx, sc, row, r)
		}
		mine, err := s.store.claimRefresh(ctx, sc, r, now)
		if err != nil {
			return "", err
		}
		if !mine {
			if err := pause(ctx, refreshPoll); err != nil {
				return "", gateway.ErrUnreachable.Saying("The sign-in to IAM Identity Center could not be renewed in time. Try again in a moment.").Because(err)
			}
			continue
		}
		if err := s.refresh(ctx, sc, row, r); err != nil {
			return "", err
		}
	}
}

// refresh renews the tokens of a sign-in.
func (s *Service) refresh(ctx context.Context, sc access.Scope, row *credentialRow, r *signInRow) error {
	secret, err := s.open(ctx, sc, row.ID, clientSecretColumn, r.EncryptedClientSecret)
	if err != nil {
		return err
	}
	token, err := s.open(ctx, sc, row.ID, refreshTokenColumn, r.EncryptedRefreshToken)
	if err != nil {
		return err
	}
	out, err := s.oidc(sc, row).CreateToken(ctx, &ssooidc.CreateTokenInput{
		ClientId: &r.ClientID, ClientSecret: &secret, GrantType: aws.String(grantRefresh), RefreshToken: &token,
	})
	keep := context.WithoutCancel(ctx)
	if err == nil {
		return s.keepTokens(keep, sc, row, r, out, "vault.sign_in_renewed")
	}
	if f := fault.Of(err); f.AWS() != nil {
		switch f.AWS().Code {
		case "InvalidGrantException", "ExpiredTokenException", "UnauthorizedClientException", "InvalidClientException", "AccessDeniedException":
			return s.signInOver(keep, sc, row, r)
		}
	}
	if _, releaseErr := s.store.changeSignIn(keep, sc, r, map[string]any{"refreshing_until": db.Now()}); releaseErr != nil {
		return releaseErr
	}
	return err
}

// signInOver notes that a sign-in has ended, and is the fault of it.
func (s *Service) signInOver(ctx context.Context, sc access.Scope, row *credentialRow, r *signInRow) error {
	err := s.db.Tx(ctx, sc, func(ctx context.Context) error {
		changed, err := s.store.changeSignIn(ctx, sc, r, map[string]any{
			"state": signInExpired, accessTokenColumn.Name: nil, refreshTokenColumn.Name: nil, "updated_at": db.Now(),
		})
		if err != nil || !changed {
			return err
		}
		return s.record(ctx, sc, "vault.sign_in_expired", row, nil)
	})
	if err != nil {
		return err
	}
	return ErrSignInNeeded
}

// withToken calls the portal with a token. A token that AWS takes no more is
// renewed once.
func (s *Service) withToken(ctx context.Context, sc access.Scope, row *credentialRow, call func(c *sso.Client, token string) error) error {
	client := sso.NewFromConfig(s.gateway.Config(sc, ssoKey(row)))
	for again := false; ; again = true {
		token, err := s.accessToken(ctx, sc, row)
		if err != nil {
			return err
		}
		err = call(client, token)
		f := fault.Of(err)
		if err == nil || f.AWS() == nil || f.AWS().Code != "UnauthorizedException" {
			return err
		}
		r, readErr := s.store.signIn(ctx, sc, row.ID)
		if readErr != nil || r == nil {
			return readErr
		}
		if again {
			return s.signInOver(ctx, sc, row, r)
		}
		if _, err := s.store.changeSignIn(ctx, sc, r, map[string]any{"access_token_expires_at": db.Now()}); err != nil {
			return err
		}
	}
}

// roleKey asks for a key of the role ("GetRoleCredentials", IAM Identity Center
// portal API reference).
func (s *Service) roleKey(ctx context.Context, sc access.Scope, row *credentialRow) (key gateway.Key, until time.Time, err error) {
	err = s.withToken(ctx, sc, row, func(c *sso.Client, token string) error {
		out, err := c.GetRoleCredentials(ctx, &sso.GetRoleCredentialsInput{AccessToken: &token, AccountId: &row.AWSAccountID, RoleName: &row.SSORoleName})
		if err != nil {
			return err
		}
		got := out.RoleCredentials
		if got == nil || got.AccessKeyId == nil || got.SecretAccessKey == nil || got.SessionToken == nil || got.Expiration == 0 {
			return gateway.ErrUnreachable.Saying("AWS answered without a key. Is something between the server and AWS?")
		}
		key = gateway.Key{
			CredentialID: row.ID, AccessKeyID: *got.AccessKeyId, SecretAccessKey: *got.SecretAccessKey, SessionToken: *got.SessionToken,
			Region: row.AWSRegion, AccountID: row.AWSAccountID,
		}
		until = time.UnixMilli(got.Expiration)
		return nil
	})
	return key, until, err
}

// SignInAccounts lists the accounts that a sign-in may reach.
func (s *Service) SignInAccounts(ctx context.Context, sc access.Scope, in api.SignInAccountsIn) (api.SignInAccountList, error) {
	out := api.SignInAccountList{Items: []api.SignInAccount{}}
	row, err := s.identityCenter(ctx, sc, in.ID)
	if err != nil {
		return out, err
	}
	err = s.withToken(ctx, sc, row, func(c *sso.Client, token string) error {
		got, err := c.ListAccounts(ctx, &sso.ListAccountsInput{AccessToken: &token, MaxResults: aws.Int32(int32(in.Limit)), NextToken: optional(in.Cursor)}) //nolint:gosec // at most 200
		if err != nil {
			return err
		}
		for _, a := range got.AccountList {
			out.Items = append(out.Items, api.SignInAccount{AccountID: aws.ToString(a.AccountId), Name: aws.ToString(a.AccountName), Email: aws.ToString(a.EmailAddress)})
		}
		out.NextCursor = aws.ToString(got.NextToken)
		return nil
	})
	return out, err
}

// SignInRoles lists the roles that a sign-in has in an account.
func (s *Service) SignInRoles(ctx context.Context, sc access.Scope, in api.SignInRolesIn) (api.SignInRoleList, error) {
	out := api.SignInRoleList{Items: []api.SignInRole{}}
	row, err := s.identityCenter(ctx, sc, in.ID)
	if err != nil {
		return out, err
	}
	account := cmp.Or(in.AccountID, row.AWSAccountID)
	if account == "" {
		return out, ErrSignIn.Saying("Which account? The credential has none yet.").At("query.account_id", "is needed until the credential has an account")
	}
	err = s.withToken(ctx, sc, row, func(c *sso.Client, token string) error {
		got, err := c.ListAccountRoles(ctx, &sso.ListAccountRolesInput{AccessToken: &token, AccountId: &account, MaxResults: aws.Int32(int32(in.Limit)), NextToken: optional(in.Cursor)}) //nolint:gosec // at most 200
		if err != nil {
			return err
		}
		for _, role := range got.RoleList {
			out.Items = append(out.Items, api.SignInRole{RoleName: aws.ToString(role.RoleName)})
		}
		out.NextCursor = aws.ToString(got.NextToken)
		return nil
	})
	return out, err
}
