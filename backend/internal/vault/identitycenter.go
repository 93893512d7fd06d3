package vault

import (
	"context"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/gateway"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/seal"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// The faults of IAM Identity Center.
var (
	ErrNotIdentityCenter = fault.Declare(fault.Conflict, "vault.not_identity_center", "This credential does not come from IAM Identity Center.")
	ErrSignInNeeded      = fault.Declare(fault.Conflict, "vault.sign_in_needed", "The sign-in to IAM Identity Center is over, or has not been made yet. Sign in under Settings, AWS credentials, then try again.")
	ErrNoRole            = fault.Declare(fault.Conflict, "vault.no_role", "Choose an account and a role for this credential of IAM Identity Center first.")
	ErrSignIn            = fault.Declare(fault.Invalid, "vault.bad_sign_in", "The sign-in cannot be what was asked for.")
	ErrSignInState       = fault.Declare(fault.Conflict, "vault.sign_in_state", "This is not the sign-in that is under way. Begin it again.")
)

// The sealed columns of sign-ins.
var (
	clientSecretColumn = seal.Register("identity_center_sign_ins", "encrypted_client_secret")
	deviceCodeColumn   = seal.Register("identity_center_sign_ins", "encrypted_device_code")
	codeVerifierColumn = seal.Register("identity_center_sign_ins", "encrypted_code_verifier")
	accessTokenColumn  = seal.Register("identity_center_sign_ins", "encrypted_access_token")
	refreshTokenColumn = seal.Register("identity_center_sign_ins", "encrypted_refresh_token")
)

// The states of a sign-in.
const (
	signInNone    = "none"
	signInPending = "pending"
	signedIn      = "signed_in"
	signInExpired = "expired"
	signInDenied  = "denied"
	signInFailed  = "failed"
)

// The ways to sign in.
const (
	flowDevice  = "device"
	flowBrowser = "browser"
)

// messages say what the states mean.
var messages = map[string]string{
	signInNone:    "Nobody has signed in yet.",
	signInPending: "Open the page, compare the code, and allow access.",
	signedIn:      "Signed in.",
	signInExpired: "The code, or the sign-in, is over. Begin again.",
	signInDenied:  "Somebody refused the sign-in. Begin again.",
	signInFailed:  "AWS refused the sign-in. Begin again.",
}

// signInRow is the newest sign-in of a credential.
type signInRow struct {
	CredentialID            int64 `gorm:"primaryKey;autoIncrement:false"`
	WorkspaceID             int64
	State                   string
	Flow                    string
	StartedBy               int64
	Generation              int64 // grows with each sign-in that is begun
	ClientID                string
	EncryptedClientSecret   []byte
	ClientExpiresAt         *time.Time
	EncryptedDeviceCode     []byte
	UserCode                string
	VerificationURI         string `gorm:"column:verification_uri"`
	VerificationURIComplete string `gorm:"column:verification_uri_complete"`
	EncryptedCodeVerifier   []byte
	RedirectURI             string `gorm:"column:redirect_uri"`
	StateDigest             []byte
	PendingUntil            *time.Time
	PollSeconds             int
	NextPollAt              time.Time
	EncryptedAccessToken    []byte
	AccessTokenExpiresAt    *time.Time
	EncryptedRefreshToken   []byte
	RefreshingUntil         time.Time
	SignedInAt              *time.Time
	UpdatedAt               time.Time `gorm:"autoUpdateTime:false"`
}

func (signInRow) TableName() string { return "identity_center_sign_ins" }

// endsAt is when somebody has to sign in again at the latest: a sign-in that
// can be renewed ends with the client's registration ("RegisterClient",
// clientSecretExpiresAt, OIDC API reference).
func (r *signInRow) endsAt() *time.Time {
	if r == nil || r.State != signedIn {
		return nil
	}
	if len(r.EncryptedRefreshToken) > 0 && r.ClientExpiresAt != nil {
		return db.UTC(r.ClientExpiresAt)
	}
	return db.UTC(r.AccessTokenExpiresAt)
}

// stateAt is the state at a time; a code that is over is expired.
func (r *signInRow) stateAt(now time.Time) string {
	if r == nil {
		return signInNone
	}
	if r.State == signInPending && r.PendingUntil != nil && !now.Before(*r.PendingUntil) {
		return signInExpired
	}
	return r.State
}

// view is what an actor may see of a sign-in: whoever has the code of another
// could make them agree to something else.
func (r *signInRow) view(a access.Actor, now time.Time) api.SignIn {
	state := r.stateAt(now)
	out := api.SignIn{State: state, Message: messages[state]}
	if r == nil {
		return out
	}
	out.Flow, out.SignedInAt, out.ExpiresAt = r.Flow, db.UTC(r.SignedInAt), r.endsAt()
	if state != signInPending {
		return out
	}
	out.PendingUntil = db.UTC(r.PendingUntil)
	out.PollAfterSeconds = max(1, int(r.NextPollAt.Sub(now).Seconds()+0.999))
	if a.UserID == r.StartedBy {
		out.UserCode, out.VerificationURI, out.VerificationURIComplete = r.UserCode, r.VerificationURI, r.VerificationURIComplete
	}
	return out
}

// AddIdentityCenter stores a role of IAM Identity Center and begins the
// sign-in. When AWS does not let one begin, nothing is stored.
func (s *Service) AddIdentityCenter(ctx context.Context, sc access.Scope, in api.AddIdentityCenterIn) (api.AddedIdentityCenter, error) {
	userID, err := sc.User()
	if err != nil {
		return api.AddedIdentityCenter{}, err
	}
	body, at := in.Body, db.Now()
	if err := checkTags(body.Tags); err != nil {
		return api.AddedIdentityCenter{}, err
	}
	row := credentialRow{
		UserID: userID, Label: body.Label, Kind: kindIdentityCenter, EncryptedAccessKeyID: []byte{}, EncryptedSecretAccessKey: []byte{},
		AWSRegion: body.AWSRegion, AWSAccountID: body.AWSAccountID, CreatedAt: at, UpdatedAt: at,
		StartURL: body.StartURL, SSORegion: body.SSORegion, SSORoleName: body.RoleName,
	}
	if row.AWSRegion == "" {
		row.AWSRegion = body.SSORegion
	}
	begun, err := s.begin(ctx, sc, &row, body.SignInRequest)
	if err != nil {
		return api.AddedIdentityCenter{}, err
	}
	var sign *signInRow
	err = s.db.Tx(ctx, sc, func(ctx context.Context) error {
		if err := s.insertFirst(ctx, sc, &row, body.IsDefault, body.Tags); err != nil {
			return err
		}
		if sign, err = s.keepBegun(ctx, sc, &row, begun); err != nil {
			return err
		}
		return s.record(ctx, sc, "vault.credential_added", &row, map[string]string{"start_url": row.StartURL, "role_name": row.SSORoleName})
	})
	if err != nil {
		return api.AddedIdentityCenter{}, err
	}
	view, err := s.viewOf(ctx, sc, &row)
	if err != nil {
		return api.AddedIdentityCenter{}, err
	}
	answer := sign.view(sc.Actor(), db.Now())
	answer.AuthorizationURL = begun.authorizationURL
	return api.AddedIdentityCenter{Credential: view, SignIn: answer}, nil
}

// federated is a key of the role that the sign-in gives, which callers share
// until shortly before its end.
func (s *Service) federated(ctx context.Context, sc access.Scope, row *credentialRow) (gateway.Key, error) {
	workspace, err := sc.Workspace()
	if err != nil {
		return gateway.Key{}, err
	}
	sign, err := s.signedIn(ctx, sc, row)
	if err != nil {
		return gateway.Key{}, err
	}
	id := gateway.SessionID{Workspace: workspace, CredentialID: row.ID, Version: versionOf(row, sign)}
	return s.sessions.Get(ctx, id, func(ctx context.Context) (gateway.Key, time.Time, error) { return s.roleKey(ctx, sc, row) })
}

// signedIn is the sign-in that a role of IAM Identity Center has now.
func (s *Service) signedIn(ctx context.Context, sc access.Scope, row *credentialRow) (*signInRow, error) {
	if row.AWSAccountID == "" || row.SSORoleName == "" {
		return nil, ErrNoRole
	}
	sign, err := s.store.signIn(ctx, sc, row.ID)
	if err != nil {
		return nil, err
	}
	if sign == nil || sign.State != signedIn {
		return nil, ErrSignInNeeded
	}
	return sign, nil
}
