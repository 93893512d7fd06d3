package audit

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"strconv"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// The faults of checkpoints.
var (
	ErrForged = fault.Declare(fault.Invalid, "audit.forged_checkpoint", "This server did not sign the checkpoint: it was changed, or comes from another server.").
			At("body.checkpoint.signature", "is not this server's signature of the checkpoint")
	ErrOtherWorkspace = fault.Declare(fault.Invalid, "audit.other_workspace", "The checkpoint is one of another workspace.").
				At("body.checkpoint.workspace_id", "is another workspace")
)

// checkpointKey signs checkpoints. A chain alone cannot show that its end was
// cut off together with its head; a checkpoint that is kept elsewhere can.
func (l *Log) checkpointKey() (ed25519.PrivateKey, error) {
	seed, err := l.keys.Derive("iamcopilot/audit-checkpoint/ed25519/v1", ed25519.SeedSize)
	if err != nil {
		return nil, err
	}
	return ed25519.NewKeyFromSeed(seed), nil
}

// Checkpoint signs where the workspace's chain ends now. Before the first
// record that is record 0, without a hash.
func (l *Log) Checkpoint(ctx context.Context, sc access.Scope, _ api.None) (api.AuditCheckpoint, error) {
	workspace, err := sc.Workspace()
	if err != nil {
		return api.AuditCheckpoint{}, err
	}
	head, err := l.store.head(ctx, sc)
	if err != nil {
		return api.AuditCheckpoint{}, err
	}
	key, err := l.checkpointKey()
	if err != nil {
		return api.AuditCheckpoint{}, err
	}
	out := api.AuditCheckpoint{WorkspaceID: workspace, ID: head.Seq, Hash: hex.EncodeToString(head.Hash), At: db.Now()}
	public := sha256.Sum256(key.Public().(ed25519.PublicKey)) //nolint:forcetypeassert // as crypto/ed25519 documents it
	out.KeyID = hex.EncodeToString(public[:8])
	out.Signature = hex.EncodeToString(ed25519.Sign(key, checkpointBytes(out)))
	return out, nil
}

// checkpointBytes are what is signed: every field preceded by its length, so
// that no two checkpoints have the same bytes.
func checkpointBytes(c api.AuditCheckpoint) []byte {
	var b []byte
	for _, field := range []string{
		"iamcopilot/audit-checkpoint/v1", strconv.FormatInt(c.WorkspaceID, 10), strconv.FormatInt(c.ID, 10), c.Hash, c.At.UTC().Format(time.RFC3339Nano), c.KeyID,
	} {
		b = binary.BigEndian.AppendUint32(b, uint32(len(field))) //nolint:gosec // short
		b = append(b, field...)
	}
	return b
}

// VerifyFrom checks the chain as Verify does, and, when a checkpoint comes with
// the question, that the chain still holds it.
func (l *Log) VerifyFrom(ctx context.Context, sc access.Scope, in api.AuditVerifyIn) (api.AuditVerification, error) {
	if in.Body.Checkpoint == nil {
		return l.Verify(ctx, sc, api.None{})
	}
	workspace, err := sc.Workspace()
	if err != nil {
		return api.AuditVerification{}, err
	}
	known, err := l.genuine(*in.Body.Checkpoint)
	if err != nil {
		return api.AuditVerification{}, err
	}
	if in.Body.Checkpoint.WorkspaceID != workspace {
		return api.AuditVerification{}, ErrOtherWorkspace
	}
	return l.verify(ctx, sc, known)
}

// known is the part of a checkpoint that the chain must hold.
type known struct {
	seq  int64
	hash []byte
	at   time.Time
}

// genuine checks a checkpoint's signature.
func (l *Log) genuine(c api.AuditCheckpoint) (*known, error) {
	key, err := l.checkpointKey()
	if err != nil {
		return nil, err
	}
	signature, err := hex.DecodeString(c.Signature)
	if err != nil || !ed25519.Verify(key.Public().(ed25519.PublicKey), checkpointBytes(c), signature) { //nolint:forcetypeassert // as above
		return nil, ErrForged
	}
	hash, err := hex.DecodeString(c.Hash)
	if err != nil {
		return nil, ErrForged
	}
	return &known{c.ID, hash, c.At}, nil
}
