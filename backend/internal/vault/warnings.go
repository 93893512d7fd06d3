package vault

import (
	"fmt"
	"time"

	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Limits beyond which somebody should look at a credential.
const (
	// oldKey is the age at which AWS's own checks ask for a new key ("Update
	// access keys", IAM User Guide; AWS Config rule access-keys-rotated).
	oldKey = 90 * 24 * time.Hour
	unused = 90 * 24 * time.Hour
	soon   = 24 * time.Hour
	// soonSignIn is earlier: somebody has to come by to sign in.
	soonSignIn = 7 * 24 * time.Hour
)

// The codes of warnings.
const (
	warnKeyOld         = "key_old"
	warnSessionExpired = "session_expired"
	warnSessionEnding  = "session_expiring"
	warnUnused         = "unused"
	warnNeverVerified  = "never_verified"
	warnSignInNeeded   = "sign_in_needed"
	warnSignInEnding   = "sign_in_expiring"
	warnNoRole         = "no_role"
	warnRotationStuck  = "rotation_stuck"
)

// warnings is what somebody should look at, the most pressing first.
func warnings(r *credentialRow, b beside, now time.Time) []api.CredentialWarning {
	out := []api.CredentialWarning{}
	warn := func(code, format string, args ...any) {
		out = append(out, api.CredentialWarning{Code: code, Message: fmt.Sprintf(format, args...)})
	}
	if b.problem != "" {
		warn(warnRotationStuck, "The rotation of the key stands still: %s", b.problem)
	}
	ends := r.endsAt(b.signIn)
	switch {
	case r.Kind == kindIdentityCenter && b.signIn.stateAt(now) != signedIn:
		warn(warnSignInNeeded, "Somebody has to sign in to IAM Identity Center before it can be used.")
	case r.Kind == kindIdentityCenter && ends != nil && !ends.After(now.Add(soonSignIn)):
		warn(warnSignInEnding, "The sign-in to IAM Identity Center ends %s.", within(ends.Sub(now)))
	case ends != nil && !ends.After(now):
		warn(warnSessionExpired, "The session token is over. Store fresh temporary keys.")
	case r.Kind != kindIdentityCenter && ends != nil && !ends.After(now.Add(soon)):
		warn(warnSessionEnding, "The session token ends %s.", within(ends.Sub(now)))
	}
	if r.Kind == kindIdentityCenter && (r.AWSAccountID == "" || r.SSORoleName == "") {
		warn(warnNoRole, "Choose an account and a role before it can be used.")
	}
	if r.Kind == kindAccessKey && r.KeyPrefix != temporaryPrefix && now.Sub(r.keySince()) >= oldKey {
		warn(warnKeyOld, "The key is %d days old. Rotate it.", int(now.Sub(r.keySince())/(24*time.Hour)))
	}
	if r.VerifiedAt == nil {
		warn(warnNeverVerified, "AWS has not been asked yet whose it is. Verify it.")
	}
	last := r.CreatedAt
	if r.LastUsedAt != nil {
		last = *r.LastUsedAt
	}
	if now.Sub(last) >= unused {
		warn(warnUnused, "Nobody has used it here for %d days. Delete it if it is not needed.", int(now.Sub(last)/(24*time.Hour)))
	}
	return out
}

// within says how long something lasts still.
func within(left time.Duration) string {
	switch hours := int(left.Hours()); {
	case left <= 0:
		return "now"
	case hours < 1:
		return "within the hour"
	case hours < 48:
		return fmt.Sprintf("in %d hours", hours)
	default:
		return fmt.Sprintf("in %d days", hours/24)
	}
}
