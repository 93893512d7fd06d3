package vault

import (
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/seal"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// The faults of rotating keys.
var (
	ErrCannotRotate = fault.Declare(fault.Conflict, "vault.cannot_rotate", "Only the long-term access key of an IAM user can be rotated.")
	ErrTwoKeys      = fault.Declare(fault.Conflict, "vault.two_keys", "The IAM user has two access keys already, and AWS allows no third.")
	ErrRotating     = fault.Declare(fault.Conflict, "vault.rotating", "This key is being rotated just now. Look again in a moment.")
	ErrRotationOpen = fault.Declare(fault.Conflict, "vault.rotation_open", "A rotation of this key is under way. Finish or cancel it first.")
	ErrNoRotation   = fault.Declare(fault.Conflict, "vault.no_rotation", "No rotation of this key is under way.")
	ErrSwitched     = fault.Declare(fault.Conflict, "vault.rotation_switched", "The new key is in use already, so the rotation cannot be cancelled any more. Ask for it again, and it goes on.")
	ErrUnsureKey    = fault.Declare(fault.Conflict, "vault.unsure_key", "The IAM user has a new access key that may be of this rotation or somebody else's.")
	ErrOtherUser    = fault.Declare(fault.Conflict, "vault.other_user", "AWS says that the new key belongs to somebody else.")
)

// The sealed columns of rotations.
var (
	oldKeyIDColumn  = seal.Register("credential_rotations", "encrypted_old_access_key_id")
	newKeyIDColumn  = seal.Register("credential_rotations", "encrypted_new_access_key_id")
	newSecretColumn = seal.Register("credential_rotations", "encrypted_new_secret_access_key")
)

// A rotation goes through these steps. Each but creating and cancelling has
// been done when it stands in the row, so that whoever goes on knows where.
const (
	stepCreating    = "creating"    // a new key is being asked for
	stepCreated     = "created"     // it is sealed in the row
	stepVerified    = "verified"    // AWS accepts it
	stepSwitched    = "switched"    // it is the credential's
	stepDeactivated = "deactivated" // the old one is inactive
	stepDeleted     = "deleted"     // the old one is gone: done
	stepCancelling  = "cancelling"  // the new one is being deleted
	stepCancelled   = "cancelled"   // it is gone: done
	stepFailed      = "failed"      // AWS made no key: done
)

// Times of rotations.
const (
	// leaseTime is how long whoever works on a rotation has it for themselves
	// from its last step on. It is longer than any step may take.
	leaseTime = 90 * time.Second
	stepTime  = 50 * time.Second
	// acceptTime is how long AWS may take to know a new key ("Changes that I
	// make are not always immediately visible", IAM User Guide).
	acceptTime = 25 * time.Second
	// settleTime is how long AWS may take to list a key that it has made.
	settleTime = 4 * time.Second
	// clockSkew is how far AWS's clock and this server's may differ before a
	// key's time of creation says nothing.
	clockSkew = 2 * time.Minute

	// hopelessAfter is how many tries in vain let a credential be deleted of which
	// no new key is known.
	hopelessAfter = 3

	firstRetry = time.Minute
	lastRetry  = 6 * time.Hour
)

type rotationRow struct {
	ID           int64
	WorkspaceID  int64
	CredentialID int64
	StartedBy    int64
	Step         string
	UserName     string
	AWSArn       string `gorm:"column:aws_arn"`
	KeepOldFor   int
	KeepOldUntil *time.Time

	EncryptedOldAccessKeyID     []byte
	EncryptedNewAccessKeyID     []byte
	EncryptedNewSecretAccessKey []byte
	NewKeyCreatedAt             *time.Time
	// CreateSentAt is when AWS was asked for a key of which no answer is known.
	CreateSentAt *time.Time

	Attempts      int
	Problem       string
	NextAttemptAt *time.Time
	Lease         string
	LeaseUntil    time.Time
	StartedAt     time.Time
	UpdatedAt     time.Time `gorm:"autoUpdateTime:false"`
	FinishedAt    *time.Time
}

func (rotationRow) TableName() string { return "credential_rotations" }

func (r *rotationRow) view() api.Rotation {
	return api.Rotation{
		ID: r.ID, CredentialID: r.CredentialID, Step: r.Step, Open: r.FinishedAt == nil, UserName: r.UserName, KeepOldFor: r.KeepOldFor,
		KeepOldUntil: db.UTC(r.KeepOldUntil), Problem: r.Problem, Attempts: r.Attempts, NextAttempt: db.UTC(r.NextAttemptAt),
		StartedAt: r.StartedAt.UTC(), UpdatedAt: r.UpdatedAt.UTC(), FinishedAt: db.UTC(r.FinishedAt),
	}
}

// switched tells whether the new key is the credential's.
func (r *rotationRow) switched() bool { return r.Step == stepSwitched || r.Step == stepDeactivated }

// retryAfter is how long to wait after so many attempts in vain.
func retryAfter(attempts int) time.Duration {
	if attempts > 9 {
		return lastRetry
	}
	return min(lastRetry, firstRetry<<max(attempts-1, 0))
}
