// Package vault is the room of AWS credentials: they come in once, are sealed
// before they touch the database, and never come back out. Other rooms open
// them to call AWS, and every opening is recorded first.
package vault

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/seal"
)

// The faults of the room.
var (
	ErrNotFound   = fault.Declare(fault.NotFound, "vault.not_found", "There is no such AWS credential.")
	ErrLabelTaken = fault.Declare(fault.Conflict, "vault.label_taken", "Another AWS credential of this workspace has this label already.")
	ErrNone       = fault.Declare(fault.Conflict, "vault.no_credentials", "There are no AWS credentials in this workspace yet. Add some under Settings, AWS credentials, then try again.")
	ErrInUse      = fault.Declare(fault.Conflict, "vault.in_use", "Roles are assumed with this credential.")
	ErrBase       = fault.Declare(fault.Invalid, "vault.bad_base", "The role cannot be assumed with this credential.")
	ErrMFA        = fault.Declare(fault.Invalid, "vault.mfa_needed", "A code of the MFA device is needed.")
	ErrSession    = fault.Declare(fault.Invalid, "vault.bad_session", "The session cannot be what was asked for.")
	ErrTemporary  = fault.Declare(fault.Conflict, "vault.already_temporary", "This is a temporary key (ASIA…) already: AWS gives no other session for it. Use it as it is, or assume a role with it.")
	ErrInvalid    = fault.Declare(fault.Invalid, "vault.bad_credential", "The AWS credential is not complete.")
)

// The sealed columns of the room.
var (
	accessKeyIDColumn     = seal.Register("user_aws_credentials", "encrypted_access_key_id")
	secretAccessKeyColumn = seal.Register("user_aws_credentials", "encrypted_secret_access_key")
	sessionTokenColumn    = seal.Register("user_aws_credentials", "encrypted_session_token")
)

const (
	kindAccessKey      = "access_key"
	kindAssumeRole     = "assume_role"
	kindIdentityCenter = "identity_center"

	// defaultRegion is used when a credential names none; IAM and STS answer there.
	defaultRegion = "us-east-1"
	// temporaryPrefix begins the ids of keys that need a session token ("IAM
	// identifiers", unique identifiers).
	temporaryPrefix = "ASIA"
)

// secrets are the parts of a credential that are sealed.
type secrets struct{ accessKeyID, secretAccessKey, sessionToken string }

// check holds the parts against each other.
func (s secrets) check() error {
	temporary := strings.HasPrefix(s.accessKeyID, temporaryPrefix)
	switch {
	case temporary && s.sessionToken == "":
		return ErrInvalid.Saying("This is a temporary key: it works only with its session token.").
			At("body.session_token", "is needed with a temporary key (ASIA…)")
	case !temporary && s.sessionToken != "":
		return ErrInvalid.Saying("A session token belongs to a temporary key (ASIA…), and this is a long-term one.").
			At("body.session_token", "must be left out with a long-term key (AKIA…)")
	}
	return nil
}

func orDefault(region string) string {
	if region == "" {
		return defaultRegion
	}
	return region
}
