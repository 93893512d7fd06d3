package seal

import (
	"context"
	"fmt"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
)

// Foreign is how many data keys of the scope's workspace another master key
// than the current one has wrapped.
func (s *Sealer) Foreign(ctx context.Context, sc access.Scope) (int, error) {
	var n int64
	err := s.store.db.For(ctx, sc).Model(&dataKeyRow{}).Where("master_key_id <> ?", s.keys.current.ID()).Count(&n).Error
	return int(n), err
}

// Rewrap wraps the data keys of the scope's workspace by the current master
// key, and tells how many another one had wrapped. The data keys themselves stay
// what they are, so sealed values need not change, and servers that have both
// master keys go on meanwhile. It can be repeated at any time; either all keys
// of the workspace are done, or none.
func (s *Sealer) Rewrap(ctx context.Context, sc access.Scope) (done int, err error) {
	workspace, err := sc.Workspace()
	if err != nil {
		return 0, err
	}
	current := s.keys.current
	err = s.store.db.Tx(ctx, sc, func(ctx context.Context) error {
		var rows []dataKeyRow
		if err := s.store.db.For(ctx, sc).Where("master_key_id <> ?", current.ID()).Order("version").Find(&rows).Error; err != nil {
			return err
		}
		for i := range rows {
			id := keyID{workspace, rows[i].Version}
			key, err := s.unwrapRow(id, &rows[i])
			if err != nil {
				return err
			}
			wrapped, err := current.wrap(wrapPlace(id), key)
			if err != nil {
				return err
			}
			// The old master key's name is asked for again: another run of the same
			// work may have been faster.
			changed := s.store.db.For(ctx, sc).Model(&dataKeyRow{}).Where("version = ? and master_key_id = ?", id.version, rows[i].MasterKeyID).
				Updates(map[string]any{"master_key_id": current.ID(), "wrapped_key": wrapped})
			if changed.Error != nil {
				return changed.Error
			}
			done += int(changed.RowsAffected)
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return done, nil
}

func (s *Sealer) unwrapRow(id keyID, row *dataKeyRow) ([]byte, error) {
	return s.keys.open(row.MasterKeyID, wrapPlace(id), row.WrappedKey, fmt.Sprintf("data key %d of workspace %d", id.version, id.workspace))
}
