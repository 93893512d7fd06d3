package vault

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"net/url"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssooidc"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/gateway"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/seal"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

const (
	// clientName is what AWS shows to whoever agrees to a sign-in.
	clientName = "iam-copilot"
	// accountScope lets a sign-in list accounts and get keys of roles ("Scopes",
	// IAM Identity Center OIDC API reference).
	accountScope = "sso:account:access"

	grantDevice  = "urn:ietf:params:oauth:grant-type:device_code"
	grantRefresh = "refresh_token"
	grantCode    = "authorization_code"
	// loopback is the address that a browser's sign-in is registered with: the
	// port is chosen later ("Loopback Interface Redirection", RFC 8252).
	loopback = "http://127.0.0.1/oauth/callback"

	defaultPoll = 5                // seconds between questions when AWS names none ("Device Access Token Request", RFC 8628)
	slowDown    = 5                // seconds more when AWS asks to slow down (same, section 3.5)
	browserTime = 10 * time.Minute // for somebody to come back from the browser
)

// begun is a sign-in that AWS lets begin.
type begun struct {
	row              signInRow // without its sealed columns
	secrets          map[seal.Column]string
	authorizationURL string
}

// oidc is a client of the credential's Identity Center. Its calls are not
// signed: tokens and the client's secret prove what they have to.
func (s *Service) oidc(sc access.Scope, row *credentialRow) *ssooidc.Client {
	return ssooidc.NewFromConfig(s.gateway.Config(sc, ssoKey(row)), func(o *ssooidc.Options) {
		o.Retryer = aws.NopRetryer{} // a token is given once: what is lost is not asked for again blindly
	})
}

// ssoKey is no key, but says for whom and where a call is made.
func ssoKey(row *credentialRow) gateway.Key {
	return gateway.Key{CredentialID: row.ID, Region: row.SSORegion, AccountID: row.AWSAccountID}
}

// begin asks AWS for a sign-in.
func (s *Service) begin(ctx context.Context, sc access.Scope, row *credentialRow, want api.SignInRequest) (begun, error) {
	user, err := sc.User()
	if err != nil {
		return begun{}, err
	}
	now := db.Now()
	out := begun{secrets: map[seal.Column]string{}, row: signInRow{
		State: signInPending, Flow: flowDevice, StartedBy: user, PollSeconds: defaultPoll, NextPollAt: now, RefreshingUntil: now, UpdatedAt: now,
	}}
	register := &ssooidc.RegisterClientInput{
		ClientName: aws.String(clientName), ClientType: aws.String("public"), Scopes: []string{accountScope}, GrantTypes: []string{grantDevice, grantRefresh},
	}
	switch {
	case want.Flow == flowBrowser && want.RedirectURI == "":
		return begun{}, ErrSignIn.At("body.redirect_uri", "is needed for a sign-in with a browser")
	case want.Flow != flowBrowser && want.RedirectURI != "":
		return begun{}, ErrSignIn.At("body.redirect_uri", "belongs to a sign-in with a browser")
	case want.Flow == flowBrowser:
		out.row.Flow, out.row.RedirectURI = flowBrowser, want.RedirectURI
		register.GrantTypes, register.RedirectUris, register.IssuerUrl = []string{grantCode, grantRefresh}, []string{loopback}, aws.String(row.StartURL)
	}
	client := s.oidc(sc, row)
	registered, err := client.RegisterClient(ctx, register)
	if err != nil {
		return begun{}, err
	}
	out.row.ClientID = aws.ToString(registered.ClientId)
	out.secrets[clientSecretColumn] = aws.ToString(registered.ClientSecret)
	if ends := registered.ClientSecretExpiresAt; ends > 0 {
		out.row.ClientExpiresAt = new(time.Unix(ends, 0).UTC())
	}
	if out.row.Flow == flowBrowser {
		return out, s.authorize(ctx, row, &out, client.Options())
	}
	device, err := client.StartDeviceAuthorization(ctx, &ssooidc.StartDeviceAuthorizationInput{
		ClientId: registered.ClientId, ClientSecret: registered.ClientSecret, StartUrl: aws.String(row.StartURL),
	})
	if err != nil {
		return begun{}, err
	}
	out.secrets[deviceCodeColumn] = aws.ToString(device.DeviceCode)
	out.row.UserCode, out.row.VerificationURI, out.row.VerificationURIComplete = aws.ToString(device.UserCode), aws.ToString(device.VerificationUri), aws.ToString(device.VerificationUriComplete)
	for _, link := range []string{out.row.VerificationURI, out.row.VerificationURIComplete} {
		if link != "" && !strings.HasPrefix(link, "https://") {
			return begun{}, gateway.ErrUnreachable.Saying("AWS answered with an address that is no https:// one. Is something between the server and AWS?")
		}
	}
	out.row.PendingUntil = new(now.Add(time.Duration(device.ExpiresIn) * time.Second))
	if device.Interval > 0 {
		out.row.PollSeconds = int(device.Interval)
	}
	out.row.NextPollAt = now.Add(time.Duration(out.row.PollSeconds) * time.Second)
	return out, nil
}

// authorize makes the address that a browser is sent to (PKCE, RFC 7636).
func (s *Service) authorize(ctx context.Context, row *credentialRow, out *begun, options ssooidc.Options) error {
	where, err := ssooidc.NewDefaultEndpointResolverV2().ResolveEndpoint(ctx, ssooidc.EndpointParameters{
		Region: aws.String(row.SSORegion), Endpoint: options.BaseEndpoint,
	})
	if err != nil {
		return gateway.ErrUnreachable.Because(err)
	}
	verifier, state := rand.Text()+rand.Text(), rand.Text()
	challenge, digest := sha256.Sum256([]byte(verifier)), sha256.Sum256([]byte(state))
	out.secrets[codeVerifierColumn], out.row.StateDigest = verifier, digest[:]
	out.row.PendingUntil = new(db.Now().Add(browserTime))
	to := where.URI
	to.Path = strings.TrimSuffix(to.Path, "/") + "/authorize"
	to.RawQuery = url.Values{
		"response_type": {"code"}, "client_id": {out.row.ClientID}, "redirect_uri": {out.row.RedirectURI}, "state": {state}, "scopes": {accountScope},
		"code_challenge_method": {"S256"}, "code_challenge": {base64.RawURLEncoding.EncodeToString(challenge[:])},
	}.Encode()
	out.authorizationURL = to.String()
	return nil
}

// keepBegun stores a sign-in that has been begun, in the running transaction.
func (s *Service) keepBegun(ctx context.Context, sc access.Scope, row *credentialRow, b begun) (*signInRow, error) {
	before, err := s.store.signIn(ctx, sc, row.ID)
	if err != nil {
		return nil, err
	}
	r := b.row
	r.CredentialID, r.Generation = row.ID, 1
	if before != nil {
		r.Generation = before.Generation + 1
	}
	for column, place := range map[seal.Column]*[]byte{
		clientSecretColumn: &r.EncryptedClientSecret, deviceCodeColumn: &r.EncryptedDeviceCode, codeVerifierColumn: &r.EncryptedCodeVerifier,
	} {
		if secret := b.secrets[column]; secret != "" {
			if *place, err = s.sealer.Seal(ctx, sc, column, row.ID, []byte(secret)); err != nil {
				return nil, err
			}
		}
	}
	if err := s.store.putSignIn(ctx, sc, &r); err != nil {
		return nil, err
	}
	return &r, s.record(ctx, sc, "vault.sign_in_begun", row, map[string]string{"flow": r.Flow})
}

// identityCenter is a credential of that kind.
func (s *Service) identityCenter(ctx context.Context, sc access.Scope, id int64) (*credentialRow, error) {
	row, err := s.store.byID(ctx, sc, id)
	if err != nil {
		return nil, err
	}
	if row.Kind != kindIdentityCenter {
		return nil, ErrNotIdentityCenter
	}
	return row, nil
}

// StartSignIn begins a sign-in again. The one before is over with it.
func (s *Service) StartSignIn(ctx context.Context, sc access.Scope, in api.SignInIn) (api.SignIn, error) {
	row, err := s.identityCenter(ctx, sc, in.ID)
	if err != nil {
		return api.SignIn{}, err
	}
	var want api.SignInRequest
	if in.Body != nil {
		want = *in.Body
	}
	b, err := s.begin(ctx, sc, row, want)
	if err != nil {
		return api.SignIn{}, err
	}
	var r *signInRow
	err = s.db.Tx(ctx, sc, func(ctx context.Context) error {
		if err := s.store.lock(ctx, sc); err != nil {
			return err
		}
		r, err = s.keepBegun(ctx, sc, row, b)
		return err
	})
	if err != nil {
		return api.SignIn{}, err
	}
	out := r.view(sc.Actor(), db.Now())
	out.AuthorizationURL = b.authorizationURL
	return out, nil
}

// SignIn tells how a sign-in stands, and asks AWS when it is time to.
func (s *Service) SignIn(ctx context.Context, sc access.Scope, in api.ByID) (api.SignIn, error) {
	row, err := s.store.byID(ctx, sc, in.ID)
	if err != nil {
		return api.SignIn{}, err
	}
	r, err := s.store.signIn(ctx, sc, in.ID)
	if err != nil {
		return api.SignIn{}, err
	}
	now := db.Now()
	if r.stateAt(now) != signInPending || r.Flow != flowDevice {
		return r.view(sc.Actor(), now), nil
	}
	mine, err := s.store.claimPoll(ctx, sc, r, now)
	if err != nil {
		return api.SignIn{}, err
	}
	if mine {
		device, err := s.open(ctx, sc, row.ID, deviceCodeColumn, r.EncryptedDeviceCode)
		if err != nil {
			return api.SignIn{}, err
		}
		if err := s.exchange(ctx, sc, row, r, &ssooidc.CreateTokenInput{GrantType: aws.String(grantDevice), DeviceCode: &device}); err != nil {
			return api.SignIn{}, err
		}
	}
	if r, err = s.store.signIn(ctx, sc, in.ID); err != nil {
		return api.SignIn{}, err
	}
	return r.view(sc.Actor(), db.Now()), nil
}

// CompleteSignIn ends a sign-in with what a browser brought back. Only whoever
// began it may.
func (s *Service) CompleteSignIn(ctx context.Context, sc access.Scope, in api.CompleteSignInIn) (api.SignIn, error) {
	row, err := s.identityCenter(ctx, sc, in.ID)
	if err != nil {
		return api.SignIn{}, err
	}
	r, err := s.store.signIn(ctx, sc, in.ID)
	if err != nil {
		return api.SignIn{}, err
	}
	now, digest := db.Now(), sha256.Sum256([]byte(in.Body.State))
	if r.stateAt(now) != signInPending || r.Flow != flowBrowser || r.StartedBy != sc.Actor().UserID || subtle.ConstantTimeCompare(digest[:], r.StateDigest) != 1 {
		return api.SignIn{}, ErrSignInState
	}
	mine, err := s.store.claimPoll(ctx, sc, r, now)
	if err != nil {
		return api.SignIn{}, err
	}
	if !mine {
		return api.SignIn{}, ErrSignInState
	}
	verifier, err := s.open(ctx, sc, row.ID, codeVerifierColumn, r.EncryptedCodeVerifier)
	if err != nil {
		return api.SignIn{}, err
	}
	err = s.exchange(ctx, sc, row, r, &ssooidc.CreateTokenInput{
		GrantType: aws.String(grantCode), Code: &in.Body.Code, CodeVerifier: &verifier, RedirectUri: &r.RedirectURI,
	})
	if err != nil {
		return api.SignIn{}, err
	}
	if r, err = s.store.signIn(ctx, sc, in.ID); err != nil {
		return api.SignIn{}, err
	}
	return r.view(sc.Actor(), db.Now()), nil
}

// exchange asks AWS for tokens, and notes what it says.
func (s *Service) exchange(ctx context.Context, sc access.Scope, row *credentialRow, r *signInRow, in *ssooidc.CreateTokenInput) error {
	secret, err := s.open(ctx, sc, row.ID, clientSecretColumn, r.EncryptedClientSecret)
	if err != nil {
		return err
	}
	in.ClientId, in.ClientSecret = &r.ClientID, &secret
	out, err := s.oidc(sc, row).CreateToken(ctx, in)
	keep := context.WithoutCancel(ctx) // the code is spent now
	if err == nil {
		return s.keepTokens(keep, sc, row, r, out, "vault.signed_in")
	}
	f := fault.Of(err)
	if f.AWS() == nil {
		return err
	}
	// "CreateToken", errors, IAM Identity Center OIDC API reference.
	state := signInFailed
	switch f.AWS().Code {
	case "AuthorizationPendingException":
		return nil
	case "SlowDownException":
		_, err := s.store.changeSignIn(keep, sc, r, map[string]any{
			"poll_seconds": r.PollSeconds + slowDown, "next_poll_at": db.Now().Add(time.Duration(r.PollSeconds+slowDown) * time.Second),
		})
		return err
	case "ExpiredTokenException":
		state = signInExpired
	case "AccessDeniedException":
		state = signInDenied
	case "InternalServerException":
		return err
	}
	return s.db.Tx(keep, sc, func(ctx context.Context) error {
		changed, err := s.store.changeSignIn(ctx, sc, r, map[string]any{"state": state, "encrypted_device_code": nil, "encrypted_code_verifier": nil, "updated_at": db.Now()})
		if err != nil || !changed {
			return err
		}
		return s.record(ctx, sc, "vault.sign_in_"+state, row, map[string]string{"aws_code": f.AWS().Code})
	})
}
