package db

import (
	"context"
	"errors"

	"gorm.io/gorm"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
)

// errNotSystem is given when somebody else than a job of the system asks for
// the rights of the database's owner.
var errNotSystem = errors.New("db: only a job of the system may maintain the database")

// Maintain runs fn in a transaction with the rights of the database's owner, past
// the application's role: for jobs of the system that keep tables in order, such
// as removing months of the audit log, and that look across workspaces. No
// request ever comes here. The statements name what they touch; nothing narrows
// them to a workspace.
func (d *DB) Maintain(ctx context.Context, sc access.Scope, fn func(tx *gorm.DB) error) error {
	if err := sc.Valid(); err != nil {
		return err
	}
	if a := sc.Actor(); a.System == "" || a.SignedIn() {
		return errNotSystem
	}
	if _, under := ctx.Value(txKey{}).(running); under {
		return errors.New("db: maintenance cannot be part of another transaction")
	}
	return Classify(d.owner.WithContext(ctx).Transaction(fn))
}
